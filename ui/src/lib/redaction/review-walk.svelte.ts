import type { AppError, InspectionId, ReviewQueue } from "$lib/ipc/generated/types";
import { StageFocus } from "./current.svelte";
import { Drafts } from "./drafts";
import type { PhotoDraft } from "./photo-draft.svelte";
import { nextStop, walkOf, type Stop } from "./stops";
import type { TextDraft } from "./text-draft.svelte";

/** The walk through the queue of one inspection: what is open, and what approving it does. */
export class ReviewWalk {
  readonly focus = new StageFocus();
  readonly #drafts: Drafts;
  /** The open stop as it was opened: it stays on the screen when the queue is read again. */
  stop = $state.raw<Stop | null>(null);
  text = $state.raw<TextDraft | null>(null);
  photo = $state.raw<PhotoDraft | null>(null);
  isApproving = $state(false);
  error = $state.raw<AppError | null>(null);

  constructor(inspection: InspectionId) {
    this.#drafts = new Drafts(inspection);
  }

  get isReady(): boolean {
    if (!this.stop || this.stop.state === "working" || this.isApproving) return false;
    return (this.text?.isReady ?? true) && (this.photo?.isReady ?? true);
  }

  /** The person decided something that is not approved yet. */
  get isDirty(): boolean {
    return (this.text?.isDirty ?? false) || (this.photo?.isDirty ?? false);
  }

  /** What was approved already and not changed since: nothing is left to approve. */
  get isSettled(): boolean {
    return this.stop?.state === "cleared" && !this.isDirty;
  }

  open(stop: Stop): void {
    this.photo?.stop();
    void this.flush();
    this.focus.clear();
    this.error = null;
    this.stop = stop;
    const drafts = this.#drafts.of(stop);
    this.text = drafts.text;
    this.photo = drafts.photo;
  }

  /** Keeps what was begun, because the screen goes. */
  async flush(): Promise<void> {
    await Promise.all([this.text?.flush(), this.photo?.flush()]);
  }

  close(): void {
    this.stop = null;
    this.text = null;
    this.photo = null;
    this.focus.clear();
  }

  /** Opens the first stop, and the newer form of the open one when the engine is done with it. */
  follow(queue: ReviewQueue): void {
    const { waiting, cleared } = walkOf(queue);
    const open = this.stop;
    if (!open) {
      const first = waiting.find((stop) => stop.state !== "working") ?? waiting[0];
      if (first) this.open(first);
      return;
    }
    if (this.isApproving || this.isDirty) return;
    const now = [...waiting, ...cleared].find((stop) => stop.key === open.key);
    if (now && now.state !== open.state) {
      this.#drafts.forget(open);
      this.open(now);
    }
  }

  /** Approves what is on the screen and opens the next stop. Returns whether it was approved. */
  async approve(queue: ReviewQueue): Promise<boolean> {
    const { stop, text, photo } = this;
    if (!stop || !this.isReady) return false;
    this.isApproving = true;
    this.error = null;
    const next = nextStop(walkOf(queue).waiting, stop.key);
    // The photo first: a caption leaves with its photo, and under the look of this very approval.
    for (const draft of [photo, text]) {
      const outcome = await draft?.approve();
      if (outcome && !outcome.ok) {
        this.error = outcome.error;
        this.isApproving = false;
        return false;
      }
    }
    this.#drafts.forget(stop);
    this.isApproving = false;
    if (next) this.open(next);
    else this.close();
    return true;
  }

  undo(): void {
    // The newer of the two cannot be told apart; the one that the keys act on comes first.
    const first = this.focus.current?.kind === "span" ? this.text : this.photo;
    const target = [first, this.photo, this.text].find((draft) => draft?.canUndo);
    target?.undo();
  }

  redo(): void {
    const first = this.focus.current?.kind === "span" ? this.text : this.photo;
    const target = [first, this.photo, this.text].find((draft) => draft?.canRedo);
    target?.redo();
  }
}
