import { describe, expect, it } from "vitest";
import type { FindingView, InspectionDetail, ReportPreview, Severity } from "$lib/ipc/generated/types";
import { headlineOf, leadOf } from "./headline";

const finding = (severity: Severity, isCorrectedOnSite: boolean, due: string | null = null): FindingView => ({
  finding: "f",
  sync: "sent",
  fields: { item: 1, severity, due, isCorrectedOnSite, isRepeat: false, text: [], photos: [] },
});
const detail = (...findings: FindingView[]) => ({ findings }) as unknown as InspectionDetail;
const preview = (more: Partial<ReportPreview> = {}): ReportPreview => ({
  inCount: 40,
  outCount: 3,
  notObservedCount: 0,
  notApplicableCount: 0,
  openCount: 0,
  scorePercent: 93,
  removed: [],
  isOriginal: false,
  ...more,
});

describe("the headline of a report", () => {
  it("names what is urgent and by when", () => {
    const found = detail(
      finding("priority", false, "2026-11-30"),
      finding("priority", false, "2026-11-27"),
      finding("core", false),
    );
    expect(headlineOf(found, preview())).toBe("2 things must be put right urgently, by Fri 27 Nov.");
  });

  it("does not alarm about what was put right at once", () => {
    expect(headlineOf(detail(finding("priority", true)), preview())).toBe(
      "What was found was put right during the visit.",
    );
    expect(headlineOf(detail(finding("core", false)), preview())).toBe("1 thing must be put right.");
  });

  it("never calls an empty inspection in order", () => {
    expect(headlineOf(detail(), preview())).toBe("Everything that was checked is in order.");
    expect(headlineOf(detail(), preview({ inCount: 0, outCount: 0 }))).toBe("Nothing was checked yet.");
    expect(leadOf(detail(), preview({ inCount: 0, outCount: 0 }))).toBe("");
  });
});
