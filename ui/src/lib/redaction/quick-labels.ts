import type { Label } from "$lib/ipc/generated/types";

/** The kinds that a digit or one press names; the rest stand in a list. */
export const QUICK_LABELS: readonly Label[] = ["PERSON", "PHONE", "EMAIL", "ADDRESS", "HEALTH", "OTHER"];
