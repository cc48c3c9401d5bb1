import type { InspectionId, PhotoId, ReviewEntry } from "$lib/ipc/generated/types";
import { PhotoDraft } from "./photo-draft.svelte";
import { subjectKey, type Stop } from "./stops";
import { TextDraft } from "./text-draft.svelte";

/** What was opened on this screen. Decisions wait here while another entry is looked at. */
export class Drafts {
  #texts = new Map<string, TextDraft>();
  #photos = new Map<PhotoId, PhotoDraft>();

  constructor(private readonly inspection: InspectionId) {}

  /** The drafts of a stop, made when it is opened for the first time. */
  of(stop: Stop): { text: TextDraft | null; photo: PhotoDraft | null } {
    return {
      text: stop.text ? this.#text(stop.text) : null,
      photo: stop.photo ? this.#photo(stop.photo) : null,
    };
  }

  /** Reads a stop anew the next time, because the core knows more now. */
  forget(stop: Stop): void {
    if (stop.text) this.#texts.delete(subjectKey(stop.text.subject));
    if (stop.photo?.subject.kind === "photo") {
      this.#photos.get(stop.photo.subject.photo)?.stop();
      this.#photos.delete(stop.photo.subject.photo);
    }
  }

  #text(entry: ReviewEntry): TextDraft {
    const key = subjectKey(entry.subject);
    const known = this.#texts.get(key) ?? new TextDraft(this.inspection, entry.subject);
    this.#texts.set(key, known);
    return known;
  }

  #photo(entry: ReviewEntry): PhotoDraft | null {
    if (entry.subject.kind !== "photo") return null;
    const { photo } = entry.subject;
    const known = this.#photos.get(photo) ?? new PhotoDraft(this.inspection, photo);
    this.#photos.set(photo, known);
    return known;
  }
}
