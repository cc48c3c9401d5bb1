/*
 * Every word that a person reads, by area. A second language must satisfy the same type, so that a
 * missing word is a type error.
 */
import { about } from "./en/about";
import { admin } from "./en/admin";
import { dictation } from "./en/dictation";
import { drawings } from "./en/drawings";
import { entry } from "./en/entry";
import { errors } from "./en/errors";
import { findings } from "./en/findings";
import { inspections } from "./en/inspections";
import { items } from "./en/items";
import { keys, kit } from "./en/kit";
import { office } from "./en/office";
import { photos } from "./en/photos";
import { recordings } from "./en/recordings";
import { redaction } from "./en/redaction";
import { report } from "./en/report";
import { shell } from "./en/shell";
import { shortcutGroups, shortcuts } from "./en/shortcuts";
import { signature } from "./en/signature";
import { submit } from "./en/submit";
import { sync } from "./en/sync";

export const en = {
  about,
  admin,
  dictation,
  drawings,
  entry,
  errors,
  findings,
  inspections,
  items,
  keys,
  kit,
  office,
  photos,
  recordings,
  redaction,
  report,
  shell,
  shortcutGroups,
  shortcuts,
  signature,
  submit,
  sync,
} as const;

export type Messages = typeof en;
