import { resolve } from "node:path";
import { type Page } from "@playwright/test";
import { type App, expect, expectNoViolations, test } from "../support/app";
import { Room } from "../support/room";
import { VISITS } from "../support/scenario";

const VOICE = resolve(import.meta.dirname, "../../../assets/demo/voice/03-floor-drain.wav");

/** Words are found by an engine that was built without optimising all. */
const ENGINE_MS_MAX = 90_000;

test.skip(!Room.isPossible && !process.env["CI"], "no PulseAudio here; `cargo xtask test` brings it");

async function beginRecording(app: App, page: Page, room: Room) {
  await app.open("/today", "offline", room.env);
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  await page.getByRole("button", { name: "Voice", exact: true }).first().click();
  await expect(page.getByText("Recording", { exact: true })).toBeVisible();
  // Sound comes: its clock runs. A sound server takes its time with the first piece.
  await expect(page.getByText(/^0:0[1-9] of at most /)).toBeVisible();
}

test("what is said into the microphone is recorded, rests while paused, and becomes words", async ({ app, page }) => {
  test.setTimeout(180_000);
  const room = await Room.open();
  try {
    await beginRecording(app, page, room);
    await expectNoViolations(page);
    await room.play(VOICE);
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    await expect(page.getByText("Paused", { exact: true })).toBeVisible();
    const elapsed = page.getByText(/ of at most /);
    // What was on its way when it was pressed still arrives.
    await page.waitForTimeout(1_000);
    const before = await elapsed.textContent();
    await page.waitForTimeout(1_500);
    expect(await elapsed.textContent(), "the clock of a paused recording rests").toBe(before);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByText("Recording", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Stop", exact: true }).first().click();

    const voice = page.getByRole("region", { name: "Voice note" });
    await expect(voice.getByRole("button", { name: "Use text" })).toBeVisible({ timeout: ENGINE_MS_MAX });
    await expect(voice).toContainText(/drain/i);
    await voice.getByRole("button", { name: "Use text" }).click();
    await expect(voice.getByText("Text is used")).toBeVisible();
  } finally {
    await room.close();
  }
});

test("a microphone that is pulled out ends the recording; what came before is kept", async ({ app, page }) => {
  test.setTimeout(180_000);
  const room = await Room.open();
  try {
    await beginRecording(app, page, room);
    await room.play(VOICE);
  } finally {
    await room.close();
  }
  const voice = page.getByRole("region", { name: "Voice note" });
  await expect(voice.getByText("The microphone went away.")).toBeVisible();
  await voice.getByRole("button", { name: "Write it down" }).click();
  await expect(voice.getByRole("button", { name: "Use text" })).toBeVisible({ timeout: ENGINE_MS_MAX });
  await expect(voice).toContainText(/drain/i);
});

test("without a microphone the person is told, and a file can be used", async ({ app, page }) => {
  await app.open("/today", "offline", Room.NONE);
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  await page.getByRole("button", { name: "Voice", exact: true }).first().click();
  await expect(page.getByText(/no_microphone/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Use a file" }).first()).toBeEnabled();
  await expect(page.getByRole("region", { name: "Voice note" })).toHaveCount(0);
});
