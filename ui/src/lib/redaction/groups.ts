/* Marks of the same kind stand in one chip: "2 names". */

import type { Label, LabelFamily, RegionKind, SpanReason, SpanView } from "$lib/ipc/generated/types";
import type { Box } from "./boxes";
import { CERTAIN_SCORE } from "./certainty";

export interface SpanGroup {
  label: Label;
  family: LabelFamily;
  /** Why the first of them was found. */
  reason: SpanReason;
  /** The engine is sure of all of them. */
  isCertain: boolean;
  spans: SpanView[];
}

export interface BoxGroup {
  kind: RegionKind;
  isCertain: boolean;
  boxes: Box[];
}

/** Kinds in doubt first, then in the order of the first of each kind. */
export function spanGroups(spans: readonly SpanView[]): SpanGroup[] {
  const groups = new Map<Label, SpanGroup>();
  for (const span of spans) {
    const { label, family, reason, isCertain } = span;
    const group = groups.get(label) ?? { label, family, reason, isCertain: true, spans: [] };
    group.spans.push(span);
    group.isCertain &&= isCertain;
    groups.set(label, group);
  }
  return [...groups.values()].sort((a, b) => Number(a.isCertain) - Number(b.isCertain));
}

export function boxGroups(boxes: readonly Box[]): BoxGroup[] {
  const groups = new Map<RegionKind, BoxGroup>();
  for (const box of boxes) {
    const group = groups.get(box.kind) ?? { kind: box.kind, isCertain: true, boxes: [] };
    group.boxes.push(box);
    group.isCertain &&= box.score >= CERTAIN_SCORE;
    groups.set(box.kind, group);
  }
  return [...groups.values()];
}
