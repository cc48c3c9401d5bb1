/* The checklist before handing in: what is done, and what links to the place where it is done. */

import type { Blocker, InspectionDetail, SubmitCheck } from "$lib/ipc/generated/types";
import { en } from "$messages";
import { linkTo } from "../../routes";

export interface Check {
  key: string;
  /** `open` stands in the way; `left` may stay as it is. */
  state: "done" | "open" | "left";
  title: string;
  text: string;
  action: { label: string; href: string } | null;
}

type BlockerOf<Kind extends Blocker["kind"]> = Extract<Blocker, { kind: Kind }>;

function find<Kind extends Blocker["kind"]>(check: SubmitCheck, kind: Kind): BlockerOf<Kind> | undefined {
  return check.blockers.find((blocker): blocker is BlockerOf<Kind> => blocker.kind === kind);
}

/** The rows in the order of the work: answer, settle, review, sign. */
export function checksOf(detail: InspectionDetail, check: SubmitCheck, names: Map<number, string>): Check[] {
  const words = en.submit;
  const { inspection } = detail.summary;
  const review = { label: words.review, href: linkTo("redactionOf", { inspection }) };
  const sign = (label: string) => ({ label, href: linkTo("signature", { inspection }) });
  const checks: Check[] = [];

  const isEmpty = find(check, "nothing_answered") !== undefined;
  checks.push({
    key: "answers",
    state: isEmpty ? "open" : check.openItems.length > 0 ? "left" : "done",
    title: isEmpty
      ? words.answersNone
      : `${words.answers(detail.summary.answeredCount, detail.summary.itemCount)}, ${words.findings(check.findingCount)}`,
    text: isEmpty ? words.answersNoneText : check.openItems.length > 0 ? words.openItems : "",
    action:
      isEmpty || check.openItems.length > 0
        ? { label: words.toQuestions, href: linkTo("inspection", { inspection }) }
        : null,
  });

  for (const blocker of check.blockers) {
    if (blocker.kind !== "conflict") continue;
    checks.push({
      key: `conflict-${blocker.item}`,
      state: "open",
      title: words.conflict(blocker.item, names.get(blocker.item) ?? ""),
      text: words.conflictText,
      action: { label: words.choose, href: linkTo("item", { inspection, item: blocker.item }) },
    });
  }

  const working = find(check, "still_working");
  if (working) {
    checks.push({
      key: "working",
      state: "open",
      title: words.stillWorking(working.count),
      text: words.stillWorkingText,
      action: { ...review, label: words.look },
    });
  }

  const waiting = find(check, "review_waiting");
  checks.push(
    waiting
      ? {
          key: "review",
          state: "open",
          title: words.reviewWaiting(waiting.count),
          text: words.reviewWaitingText,
          action: review,
        }
      : {
          key: "review",
          state: "done",
          title: words.reviewed(check.clearedTextCount, check.photoCount),
          text: words.reviewedText,
          action: null,
        },
  );

  const author = detail.signatures.find((signature) => signature.meaning === "author");
  const isUnsigned = find(check, "signature_missing") !== undefined;
  checks.push({
    key: "signature",
    state: isUnsigned ? "open" : "done",
    title: isUnsigned ? (author ? words.signatureStale : words.signatureMissing) : words.signed,
    text: words.signatureText,
    action: isUnsigned ? sign(author ? words.signAgain : words.sign) : null,
  });

  const received = detail.signatures.find((signature) => signature.meaning === "received");
  checks.push({
    key: "received",
    state: received && !received.isStale ? "done" : "left",
    title: received ? words.receivedSigned : words.receivedMissing,
    text: received ? "" : words.receivedText,
    action: received && !received.isStale ? null : sign(words.sign),
  });
  return checks;
}
