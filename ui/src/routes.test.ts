import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { linkTo, placeOf, ROUTES } from "./routes";

it("every route has its screen", () => {
  const missing = Object.values(ROUTES)
    .map((route) => `src/screens/${route.screen}.svelte`)
    .filter((file) => !existsSync(file));
  expect(missing).toEqual([]);
});

it("a link leads back to its place", () => {
  const inspection = "0193 a/b";
  expect(placeOf(linkTo("item", { inspection, item: 4 }))).toEqual({
    name: "item",
    params: { inspection, item: "4" },
  });
  expect(placeOf(linkTo("today"))).toEqual({ name: "today", params: {} });
});

it("the word new is not an inspection, and an unknown or broken address is no place", () => {
  expect(placeOf("#/inspections/new")?.name).toBe("newInspection");
  expect(placeOf("#/nowhere")).toBeNull();
  expect(placeOf("#/inspections/%E0%A4%A")).toBeNull();
});
