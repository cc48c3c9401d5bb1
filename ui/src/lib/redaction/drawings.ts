/*
 * What a person draws over a photo, as fractions of the photo's own width and height. Moving by keys,
 * buttons, mouse and touch all ends in these functions, so every way keeps the same limits.
 */

import type { DrawingKind, PhotoDrawing } from "$lib/ipc/generated/types";
import { STEP, STEP_LARGE, type Direction } from "./boxes";

/** Longest words of one drawing. Source: field-app's photo drawings. */
export const WORDS_MAX = 200;
/** Most drawings on one photo. Source: `DRAWINGS_MAX` of field-photo. */
export const DRAWINGS_MAX = 100;

export const DRAWING_KINDS: readonly DrawingKind[] = ["arrow", "box", "circle", "text", "measure"];

/** A drawing on the screen. */
export interface Drawing extends PhotoDrawing {
  id: number;
}

export interface Point {
  x: number;
  y: number;
}

/** What of a drawing is moved: all of it, or one of its two points. */
export type Part = "whole" | "from" | "to";

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** Where a new one is put; later ones a little lower, so that they can be told apart. */
export function newDrawing(id: number, kind: DrawingKind, words: string): Drawing {
  const y = 0.45 + (id % 5) * 0.03;
  const from = kind === "text" ? { x: 0.4, y } : { x: 0.35, y: y + 0.15 };
  const to = kind === "text" ? from : { x: 0.6, y };
  return { id, kind, from, to, words };
}

/** The drawing with a part of it moved by fractions of the photo. The whole keeps its shape at the edge. */
export function movedPart(drawing: Drawing, part: Part, dx: number, dy: number): Drawing {
  if (part !== "whole") {
    const point = drawing[part];
    return { ...drawing, [part]: { x: clamp(point.x + dx, 0, 1), y: clamp(point.y + dy, 0, 1) } };
  }
  const { from, to } = drawing;
  const x = clamp(dx, -Math.min(from.x, to.x), 1 - Math.max(from.x, to.x));
  const y = clamp(dy, -Math.min(from.y, to.y), 1 - Math.max(from.y, to.y));
  return { ...drawing, from: { x: from.x + x, y: from.y + y }, to: { x: to.x + x, y: to.y + y } };
}

/** One press of an arrow key or button. */
export function steppedPart(drawing: Drawing, part: Part, direction: Direction, isLarge = false): Drawing {
  const step = isLarge ? STEP_LARGE : STEP;
  const [dx, dy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction] as [number, number];
  return movedPart(drawing, part, dx * step, dy * step);
}

/** The drawings as the core takes them. */
export function sentDrawings(drawings: readonly Drawing[]): PhotoDrawing[] {
  const within = ({ x, y }: Point) => ({ x: clamp(x, 0, 1), y: clamp(y, 0, 1) });
  return drawings.map(({ kind, from, to, words }) => ({ kind, from: within(from), to: within(to), words }));
}

/** The three points of an arrow's head, in pixels. Source: field-photo, `draw.rs`. */
export function arrowHead(from: Point, to: Point, length: number): [Point, Point, Point] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const whole = Math.hypot(dx, dy) || 1;
  const [x, y] = [dx / whole, dy / whole];
  const side = (sine: number): Point => ({
    x: to.x - length * (x * 0.883 - y * sine),
    y: to.y - length * (y * 0.883 + x * sine),
  });
  return [side(0.469), to, side(-0.469)];
}
