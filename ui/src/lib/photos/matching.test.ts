import { expect, it } from "vitest";
import type { ItemNo, LocalMinute, PhotoId, PhotoMatch, StaysReason } from "$lib/ipc/generated/types";
import { clockAhead, groupsOf, movesBack, movesOf, staysOf, timesOf } from "./matching";

const item = (number: number) => number as ItemNo;
const match = (
  photo: string,
  time: string | null,
  proposed: number | null,
  stays: StaysReason | null = null,
): PhotoMatch => ({
  photo: photo as PhotoId,
  takenAt: time && (`2026-11-24T${time}` as LocalMinute),
  item: item(1),
  proposed: proposed === null ? null : item(proposed),
  stays,
});
const matches = [
  match("a", "09:12", 2),
  match("b", "09:13", 1),
  match("c", "09:15", 2),
  match("d", "09:40", 3),
  match("e", "12:00", null, "nothing_near"),
  match("f", null, null, "no_time"),
];

it("photos are grouped by the item that they would go to, and the rest is accounted for", () => {
  const groups = groupsOf(matches);
  expect(groups.map(({ proposed, photos }) => [proposed, photos.map(({ photo }) => photo)])).toEqual([
    [2, ["a", "c"]],
    [3, ["d"]],
  ]);
  expect(staysOf(matches)).toEqual([
    ["here", 1],
    ["nothing_near", 1],
    ["no_time", 1],
  ]);
  expect(timesOf(groups[0]?.photos ?? [])).toEqual(["09:12", "09:15"]);
});

it("a group goes where the person says, or stays, and everything comes back", () => {
  const groups = groupsOf(matches);
  const all = movesOf(groups, new Map());
  expect(all.map(({ photo, item }) => [photo, item])).toEqual([
    ["a", 2],
    ["c", 2],
    ["d", 3],
  ]);
  const chosen = new Map<ItemNo, ItemNo | null>([
    [item(2), null],
    [item(3), item(7)],
  ]);
  expect(movesOf(groups, chosen)).toEqual([{ photo: "d", item: 7 }]);
  expect(movesBack(all, matches).every(({ item }) => item === 1)).toBe(true);
});

it("a clock that is wrong is put right by as many minutes", () => {
  const now = new Date(2026, 10, 24, 12);
  expect(clockAhead(now, 0) + now.getTimezoneOffset()).toBe(0);
  expect(clockAhead(now, 60) - clockAhead(now, 0)).toBe(60);
});
