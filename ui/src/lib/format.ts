/*
 * Numbers, days and times as people read them. Everything that shows one goes through here, so that
 * a second language changes one line.
 */

import type { Day, Instant, Reading, Segment, Segments, Unit } from "$lib/ipc/generated/types";

/** The language of the catalogue; en-GB for its day order and 24-hour clock. */
export const LOCALE = "en-GB";

const pluralRules = new Intl.PluralRules(LOCALE);
const numbers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const degrees = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 3 });
const percents = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 0 });
const timeOfDay = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hour12: false });
const dayLong = new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long" });
const dayShort = new Intl.DateTimeFormat(LOCALE, { weekday: "short", day: "numeric", month: "short" });
const dayWithYear = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric" });

/** Chooses the form of a word by number: `plural(2, { one: "finding", other: "findings" })`. */
export function plural(count: number, forms: { one: string; other: string }): string {
  return pluralRules.select(count) === "one" ? forms.one : forms.other;
}

/** A number with its word: `counted(2, { one: "finding", other: "findings" })` is "2 findings". */
export function counted(count: number, forms: { one: string; other: string }): string {
  return `${formatNumber(count)} ${plural(count, forms)}`;
}

export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** A share from 0 to 1 as whole percents. */
export function formatPercent(share: number): string {
  return percents.format(share);
}

/** The local calendar day as a date at local noon, so that no time zone moves it. */
export function dateOfDay(day: Day): Date {
  const [year = 1, month = 1, dayOfMonth = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, dayOfMonth, 12);
}

/** The local calendar day of a moment. */
export function dayOfInstant(at: Instant): Day {
  return dayOfDate(new Date(at));
}

function dayOfDate(date: Date): Day {
  const pad = (part: number, width: number) => String(part).padStart(width, "0");
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}

/** The day `count` days after `day`. */
export function addDays(day: Day, count: number): Day {
  const date = dateOfDay(day);
  date.setDate(date.getDate() + count);
  return dayOfDate(date);
}

/** Whole days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((dateOfDay(to).getTime() - dateOfDay(from).getTime()) / 86_400_000);
}

/** "Tuesday 24 November" */
export function formatDayLong(day: Day): string {
  return withoutCommas(dayLong.formatToParts(dateOfDay(day)));
}

/** "Tue 24 Nov" */
export function formatDay(day: Day): string {
  return withoutCommas(dayShort.formatToParts(dateOfDay(day)));
}

/** "24 Nov 2026" */
export function formatDayWithYear(day: Day): string {
  return withoutCommas(dayWithYear.formatToParts(dateOfDay(day)));
}

function withoutCommas(parts: Intl.DateTimeFormatPart[]): string {
  return parts.map((part) => (part.type === "literal" ? " " : part.value)).join("");
}

/** "14:02" in the local time zone. */
export function formatTime(at: Instant): string {
  return timeOfDay.format(new Date(at));
}

/** "14:02" for today, "Tue 24 Nov 14:02" otherwise. */
export function formatMoment(at: Instant, now: Instant = Date.now()): string {
  const day = dayOfInstant(at);
  return day === dayOfInstant(now) ? formatTime(at) : `${formatDay(day)} ${formatTime(at)}`;
}

/** "0:24", "1:02:03" */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const pad = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${pad(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

/** "1.4 MB" */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"] as const;
  let value = bytes;
  let index = 0;
  while (value >= 1000 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  return `${numbers.format(value)} ${units[index]}`;
}

export const UNIT_SIGNS: Record<Unit, string> = { fahrenheit: "°F", celsius: "°C", ppm: "ppm" };

/** "51.0" for 51 000 thousandths. */
export function formatMilli(valueMilli: number): string {
  return degrees.format(valueMilli / 1000);
}

/** "10" or "10.5": a difference or a limit, without a needless zero. */
export function formatMilliShort(valueMilli: number): string {
  return numbers.format(valueMilli / 1000);
}

/** "51.0 °F" */
export function formatReading(reading: Reading): string {
  return `${formatMilli(reading.valueMilli)} ${UNIT_SIGNS[reading.unit]}`;
}

/** What stands where something was removed: a token, a mask, or a coarser value. */
export function standInOf(segment: Exclude<Segment, { text: string }>): string {
  if ("token" in segment) return `[${segment.token.label}-${segment.token.number}]`;
  return "mask" in segment ? `[${segment.mask}]` : `[${segment.coarse.label} ${segment.coarse.value}]`;
}

/** Text with its tokens written out, for places that hold only plain text (titles, labels, editing). */
export function plainText(segments: Segments | null | undefined): string {
  return (segments ?? []).map((segment) => ("text" in segment ? segment.text : standInOf(segment))).join("");
}
