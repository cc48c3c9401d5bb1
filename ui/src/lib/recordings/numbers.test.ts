import { expect, it } from "vitest";
import { openNumbers, sayingOf } from "./numbers";

const TEXT = "Café 🧊 reads fifty-one degrees in unit 12";
const NUMBERS = [
  { start: 14, end: 31, written: "51 °F" },
  { start: 40, end: 42, written: "12" },
];

it("shows what was said by the places that the core counts", () => {
  expect(NUMBERS.map((number) => sayingOf(TEXT, number))).toEqual(["fifty-one degrees", "12"]);
});

it("asks for a number until somebody said that it is right", () => {
  expect(openNumbers(TEXT, NUMBERS, [])).toHaveLength(2);
  expect(openNumbers(TEXT, NUMBERS, ["12"])).toEqual([NUMBERS[0]]);
});
