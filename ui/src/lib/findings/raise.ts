import { dayOfInstant, formatReading, plainText } from "$lib/format";
import { call } from "$lib/ipc/call";
import type {
  Day,
  FindingFields,
  FindingId,
  InspectionId,
  Item,
  ItemState,
  Segments,
  Severity,
} from "$lib/ipc/generated/types";
import { saving } from "$lib/shell/saving.svelte";
import { en } from "$messages";
import { proposedDue } from "./due-days";

/** A finding as the answer makes it: class of the item, day by class, name and reading as its words. */
export function fieldsFromAnswer(
  item: Item<Segments>,
  state: ItemState,
  inspectionDay: Day | null,
): FindingFields<string> {
  const reading = state.reading && state.readingExcessMilli !== 0 ? formatReading(state.reading) : "";
  return {
    item: item.number,
    severity: item.severity,
    due: proposedDue(item.severity, inspectionDay ?? dayOfInstant(Date.now())),
    isCorrectedOnSite: false,
    isRepeat: false,
    text: en.findings.proposedText(plainText(item.name), reading),
    photos: state.photos.map((photo) => photo.photo),
  };
}

/** A finding as it was dictated: its words and its class where one was named, the rest as the answer makes it. */
export function fieldsFromSpeech(
  item: Item<Segments>,
  state: ItemState,
  inspectionDay: Day | null,
  severity: Severity | null,
  text: string,
): FindingFields<string> {
  const named = severity === null ? item : { ...item, severity };
  return { ...fieldsFromAnswer(named, state, inspectionDay), text };
}

/** Writes a new finding; none if that failed, which a message says. */
export async function raiseFinding(
  inspection: InspectionId,
  fields: FindingFields<string>,
): Promise<FindingId | null> {
  const outcome = await saving.attempt(call("finding_save", { inspection, finding: null, fields }));
  return outcome.ok ? outcome.value.finding : null;
}
