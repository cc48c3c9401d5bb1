/* The one sentence at the top of a report, that a cook understands. */

import type { Day, InspectionDetail, ReportPreview } from "$lib/ipc/generated/types";
import { formatDay } from "$lib/format";
import { en } from "$messages";

/** What was found, worst first: urgent, open, put right, or nothing. */
export function headlineOf(detail: InspectionDetail, preview: ReportPreview): string {
  const words = en.report;
  const open = detail.findings.filter((finding) => !finding.fields.isCorrectedOnSite);
  const urgent = open.filter((finding) => finding.fields.severity === "priority");
  if (urgent.length > 0) {
    const due = soonest(urgent.map((finding) => finding.fields.due));
    return words.headlineUrgent(urgent.length, due && formatDay(due));
  }
  if (open.length > 0) return words.headlineOpen(open.length);
  if (detail.findings.length > 0) return words.headlineAllCorrected;
  return preview.inCount + preview.outCount === 0 ? words.headlineNothing : words.headlineClean;
}

/** The sentences under the headline. */
export function leadOf(detail: InspectionDetail, preview: ReportPreview): string {
  const words = en.report;
  const judged = preview.inCount + preview.outCount;
  const corrected = detail.findings.filter((finding) => finding.fields.isCorrectedOnSite).length;
  return [
    judged > 0 ? words.leadJudged(preview.outCount, judged) : "",
    corrected > 0 ? capital(words.leadCorrected(corrected)) : "",
    preview.openCount > 0 ? words.leadOpen(preview.openCount) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function soonest(days: readonly (Day | null)[]): Day | null {
  return days.filter((day) => day !== null).sort()[0] ?? null;
}
