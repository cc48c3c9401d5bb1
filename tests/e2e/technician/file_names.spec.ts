import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, test } from "../support/app";
import { VISITS } from "../support/scenario";

const DEMO = resolve(import.meta.dirname, "../../../assets/demo");
const TEMPLATES = resolve(import.meta.dirname, "../../../assets/templates");

/** Made-up people and places that stand in the names of files. */
const NAMES = [
  "Quorosaberg Zelenawick",
  "614 555-0142",
  "4711 Mirrulofford Close",
  "PQRT-012345678-K",
  "fennari.vandosky77@example.org",
] as const;

test("no name of a chosen, dropped or refused file reaches the core", async ({ app, page }) => {
  const bodies: string[] = [];
  page.on("request", (request) => {
    bodies.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ""}`);
  });
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  const photos = page.getByRole("region", { name: "Photos" });
  const choose = async (button: string, name: string, mimeType: string, buffer: Buffer) => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: button, exact: true }).first().click();
    await (await chooser).setFiles({ name, mimeType, buffer });
  };

  const photo = await readFile(resolve(DEMO, "photos/number-plate.jpg"));
  await choose("Photo", `${NAMES[0]}.jpg`, "image/jpeg", photo);
  await expect(photos.getByRole("button", { name: "Photo 1, without a caption" })).toBeVisible();
  await choose("Photo", `${NAMES[1]}.jpg`, "image/jpeg", Buffer.from("no picture at all"));
  // The screen may name it: that is for the eyes of the person who chose it.
  await expect(photos.getByText(`${NAMES[1]}.jpg`)).toBeVisible();
  await choose("Use a file", `${NAMES[2]}.wav`, "audio/wav", await readFile(resolve(DEMO, "voice/03-floor-drain.wav")));
  await expect(page.getByRole("region", { name: "Voice note" })).toBeVisible();

  await app.show("/inspections/new");
  const template = await readFile(resolve(TEMPLATES, "food-safety.json"), "utf8").catch(() => "{}");
  await choose("Import a template", `${NAMES[3]}.json`, "application/json", Buffer.from(template));
  await expect.poll(() => bodies.filter((body) => body.includes("/api/template_import")).length).toBe(1);

  await app.show("/sync");
  await page.getByRole("button", { name: "Open a copy" }).click();
  await choose("Choose a file", `${NAMES[4]}.fieldproof`, "application/octet-stream", Buffer.from("no rescue file"));
  await page.getByLabel("Passphrase for the file").fill("a passphrase of a file");
  await page.getByRole("button", { name: "Open it" }).click();
  await expect(page.getByText(/rescue_unreadable/)).toBeVisible();

  const calls = bodies.filter((body) => body.includes("/api/"));
  for (const expected of ["photo_attach", "recording_attach", "template_import", "rescue_open"]) {
    expect(calls.some((call) => call.includes(expected)), `${expected} was called`).toBe(true);
  }
  for (const name of NAMES) {
    for (const form of [name, encodeURIComponent(name), Buffer.from(name).toString("base64").slice(0, -4)]) {
      expect(bodies.some((body) => body.includes(form)), `${form} was sent`).toBe(false);
    }
  }
});
