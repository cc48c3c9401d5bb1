import { call } from "$lib/ipc/call";
import type {
  AppError,
  DrawingKind,
  InspectionId,
  PhotoId,
  PhotoReview,
  PictureSize,
  RejectReason,
  RelRect,
} from "$lib/ipc/generated/types";
import type { Outcome } from "$lib/ipc/transport";
import { KeptDraft } from "$lib/drafts/kept-draft";
import {
  boxesOf,
  boxInTheMiddle,
  isSameRect,
  regionsOf,
  uncoversFound,
  type Box,
  type Rejection,
} from "./boxes";
import { newDrawing, sentDrawings, type Drawing } from "./drawings";
import { pictureUrl } from "./picture-url";
import { UndoStack } from "./undo-stack.svelte";

/** A burnt preview is asked for when a box has stood still for this long. */
const PREVIEW_AFTER_MS = 250;

/** What the person made of the photo so far. */
interface Decided {
  boxes: Box[];
  rejections: Rejection[];
  drawings: Drawing[];
  size: PictureSize;
}

/** The boxes as they are kept until they are approved; they fit what the core showed then. */
interface Begun extends Decided {
  shown: string;
  hasLooked: boolean;
}

const isBegun = (value: unknown): value is Begun =>
  typeof value === "object" &&
  value !== null &&
  "shown" in value &&
  "boxes" in value &&
  "rejections" in value;

/** What the boxes were decided about. */
const shownIn = (review: PhotoReview) =>
  JSON.stringify([review.regions, review.rejected, ...(review.drawings.length > 0 ? [review.drawings] : [])]);

let nextBoxId = 1;

/**
 * What was read back: ids are of one run of the program. Drafts of older programs have no drawings, and no
 * size, which is as the core proposes then.
 */
function withNewIds(
  { boxes, rejections, drawings = [], size }: Omit<Decided, "drawings" | "size"> & Partial<Decided>,
  proposed: PictureSize,
): Decided {
  const renewed = (box: Box): Box => ({ ...box, id: nextBoxId++ });
  return {
    boxes: boxes.map(renewed),
    rejections: rejections.map(({ box, reason }) => ({ box: renewed(box), reason })),
    drawings: drawings.map((drawing) => ({ ...drawing, id: nextBoxId++ })),
    size: size ?? proposed,
  };
}

