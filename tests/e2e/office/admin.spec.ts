import { expect, expectNoViolations, test } from "../support/app";

test("an admin assigns a job to a technician", async ({ app, page }) => {
  await app.open("/jobs", "admin");
  await expect(page.getByRole("heading", { name: "Assign a job", level: 1 })).toBeVisible();
  await expectNoViolations(page);
  await page.getByLabel("Site code").fill("FS-0777");
  await page.getByLabel("Technician").selectOption({ label: "Tessa Beispiel" });
  await page.getByRole("button", { name: /^Assign/ }).click();
  await expect(page.getByText("FS-0777 assigned to Tessa Beispiel")).toBeVisible();
});
