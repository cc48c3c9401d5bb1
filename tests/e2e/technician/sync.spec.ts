import { expect, expectNoViolations, test } from "../support/app";

test("without a connection the badge counts what waits, and nothing is an alarm", async ({ app, page }) => {
  await app.open("/sync", "offline");

  await expect(page.getByText(/Offline since/).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Waiting/ })).toBeVisible();
  await expect(page.getByText("Everything is kept on this device until the server confirms it.")).toBeVisible();
  await expectNoViolations(page);
});

test("with a connection everything that may leave is sent and confirmed", async ({ app, page }) => {
  await app.open("/sync", "ready_to_sign");
  await page.getByRole("button", { name: /Send now/ }).click();
  await expect(page.getByRole("heading", { name: /^Sent today/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: /^Waiting/ })).toHaveCount(0, { timeout: 60_000 });
});
