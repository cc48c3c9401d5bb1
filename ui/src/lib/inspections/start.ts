import { call } from "$lib/ipc/call";
import type { InspectionId } from "$lib/ipc/generated/types";
import { toasts } from "$lib/kit/toasts.svelte";
import { goTo } from "$lib/shell/router.svelte";
import { en } from "$messages";
import { linkTo } from "../../routes";

/** Begins an assigned job and goes to it. */
export async function startInspection(inspection: InspectionId): Promise<void> {
  const outcome = await call("inspection_start", { inspection });
  if (outcome.ok) {
    goTo(linkTo("inspection", { inspection }));
  } else {
    const words = en.errors[outcome.error.code] ?? en.errors.internal;
    toasts.show(`${words.title} ${words.todo}`, { isAlarm: true });
  }
}
