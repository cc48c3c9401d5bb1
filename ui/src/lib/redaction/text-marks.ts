/*
 * A person's decisions about a text, and the pieces in which the text is drawn. Places count UTF-16
 * code units, as the core does and as JavaScript's strings do.
 */

import type { Label, RejectReason, SpanView, TextDecision } from "$lib/ipc/generated/types";

/** A decision about a place; the other kind is about the text as a whole. */
export type PlaceDecision = Exclude<TextDecision, { kind: "read_by_hand" }>;

export interface Range {
  start: number;
  end: number;
}

/** A piece of the original: plain, or one that goes. Pieces cover the text without gaps. */
export interface Piece extends Range {
  text: string;
  span: SpanView | null;
}

export const overlaps = (a: Range, b: Range) => a.start < b.end && b.start < a.end;
export const isSame = (a: Range, b: Range) => a.start === b.start && a.end === b.end;

/** The text cut at its spans, in reading order. */
export function piecesOf(text: string, spans: readonly SpanView[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const plain = (end: number) => {
    if (end > at) pieces.push({ start: at, end, text: text.slice(at, end), span: null });
  };
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    plain(span.start);
    pieces.push({ start: span.start, end: span.end, text: text.slice(span.start, span.end), span });
    at = span.end;
  }
  plain(text.length);
  return pieces;
}

/**
 * The decisions after the person marked a place. A mark that it touches grows into it: nothing that
 * was marked becomes readable. Marking the same place again changes what it is.
 */
export function withMark(decisions: readonly PlaceDecision[], range: Range, label: Label): PlaceDecision[] {
  const touched = decisions.filter((decision) => decision.kind === "remove" && overlaps(decision, range));
  const start = Math.min(range.start, ...touched.map((mark) => mark.start));
  const end = Math.max(range.end, ...touched.map((mark) => mark.end));
  return [
    ...decisions.filter((decision) => !overlaps(decision, { start, end })),
    { kind: "remove", start, end, label },
  ];
}

/** The decisions after the person took their own mark back. */
export function withoutMark(decisions: readonly PlaceDecision[], span: Range): PlaceDecision[] {
  return decisions.filter((decision) => decision.kind !== "remove" || !overlaps(decision, span));
}

/** The decisions after the person said that a found place stays readable, and why. */
export function withKeep(
  decisions: readonly PlaceDecision[],
  { start, end }: Range,
  reason: RejectReason,
): PlaceDecision[] {
  return [...withoutDecision(decisions, { start, end }), { kind: "keep", start, end, reason }];
}

/** The decisions after the person said that a found place is right. */
export function withAccept(decisions: readonly PlaceDecision[], { start, end }: Range): PlaceDecision[] {
  return [...withoutDecision(decisions, { start, end }), { kind: "accept", start, end }];
}

/** The decisions without the one about exactly this place. */
export function withoutDecision(decisions: readonly PlaceDecision[], range: Range): PlaceDecision[] {
  return decisions.filter((decision) => !isSame(decision, range));
}

/** Whether the person marked something by hand. */
export function hasMark(decisions: readonly PlaceDecision[]): boolean {
  return decisions.some((decision) => decision.kind === "remove");
}

/** What a text is made of for choosing by keys and by finger: words, and digits with their signs. */
export function wordsOf(text: string): Range[] {
  const words: Range[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:[-.'’@_:/+][\p{L}\p{M}\p{N}]+)*/gu)) {
    words.push({ start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** The range without blanks at its ends; none if nothing else is in it. */
export function trimmed(text: string, range: Range): Range | null {
  const chosen = text.slice(range.start, range.end);
  const start = range.start + (chosen.length - chosen.trimStart().length);
  const end = range.end - (chosen.length - chosen.trimEnd().length);
  return start < end ? { start, end } : null;
}
