/*
 * Photos of a camera, spread over the items of an inspection by the time at which they were taken.
 */

import type { ItemNo, PhotoMatch, PhotoMove, StaysReason } from "$lib/ipc/generated/types";

/** Photos that are proposed for one item. */
export interface MatchGroup {
  proposed: ItemNo;
  photos: PhotoMatch[];
}

/** Where the photos of a group go: an item, or nowhere. */
export type Target = ItemNo | null;

/** The photos that would go elsewhere, by the item that they would go to, in the order of time. */
export function groupsOf(matches: readonly PhotoMatch[]): MatchGroup[] {
  const groups = new Map<ItemNo, MatchGroup>();
  for (const match of matches) {
    if (match.proposed === null || match.proposed === match.item) continue;
    const group = groups.get(match.proposed) ?? { proposed: match.proposed, photos: [] };
    group.photos.push(match);
    groups.set(match.proposed, group);
  }
  return [...groups.values()];
}

/** How many photos stay where they are, and why; those that belong there count under `here`. */
export function staysOf(matches: readonly PhotoMatch[]): [StaysReason | "here", number][] {
  const counts = new Map<StaysReason | "here", number>();
  for (const { stays, proposed, item } of matches) {
    const reason = stays ?? (proposed === item ? "here" : null);
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts];
}

/** What is asked of the core: each photo of each group to the group's target. */
export function movesOf(groups: readonly MatchGroup[], targets: ReadonlyMap<ItemNo, Target>): PhotoMove[] {
  return groups.flatMap(({ proposed, photos }) => {
    const target = targets.has(proposed) ? (targets.get(proposed) ?? null) : proposed;
    return target === null
      ? []
      : photos.filter(({ item }) => item !== target).map(({ photo }) => ({ photo, item: target }));
  });
}

/** What takes the moves back. */
export function movesBack(moves: readonly PhotoMove[], matches: readonly PhotoMatch[]): PhotoMove[] {
  const from = new Map(matches.map(({ photo, item }) => [photo, item]));
  return moves.map(({ photo, item }) => ({ photo, item: from.get(photo) ?? item }));
}

/** "09:12 to 09:15" of times by the camera's own clock, as it wrote them. */
export function timesOf(photos: readonly PhotoMatch[]): [string, string] {
  const times = photos.flatMap(({ takenAt }) => (takenAt ? [takenAt.split("T")[1] ?? ""] : []));
  return [times[0] ?? "", times.at(-1) ?? ""];
}

/** Minutes that a camera's clock is ahead of universal time, if it shows this computer's time and `wrongMin` more. */
export function clockAhead(now: Date, wrongMin: number): number {
  return wrongMin - now.getTimezoneOffset();
}
