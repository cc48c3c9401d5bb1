import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Page } from "@playwright/test";
import { type App, expect, test } from "../support/app";
import { VISITS } from "../support/scenario";

const PHOTO = resolve(import.meta.dirname, "../../../assets/demo/photos/number-plate.jpg");

async function openItem(app: App, page: Page) {
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  await expect(page.getByRole("heading", { name: "Photos" })).toBeVisible();
}

const strip = (page: Page) => page.getByRole("region", { name: "Photos" });

test("a photo from the chooser gets a caption, is removed, and comes back", async ({ app, page }) => {
  await openItem(app, page);
  const chooser = page.waitForEvent("filechooser");
  await strip(page).getByRole("button", { name: "Photo", exact: true }).click();
  await (await chooser).setFiles(PHOTO);

  const photo = strip(page).getByRole("button", { name: "Photo 1, without a caption" });
  await expect(photo.getByRole("img").or(photo.locator("img"))).toBeVisible();
  await photo.click();
  await page.getByRole("textbox", { name: "Caption" }).fill("Van at the back door");
  await page.getByRole("textbox", { name: "Caption" }).blur();
  await page.getByRole("button", { name: "Remove photo" }).click();
  await expect(page.getByText("Photo removed")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(strip(page).getByRole("button", { name: "Van at the back door" })).toBeVisible();
});

test("a photo is dropped onto the question", async ({ app, page }) => {
  await openItem(app, page);
  const bytes = (await readFile(PHOTO)).toString("base64");
  const dropped = await page.evaluateHandle((base64) => {
    const file = new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], "a.jpg", {
      type: "image/jpeg",
    });
    const transfer = new DataTransfer();
    transfer.items.add(file);
    return transfer;
  }, bytes);
  await page.getByLabel("Note").dispatchEvent("drop", { dataTransfer: dropped });
  await expect(strip(page).getByRole("button", { name: "Photo 1, without a caption" })).toBeVisible();
});

test("a photo is pasted from the clipboard", async ({ app, page, context }) => {
  await openItem(app, page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // What another program has copied: the system hands pictures on as PNG.
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    const png = await canvas.convertToBlob({ type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
  }, (await readFile(PHOTO)).toString("base64"));
  // With the focus in a text field: a picture is taken there too.
  await page.getByLabel("Note").focus();
  await page.keyboard.press("Control+V");
  const photo = strip(page).getByRole("button", { name: "Photo 1, without a caption" });
  await expect(photo.getByRole("img").or(photo.locator("img"))).toBeVisible();
  await expect(page.getByLabel("Note")).toHaveValue("");
});

test("a file that is no photo is refused in words, and the rest goes on", async ({ app, page }) => {
  await openItem(app, page);
  const chooser = page.waitForEvent("filechooser");
  await strip(page).getByRole("button", { name: "Photo", exact: true }).click();
  await (
    await chooser
  ).setFiles({ name: "broken.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture at all") });
  await expect(strip(page).getByText("broken.jpg")).toBeVisible();
  await expect(strip(page).getByRole("alert").first()).toBeVisible();
  await expect(page.getByLabel("Note")).toBeEditable();
});
