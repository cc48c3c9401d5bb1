/* What the outline of the office review offers, and which questions each entry shows. */

import type { InspectionDetail, Item, ItemNo, ItemState, Segments } from "$lib/ipc/generated/types";
import { plainText } from "$lib/format";

/** An entry of the outline. */
export type ReviewView =
  | { kind: "findings" }
  | { kind: "changed" }
  | { kind: "comments" }
  | { kind: "conflicts" }
  | { kind: "section"; number: number };

export const viewKey = (view: ReviewView) => (view.kind === "section" ? `section-${view.number}` : view.kind);

/** A question with its answer. */
export interface Answer {
  item: Item<Segments>;
  state: ItemState;
}

export function answersOf(detail: InspectionDetail): Answer[] {
  const states = new Map(detail.items.map((state) => [state.item, state]));
  return detail.template.sections
    .flatMap((section) => section.items)
    .flatMap((item) => {
      const state = states.get(item.number);
      return state ? [{ item, state }] : [];
    });
}

/** The questions of an entry: findings worst first, the rest in the order of the walk. */
export function answersIn(detail: InspectionDetail, view: ReviewView): Answer[] {
  const all = answersOf(detail);
  switch (view.kind) {
    case "findings":
      return withFindings(detail).flatMap(
        (number) => all.find((answer) => answer.item.number === number) ?? [],
      );
    case "changed":
      return all.filter((answer) => answer.state.hasChangedSinceReturn);
    case "comments":
      return all.filter((answer) => detail.comments.some((comment) => comment.item === answer.item.number));
    case "conflicts":
      return all.filter((answer) => answer.state.hasConflict);
    case "section": {
      const section = detail.template.sections.find((one) => one.number === view.number);
      const numbers = new Set(section?.items.map((item) => item.number));
      return all.filter((answer) => numbers.has(answer.item.number));
    }
  }
}

/**
 * What a review opens on: what is wrong comes first, then what changed, what was said, and else the first
 * section with an answer. Never an empty list where something can be shown.
 */
export function firstView(detail: InspectionDetail): ReviewView {
  const urgent = (["findings", "conflicts", "changed", "comments"] as const)
    .map((kind): ReviewView => ({ kind }))
    .find((view) => answersIn(detail, view).length > 0);
  if (urgent) return urgent;
  const { sections } = detail.template;
  const hasAnswer = (number: number) =>
    answersIn(detail, { kind: "section", number }).some((answer) => answer.state.isAnswered);
  const section = sections.find((one) => hasAnswer(one.number)) ?? sections[0];
  return section ? { kind: "section", number: section.number } : { kind: "findings" };
}

/** Questions with findings; findings come worst first. */
export function withFindings(detail: InspectionDetail): ItemNo[] {
  return [...new Set(detail.findings.map((finding) => finding.fields.item))];
}

/** How a section looks in the outline: something is out, something is open, or all is in order. */
export function sectionTone(detail: InspectionDetail, number: number): "ok" | "attention" | "danger" {
  const answers = answersIn(detail, { kind: "section", number });
  const findings = detail.findings.filter((finding) =>
    answers.some((answer) => answer.item.number === finding.fields.item),
  );
  if (findings.some((finding) => finding.fields.severity === "priority")) return "danger";
  return findings.length > 0 || answers.some((answer) => answer.state.mark === "out") ? "attention" : "ok";
}

export const nameOf = (item: Item<Segments>) => plainText(item.name);

/** Why it cannot be approved now; none if it can. */
export function approveBlock(detail: InspectionDetail): "photos" | "state" | "conflict" | null {
  if (detail.summary.state !== "submitted") return "state";
  if (detail.photosPresent < detail.photosTotal) return "photos";
  return detail.items.some((state) => state.hasConflict) ? "conflict" : null;
}
