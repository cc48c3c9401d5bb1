import type { InboxFilter } from "./inbox-rows";

/** Filter and search of the inbox: coming back from a review finds the same list. */
class InboxView {
  filter = $state<InboxFilter>("to_review");
  words = $state("");
}

export const inboxView = new InboxView();
