import { counted } from "$lib/format";

export const about = {
  title: "About",
  failed: "It could not be read.",
  version: (version: string) => `Fieldproof ${version}`,
  promise: "Personal data never leaves this device unredacted, and no work is ever lost.",
  models: "Models",
  modelsText: "They run on this device. Nothing is sent to anybody to use them.",
  present: "On this device",
  missing: "Not on this device",
  missingText: "What it does waits for a person instead.",
  parts: "Fonts, icons and word lists",
  libraries: "Libraries",
  libraryCount: (count: number) => counted(count, { one: "library", other: "libraries" }),
  name: "Name",
  versionColumn: "Version",
  licence: "Licence",
  find: "Find a library",
  none: "No library has these words.",
} as const;
