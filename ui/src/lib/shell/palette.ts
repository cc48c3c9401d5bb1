import Mic from "@lucide/svelte/icons/mic";
import type { Component } from "svelte";
import type { InspectionSummary } from "$lib/ipc/generated/types";
import { en } from "$messages";
import { linkTo } from "../../routes";
import { RAIL_ENTRIES, railEntriesOf } from "./rail-entries";
import { goTo } from "./router.svelte";
import type { session } from "./session.svelte";
import { isSingleKey, SHORTCUTS, type ShortcutName } from "./shortcuts";

export interface PaletteEntry {
  key: string;
  kind: "go" | "do" | "find";
  text: string;
  keys: string | null;
  icon: Component<Record<string, unknown>> | null;
  run: () => void;
}

interface RunnableShortcut {
  name: ShortcutName;
  act: (event: KeyboardEvent) => void;
  isOn: () => boolean;
}

/** Places that the palette offers at once; more are found by typing. */
const FOUND_MAX = 12;

/** Kept in memory only: which places somebody visits is nobody's business. */
let recentKeys: string[] = [];

export function rememberEntry(key: string): void {
  recentKeys = [key, ...recentKeys.filter((other) => other !== key)].slice(0, FOUND_MAX);
}

/** What the palette shows for `words`: screens, actions of this screen, inspections; recent ones first. */
export function paletteEntries(
  from: typeof session,
  shortcuts: readonly RunnableShortcut[],
  words: string,
): PaletteEntry[] {
  const all = [...goEntries(from), dictationEntry(), ...doEntries(shortcuts), ...findEntries(from)];
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const hits = all.filter((entry) => {
    const text = entry.text.toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const rank = (entry: PaletteEntry) => {
    const recent = recentKeys.indexOf(entry.key);
    return recent < 0 ? recentKeys.length : recent;
  };
  return hits.sort((a, b) => rank(a) - rank(b)).slice(0, FOUND_MAX);
}

function goEntries(from: typeof session): PaletteEntry[] {
  return [...railEntriesOf(from.role), "about" as const].map((name) => {
    const entry = RAIL_ENTRIES[name];
    return {
      key: `go:${name}`,
      kind: "go",
      text: en.shell.palette.goTo(en.shell.entries[name]),
      keys: entry.shortcut ? SHORTCUTS[entry.shortcut].keys : null,
      icon: entry.icon,
      run: () => goTo(entry.href),
    };
  });
}

function dictationEntry(): PaletteEntry {
  return {
    key: "go:dictation",
    kind: "go",
    text: en.shell.palette.goTo(en.dictation.title),
    keys: null,
    icon: Mic,
    run: () => goTo(linkTo("dictation")),
  };
}

function doEntries(shortcuts: readonly RunnableShortcut[]): PaletteEntry[] {
  return shortcuts
    .filter(({ name, isOn }) => !name.startsWith("go") && name !== "palette" && isOn())
    .filter(({ name }) => !isSingleKey(SHORTCUTS[name].keys) || name.startsWith("redaction"))
    .map(({ name, act }) => ({
      key: `do:${name}`,
      kind: "do",
      text: en.shortcuts[name],
      keys: SHORTCUTS[name].keys,
      icon: null,
      run: () => act(new KeyboardEvent("keydown")),
    }));
}

function findEntries(from: typeof session): PaletteEntry[] {
  const lists = from.today;
  if (!lists) return [];
  return [...lists.overdue, ...lists.today, ...lists.later, ...lists.finished].map(
    (summary: InspectionSummary) => ({
      key: `find:${summary.inspection}`,
      kind: "find",
      text: [summary.siteCode, summary.siteName].filter(Boolean).join(" "),
      keys: null,
      icon: null,
      run: () => goTo(linkTo("inspection", { inspection: summary.inspection })),
    }),
  );
}
