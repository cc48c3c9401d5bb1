import { beforeEach, expect, test } from "vitest";
import { toasts } from "./toasts.svelte";

beforeEach(() => {
  for (const { id } of toasts.list) toasts.close(id);
});

const texts = () => toasts.list.map(({ text }) => text);

test("what is said again stands there once, and no way back is pushed off", () => {
  toasts.show("Photo removed", { undo: () => {} });
  for (let count = 0; count < 5; count += 1) toasts.show("Wait");
  expect(texts()).toEqual(["Photo removed", "Wait"]);
});

test("two things that can be taken back stay two", () => {
  toasts.show("Photo removed", { undo: () => {} });
  toasts.show("Photo removed", { undo: () => {} });
  expect(texts()).toEqual(["Photo removed", "Photo removed"]);
});

test("the oldest goes when there are more than three", () => {
  for (const text of ["one", "two", "three", "four"]) toasts.show(text);
  expect(texts()).toEqual(["two", "three", "four"]);
});
