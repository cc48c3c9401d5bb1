import { en } from "$messages";

export const IS_MAC = typeof navigator !== "undefined" && /Mac/.test(navigator.platform);

const WRITTEN: Record<string, string> = {
  Mod: IS_MAC ? "⌘" : en.keys.ctrl,
  Shift: en.keys.shift,
  Alt: IS_MAC ? "⌥" : en.keys.alt,
  Enter: en.keys.enter,
  Escape: en.keys.escape,
  Space: en.keys.space,
  Delete: en.keys.delete,
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

const SPOKEN: Record<string, string> = {
  ArrowUp: en.keys.up,
  ArrowDown: en.keys.down,
  ArrowLeft: en.keys.left,
  ArrowRight: en.keys.right,
};

/** "Ctrl Shift P", as it is drawn. */
export function writtenKeys(keys: string): string {
  return keys
    .split("+")
    .map((part) => WRITTEN[part] ?? part)
    .join(" ");
}

/** The same for a screen reader: arrows as words. */
export function spokenKeys(keys: string): string {
  return keys
    .split("+")
    .map((part) => SPOKEN[part] ?? WRITTEN[part] ?? part)
    .join(" ");
}
