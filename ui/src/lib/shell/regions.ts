/** Moves focus to the next (or previous) part of the window: rail, list, detail, bar. */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (region) => region.offsetParent !== null,
  );
  if (regions.length === 0) return;
  const active = document.activeElement;
  // The innermost region that holds focus: a split view has regions inside main.
  const at = regions.findLastIndex((region) => region.contains(active));
  const from = at < 0 && step < 0 ? 0 : at;
  const region = regions[(from + step + regions.length) % regions.length];
  const first = region?.querySelector<HTMLElement>(
    '[aria-current], a[href], button:not(:disabled), input, textarea, select, [tabindex="0"]',
  );
  (first ?? region)?.focus();
}
