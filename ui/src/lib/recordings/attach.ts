import { base64OfFile } from "$lib/base64";
import { call } from "$lib/ipc/call";
import type { AppError, ItemArgs } from "$lib/ipc/generated/types";

/** Longer files than an hour of sound are a slip of the hand; the core judges the sound itself. */
const AUDIO_BYTES_MAX = 400_000_000;

/** Takes a recording from a file into an item; none if it went well. */
export async function attachRecording(at: ItemArgs, file: File): Promise<AppError | null> {
  if (file.size > AUDIO_BYTES_MAX) return { code: "recording_too_long", message: `${file.size} bytes` };
  let dataBase64: string;
  try {
    dataBase64 = await base64OfFile(file);
  } catch {
    return { code: "not_audio", message: "the file could not be read" };
  }
  const outcome = await call("recording_attach", { ...at, dataBase64 });
  return outcome.ok ? null : outcome.error;
}
