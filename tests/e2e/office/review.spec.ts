import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("a reviewer comments on an answer", async ({ app, page }) => {
  await app.open("/inbox", "office_inbox");
  await page.getByRole("link", { name: VISITS.submitted, exact: true }).click();
  await page.getByRole("button", { name: /^Management/ }).click();
  await expect(page.getByText("Please say which thermometer was used.").first()).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("textbox", { name: /^Comment on/ }).fill("The photo is clear, thank you.");
  await page.getByRole("button", { name: "Send comment" }).click();
  await expect(page.getByText("The photo is clear, thank you.").first()).toBeVisible();
});

test("an inspection is returned with a reason", async ({ app, page }) => {
  await app.open("/inbox", "office_inbox");
  await page.getByRole("link", { name: VISITS.submitted, exact: true }).click();
  await page.getByRole("button", { name: /Return with reasons/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Return", exact: true }).click();
  await expect(dialog.getByText("Write at least one reason.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Say which thermometer was used.");
  await expectNoViolations(page);
  await dialog.getByRole("button", { name: "Return", exact: true }).click();
  await expect(page.getByText(`${VISITS.submitted} returned`)).toBeVisible();
});

test("an inspection is approved, with a question where findings are open", async ({ app, page }) => {
  await app.open("/inbox", "office_inbox");
  await page.getByRole("link", { name: VISITS.submitted, exact: true }).click();
  await page.getByRole("button", { name: /^Approve/ }).last().click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click();
  await expect(page.getByText(`${VISITS.submitted} approved`)).toBeVisible();
});
