import { describe, expect, it } from "vitest";
import type { FindingView, InspectionDetail, Item, ItemState, Segments } from "$lib/ipc/generated/types";
import { answersIn, approveBlock, firstView, sectionTone } from "./review-views";

const item = (number: number): Item<Segments> => ({
  number,
  name: [],
  question: [],
  help: null,
  citations: [],
  marks: ["in", "out"],
  reading: null,
  hasText: false,
  severity: "core",
});
const state = (number: number, more: Partial<ItemState> = {}): ItemState => ({
  item: number,
  mark: "in",
  reading: null,
  readingExcessMilli: 0,
  text: null,
  note: null,
  isAnswered: true,
  hasConflict: false,
  hasChangedSinceReturn: false,
  photos: [],
  transcripts: [],
  rejected: { notThere: 0, notPersonal: 0, consent: 0 },
  isByHand: false,
  lastVisit: null,
  ...more,
});
const finding = (number: number, severity: FindingView["fields"]["severity"]): FindingView => ({
  finding: `f${number}`,
  sync: "sent",
  fields: {
    item: number,
    severity,
    due: null,
    isCorrectedOnSite: false,
    isRepeat: false,
    text: [],
    photos: [],
  },
});

const detail = (more: Partial<InspectionDetail> = {}): InspectionDetail =>
  ({
    summary: { state: "submitted" },
    template: {
      sections: [
        { number: 1, title: [], items: [item(1), item(2)] },
        { number: 2, title: [], items: [item(3)] },
      ],
    },
    items: [state(1), state(2, { hasChangedSinceReturn: true }), state(3)],
    findings: [finding(3, "priority"), finding(1, "core")],
    comments: [],
    photosPresent: 2,
    photosTotal: 2,
    ...more,
  }) as unknown as InspectionDetail;

describe("the office review", () => {
  it("shows findings worst first and the rest in the order of the walk", () => {
    expect(answersIn(detail(), { kind: "findings" }).map((answer) => answer.item.number)).toEqual([3, 1]);
    expect(answersIn(detail(), { kind: "changed" }).map((answer) => answer.item.number)).toEqual([2]);
    expect(answersIn(detail(), { kind: "section", number: 1 }).map((answer) => answer.item.number)).toEqual([
      1, 2,
    ]);
  });

  it("opens Approve only when everything has arrived", () => {
    expect(approveBlock(detail())).toBeNull();
    expect(approveBlock(detail({ photosPresent: 1 }))).toBe("photos");
    expect(approveBlock(detail({ items: [state(1, { hasConflict: true })] }))).toBe("conflict");
    expect(approveBlock(detail({ summary: { state: "returned" } } as Partial<InspectionDetail>))).toBe(
      "state",
    );
  });

  it("marks a section by its worst finding", () => {
    expect(sectionTone(detail(), 2)).toBe("danger");
    expect(sectionTone(detail(), 1)).toBe("attention");
    expect(sectionTone(detail({ findings: [] }), 1)).toBe("ok");
  });

  it("opens on what is wrong, and never on an empty list while something can be shown", () => {
    expect(firstView(detail())).toEqual({ kind: "findings" });
    expect(firstView(detail({ findings: [] }))).toEqual({ kind: "changed" });
    const quiet = detail({ findings: [], items: [state(1, { isAnswered: false }), state(2), state(3)] });
    expect(firstView(quiet)).toEqual({ kind: "section", number: 1 });
    const late = [state(1, { isAnswered: false }), state(2, { isAnswered: false }), state(3)];
    expect(firstView(detail({ findings: [], items: late }))).toEqual({ kind: "section", number: 2 });
  });
});
