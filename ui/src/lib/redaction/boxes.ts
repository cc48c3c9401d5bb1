/*
 * Boxes on a photo, as fractions of the photo's own width and height. Moving and resizing by keys,
 * buttons, mouse and touch all end in these functions, so every way keeps the same limits.
 */

import type { Region, RegionKind, RejectReason, RelRect } from "$lib/ipc/generated/types";

/** One press of an arrow key: 1 % of the photo. Source: docs/ui-guidelines.md, keyboard. */
export const STEP = 0.01;
/** One press with Shift: 10 %. */
export const STEP_LARGE = 0.1;
/** Smallest side of a box: below this it cannot be seen or gripped. */
export const SIDE_MIN = 0.01;
/** Two edges that differ by less are the same. Source: `SAME_FRACTION` of field-app's photo coverage. */
const SAME = 0.0002;
/** Sides of a new box, in the middle of the photo. */
const NEW_SIDE = 0.2;

/** A box on the screen. `found` is where the finder put it; none for one that the person added. */
export interface Box {
  id: number;
  kind: RegionKind;
  rect: RelRect;
  score: number;
  found: RelRect | null;
}

/** A found box that the person took away, and why it is not personal. */
export interface Rejection {
  box: Box;
  reason: RejectReason;
}

export type Direction = "left" | "right" | "up" | "down";
export type Corner = "left-top" | "right-top" | "left-bottom" | "right-bottom";

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** The box moved by fractions of the photo; it stops at the edge and keeps its size. */
export function moved(rect: RelRect, dx: number, dy: number): RelRect {
  const x = clamp(dx, -rect.left, 1 - rect.right);
  const y = clamp(dy, -rect.top, 1 - rect.bottom);
  return within({ left: rect.left + x, top: rect.top + y, right: rect.right + x, bottom: rect.bottom + y });
}

/** The box with one corner put elsewhere; it stops at the edge and never turns inside out. */
export function withCorner(rect: RelRect, corner: Corner, x: number, y: number): RelRect {
  const next = { ...rect };
  if (corner.startsWith("left")) next.left = clamp(x, 0, rect.right - SIDE_MIN);
  else next.right = clamp(x, rect.left + SIDE_MIN, 1);
  if (corner.endsWith("top")) next.top = clamp(y, 0, rect.bottom - SIDE_MIN);
  else next.bottom = clamp(y, rect.top + SIDE_MIN, 1);
  return within(next);
}

/** The box moved by one step of an arrow. */
export function stepped(rect: RelRect, direction: Direction, step: number): RelRect {
  const [dx, dy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction] as [number, number];
  return moved(rect, dx * step, dy * step);
}

/** The box with its right or lower edge moved by one step: right is wider, down is taller. */
export function resized(rect: RelRect, direction: Direction, step: number): RelRect {
  const [dx, dy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction] as [number, number];
  return withCorner(rect, "right-bottom", rect.right + dx * step, rect.bottom + dy * step);
}

/** A new box in the middle. */
export function boxInTheMiddle(id: number): Box {
  const low = (1 - NEW_SIDE) / 2;
  const rect = { left: low, top: low, right: 1 - low, bottom: 1 - low };
  return { id, kind: "marked", rect, score: 1, found: null };
}

export function boxesOf(regions: readonly Region[], nextId: () => number): Box[] {
  return regions.map((region) => ({
    id: nextId(),
    kind: region.kind,
    rect: region.rect,
    score: region.score,
    found: region.kind === "marked" ? null : region.rect,
  }));
}

/** The boxes as the core takes them. A box that a person moved is that person's: score 1. */
export function regionsOf(boxes: readonly Box[]): Region[] {
  return boxes.map(({ kind, rect, score }) => ({ kind, rect, score }));
}

/** Whether the person moved a found box so far that a part of what was found is open again. */
export function uncoversFound(box: Box): boolean {
  if (!box.found) return false;
  const { rect, found } = box;
  return (
    rect.left > found.left + SAME ||
    rect.top > found.top + SAME ||
    rect.right < found.right - SAME ||
    rect.bottom < found.bottom - SAME
  );
}

/** Whether two places are the same but for rounding. */
export function isSameRect(a: RelRect, b: RelRect): boolean {
  const sides = ["left", "top", "right", "bottom"] as const;
  return sides.every((side) => Math.abs(a[side] - b[side]) <= SAME);
}

/** A box with its name and number, as both panes show it: the first face is face 1. */
export function numbered(boxes: readonly Box[]): { box: Box; number: number }[] {
  const counts = new Map<RegionKind, number>();
  return boxes.map((box) => {
    const number = (counts.get(box.kind) ?? 0) + 1;
    counts.set(box.kind, number);
    return { box, number };
  });
}

/** Rounding of sums may leave the photo by less than a float can show. */
function within(rect: RelRect): RelRect {
  return {
    left: clamp(rect.left, 0, 1),
    top: clamp(rect.top, 0, 1),
    right: clamp(rect.right, 0, 1),
    bottom: clamp(rect.bottom, 0, 1),
  };
}
