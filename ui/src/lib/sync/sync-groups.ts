/* The truth about sending, as the screen tells it: things of one kind and one fate stand in one row. */

import type {
  ErrorCode,
  InspectionId,
  Instant,
  SyncRow,
  SyncState,
  SyncStatus,
} from "$lib/ipc/generated/types";

/** Rows of one inspection, kind, state and reason. */
export interface SyncGroup {
  key: string;
  inspection: InspectionId;
  siteCode: string | null;
  kind: string;
  state: SyncState;
  error: ErrorCode | null;
  /** The soonest of theirs. */
  nextTry: Instant | null;
  /** The latest of theirs. */
  at: Instant;
  bytes: number;
  /** Numbers for `sync_retry`. */
  rows: number[];
}

/** In the order of the first row of each. */
export function groupsOf(rows: readonly SyncRow[], state: SyncState): SyncGroup[] {
  const groups = new Map<string, SyncGroup>();
  for (const row of rows) {
    if (row.state !== state) continue;
    const key = [row.inspection, row.kind, row.error].join("|");
    const group = groups.get(key);
    if (group) {
      group.rows.push(row.row);
      group.bytes += row.bytes;
      group.at = Math.max(group.at, row.at);
      group.nextTry = soonest(group.nextTry, row.nextTry);
    } else {
      const { inspection, siteCode, kind, error, nextTry, at, bytes } = row;
      groups.set(key, { key, inspection, siteCode, kind, state, error, nextTry, at, bytes, rows: [row.row] });
    }
  }
  return [...groups.values()];
}

function soonest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/** The four numbers. The first three add up to what the badge says. */
export interface SyncCounts {
  needsYou: number;
  sending: number;
  waiting: number;
  sentToday: number;
}

export function countsOf(status: SyncStatus): SyncCounts {
  const inRun = status.connection.kind === "sending" ? status.connection.total - status.connection.done : 0;
  const sending = Math.min(Math.max(inRun, 0), status.waitingCount);
  return {
    needsYou: status.needsYouCount,
    sending,
    waiting: status.waitingCount - sending,
    sentToday: status.sentTodayCount,
  };
}

/** Seconds until a moment, never negative. */
export function secondsUntil(at: Instant, now: Instant): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}
