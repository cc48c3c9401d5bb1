import { describe, expect, it } from "vitest";
import type { ReviewEntry, ReviewState } from "$lib/ipc/generated/types";
import { nextStop, stopsOf } from "./stops";

const note = (item: number, state: ReviewState = "waiting"): ReviewEntry => ({
  subject: { kind: "note", item },
  item,
  state,
  foundCount: 2,
  unsureCount: 1,
});
const photo = (id: string, item: number, state: ReviewState = "waiting"): ReviewEntry => ({
  subject: { kind: "photo", photo: id },
  item,
  state,
  foundCount: 1,
  unsureCount: 0,
});

describe("stops of the queue", () => {
  it("join a text and a photo of one item", () => {
    const [stop, ...others] = stopsOf([note(31), photo("a", 31)]);
    expect(others).toHaveLength(0);
    expect(stop?.foundCount, "what was found is counted together").toBe(3);
    expect(stop?.photo?.subject).toEqual({ kind: "photo", photo: "a" });
  });

  it("never hold more than one text and one photo", () => {
    expect(stopsOf([note(31), photo("a", 31), photo("b", 31)]).map((stop) => stop.key)).toEqual([
      "note:31",
      "photo:b",
    ]);
  });

  it("put a caption beside its own photo", () => {
    const caption = (id: string): ReviewEntry => ({ ...note(31), subject: { kind: "caption", photo: id } });
    const stops = stopsOf([caption("a"), caption("b"), photo("a", 31), photo("b", 31)]);
    expect(stops.map((stop) => [stop.key, stop.photo && stop.photo.subject])).toEqual([
      ["caption:a", { kind: "photo", photo: "a" }],
      ["caption:b", { kind: "photo", photo: "b" }],
    ]);
    expect(stopsOf([caption("a"), photo("b", 31)]), "never beside another one").toHaveLength(2);
  });

  it("keep an entry to mark by hand alone", () => {
    expect(stopsOf([note(31), photo("a", 31, "by_hand")])).toHaveLength(2);
    expect(stopsOf([note(31), photo("a", 32)]), "another item").toHaveLength(2);
  });

  it("are walked around the end, past what is still at work", () => {
    const stops = stopsOf([note(1), photo("a", 2, "working"), note(3)]);
    expect(nextStop(stops, "note:1")?.key).toBe("note:3");
    expect(nextStop(stops, "note:3")?.key).toBe("note:1");
    expect(nextStop(stopsOf([note(1)]), "note:1"), "nothing else is left").toBeNull();
  });
});
