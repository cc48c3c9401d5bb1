import { type Page, test as base, expect } from "@playwright/test";
import { Core } from "./core";
import type { Scenario } from "./scenario";

export { expect };
export { expectNoViolations } from "./axe";

export const THEMES = ["light", "dark", "sunlight"] as const;
export type Theme = (typeof THEMES)[number];

/** The app in a browser, over the real core. */
export class App {
  #core: Core | null = null;

  constructor(private readonly page: Page) {}

  /** Starts a core with this scenario and shows a screen; `env` is for the core. */
  async open(screen: string, scenario: Scenario, env: Record<string, string> = {}): Promise<void> {
    await this.close();
    this.#core = await Core.start(scenario, env);
    await this.page.goto(`${this.#core.url}/#${screen}`);
    await expect(this.page.getByRole("heading").first()).toBeVisible();
  }

  /** Shows another screen of the same core, as a link would. */
  async show(screen: string): Promise<void> {
    await this.page.evaluate((to) => (location.hash = to), screen);
  }

  /** Calls a command of the core: for what a test has to know and no screen says. */
  async call<Output>(name: string, args: object = {}): Promise<Output> {
    if (!this.#core) throw new Error("open a scenario first");
    const response = await this.page.request.post(`${this.#core.url}/api/${name}`, { data: args });
    if (!response.ok()) throw new Error(`${name}: ${await response.text()}`);
    return (await response.json()) as Output;
  }

  /** The id of the inspection with this code. */
  async inspection(code: string): Promise<string> {
    const today = await this.call<Record<string, unknown>>("inspection_today");
    const inbox = await this.call<{ rows: unknown[] }>("inbox_list").catch(() => ({ rows: [] }));
    const all = [...Object.values(today).filter(Array.isArray).flat(), ...inbox.rows] as {
      siteCode: string;
      inspection: string;
    }[];
    const found = all.find((summary) => summary.siteCode === code);
    if (!found) throw new Error(`no inspection has the code ${code}`);
    return found.inspection;
  }

  /** Puts a theme in place by what the person or the system would choose. */
  async useTheme(theme: Theme): Promise<void> {
    await this.page.emulateMedia({
      colorScheme: theme === "dark" ? "dark" : "light",
      contrast: theme === "sunlight" ? "more" : "no-preference",
    });
    await expect(this.page.locator("html")).toHaveAttribute("data-theme", theme);
  }

  async close(): Promise<void> {
    await this.#core?.stop();
    this.#core = null;
  }
}

export const test = base.extend<{ app: App }>({
  app: async ({ page }, use) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    // A style or script that the policy refuses is a fault of the page.
    page.on("console", (line) => {
      if (line.text().includes("Content Security Policy")) problems.push(line.text());
    });
    const app = new App(page);
    await use(app);
    await app.close();
    expect(problems, "the page runs without errors and within its policy").toEqual([]);
  },
});
