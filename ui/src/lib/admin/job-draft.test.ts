import { describe, expect, it } from "vitest";
import { dayProblem, jobProblem } from "./job-draft";

describe("a job", () => {
  it("cannot be due before today", () => {
    expect(dayProblem("2026-11-24", "2026-11-24"), "today is in time").toBeNull();
    expect(dayProblem("2026-11-23", "2026-11-24")).not.toBeNull();
    expect(dayProblem("", "2026-11-24")).not.toBeNull();
  });

  it("names the first thing that is wrong", () => {
    expect(jobProblem({ due: "", today: "2026-11-24", isSiteCode: false })).toBe("site");
    expect(jobProblem({ due: "", today: "2026-11-24", isSiteCode: true })).toBe("due");
    expect(jobProblem({ due: "2026-11-25", today: "2026-11-24", isSiteCode: true })).toBeNull();
  });
});
