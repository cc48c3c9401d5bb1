import { counted } from "$lib/format";

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
  previous: "Previous photo",
  next: "Next photo",
  alt: (number: number, caption: string) => (caption ? caption : `Photo ${number}, without a caption`),
  tooMany: "That is more than 1,000 files. Add them in smaller groups.",
} as const;
