import { counted, formatNumber } from "$lib/format";
import type { PhotoVerified } from "$lib/ipc/generated/types";

export const photos = {
  title: "Photos",
  count: (count: number) => (count === 0 ? "none yet" : counted(count, { one: "photo", other: "photos" })),
  add: "Photo",
  dropHere: "Drop photos here",
  dropHint: "or paste, or drag files here",
  adding: "Adding",
  addingCount: (count: number) => `Adding ${counted(count, { one: "photo", other: "photos" })}`,
  addingOf: (done: number, all: number) => `Adding photos: ${done} of ${all}`,
  cancelAdding: "Stop adding",
  moreRefused: (count: number) =>
    `${counted(count, { one: "further file was", other: "further files were" })} not taken either. They are untouched where they were.`,
  open: (number: number) => `Photo ${number}`,
  viewerTitle: (number: number, total: number) => `Photo ${number} of ${total}`,
  caption: "Caption",
  captionHint: "What it shows. Names are removed before it is sent.",
  remove: "Remove photo",
  removed: "Photo removed",
  absent: "Not on this device",
  absentText: "The picture has not arrived yet.",
  filled: (faces: number, texts: number, marked: number) =>
    [
      faces ? counted(faces, { one: "face covered", other: "faces covered" }) : "",
      texts ? counted(texts, { one: "text covered", other: "texts covered" }) : "",
      marked ? counted(marked, { one: "place covered", other: "places covered" }) : "",
    ]
      .filter(Boolean)
      .join(" · "),
  closer: "Look closer",
  whole: "Show all of it",
  closeUp: (number: number) => `Photo ${number}, close up. Arrow keys move it.`,
  previous: "Previous photo",
  next: "Next photo",
  alt: (number: number, caption: string) => (caption ? caption : `Photo ${number}, without a caption`),
  facts: {
    title: "Where it comes from",
    failed: "The details could not be read.",
    unknown: "not stated by the camera",
    taken: "Taken",
    place: "Place",
    boxes: "Filled",
    boxesFilled: (count: number, permille: number) =>
      `${counted(count, { one: "box", other: "boxes" })}, ${formatNumber(permille / 10)} % of the picture`,
    original: "Original, salted SHA-256",
    picture: "Picture that leaves, SHA-256",
    engine: "Photo engine",
    engineVersion: (version: number) => `version ${version}`,
    models: "Models, SHA-256",
    noModels: "none: a person marked it",
    noOrigin: "How the picture came about is written down when the photo is approved.",
    verifyHint:
      "The original stays on this device. With it you can show that nothing but the filled boxes was changed.",
    verify: "Compare with the original",
    verifying: "Comparing",
    isSound: ({ isOriginal, isPicture, changedOutside }: PhotoVerified) =>
      isOriginal && isPicture && changedOutside === 0,
    verified: ({ isOriginal, isPicture, changedBlocks, changedOutside, blockCount }: PhotoVerified) =>
      [
        isOriginal
          ? "This is the original that was taken in."
          : "The original is not the file that was taken in.",
        isPicture ? "" : "The picture is not the one that was approved.",
        changedOutside === 0
          ? `${formatNumber(changedBlocks)} of ${formatNumber(blockCount)} blocks show something else, all of them inside the filled boxes.`
          : `${counted(changedOutside, { one: "block", other: "blocks" })} outside the filled boxes show something else.`,
      ]
        .filter(Boolean)
        .join(" "),
  },
  tooMany: "That is more than 1,000 files. Add them in smaller groups.",
} as const;
