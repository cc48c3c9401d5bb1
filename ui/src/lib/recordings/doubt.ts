import type { Word } from "$lib/ipc/generated/types";

/** Words that the engine is less sure of than this are underlined, to be checked by ear. */
export const CONFIDENCE_MIN = 0.6;

export function isDoubtful(word: Word): boolean {
  return word.confidence < CONFIDENCE_MIN;
}
