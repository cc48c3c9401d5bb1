import type { Page } from "@playwright/test";
import { expect, test } from "../support/app";
import type { Scenario } from "../support/scenario";
import { SCREENS, pathOf } from "../support/screens";

/** The windows that WCAG 2.2 asks about: 1.4.10 (320 px wide) and 1.4.4 (1280 × 800 at 200 %). */
const WINDOWS = [
  { name: "320 px wide", width: 320, height: 640 },
  { name: "200 % zoom", width: 640, height: 400 },
];

/** Names of headings and of what can be pressed, hidden ones left out. */
function namesShown(): string[] {
  const seen = [...document.querySelectorAll<HTMLElement>("h1, h2, .bar .btn, .bar button")];
  return seen
    .filter((element) => element.getClientRects().length > 0)
    .map((element) => (element.textContent ?? "").replace(/\s+/g, " ").trim())
    .filter((name) => name !== "");
}

/** What reaches beyond the window, or is cut where nothing says so. */
function outOfSight(): string[] {
  const lost: string[] = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) lost.push(`the page is ${wide} px too wide`);
  for (const element of document.querySelectorAll<HTMLElement>("h1, h2, button, a[href], input, textarea, select")) {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || getComputedStyle(element).visibility === "hidden") continue;
    // A table that is wider than the window scrolls by itself: 1.4.10 exempts it.
    if (element.closest("table")) continue;
    if (box.right > innerWidth + 1 || box.left < -1) {
      lost.push(`${element.tagName.toLowerCase()} "${element.textContent?.trim().slice(0, 40) ?? ""}"`);
    }
  }
  return lost;
}

async function settled(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}

for (const [scenario, screens] of Object.entries(SCREENS)) {
  test(`${scenario}: nothing is lost in a small window or at 200 %`, async ({ app, page }) => {
    test.setTimeout(300_000);
    await app.open("/today", scenario as Scenario);
    for (const shown of screens) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await app.show(await pathOf(app, shown));
      await settled(page);
      const [title] = await page.evaluate(namesShown);
      for (const window of WINDOWS) {
        await test.step(`${shown.name}, ${window.name}`, async () => {
          await page.setViewportSize(window);
          await settled(page);
          expect(await page.evaluate(outOfSight), `${shown.name} fits, ${window.name}`).toEqual([]);
          expect(await page.evaluate(namesShown), "the title is still there").toContain(title);
          await expect(page.locator("main").first()).toBeVisible();
        });
      }
    }
  });
}
