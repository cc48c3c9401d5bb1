import { resolve } from "node:path";
import { type Page } from "@playwright/test";
import { type App, expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

const VOICE = resolve(import.meta.dirname, "../../../assets/demo/voice/03-floor-drain.wav");

/** Words are found by an engine that was built without optimising all. */
const ENGINE_MS_MAX = 90_000;

async function openItem(app: App, page: Page) {
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  await expect(page.getByRole("heading", { name: "Photos" })).toBeVisible();
}

async function addVoice(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Use a file" }).first().click();
  await (await chooser).setFiles(file);
}

test("a recording becomes words, is corrected, used, removed and comes back", async ({ app, page }) => {
  test.setTimeout(180_000);
  await openItem(app, page);
  await addVoice(page, VOICE);
  const voice = page.getByRole("region", { name: "Voice note" });
  await expect(voice.getByText("The audio stays on this device.")).toBeVisible();
  await expect(voice.getByRole("button", { name: "Use text" })).toBeVisible({ timeout: ENGINE_MS_MAX });
  await expect(voice).toContainText(/drain/i);
  await expectNoViolations(page);

  await voice.getByRole("button", { name: "Correct" }).click();
  const said = voice.getByRole("textbox", { name: "What was said" });
  await said.fill("The floor drain is blocked. Osric Fennimore-Vance comes, 216-555-0169.");
  await expect(voice.getByText(/places? will be removed/)).toBeVisible();
  await voice.getByRole("button", { name: "Use text" }).click();
  await expect(voice.getByText("Text is used")).toBeVisible();
  await expect(voice).toContainText("The floor drain is blocked.");

  await voice.getByRole("button", { name: "Remove recording" }).click();
  await expect(page.getByText("Recording removed")).toBeVisible();
  await expect(voice).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(voice.getByText("Text is used")).toBeVisible();
  await expect(voice).toContainText("The floor drain is blocked.");

  await page.reload();
  await expect(voice).toContainText("The floor drain is blocked.");
  await expect(voice.getByText("Text is used")).toBeVisible();
});

test("numbers are confirmed and dictated steps are done only when somebody says so", async ({ app, page }) => {
  test.setTimeout(180_000);
  await openItem(app, page);
  await addVoice(page, VOICE);
  const voice = page.getByRole("region", { name: "Voice note" });
  await expect(voice.getByRole("button", { name: "Use text" })).toBeVisible({ timeout: ENGINE_MS_MAX });
  await voice.getByRole("button", { name: "Correct" }).click();
  await voice
    .getByRole("textbox", { name: "What was said" })
    .fill("The cooler reads fifty-one degrees. Finding, critical, the drain is blocked. Next item.");
  await voice.getByRole("button", { name: "Done correcting" }).click();

  const numbers = page.getByRole("region", { name: "Numbers to confirm" });
  await expect(numbers).toContainText("fifty-one degrees");
  await expectNoViolations(page);
  await numbers.getByRole("button", { name: "Write 51 °F" }).click();
  await expect(voice).toContainText("The cooler reads 51 °F.");
  await expect(numbers).toHaveCount(0);

  const steps = page.getByRole("region", { name: "Heard as steps" });
  await expect(steps.getByText("Next question")).toBeVisible();
  await steps.getByRole("button", { name: "Add finding" }).click();
  await expect(page.getByRole("dialog")).toContainText("Finding");
  await expect(page.getByRole("dialog").getByRole("textbox").first()).toHaveValue(/the drain is blocked\./);
  await page.keyboard.press("Escape");
  await expect(steps.getByText("the drain is blocked")).toHaveCount(0);
  await steps.getByRole("button", { name: "Go on" }).click();
  await expect(page).not.toHaveURL(/items\/6$/);
});

test("a file that is no sound, and one without any, are refused in words", async ({ app, page }) => {
  await openItem(app, page);
  const note = { name: "note.wav", mimeType: "audio/wav", buffer: Buffer.from("no sound at all") };
  await addVoice(page, note);
  await expect(page.getByText(/Code:? ?not_audio|not_audio/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Voice note" })).toHaveCount(0);

  const header = Buffer.from("524946462400000057415645666d74201000000001000100803e0000007d0000020010006461746100000000", "hex");
  await addVoice(page, { ...note, buffer: header });
  await expect(page.getByText(/recording_empty/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Voice note" })).toHaveCount(0);
  await expect(page.getByLabel("Note")).toBeEditable();
});
