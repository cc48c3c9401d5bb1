import { call } from "$lib/ipc/call";
import type {
  AppError,
  InspectionId,
  Label,
  SpanView,
  Subject,
  TextDecision,
  TextReview,
} from "$lib/ipc/generated/types";
import { toasts } from "$lib/kit/toasts.svelte";
import { en } from "$messages";
import type { Outcome } from "$lib/ipc/transport";
import { hasMark, shownSpans, withKeep, withMark, withoutDecision, type Range } from "./text-marks";
import { UndoStack } from "./undo-stack.svelte";

/**
 * One text that is looked at: what the core found, what the person decided, and what would leave.
 * The decisions are the person's until they approve; then the core keeps them.
 */
export class TextDraft {
  /** As the core shows it with the decisions so far. */
  review = $state.raw<TextReview | null>(null);
  error = $state.raw<AppError | null>(null);
  /** What leaves is being worked out, so what is shown is older than the decisions. */
  isPreviewing = $state(false);
  /** The person looked at a text that no engine could judge, and found nothing. */
  hasLooked = $state(false);
  #decisions = $state.raw(new UndoStack<TextDecision[]>([]));
  #latest = 0;

  constructor(
    private readonly inspection: InspectionId,
    readonly subject: Subject,
  ) {
    void this.load();
  }

  get decisions(): readonly TextDecision[] {
    return this.#decisions.value;
  }

  /** It was approved: its words may leave as they were approved, and are not decided twice. */
  get isSettled(): boolean {
    return this.review?.state === "cleared";
  }

  get isDirty(): boolean {
    return this.#decisions.value.length > 0;
  }

  /** Spans of the engine that the person keeps in the text. */
  get kept(): Range[] {
    return this.decisions.filter((decision) => decision.kind === "keep");
  }

  /** Nothing stands in the way of approving what is shown. */
  get isReady(): boolean {
    if (!this.review || this.isPreviewing || this.error) return false;
    if (this.review.state === "working") return false;
    return this.review.state !== "by_hand" || this.hasLooked || hasMark(this.decisions);
  }

  get canUndo(): boolean {
    return this.#decisions.canUndo;
  }

  get canRedo(): boolean {
    return this.#decisions.canRedo;
  }

  /** Reads the text anew; the decisions about the old one are dropped. */
  async load(): Promise<void> {
    const turn = ++this.#latest;
    this.#decisions = new UndoStack<TextDecision[]>([]);
    this.error = null;
    const outcome = await call("review_text_open", { inspection: this.inspection, subject: this.subject });
    if (turn !== this.#latest) return;
    if (outcome.ok) this.review = outcome.value;
    else this.error = outcome.error;
  }

  mark(range: Range, label: Label): void {
    this.#set(withMark(this.decisions, range, label));
  }

  keep(span: SpanView): void {
    this.#set(withKeep(this.decisions, span));
  }

  forget(range: Range): void {
    this.#set(withoutDecision(this.decisions, range));
  }

  undo(): void {
    this.#decisions.undo();
    void this.#preview();
  }

  redo(): void {
    this.#decisions.redo();
    void this.#preview();
  }

  async approve(): Promise<Outcome<unknown>> {
    const original = this.review?.original ?? "";
    return call("review_text_approve", {
      inspection: this.inspection,
      subject: this.subject,
      original,
      decisions: [...this.decisions],
    });
  }

  #set(decisions: TextDecision[]): void {
    if (this.isSettled) return;
    this.#decisions.set(decisions);
    void this.#preview();
  }

  /** Asks the core what leaves now. The original on the screen stays the one that was opened. */
  async #preview(): Promise<void> {
    const opened = this.review;
    if (!opened) return;
    const turn = ++this.#latest;
    this.isPreviewing = true;
    const outcome = await call("review_text_preview", {
      inspection: this.inspection,
      subject: this.subject,
      original: opened.original,
      decisions: [...this.decisions],
    });
    if (turn !== this.#latest) return;
    this.isPreviewing = false;
    if (outcome.ok) {
      const spans = shownSpans(outcome.value.spans, this.decisions);
      this.review = { ...outcome.value, state: opened.state, spans };
    } else if (this.#decisions.canUndo) {
      // The core refuses the newest decision: it is taken back, and the reason is said.
      const words = en.errors[outcome.error.code] ?? en.errors.internal;
      toasts.show(`${words.title} ${words.kept}`, { isAlarm: true });
      this.#decisions.undo();
      await this.#preview();
    } else this.error = outcome.error;
  }
}
