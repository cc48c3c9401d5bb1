import { expect, test } from "vitest";
import { arrowHead, movedPart, newDrawing, sentDrawings, steppedPart } from "./drawings";

test("a drawing keeps its shape at the edge of the photo", () => {
  const arrow = newDrawing(1, "arrow", "");
  const moved = movedPart(arrow, "whole", 5, -5);
  expect(moved.to.x).toBeCloseTo(1);
  expect(moved.to.y).toBeCloseTo(0);
  expect(moved.to.x - moved.from.x).toBeCloseTo(arrow.to.x - arrow.from.x);
  expect(moved.to.y - moved.from.y).toBeCloseTo(arrow.to.y - arrow.from.y);
});

test("one point of it goes alone, and no further than the edge", () => {
  const line = newDrawing(2, "measure", "120 mm");
  const moved = movedPart(line, "to", 3, 0);
  expect(moved.to).toEqual({ x: 1, y: line.to.y });
  expect(moved.from).toEqual(line.from);
  expect(steppedPart(line, "from", "left").from.x).toBeCloseTo(line.from.x - 0.01);
  expect(steppedPart(line, "from", "down", true).from.y).toBeCloseTo(line.from.y + 0.1);
});

test("what is sent has no id of the screen and lies on the photo", () => {
  const box = { ...newDrawing(3, "box", ""), to: { x: 1.0000001, y: -0.0000001 } };
  expect(sentDrawings([box])).toEqual([{ kind: "box", from: box.from, to: { x: 1, y: 0 }, words: "" }]);
});

test("an arrow has its head at its end", () => {
  const [one, tip, other] = arrowHead({ x: 0, y: 0 }, { x: 100, y: 0 }, 20);
  expect(tip).toEqual({ x: 100, y: 0 });
  expect(one.x).toBeLessThan(100);
  expect(one.y).toBeCloseTo(-other.y);
});
