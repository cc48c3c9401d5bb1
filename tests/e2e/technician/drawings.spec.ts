import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Page } from "@playwright/test";
import { type App, expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

const PHOTO = resolve(import.meta.dirname, "../../../assets/demo/photos/number-plate.jpg");

/** A photo of item 6 that was searched, and the review of its inspection. */
async function review(app: App, page: Page): Promise<{ inspection: string; photo: string }> {
  await app.open("/today", "offline");
  const inspection = await app.inspection(VISITS.begun);
  const dataBase64 = (await readFile(PHOTO)).toString("base64");
  const { photo } = await app.call<{ photo: string }>("photo_attach", { inspection, item: 6, dataBase64 });
  await expect(async () => {
    const { state } = await app.call<{ state: string }>("review_photo_open", { inspection, photo });
    expect(state).not.toBe("working");
  }).toPass({ timeout: 60_000 });
  await app.show(`/redaction/${inspection}`);
  await page.getByRole("button", { name: /^6 .*Photo/ }).first().click();
  await expect(page.getByRole("group", { name: "Draw on the photo" })).toBeVisible();
  return { inspection, photo };
}

interface Drawn {
  kind: string;
  from: { x: number; y: number };
  to: { x: number; y: number };
  words: string;
}

test("what is pointed out is drawn by keys, undone, kept as a draft, and burnt in when it is approved", async ({
  app,
  page,
}) => {
  const { inspection, photo } = await review(app, page);
  const tools = page.getByRole("group", { name: "Draw on the photo" });
  await tools.getByRole("button", { name: "Arrow" }).click();
  const arrow = page.getByRole("button", { name: /^Arrow, drawing 1/ });
  await page.getByRole("textbox", { name: "Words on it" }).fill("Gasket torn, call Kim Sample at 212-555-0142");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(arrow).toBeFocused();
  await expectNoViolations(page);

  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Alt+ArrowLeft");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await tools.getByRole("button", { name: "Measure" }).click();
  await page.getByRole("textbox", { name: "Words on it" }).fill("14 mm");
  await page.getByRole("button", { name: "Close" }).click();
  await tools.getByRole("button", { name: "Circle" }).click();
  await page.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("button", { name: /^Circle, drawing/ })).toHaveCount(0);
  await expect(page.getByText("Saved on this device").first()).toBeVisible();

  // Leaving the screen keeps what was drawn.
  await app.show("/today");
  await app.show(`/redaction/${inspection}`);
  await page.getByRole("button", { name: /^6 .*Photo/ }).first().click();
  await expect(page.getByRole("button", { name: /^Measure, drawing 2: 14 mm/ })).toBeVisible();

  const looked = page.getByRole("checkbox", { name: /I looked at all of it/ });
  if (await looked.isVisible()) await looked.check();
  await page.getByRole("button", { name: /^Approve/ }).click();
  await expect(page.getByText(/Photo.* approved/).first()).toBeVisible();
  const kept = await app.call<{ drawings: Drawn[] }>("review_photo_open", { inspection, photo });
  expect(kept.drawings.map(({ kind }) => kind)).toEqual(["arrow", "measure"]);

  // Drawings count as no change outside the boxes: the comparison knows them.
  const verified = await app.call<Record<string, unknown>>("photo_verify", { inspection, photo });
  expect(verified).toMatchObject({ isOriginal: true, isPicture: true, changedOutside: 0 });
});

test("a drawing is moved by its end with the mouse, and by buttons without dragging", async ({ app, page }) => {
  await review(app, page);
  const tools = page.getByRole("group", { name: "Draw on the photo" });
  await tools.getByRole("button", { name: "Frame" }).click();
  const frame = page.getByRole("button", { name: /^Frame, drawing 1/ });
  // The page may scroll: places count on the photo.
  const place = async () => {
    const [own, photo] = [await frame.boundingBox(), await frame.locator("..").boundingBox()];
    if (!own || !photo) throw new Error("it is drawn on the photo");
    return { y: own.y - photo.y, width: own.width };
  };
  const before = await place();
  await page.getByRole("group", { name: "All of it" }).getByRole("button", { name: "All of it down" }).click();
  await page.getByRole("group", { name: "Its end" }).getByRole("button", { name: "Its end right" }).click();
  const after = await place();
  expect(after.y).toBeGreaterThan(before.y);
  expect(after.width).toBeGreaterThan(before.width);
  await page.getByRole("button", { name: "Close" }).click();

  const knob = frame.locator("[data-part=to] .knob");
  const at = await knob.boundingBox();
  if (!at) throw new Error("the end has a grip");
  await page.mouse.move(at.x + 3, at.y + 3);
  await page.mouse.down();
  await page.mouse.move(at.x + 60, at.y + 3, { steps: 4 });
  await page.mouse.up();
  const dragged = await place();
  expect(dragged.width).toBeGreaterThan(after.width + 30);
});

test("where an approved photo comes from is told, compared with the original, and looked at closely", async ({
  app,
  page,
}) => {
  const { inspection, photo } = await review(app, page);
  const { regions } = await app.call<{ regions: unknown[] }>("review_photo_open", { inspection, photo });
  await app.call("review_photo_approve", { inspection, photo, regions, rejected: [], drawings: [] });
  await app.show(`/inspections/${inspection}/items/6`);
  await page.getByRole("region", { name: "Photos" }).getByRole("button", { name: "Photo 1" }).click();
  await page.getByText("Where it comes from").click();
  await expect(page.getByText("Original, salted SHA-256")).toBeVisible();
  await page.getByRole("button", { name: "Compare with the original" }).click();
  await expect(page.getByText("This is the original that was taken in.")).toBeVisible();
  await expectNoViolations(page);

  await page.getByRole("button", { name: "Look closer" }).click();
  const close = page.getByRole("region", { name: /close up/ });
  await expect(close.locator("img").first()).toHaveJSProperty("complete", true);
  await close.focus();
  const left = () => close.evaluate((frame) => frame.scrollLeft);
  const from = await left();
  await page.keyboard.press("ArrowRight");
  await expect.poll(left).toBeGreaterThan(from);
  await expectNoViolations(page);
});
