import { expect, it } from "vitest";
import type { InspectionDetail } from "$lib/ipc/generated/types";
import { neighbour, nextUnanswered } from "./next-unanswered";

/** Items 1 to 4 in two sections; `answered` have an answer. */
function detailWith(answered: number[]): InspectionDetail {
  const item = (number: number) => ({ number, marks: [], citations: [] });
  return {
    template: {
      sections: [
        { number: 1, items: [item(1), item(2)] },
        { number: 2, items: [item(3), item(4)] },
      ],
    },
    items: [1, 2, 3, 4].map((number) => ({ item: number, isAnswered: answered.includes(number) })),
  } as unknown as InspectionDetail;
}

it("goes on after the current item, then from the start", () => {
  expect(nextUnanswered(detailWith([1, 3]), 2)).toBe(4);
  expect(nextUnanswered(detailWith([3, 4]), 2)).toBe(1);
  expect(nextUnanswered(detailWith([1]), null)).toBe(2);
});

it("the current item is never the next, and an end is an end", () => {
  expect(nextUnanswered(detailWith([1, 2, 4]), 3)).toBeNull();
  expect(nextUnanswered(detailWith([1, 2, 3, 4]), null)).toBeNull();
  expect(neighbour(detailWith([]), 2, 1), "over the border of a section").toBe(3);
  expect(neighbour(detailWith([]), 4, 1)).toBeNull();
  expect(neighbour(detailWith([]), 1, -1)).toBeNull();
});
