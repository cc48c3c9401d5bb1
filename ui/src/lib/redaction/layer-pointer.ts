/*
 * What boxes and drawings have in common: both lie on a photo, and are moved by mouse, touch and keys.
 */

import type { Direction } from "./boxes";

/** Less than this, in fractions of the photo, is a click with an unsteady hand, not a drag. */
const DRAG_MIN = 0.008;

const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** Where a pointer is on the layer, as fractions of its width and height. */
export function pointOn(layer: Element, event: PointerEvent): { x: number; y: number } {
  const bounds = layer.getBoundingClientRect();
  return {
    x: (event.clientX - bounds.left) / bounds.width,
    y: (event.clientY - bounds.top) / bounds.height,
  };
}

/** Whether the pointer went far enough from where it was pressed to be a drag. */
export const isDrag = (dx: number, dy: number): boolean => Math.hypot(dx, dy) >= DRAG_MIN;

/** What a key does to a mark that has the focus. */
export interface MarkKeys {
  /** An arrow; Alt changes the size or the end, Shift makes ten steps of one. */
  onarrow: (direction: Direction, isAlt: boolean, isLarge: boolean) => void;
  /** The space bar. */
  onopen: () => void;
}

/** Gives a key to the mark, unless it is for somebody else. */
export function onMarkKey(event: KeyboardEvent, { onarrow, onopen }: MarkKeys): void {
  if (event.ctrlKey || event.metaKey) return;
  const direction = ARROWS[event.key];
  if (direction) onarrow(direction, event.altKey, event.shiftKey);
  else if (event.key === " ") onopen();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
