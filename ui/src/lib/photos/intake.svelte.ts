import { SvelteMap } from "svelte/reactivity";
import { base64OfFile } from "$lib/base64";
import { call } from "$lib/ipc/call";
import type { AppError, ItemArgs, ItemNo } from "$lib/ipc/generated/types";

/** Larger files are refused before they are read (field-photo refuses them too). */
export const PHOTO_BYTES_MAX = 60_000_000;
/** So many files at once: more than a full day's camera card. */
export const FILES_MAX = 1000;
/** So many refused files are named; of the others only their number is told. */
export const REFUSALS_MAX = 20;

/** A file that was not taken. Its name is shown on this screen and goes nowhere else. */
export interface Refusal {
  id: number;
  at: ItemArgs;
  fileName: string;
  error: AppError;
}

/** How far the files of one item are. */
export interface IntakeProgress {
  /** Taken or refused so far. */
  done: number;
  /** All that were given, those of earlier drops too as long as any waits. */
  all: number;
}

interface Waiting {
  at: ItemArgs;
  file: File;
}

let nextId = 1;

/** Takes photos into the items of one inspection, one after the other; each is on the disk, encrypted, when it is counted off. */
export class PhotoIntake {
  #queue: Waiting[] = [];
  #isRunning = false;
  readonly #progress = new SvelteMap<ItemNo, IntakeProgress>();
  #refusals = $state.raw<Refusal[]>([]);
  readonly #unnamed = new SvelteMap<ItemNo, number>();
  readonly #added = new SvelteMap<ItemNo, number>();

  /** How far the files of this item are; null if none waits. */
  progressOf(at: ItemArgs): IntakeProgress | null {
    return this.#progress.get(at.item) ?? null;
  }

  /** Files of this item that were not taken. */
  refusalsOf(at: ItemArgs): Refusal[] {
    return this.#refusals.filter((refusal) => refusal.at.item === at.item);
  }

  /** Further files of this item that were not taken, beyond those that are named. */
  unnamedOf(at: ItemArgs): number {
    return this.#unnamed.get(at.item) ?? 0;
  }

  /** Photos that were taken since this item was last given files while none waited. */
  addedOf(at: ItemArgs): number {
    return this.#added.get(at.item) ?? 0;
  }

  /** Returns false, and takes nothing, if there are too many. */
  add(at: ItemArgs, files: readonly File[]): boolean {
    if (files.length + this.#queue.length > FILES_MAX) return false;
    if (!this.progressOf(at)) this.#added.delete(at.item);
    const before = this.progressOf(at) ?? { done: 0, all: 0 };
    this.#progress.set(at.item, { done: before.done, all: before.all + files.length });
    this.#queue.push(...files.map((file) => ({ at, file })));
    void this.#takeAll();
    return true;
  }

  /** Leaves the files of this item that were not begun where they are. Those that were taken stay. */
  cancel(at: ItemArgs): void {
    this.#queue = this.#queue.filter((waiting) => waiting.at.item !== at.item);
    this.#progress.delete(at.item);
  }

  dismiss(id: number): void {
    this.#refusals = this.#refusals.filter((refusal) => refusal.id !== id);
  }

  /** Takes the note of the unnamed ones away. */
  dismissUnnamed(at: ItemArgs): void {
    this.#unnamed.delete(at.item);
  }

  async #takeAll(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const { at, file } = next;
      const error = await takePhoto(at, file);
      if (error) this.#refuse({ id: nextId++, at, fileName: file.name, error });
      else this.#added.set(at.item, this.addedOf(at) + 1);
      this.#countOff(at);
    }
    this.#isRunning = false;
  }

  #refuse(refusal: Refusal): void {
    if (this.refusalsOf(refusal.at).length < REFUSALS_MAX) this.#refusals = [...this.#refusals, refusal];
    else this.#unnamed.set(refusal.at.item, this.unnamedOf(refusal.at) + 1);
  }

  #countOff(at: ItemArgs): void {
    const progress = this.progressOf(at);
    // Cancelled while its last file was taken.
    if (!progress) return;
    const done = progress.done + 1;
    if (done < progress.all) this.#progress.set(at.item, { ...progress, done });
    else this.#progress.delete(at.item);
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
