import { afterEach, beforeEach, expect, it } from "vitest";
import { useTransport } from "$lib/ipc/call";
import type { ItemArgs, ItemNo } from "$lib/ipc/generated/types";
import type { Outcome, Transport } from "$lib/ipc/transport";
import { FILES_MAX, PhotoIntake, REFUSALS_MAX } from "./intake.svelte";

const at: ItemArgs = { inspection: "i", item: 22 as ItemNo };
const files = (count: number) => Array.from({ length: count }, (_, index) => new File(["x"], `${index}.jpg`));

/** What the core was asked, each answered when the test says so. */
let asked: ((outcome: Outcome<unknown>) => void)[] = [];

beforeEach(() => {
  asked = [];
  const transport = {
    call: () => new Promise<Outcome<unknown>>((answer) => asked.push(answer)),
    pictureUrl: () => "",
  };
  useTransport(transport as unknown as Transport);
});
afterEach(() => (asked = []));

/** Answers the oldest open question and lets the next one come. */
async function answer(outcome: Outcome<unknown>) {
  await expect.poll(() => asked.length).toBe(1);
  asked.shift()?.(outcome);
}

const taken: Outcome<unknown> = { ok: true, value: { photo: "p" } };
const damaged: Outcome<unknown> = { ok: false, error: { code: "photo_damaged", message: "" } };

it("files are taken one after the other, and counted off", async () => {
  const intake = new PhotoIntake();
  expect(intake.add(at, files(3))).toBe(true);
  expect(intake.progressOf(at)).toEqual({ done: 0, all: 3 });
  await answer(taken);
  await expect.poll(() => intake.progressOf(at)).toEqual({ done: 1, all: 3 });
  intake.add(at, files(1));
  expect(intake.progressOf(at), "a second drop waits its turn").toEqual({ done: 1, all: 4 });
  for (let left = 0; left < 2; left += 1) await answer(taken);
  await answer(damaged);
  await expect.poll(() => intake.progressOf(at)).toBe(null);
  expect(intake.addedOf(at), "a refused file is not one that was added").toBe(3);
  intake.add(at, files(1));
  expect(intake.addedOf(at), "a new drop is counted anew").toBe(0);
  await answer(taken);
});

it("what was not begun stays where it is after a cancel", async () => {
  const intake = new PhotoIntake();
  intake.add(at, files(50));
  await expect.poll(() => asked.length).toBe(1);
  intake.cancel(at);
  expect(intake.progressOf(at)).toBe(null);
  await answer(taken);
  await new Promise((done) => setTimeout(done));
  expect(asked.length, "no further file is taken").toBe(0);
  intake.add(at, files(1));
  expect(intake.progressOf(at), "and new ones are").toEqual({ done: 0, all: 1 });
  await answer(taken);
});

it("refused files are named, a flood of them is counted", async () => {
  const intake = new PhotoIntake();
  intake.add(at, files(REFUSALS_MAX + 2));
  for (let left = 0; left < REFUSALS_MAX + 2; left += 1) await answer(damaged);
  await expect.poll(() => intake.progressOf(at)).toBe(null);
  expect(intake.refusalsOf(at).length).toBe(REFUSALS_MAX);
  expect(intake.unnamedOf(at)).toBe(2);
});

it("more files than a camera card holds are a slip of the hand", () => {
  const intake = new PhotoIntake();
  expect(intake.add(at, files(FILES_MAX + 1))).toBe(false);
  expect(intake.progressOf(at)).toBe(null);
});
