import { expect, it } from "vitest";
import type { PhotoId, PhotoView } from "$lib/ipc/generated/types";
import { pairOf, unpaired } from "./pair-mode";

const id = (name: string) => name as PhotoId;
const photo = (name: string, before: string | null = null) =>
  ({ photo: id(name), before: before === null ? null : id(before) }) as PhotoView;
const photos = [photo("a"), photo("b", "a"), photo("c"), photo("d")];

it("a pair is found from either of its photos", () => {
  for (const half of ["a", "b"]) {
    const pair = pairOf(photos, id(half));
    expect([pair?.before.photo, pair?.after.photo]).toEqual(["a", "b"]);
  }
  expect(pairOf(photos, id("c"))).toBe(null);
});

it("only photos without a pair are offered", () => {
  expect(unpaired(photos, id("c")).map((view) => view.photo)).toEqual(["d"]);
});
