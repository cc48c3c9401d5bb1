import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** The system's Chromium: nothing is downloaded. */
const CHROMIUM = process.env["FIELDPROOF_CHROMIUM"] ?? "/usr/bin/chromium";

if (!existsSync(CHROMIUM)) throw new Error(`There is no Chromium at ${CHROMIUM}; set FIELDPROOF_CHROMIUM.`);

export default defineConfig({
  testDir: ".",
  testMatch: ["technician/*.spec.ts", "office/*.spec.ts", "accessibility/*.spec.ts"],
  // Each test has a core, a server and engines of its own; two at a time fill a small machine.
  workers: 2,
  fullyParallel: true,
  // A test that fails once is looked at, not tried again.
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    locale: "en-GB",
    // A colour on its way from one state to the next is no colour of ours: checks of contrast would
    // now and then meet a button in the middle of becoming enabled.
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    launchOptions: { executablePath: CHROMIUM, args: ["--no-sandbox"] },
  },
});
