/** Most steps that can be undone. Source: docs/ui-guidelines.md, undo of the last 50 edits. */
const STEPS_MAX = 50;

/** A value with undo and redo, for decisions that are not in the journal until they are approved. */
export class UndoStack<T> {
  #now = $state.raw() as T;
  #past = $state.raw<T[]>([]);
  #future = $state.raw<T[]>([]);

  constructor(first: T) {
    this.#now = first;
  }

  get value(): T {
    return this.#now;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  set(next: T): void {
    this.#past = [...this.#past, this.#now].slice(-STEPS_MAX);
    this.#future = [];
    this.#now = next;
  }

  /** Changes the value without a step of its own: the rest of a drag that `set` began. */
  amend(next: T): void {
    this.#now = next;
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!this.canUndo) return;
    this.#future = [this.#now, ...this.#future];
    this.#past = this.#past.slice(0, -1);
    this.#now = before as T;
  }

  redo(): void {
    const after = this.#future[0];
    if (!this.canRedo) return;
    this.#past = [...this.#past, this.#now];
    this.#future = this.#future.slice(1);
    this.#now = after as T;
  }
}
