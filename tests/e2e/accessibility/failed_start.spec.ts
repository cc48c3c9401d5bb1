import { expect, expectNoViolations, test } from "../support/app";

test("a profile that cannot be read is a page with a heading, its main part and a way on", async ({ app, page }) => {
  await page.route("**/api/profile_status", (route) =>
    route.fulfill({ status: 500, json: { code: "store_damaged", message: "the store cannot be read" } }),
  );
  await app.open("/today", "empty_day");
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fieldproof could not read its profile.");
  await expectNoViolations(page);

  await page.unroute("**/api/profile_status");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Fieldproof could not read its profile.");
});
