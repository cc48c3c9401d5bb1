import { expect, expectNoViolations, test } from "../support/app";
import { drawnPhoto } from "../support/camera";
import { scrolledThrough, toldFrames } from "../support/frames";
import { VISITS } from "../support/scenario";

const PHOTOS = 1000;
/** Calls under way at a time. */
const AT_ONCE = 4;
/** Nine rows of what a wide window shows, whatever the list holds. */
const TILES_MAX = 90;

test("a thousand photos of an item are scrolled, and only those in view are there", async ({
  app,
  page,
}) => {
  test.setTimeout(600_000);
  // Without models the photos wait for a person, and the machine is free for the screen.
  await app.open("/today", "offline", { FIELDPROOF_MODELS: "/nonexistent" });
  const inspection = await app.inspection(VISITS.begun);
  // No screen that reads anew with every photo is open meanwhile.
  await app.show("/about");
  const dataBase64 = await drawnPhoto(page, 320, 240);
  for (let count = 0; count < PHOTOS; count += AT_ONCE) {
    const attach = () =>
      app.call("photo_attach", { inspection, item: 6, dataBase64 });
    await Promise.all(Array.from({ length: AT_ONCE }, attach));
  }
  let pictures = 0;
  page.on("request", (request) => {
    if (request.url().includes("/photo/")) pictures += 1;
  });
  await app.show(`/inspections/${inspection}/items/6`);
  const list = page.getByRole("region", { name: "Photos" }).getByRole("list");
  // Half of the photos are still being made ready, and other tests take the machine: on two slow cores the
  // first reading was seen to take more than 20 s. How long it takes is no part of this test.
  await expect(list.getByRole("listitem").first()).toBeVisible({
    timeout: 120_000,
  });
  await expect(page.getByText("1,000 photos")).toBeVisible();
  await expectNoViolations(page);

  const seen = await scrolledThrough(list);
  console.log(
    `${toldFrames(seen.frames)}; at most ${seen.mostTiles} tiles and ${seen.mostImages} images at once; ` +
      `${pictures} pictures asked for`,
  );
  expect(seen.frames.length, "it was scrolled, not jumped over").toBeGreaterThan(50);
  expect(seen.mostTiles).toBeLessThanOrEqual(TILES_MAX);
  expect(seen.mostImages).toBeLessThanOrEqual(TILES_MAX + 10);
  expect(
    pictures,
    "no picture is asked for twice on one way down",
  ).toBeLessThanOrEqual(PHOTOS);

  // The last one is there for keys as well, and opens.
  await list.getByRole("listitem").last().getByRole("button").press("Enter");
  await expect(
    page.getByRole("dialog", { name: "Photo 1000 of 1000" }),
  ).toBeVisible();
});
