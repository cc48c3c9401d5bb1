import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, expectNoViolations, test } from "../support/app";
import { photoWithoutTime } from "../support/camera";
import { VISITS } from "../support/scenario";

test("a folder is watched: photos come in by themselves, once each, until it is stopped", async ({
  app,
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "card-"));
  const shoot = async (number: number, name = `DSC_${number}.JPG`) =>
    writeFile(join(folder, name), await photoWithoutTime(number));
  try {
    await shoot(1);
    await app.open("/today", "offline");
    const visit = await app.inspection(VISITS.begun);
    await app.show(`/inspections/${visit}/items/6`);
    const photos = page.getByRole("region", { name: "Photos" });
    await photos.getByRole("button", { name: "Watch a folder" }).click();
    const dialog = page.getByRole("dialog", {
      name: "Watch a folder for photos",
    });
    await expectNoViolations(page);
    await dialog
      .getByLabel("Folder", { exact: true })
      .fill(join(folder, "nowhere"));
    await dialog.getByRole("button", { name: "Watch this folder" }).click();
    await expect(
      dialog.getByText("This folder is not there, or cannot be read."),
    ).toBeVisible();
    await dialog.getByLabel("Folder", { exact: true }).fill(folder);
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);

    await expect(photos.getByText("A folder is watched")).toBeVisible();
    await expect(photos.getByRole("listitem")).toHaveCount(1);
    await shoot(1, "the same again.jpg");
    await shoot(2);
    await expect(photos.getByRole("listitem")).toHaveCount(2);
    await expect(photos.getByText(/2 taken in/)).toBeVisible();
    await expectNoViolations(page);

    await rename(folder, `${folder}-out`);
    await expect(
      photos.getByText(/The folder is not there. Plug the card in again/),
    ).toBeVisible();
    await rename(`${folder}-out`, folder);
    await expect(photos.getByText("A folder is watched")).toBeVisible();
    await photos.getByRole("button", { name: "Stop watching" }).click();
    await expect(photos.getByText("A folder is watched")).toHaveCount(0);
    await expect(
      photos.getByRole("listitem"),
      "what was taken in stays",
    ).toHaveCount(2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
