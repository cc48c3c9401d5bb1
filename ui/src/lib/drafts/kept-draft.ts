import { call } from "$lib/ipc/call";
import type { DraftArgs } from "$lib/ipc/generated/types";
import { Autosave } from "$lib/shell/autosave.svelte";

/**
 * Something that a person began and has not finished, kept by the core: it is there after leaving the
 * screen and after a restart. The core forgets it when it becomes what it was to be.
 */
export class KeptDraft<T> {
  readonly #autosave: Autosave<string>;

  /**
   * @param isValue Whether something that was read back is of this program's form; else it is dropped.
   */
  constructor(
    private readonly args: DraftArgs,
    private readonly isValue: (value: unknown) => value is T,
  ) {
    this.#autosave = new Autosave<string>(
      `draft:${JSON.stringify(args)}`,
      "",
      (value) => call("draft_save", { ...args, value }),
      () => null,
    );
  }

  /** What was begun before; none if nothing was. */
  async read(): Promise<T | null> {
    const outcome = await call("draft_open", this.args);
    if (!outcome.ok || outcome.value.value === null) return null;
    try {
      const value: unknown = JSON.parse(outcome.value.value);
      return this.isValue(value) ? value : null;
    } catch {
      return null;
    }
  }

  /** Keeps the newest form, after a moment of quiet; none to forget it. */
  write(value: T | null): void {
    this.#autosave.edit(value === null ? "" : JSON.stringify(value));
  }

  /** Keeps it now: before it becomes what it was to be, or the screen goes. */
  async flush(): Promise<void> {
    await this.#autosave.release();
  }
}
