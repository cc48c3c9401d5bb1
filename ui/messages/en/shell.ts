import type { SyncState } from "$lib/ipc/generated/types";
import type { RailEntry } from "../../src/routes";

/** Words that surround every screen. */
export const shell = {
  appName: "Fieldproof",
  mainNav: "Main",
  barRegion: "Actions",
  skipToContent: "Skip to content",
  lock: "Lock",
  back: "Back",
  sunlight: "Sunlight theme",
  findOrDo: "Find or do",
  shortcuts: "Keys on this screen",
  notHere: "There is no such screen.",
  notHereText: "The address may be old.",
  toStart: "Go to the start",
  entries: {
    today: "Today",
    inspections: "Inspections",
    redaction: "Redaction",
    sync: "Sync",
    inbox: "Inbox",
    jobs: "Jobs",
    about: "About",
  } satisfies Record<RailEntry, string>,
  roles: { technician: "Technician", reviewer: "Reviewer", admin: "Administrator" },
  save: {
    saving: "Saving…",
    pending: "Not saved yet",
    saved: "Saved on this device",
    sent: "Sent",
    sentAt: (time: string) => `Sent ${time}`,
    failed: "Not saved",
    openFailed: "What was not saved",
    failedTitle: "Not saved",
    failedText:
      "These words are only on the screen. They are tried again every few seconds. Copy them to be sure.",
    failedAgain: "Try again now",
  },
  connection: {
    online: "Online",
    offlineSince: (time: string) => `Offline since ${time}`,
    sending: (done: number, total: number) => `Sending ${done} of ${total}`,
    signedOut: "Signed out",
    waiting: (count: number) => `${count} waiting`,
    needsYou: (count: number) => (count === 1 ? "1 needs you" : `${count} need you`),
    unknown: "Connection not known",
    openSync: "Opens Sync",
  },
  sync: {
    saved_here: "Saved here",
    sending: "Sending",
    sent: "Sent",
    needs_you: "Needs you",
  } satisfies Record<SyncState, string>,
  palette: {
    label: "Find or do",
    placeholder: "Where to, what to do, or which place",
    none: "Nothing found. Try another word.",
    goTo: (name: string) => `Go to ${name}`,
    results: "Results",
  },
} as const;