/** One photo that is looked at: its boxes, what the person decided, and the picture that would leave. */
export class PhotoDraft {
  review = $state.raw<PhotoReview | null>(null);
  error = $state.raw<AppError | null>(null);
  /** The original, up to the size of a screen. */
  originalUrl = $state<string | null>(null);
  /** The picture that would leave, made by the core from the original and the boxes. */
  leavingUrl = $state<string | null>(null);
  isPreviewing = $state(false);
  #hasLooked = $state(false);
  readonly #kept: KeptDraft<Begun>;
  #decided = $state.raw(new UndoStack<Decided>({ boxes: [], rejections: [], drawings: [], size: "report" }));
  #isDirty = $state(false);
  #latest = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly inspection: InspectionId,
    readonly photo: PhotoId,
  ) {
    const subject = { kind: "review", subject: { kind: "photo", photo } } as const;
    this.#kept = new KeptDraft({ inspection, subject }, isBegun);
    void this.load();
  }

  get hasLooked(): boolean {
    return this.#hasLooked;
  }

  set hasLooked(hasLooked: boolean) {
    this.#hasLooked = hasLooked;
    this.#keep();
  }

  get boxes(): readonly Box[] {
    return this.#decided.value.boxes;
  }

  get rejections(): readonly Rejection[] {
    return this.#decided.value.rejections;
  }

  get drawings(): readonly Drawing[] {
    return this.#decided.value.drawings;
  }

  /** How large the picture leaves. */
  get size(): PictureSize {
    return this.#decided.value.size;
  }

  get isDirty(): boolean {
    return this.#isDirty;
  }

  get canUndo(): boolean {
    return this.#decided.canUndo;
  }

  get canRedo(): boolean {
    return this.#decided.canRedo;
  }

  /** A found box that was moved off what was found: that part would leave without a reason. */
  get uncovered(): Box | null {
    return this.boxes.find(uncoversFound) ?? null;
  }

  get isReady(): boolean {
    if (!this.review || this.isPreviewing || this.error || !this.leavingUrl || this.uncovered) return false;
    if (this.review.state === "working") return false;
    return this.review.state !== "by_hand" || this.hasLooked || this.boxes.length > 0;
  }

  async load(): Promise<void> {
    const turn = ++this.#latest;
    this.error = null;
    this.#isDirty = false;
    const { inspection, photo } = this;
    const [review, picture, begun] = await Promise.all([
      call("review_photo_open", { inspection, photo }),
      call("photo_picture", { inspection, photo, form: "screen" }),
      this.#kept.read(),
    ]);
    if (turn !== this.#latest) return;
    if (!review.ok) this.error = review.error;
    else if (!picture.ok) this.error = picture.error;
    else {
      this.review = review.value;
      this.originalUrl = pictureUrl(picture.value.jpegBase64);
      const first = this.#asShown(review.value);
      this.#decided = new UndoStack<Decided>(first);
      if (begun?.shown === shownIn(review.value)) {
        this.#decided.set(withNewIds(begun, review.value.size));
        this.#hasLooked = begun.hasLooked;
        this.#isDirty = true;
      }
      if (review.value.state !== "working") void this.#preview();
    }
  }

  /** Stops what was asked for later; the draft is kept. */
  stop(): void {
    clearTimeout(this.#waiting);
  }

  /** Adds a box and returns its id. */
  add(rect?: RelRect): number {
    const box = boxInTheMiddle(nextBoxId++);
    if (rect) box.rect = rect;
    this.#set({ boxes: [...this.boxes, box] });
    return box.id;
  }

  /** Adds a drawing and returns its id. */
  draw(kind: DrawingKind): number {
    const drawing = newDrawing(nextBoxId++, kind, "");
    this.#set({ drawings: [...this.drawings, drawing] });
    return drawing.id;
  }

  /** Changes a drawing. The rest of a drag, and of typing, is no step of its own to undo. */
  redraw(drawing: Drawing, isSameStep = false): void {
    const drawings = this.drawings.map((one) => (one.id === drawing.id ? drawing : one));
    if (isSameStep) this.#amend({ drawings });
    else this.#set({ drawings });
  }

  /** Chooses how large the picture leaves. */
  resize(size: PictureSize): void {
    if (size !== this.size) this.#set({ size });
  }

  /** Takes a drawing away. */
  erase(id: number): void {
    this.#set({ drawings: this.drawings.filter((one) => one.id !== id) });
  }

  /** Puts a box elsewhere. The steps of one drag are one step to undo. */
  place(id: number, rect: RelRect, isSameDrag = false): void {
    const boxes = this.boxes.map((box) => (box.id === id ? { ...box, rect } : box));
    if (isSameDrag) this.#amend({ boxes });
    else this.#set({ boxes });
  }

  /** Takes a box away; a found one needs a reason. */
  remove(id: number, reason: RejectReason | null): void {
    const box = this.boxes.find((one) => one.id === id);
    if (!box || (box.found && !reason)) return;
    const rejections = box.found && reason ? [...this.rejections, { box, reason }] : [...this.rejections];
    this.#set({ boxes: this.boxes.filter((one) => one.id !== id), rejections });
  }

  /** Puts a rejected box back where it was found. */
  restore(id: number): void {
    const rejection = this.rejections.find((one) => one.box.id === id);
    if (!rejection) return;
    const rect = rejection.box.found ?? rejection.box.rect;
    this.#set({
      boxes: [...this.boxes, { ...rejection.box, rect }],
      rejections: this.rejections.filter((one) => one !== rejection),
    });
  }

  /** A moved box becomes the person's own, and what it was moved off is rejected with a reason. */
  release(id: number, reason: RejectReason): void {
    const box = this.boxes.find((one) => one.id === id);
    if (!box?.found) return;
    const own: Box = { ...box, id: nextBoxId++, kind: "marked", score: 1, found: null };
    this.#set({
      boxes: this.boxes.map((one) => (one.id === id ? own : one)),
      rejections: [...this.rejections, { box: { ...box, rect: box.found }, reason }],
    });
  }

  undo(): void {
    this.#decided.undo();
    this.#changed();
  }

  redo(): void {
    this.#decided.redo();
    this.#changed();
  }

  /** Keeps what was decided, because the screen goes or it is approved. */
  async flush(): Promise<void> {
    await this.#kept.flush();
  }

  async approve(): Promise<Outcome<unknown>> {
    // What is on its way to the disk must be there first: the core forgets the draft with the approval.
    await this.flush();
    return call("review_photo_approve", {
      inspection: this.inspection,
      photo: this.photo,
      regions: regionsOf(this.boxes),
      rejected: this.rejections.map(({ box, reason }) => ({ rect: box.found ?? box.rect, reason })),
      drawings: sentDrawings(this.drawings),
      size: this.size,
    });
  }

  #set(changed: Partial<Decided>): void {
    this.#decided.set({ ...this.#decided.value, ...changed });
    this.#changed();
  }

  #amend(changed: Partial<Decided>): void {
    this.#decided.amend({ ...this.#decided.value, ...changed });
    this.#changed();
  }

  #asShown(review: PhotoReview): Decided {
    const boxes = boxesOf(review.regions, () => nextBoxId++);
    const rejections = review.rejected.map(({ rect, reason }) => {
      const region = review.found.find((one) => isSameRect(one.rect, rect));
      const { kind, score } = region ?? { kind: "marked" as const, score: 1 };
      return { box: { id: nextBoxId++, kind, rect, score, found: rect }, reason };
    });
    const drawings = review.drawings.map((drawing) => ({ ...drawing, id: nextBoxId++ }));
    return { boxes, rejections, drawings, size: review.size };
  }

  #keep(): void {
    if (!this.review) return;
    const { boxes, rejections, drawings, size, hasLooked } = this;
    const isAsShown = !this.#isDirty && !hasLooked;
    const shown = shownIn(this.review);
    const begun = {
      boxes: [...boxes],
      rejections: [...rejections],
      drawings: [...drawings],
      size,
      shown,
      hasLooked,
    };
    this.#kept.write(isAsShown ? null : begun);
  }

  #changed(): void {
    this.#isDirty = this.#decided.canUndo;
    this.#keep();
    this.isPreviewing = true;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#preview(), PREVIEW_AFTER_MS);
  }

  async #preview(): Promise<void> {
    const turn = ++this.#latest;
    this.isPreviewing = true;
    const outcome = await call("review_photo_preview", {
      inspection: this.inspection,
      photo: this.photo,
      regions: regionsOf(this.boxes),
      drawings: sentDrawings(this.drawings),
      size: this.size,
    });
    if (turn !== this.#latest) return;
    this.isPreviewing = false;
    if (outcome.ok) this.leavingUrl = pictureUrl(outcome.value.jpegBase64);
    else this.error = outcome.error;
  }
}
