import { expect, it } from "vitest";
import type { PhotoId, PhotoView } from "$lib/ipc/generated/types";
import { inPairs, rowsInView, rowsOf } from "./grid-rows";

const photo = (id: string, before: string | null = null) =>
  ({ photo: id as PhotoId, before: before as PhotoId | null }) as PhotoView;
const names = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) => row.map((cell) => cell.view.photo).join(" "));

it("the photo after stands directly behind the one before, whatever came between", () => {
  const cells = inPairs([photo("a"), photo("b"), photo("c", "a")]);
  expect(cells.map(({ view, half, index }) => [view.photo, half, index])).toEqual([
    ["a", "before", 0],
    ["c", "after", 1],
    ["b", null, 2],
  ]);
});

it("a pair is never torn by the end of a row", () => {
  const cells = inPairs([photo("a"), photo("b"), photo("c"), photo("d", "b")]);
  expect(names(rowsOf(cells, 2))).toEqual(["a", "b d", "c"]);
  expect(names(rowsOf(cells, 3))).toEqual(["a b d", "c"]);
  expect(names(rowsOf(cells, 1)), "one column has no choice").toEqual(["a", "b", "d", "c"]);
});

it("only the rows near the view are there", () => {
  expect(rowsInView(0, 400, 100, 250)).toEqual([0, 6]);
  expect(rowsInView(10_000, 400, 100, 250)).toEqual([98, 106]);
  expect(rowsInView(24_600, 400, 100, 250)).toEqual([244, 250]);
  expect(rowsInView(99_999, 400, 100, 3), "a list that became short").toEqual([3, 3]);
});
