import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("the office's report is made of tokens and is exported as PDF", async ({ app, page }) => {
  await app.open("/inbox", "office_inbox");
  const visit = await app.inspection(VISITS.approved);
  await app.show(`/inbox/${visit}/report`);
  await expect(page.getByText("This report shows tokens.")).toBeVisible();
  await expect(page.locator("body")).not.toContainText("Station Buffet");
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Export PDF" }).click();
  await expect(page.getByText("The PDF is saved.")).toBeVisible({ timeout: 60_000 });
});
