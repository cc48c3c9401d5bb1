import { expect, test } from "../support/app";
import type { Scenario } from "../support/scenario";
import { SCREENS, pathOf } from "../support/screens";

/** Smallest target in CSS pixels. Source: WCAG 2.2, 2.5.8. */
const TARGET_MIN = 24;

/** What can be pressed, is seen and is smaller; links and marks within a line of words are exempt by 2.5.8. */
function smallTargets(least: number): string[] {
  const selector = "a[href], button, input, select, textarea, summary, [role=button], [role=option]";
  const small: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(selector)) {
    const style = getComputedStyle(element);
    if (style.visibility === "hidden" || style.display === "inline" || !element.getClientRects().length) continue;
    if (element.matches("[tabindex='-1'], :disabled, [data-box]")) continue;
    const box = element.getBoundingClientRect();
    // What is laid over its label or clipped away is pressed by its label.
    const label = element.closest("label") ?? (element.id ? document.querySelector(`label[for="${element.id}"]`) : null);
    const pressed = [box, ...(label ? [label.getBoundingClientRect()] : [])];
    if (pressed.some((one) => one.width >= least && one.height >= least)) continue;
    const name = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40) ?? "";
    small.push(`${element.tagName.toLowerCase()} "${name}" ${box.width.toFixed(0)}x${box.height.toFixed(0)}`);
  }
  return small;
}

for (const [scenario, screens] of Object.entries(SCREENS)) {
  test(`${scenario}: everything that can be pressed is large enough`, async ({ app, page }) => {
    test.setTimeout(300_000);
    await app.open("/today", scenario as Scenario);
    for (const shown of screens) {
      await app.show(await pathOf(app, shown));
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      const small = await page.evaluate(smallTargets, TARGET_MIN);
      expect(small, `${shown.name}: every target is at least ${TARGET_MIN} px`).toEqual([]);
    }
  });
}
