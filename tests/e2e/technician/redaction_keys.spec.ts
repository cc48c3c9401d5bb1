import type { Page } from "@playwright/test";
import { type App, expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

const NOTE = "Zoe Harrow said that kim@example.com and Morgan check the gasket.";

/** A note of an item, and the review of its inspection. */
async function review(app: App, page: Page, text: string): Promise<string> {
  await app.open("/today", "offline");
  const inspection = await app.inspection(VISITS.begun);
  await app.call("note_save", { inspection, item: 6, text });
  await app.show(`/redaction/${inspection}`);
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  return inspection;
}

test("a text that no engine can judge is read, marked and approved by hand, and the draft survives", async ({
  app,
  page,
}) => {
  const inspection = await review(app, page, "Позвоните Ивану Петрову");
  await page.getByRole("button", { name: /Note.*mark by hand/ }).click();
  await expect(page.getByText("in a script that the engine has no rules for")).toBeVisible();
  await expectNoViolations(page);

  // The words are chosen and named by keys alone.
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("1");
  const leaves = page.getByRole("group", { name: "What leaves" });
  await expect(leaves).toContainText("Позвоните");
  await expect(leaves).not.toContainText("Петрову");
  await expect(page.getByText("Saved on this device").first()).toBeVisible();

  // Leaving the screen keeps what was marked.
  await app.show("/today");
  await expect(page.getByRole("heading", { name: "Today", level: 1 })).toBeVisible();
  await app.show(`/redaction/${inspection}`);
  await page.getByRole("button", { name: /Note.*mark by hand/ }).click();
  await expect(leaves).not.toContainText("Петрову");

  await page.getByRole("button", { name: /^Approve/ }).click();
  await expect(page.getByText(/Note approved/)).toBeVisible();
});

test("places are walked, kept with a reason, renamed, added and taken back with the keyboard alone", async ({
  app,
  page,
}) => {
  const inspection = await review(app, page, "Позвоните Ивану");
  await app.call("note_save", { inspection, item: 6, text: NOTE });
  // A text that the engine is sure of needs no look; the transcript and this note are looked at by choice.
  const { waiting, cleared } = await app.call<{ waiting: object[]; cleared: object[] }>("review_queue", { inspection });
  expect(waiting.length + cleared.length).toBeGreaterThan(0);
  const row = page.getByRole("button", { name: /^6 Note/ });
  await row.click();
  const stays = page.getByRole("group", { name: "Stays on this device" });
  const leaves = page.getByRole("group", { name: "What leaves" });
  await expect(stays.locator("[data-span]").first()).toBeVisible();

  await stays.locator("[data-span]").first().focus();
  await expect(page.getByText(/^Place 1 of/).first()).toBeVisible();
  await page.keyboard.press("n");
  await page.keyboard.press("p");
  await expect(stays.locator("[data-span]").first()).toBeFocused();

  // Kept for a reason, and back by undo.
  const mail = stays.locator("[data-span]", { hasText: "kim@example.com" });
  await mail.focus();
  await page.keyboard.press("Delete");
  await expect(page.getByText(/Why does .* stay readable/)).toBeVisible();
  await page.keyboard.press("3");
  await expect(leaves).toContainText("kim@example.com");
  await expect(page.getByText(/stays: the person agreed in writing/)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(leaves).not.toContainText("kim@example.com");

  // Another kind.
  await mail.focus();
  await page.keyboard.press("k");
  await page.keyboard.press("6");
  await expect(leaves).toContainText(/OTHER|other/i);
});
