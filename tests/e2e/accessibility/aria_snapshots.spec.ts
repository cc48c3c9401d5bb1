import type { Page } from "@playwright/test";
import { type App, expect, test } from "../support/app";
import { type Scenario, VISITS } from "../support/scenario";

/*
 * What a screen reader meets on the main screens: landmarks, headings, groups and what can be pressed, in order and
 * by name. A snapshot lists what has to be there; what stands between is free.
 */

/** Rail, head and badge of a technician's screens. */
const FRAME = `
- link "Skip to content"
- navigation "Main":
  - link "Today"
  - link "Inspections"
  - link /Redaction/
  - link /Sync/
  - link "About"
  - button "Lock"
`;

async function shows(page: Page, snapshot: string) {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expect(page.locator("body")).toMatchAriaSnapshot(snapshot);
}

async function open(app: App, scenario: Scenario, visit: string, screen: (inspection: string) => string) {
  await app.open("/today", scenario);
  await app.show(screen(await app.inspection(visit)));
}

test("the day: groups of visits in the order of their urgency, and one way on", async ({ app, page }) => {
  await app.open("/today", "busy_day");
  await shows(
    page,
    `${FRAME}
- banner:
  - heading [level=1]
- main:
  - region /Overdue/:
    - heading /Overdue/ [level=2]
    - list:
      - listitem:
        - link /FS-0388 .* days late/
  - region /Today/:
    - heading /Today/ [level=2]
    - list:
      - listitem:
        - link /FS-0362 Mosaic Café .* returned with 1 reason/
  - region /Later/:
    - list:
      - listitem:
        - link /FS-0420/
- contentinfo "Actions":
  - link "Unplanned visit"
  - link /Continue FS-0401 at question/
`,
  );
});

test("a question: the rule, the answer as a group, the note with its label, the evidence", async ({ app, page }) => {
  await open(app, "offline", VISITS.begun, (visit) => `/inspections/${visit}/items/1`);
  await shows(
    page,
    `${FRAME}
- banner:
  - link "Back"
  - heading "Blue Kettle Kitchen" [level=1]
  - button "Undo"
  - button "Redo"
- main "Blue Kettle Kitchen":
  - navigation "Sections and questions":
    - button /Management/ [expanded]
    - list:
      - listitem:
        - link /1 Person in charge/
  - region "Question 1":
    - heading /Is someone in charge here now/ [level=2]
    - radiogroup "Answer":
      - radio "In" [checked]
      - radio "Out"
    - textbox "Note"
    - region "Photos":
      - heading "Photos" [level=3]
      - button "Photo"
- contentinfo "Actions":
  - button "Photo"
  - button "Voice"
  - button "Finding"
  - button "Use a file"
  - button /Done/
`,
  );
});

test("the review before sending: the queue, what stays, what leaves, and the decision", async ({ app, page }) => {
  await open(app, "busy_day", VISITS.begun, (visit) => `/redaction/${visit}`);
  await shows(
    page,
    `${FRAME}
- banner:
  - link "Back"
  - heading "Review before sending" [level=1]
- main "Review before sending":
  - navigation "Queue":
    - heading /To review/ [level=2]
    - list:
      - listitem:
        - button /Photo 1/
    - heading /Approved/ [level=2]
  - region "What stays and what leaves":
    - heading /Stays on this device/ [level=2]
    - heading /What leaves/ [level=2]
- contentinfo "Actions":
  - button /Approve/
`,
  );
});

test("handing in: what is done, what is open, and the one button", async ({ app, page }) => {
  await open(app, "ready_to_sign", VISITS.begun, (visit) => `/inspections/${visit}/submit`);
  await shows(
    page,
    `${FRAME}
- banner:
  - heading "Hand in" [level=1]
- main "Hand in":
  - heading "1 thing is still open." [level=2]
  - list "Before it can be handed in":
    - listitem:
      - paragraph: /questions answered/
    - listitem:
      - paragraph: "Your signature is missing"
      - link "Sign"
- contentinfo "Actions":
  - link "Report"
  - button "Hand in FS-0401" [disabled]
`,
  );
});

test("sync: counts as terms, groups with headings, the reason beside each", async ({ app, page }) => {
  await app.open("/sync", "offline");
  await shows(
    page,
    `${FRAME}
- banner:
  - heading "Sync" [level=1]
  - link /Offline since/
- main "Sync":
  - term: waiting
  - region /Waiting/:
    - heading /Waiting/ [level=2]
    - list:
      - listitem
`,
  );
});

test("the inbox: filters as tabs, a table with headers, a row named by its code", async ({ app, page }) => {
  await app.open("/inbox", "office_inbox");
  await shows(
    page,
    `
- link "Skip to content"
- navigation "Main":
  - link "Inbox"
  - link "Sync"
  - link "About"
- banner:
  - heading "Inbox" [level=1]
- main "Inbox":
  - tablist:
    - tab /To review/ [selected]
    - tab /All/
  - searchbox
  - table:
    - rowgroup:
      - row:
        - columnheader "Site"
        - columnheader "State"
    - rowgroup:
      - row /FS-0350/:
        - rowheader "FS-0350":
          - link "FS-0350"
- contentinfo "Actions"
`,
  );
});

test("the review of a report: outline, answers, comments with a labelled field, both decisions", async ({
  app,
  page,
}) => {
  await open(app, "office_inbox", VISITS.submitted, (visit) => `/inbox/${visit}`);
  await shows(
    page,
    `
- navigation "Main":
  - link "Inbox"
- banner:
  - link "Back"
  - heading "FS-0350" [level=1]
- main "FS-0350":
  - navigation "Outline":
    - heading "Needs a look" [level=2]
    - heading "Sections" [level=2]
  - region "Answers":
    - article:
      - heading /Question/ [level=3]
  - complementary "Comments":
    - heading [level=2]
    - textbox /Comment on/
    - button "Send comment" [disabled]
- contentinfo "Actions":
  - link "Report"
  - button "Return with reasons"
  - button /Approve/
`,
  );
});
