import type { HeardNumber } from "$lib/ipc/generated/types";

/** What was said, as it stands in the text. */
export function sayingOf(text: string, number: HeardNumber): string {
  return text.slice(number.start, number.end);
}

/** The numbers that nobody confirmed yet; `seen` holds the sayings that are right as they stand. */
export function openNumbers(
  text: string,
  numbers: readonly HeardNumber[],
  seen: readonly string[],
): HeardNumber[] {
  return numbers.filter((number) => !seen.includes(sayingOf(text, number)));
}
