import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("a day without work says so and offers an unplanned visit", async ({ app, page }) => {
  await app.open("/today", "empty_day");

  await expect(page.getByText("Nothing is due today.")).toBeVisible();
  await page.getByRole("link", { name: "Unplanned visit" }).click();
  await expect(page.getByRole("heading", { name: "New inspection" })).toBeVisible();
  await expectNoViolations(page);
});

test("a busy day is sorted by what is late, due and later", async ({ app, page }) => {
  await app.open("/today", "busy_day");

  const group = (name: string) => page.getByRole("region", { name }).or(page.getByRole("list", { name }));
  await expect(page.getByRole("heading", { name: /Overdue/ })).toBeVisible();
  await expect(group("Overdue").first()).toContainText(VISITS.overdue);
  await expect(group("Today").first()).toContainText(VISITS.today);
  await expect(group("Later").first()).toContainText(VISITS.later);
  await expect(page.getByText("returned with 1 reason")).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`Continue ${VISITS.begun}`) })).toBeVisible();
});

test("an assigned job is started with one press", async ({ app, page }) => {
  await app.open("/today", "busy_day");
  const job = await app.inspection(VISITS.overdue);
  await app.show(`/inspections/${job}`);
  await page.getByRole("button", { name: "Start this inspection" }).first().click();
  await expect(page.getByRole("link", { name: /Next unanswered: question 1/ })).toBeVisible();
});

test("a failing store offers a retry and says what was kept", async ({ app, page }) => {
  await app.open("/today", "store_failing");

  await expect(page.getByText("The store is damaged.").first()).toBeVisible();
  await expect(page.getByText(/left as it is, so that it can still be rescued/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
  await expectNoViolations(page);
});
