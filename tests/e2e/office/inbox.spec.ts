import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("the inbox shows codes and states, and never a name of a place", async ({ app, page }) => {
  await app.open("/inbox", "office_inbox");
  await expect(page.getByRole("link", { name: VISITS.submitted, exact: true })).toBeVisible();
  const table = page.getByRole("table");
  await expect(table).toContainText("Tessa Beispiel");
  await expect(page.locator("body")).not.toContainText("Lantern Street");
  await expectNoViolations(page);
});

test("an inbox before anything was handed in says what will appear", async ({ app, page }) => {
  await app.open("/jobs", "admin");
  await app.show("/inbox");
  await expect(page.getByText("Inbox is empty.")).toBeVisible();
});
