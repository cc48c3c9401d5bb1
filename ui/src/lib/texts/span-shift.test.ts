import { expect, it } from "vitest";
import type { SpanView } from "$lib/ipc/generated/types";
import { carrySpans, piecesOf } from "./span-shift";

const span = (start: number, end: number): SpanView => ({
  start,
  end,
  label: "PERSON",
  family: "person",
  score: 1,
  reason: "list",
  isCertain: true,
  action: "token",
  isLocked: false,
  wantsReason: true,
});
const wordsOf = (text: string, spans: SpanView[]) => spans.map(({ start, end }) => text.slice(start, end));

const before = "Kim Sample called 555-0142.";
const found = [span(0, 10), span(18, 26)];

it("places keep their words while somebody types around them", () => {
  for (const after of [
    "Kim Sample called twice 555-0142.",
    "Kim Sample called 555-0142. Gasket",
    "So Kim Sample called 555-0142.",
  ]) {
    expect(wordsOf(after, carrySpans(before, after, found)), after).toEqual(["Kim Sample", "555-0142"]);
  }
});

it("a place that is typed into is not underlined until it is looked at again", () => {
  const after = "Kim Sampler called 555-0142.";
  const carried = wordsOf(after, carrySpans(before, after, [span(0, 10), span(18, 26)]));
  expect(carried.at(-1)).toBe("555-0142");
  expect(
    wordsOf("Kim Sxample called 555-0142.", carrySpans(before, "Kim Sxample called 555-0142.", found)),
  ).toEqual(["555-0142"]);
});

it("pieces put together are the text", () => {
  const pieces = piecesOf(before, found);
  expect(pieces.map((piece) => piece.text).join("")).toBe(before);
  expect(pieces.filter((piece) => piece.span).map((piece) => piece.text)).toEqual(["Kim Sample", "555-0142"]);
  expect(
    piecesOf("short", [span(2, 40)])
      .map((piece) => piece.text)
      .join(""),
    "a place outside is ignored",
  ).toBe("short");
});
