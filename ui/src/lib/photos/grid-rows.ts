/*
 * How the photos of an item lie in rows: the two of a pair always side by side.
 */

import type { PhotoView } from "$lib/ipc/generated/types";

/** Which of the two photos of a pair. */
export type Half = "before" | "after";

/** One photo and where it stands. */
export interface Cell {
  view: PhotoView;
  /** Place in the order of the walk, from 0. */
  index: number;
  half: Half | null;
}

/** The photos in their order, but the one after directly behind the one before. */
export function inPairs(photos: readonly PhotoView[]): Cell[] {
  const afters = new Map(photos.flatMap((view) => (view.before ? [[view.before, view] as const] : [])));
  const ordered = photos
    .filter((view) => view.before === null)
    .flatMap((view): Omit<Cell, "index">[] => {
      const after = afters.get(view.photo);
      return after
        ? [
            { view, half: "before" },
            { view: after, half: "after" },
          ]
        : [{ view, half: null }];
    });
  return ordered.map((cell, index) => ({ ...cell, index }));
}

/** The cells in rows of so many; a pair that does not fit at a row's end begins the next one. */
export function rowsOf(cells: readonly Cell[], columns: number): Cell[][] {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  for (const cell of cells) {
    const needed = cell.half === "before" ? Math.min(2, columns) : 1;
    if (row.length + needed > columns) {
      rows.push(row);
      row = [];
    }
    row.push(cell);
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** The rows that are near what is seen: the first, and the one behind the last. */
export function rowsInView(
  scrollTop: number,
  height: number,
  rowHeight: number,
  rowCount: number,
): [number, number] {
  /** Rows beyond the edges, so that Tab and a quick wheel find the next one there. */
  const MORE = 2;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - MORE);
  const end = Math.min(rowCount, Math.ceil((scrollTop + height) / rowHeight) + MORE);
  return [Math.min(first, end), end];
}
