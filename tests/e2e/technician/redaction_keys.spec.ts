import type { Page } from "@playwright/test";
import { type App, expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

const SAID = "Gasket is torn, write to kim@example.com or call 212-555-0142 about it.";

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
  await expect(page.getByRole("heading", { name: "Review before sending" })).toHaveCount(0);
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
  await app.open("/today", "busy_day");
  const inspection = await app.inspection(VISITS.begun);
  const { items } = await app.call<{ items: { item: number; photos: unknown[] }[] }>("inspection_open", { inspection });
  const item = items.find((one) => one.photos.length > 0)?.item;
  const { recordings } = await app.call<{ recordings: { recording: string }[] }>("item_open", { inspection, item });
  // A transcript is always looked at, however sure the engine is.
  const recording = recordings[0]?.recording;
  await app.call("transcript_save", { inspection, recording, text: SAID, isAccepted: true });
  await app.show(`/redaction/${inspection}`);
  await page.getByRole("button", { name: new RegExp(`^${item} .*(Transcript|transcript)`) }).first().click();

  const stays = page.getByRole("group", { name: "Stays on this device" });
  const leaves = page.getByRole("group", { name: "What leaves" });
  const mail = stays.locator("[data-span]", { hasText: "kim@example.com" });
  const places = stays.locator("[data-span]");
  await expect(mail).toBeVisible();
  await expect(leaves).not.toContainText("kim@example.com");
  await expectNoViolations(page);

  // From place to place, and back.
  await places.first().focus();
  await expect(page.getByText(/^Place 1 of/).first()).toBeVisible();
  // Each place says why it was found, also to who cannot see it.
  await expect(mail).toHaveAccessibleName(/^kim@example.com: e-mail, .+, (unsure, )?will be removed$/);
  await page.keyboard.press("n");
  await expect(places.nth(1)).toBeFocused();
  await page.keyboard.press("p");
  await expect(places.first()).toBeFocused();

  // Kept for a reason, and back by undo.
  await mail.focus();
  await page.keyboard.press("Delete");
  await expect(page.getByText(/Why does .* stay readable/)).toBeVisible();
  await page.keyboard.press("3");
  await expect(leaves).toContainText("kim@example.com");
  await expect(page.getByText(/stays: the person agreed in writing/)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(leaves).not.toContainText("kim@example.com");

  // Another kind: the sixth is a personal detail of no kind.
  await mail.focus();
  await page.keyboard.press("k");
  await page.keyboard.press("6");
  await expect(leaves).toContainText("OTHER-");

  // Words that nothing found are added by choosing them, and taken back.
  const before = await places.count();
  await page.keyboard.press("m");
  await page.keyboard.press("Home");
  await page.keyboard.press("1");
  await expect(places).toHaveCount(before + 1);
  await places.first().focus();
  await page.keyboard.press("Delete");
  await expect(places).toHaveCount(before);

});
