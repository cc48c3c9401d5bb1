import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("an inspection is signed by typing the name, handed in, and reaches the office", async ({ app, page }) => {
  await app.open("/today", "ready_to_sign");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/submit`);
  await expect(page.getByText("Your signature is missing")).toBeVisible();

  await app.show(`/inspections/${visit}/signature`);
  await page.getByLabel("Name", { exact: true }).fill("Tessa Beispiel");
  await page.getByRole("tab", { name: "Type the name" }).click();
  await page.getByLabel(/The name above is mine/).check();
  await expectNoViolations(page);
  await page.getByRole("button", { name: /^Sign\b/ }).last().click();
  await expect(page.getByRole("button", { name: /I did this inspection.*Signed/ })).toBeVisible();

  await app.show(`/inspections/${visit}/submit`);
  await expect(page.getByText("It can be handed in.")).toBeVisible();
  await page.getByRole("button", { name: `Hand in ${VISITS.begun}` }).click();
  await expect(page.getByText("Handed in.", { exact: true })).toBeVisible();
  await expect(page.getByText("The office has it.")).toBeVisible({ timeout: 60_000 });
});
