import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("what stays and what leaves stand side by side, and nothing leaves before a look", async ({ app, page }) => {
  await app.open("/today", "busy_day");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/redaction/${visit}`);

  await expect(page.getByRole("heading", { name: "Stays on this device" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What leaves" })).toBeVisible();
  await expectNoViolations(page);

  const approve = page.getByRole("button", { name: /^(Approve|Approve and next)\b/ });
  await expect(async () => {
    if (await page.getByText("Everything here is approved.").isVisible()) return;
    if (await approve.isEnabled()) await approve.click();
    await expect(page.getByText("Everything here is approved.")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 90_000 });
});
