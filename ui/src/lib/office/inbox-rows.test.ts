import { describe, expect, it } from "vitest";
import type { InboxRow } from "$lib/ipc/generated/types";
import { ageWords, hasWords, isInFilter, rowState } from "./inbox-rows";

const NOW = 10 * 24 * 3_600_000;
const HOUR = 3_600_000;
const row = (more: Partial<InboxRow> = {}): InboxRow => ({
  inspection: "a",
  siteCode: "FS-0412",
  templateTitle: "Food safety",
  technicianName: "Technician 4",
  state: "submitted",
  due: null,
  submittedAt: NOW - HOUR,
  priorityCount: 0,
  priorityFoundationCount: 0,
  coreCount: 0,
  photosPresent: 3,
  photosTotal: 3,
  hasConflict: false,
  hasChangedSinceDecision: false,
  ...more,
});

describe("the inbox", () => {
  it("says first what somebody must know first", () => {
    expect(rowState(row())).toBe("to_review");
    expect(rowState(row({ photosPresent: 1 }))).toBe("arriving");
    expect(rowState(row({ photosPresent: 1, hasConflict: true })), "a conflict is worse").toBe("differs");
    expect(rowState(row({ state: "approved", hasChangedSinceDecision: true })), "a change after it").toBe(
      "changed",
    );
    expect(rowState(row({ state: "returned", photosPresent: 0 }))).toBe("returned");
  });

  it("counts what is old in days and what is new in minutes", () => {
    expect(ageWords(row({ submittedAt: NOW - 18 * 60_000 }), NOW)).toBe("18 min");
    expect(ageWords(row({ submittedAt: NOW - 50 * HOUR }), NOW)).toBe("2 d");
    expect(isInFilter(row({ submittedAt: NOW - 48 * HOUR }), "old", NOW)).toBe(true);
    expect(isInFilter(row({ submittedAt: NOW - 47 * HOUR }), "old", NOW)).toBe(false);
  });

  it("keeps what was not handed in out of the review filters", () => {
    const draft = row({ state: "draft", submittedAt: null, priorityCount: 2 });
    expect(isInFilter(draft, "priority", NOW)).toBe(false);
    expect(isInFilter(draft, "with_inspectors", NOW)).toBe(true);
    expect(ageWords(draft, NOW)).toBe("");
  });

  it("finds by every word, in any order", () => {
    expect(hasWords(row(), "technician fs-04")).toBe(true);
    expect(hasWords(row(), "fs-05")).toBe(false);
    expect(hasWords(row(), "")).toBe(true);
  });
});
