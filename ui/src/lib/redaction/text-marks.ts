/*
 * A person's decisions about a text, and the pieces in which the text is drawn. Places count UTF-16
 * code units, as the core does and as JavaScript's strings do.
 */

import type { Label, SpanView, TextDecision } from "$lib/ipc/generated/types";
import { FAMILIES } from "./families";

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
export function withMark(decisions: readonly TextDecision[], range: Range, label: Label): TextDecision[] {
  const touched = decisions.filter((decision) => decision.kind === "remove" && overlaps(decision, range));
  const start = Math.min(range.start, ...touched.map((mark) => mark.start));
  const end = Math.max(range.end, ...touched.map((mark) => mark.end));
  return [
    ...decisions.filter((decision) => !overlaps(decision, { start, end })),
    { kind: "remove", start, end, label },
  ];
}

/**
 * The spans as the decisions leave them, by the rules of `Analysis::redact` in field-redact: a kept
 * span is gone, and a mark takes in every span that it touches. Gives the same again when the core
 * applied the decisions already.
 */
export function shownSpans(spans: readonly SpanView[], decisions: readonly TextDecision[]): SpanView[] {
  let shown = spans.filter(
    (span) => !decisions.some((decision) => decision.kind === "keep" && isSame(decision, span)),
  );
  for (const decision of decisions) {
    if (decision.kind !== "remove") continue;
    const touched = shown.filter((span) => overlaps(span, decision));
    shown = shown.filter((span) => !touched.includes(span));
    shown.push({
      start: Math.min(decision.start, ...touched.map((span) => span.start)),
      end: Math.max(decision.end, ...touched.map((span) => span.end)),
      label: decision.label,
      family: FAMILIES[decision.label],
      score: 1,
      reason: "marked",
      isCertain: true,
    });
  }
  return shown.sort((a, b) => a.start - b.start);
}

/**
 * The decisions after the person said that a span stays: their own mark is taken back, one of the
 * engine is kept in the text.
 */
export function withKeep(decisions: readonly TextDecision[], span: SpanView): TextDecision[] {
  if (span.reason === "marked") {
    return decisions.filter((decision) => decision.kind !== "remove" || !overlaps(decision, span));
  }
  return [
    ...decisions.filter((decision) => !isSame(decision, span)),
    { kind: "keep", start: span.start, end: span.end },
  ];
}

/** The decisions without the one about exactly this place. */
export function withoutDecision(decisions: readonly TextDecision[], range: Range): TextDecision[] {
  return decisions.filter((decision) => !isSame(decision, range));
}

/** Whether the person marked something by hand. */
export function hasMark(decisions: readonly TextDecision[]): boolean {
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
