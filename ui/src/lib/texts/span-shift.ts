import type { SpanView } from "$lib/ipc/generated/types";

/**
 * Where found places stand after an edit, until they are looked for again: those before the edit
 * stay, those after it move, those that the edit touches are gone.
 */
export function carrySpans(before: string, after: string, spans: readonly SpanView[]): SpanView[] {
  if (before === after) return [...spans];
  const shorter = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < shorter && before[prefix] === after[prefix]) prefix += 1;
  let suffix = 0;
  while (suffix < shorter - prefix && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix += 1;
  const moved = after.length - before.length;
  return spans.flatMap((span) => {
    if (span.end <= prefix) return [span];
    if (span.start >= before.length - suffix)
      return [{ ...span, start: span.start + moved, end: span.end + moved }];
    return [];
  });
}

export interface TextPiece {
  text: string;
  span: SpanView | null;
}

/** The text cut at the borders of its places, in reading order. */
export function piecesOf(text: string, spans: readonly SpanView[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const span of spans) {
    if (span.start < at || span.end > text.length) continue;
    if (span.start > at) pieces.push({ text: text.slice(at, span.start), span: null });
    pieces.push({ text: text.slice(span.start, span.end), span });
    at = span.end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), span: null });
  return pieces;
}
