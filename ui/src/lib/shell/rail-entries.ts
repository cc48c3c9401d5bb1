import CalendarCheck from "@lucide/svelte/icons/calendar-check";
import ClipboardList from "@lucide/svelte/icons/clipboard-list";
import Inbox from "@lucide/svelte/icons/inbox";
import Info from "@lucide/svelte/icons/info";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import ScanEye from "@lucide/svelte/icons/scan-eye";
import UserRoundPlus from "@lucide/svelte/icons/user-round-plus";
import type { Component } from "svelte";
import type { Role } from "$lib/ipc/generated/types";
import { linkTo, type RailEntry } from "../../routes";
import type { ShortcutName } from "./shortcuts";

interface Entry {
  icon: Component<Record<string, unknown>>;
  href: string;
  shortcut: ShortcutName | null;
}

export const RAIL_ENTRIES: Record<RailEntry, Entry> = {
  today: { icon: CalendarCheck, href: linkTo("today"), shortcut: "goToday" },
  inspections: { icon: ClipboardList, href: linkTo("inspections"), shortcut: "goInspections" },
  redaction: { icon: ScanEye, href: linkTo("redaction"), shortcut: "goRedaction" },
  sync: { icon: RefreshCw, href: linkTo("sync"), shortcut: "goSync" },
  inbox: { icon: Inbox, href: linkTo("inbox"), shortcut: "goOffice" },
  jobs: { icon: UserRoundPlus, href: linkTo("jobs"), shortcut: null },
  about: { icon: Info, href: linkTo("about"), shortcut: null },
};

const BY_ROLE: Record<Role, RailEntry[]> = {
  technician: ["today", "inspections", "redaction", "sync"],
  reviewer: ["inbox", "sync"],
  admin: ["inbox", "jobs", "sync"],
};

/** What a role finds in its rail. */
export function railEntriesOf(role: Role | null): RailEntry[] {
  return role ? BY_ROLE[role] : [];
}
