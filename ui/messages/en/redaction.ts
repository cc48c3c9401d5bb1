import type {
  Action,
  Label,
  LabelCount,
  PolicyName,
  PolicyShown,
  RegionKind,
  RejectCounts,
  RejectReason,
  SpanReason,
  SpanView,
  Subject,
  TextRefusal,
} from "$lib/ipc/generated/types";
import { counted } from "$lib/format";
import type { ClearOutcome } from "$lib/sync/clear-outcome";

/** The kinds of personal data, one and many. */
export const labels = {
  PERSON: { one: "name", other: "names" },
  PHONE: { one: "phone", other: "phones" },
  EMAIL: { one: "e-mail", other: "e-mails" },
  ADDRESS: { one: "address", other: "addresses" },
  DOB: { one: "date of birth", other: "dates of birth" },
  AGE: { one: "age", other: "ages" },
  SSN: { one: "social security number", other: "social security numbers" },
  ITIN: { one: "taxpayer number", other: "taxpayer numbers" },
  EIN: { one: "employer number", other: "employer numbers" },
  CREDIT_CARD: { one: "card number", other: "card numbers" },
  IBAN: { one: "IBAN", other: "IBANs" },
  ROUTING: { one: "routing number", other: "routing numbers" },
  BANK_ACCOUNT: { one: "bank account", other: "bank accounts" },
  NPI: { one: "provider number", other: "provider numbers" },
  DEA: { one: "DEA number", other: "DEA numbers" },
  MBI: { one: "Medicare number", other: "Medicare numbers" },
  MRN: { one: "patient number", other: "patient numbers" },
  DRIVER_LICENSE: { one: "driving licence", other: "driving licences" },
  PASSPORT: { one: "passport", other: "passports" },
  NINO: { one: "national insurance number", other: "national insurance numbers" },
  NHS: { one: "NHS number", other: "NHS numbers" },
  VAT: { one: "VAT number", other: "VAT numbers" },
  VIN: { one: "vehicle number", other: "vehicle numbers" },
  PLATE: { one: "plate", other: "plates" },
  URL: { one: "web address", other: "web addresses" },
  HANDLE: { one: "account name", other: "account names" },
  IP: { one: "network address", other: "network addresses" },
  MAC: { one: "device address", other: "device addresses" },
  CRYPTO: { one: "wallet address", other: "wallet addresses" },
  GPS: { one: "position", other: "positions" },
  SECRET: { one: "password or key", other: "passwords or keys" },
  HEALTH: { one: "health detail", other: "health details" },
  LOCATION: { one: "place", other: "places" },
  ORGANIZATION: { one: "organisation", other: "organisations" },
  SIGNATURE: { one: "signature", other: "signatures" },
  OTHER: { one: "personal detail", other: "personal details" },
} as const satisfies Record<Label, { one: string; other: string }>;

