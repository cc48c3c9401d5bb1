/** One message at the bottom, with a way back where there is one. */
export interface Toast {
  id: number;
  text: string;
  /** Takes back what was done. */
  undo?: () => void | Promise<void>;
  /** It tells of a failure. */
  isAlarm: boolean;
}

/** How long *Undo* is offered. */
export const TOAST_MS = 10_000;
/** More than these at once nobody reads. */
const TOASTS_MAX = 3;

let nextId = 1;

class Toasts {
  list = $state.raw<Toast[]>([]);

  show(text: string, options: { undo?: () => void | Promise<void>; isAlarm?: boolean } = {}): void {
    const toast: Toast = { id: nextId++, text, isAlarm: options.isAlarm ?? false };
    if (options.undo) toast.undo = options.undo;
    // Said again, it stands there once: it must not push another one's way back off the screen.
    const isSame = (other: Toast) => other.text === text && !other.undo && !toast.undo;
    this.list = [...this.list.filter((other) => !isSame(other)), toast].slice(-TOASTS_MAX);
  }

  close(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
