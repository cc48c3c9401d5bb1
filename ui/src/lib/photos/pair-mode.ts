import type { PhotoId, PhotoView } from "$lib/ipc/generated/types";

/** What fills the viewer: the photo, its pair side by side, or the others to choose one from. */
export type PairMode = "one" | "both" | "choose";

/** The two photos of the pair that this photo is half of. */
export function pairOf(
  photos: readonly PhotoView[],
  photo: PhotoId,
): { before: PhotoView; after: PhotoView } | null {
  const after = photos.find((view) => view.before !== null && [view.photo, view.before].includes(photo));
  const before = after && photos.find((view) => view.photo === after.before);
  return before && after ? { before, after } : null;
}

/** The photos that are no half of a pair, without this one. */
export function unpaired(photos: readonly PhotoView[], photo: PhotoId): PhotoView[] {
  const befores = new Set(photos.flatMap((view) => view.before ?? []));
  return photos.filter((view) => view.before === null && !befores.has(view.photo) && view.photo !== photo);
}
