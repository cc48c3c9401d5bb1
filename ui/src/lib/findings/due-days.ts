import type { Day, Severity } from "$lib/ipc/generated/types";
import { addDays } from "$lib/format";

/**
 * Days until a finding must be corrected. FDA Food Code 2022: priority 72 hours (8-405.11),
 * priority foundation 10 calendar days (8-405.11), core 90 calendar days (8-406.11).
 */
export const DUE_DAYS: Record<Severity, number> = { priority: 3, priority_foundation: 10, core: 90 };

/** The day that is proposed for a finding of this class. */
export function proposedDue(severity: Severity, from: Day): Day {
  return addDays(from, DUE_DAYS[severity]);
}
