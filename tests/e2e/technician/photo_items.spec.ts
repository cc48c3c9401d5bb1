import { type Page } from "@playwright/test";
import { type App, expect, expectNoViolations, test } from "../support/app";
import { photoTakenAt, photoWithoutTime } from "../support/camera";
import { VISITS } from "../support/scenario";

const MINUTE_MS = 60_000;
const strip = (page: Page) => page.getByRole("region", { name: "Photos" });
const tiles = (page: Page) => strip(page).getByRole("listitem");

async function openItem(app: App, page: Page): Promise<string> {
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  await expect(page.getByRole("heading", { name: "Photos" })).toBeVisible();
  return visit;
}

async function choose(page: Page, photos: Buffer[]) {
  const chooser = page.waitForEvent("filechooser");
  await strip(page).getByRole("button", { name: "Photo", exact: true }).click();
  const files = photos.map((buffer, index) => ({
    name: `${index}.jpg`,
    mimeType: "image/jpeg",
    buffer,
  }));
  await (await chooser).setFiles(files);
  await expect(tiles(page)).toHaveCount(photos.length);
}

test("photos of several items are matched by time, confirmed, and taken back", async ({
  app,
  page,
}) => {
  await openItem(app, page);
  // Item 1 was answered first, when this day began: a little before that it is the nearest.
  const taken = new Date(Date.now() - 10 * MINUTE_MS);
  await choose(page, [
    await photoTakenAt(taken, 1),
    await photoTakenAt(taken, 2),
    await photoWithoutTime(3),
  ]);
  await expect(strip(page).getByText(/3 photos were added here/)).toBeVisible();

  await strip(page).getByRole("button", { name: "Match by time" }).click();
  const dialog = page.getByRole("dialog", {
    name: "Match photos to items by time",
  });
  await expect(dialog.getByRole("heading", { name: /^1 / })).toBeVisible();
  await expect(dialog.getByText(/^2 photos, taken/)).toBeVisible();
  await expect(
    dialog.getByText("1 photo without a time from the camera: left here."),
  ).toBeVisible();
  await expectNoViolations(page);
  await expect(tiles(page), "nothing moves before it is confirmed").toHaveCount(
    3,
  );

  // A clock that is a day off matches nothing.
  await dialog
    .getByLabel("Minutes that the camera’s clock is fast")
    .fill("1440");
  await expect(
    dialog.getByText("No photo belongs to another item by its time."),
  ).toBeVisible();
  await expect(
    dialog.getByRole("button", { name: "Move 0 photos" }),
  ).toBeDisabled();
  await dialog.getByLabel("Minutes that the camera’s clock is fast").fill("0");

  await dialog
    .getByLabel("Put these under")
    .selectOption({ label: "Leave them here" });
  await expect(
    dialog.getByRole("button", { name: "Move 0 photos" }),
  ).toBeDisabled();
  await dialog.getByLabel("Put these under").selectOption("1");
  await dialog.getByRole("button", { name: "Move 2 photos" }).click();
  await expect(page.getByText("2 photos moved")).toBeVisible();
  await expect(tiles(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(tiles(page)).toHaveCount(3);
});

test("two photos become a pair by keys, are seen side by side, and are parted", async ({
  app,
  page,
}) => {
  await openItem(app, page);
  await choose(page, [
    await photoWithoutTime(1),
    await photoWithoutTime(2),
    await photoWithoutTime(3),
  ]);
  await strip(page)
    .getByRole("button", { name: "Photo 3, without a caption" })
    .press("Enter");
  const viewer = page.getByRole("dialog", { name: "Photo 3 of 3" });
  await viewer
    .getByRole("button", { name: "Pair with another photo" })
    .press("Enter");
  await expect(
    viewer.getByText("Choose the photo that shows it before."),
  ).toBeVisible();
  await expectNoViolations(page);
  await viewer
    .getByRole("button", { name: "Photo 1, without a caption" })
    .press("Enter");

  const pair = page.getByRole("group", {
    name: "Before and after, side by side",
  });
  await expect(pair.getByRole("img", { name: "Before" })).toBeVisible();
  await expect(pair.getByRole("img", { name: "After" })).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press("Escape");
  // The two stand next to each other, whatever was taken between them.
  await expect(tiles(page).nth(0).getByRole("button")).toHaveAccessibleName(
    /^Photo 1, .*Before$/,
  );
  await expect(tiles(page).nth(1).getByRole("button")).toHaveAccessibleName(
    /^Photo 2, .*After$/,
  );

  await tiles(page).nth(1).getByRole("button").press("Enter");
  await page.getByRole("button", { name: "Part the pair" }).press("Enter");
  await expect(
    page.getByText("The pair is parted; both photos stay"),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tiles(page).filter({ hasText: "Before" })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(tiles(page).filter({ hasText: "Before" })).toHaveCount(1);
});
