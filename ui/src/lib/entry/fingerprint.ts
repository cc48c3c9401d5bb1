/** Groups of four, as people compare them: "9f3a 01c4 …". */
export function fingerprintGroups(fingerprint: string): string[] {
  return fingerprint.toLowerCase().match(/.{1,4}/g) ?? [];
}

/** The same value, however it was written. */
export function isSameFingerprint(one: string, other: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^0-9a-f]/g, "");
  return bare(one) === bare(other) && bare(one).length === 64;
}
