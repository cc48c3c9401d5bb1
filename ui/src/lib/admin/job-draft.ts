import type { Day } from "$lib/ipc/generated/types";
import { en } from "$messages";

/** What is wrong with a due day; nothing if it can be used. */
export function dayProblem(due: Day, today: Day): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(due)) return en.admin.dueMissing;
  return due < today ? en.admin.dueInThePast : null;
}

/** The first thing that keeps a job from being assigned. */
export function jobProblem(job: { due: Day; today: Day; isSiteCode: boolean }): "site" | "due" | null {
  if (!job.isSiteCode) return "site";
  return dayProblem(job.due, job.today) ? "due" : null;
}
