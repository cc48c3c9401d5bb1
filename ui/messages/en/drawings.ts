import type { DrawingKind } from "$lib/ipc/generated/types";

const kinds = {
  arrow: "Arrow",
  box: "Frame",
  circle: "Circle",
  text: "Words",
  measure: "Measure",
} as const satisfies Record<DrawingKind, string>;

const parts = { whole: "All of it", from: "Its beginning", to: "Its end" } as const;

export const drawings = {
  title: "Point out:",
  tools: "Draw on the photo",
  layer: "Drawn on the photo",
  kinds,
  label: (kind: DrawingKind, number: number, words: string) =>
    words ? `${kinds[kind]}, drawing ${number}: ${words}` : `${kinds[kind]}, drawing ${number}`,
  panel: (kind: DrawingKind) => `${kinds[kind]}: words, place, or remove`,
  words: "Words on it",
  wordsHint: "Names and other personal details are taken out of it, as you see in what leaves.",
  noWords: "…",
  parts,
  move: (part: keyof typeof parts, direction: "left" | "right" | "up" | "down") =>
    `${parts[part]} ${direction}`,
  remove: "Remove drawing",
} as const;
