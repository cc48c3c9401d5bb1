import { describe, expect, it } from "vitest";
import type { SpanView } from "$lib/ipc/generated/types";
import {
  hasMark,
  piecesOf,
  trimmed,
  withAccept,
  withKeep,
  withMark,
  withoutMark,
  wordsOf,
} from "./text-marks";

const span = (start: number, end: number, reason: SpanView["reason"] = "list"): SpanView => ({
  start,
  end,
  label: "PERSON",
  family: "person",
  score: 1,
  reason,
  isCertain: true,
  action: "token",
  isLocked: false,
  wantsReason: true,
});

describe("a text with marks", () => {
  it("is drawn in pieces that make up the whole text", () => {
    const text = "Driver Kim Sample, 555-0142.";
    const pieces = piecesOf(text, [span(19, 27), span(7, 17)]);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.filter((piece) => piece.span).map((piece) => piece.text)).toEqual([
      "Kim Sample",
      "555-0142",
    ]);
  });

  it("replaces an earlier decision about the same place", () => {
    const kept = withKeep([], span(7, 17), "not_personal");
    expect(kept).toEqual([{ kind: "keep", start: 7, end: 17, reason: "not_personal" }]);
    expect(withMark(kept, { start: 7, end: 10 }, "PERSON")).toEqual([
      { kind: "remove", start: 7, end: 10, label: "PERSON" },
    ]);
  });

  it("never makes readable what was marked before", () => {
    const first = withMark([], { start: 7, end: 17 }, "PERSON");
    expect(withMark(first, { start: 11, end: 22 }, "ADDRESS")).toEqual([
      { kind: "remove", start: 7, end: 22, label: "ADDRESS" },
    ]);
  });

  it("is accepted or kept once: the newer decision about a place counts", () => {
    const accepted = withAccept([], span(7, 17));
    expect(accepted).toEqual([{ kind: "accept", start: 7, end: 17 }]);
    const kept = withKeep(accepted, span(7, 17), "consent");
    expect(kept).toEqual([{ kind: "keep", start: 7, end: 17, reason: "consent" }]);
    expect(withAccept(kept, span(7, 17))).toEqual(accepted);
  });

  it("takes a person's own mark back instead of keeping it as a decision", () => {
    const marked = withMark([], { start: 0, end: 3 }, "OTHER");
    expect(hasMark(marked)).toBe(true);
    expect(withoutMark(marked, span(0, 3, "marked"))).toEqual([]);
  });

  it("offers words, numbers and addresses as one choice each", () => {
    const text = "Call 555-0142 or kim@example.com, O'Neil.";
    expect(wordsOf(text).map((word) => text.slice(word.start, word.end))).toEqual([
      "Call",
      "555-0142",
      "or",
      "kim@example.com",
      "O'Neil",
    ]);
  });

  it("counts UTF-16 code units, as the core does", () => {
    const text = "🙂 Kim";
    expect(wordsOf(text)).toEqual([{ start: 3, end: 6 }]);
  });

  it("leaves blanks out of what was chosen", () => {
    expect(trimmed("a  b", { start: 1, end: 4 })).toEqual({ start: 3, end: 4 });
    expect(trimmed("a  b", { start: 1, end: 3 })).toBeNull();
  });
});
