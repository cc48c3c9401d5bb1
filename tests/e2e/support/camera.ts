import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";

const PHOTO = resolve(
  import.meta.dirname,
  "../../../assets/demo/photos/number-plate.jpg",
);

/** A small photo as a camera would have written it at this local time; each number makes another file. */
export async function photoTakenAt(time: Date, number = 0): Promise<Buffer> {
  const pad = (part: number) => String(part).padStart(2, "0");
  const day = [
    time.getFullYear(),
    pad(time.getMonth() + 1),
    pad(time.getDate()),
  ].join(":");
  const clock = [
    pad(time.getHours()),
    pad(time.getMinutes()),
    pad(number % 60),
  ].join(":");
  return withExif(await readFile(PHOTO), `${day} ${clock}\0`);
}

/** The photo without a time; each number makes another file. */
export async function photoWithoutTime(number = 0): Promise<Buffer> {
  const comment = Buffer.from(`photo ${number}`);
  return withSegment(await readFile(PHOTO), 0xfe, comment);
}

/** A JPEG of that size with a few coloured stripes, as base64: drawn by the page, which must be there. */
export async function drawnPhoto(
  page: Page,
  width: number,
  height: number,
): Promise<string> {
  const url = await page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const drawn = canvas.getContext("2d");
      for (let x = 0; x < width; x += 16) {
        if (drawn) drawn.fillStyle = `hsl(${x} 60% 50%)`;
        drawn?.fillRect(x, 0, 16, height);
      }
      const blob = await canvas.convertToBlob({ type: "image/jpeg" });
      return new Promise<string>((done) => {
        const reader = new FileReader();
        reader.onload = () => done(String(reader.result));
        reader.readAsDataURL(blob);
      });
    },
    [width, height] as const,
  );
  return url.slice(url.indexOf(",") + 1);
}

/** EXIF with one field, DateTimeOriginal (0x9003). Source: EXIF 2.32, 4.6. */
function withExif(jpeg: Buffer, time: string): Buffer {
  const entry = (tag: number, kind: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(kind, 2);
    bytes.writeUInt32BE(count, 4);
    bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const directory = (one: Buffer) =>
    Buffer.concat([Buffer.from([0, 1]), one, Buffer.alloc(4)]);
  // The header is 8 bytes long, a directory of one entry 18.
  const exif = Buffer.concat([
    Buffer.from("Exif\0\0MM\0*\0\0\0\b", "latin1"),
    directory(entry(0x8769, 4, 1, 26)),
    directory(entry(0x9003, 2, time.length, 44)),
    Buffer.from(time, "latin1"),
  ]);
  return withSegment(jpeg, 0xe1, exif);
}

function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}
