import type { ReadingRule } from "$lib/ipc/generated/types";

/** Range of a reading, in thousandths: every thermometer and test strip (field-domain, `Reading`). */
export const READING_MILLI_MIN = -1_000_000;
export const READING_MILLI_MAX = 10_000_000;

export type ParsedReading =
  | { kind: "empty" }
  | { kind: "value"; valueMilli: number }
  | { kind: "not_a_number" }
  | { kind: "out_of_range" };

/** What somebody typed: digits with at most three after the point (or comma). */
export function parseReading(text: string): ParsedReading {
  const bare = text.trim().replace(",", ".").replace("−", "-");
  if (bare === "") return { kind: "empty" };
  const parts = /^([+-]?)(\d{1,6})(?:\.(\d{0,3}))?$/.exec(bare);
  if (!parts) return { kind: "not_a_number" };
  const milli = Number(parts[2]) * 1000 + Number((parts[3] ?? "").padEnd(3, "0"));
  const valueMilli = parts[1] === "-" ? -milli : milli;
  if (valueMilli < READING_MILLI_MIN || valueMilli > READING_MILLI_MAX) return { kind: "out_of_range" };
  // Never −0: it would read as a different value.
  return { kind: "value", valueMilli: valueMilli === 0 ? 0 : valueMilli };
}

export type Verdict =
  | { kind: "within" }
  | { kind: "above"; excessMilli: number; limitMilli: number }
  | { kind: "below"; excessMilli: number; limitMilli: number };

/** Where a value stands against its limits; both limits are in order. */
export function verdictOf(valueMilli: number, rule: ReadingRule): Verdict {
  const { minMilli, maxMilli } = rule;
  if (maxMilli !== null && valueMilli > maxMilli) {
    return { kind: "above", excessMilli: valueMilli - maxMilli, limitMilli: maxMilli };
  }
  if (minMilli !== null && valueMilli < minMilli) {
    return { kind: "below", excessMilli: minMilli - valueMilli, limitMilli: minMilli };
  }
  return { kind: "within" };
}

export interface Scale {
  /** Where the part in order begins and ends, and where the value stands, as shares of the width. */
  okFrom: number;
  okTo: number;
  value: number | null;
}

/** Room left and right of the limits, in thousandths, if the value needs no more. */
const SCALE_ROOM_MILLI = 18_000;

/** A scale that shows the limits and the value with room around them; none if there is no limit. */
export function scaleOf(valueMilli: number | null, rule: ReadingRule): Scale | null {
  const low = rule.minMilli ?? rule.maxMilli;
  const high = rule.maxMilli ?? rule.minMilli;
  if (low === null || high === null) return null;
  const reach = Math.max(
    SCALE_ROOM_MILLI,
    (high - low) * 0.6,
    valueMilli === null ? 0 : Math.max(low - valueMilli, valueMilli - high) * 1.25,
  );
  const from = low - reach;
  const width = high + reach - from;
  const share = (milli: number) => Math.min(1, Math.max(0, (milli - from) / width));
  return {
    okFrom: rule.minMilli === null ? 0 : share(rule.minMilli),
    okTo: rule.maxMilli === null ? 1 : share(rule.maxMilli),
    value: valueMilli === null ? null : share(valueMilli),
  };
}
