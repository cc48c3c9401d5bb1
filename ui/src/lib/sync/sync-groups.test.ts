import { describe, expect, it } from "vitest";
import type { SyncRow, SyncStatus } from "$lib/ipc/generated/types";
import { countsOf, groupsOf } from "./sync-groups";

const row = (number: number, kind: string, more: Partial<SyncRow> = {}): SyncRow => ({
  row: number,
  inspection: "a",
  siteCode: "FS-0412",
  kind,
  item: null,
  bytes: 100,
  state: "saved_here",
  error: null,
  nextTry: null,
  at: number,
  ...more,
});

const status = (more: Partial<SyncStatus>): SyncStatus => ({
  connection: { kind: "online" },
  lastError: null,
  lastContact: null,
  nextTry: null,
  waitingCount: 11,
  needsYouCount: 1,
  sentTodayCount: 34,
  waitingBytes: 0,
  policyRefused: null,
  rows: [],
  ...more,
});

describe("the sync list", () => {
  it("puts things of one kind and one fate into one row", () => {
    const groups = groupsOf([row(1, "picture"), row(2, "picture"), row(3, "mark_set")], "saved_here");
    expect(groups.map((group) => [group.kind, group.rows.length])).toEqual([
      ["picture", 2],
      ["mark_set", 1],
    ]);
    expect(groups[0]?.bytes).toBe(200);
  });

  it("keeps apart what failed for another reason", () => {
    const groups = groupsOf(
      [row(1, "picture"), row(2, "picture", { error: "timeout", nextTry: 9 })],
      "saved_here",
    );
    expect(groups).toHaveLength(2);
    expect(groups[1]?.nextTry).toBe(9);
  });

  it("has counts that add up to the badge", () => {
    const sending = status({ connection: { kind: "sending", done: 9, total: 12 } });
    const counts = countsOf(sending);
    expect(counts.sending).toBe(3);
    expect(counts.needsYou + counts.sending + counts.waiting, "needs you + waiting, as in the badge").toBe(
      12,
    );
    expect(
      countsOf(status({ connection: { kind: "sending", done: 0, total: 40 } })).waiting,
      "never negative",
    ).toBe(0);
  });
});
