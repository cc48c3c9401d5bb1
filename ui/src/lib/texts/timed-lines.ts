import type { Segment, Segments } from "$lib/ipc/generated/types";

/** A sentence of a transcript and when it was begun. */
export interface TimedLine {
  startMs: number;
  segments: Segments;
}

/**
 * The sentences of a transcript with their times. `startsMs` has one for each run of letters without white space
 * and for each stand-in; without times, or with another number of them, there are no lines.
 */
export function timedLines(segments: Segments, startsMs: readonly number[]): TimedLine[] {
  const lines: TimedLine[] = [];
  let line: Segment[] = [];
  let piece = 0;
  const add = (segment: Segment) => {
    if (line.length === 0) lines.push({ startMs: startsMs[piece] ?? 0, segments: line });
    const last = line.at(-1);
    if ("text" in segment && last && "text" in last) last.text += segment.text;
    else line.push("text" in segment ? { text: segment.text } : segment);
  };
  for (const segment of segments) {
    if (!("text" in segment)) {
      add(segment);
      piece += 1;
      continue;
    }
    for (const part of segment.text.match(/\s+|\S+/g) ?? []) {
      const isSpace = part.trim() === "";
      // White space between two sentences belongs to neither.
      if (isSpace && line.length === 0) continue;
      add({ text: part });
      if (isSpace) continue;
      piece += 1;
      if (/[.!?]["”’)]?$/.test(part)) line = [];
    }
  }
  return piece === startsMs.length ? lines : [];
}
