import { untrack } from "svelte";
import { call } from "./call";
import { EFFECTS } from "./generated/commands";
import type { AppError } from "./generated/types";
import { onTopics } from "./topics";
import type { CommandArgs, CommandName, CommandOutput, Outcome } from "./transport";

export type QueryState<T> =
  | { phase: "loading" }
  /** `readAtMs` is when this device read it; `staleBecause` says why a newer reading failed. */
  | { phase: "ready"; value: T; readAtMs: number; staleBecause: AppError | null }
  | { phase: "failed"; error: AppError };

/** Several changes at once (the own call and the loop) make one reading. */
const SETTLE_MS = 25;

/**
 * So many answers in a row are dropped because something changed while they were under way; then an old one is better
 * than none. While photos are searched on a slow machine, something changes more often than a long item can be read.
 */
const DROPPED_MAX = 3;

/** Holds the latest answer of one read command; an older answer never overwrites a newer one. */
export class Query<T> {
  /** The newest turn: of a reading, or of a change after it. */
  #latest = 0;
  /** The turn from which on answers are to the question that is asked now. */
  #question = 0;
  /** The turn of the answer that is shown. */
  #shown = 0;
  #dropped = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  state = $state.raw<QueryState<T>>({ phase: "loading" });

  constructor(private readonly load: () => Promise<Outcome<T>>) {}

  /** The value, if there is one. */
  get value(): T | null {
    return this.state.phase === "ready" ? this.state.value : null;
  }

  /** Forgets what was read, because the question changed. */
  reset(): void {
    this.#question = ++this.#latest;
    this.#dropped = 0;
    this.state = { phase: "loading" };
  }

  /** Reads now. A failure keeps the last value, marked as stale. */
  async refresh(): Promise<void> {
    const turn = ++this.#latest;
    const outcome = await this.load();
    if (turn !== this.#latest && !this.#mayShowOld(turn, outcome)) return;
    this.#shown = turn;
    this.#dropped = 0;
    if (outcome.ok) {
      this.state = { phase: "ready", value: outcome.value, readAtMs: Date.now(), staleBecause: null };
    } else if (this.state.phase === "ready") {
      this.state = { ...this.state, staleBecause: outcome.error };
    } else {
      this.state = { phase: "failed", error: outcome.error };
    }
  }

  /** Whether an answer from before the latest change is shown all the same: nothing else is there, or too much was dropped. */
  #mayShowOld(turn: number, outcome: Outcome<T>): boolean {
    if (!outcome.ok || turn < this.#question || turn < this.#shown) return false;
    if (this.state.phase === "loading") return true;
    this.#dropped += 1;
    return this.#dropped > DROPPED_MAX;
  }

  /** Reads soon; many calls make one reading. An answer that is still under way is old by now. */
  refreshSoon(): void {
    this.#latest += 1;
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      void this.refresh();
    }, SETTLE_MS);
  }

  /** Drops a reading that was asked for and has not begun. */
  stop(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.#question = ++this.#latest;
  }
}

/**
 * A query that stays fresh while its component lives: it reads again when `args` change and when a
 * topic that the command reads changes. Call it while a component is being set up.
 *
 * `args` may return `null`: nothing is asked then.
 */
export function liveQuery<Name extends CommandName>(
  name: Name,
  args: () => CommandArgs<Name> | null,
): Query<CommandOutput<Name>> {
  let asked: CommandArgs<Name> | null = null;
  let askedJson = "";
  const query = new Query<CommandOutput<Name>>(() => call(name, asked as CommandArgs<Name>));

  $effect(() => {
    const next = args();
    untrack(() => {
      const nextJson = JSON.stringify(next);
      if (nextJson === askedJson) return;
      askedJson = nextJson;
      asked = next;
      query.reset();
      if (next !== null) void query.refresh();
    });
  });

  $effect(() => {
    const effect = EFFECTS[name];
    const topics = "reads" in effect ? effect.reads : [];
    const end = onTopics(topics, () => {
      if (asked !== null) query.refreshSoon();
    });
    return () => {
      end();
      query.stop();
    };
  });

  return query;
}
