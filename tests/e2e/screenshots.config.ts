import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

/** `npm run screenshots`: writes a picture of every screen to docs/screenshots. */
export default defineConfig({ ...tests, testMatch: ["screenshots.ts"], workers: 1 });
