import type { Label } from "$lib/ipc/generated/types";
import { counted } from "$lib/format";
import { labels } from "./redaction";

const removedInPhotos: Record<string, string> = {
  FACE: "Faces filled in photos",
  TEXT_IN_PHOTO: "Texts filled in photos",
  MARKED_IN_PHOTO: "Places filled by hand in photos",
  SIGNATURE: "Signatures, kept on the laptop",
};

const isLabel = (kind: string): kind is Label => kind in labels;
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const things = (count: number) => counted(count, { one: "thing", other: "things" });

export const report = {
  title: (code: string) => `Report ${code}`,
  failed: "The report could not be made.",
  page: "Page preview",
  about: "About this report",
  preview: "preview",
  reportOf: (code: string, day: string) => `Inspection report ${code}, ${day}`,
  noDay: "no day yet",

  headlineClean: "Everything that was checked is in order.",
  headlineAllCorrected: "What was found was put right during the visit.",
  headlineUrgent: (count: number, day: string | null) =>
    `${things(count)} must be put right urgently${day ? `, by ${day}` : ""}.`,
  headlineOpen: (count: number) => `${things(count)} must be put right.`,
  headlineNothing: "Nothing was checked yet.",
  leadJudged: (out: number, judged: number) =>
    `${out} of ${counted(judged, { one: "check was", other: "checks were" })} out of compliance.`,
  leadCorrected: (count: number) =>
    `${counted(count, { one: "was", other: "were" })} corrected during the visit.`,
  leadOpen: (count: number) =>
    `${counted(count, { one: "question has", other: "questions have" })} no answer.`,
  of100: "of 100",
  scoreNone: "–",
  scoreText: "checks in compliance",
  distribution: "Answers by kind",
  inCount: (count: number) => `${count} in`,
  outCount: (count: number) => `${count} out`,
  notObservedCount: (count: number) => `${count} not observed`,
  notApplicableCount: (count: number) => `${count} not applicable`,
  openCount: (count: number) => `${count} open`,

  site: "Site",
  visit: "Visit",
  inspector: "Inspector",
  personInCharge: "Person in charge",
  notSigned: "not signed",
  findings: "Findings",
  noFindings: "There are no findings.",
  due: "Due",
  correctedOnSite: "Corrected on site",
  repeat: "Found at the last visit as well",
  author: "Inspector, author",
  received: "Received, signed on the laptop",
  signatureToken: "[SIGNATURE]",
  footShared: "Personal data was removed before this report was made.",
  footOriginal: "Made on the inspector's own laptop from the originals.",

  leftOut: "Left out, and why",
  nothingLeftOut: "Nothing had to be removed.",
  removedKind: (kind: string) =>
    removedInPhotos[kind] ?? (isLabel(kind) ? capital(labels[kind].other) : capital(labels.OTHER.other)),
  removedText: "Replaced by tokens or filled before anything left the inspector's laptop.",
  originalTitle: "This report shows originals.",
  originalText:
    "It is made on your own laptop and holds names and other personal data. The office's report shows tokens instead.",
  sharedTitle: "This report shows tokens.",
  sharedText: "Names and other personal data never reached the office.",
  notEncrypted: "The exported file is not encrypted. Whoever has it can read it.",

  exportPdf: "Export PDF",
  exporting: "Making the PDF",
  exportedTitle: "The PDF is saved.",
  exportedText: "It is not encrypted. Whoever has the file can read it.",
  exportedWhere: "Where it is",
} as const;
