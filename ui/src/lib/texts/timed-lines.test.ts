import { expect, it } from "vitest";
import { timedLines } from "./timed-lines";

const person = { token: { label: "PERSON", number: 1 } } as const;

it("cuts a transcript at its sentences and gives each the time of its first word", () => {
  const segments = [{ text: "The sink is broken. The cook " }, person, { text: " has the key. " }];
  expect(timedLines(segments, [0, 200, 400, 600, 900, 1100, 1300, 1500, 1700, 1900])).toEqual([
    { startMs: 0, segments: [{ text: "The sink is broken." }] },
    { startMs: 900, segments: [{ text: "The cook " }, person, { text: " has the key." }] },
  ]);
});

it("has no lines where times are not known or do not fit", () => {
  expect(timedLines([{ text: "Two words" }], [])).toEqual([]);
  expect(timedLines([{ text: "Two words" }], [0])).toEqual([]);
  expect(timedLines([], [])).toEqual([]);
});
