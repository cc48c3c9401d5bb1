import type { PointGroup } from "signature_pad";
import { describe, expect, it } from "vitest";
import { pathOf, POINTS_MAX, strokesOf } from "./strokes";

const group = (points: { x: number; y: number; time: number }[]) =>
  ({ points: points.map((point) => ({ ...point, pressure: 0.5 })) }) as unknown as PointGroup;

describe("strokes of a signature", () => {
  it("do not depend on the size of the pad", () => {
    const [stroke] = strokesOf(
      [
        group([
          { x: 50, y: 25, time: 1000 },
          { x: 250, y: -3, time: 1040 },
        ]),
      ],
      200,
      100,
    );
    expect(stroke).toEqual([
      { x: 0.25, y: 0.25, ms: 0 },
      { x: 1, y: 0, ms: 40 },
    ]);
  });

  it("have a bound", () => {
    const many = group(Array.from({ length: POINTS_MAX + 5 }, (_, time) => ({ x: 1, y: 1, time })));
    expect(strokesOf([many, many], 10, 10).flat()).toHaveLength(POINTS_MAX);
  });

  it("are drawn as one path, a point as a dot", () => {
    expect(pathOf([[{ x: 0.5, y: 0.5, ms: 0 }]], 10, 10)).toBe("M5.0 5.0L5.0 5.0");
  });
});
