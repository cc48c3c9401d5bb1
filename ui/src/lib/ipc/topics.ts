import type { Topic } from "./generated/types";

type Listener = () => void;

const listeners = new Map<Topic, Set<Listener>>();

/** Tells everything that reads one of `topics` that it is stale; each listener once. */
export function announceTopics(topics: readonly Topic[]): void {
  const due = new Set<Listener>();
  for (const topic of topics) for (const listener of listeners.get(topic) ?? []) due.add(listener);
  for (const listener of due) listener();
}

/** Calls `listener` whenever one of `topics` changes, until the returned function is called. */
export function onTopics(topics: readonly Topic[], listener: Listener): () => void {
  for (const topic of topics) {
    const known = listeners.get(topic) ?? new Set();
    known.add(listener);
    listeners.set(topic, known);
  }
  return () => {
    for (const topic of topics) listeners.get(topic)?.delete(listener);
  };
}
