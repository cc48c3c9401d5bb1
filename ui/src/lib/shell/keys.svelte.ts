import { untrack } from "svelte";
import { IS_MAC } from "$lib/kit/key-names";
import { isSingleKey, keysOf, matchesKeys, type ShortcutName } from "./shortcuts";

interface Binding {
  name: ShortcutName;
  act: (event: KeyboardEvent) => void;
  isOn: () => boolean;
}

/** Bindings of what is on screen; the newest stands first and wins. */
class Bindings {
  list = $state.raw<Binding[]>([]);
}

export const bindings = new Bindings();

/**
 * Acts on a shortcut while the component lives. Call it while a component is being set up.
 * `isOn` switches it off for a while; a shortcut that is off is not in the help sheet either.
 */
export function onShortcut(
  name: ShortcutName,
  act: (event: KeyboardEvent) => void,
  isOn: () => boolean = () => true,
): void {
  $effect(() => {
    const binding: Binding = { name, act, isOn };
    bindings.list = [binding, ...untrack(() => bindings.list)];
    return () => {
      bindings.list = bindings.list.filter((other) => other !== binding);
    };
  });
}

/** Somebody types here, so single keys are letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable
  )
    return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range"].includes(target.type)
  );
}

/** The one key listener of the window. A dialog that is open keeps keys to itself. */
export function pressShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const isInDialog = document.querySelector("dialog[open]") !== null;
  for (const { name, act, isOn } of bindings.list) {
    const pressed = keysOf(name).find((keys) => matchesKeys(event, keys, IS_MAC));
    if (!pressed || !isOn()) continue;
    if (isInDialog && name !== "sunlight") continue;
    if (isSingleKey(pressed) && isTyping(event.target)) continue;
    // A button takes Space and Enter for itself.
    if (pressed === "Space" && event.target instanceof HTMLButtonElement) continue;
    event.preventDefault();
    act(event);
    return;
  }
}
