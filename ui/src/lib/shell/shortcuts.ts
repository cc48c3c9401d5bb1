/*
 * The one table of shortcuts. The key handler, the help sheet, the palette and the tests read it.
 * `Mod` is Ctrl, and Cmd on macOS. Single keys act only while a list or canvas has focus.
 */

export type ShortcutGroup = "everywhere" | "list" | "item" | "redaction" | "voice" | "inbox" | "review";

interface Shortcut {
  keys: string;
  /** A second way to press it. */
  also?: string;
  group: ShortcutGroup;
}

export const SHORTCUTS = {
  palette: { keys: "Mod+K", group: "everywhere" },
  help: { keys: "F1", also: "Mod+/", group: "everywhere" },
  goToday: { keys: "Mod+1", group: "everywhere" },
  goInspections: { keys: "Mod+2", group: "everywhere" },
  goRedaction: { keys: "Mod+3", group: "everywhere" },
  goSync: { keys: "Mod+4", group: "everywhere" },
  goOffice: { keys: "Mod+5", group: "everywhere" },
  nextRegion: { keys: "F6", group: "everywhere" },
  previousRegion: { keys: "Shift+F6", group: "everywhere" },
  sunlight: { keys: "Mod+Alt+S", group: "everywhere" },
  back: { keys: "Escape", group: "everywhere" },
  find: { keys: "Mod+F", group: "list" },
  undo: { keys: "Mod+Z", group: "item" },
  redo: { keys: "Mod+Shift+Z", group: "item" },
  doneNext: { keys: "Mod+Enter", group: "item" },
  nextItem: { keys: "Mod+ArrowDown", group: "item" },
  previousItem: { keys: "Mod+ArrowUp", group: "item" },
  choose1: { keys: "1", group: "item" },
  choose2: { keys: "2", group: "item" },
  choose3: { keys: "3", group: "item" },
  choose4: { keys: "4", group: "item" },
  photo: { keys: "Mod+Shift+P", group: "item" },
  voice: { keys: "Mod+Shift+V", group: "item" },
  finding: { keys: "Mod+Shift+N", group: "item" },
  redactionNext: { keys: "N", group: "redaction" },
  redactionPrevious: { keys: "P", group: "redaction" },
  redactionAccept: { keys: "Y", group: "redaction" },
  redactionKind: { keys: "K", group: "redaction" },
  redactionAdd: { keys: "A", group: "redaction" },
  redactionApprove: { keys: "Mod+Enter", group: "redaction" },
  redactionReject: { keys: "Delete", group: "redaction" },
  redactionOriginal: { keys: "O", group: "redaction" },
  voicePlay: { keys: "Space", group: "voice" },
  inboxSelect: { keys: "X", group: "inbox" },
  inboxSelectTo: { keys: "Shift+X", group: "inbox" },
  reviewNext: { keys: "J", group: "review" },
  reviewPrevious: { keys: "K", group: "review" },
  reviewComment: { keys: "C", group: "review" },
  reviewApprove: { keys: "Mod+Enter", group: "review" },
  reviewReturn: { keys: "Mod+Shift+R", group: "review" },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof SHORTCUTS;

/** Every way to press it. */
export function keysOf(name: ShortcutName): string[] {
  const shortcut: Shortcut = SHORTCUTS[name];
  return shortcut.also ? [shortcut.keys, shortcut.also] : [shortcut.keys];
}

/** A letter, digit or edit key alone, which somebody who types would press too (WCAG 2.1.4). */
export function isSingleKey(keys: string): boolean {
  return !keys.includes("Mod") && !/F\d+$/.test(keys) && keys !== "Escape";
}

/** Whether an event is these keys; `isMac` swaps Ctrl for Cmd. */
export function matchesKeys(event: KeyboardEvent, keys: string, isMac: boolean): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const wantsMod = parts.includes("Mod");
  const hasMod = isMac ? event.metaKey : event.ctrlKey;
  const hasOther = isMac ? event.ctrlKey : event.metaKey;
  if (wantsMod !== hasMod || hasOther) return false;
  if (parts.includes("Alt") !== event.altKey) return false;
  if (parts.includes("Shift") !== event.shiftKey) return false;
  if (key === "Space") return event.key === " ";
  if (/^[A-Z]$/.test(key)) return event.code === `Key${key}` || event.key.toUpperCase() === key;
  if (/^\d$/.test(key))
    return event.key === key || event.code === `Digit${key}` || event.code === `Numpad${key}`;
  return event.key === key;
}
