import { expect, it } from "vitest";
import { en } from "$messages";
import { isSingleKey, keysOf, matchesKeys, SHORTCUTS, type ShortcutName } from "./shortcuts";

const names = Object.keys(SHORTCUTS) as ShortcutName[];
const press = (init: KeyboardEventInit) => new KeyboardEvent("keydown", init);

it("no two shortcuts of one place have the same keys", () => {
  const seen = new Map<string, ShortcutName>();
  for (const name of names) {
    for (const keys of keysOf(name)) {
      const { group } = SHORTCUTS[name];
      // What works everywhere may not be taken by a place.
      for (const place of group === "everywhere" ? Object.keys(en.shortcutGroups) : [group, "everywhere"]) {
        const other = seen.get(`${place} ${keys}`);
        expect(other === undefined || other === name, `${name} and ${other} both have ${keys}`).toBe(true);
      }
      seen.set(`${group} ${keys}`, name);
    }
  }
});

it("Ctrl means Cmd on macOS, and nothing else matches", () => {
  expect(matchesKeys(press({ key: "k", code: "KeyK", ctrlKey: true }), "Mod+K", false)).toBe(true);
  expect(matchesKeys(press({ key: "k", code: "KeyK", metaKey: true }), "Mod+K", true)).toBe(true);
  expect(matchesKeys(press({ key: "k", code: "KeyK", ctrlKey: true, shiftKey: true }), "Mod+K", false)).toBe(
    false,
  );
  expect(matchesKeys(press({ key: "k", code: "KeyK" }), "Mod+K", false)).toBe(false);
});

it("Alt that makes another letter, and digits of the other row, still count", () => {
  expect(
    matchesKeys(press({ key: "ß", code: "KeyS", ctrlKey: true, altKey: true }), "Mod+Alt+S", false),
  ).toBe(true);
  expect(matchesKeys(press({ key: "2", code: "Numpad2" }), "2", false)).toBe(true);
});

it("knows which keys somebody who types would press", () => {
  expect(["A", "1", "Space", "Shift+X", "Delete"].map(isSingleKey)).toEqual([true, true, true, true, true]);
  expect(["Mod+K", "F1", "Escape", "Shift+F6"].map(isSingleKey)).toEqual([false, false, false, false]);
});
