import { describe, expect, it } from "vitest";
import {
  addDays,
  counted,
  daysBetween,
  formatBytes,
  formatDay,
  formatDayLong,
  formatDuration,
  formatMilli,
  formatMilliShort,
  formatMoment,
  formatReading,
  formatTime,
  plainText,
} from "./format";

describe("days", () => {
  it("are written without commas", () => {
    expect(formatDayLong("2026-11-24")).toBe("Tuesday 24 November");
    expect(formatDay("2026-11-27")).toBe("Fri 27 Nov");
  });

  it("are counted over the change of the clock and of the year", () => {
    expect(daysBetween("2026-03-28", "2026-03-30"), "summer time begins in between").toBe(2);
    expect(daysBetween("2026-11-24", "2026-11-23")).toBe(-1);
    expect(addDays("2026-12-30", 3)).toBe("2027-01-02");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  });
});

describe("moments", () => {
  const at = (hour: number, day = 24) => new Date(2026, 10, day, hour, 5).getTime();

  it("have a clock of 24 hours", () => {
    expect(formatTime(at(0))).toBe("00:05");
    expect(formatTime(at(14))).toBe("14:05");
  });

  it("of another day name the day", () => {
    expect(formatMoment(at(9), at(10))).toBe("09:05");
    expect(formatMoment(at(9, 23), at(10))).toBe("Mon 23 Nov 09:05");
  });
});

describe("numbers", () => {
  it("take the right form of their word", () => {
    const findings = { one: "finding", other: "findings" };
    expect([0, 1, 2].map((count) => counted(count, findings))).toEqual([
      "0 findings",
      "1 finding",
      "2 findings",
    ]);
  });

  it("of readings keep what was measured", () => {
    expect(formatMilli(51_000)).toBe("51.0");
    expect(formatMilli(40_125)).toBe("40.125");
    expect(formatMilliShort(10_000)).toBe("10");
    expect(formatReading({ valueMilli: -5500, unit: "celsius" })).toBe("-5.5 °C");
  });

  it("of sizes and lengths are short", () => {
    expect(formatBytes(999)).toBe("999 B");
    expect(formatBytes(1_440_000)).toBe("1.4 MB");
    expect(formatDuration(24_000)).toBe("0:24");
    expect(formatDuration(3_723_000)).toBe("1:02:03");
  });
});

it("masks and coarser values are written as stand-ins", () => {
  const segments = [
    { text: "On " },
    { mask: "SSN" as const },
    { coarse: { label: "DOB" as const, value: "1961" } },
  ];
  expect(plainText(segments)).toBe("On [SSN][DOB 1961]");
});

it("text with tokens can be written plainly", () => {
  expect(plainText([{ text: "Call " }, { token: { label: "PHONE", number: 2 } }])).toBe("Call [PHONE-2]");
  expect(plainText(null)).toBe("");
});
