/* What a stop is called in the queue, and what stands under it. */

import type { InspectionDetail, PhotoId } from "$lib/ipc/generated/types";
import { plainText } from "$lib/format";
import { en } from "$messages";
import type { Stop } from "./stops";

/** Names of the items of an inspection, by number. */
export function itemNames(detail: InspectionDetail | null): Map<number, string> {
  const items = detail?.template.sections.flatMap((section) => section.items) ?? [];
  return new Map(items.map((item) => [item.number, plainText(item.name)]));
}

/** The number of a photo among those of its item, from 1. */
export function photoNumber(detail: InspectionDetail | null, photo: PhotoId): number {
  const item = detail?.items.find((state) => state.photos.some((one) => one.photo === photo));
  return item ? item.photos.findIndex((one) => one.photo === photo) + 1 : 1;
}

export function stopTitle(stop: Stop, detail: InspectionDetail | null, names: Map<number, string>): string {
  const name = stop.item === null ? undefined : names.get(stop.item);
  const [word] = [mediumWords(stop, detail)];
  if (stop.item === null) return word;
  // Both together are the item itself; one alone is named by what it is.
  return en.redaction.stopTitle(stop.item, stop.text && stop.photo ? (name ?? word) : word);
}

/** "note and photo", "Photo 2", "Transcript" */
export function mediumWords(stop: Stop, detail: InspectionDetail | null): string {
  const words = en.redaction;
  if (stop.text && stop.photo) return words.both(words.subjects[stop.text.subject.kind]);
  if (stop.photo?.subject.kind === "photo")
    return words.photoNumber(photoNumber(detail, stop.photo.subject.photo));
  return stop.text ? words.subjects[stop.text.subject.kind] : words.subjects.photo;
}

export function stopSub(stop: Stop, detail: InspectionDetail | null): string {
  const words = en.redaction;
  switch (stop.state) {
    case "working":
      return words.working;
    case "by_hand":
      return words.byHand;
    case "cleared":
      return stop.photo ? words.filled(stop.foundCount) : words.removed(stop.foundCount);
    case "waiting":
      return [
        stop.text && stop.photo ? mediumWords(stop, detail) : "",
        words.marked(stop.foundCount),
        stop.unsureCount > 0 ? words.unsure(stop.unsureCount) : "",
      ]
        .filter(Boolean)
        .join(", ");
  }
}
