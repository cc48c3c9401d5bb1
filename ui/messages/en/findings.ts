import type { Severity } from "$lib/ipc/generated/types";

export const findings = {
  severities: {
    priority: "Priority",
    priority_foundation: "Priority foundation",
    core: "Core",
  } satisfies Record<Severity, string>,
  /** The letters of the classes (FDA Food Code, 1-201.10). */
  letters: { priority: "P", priority_foundation: "Pf", core: "C" } satisfies Record<Severity, string>,
  rule: "Rule",
  due: "Due",
  onSite: "On site",
  before: "Before",
  corrected: "Corrected",
  repeat: "Found at the last visit as well",
  noDue: "No day set",
  dueIn: (day: string, days: number) =>
    days === 0
      ? `${day}, today`
      : days < 0
        ? `${day}, ${-days} d late`
        : days <= 3
          ? `${day}, ${days * 24} h`
          : `${day}, ${days} days`,
  edit: "Edit finding",
  newTitle: "Raise a finding",
  editTitle: "Finding",
  severity: "Severity",
  dueDay: "Correct by",
  dueHint: (days: number) => `Usual for this class: ${days} days.`,
  isCorrectedOnSite: "Corrected while I was here",
  isRepeat: "Repeat: found at the last visit as well",
  text: "What is wrong",
  textHint: "One or two sentences. Names are removed before it is sent.",
  photos: "Photos that show it",
  noPhotos: "This question has no photos yet.",
  photoNumber: (number: number) => `Photo ${number}`,
  raise: "Raise finding",
  done: "Done",
  remove: "Remove finding",
  removed: "Finding removed",
  none: "No finding",
  proposedText: (name: string, reading: string) => (reading ? `${name} at ${reading}` : name),
  notRaised: "Not raised yet",
} as const;
