import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Query } from "./query.svelte";
import type { Outcome } from "./transport";

/** A load whose answers come when the test says so. */
function answeredByHand() {
  const waiting: ((outcome: Outcome<string>) => void)[] = [];
  const query = new Query<string>(() => new Promise((answer) => waiting.push(answer)));
  const answer = async (turn: number, outcome: Outcome<string>) => {
    waiting[turn]?.(outcome);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { query, answer };
}

const ok = (value: string): Outcome<string> => ({ ok: true, value });
const failed: Outcome<string> = { ok: false, error: { code: "store_damaged", message: "" } };

// Readings wait a moment before they begin: the tests say when that is over.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("an older answer never overwrites a newer one", async () => {
  const { query, answer } = answeredByHand();
  void query.refresh();
  void query.refresh();
  await answer(1, ok("newer"));
  await answer(0, ok("older"));
  expect(query.value).toBe("newer");
});

it("an answer that was under way when the thing changed is dropped", async () => {
  const { query, answer } = answeredByHand();
  void query.refresh();
  await answer(0, ok("shown"));
  void query.refresh();
  query.refreshSoon();
  await answer(1, ok("from before the change"));
  expect(query.value, "nothing old is shown").toBe("shown");
  vi.runAllTimers();
  await answer(2, ok("from after the change"));
  expect(query.value).toBe("from after the change");
});

it("where nothing is shown yet an old answer is better than none", async () => {
  const { query, answer } = answeredByHand();
  void query.refresh();
  query.refreshSoon();
  await answer(0, ok("from before the change"));
  expect(query.value).toBe("from before the change");
});

it("something is shown now and then although the thing changes more often than it can be read", async () => {
  const { query, answer } = answeredByHand();
  void query.refresh();
  await answer(0, ok("0"));
  const shown: (string | null)[] = [];
  query.refreshSoon();
  for (let turn = 1; turn <= 8; turn += 1) {
    vi.runAllTimers();
    query.refreshSoon();
    await answer(turn, ok(String(turn)));
    shown.push(query.value);
  }
  expect(shown).toEqual(["0", "0", "0", "4", "4", "4", "4", "8"]);
});

it("an answer to another question is never shown", async () => {
  const { query, answer } = answeredByHand();
  void query.refresh();
  query.reset();
  await answer(0, ok("of the item before"));
  expect(query.state.phase).toBe("loading");
});

it("many changes at once make one reading", () => {
  const load = vi.fn(() => new Promise<Outcome<string>>(() => undefined));
  const query = new Query(load);
  query.refreshSoon();
  query.refreshSoon();
  query.refreshSoon();
  vi.runAllTimers();
  expect(load).toHaveBeenCalledTimes(1);
});

it("a failed first reading is a failure, a failed later one leaves the value and says so", async () => {
  const { query, answer } = answeredByHand();
  void query.refresh();
  await answer(0, failed);
  expect(query.state).toMatchObject({ phase: "failed", error: { code: "store_damaged" } });
  void query.refresh();
  await answer(1, ok("here"));
  void query.refresh();
  await answer(2, failed);
  expect(query.state).toMatchObject({
    phase: "ready",
    value: "here",
    staleBecause: { code: "store_damaged" },
  });
});
