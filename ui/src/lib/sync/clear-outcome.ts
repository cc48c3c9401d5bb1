import type { ClearAnew } from "$lib/ipc/generated/types";

/** What became of a text that was to be cleared anew. */
export type ClearOutcome = ClearAnew | "failed";
