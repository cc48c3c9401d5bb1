import { expect, it } from "vitest";
import type { ReadingRule } from "$lib/ipc/generated/types";
import { parseReading, scaleOf, verdictOf } from "./reading";

const atMost41: ReadingRule = { unit: "fahrenheit", minMilli: null, maxMilli: 41_000 };
const between50And200: ReadingRule = { unit: "ppm", minMilli: 50_000, maxMilli: 200_000 };

it("takes what people type as whole thousandths, without rounding", () => {
  expect(parseReading(" 51 ")).toEqual({ kind: "value", valueMilli: 51_000 });
  expect(parseReading("40.5")).toEqual({ kind: "value", valueMilli: 40_500 });
  expect(parseReading("40,125")).toEqual({ kind: "value", valueMilli: 40_125 });
  expect(parseReading("-0")).toEqual({ kind: "value", valueMilli: 0 });
  expect(parseReading("0.1")).toEqual({ kind: "value", valueMilli: 100 });
  expect(parseReading("")).toEqual({ kind: "empty" });
});

it("refuses what is no number or no temperature", () => {
  for (const text of ["warm", "4 1", "40.1234", "1e3", "--4", "."]) {
    expect(parseReading(text), text).toEqual({ kind: "not_a_number" });
  }
  expect(parseReading("10000.001")).toEqual({ kind: "out_of_range" });
  expect(parseReading("-1000.001")).toEqual({ kind: "out_of_range" });
});

it("a reading on the limit is in order, past it by how much", () => {
  expect(verdictOf(41_000, atMost41)).toEqual({ kind: "within" });
  expect(verdictOf(51_000, atMost41)).toEqual({ kind: "above", excessMilli: 10_000, limitMilli: 41_000 });
  expect(verdictOf(49_500, between50And200)).toEqual({ kind: "below", excessMilli: 500, limitMilli: 50_000 });
});

it("the scale holds limit and value, however far out", () => {
  for (const value of [-40_000, 41_000, 51_000, 900_000]) {
    const scale = scaleOf(value, atMost41);
    expect(scale?.value).toBeGreaterThanOrEqual(0);
    expect(scale?.value).toBeLessThanOrEqual(1);
    expect((scale?.value ?? 0) > (scale?.okTo ?? 0), `${value} stands on its side of the limit`).toBe(
      value > 41_000,
    );
  }
  expect(scaleOf(1, { unit: "ppm", minMilli: null, maxMilli: null })).toBeNull();
});
