/*
 * The queue as a person walks it. A text and a photo of the same item stand on the screen together
 * and are judged together; more than that would hide something below the edge of the screen.
 */

import type { ItemNo, ReviewEntry, ReviewQueue, ReviewState, Subject } from "$lib/ipc/generated/types";

/** One place in the queue: at most one text and one photo. */
export interface Stop {
  /** Stays the same while the queue is read again. */
  key: string;
  item: ItemNo | null;
  state: ReviewState;
  text: ReviewEntry | null;
  photo: ReviewEntry | null;
  foundCount: number;
  unsureCount: number;
}

/** Names a subject the same way every time. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case "template":
      return "template";
    case "text":
    case "note":
      return `${subject.kind}:${subject.item}`;
    case "finding":
      return `finding:${subject.finding}`;
    case "caption":
    case "photo":
      return `${subject.kind}:${subject.photo}`;
    case "transcript":
      return `transcript:${subject.recording}`;
    case "signature":
      return `signature:${subject.meaning}`;
  }
}

export function isPhoto(entry: ReviewEntry): boolean {
  return entry.subject.kind === "photo";
}

/** The stops of a list of entries, in its order. */
export function stopsOf(entries: readonly ReviewEntry[]): Stop[] {
  const stops: Stop[] = [];
  for (const entry of entries) {
    const host = captionStop(stops, entry) ?? stops.at(-1);
    if (host && mayJoin(host, entry)) join(host, entry);
    else stops.push(stopOf(entry));
  }
  return stops;
}

/** Both halves of the queue. What was approved stands one by one: it is looked up, not walked. */
export function walkOf(queue: ReviewQueue): { waiting: Stop[]; cleared: Stop[] } {
  return { waiting: stopsOf(queue.waiting), cleared: queue.cleared.map(stopOf) };
}

/** Where the walk goes after `key`: the next that waits, around the end; none if nothing is left. */
export function nextStop(stops: readonly Stop[], key: string): Stop | null {
  const at = stops.findIndex((stop) => stop.key === key);
  const after = [...stops.slice(at + 1), ...stops.slice(0, Math.max(at, 0))];
  return after.find((stop) => stop.state !== "working") ?? null;
}

function stopOf(entry: ReviewEntry): Stop {
  return {
    key: subjectKey(entry.subject),
    item: entry.item,
    state: entry.state,
    text: isPhoto(entry) ? null : entry,
    photo: isPhoto(entry) ? entry : null,
    foundCount: entry.foundCount,
    unsureCount: entry.unsureCount,
  };
}

/** The stop that holds the caption of this photo: they are judged together. */
function captionStop(stops: readonly Stop[], { subject }: ReviewEntry): Stop | undefined {
  if (subject.kind !== "photo") return undefined;
  return stops.find(({ text }) => text?.subject.kind === "caption" && text.subject.photo === subject.photo);
}

/** Only what the engine is done with: an entry to mark by hand wants a look of its own. */
function mayJoin(stop: Stop, entry: ReviewEntry): boolean {
  if (stop.item === null || stop.item !== entry.item) return false;
  if (stop.state !== "waiting" || entry.state !== "waiting") return false;
  if (!isPhoto(entry)) return stop.text === null;
  const isOtherCaption = stop.text?.subject.kind === "caption" && captionStop([stop], entry) === undefined;
  return stop.photo === null && !isOtherCaption;
}

function join(stop: Stop, entry: ReviewEntry): void {
  if (isPhoto(entry)) stop.photo = entry;
  else stop.text = entry;
  stop.foundCount += entry.foundCount;
  stop.unsureCount += entry.unsureCount;
}
