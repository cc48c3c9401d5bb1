import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { en } from "./en";

/** Source files that may use words. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "generated" ? [] : sources(path);
    return /\.(svelte|ts)$/.test(entry.name) && !entry.name.endsWith(".test.ts")
      ? [readFileSync(path, "utf8")]
      : [];
  });
}

it("each error says what happened, what was kept and what to do, in whole sentences", () => {
  for (const [code, words] of Object.entries(en.errors)) {
    for (const part of [words.title, words.kept, words.todo]) {
      expect(part, `${code}: ${part}`).toMatch(/^\p{Lu}.*[.!?]$/u);
    }
  }
});

it("no word is empty", () => {
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "string") expect(value.trim(), path).not.toBe("");
    else if (typeof value === "object" && value !== null) {
      for (const [key, part] of Object.entries(value)) walk(part, `${path}.${key}`);
    }
  };
  walk(en, "en");
});

it("every word is used", () => {
  const text = [...sources("src"), ...sources("messages")].join("\n");
  const unused = Object.entries(en).flatMap(([area, words]) =>
    Object.keys(words)
      // Errors and shortcuts are reached by the name of their code or shortcut.
      .filter(() => !["errors", "shortcuts", "shortcutGroups"].includes(area))
      .filter((key) => !new RegExp(`\\.${key}\\b`).test(text))
      .map((key) => `${area}.${key}`),
  );
  expect(unused).toEqual([]);
});
