import { expect, expectNoViolations, test } from "../support/app";

test("an admin assigns a job to a technician", async ({ app, page }) => {
  await app.open("/jobs", "admin");
  await expect(page.getByRole("heading", { name: "Assign a job", level: 1 })).toBeVisible();
  await expectNoViolations(page);
  await page.getByLabel("Site code").fill("FS-0777");
  await page.getByRole("radio", { name: /Tessa Beispiel/ }).or(page.getByLabel(/Tessa Beispiel/)).first().check();
  await page.getByRole("button", { name: /^Assign/ }).click();
  await expect(page.getByText("FS-0777 assigned to Tessa Beispiel")).toBeVisible();
});
