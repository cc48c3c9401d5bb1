import { expect, test } from "../support/app";
import { drawnPhoto } from "../support/camera";
import { scrolledThrough, toldFrames } from "../support/frames";
import { VISITS } from "../support/scenario";

/** FIELDPROOF_BACKGROUND_PHOTOS=100 measures what docs/measurements/photos.md states. */
const PHOTOS = Number(process.env["FIELDPROOF_BACKGROUND_PHOTOS"] ?? 24);
/** How often the list is scrolled from top to bottom. */
const ROUNDS = 10;
const SENTENCE = "The gasket of the walk-in is torn at the lower hinge.";

test("the list scrolls and a note is typed while photos are searched", async ({
  app,
  page,
}) => {
  test.setTimeout(900_000);
  await app.open("/today", "offline");
  const inspection = await app.inspection(VISITS.begun);
  const dataBase64 = await drawnPhoto(page, 4032, 3024);
  await app.show(`/inspections/${inspection}/items/6`);
  const photos = page.getByRole("region", { name: "Photos" });
  for (let count = 0; count < PHOTOS; count += 1) {
    await app.call("photo_attach", { inspection, item: 6, dataBase64 });
  }
  const list = photos.getByRole("list");
  await expect(photos.getByRole("listitem").first()).toBeVisible();
  const working = async () => {
    const queue = await app.call<{ waiting: { state: string }[] }>(
      "review_queue",
      { inspection },
    );
    return queue.waiting.filter((entry) => entry.state === "working").length;
  };
  const before = await working();
  expect(before, "the engines are still at it").toBeGreaterThan(0);

  const frames: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    frames.push(...(await scrolledThrough(list)).frames);
    await list.evaluate((element) => element.scrollTo(0, 0));
  }
  const note = page.getByLabel("Note", { exact: true });
  await note.focus();
  await page.evaluate(() => {
    const times: number[] = [];
    document.addEventListener("input", (event) =>
      requestAnimationFrame(() =>
        times.push(performance.now() - event.timeStamp),
      ),
    );
    Object.assign(globalThis, { keyTimes: times });
  });
  await page.keyboard.type(SENTENCE, { delay: 60 });
  const keys = await page.evaluate(
    () => (globalThis as unknown as { keyTimes: number[] }).keyTimes,
  );
  const after = await working();
  console.log(
    `scrolled: ${toldFrames(frames)}; from key to frame: ${toldFrames(keys)}; ` +
      `${before} of ${PHOTOS} photos unsearched when it began, ${after} when it ended`,
  );
  await expect(note).toHaveValue(SENTENCE);
  expect(keys.length).toBe(SENTENCE.length);
  // They are searched to the end, and none is lost.
  await expect.poll(working, { timeout: 600_000 }).toBe(0);
  await expect(photos.getByText(`${PHOTOS} photos`)).toBeVisible();
});
