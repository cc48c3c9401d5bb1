import { expect, expectNoViolations, test, THEMES } from "../support/app";
import type { Scenario } from "../support/scenario";
import { SCREENS, pathOf } from "../support/screens";

// One core for all screens of a scenario: they are only looked at.
for (const [scenario, screens] of Object.entries(SCREENS)) {
  test(`${scenario}: every screen in every theme passes axe`, async ({ app, page }) => {
    test.setTimeout(300_000);
    await app.open("/today", scenario as Scenario);
    for (const shown of screens) {
      await app.show(await pathOf(app, shown));
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      for (const theme of THEMES) {
        await test.step(`${shown.name}, ${theme}`, async () => {
          await app.useTheme(theme);
          await expectNoViolations(page, { withContrastAaa: true });
        });
      }
    }
  });
}

test("a narrow window at 320 px shows everything without sideways scrolling", async ({ app, page }) => {
  await app.open("/today", "busy_day");
  await page.setViewportSize({ width: 320, height: 640 });
  for (const shown of SCREENS.busy_day ?? []) {
    await app.show(await pathOf(app, shown));
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${shown.name} fits into 320 px`).toBeLessThanOrEqual(0);
  }
});
