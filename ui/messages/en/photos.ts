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
  pair: {
    halves: { before: "Before", after: "After" },
    make: "Pair with another photo",
    thisIs: "The photo that was open shows it",
    chooseOther: (half: "before" | "after") =>
      half === "after" ? "Choose the photo that shows it before." : "Choose the photo that shows it after.",
    made: "The two photos are a pair",
    sideBySide: "Before and after, side by side",
    compare: "Side by side",
    alone: "This photo alone",
    part: "Part the pair",
    parted: "The pair is parted; both photos stay",
    back: "Back to the photo",
  },
  match: {
    open: "Match by time",
    offer: (count: number) =>
      `${counted(count, { one: "photo was", other: "photos were" })} added here. If they belong to several items, match them by time.`,
    title: "Match photos to items by time",
    how: "Each photo is proposed for the item that was worked on nearest to the time at which it was taken, a quarter of an hour apart at most. Nothing moves before you confirm.",
    clock: "Minutes that the camera’s clock is fast",
    clockHint: "0 if it shows this computer’s time; -60 if it is an hour slow.",
    clockWrong: "Enter whole minutes, such as 0, 60 or -60.",
    failed: "The times could not be compared.",
    none: "No photo belongs to another item by its time.",
    item: (number: number, name: string) => (name ? `${number} ${name}` : `Item ${number}`),
    group: (count: number, first: string, last: string) =>
      `${counted(count, { one: "photo", other: "photos" })}, taken ${first === last ? first : `${first} to ${last}`}`,
    more: (count: number) => `and ${formatNumber(count)} more`,
    target: "Put these under",
    stay: "Leave them here",
    stays: {
      here: (count: number) =>
        `${counted(count, { one: "photo belongs", other: "photos belong" })} here and stays as it is.`,
      no_time: (count: number) =>
        `${counted(count, { one: "photo", other: "photos" })} without a time from the camera: left here.`,
      nothing_near: (count: number) =>
        `${counted(count, { one: "photo", other: "photos" })} taken while no item was worked on: left here.`,
      in_finding: (count: number) =>
        `${counted(count, { one: "photo", other: "photos" })} shown by a finding: left here.`,
      in_pair: (count: number) =>
        `${counted(count, { one: "photo", other: "photos" })} of a pair: left here. Part the pair to move them.`,
    },
    cancel: "Leave all as it is",
    confirm: (count: number) => `Move ${counted(count, { one: "photo", other: "photos" })}`,
    moved: (count: number) => `${counted(count, { one: "photo", other: "photos" })} moved`,
  },
  folder: {
    open: "Watch a folder",
    title: "Watch a folder for photos",
    how: (item: number) =>
      `Photos that appear there are taken in under item ${item}, each once. The files are only read: they are never changed or deleted.`,
    cards: "Camera cards",
    card: (name: string) => `Card ${name}`,
    noCards: "No camera card is plugged in. It shows here when one is; any other folder can be named below.",
    path: "Folder",
    pathHint: "The whole path, as the file manager shows it, such as /media/card/DCIM or D:\\DCIM.",
    choose: "Choose a folder",
    onlyNew: "Only photos that come from now on",
    onlyNewHint: "Otherwise those that are there already are taken in too.",
    cancel: "Cancel",
    watch: "Watch this folder",
    stop: "Stop watching",
    states: {
      watching: "A folder is watched",
      missing: "The folder is not there. Plug the card in again; nothing that was taken in is lost.",
      too_many: "The folder holds more than 5,000 photos. Choose one below it.",
      disk_full: "The disk is full. The photos wait in the folder; free some space.",
    },
    into: (item: number, name: string) => `into item ${item}, ${name}`,
    counts: (taken: number, waiting: number, refused: number) =>
      [
        `${formatNumber(taken)} taken in`,
        waiting ? `${formatNumber(waiting)} to come` : "",
        refused ? `${formatNumber(refused)} not taken: damaged, too large or no photo` : "",
      ]
        .filter(Boolean)
        .join(", "),
  },
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
    size: "Made for",
    sizes: { report: "a report, up to 2016 px", evidence: "evidence, up to 3024 px" },
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
