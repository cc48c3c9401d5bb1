import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrastOf } from "./contrast";

type Theme = "light" | "dark" | "sunlight";
type Tokens = Record<string, string>;

const css = (file: string) =>
  readFileSync(`src/lib/tokens/${file}.css`, "utf8").replace(/\/\*[^]*?\*\//g, "");

/** Custom properties of the first block that names the theme. */
function blockOf(text: string, theme: Theme): Tokens {
  const block = new RegExp(`\\[data-theme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(text)?.[1] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

const light = blockOf(css("palette"), "light");
const themes: Record<Theme, Tokens> = {
  light,
  dark: { ...light, ...blockOf(css("themes"), "dark") },
  sunlight: { ...light, ...blockOf(css("themes"), "sunlight") },
};

/** What docs/ui-guidelines.md promises: text 7:1 and parts 4.5:1; in sunlight 12:1 and 7:1. */
const PROMISED: Record<Theme, { text: number; part: number }> = {
  light: { text: 7, part: 4.5 },
  dark: { text: 7, part: 4.5 },
  sunlight: { text: 12, part: 7 },
};

const PLAIN = ["--surface", "--surface-raised", "--surface-sunk", "--surface-selected"];
const TONES = ["ok", "attention", "danger", "offline"];
const KINDS = ["person", "contact", "place", "health"].map((kind) => `kind-${kind}`);

/** Every pair of letters and ground that the components draw. */
const TEXT_PAIRS: [string, string][] = [
  ...PLAIN.flatMap((ground): [string, string][] => [
    ["--text", ground],
    ["--text-quiet", ground],
    ...TONES.map((tone): [string, string] => [`--${tone}`, ground]),
    ...KINDS.map((kind): [string, string] => [`--${kind}`, ground]),
  ]),
  ...[...TONES, ...KINDS].map((tone): [string, string] => [`--${tone}`, `--${tone}-surface`]),
  // Words with a place under them keep their own colour.
  ...KINDS.map((kind): [string, string] => ["--text", `--${kind}-surface`]),
  ["--on-accent", "--accent"],
  ["--on-accent", "--accent-hover"],
  ["--on-redact", "--redact-fill"],
  // Filled things: a chosen answer, a toast, a badge.
  ...["--ok", "--danger", "--attention", "--text"].map((fill): [string, string] => [
    "--surface-raised",
    fill,
  ]),
  ["--surface", "--text"],
];

/** Edges of controls and the focus ring on every plain ground. */
const PART_PAIRS: [string, string][] = PLAIN.flatMap((ground): [string, string][] => [
  ["--border-control", ground],
  ["--focus", ground],
]);

describe.each(Object.keys(themes) as Theme[])("the %s theme", (theme) => {
  const tokens = themes[theme];
  const valueOf = (name: string) => {
    const value = tokens[name];
    expect(value, `${name} is a colour of the ${theme} theme`).toMatch(/^#[0-9a-f]{6}$/);
    return value ?? "";
  };

  it.each(TEXT_PAIRS)("keeps %s readable on %s", (letters, ground) => {
    const contrast = contrastOf(valueOf(letters), valueOf(ground));
    expect(contrast, "text keeps the promised contrast").toBeGreaterThanOrEqual(PROMISED[theme].text);
  });

  it.each(PART_PAIRS)("keeps %s visible on %s", (part, ground) => {
    const contrast = contrastOf(valueOf(part), valueOf(ground));
    expect(contrast, "parts keep the promised contrast").toBeGreaterThanOrEqual(PROMISED[theme].part);
  });
});

it("has every colour role in every theme", () => {
  const roles = Object.keys(light).sort();
  for (const theme of ["dark", "sunlight"] as const) {
    const own = blockOf(css("themes"), theme);
    expect(
      roles.filter((role) => !(role in own)),
      `roles that ${theme} forgot`,
    ).toEqual([]);
  }
});

it("offers targets of 44 px in the field and 24 px in the office", () => {
  const density = css("density");
  const sizes = [...density.matchAll(/--target-size:\s*(\d+)px/g)].map(([, size]) => Number(size));
  expect(sizes[0], "field, WCAG 2.5.5").toBeGreaterThanOrEqual(44);
  expect(sizes[1], "office, WCAG 2.5.8").toBeGreaterThanOrEqual(24);
});
