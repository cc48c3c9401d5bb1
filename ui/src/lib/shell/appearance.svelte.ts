import type { Role } from "$lib/ipc/generated/types";

export type Theme = "light" | "dark" | "sunlight";
export type Density = "field" | "office";

const SUNLIGHT_KEY = "fieldproof.sunlight";

function media(query: string): MediaQueryList | null {
  return typeof matchMedia === "function" ? matchMedia(query) : null;
}

/** How the app looks: theme by the system, by choice and by contrast; density by role and pointer. */
class Appearance {
  #prefersDark = $state(false);
  #prefersContrast = $state(false);
  #isCoarse = $state(false);
  /** What the person chose with the sun button; none until then. */
  #sunlight = $state<boolean | null>(null);
  role = $state<Role | null>(null);

  constructor() {
    const stored = localStorage.getItem(SUNLIGHT_KEY);
    this.#sunlight = stored === null ? null : stored === "on";
    this.#follow("(prefers-color-scheme: dark)", (matches) => (this.#prefersDark = matches));
    this.#follow("(prefers-contrast: more)", (matches) => (this.#prefersContrast = matches));
    this.#follow("(pointer: coarse)", (matches) => (this.#isCoarse = matches));
  }

  #follow(query: string, apply: (matches: boolean) => void): void {
    const list = media(query);
    if (!list) return;
    apply(list.matches);
    list.addEventListener("change", (event) => apply(event.matches));
  }

  get isSunlight(): boolean {
    return this.#sunlight ?? this.#prefersContrast;
  }

  get theme(): Theme {
    if (this.isSunlight) return "sunlight";
    return this.#prefersDark ? "dark" : "light";
  }

  get density(): Density {
    const isOffice = this.role === "reviewer" || this.role === "admin";
    return isOffice && !this.#isCoarse ? "office" : "field";
  }

  toggleSunlight(): void {
    this.#sunlight = !this.isSunlight;
    localStorage.setItem(SUNLIGHT_KEY, this.#sunlight ? "on" : "off");
  }
}

export const appearance = new Appearance();
