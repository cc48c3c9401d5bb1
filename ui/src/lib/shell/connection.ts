import ArrowUp from "@lucide/svelte/icons/arrow-up";
import CircleAlert from "@lucide/svelte/icons/circle-alert";
import LogOut from "@lucide/svelte/icons/log-out";
import Wifi from "@lucide/svelte/icons/wifi";
import WifiOff from "@lucide/svelte/icons/wifi-off";
import type { Component } from "svelte";
import { formatMoment } from "$lib/format";
import type { SyncStatus } from "$lib/ipc/generated/types";
import { en } from "$messages";

export interface ConnectionWords {
  icon: Component<Record<string, unknown>>;
  tone: "plain" | "offline" | "attention";
  text: string;
  /** Less important words, left out where it is narrow. */
  more: string;
}

/**
 * What the badge says. The sum of waiting and needs you is what the screen Sync shows. Offline is
 * normal, so it is grey.
 */
export function connectionWords(status: SyncStatus | null): ConnectionWords {
  const words = en.shell.connection;
  if (!status) return { icon: WifiOff, tone: "plain", text: words.unknown, more: "" };

  const waiting = status.waitingCount > 0 ? words.waiting(status.waitingCount) : "";
  const needsYou = status.needsYouCount > 0 ? words.needsYou(status.needsYouCount) : "";
  const { connection } = status;
  switch (connection.kind) {
    case "sending":
      return {
        icon: ArrowUp,
        tone: "plain",
        text: words.sending(connection.done, connection.total),
        more: needsYou,
      };
    case "offline":
      return {
        icon: WifiOff,
        tone: "offline",
        text: words.offlineSince(formatMoment(connection.since)),
        more: waiting || needsYou,
      };
    case "signed_out":
      return { icon: LogOut, tone: "offline", text: words.signedOut, more: waiting || needsYou };
    case "online":
      if (needsYou) return { icon: CircleAlert, tone: "attention", text: needsYou, more: waiting };
      return { icon: Wifi, tone: "plain", text: words.online, more: waiting };
  }
}
