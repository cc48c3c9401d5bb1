import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Saved } from "$lib/ipc/generated/types";
import type { Outcome } from "$lib/ipc/transport";
import { Autosave, QUIET_MS, RETRY_MS } from "./autosave.svelte";
import { saving } from "./saving.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const saved: Outcome<Saved> = { ok: true, value: { at: 1 } };
const diskFull: Outcome<Saved> = { ok: false, error: { code: "disk_full", message: "" } };

it("saves once after a moment of quiet, with the last words", async () => {
  const save = vi.fn((text: string) => Promise.resolve(text ? saved : saved));
  const field = new Autosave<string>("quiet", "", save);
  field.edit("Gas");
  await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
  field.edit("Gasket");
  await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
  expect(save, "somebody still types").not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(save.mock.calls).toEqual([["Gasket"]]);
  expect(field.isPending).toBe(false);
  expect(saving.phase).toBe("saved");
});

it("says saving only while a call is under way, and not saved before it", async () => {
  let finish: (outcome: Outcome<Saved>) => void = () => undefined;
  const field = new Autosave<string>(
    "truth",
    "",
    () => new Promise<Outcome<Saved>>((resolve) => (finish = resolve)),
  );
  field.edit("Door open");
  expect(saving.phase).toBe("pending");
  void field.flush();
  expect(saving.phase).toBe("saving");
  finish(saved);
  await vi.advanceTimersByTimeAsync(0);
  expect(saving.phase).toBe("saved");
});

it("never has two calls under way; what was typed meanwhile goes in the next", async () => {
  const finishes: ((outcome: Outcome<Saved>) => void)[] = [];
  const save = vi.fn(
    (text: string) => new Promise<Outcome<Saved>>((resolve) => text && finishes.push(resolve)),
  );
  const field = new Autosave<string>("order", "", save);
  field.edit("first");
  void field.flush();
  field.edit("second");
  void field.flush();
  expect(save, "the second waits").toHaveBeenCalledTimes(1);
  finishes[0]?.(saved);
  await vi.advanceTimersByTimeAsync(0);
  expect(save.mock.calls).toEqual([["first"], ["second"]]);
  finishes[1]?.(saved);
  await vi.advanceTimersByTimeAsync(0);
  expect(field.isPending).toBe(false);
});

it("keeps the words and raises the alarm when saving fails, and tries again until it works", async () => {
  let outcome: Outcome<Saved> = diskFull;
  const field = new Autosave<string>("alarm", "", () => Promise.resolve(outcome));
  field.edit("Gasket torn");
  await vi.advanceTimersByTimeAsync(QUIET_MS);
  expect(field.draft, "the words stay in the field").toBe("Gasket torn");
  expect(saving.phase).toBe("failed");
  expect(saving.unsaved).toMatchObject([{ key: "alarm", text: "Gasket torn", error: { code: "disk_full" } }]);
  field.adopt("what the disk has");
  expect(field.draft, "nothing overwrites unsaved words").toBe("Gasket torn");
  outcome = saved;
  await vi.advanceTimersByTimeAsync(RETRY_MS);
  expect(saving.phase).toBe("saved");
  expect(saving.unsaved).toEqual([]);
});

it("shows what another device or an undo wrote when nothing is unsaved", () => {
  const field = new Autosave<string>("adopt", "old", () => Promise.resolve(saved));
  field.adopt("new");
  expect(field.draft).toBe("new");
});

it("saves everything that waits before the app is left", async () => {
  const save = vi.fn((text: string) => Promise.resolve(text ? saved : saved));
  const field = new Autosave<string>("leave", "", save);
  field.edit("last words");
  await saving.flushAll();
  expect(save.mock.calls).toEqual([["last words"]]);
});
