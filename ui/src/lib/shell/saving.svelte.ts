import type { AppError, Instant } from "$lib/ipc/generated/types";
import type { Outcome } from "$lib/ipc/transport";
import { toasts } from "$lib/kit/toasts.svelte";
import { en } from "$messages";

/** A change that is not on the disk, and what was typed. */
export interface Unsaved {
  key: string;
  error: AppError;
  /** What the person typed, to copy; none if it was a choice. */
  text: string | null;
}

/** Something that can hold words which are not saved yet. */
export interface Flushable {
  flush: () => Promise<void>;
}

/** The truth about saving, over the whole app. The save indicator says exactly this. */
class Saving {
  #callsInFlight = $state(0);
  #savedAt = $state<Instant | null>(null);
  #pendingCount = $state(0);
  unsaved = $state.raw<Unsaved[]>([]);
  #flushables = new Set<Flushable>();

  get phase(): "failed" | "saving" | "pending" | "saved" | "idle" {
    if (this.unsaved.length > 0) return "failed";
    if (this.#callsInFlight > 0) return "saving";
    if (this.#pendingCount > 0) return "pending";
    return this.#savedAt === null ? "idle" : "saved";
  }

  get savedAt(): Instant | null {
    return this.#savedAt;
  }

  /**
   * Counts one saving call. A failure stays as an alarm under `key` until the same key is saved or
   * forgotten.
   */
  async track<T extends object>(
    key: string,
    text: string | null,
    call: Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const outcome = await this.#count(call);
    this.forget(key);
    if (!outcome.ok) this.unsaved = [...this.unsaved, { key, error: outcome.error, text }];
    return outcome;
  }

  /**
   * Counts one call that acts (remove, restore, undo) and holds no words: when it fails, nothing has
   * changed, and a message says so.
   */
  async attempt<T extends object>(call: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const outcome = await this.#count(call);
    if (!outcome.ok) {
      const words = en.errors[outcome.error.code] ?? en.errors.internal;
      toasts.show(`${words.title} ${words.kept} ${words.todo}`, { isAlarm: true });
    }
    return outcome;
  }

  async #count<T extends object>(call: Promise<Outcome<T>>): Promise<Outcome<T>> {
    this.#callsInFlight += 1;
    const outcome = await call;
    this.#callsInFlight -= 1;
    if (outcome.ok) {
      const { value } = outcome;
      this.#savedAt = "at" in value && typeof value.at === "number" ? value.at : Date.now();
    }
    return outcome;
  }

  /** The alarm of this key is over. */
  forget(key: string): void {
    if (this.unsaved.some((entry) => entry.key === key)) {
      this.unsaved = this.unsaved.filter((entry) => entry.key !== key);
    }
  }

  /** Something holds words that are not saved yet, … */
  setPending(flushable: Flushable): void {
    this.#flushables.add(flushable);
    this.#pendingCount = this.#flushables.size;
  }

  /** … and no more. */
  setSettled(flushable: Flushable): void {
    this.#flushables.delete(flushable);
    this.#pendingCount = this.#flushables.size;
  }

  /** Saves everything that was typed and not saved yet: before leaving, locking or handing in. */
  async flushAll(): Promise<void> {
    await Promise.all([...this.#flushables].map((flushable) => flushable.flush()));
  }
}

export const saving = new Saving();
