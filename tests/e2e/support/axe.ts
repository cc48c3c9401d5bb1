import AxeBuilder from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The page keeps WCAG 2.0 to 2.2, levels A and AA; `withContrastAaa` adds contrast 7:1. */
export async function expectNoViolations(page: Page, options: { withContrastAaa?: boolean } = {}): Promise<void> {
  const axe = new AxeBuilder({ page }).options({
    runOnly: { type: "tag", values: RULES },
    rules: { "color-contrast-enhanced": { enabled: options.withContrastAaa ?? false } },
  });
  const { violations } = await axe.analyze();
  const told = violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    where: violation.nodes.slice(0, 5).map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  }));
  expect(told, "axe finds nothing").toEqual([]);
}
