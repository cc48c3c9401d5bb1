import { plural } from "$lib/format";

/** Words of the generic parts. */
export const kit = {
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  tryAgain: "Try again",
  copyDetails: "Copy details",
  copied: "Copied",
  copyText: "Copy text",
  sayCode: "Say this code on the phone:",
  stillReading: "Still reading. Your work is safe.",
  showSecret: "Show what is typed",
  secondsLeft: (seconds: number) => `${seconds} s`,
  asOf: (moment: string) => `As of ${moment}`,
  count: (count: number, forms: { one: string; other: string }) => `${count} ${plural(count, forms)}`,
} as const;

/** Names of keys. */
export const keys = {
  ctrl: "Ctrl",
  shift: "Shift",
  alt: "Alt",
  enter: "Enter",
  escape: "Esc",
  space: "Space",
  delete: "Delete",
  up: "up arrow",
  down: "down arrow",
  left: "left arrow",
  right: "right arrow",
} as const;
