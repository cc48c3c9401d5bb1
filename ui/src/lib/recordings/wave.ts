/** Loudest value in each of `count` equal parts of a 16-bit PCM WAV, 0 to 1; empty if it is not one. */
export function peaksOfWav(bytes: ArrayBuffer, count: number): number[] {
  const view = new DataView(bytes);
  const tag = (at: number) => String.fromCharCode(...new Uint8Array(bytes, at, 4));
  if (bytes.byteLength < 44 || tag(0) !== "RIFF" || tag(8) !== "WAVE") return [];
  let at = 12;
  let bits = 0;
  while (at + 8 <= bytes.byteLength) {
    const size = view.getUint32(at + 4, true);
    if (tag(at) === "fmt ") bits = view.getUint16(at + 22, true);
    if (tag(at) === "data") return bits === 16 ? peaks(view, at + 8, size, count) : [];
    at += 8 + size + (size % 2);
  }
  return [];
}

function peaks(view: DataView, from: number, size: number, count: number): number[] {
  const samples = Math.floor(Math.min(size, view.byteLength - from) / 2);
  const perPart = Math.max(1, Math.floor(samples / count));
  const found: number[] = [];
  for (let part = 0; part < count && part * perPart < samples; part += 1) {
    let loudest = 0;
    const end = Math.min(samples, (part + 1) * perPart);
    for (let sample = part * perPart; sample < end; sample += 1) {
      loudest = Math.max(loudest, Math.abs(view.getInt16(from + sample * 2, true)));
    }
    found.push(loudest / 32_768);
  }
  const top = Math.max(...found, 0.05);
  return found.map((peak) => peak / top);
}
