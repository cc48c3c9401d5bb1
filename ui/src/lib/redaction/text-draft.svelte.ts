import { call } from "$lib/ipc/call";
import type {
  AppError,
  InspectionId,
  Label,
  RejectReason,
  SpanView,
  Subject,
  TextDecision,
  TextReview,
} from "$lib/ipc/generated/types";
import { toasts } from "$lib/kit/toasts.svelte";
import { en } from "$messages";
import type { Outcome } from "$lib/ipc/transport";
import {
  hasMark,
  withAccept,
  withKeep,
  withMark,
  withoutDecision,
  withoutMark,
  type PlaceDecision,
  type Range,
} from "./text-marks";
import { KeptDraft } from "$lib/drafts/kept-draft";
import { UndoStack } from "./undo-stack.svelte";

/** The decisions as they are kept until they are approved; they fit this text and no other. */
interface Begun {
  original: string;
  decisions: PlaceDecision[];
  hasLooked: boolean;
}

const isBegun = (value: unknown): value is Begun =>
  typeof value === "object" && value !== null && "original" in value && "decisions" in value;

/**
 * One text that is looked at: what the core found, what the person decided, and what would leave.
 * The decisions are kept by the core as a draft until they are approved.
 */
export class TextDraft {
  /** As the core shows it with the decisions so far. */
  review = $state.raw<TextReview | null>(null);
  error = $state.raw<AppError | null>(null);
  /** What leaves is being worked out, so what is shown is older than the decisions. */
  isPreviewing = $state(false);
  /** The person looked at a text that no engine could judge, and found nothing. */
  #hasLooked = $state(false);
  #decisions = $state.raw(new UndoStack<PlaceDecision[]>([]));
  readonly #kept: KeptDraft<Begun>;
  #latest = 0;

  constructor(
    private readonly inspection: InspectionId,
    readonly subject: Subject,
  ) {
    this.#kept = new KeptDraft({ inspection, subject: { kind: "review", subject } }, isBegun);
    void this.load();
  }

  get hasLooked(): boolean {
    return this.#hasLooked;
  }

  set hasLooked(hasLooked: boolean) {
    this.#hasLooked = hasLooked;
    this.#keep();
  }

  get decisions(): readonly PlaceDecision[] {
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
  get kept(): Extract<PlaceDecision, { kind: "keep" }>[] {
    return this.decisions.filter((decision) => decision.kind === "keep");
  }

  /** Nothing stands in the way of approving what is shown. */
  get isReady(): boolean {
    if (!this.review || this.isPreviewing || this.error) return false;
    if (this.review.state === "working" || this.review.refusal === "name_model_missing") return false;
    return this.review.state !== "by_hand" || this.hasLooked || hasMark(this.decisions);
  }

  get canUndo(): boolean {
    return this.#decisions.canUndo;
  }

  get canRedo(): boolean {
    return this.#decisions.canRedo;
  }

  /** Reads the text anew, and what was decided about it before; decisions about another text are dropped. */
  async load(): Promise<void> {
    const turn = ++this.#latest;
    this.#decisions = new UndoStack<PlaceDecision[]>([]);
    this.error = null;
    const [outcome, begun] = await Promise.all([
      call("review_text_open", { inspection: this.inspection, subject: this.subject }),
      this.#kept.read(),
    ]);
    if (turn !== this.#latest) return;
    if (!outcome.ok) {
      this.error = outcome.error;
      return;
    }
    this.review = outcome.value;
    if (this.isSettled || begun?.original !== outcome.value.original) return;
    this.#hasLooked = begun.hasLooked;
    this.#decisions = new UndoStack<PlaceDecision[]>(begun.decisions);
    if (begun.decisions.length > 0) await this.#preview();
  }

  mark(range: Range, label: Label): void {
    this.#set(withMark(this.decisions, range, label));
  }

  /** A found place stays readable, and why. */
  keep(span: Range, reason: RejectReason): void {
    this.#set(withKeep(this.decisions, span, reason));
  }

  /** A found place is right. */
  accept(span: SpanView): void {
    if (!span.isCertain) this.#set(withAccept(this.decisions, span));
  }

  /** The person's own mark is taken back. */
  unmark(span: Range): void {
    this.#set(withoutMark(this.decisions, span));
  }

  forget(range: Range): void {
    this.#set(withoutDecision(this.decisions, range));
  }

  undo(): void {
    this.#decisions.undo();
    this.#keep();
    void this.#preview();
  }

  redo(): void {
    this.#decisions.redo();
    this.#keep();
    void this.#preview();
  }

  /** Keeps what was decided, because the screen goes or it is approved. */
  async flush(): Promise<void> {
    await this.#kept.flush();
  }

  async approve(): Promise<Outcome<unknown>> {
    // What is on its way to the disk must be there first: the core forgets the draft with the approval.
    await this.flush();
    const original = this.review?.original ?? "";
    const decisions: TextDecision[] = [...this.decisions];
    if (this.review?.state === "by_hand") decisions.push({ kind: "read_by_hand" });
    const { inspection, subject } = this;
    return call("review_text_approve", { inspection, subject, original, decisions });
  }

  #set(decisions: PlaceDecision[]): void {
    if (this.isSettled) return;
    this.#decisions.set(decisions);
    this.#keep();
    void this.#preview();
  }

  #keep(): void {
    if (!this.review) return;
    const { decisions, hasLooked } = this;
    const isEmpty = decisions.length === 0 && !hasLooked;
    const { original } = this.review;
    this.#kept.write(isEmpty ? null : { original, decisions: [...decisions], hasLooked });
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
    if (outcome.ok) this.review = { ...outcome.value, state: opened.state };
    else if (this.#decisions.canUndo) {
      // The core refuses the newest decision: it is taken back, and the reason is said.
      const words = en.errors[outcome.error.code] ?? en.errors.internal;
      toasts.show(`${words.title} ${words.kept}`, { isAlarm: true });
      this.#decisions.undo();
      this.#keep();
      await this.#preview();
    } else this.error = outcome.error;
  }
}
