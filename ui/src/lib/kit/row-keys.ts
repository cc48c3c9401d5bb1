import type { Attachment } from "svelte/attachments";

/** Rows that PgUp and PgDn jump over. */
const PAGE_ROWS = 8;
/** Letters that follow each other faster than this are one word. */
const WORD_PAUSE_MS = 700;

/**
 * Makes a list walkable: ↑ ↓ Home End PgUp PgDn move between its `[data-row]` elements, letters jump
 * to the row that begins with them (`data-row="name to jump by"`).
 */
export const rowKeys: Attachment<HTMLElement> = (list) => {
  let word = "";
  let typedAtMs = 0;

  function onkeydown(event: KeyboardEvent): void {
    const rows = [...list.querySelectorAll<HTMLElement>("[data-row]")].filter(
      (row) => row.offsetParent !== null,
    );
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = rows.length - 1;
    const to = {
      ArrowDown: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      PageDown: Math.min(at + PAGE_ROWS, last),
      PageUp: Math.max(at - PAGE_ROWS, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      rows[to]?.focus();
    } else if (/^[\p{L}\p{N}]$/u.test(event.key)) {
      word = event.timeStamp - typedAtMs < WORD_PAUSE_MS ? word + event.key : event.key;
      typedAtMs = event.timeStamp;
      jump(rows, word.toLocaleLowerCase());
    }
  }

  function jump(rows: HTMLElement[], start: string): void {
    rows.find((row) => row.dataset["row"]?.toLocaleLowerCase().startsWith(start))?.focus();
  }

  list.addEventListener("keydown", onkeydown);
  return () => list.removeEventListener("keydown", onkeydown);
};
