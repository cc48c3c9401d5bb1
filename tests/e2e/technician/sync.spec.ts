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

test("texts that left under another policy are cleared again, by keyboard, and what was sent is said", async ({
  app,
  page,
}) => {
  await app.open("/sync", "policy_changed");
  const list = page.getByRole("region", { name: /2 texts were cleared by an older engine or policy/ });
  await expect(list).toBeVisible();
  await expect(list.getByText(/would also remove 1 place.*sent .* as it was/)).toBeVisible();
  await expectNoViolations(page);

  await list.getByRole("button", { name: "Clear all 2 again" }).focus();
  await page.keyboard.press("Enter");
  const outcome = page.getByRole("status").filter({ hasText: "cleared again" });
  await expect(outcome).toContainText(/texts? (was|were) cleared again/);
  await expect(outcome).toContainText("What was sent before stays in the history of the log.");
  await expect(list).toHaveCount(0);
  await expectNoViolations(page);
});
