import type { StrokePoint } from "$lib/ipc/generated/types";

/** What somebody wrote on the form of a signature so far. */
export interface SignatureDraft {
  name: string;
  how: "draw" | "type";
  strokes: StrokePoint[][];
  /** The typed name was confirmed. */
  isConfirmed: boolean;
}

export const emptyDraft = (name = ""): SignatureDraft => ({
  name,
  how: "draw",
  strokes: [],
  isConfirmed: false,
});

/** What is missing before it can be signed, first thing first. */
export function signatureProblem(draft: SignatureDraft): "name" | "strokes" | "confirm" | null {
  if (draft.name.trim() === "") return "name";
  if (draft.how === "draw") return draft.strokes.length === 0 ? "strokes" : null;
  return draft.isConfirmed ? null : "confirm";
}
