import type { SpanView } from "$lib/ipc/generated/types";
import type { Range } from "./text-marks";

/** What the keys and buttons of the bar act on. */
export type Current =
  { kind: "span"; span: SpanView } | { kind: "box"; id: number } | { kind: "drawing"; id: number } | null;

/** What is asked of the person below the panes, instead of the reasons. */
export type Panel =
  | { kind: "span"; span: SpanView }
  | { kind: "label"; range: Range }
  | { kind: "whyKept"; span: SpanView }
  | { kind: "box"; id: number }
  | { kind: "drawing"; id: number }
  | { kind: "reason"; id: number; isMoved: boolean }
  | null;

/** The focus of the stage: one mark at a time, and one question at a time. */
export class StageFocus {
  current = $state.raw<Current>(null);
  panel = $state.raw<Panel>(null);
  /** Words are being chosen by keys or by finger. */
  isChoosing = $state(false);
  /** The original fills the stage. */
  isEnlarged = $state(false);

  clear(): void {
    this.current = null;
    this.panel = null;
    this.isChoosing = false;
    this.isEnlarged = false;
  }
}
