import { KeptDraft } from "$lib/drafts/kept-draft";
import { call } from "$lib/ipc/call";
import type { InspectionId, ItemNo } from "$lib/ipc/generated/types";
import { saving } from "$lib/shell/saving.svelte";

const isText = (value: unknown): value is string => typeof value === "string";

/** What was written and not sent yet, by question; none is the whole inspection. The core keeps it. */
export class CommentDrafts {
  #texts = $state<Record<number, string>>({});
  /** Nothing on screen reads it. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #kept = new Map<number, KeptDraft<string>>();
  isSending = $state(false);

  constructor(private readonly inspection: InspectionId) {}

  text(item: ItemNo | null): string {
    return this.#texts[item ?? 0] ?? "";
  }

  /** Reads what was begun about a question; what is being written meanwhile stays. */
  async open(item: ItemNo | null): Promise<void> {
    const key = item ?? 0;
    if (this.#kept.has(key)) return;
    const begun = await this.#draft(item).read();
    if (begun !== null && !this.#texts[key]) this.#texts[key] = begun;
  }

  write(item: ItemNo | null, text: string): void {
    this.#texts[item ?? 0] = text;
    this.#draft(item).write(text === "" ? null : text);
  }

  async send(item: ItemNo | null): Promise<void> {
    const text = this.text(item).trim();
    if (text === "") return;
    this.isSending = true;
    // What is on its way to the disk must be there first: the core forgets the draft with the comment.
    await this.#draft(item).flush();
    const outcome = await saving.attempt(call("comment_add", { inspection: this.inspection, item, text }));
    this.isSending = false;
    if (outcome.ok) this.#texts[item ?? 0] = "";
  }

  /** The screen goes. */
  async flush(): Promise<void> {
    await Promise.all([...this.#kept.values()].map((draft) => draft.flush()));
  }

  #draft(item: ItemNo | null): KeptDraft<string> {
    const key = item ?? 0;
    const subject = { kind: "comment", item } as const;
    const known = this.#kept.get(key) ?? new KeptDraft({ inspection: this.inspection, subject }, isText);
    this.#kept.set(key, known);
    return known;
  }
}
