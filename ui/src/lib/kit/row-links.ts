/**
 * Makes each row of a table's body follow its one link when it is pressed anywhere. The link itself stays
 * in its cell: a link stretched over the row would need `position: relative` on `tr`, which WebKitGTK does
 * not honour, and would cover the window.
 */
export function rowLinks(table: HTMLElement): () => void {
  function onclick(event: MouseEvent) {
    if (event.defaultPrevented || event.button !== 0) return;
    const target = event.target as Element;
    // What can be pressed by itself acts by itself; somebody who selects words does not want to leave.
    if (target.closest("a, button, input, label") || !getSelection()?.isCollapsed) return;
    target.closest("tbody tr")?.querySelector<HTMLAnchorElement>("a[href]")?.click();
  }
  table.addEventListener("click", onclick);
  return () => table.removeEventListener("click", onclick);
}
