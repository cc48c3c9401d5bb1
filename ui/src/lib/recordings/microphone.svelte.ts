import { call } from "$lib/ipc/call";
import type { AppError, ItemArgs, RecordingLevel } from "$lib/ipc/generated/types";
import type { Outcome } from "$lib/ipc/transport";

/** How often the meter asks while a recording runs; more often nobody sees. */
const ASK_EVERY_MS = 120;

/** The microphone of this computer. It goes on recording when the person walks to another item. */
class Microphone {
  level = $state.raw<RecordingLevel | null>(null);
  /** Why the last start, pause or stop failed. */
  error = $state.raw<AppError | null>(null);
  #asking: ReturnType<typeof setTimeout> | undefined;

  get isRunning(): boolean {
    return this.level !== null && this.level.recording !== null;
  }

  /** Learns whether a recording runs, such as after the window was opened again. */
  async look(): Promise<void> {
    clearTimeout(this.#asking);
    const outcome = await call("recording_level", {});
    const wasRunning = this.isRunning;
    this.level = outcome.ok ? outcome.value : null;
    // A recording that ended by itself without a sound: nothing else says why it is gone.
    if (!outcome.ok && wasRunning) this.error = outcome.error;
    if (this.isRunning) this.#asking = setTimeout(() => void this.look(), ASK_EVERY_MS);
  }

  async start(at: ItemArgs): Promise<void> {
    await this.#do(call("recording_start", at));
  }

  async pause(): Promise<void> {
    await this.#do(call(this.level?.isPaused ? "recording_resume" : "recording_pause", {}));
  }

  async stop(): Promise<void> {
    await this.#do(call("recording_stop", {}));
  }

  async #do(calling: Promise<Outcome<unknown>>): Promise<void> {
    const outcome = await calling;
    this.error = outcome.ok ? null : outcome.error;
    await this.look();
  }
}

export const microphone = new Microphone();
