import type { InspectionDetail, Item, ItemNo, ItemState, Section, Segments } from "$lib/ipc/generated/types";

/** Items in the order of the walk. */
export function itemsInOrder(detail: InspectionDetail): Item<Segments>[] {
  return detail.template.sections.flatMap((section) => section.items);
}

/** What is known of an item. */
export function stateOf(detail: InspectionDetail, item: ItemNo): ItemState | null {
  return detail.items.find((state) => state.item === item) ?? null;
}

/** The words of an item. */
export function itemOf(detail: InspectionDetail, item: ItemNo): Item<Segments> | null {
  return itemsInOrder(detail).find((other) => other.number === item) ?? null;
}

/** The section that an item stands in. */
export function sectionOf(detail: InspectionDetail, item: ItemNo): Section<Segments> | null {
  return (
    detail.template.sections.find((section) => section.items.some((other) => other.number === item)) ?? null
  );
}

/** How many items of a section have an answer. */
export function answeredIn(detail: InspectionDetail, section: Section<Segments>): number {
  return section.items.filter((item) => stateOf(detail, item.number)?.isAnswered).length;
}

/**
 * The first item without an answer after `after` in the order of the walk, then from the start; none
 * when all are answered. `after` itself is never the next.
 */
export function nextUnanswered(detail: InspectionDetail, after: ItemNo | null): ItemNo | null {
  const numbers = itemsInOrder(detail).map((item) => item.number);
  const at = after === null ? -1 : numbers.indexOf(after);
  const walk = [...numbers.slice(at + 1), ...numbers.slice(0, Math.max(at, 0))];
  return walk.find((number) => !stateOf(detail, number)?.isAnswered) ?? null;
}

/** The item before or after in the order of the walk; none at the ends. */
export function neighbour(detail: InspectionDetail, item: ItemNo, step: 1 | -1): ItemNo | null {
  const numbers = itemsInOrder(detail).map((other) => other.number);
  return numbers[numbers.indexOf(item) + step] ?? null;
}
