import type { Locator } from "@playwright/test";

/** What was seen while a list was scrolled. */
export interface Scrolled {
  /** Time of each frame, in milliseconds. */
  frames: number[];
  mostTiles: number;
  mostImages: number;
}

/** Scrolls a list from top to bottom, a step a frame. */
export async function scrolledThrough(list: Locator): Promise<Scrolled> {
  return list.evaluate(async (element): Promise<Scrolled> => {
    const frames: number[] = [];
    let [mostTiles, mostImages] = [0, 0];
    const frame = () =>
      new Promise<number>((done) => requestAnimationFrame(done));
    let before = await frame();
    while (
      element.scrollTop + element.clientHeight <
      element.scrollHeight - 1
    ) {
      element.scrollTop += 90;
      const now = await frame();
      frames.push(now - before);
      before = now;
      mostTiles = Math.max(
        mostTiles,
        element.querySelectorAll("[role=listitem]").length,
      );
      mostImages = Math.max(mostImages, document.images.length);
    }
    return { frames, mostTiles, mostImages };
  });
}

/** The frames in words. Told, not judged: other tests take the machine at the same time; the measurements have quiet runs. */
export function toldFrames(frames: number[]): string {
  const sorted = [...frames].sort((one, other) => one - other);
  const worst = sorted.at(-1) ?? 0;
  const median = sorted[sorted.length >> 1] ?? 0;
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  const late = sorted.filter((time) => time > 50).length;
  return (
    `${sorted.length} frames: half within ${median.toFixed(0)} ms, 95 % within ${p95.toFixed(0)} ms, ` +
    `the worst ${worst.toFixed(0)} ms, ${late} over 50 ms`
  );
}
