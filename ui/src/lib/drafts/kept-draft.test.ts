import { beforeEach, describe, expect, it, vi } from "vitest";
import { useTransport } from "$lib/ipc/call";
import type { Transport } from "$lib/ipc/transport";
import { KeptDraft } from "./kept-draft";

const ARGS = { inspection: "i", subject: { kind: "return" } } as const;
const isWords = (value: unknown): value is string => typeof value === "string";

describe("a draft", () => {
  /** What the core holds, as it would after a restart. */
  let kept: string | null = null;

  beforeEach(() => {
    kept = null;
    vi.useFakeTimers();
    const answer = (name: string, args: { value?: string }) => {
      if (name === "draft_save") {
        kept = args.value || null;
        return { ok: true, value: { at: 1 } };
      }
      return { ok: true, value: { value: kept, savedAt: kept === null ? null : 1 } };
    };
    const transport = { call: (name: string, args: object) => Promise.resolve(answer(name, args)) };
    useTransport(transport as unknown as Transport);
  });

  it("is there again for another screen, after a moment of quiet", async () => {
    new KeptDraft(ARGS, isWords).write("half a reason");
    await vi.advanceTimersByTimeAsync(300);
    expect(await new KeptDraft(ARGS, isWords).read()).toBe("half a reason");
  });

  it("is kept at once when its screen goes", async () => {
    const draft = new KeptDraft(ARGS, isWords);
    draft.write("half a reason");
    await draft.flush();
    expect(kept).toBe('"half a reason"');
  });

  it("is forgotten when it is emptied", async () => {
    const draft = new KeptDraft(ARGS, isWords);
    draft.write("half a reason");
    draft.write(null);
    await draft.flush();
    expect(await draft.read()).toBeNull();
  });

  it("of another form is not shown", async () => {
    kept = '{"of": "a newer program"}';
    expect(await new KeptDraft(ARGS, isWords).read()).toBeNull();
    kept = "not even JSON";
    expect(await new KeptDraft(ARGS, isWords).read()).toBeNull();
  });
});
