import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveLook } from "./live-look";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A look whose answers come when the test says so. */
function lookWith() {
  const open = new Map<string, (answer: string | null) => void>();
  const shown: string[] = [];
  const look = new LiveLook<string>(
    (text) => new Promise((answer) => open.set(text, answer)),
    (text, answer) => shown.push(`${text}: ${answer}`),
    100,
  );
  const answer = async (text: string, said: string | null) => {
    open.get(text)?.(said);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { look, open, shown, answer };
}

it("steady typing is followed, and not asked about at every key", async () => {
  const { look, open } = lookWith();
  for (let length = 1; length <= 50; length += 1) {
    look.typed("x".repeat(length));
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(100);
  expect(open.size).toBeGreaterThan(6);
  expect(open.size).toBeLessThan(13);
  expect(open.has("x".repeat(50))).toBe(true);
});

it("an answer that comes late never takes the place of a newer one", async () => {
  const { look, shown, answer } = lookWith();
  for (const text of ["a", "ab", "abc"]) {
    look.typed(text);
    await vi.advanceTimersByTimeAsync(100);
  }
  await answer("ab", "second");
  await answer("a", "first");
  await answer("abc", "third");
  expect(shown).toEqual(["ab: second", "abc: third"]);
});

it("a question without an answer leaves what is shown", async () => {
  const { look, shown, answer } = lookWith();
  look.typed("a");
  await vi.advanceTimersByTimeAsync(100);
  await answer("a", null);
  expect(shown).toEqual([]);
});

it("after the field is gone nothing is asked or shown", async () => {
  const { look, open, shown, answer } = lookWith();
  look.typed("a");
  await vi.advanceTimersByTimeAsync(100);
  look.typed("ab");
  look.stop();
  await vi.advanceTimersByTimeAsync(500);
  await answer("a", "first");
  expect(open.size).toBe(1);
  expect(shown).toEqual([]);
});
