import { linkTo, placeOf, type Place } from "../../routes";
import { session } from "./session.svelte";

/** Where the app is. The address is the part after `#`, so nothing is ever asked of a server. */
class Router {
  hash = $state(typeof location === "undefined" ? "" : location.hash);
  /** Which row had focus on each screen, so that coming back finds it again. */
  #focusKeys = new Map<string, string>();

  get place(): Place | null {
    return placeOf(this.#address);
  }

  /** The address, with the home screen's own instead of none. */
  get #address(): string {
    return this.hash === "" || this.hash === "#" || this.hash === "#/" ? homeLink() : this.hash;
  }

  /** Listens to the window until the returned function is called. */
  start(): () => void {
    const move = () => {
      // The old screen is still there, so its row still has focus.
      this.#rememberFocus();
      this.hash = location.hash;
    };
    addEventListener("hashchange", move);
    return () => removeEventListener("hashchange", move);
  }

  /** Remembers the focused row, by its `data-focus-key`. */
  #rememberFocus(): void {
    const key = document.activeElement?.closest<HTMLElement>("[data-focus-key]")?.dataset["focusKey"];
    if (key) this.#focusKeys.set(this.#address, key);
  }

  /** The row that had focus when this screen was left. */
  takeFocusKey(): string | null {
    const key = this.#focusKeys.get(this.#address) ?? null;
    this.#focusKeys.delete(this.#address);
    return key;
  }
}

export const router = new Router();

/** Goes to a screen: `goTo(linkTo("item", { inspection, item: 4 }))`. */
export function goTo(link: string): void {
  location.hash = link;
}

/** Replaces the current screen in the history, so that going back skips it. */
export function replaceWith(link: string): void {
  location.replace(link);
}

/** The first screen of this role. */
export function homeLink(): string {
  return session.isOffice ? linkTo("inbox") : linkTo("today");
}
