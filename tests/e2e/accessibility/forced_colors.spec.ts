import { expect, expectNoViolations, test } from "../support/app";
import type { Scenario } from "../support/scenario";
import { SCREENS, pathOf } from "../support/screens";

/** What has neither a border nor an underline to be told by, once the system takes the colours. */
function withoutEdge(): string[] {
  const bare: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>("button.btn, input:not([type=file]), textarea, select")) {
    const style = getComputedStyle(element);
    if (!element.getClientRects().length || style.visibility === "hidden" || style.opacity === "0") continue;
    if (element.matches("[tabindex='-1'], .visually-hidden")) continue;
    // The browser draws the circle of its own radio buttons, in the system's colours.
    if (element.matches("[type=radio]") && style.appearance === "auto") continue;
    const holder = element.parentElement ? getComputedStyle(element.parentElement) : style;
    const hasEdge = [style, holder].some((one) => parseFloat(one.borderTopWidth) > 0 && one.borderTopStyle !== "none");
    // A bare button is a word and an icon: it is told by its words.
    if (!hasEdge && !element.matches(".bare")) bare.push(element.outerHTML.slice(0, 80));
  }
  return bare;
}

for (const [scenario, screens] of Object.entries(SCREENS)) {
  test(`${scenario}: borders and focus stay when the system takes the colours`, async ({ app, page }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ forcedColors: "active" });
    await app.open("/today", scenario as Scenario);
    for (const shown of screens) {
      await app.show(await pathOf(app, shown));
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await test.step(shown.name, async () => {
        expect(await page.evaluate(withoutEdge), `${shown.name}: every field and button has an edge`).toEqual([]);
        await page.keyboard.press("Tab");
        const outline = await page.evaluate(() => {
          const style = getComputedStyle(document.activeElement ?? document.body);
          return { style: style.outlineStyle, width: parseFloat(style.outlineWidth) };
        });
        expect(outline.style, `${shown.name}: focus is drawn`).not.toBe("none");
        expect(outline.width, `${shown.name}: and is thick enough to see`).toBeGreaterThanOrEqual(2);
        await expectNoViolations(page);
      });
    }
  });
}