const regions = {
  face: { one: "face", other: "faces" },
  text: { one: "text", other: "texts" },
  marked: { one: "marked place", other: "marked places" },
} as const satisfies Record<RegionKind, { one: string; other: string }>;

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** "1 needed and names nobody, 2 by consent"; empty if nothing was left open. */
function reasonCounts({ notThere, notPersonal, consent, unasked = 0 }: RejectCounts): string {
  return [
    notThere > 0 ? `${notThere} mistaken` : "",
    notPersonal > 0 ? `${notPersonal} naming nobody` : "",
    consent > 0 ? `${consent} by consent` : "",
    unasked > 0 ? `${unasked} without a reason, as the policy allows` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Why a found place stays readable. */
const rejectReasons = {
  not_there: "It is not what it was taken for",
  not_personal: "It is needed and names nobody",
  consent: "The person agreed in writing",
  unasked: "No reason is asked for",
} as const satisfies Record<RejectReason, string>;

const policies = {
  default: "Default",
  "food-safety": "Food safety",
  "hipaa-safe-harbor": "HIPAA Safe Harbor",
  strict: "Strict",
} as const satisfies Record<PolicyName, string>;

/** "2 names, 1 phone" */
function countWords(counts: readonly LabelCount[]): string {
  return counts.map(({ label, count }) => counted(count, labels[label])).join(", ");
}

const outcomesOf = (outcomes: readonly ClearOutcome[], kind: ClearOutcome) =>
  outcomes.filter((one) => one === kind).length;

const few = (count: number, one: string, more: string) =>
  count === 0 ? "" : count === 1 ? `1 ${one}.` : `${count} ${more}.`;

/** Why a place was found. */
const spanReasons = {
  pattern: "form of it",
  checksum: "check digits are right",
  context: "words beside it",
  list: "on a list of names",
  job: "known from this job",
  repeated: "also elsewhere",
  marked: "marked by you",
  taught: "remembered from an earlier text",
} as const satisfies Record<SpanReason, string>;

export const redaction = {
  title: "Review before sending",
  approvedOf: (done: number, total: number) => `${done} of ${total} approved`,
  queue: "Queue",
  stage: "What stays and what leaves",
  waiting: "To review",
  cleared: "Approved",
  failed: "The queue could not be read.",

  chooseTitle: "Which inspection?",
  chooseText: "Nothing leaves this device before you looked at it.",
  chooseNoneTitle: "Nothing waits for a look.",
  chooseNoneText:
    "Notes, transcripts and photos that may hold personal data appear here before they are sent.",
  doneTitle: "Everything here is approved.",
  doneText: "It may leave this device now, exactly as you saw it.",
  emptyTitle: "Nothing was written or photographed yet.",
  emptyText: "Notes, transcripts and photos of this inspection appear here before they are sent.",
  toInspection: "Back to the inspection",
  toSubmit: "Sign and hand in",

  subjects: {
    template: "Checklist",
    text: "Answer",
    note: "Note",
    finding: "Finding",
    caption: "Caption",
    transcript: "Transcript",
    photo: "Photo",
    signature: "Signer",
  } satisfies Record<Subject["kind"], string>,
  photoNumber: (number: number) => `Photo ${number}`,
  stopTitle: (number: number | null, name: string) => (number === null ? name : `${number} ${name}`),
  both: (text: string) => `${text.toLowerCase()} and photo`,
  marked: (count: number) => (count === 0 ? "nothing personal found" : `${count} marked`),
  unsure: (count: number) => `${count} unsure`,
  working: "still looking",
  byHand: "mark by hand",
  filled: (count: number) =>
    count === 0 ? "nothing personal found" : counted(count, { one: "place filled", other: "places filled" }),
  removed: (count: number) => (count === 0 ? "nothing personal found" : `${count} removed`),

  stays: "Stays on this device",
  leaves: "What leaves",
  holdToEnlarge: ["hold", "to enlarge"],
  metadataRemoved: "position and device data removed",
  updating: "Working out what leaves",
  staysPhoto: (number: number) => `Photo ${number} as it stays here`,
  leavesPhoto: (number: number) => `Photo ${number} as it leaves, with the marked places filled`,
  nothingFound: "Nothing personal was found. Look once yourself.",
  pictureSize: {
    label: "Size of the picture that leaves",
    sizes: { report: "For the report, up to 2016 pixels", evidence: "For evidence, up to 3024 pixels" },
    hints: {
      report: "Enough to read and print a report. Takes the least time to send.",
      evidence: "Shows fine cracks and small print. It is about twice as much to send.",
    },
    small: (px: number) => `The photo itself has ${px} pixels: it leaves as it is, whichever you choose.`,
  },
  gap: "Faces that are small, turned away or covered can be missed, and so can tiny or slanted writing and what a mirror shows. Look for them.",
  workingTitle: "The engine is still looking at this.",
  workingText: "It appears by itself when it is done. You can go on with the next one.",
  byHandTitle: "No engine could judge this one.",
  refusals: {
    too_long: "The text is longer than the engine takes.",
    timed_out: "The text takes the engine more work than one of its length may.",
    engine_failed: "A rule of the engine failed on this text.",
    undecodable: "The text holds characters that stand for lost ones.",
    unknown_script: "Most of the text is in a script that the engine has no rules for.",
    name_model_missing:
      "The policy wants the name model, and it is not on this device. The text waits until it is.",
  } satisfies Record<TextRefusal, string>,
  byHandText: "Look at all of it and mark what is personal. Without a mark, confirm that you looked.",
  looked: "I looked at all of it. Nothing personal is in it.",
  clearedText: "Approved. It may leave this device as you approved it.",
  clearedNote: "Approved. It may leave this device exactly as shown.",

  clearedDecisions:
    "This is what the engine removes. What you marked or kept when you approved it holds as well and is not repeated here.",

  marksLabel: "Marked, with reason",
  labelCount: (count: number, label: Label) =>
    count === 1 ? capital(labels[label].one) : `${count} ${labels[label].other}`,
  labelName: (label: Label) => capital(labels[label].one),
  regionCount: (count: number, kind: RegionKind) =>
    count === 1 ? capital(regions[kind].one) : `${count} ${regions[kind].other}`,
  regionName: (kind: RegionKind) => ({ face: "Face", text: "Text", marked: "Marked" })[kind],
  regionToken: (kind: RegionKind, number: number) =>
    `${{ face: "FACE", text: "TEXT", marked: "MARKED" }[kind]}-${number}`,
  reasons: spanReasons,
  sure: "sure",
  unsureLook: "unsure, look once",
  markedByYou: "marked by you",
  spanLabel: (text: string, { label, reason, isCertain }: Pick<SpanView, "label" | "reason" | "isCertain">) =>
    `${text}: ${labels[label].one}, ${spanReasons[reason]}, ${isCertain ? "will be removed" : "unsure, will be removed"}`,
  boxLabel: (kind: RegionKind, number: number, isCertain: boolean) =>
    `${capital(regions[kind].one)} ${number}, ${isCertain ? "will be filled" : "unsure, will be filled"}`,
  keptText: (text: string, reason: string) => `“${text}” stays: ${reason.toLowerCase()}`,
  /** What the office may know of found places that a person left readable. */
  leftReadable: (counts: RejectCounts) => {
    const words = reasonCounts(counts);
    return words === "" ? "" : `Left readable after a look: ${words}`;
  },
  leftOpen: (counts: RejectCounts) => {
    const words = reasonCounts(counts);
    return words === "" ? "" : `Found places left open after a look: ${words}`;
  },
  keptBox: (kind: RegionKind, reason: string) =>
    `${capital(regions[kind].one)} stays: ${reason.toLowerCase()}`,

  addBox: "Add box",
  markWords: "Mark words",
  reject: "Reject",
  approve: "Approve and next",
  approveLast: "Approve",
  approveChange: "Approve the change",
  toNext: "Next to review",
  approving: "Approving",
  nextMark: "next mark",
  otherMarks: "other marks",
  resize: "resize",
  approved: (name: string) => `${name} approved`,
  markFirst: "Mark what is personal, or confirm that you looked.",
  notYet: "Wait until it is worked out what leaves.",
  readAgain: "Read it again",

  chooseWords: "Choose the words",
  chooseWordsHint:
    "Arrows move, Shift with arrows takes more, a digit says what it is. Or tap the first and the last word.",
  chooseWordsDone: "Done",
  whatIsIt: (text: string) => `What is “${text}”?`,
  otherKind: "Another kind",
  otherKindPick: "Choose",
  markAs: "Mark it",
  keep: "Keep it readable",
  accept: "It is right",
  placeOf: (number: number, count: number) => `Place ${number} of ${count}`,
  whyKept: (text: string) => `Why does “${text}” stay readable?`,
  takeBack: "Take my mark back",
  changeKind: "Change what it is",
  whyNot: "Why is this not personal?",
  rejectReasons,
  lockedTitle: "This kind cannot be kept readable.",
  waitsTitle: "This one waits.",
  policy: (policy: PolicyShown) =>
    `Policy: ${policy.kind === "ready" ? policies[policy.name] : `${policy.title} (${policy.number})`}`,
  actions: {
    keep: "stays readable",
    mask: "goes without a number",
    coarsen: "a coarser value stays",
    token: "goes, a token stands there",
  } satisfies Record<Action, string>,
  locked: "cannot be kept",

  remembered: "Remembered words",
  rememberedText:
    "What you marked or kept in a review is remembered for later texts. It stays on this device, encrypted.",
  rememberedFailed: "The list could not be read.",
  rememberedNoneTitle: "Nothing is remembered yet.",
  rememberedNoneText: "Words that you mark or keep in a review appear here, and can be forgotten again.",
  rememberedCount: (count: number, max: number) => `${count} of at most ${max}`,
  rememberedGoes: (label: Label) => `${capital(labels[label].one)}: is removed`,
  rememberedStays: (label: Label, reason: RejectReason) =>
    reason === "unasked"
      ? `Taken for ${labels[label].one}: stays readable`
      : `Taken for ${labels[label].one}: stays readable. ${rejectReasons[reason]}`,
  forget: "Forget",
  forgetThis: (phrase: string) => `Forget “${phrase}”`,
  forgotten: (phrase: string) => `“${phrase}” is forgotten`,
  back: "Back to the review",
  recheckTitle: (count: number) =>
    count === 1
      ? "1 text was cleared by an older engine or policy and would leave otherwise now."
      : `${count} texts were cleared by an older engine or policy and would leave otherwise now.`,
  recheckNext: "Look again",
  recheckBeyond: (counts: readonly LabelCount[]) => `would also remove ${countWords(counts)}`,
  recheckNoLonger: (counts: readonly LabelCount[]) => `would no longer remove ${countWords(counts)}`,
  recheckWithheld: "the engine gives no answer for it any more",
  recheckSent: (moment: string) => `sent ${moment} as it was`,
  recheckNotSent: "not confirmed by the server yet",
  clearAnew: "Clear again",
  clearAnewOf: (title: string) => `Clear again: ${title}`,
  clearAllAnew: (count: number) => `Clear all ${count} again`,
  clearAnewHint:
    "Clearing again makes a new version by today’s engine and policy. Office and report show the new one; what was sent before stays in the history of the log.",
  clearAnewStop: "Stop",
  clearingAnew: (done: number, total: number) => `${done} of ${total} cleared again`,
  clearedAnewTitle: (outcomes: readonly ClearOutcome[]) => {
    const count = outcomes.filter((one) => one === "cleared").length;
    return count === 1 ? "1 text was cleared again." : `${count} texts were cleared again.`;
  },
  clearedAnewText: (outcomes: readonly ClearOutcome[]) =>
    [
      outcomesOf(outcomes, "cleared") > 0
        ? "The new version goes with the next sending. What was sent before stays in the history of the log."
        : "",
      few(outcomesOf(outcomes, "needs_look"), "waits for a look", "wait for a look"),
      few(
        outcomesOf(outcomes, "handed_in"),
        "was handed in and stays until the office returns it",
        "were handed in and stay until the office returns them",
      ),
      few(
        outcomesOf(outcomes, "needs_new_version"),
        "belongs to a checklist: only a new version of it changes its words",
        "belong to checklists: only a new version changes their words",
      ),
      few(
        outcomesOf(outcomes, "failed"),
        "could not be cleared: the version before stands",
        "could not be cleared: the versions before stand",
      ),
    ]
      .filter(Boolean)
      .join(" "),
  boxPanel: (name: string) => `${name}: move, resize or remove`,
  move: { left: "Move left", right: "Move right", up: "Move up", down: "Move down" },
  size: { left: "Narrower", right: "Wider", up: "Lower", down: "Taller" },
  removeBox: "Remove box",
  closePanel: "Close",
  uncovers: "This box no longer covers all that was found. Say why that is not personal:",
} as const;
