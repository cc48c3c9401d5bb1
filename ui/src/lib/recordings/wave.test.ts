import { expect, it } from "vitest";
import { peaksOfWav } from "./wave";

/** A 16-bit mono WAV of these samples, with a chunk before the data as some writers put there. */
function wavOf(samples: number[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(54 + samples.length * 2));
  const tag = (at: number, text: string) =>
    [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  tag(0, "RIFF");
  tag(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(34, 16, true);
  tag(36, "LIST");
  view.setUint32(40, 2, true);
  tag(46, "data");
  view.setUint32(50, samples.length * 2, true);
  samples.forEach((sample, index) => view.setInt16(54 + index * 2, sample, true));
  return view.buffer;
}

it("the loudest part fills the height, silence has none", () => {
  const peaks = peaksOfWav(wavOf([...Array<number>(100).fill(0), ...Array<number>(100).fill(-16_384)]), 2);
  expect(peaks).toEqual([0, 1]);
});

it("what is not such a file has no wave, and a cut one does not throw", () => {
  expect(peaksOfWav(new ArrayBuffer(10), 4)).toEqual([]);
  expect(peaksOfWav(new TextEncoder().encode("x".repeat(80)).buffer, 4)).toEqual([]);
  expect(peaksOfWav(wavOf(Array<number>(100).fill(9)).slice(0, 60), 2).length).toBeGreaterThan(0);
});
