/* The inbox as its filters and columns show it. */

import type { InboxRow, Instant } from "$lib/ipc/generated/types";
import { en } from "$messages";

export type InboxFilter = keyof typeof en.office.filterNames;

export const INBOX_FILTERS = Object.keys(en.office.filterNames) as InboxFilter[];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From this age on a row is old: it has a filter of its own and its age stands out. */
export const OLD_MS = 2 * DAY_MS;

export const isArriving = (row: InboxRow) => row.photosPresent < row.photosTotal;
export const isOld = (row: InboxRow, now: Instant) =>
  row.submittedAt !== null && now - row.submittedAt >= OLD_MS;

export function isInFilter(row: InboxRow, filter: InboxFilter, now: Instant): boolean {
  const isSubmitted = row.state === "submitted";
  switch (filter) {
    case "to_review":
      return isSubmitted;
    case "priority":
      return isSubmitted && row.priorityCount > 0;
    case "arriving":
      return isSubmitted && isArriving(row);
    case "old":
      return isSubmitted && isOld(row, now);
    case "with_inspectors":
      return row.state === "assigned" || row.state === "draft" || row.state === "returned";
    case "all":
      return true;
  }
}

/** Code, checklist or inspector holds every word. */
export function hasWords(row: InboxRow, words: string): boolean {
  const text = `${row.siteCode} ${row.templateTitle} ${row.technicianName ?? ""}`.toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export type RowState = keyof typeof en.office.rowStates;

/** What somebody in the office has to know first. */
export function rowState(row: InboxRow): RowState {
  if (row.state !== "submitted" && row.state !== "approved") return row.state;
  if (row.hasConflict) return "differs";
  if (row.hasChangedSinceDecision) return "changed";
  if (row.state === "approved") return "approved";
  return isArriving(row) ? "arriving" : "to_review";
}

/** "18 min", "3 h", "2 d" since it was handed in. */
export function ageWords(row: InboxRow, now: Instant): string {
  if (row.submittedAt === null) return "";
  const age = Math.max(0, now - row.submittedAt);
  if (age < HOUR_MS) return en.office.ageMinutes(Math.floor(age / MINUTE_MS));
  if (age < DAY_MS) return en.office.ageHours(Math.floor(age / HOUR_MS));
  return en.office.ageDays(Math.floor(age / DAY_MS));
}

/** The server was last asked so long ago that the list says its age. */
export const STALE_MS = 15 * MINUTE_MS;
