import type { App } from "./app";
import { type Scenario, VISITS } from "./scenario";

/** A screen in one of its states. */
export interface Shown {
  /** Name of its picture. */
  name: string;
  path: string;
  /** The inspection whose id stands in the path for `:inspection`. */
  visit?: string;
}

/** Every screen, by the scenario that fills it. */
export const SCREENS: Partial<Record<Scenario, Shown[]>> = {
  first_run: [{ name: "first-run", path: "/today" }],
  signed_out: [{ name: "sign-in", path: "/today" }],
  locked: [{ name: "unlock", path: "/today" }],
  empty_day: [
    { name: "today-empty", path: "/today" },
    { name: "new-inspection", path: "/inspections/new" },
    { name: "redaction-empty", path: "/redaction" },
    { name: "remembered-empty", path: "/redaction/remembered" },
    { name: "dictation", path: "/dictation" },
    { name: "about", path: "/about" },
  ],
  busy_day: [
    { name: "today", path: "/today" },
    { name: "inspections", path: "/inspections" },
    { name: "inspection", path: "/inspections/:inspection", visit: VISITS.begun },
    { name: "item", path: "/inspections/:inspection/items/1", visit: VISITS.begun },
    { name: "item-rich", path: "/inspections/:inspection/items/:rich", visit: VISITS.begun },
    { name: "redaction", path: "/redaction/:inspection", visit: VISITS.begun },
    { name: "submit-blocked", path: "/inspections/:inspection/submit", visit: VISITS.begun },
    { name: "inspection-returned", path: "/inspections/:inspection", visit: VISITS.returned },
    { name: "report-own", path: "/inbox/:inspection/report", visit: VISITS.approved },
    { name: "sync", path: "/sync" },
  ],
  ready_to_sign: [
    { name: "signature", path: "/inspections/:inspection/signature", visit: VISITS.begun },
    { name: "submit", path: "/inspections/:inspection/submit", visit: VISITS.begun },
  ],
  store_failing: [{ name: "today-failing", path: "/today" }],
  offline: [{ name: "sync-offline", path: "/sync" }],
  office_inbox: [
    { name: "inbox", path: "/inbox" },
    { name: "review", path: "/inbox/:inspection", visit: VISITS.submitted },
    { name: "report", path: "/inbox/:inspection/report", visit: VISITS.submitted },
  ],
  admin: [{ name: "jobs", path: "/jobs" }],
};

/** The address of a screen, with the ids of this core. */
export async function pathOf(app: App, shown: Shown): Promise<string> {
  if (!shown.visit) return shown.path;
  const inspection = await app.inspection(shown.visit);
  const path = shown.path.replace(":inspection", inspection);
  if (!path.includes(":rich")) return path;
  const { items } = await app.call<{ items: { item: number; photos: unknown[] }[] }>("inspection_open", {
    inspection,
  });
  const rich = items.find((item) => item.photos.length > 0);
  if (!rich) throw new Error("no item has photos");
  return path.replace(":rich", String(rich.item));
}
