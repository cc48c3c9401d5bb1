import { urlOfBase64 } from "$lib/base64";
import { call } from "$lib/ipc/call";
import type { AppError, RecordingArgs } from "$lib/ipc/generated/types";
import { peaksOfWav } from "./wave";

/** Bars of the drawn sound. */
export const WAVE_BARS = 44;
/** ← and → jump so far. */
export const JUMP_MS = 5000;

/** Plays one recording. The sound is decrypted into memory when it is first needed. */
export class Player {
  isPlaying = $state(false);
  positionMs = $state(0);
  error = $state.raw<AppError | null>(null);
  peaks = $state.raw<number[]>([]);
  #audio: HTMLAudioElement | null = null;
  #url: string | null = null;

  constructor(private readonly recording: RecordingArgs) {}

  /** Fetches the sound, once. */
  async load(): Promise<HTMLAudioElement | null> {
    if (this.#audio) return this.#audio;
    const outcome = await call("recording_audio", this.recording);
    if (!outcome.ok) {
      this.error = outcome.error;
      return null;
    }
    this.#url = urlOfBase64(outcome.value.wavBase64, "audio/wav");
    this.peaks = peaksOfWav(await (await blobOf(outcome.value.wavBase64)).arrayBuffer(), WAVE_BARS);
    const audio = new Audio(this.#url);
    audio.ontimeupdate = () => (this.positionMs = audio.currentTime * 1000);
    audio.onended = () => (this.isPlaying = false);
    audio.onpause = () => (this.isPlaying = false);
    audio.onplay = () => (this.isPlaying = true);
    this.#audio = audio;
    return audio;
  }

  async toggle(): Promise<void> {
    const audio = await this.load();
    if (!audio) return;
    if (audio.paused) await this.#play(audio);
    else audio.pause();
  }

  async playFrom(ms: number): Promise<void> {
    const audio = await this.load();
    if (!audio) return;
    audio.currentTime = ms / 1000;
    await this.#play(audio);
  }

  async jump(ms: number): Promise<void> {
    const audio = await this.load();
    if (audio) audio.currentTime = Math.max(0, audio.currentTime + ms / 1000);
  }

  async #play(audio: HTMLAudioElement): Promise<void> {
    try {
      await audio.play();
    } catch {
      this.error = { code: "media_damaged", message: "the browser cannot play the sound" };
    }
  }

  /** Forgets the decrypted sound. */
  end(): void {
    this.#audio?.pause();
    this.#audio = null;
    if (this.#url) URL.revokeObjectURL(this.#url);
  }
}

async function blobOf(base64: string): Promise<Blob> {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
}
