import { call } from "./call";
import { announceTopics } from "./topics";

/** Pause after a failed wait: long enough to be no load, short enough to be no lag. */
const PAUSE_AFTER_FAILURE_MS = 2000;

/**
 * Asks the core, over and over, what changed, and passes it on. One loop serves the whole app; the
 * returned function ends it.
 */
export function startTopicsLoop(): () => void {
  const ending = new AbortController();
  void (async () => {
    let after = 0;
    while (!ending.signal.aborted) {
      const changed = await call("topics_wait", { after }, ending.signal);
      if (ending.signal.aborted) return;
      if (changed.ok) {
        after = changed.value.sequence;
        announceTopics(changed.value.topics);
      } else {
        await new Promise((resume) => setTimeout(resume, PAUSE_AFTER_FAILURE_MS));
      }
    }
  })();
  return () => ending.abort();
}
