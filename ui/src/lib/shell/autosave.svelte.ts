import type { Saved } from "$lib/ipc/generated/types";
import type { Outcome } from "$lib/ipc/transport";
import { saving } from "./saving.svelte";

/** So much quiet after the last letter, and it is saved. */
export const QUIET_MS = 250;
/** A failed save is tried again after this, for as long as it takes. */
export const RETRY_MS = 5000;

/**
 * One value that a person edits and that is saved by itself: after a moment of quiet, on blur and
 * before leaving. Calls never overtake each other: the next begins when the last has answered, with
 * the newest value.
 */
export class Autosave<T> {
  /** What the field shows. */
  draft = $state.raw() as T;
  #isPending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #flushing: Promise<void> | null = null;

  /**
   * @param key Names the value in the list of what is not saved, such as `note:<inspection>:<item>`.
   * @param saved What is on the disk.
   * @param save Writes a value; refusing what cannot be saved is the caller's.
   * @param textOf The words to copy when saving fails.
   */
  constructor(
    readonly key: string,
    saved: T,
    private readonly save: (value: T) => Promise<Outcome<Partial<Saved>>>,
    private readonly textOf: (value: T) => string | null = (value) => String(value),
  ) {
    this.draft = saved;
  }

  /** It holds something that is not on the disk. */
  get isPending(): boolean {
    return this.#isPending;
  }

  /** The person changed it. */
  edit(value: T): void {
    this.draft = value;
    this.#isPending = true;
    saving.setPending(this);
    this.#schedule(QUIET_MS);
  }

  /** The disk has another value (an undo, another device): shown unless something is unsaved here. */
  adopt(saved: T): void {
    if (!this.#isPending) this.draft = saved;
  }

  /** Saves now, if there is something to save. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#flushing ??= this.#saveUntilSettled().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #saveUntilSettled(): Promise<void> {
    while (this.#isPending) {
      const value = this.draft;
      const outcome = await saving.track(this.key, this.textOf(value), this.save(value));
      clearTimeout(this.#timer);
      if (!outcome.ok) {
        this.#schedule(RETRY_MS);
        return;
      }
      if (this.draft === value) {
        this.#isPending = false;
        saving.setSettled(this);
        unsavedDrafts.delete(this.key);
      }
    }
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delayMs);
  }

  /** The field goes away. What cannot be saved is kept, and tried again, until it can. */
  async release(): Promise<void> {
    if (this.#isPending) unsavedDrafts.set(this.key, this as Autosave<unknown>);
    await this.flush();
  }
}

/** Drafts whose field is gone and that are not saved: coming back finds the words again. Nothing on screen reads it. */
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const unsavedDrafts = new Map<string, Autosave<unknown>>();

/**
 * The autosave of a field while its component lives. Call it while a component is being set up.
 * `saved` is read again whenever it changes.
 */
export function autosave<T>(
  key: string,
  saved: () => T,
  save: (value: T) => Promise<Outcome<Partial<Saved>>>,
  textOf?: (value: T) => string | null,
): Autosave<T> {
  const kept = unsavedDrafts.get(key) as Autosave<T> | undefined;
  const field = kept ?? new Autosave<T>(key, saved(), save, textOf);
  $effect(() => field.adopt(saved()));
  $effect(() => () => void field.release());
  return field;
}
