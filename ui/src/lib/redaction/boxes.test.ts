import { describe, expect, it } from "vitest";
import {
  boxInTheMiddle,
  boxesOf,
  moved,
  numbered,
  resized,
  stepped,
  uncoversFound,
  withCorner,
} from "./boxes";

const rect = { left: 0.2, top: 0.3, right: 0.4, bottom: 0.5 };

describe("boxes on a photo", () => {
  it("stop at the edge of the photo and keep their size", () => {
    const far = moved(rect, -5, 5);
    expect(far.left, "the left edge is the limit").toBe(0);
    expect(far.right - far.left).toBeCloseTo(0.2);
    expect(far.bottom, "the lower edge is the limit").toBe(1);
  });

  it("never turn inside out", () => {
    const turned = withCorner(rect, "left-top", 0.9, 0.9);
    expect(turned.left).toBeLessThan(turned.right);
    expect(turned.top).toBeLessThan(turned.bottom);
    let small = rect;
    for (let press = 0; press < 50; press += 1) small = resized(small, "left", 0.1);
    expect(small.right, "resizing to nothing leaves something to grip").toBeGreaterThan(small.left);
  });

  it("move by the step that was asked for", () => {
    expect(stepped(rect, "right", 0.01).left).toBeCloseTo(0.21);
    expect(stepped(rect, "up", 0.1).top).toBeCloseTo(0.2);
  });

  it("tell when something that was found is open again", () => {
    let id = 0;
    const [box] = boxesOf([{ kind: "face", rect, score: 0.9 }], () => ++id);
    if (!box) throw new Error("one region makes one box");
    expect(uncoversFound(box)).toBe(false);
    expect(uncoversFound({ ...box, rect: withCorner(rect, "right-bottom", 0.9, 0.9) }), "larger covers").toBe(
      false,
    );
    expect(uncoversFound({ ...box, rect: stepped(rect, "left", 0.01) }), "moved away").toBe(true);
    expect(uncoversFound(boxInTheMiddle(9)), "a person's own box").toBe(false);
  });

  it("are numbered by kind", () => {
    let id = 0;
    const region = { rect, score: 1 };
    const boxes = boxesOf(
      [
        { kind: "face", ...region },
        { kind: "text", ...region },
        { kind: "face", ...region },
      ],
      () => ++id,
    );
    expect(numbered(boxes).map(({ box, number }) => `${box.kind}${number}`)).toEqual([
      "face1",
      "text1",
      "face2",
    ]);
  });
});
