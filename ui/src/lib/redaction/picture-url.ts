/** A picture as the address of an `img`; it stays in memory. */
export function pictureUrl(jpegBase64: string): string {
  return `data:image/jpeg;base64,${jpegBase64}`;
}
