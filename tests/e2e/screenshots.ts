import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "./support/app";
import type { Scenario } from "./support/scenario";
import { SCREENS, pathOf } from "./support/screens";

const FOLDER = resolve(import.meta.dirname, "../../docs/screenshots");

/** Most bytes of a picture in the documents. */
const PICTURE_BYTES_MAX = 150_000;

for (const [scenario, screens] of Object.entries(SCREENS)) {
  test(`pictures of ${scenario}`, async ({ app, page }) => {
    test.setTimeout(300_000);
    mkdirSync(FOLDER, { recursive: true });
    await app.open("/today", scenario as Scenario);
    for (const shown of screens) {
      await app.show(await pathOf(app, shown));
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      const path = resolve(FOLDER, `${shown.name}.png`);
      await page.screenshot({ path });
      // ImageMagick is one of the system packages that the set-up brings.
      execFileSync("convert", [path, "-strip", "-dither", "None", "-colors", "128", `PNG8:${path}`]);
      expect(statSync(path).size, `${shown.name} is small enough to keep`).toBeLessThan(PICTURE_BYTES_MAX);
    }
  });
}
