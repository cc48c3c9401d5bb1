import { base64OfFile } from "$lib/base64";
import { call } from "$lib/ipc/call";
import type { AppError, ItemArgs, ItemNo } from "$lib/ipc/generated/types";

/** Larger files are refused before they are read (field-photo refuses them too). */
export const PHOTO_BYTES_MAX = 60_000_000;
/** So many files at once; more is a slip of the hand. */
export const FILES_MAX = 20;

/** A file that was not taken. Its name is shown on this screen and goes nowhere else. */
export interface Refusal {
  id: number;
  at: ItemArgs;
  fileName: string;
  error: AppError;
}

let nextId = 1;

/** Takes photos into the items of one inspection, one after the other; each is on the disk, encrypted, when it is counted off. */
export class PhotoIntake {
  #waiting = $state<Record<ItemNo, number>>({});
  #refusals = $state.raw<Refusal[]>([]);

  /** Files of this item that are still to be taken. */
  waitingOf(at: ItemArgs): number {
    return this.#waiting[at.item] ?? 0;
  }

  /** Files of this item that were not taken. */
  refusalsOf(at: ItemArgs): Refusal[] {
    return this.#refusals.filter((refusal) => refusal.at.item === at.item);
  }

  /** Returns false, and takes nothing, if there are too many. */
  add(at: ItemArgs, files: readonly File[]): boolean {
    if (files.length > FILES_MAX) return false;
    this.#waiting[at.item] = this.waitingOf(at) + files.length;
    void this.#takeAll(at, files);
    return true;
  }

  dismiss(id: number): void {
    this.#refusals = this.#refusals.filter((refusal) => refusal.id !== id);
  }

  async #takeAll(at: ItemArgs, files: readonly File[]): Promise<void> {
    for (const file of files) {
      const error = await takePhoto(at, file);
      this.#waiting[at.item] = this.waitingOf(at) - 1;
      if (error) this.#refusals = [...this.#refusals, { id: nextId++, at, fileName: file.name, error }];
    }
  }
}

async function takePhoto(at: ItemArgs, file: File): Promise<AppError | null> {
  if (file.size > PHOTO_BYTES_MAX) return { code: "photo_too_large", message: `${file.size} bytes` };
  if (file.size === 0) return { code: "photo_damaged", message: "0 bytes" };
  let dataBase64: string;
  try {
    dataBase64 = await base64OfFile(file);
  } catch {
    return { code: "photo_damaged", message: "the file could not be read" };
  }
  const outcome = await call("photo_attach", { ...at, dataBase64 });
  return outcome.ok ? null : outcome.error;
}

/** Files of a drop or a paste; none if it was text. */
export function filesOf(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])];
}
