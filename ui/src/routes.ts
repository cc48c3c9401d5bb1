/*
 * Every screen, one line each.
 *
 * To add a screen:
 *  1. Write `src/screens/<Name>Screen.svelte` (or `screens/office/…`, `screens/admin/…`). The parts
 *     of its path that start with a colon are its props, all strings: `let { inspection } = $props()`.
 *     It renders one `<ScreenFrame title sub back>` from `$lib/shell/ScreenFrame.svelte`, which
 *     brings head, main and the `bar` snippet.
 *  2. Add a line below: path, screen file, rail form and the rail entry that it belongs to.
 *  3. Link to it with `linkTo("name", { inspection })`, or go there with `goTo` of `$lib/shell/router.svelte`.
 *  4. Its words go into `messages/en/<area>.ts`; its shortcuts into `$lib/shell/shortcuts.ts`, acted on
 *     with `onShortcut` of `$lib/shell/keys.svelte`.
 */

/** Entries of the rail, in their order. */
export type RailEntry = "today" | "inspections" | "redaction" | "sync" | "inbox" | "jobs" | "about";

interface Route {
  path: string;
  /** File under `src/screens`, without `.svelte`. */
  screen: string;
  /** Split views use the compact rail, so the work gets the width. */
  rail: "wide" | "compact";
  entry: RailEntry;
}

export const ROUTES = {
  today: { path: "/today", screen: "TodayScreen", rail: "wide", entry: "today" },
  inspections: { path: "/inspections", screen: "InspectionsScreen", rail: "wide", entry: "inspections" },
  newInspection: {
    path: "/inspections/new",
    screen: "NewInspectionScreen",
    rail: "wide",
    entry: "inspections",
  },
  inspection: {
    path: "/inspections/:inspection",
    screen: "InspectionScreen",
    rail: "compact",
    entry: "inspections",
  },
  item: {
    path: "/inspections/:inspection/items/:item",
    screen: "ItemScreen",
    rail: "compact",
    entry: "inspections",
  },
  redaction: { path: "/redaction", screen: "RedactionReviewScreen", rail: "compact", entry: "redaction" },
  remembered: {
    path: "/redaction/remembered",
    screen: "RememberedScreen",
    rail: "compact",
    entry: "redaction",
  },
  redactionOf: {
    path: "/redaction/:inspection",
    screen: "RedactionReviewScreen",
    rail: "compact",
    entry: "redaction",
  },
  signature: {
    path: "/inspections/:inspection/signature",
    screen: "SignatureScreen",
    rail: "compact",
    entry: "inspections",
  },
  submit: {
    path: "/inspections/:inspection/submit",
    screen: "SubmitScreen",
    rail: "compact",
    entry: "inspections",
  },
  sync: { path: "/sync", screen: "SyncScreen", rail: "wide", entry: "sync" },
  inbox: { path: "/inbox", screen: "office/InboxScreen", rail: "wide", entry: "inbox" },
  review: { path: "/inbox/:inspection", screen: "office/ReviewScreen", rail: "compact", entry: "inbox" },
  report: {
    path: "/inbox/:inspection/report",
    screen: "office/ReportScreen",
    rail: "compact",
    entry: "inbox",
  },
  jobs: { path: "/jobs", screen: "admin/JobsScreen", rail: "wide", entry: "jobs" },
  dictation: { path: "/dictation", screen: "DictationScreen", rail: "wide", entry: "about" },
  about: { path: "/about", screen: "AboutScreen", rail: "wide", entry: "about" },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;

type ParamOf<Path extends string> = Path extends `${string}:${infer Param}/${infer Rest}`
  ? Param | ParamOf<`/${Rest}`>
  : Path extends `${string}:${infer Param}`
    ? Param
    : never;

export type RouteParams<Name extends RouteName> = Record<
  ParamOf<(typeof ROUTES)[Name]["path"]>,
  string | number
>;

type LinkArgs<Name extends RouteName> =
  ParamOf<(typeof ROUTES)[Name]["path"]> extends never ? [] : [params: RouteParams<Name>];

/** The address of a screen, for `href`. */
export function linkTo<Name extends RouteName>(name: Name, ...[params]: LinkArgs<Name>): string {
  const given: Record<string, string | number> = params ?? {};
  const path = ROUTES[name].path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String(given[key])),
  );
  return `#${path}`;
}

export interface Place {
  name: RouteName;
  params: Record<string, string>;
}

/** The place that an address names; none if no screen has it. */
export function placeOf(hash: string): Place | null {
  const parts = hash.replace(/^#/, "").split("?")[0]?.split("/").filter(Boolean) ?? [];
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const params = matched(ROUTES[name].path, parts);
    if (params) return { name, params };
  }
  return null;
}

/** Literal parts win over parameters because `new` stands above `:inspection` in the table. */
function matched(path: string, parts: string[]): Record<string, string> | null {
  const wanted = path.split("/").filter(Boolean);
  if (wanted.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const part = parts[index] ?? "";
    if (!want.startsWith(":")) {
      if (want !== part) return null;
      continue;
    }
    const value = decoded(part);
    if (value === null) return null;
    params[want.slice(1)] = value;
  }
  return params;
}

/** The text behind an address part; none if the address is broken. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
