// Made by `cargo xtask codegen` from crates/field-contract. Do not edit.

/**
 * What the program is made of.
 */
export type About = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * The models, with whom to thank.
 */
models: Array<AboutModel>, 
/**
 * The libraries.
 */
libraries: Array<AboutLibrary>, 
/**
 * Other parts: fonts, icons, word lists.
 */
parts: Array<AboutLibrary>, };

/**
 * A library that the program uses.
 */
export type AboutLibrary = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its version.
 */
version: string, 
/**
 * Its licence.
 */
licence: string, };

/**
 * A model that the program uses.
 */
export type AboutModel = { 
/**
 * What it is for.
 */
name: string, 
/**
 * Its licence.
 */
licence: string, 
/**
 * Whom to thank.
 */
attribution: string, 
/**
 * It is on this device and intact.
 */
isPresent: boolean, };

/**
 * What a policy does with a found place.
 */
export type Action = "keep" | "mask" | "coarsen" | "token";

/**
 * The only error that crosses to the screens.
 *
 * `message` is for logs and bug reports, in English, and holds no user data: no answers, names,
 * addresses, file paths or transcripts. The screens show their own words, chosen by `code`.
 */
export type AppError = { 
/**
 * What kind of failure.
 */
code: ErrorCode, 
/**
 * Details without user data.
 */
message: string, };

/**
 * A recording to play.
 */
export type Audio = { 
/**
 * WAV, base64.
 */
wavBase64: string, };

/**
 * Something that must be done before an inspection is handed in.
 */
export type Blocker = { "kind": "nothing_answered" } | { "kind": "review_waiting", 
/**
 * How many.
 */
count: number, } | { "kind": "still_working", 
/**
 * How many.
 */
count: number, } | { "kind": "signature_missing" } | { "kind": "conflict", 
/**
 * Which item.
 */
item: ItemNo, };

/**
 * A folder of a camera's card.
 */
export type CameraCard = { 
/**
 * What the card is called.
 */
name: string, 
/**
 * Where its photos are.
 */
path: string, };

/**
 * What the person chose in the system's own dialog.
 */
export type ChosenFolder = { 
/**
 * The whole path; none if the dialog was left without a choice.
 */
path: string | null, };

/**
 * What became of a text that was to be cleared anew.
 */
export type ClearAnew = "cleared" | "needs_look" | "handed_in" | "needs_new_version";

/**
 * A coarser value that stands where an exact one was, such as the year of a date of birth.
 *
 * A segment of its own, like [`Token`]: what a person types never becomes one.
 */
export type Coarse = { 
/**
 * What was removed.
 */
label: Label, 
/**
 * What may be known of it: digits and signs that the engine wrote, never a part of the text.
 */
value: string, };

/**
 * Adds a comment.
 */
export type CommentAddArgs = { 
/**
 * To which inspection.
 */
inspection: InspectionId, 
/**
 * To which item; none for the whole.
 */
item: ItemNo | null, 
/**
 * The text, at most 2000 characters.
 */
text: string, };

/**
 * A reviewer's comment.
 */
export type CommentId = string;

/**
 * What the office wrote.
 */
export type CommentView = { 
/**
 * Which; none for a reason of a return.
 */
comment: CommentId | null, 
/**
 * About which item; none for the whole.
 */
item: ItemNo | null, 
/**
 * The text.
 */
text: Segments, 
/**
 * It is a reason for a return, and not just a comment.
 */
isReturnReason: boolean, 
/**
 * Who wrote it, as far as this device knows.
 */
authorName: string | null, 
/**
 * When.
 */
at: Instant, };

/**
 * Two or more values of the same thing.
 */
export type Conflict = { 
/**
 * What it is about.
 */
field: ConflictField, 
/**
 * The values, oldest first.
 */
values: Array<ConflictValue>, };

/**
 * What a conflict is about.
 */
export type ConflictField = "mark" | "reading" | "text" | "note";

/**
 * Chooses one of the values of a conflict; all stay in the history.
 */
export type ConflictResolveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which item.
 */
item: ItemNo, 
/**
 * What it is about.
 */
field: ConflictField, 
/**
 * The operation whose value stays.
 */
operation: Hash32, };

/**
 * One of the values of a conflict.
 */
export type ConflictValue = { 
/**
 * The operation that set it.
 */
operation: Hash32, 
/**
 * The mark, if it is one.
 */
mark: Mark | null, 
/**
 * The reading, if it is one.
 */
reading: Reading | null, 
/**
 * The words, if it is a text.
 */
text: Segments | null, 
/**
 * It was made on this device.
 */
isMine: boolean, 
/**
 * When, by the other device's clock.
 */
at: Instant, };

/**
 * The connection, as the badge says it.
 */
export type Connection = { "kind": "online" } | { "kind": "offline", 
/**
 * Since when.
 */
since: Instant, } | { "kind": "sending", 
/**
 * Things that were sent in this run.
 */
done: number, 
/**
 * Things of this run.
 */
total: number, } | { "kind": "signed_out" };

/**
 * A local calendar day, 0001-01-01 to 9999-12-31, written `YYYY-MM-DD`.
 */
export type Day = string;

/**
 * The choice and what there is to choose from.
 */
export type Dictation = { 
/**
 * Name of the model that is used.
 */
model: string, 
/**
 * Two letters of the language that is spoken. A model that knows English only hears English.
 */
language: string, 
/**
 * Every speech model, the smallest first.
 */
models: Array<SpeechModel>, 
/**
 * Every language of the multilingual models, by name.
 */
languages: Array<SpokenLanguage>, 
/**
 * The folder that a model file has to lie in.
 */
folder: string, };

/**
 * Chooses model and language for the next recordings.
 */
export type DictationChooseArgs = { 
/**
 * Name of a model whose file is there.
 */
model: string, 
/**
 * Two letters of a language that the model knows.
 */
language: string, };

/**
 * Result of a command that only succeeds or fails.
 */
export type Done = Record<symbol, never>;

/**
 * A draft, if there is one.
 */
export type Draft = { 
/**
 * As the screen wrote it; none if nothing was begun.
 */
value: string | null, 
/**
 * When it was saved.
 */
savedAt: Instant | null, };

/**
 * Names a draft.
 */
export type DraftArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * About what.
 */
subject: DraftSubject, };

/**
 * Keeps a draft in place of the one before it; an empty one is forgotten.
 */
export type DraftSaveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * About what.
 */
subject: DraftSubject, 
/**
 * As the screen wrote it, at most 256 KiB.
 */
value: string, };

/**
 * What a draft is about.
 */
export type DraftSubject = { "kind": "review", 
/**
 * Of which text or photo.
 */
subject: Subject, } | { "kind": "comment", 
/**
 * About which item; none for the whole.
 */
item: ItemNo | null, } | { "kind": "return" };

/**
 * What is drawn.
 */
export type DrawingKind = "arrow" | "box" | "circle" | "measure" | "text";

/**
 * What the screens may decide on. A variant exists only while some screen has words for it.
 */
export type ErrorCode = "locked" | "wrong_passphrase" | "passphrase_too_short" | "key_missing" | "keyring_empty" | "profile_exists" | "store_damaged" | "store_too_new" | "profile_in_use" | "not_found" | "invalid" | "not_allowed" | "not_ready" | "already_submitted" | "nothing_to_undo" | "disk_full" | "offline" | "timeout" | "bad_certificate" | "not_our_server" | "wrong_sign_in" | "too_many_tries" | "sign_in_expired" | "signed_out" | "device_refused" | "server_full" | "server_failed" | "photo_too_large" | "photo_damaged" | "photo_heic" | "not_a_photo" | "folder_missing" | "not_audio" | "recording_empty" | "recording_too_long" | "no_microphone" | "microphone_lost" | "already_recording" | "model_missing" | "processor_too_old" | "withheld" | "template_invalid" | "rescue_unreadable" | "media_damaged" | "internal";

/**
 * Where an exported file went. The person was told that it is not encrypted, or that it is.
 */
export type ExportedFile = { 
/**
 * The folder and file, for the person's own eyes.
 */
path: string, };

/**
 * Names a finding.
 */
export type FindingArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which.
 */
finding: FindingId, };

/**
 * What a finding says. `T` is the kind of text: raw on the device, redacted in the log.
 */
export type FindingFields<T> = { 
/**
 * The item that it belongs to.
 */
item: ItemNo, 
/**
 * How bad it is.
 */
severity: Severity, 
/**
 * The day by which it must be corrected, if one was set.
 */
due: Day | null, 
/**
 * It was put right while the technician was there.
 */
isCorrectedOnSite: boolean, 
/**
 * It was found at the last visit as well.
 */
isRepeat: boolean, 
/**
 * What is wrong, in words.
 */
text: T, 
/**
 * Photos that show it.
 */
photos: Array<PhotoId>, };

/**
 * Something that is wrong at the site.
 */
export type FindingId = string;

/**
 * Raises or changes a finding.
 */
export type FindingSaveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which; none for a new one.
 */
finding: FindingId | null, 
/**
 * What it says.
 */
fields: FindingFields<string>, };

/**
 * The finding that was saved.
 */
export type FindingSaved = { 
/**
 * Which.
 */
finding: FindingId, 
/**
 * By the device clock.
 */
at: Instant, };

/**
 * A finding.
 */
export type FindingView = { 
/**
 * Which.
 */
finding: FindingId, 
/**
 * What it says.
 */
fields: FindingFields<Segments>, 
/**
 * How far sending has come.
 */
sync: SyncState, };

/**
 * How a watched folder stands.
 */
export type FolderState = "watching" | "missing" | "too_many" | "disk_full";

/**
 * Whether a folder is watched for an inspection.
 */
export type FolderStatus = { 
/**
 * The folder; none if none is watched.
 */
folder: FolderView | null, };

/**
 * Folders that look like a camera's card, to choose from.
 */
export type FolderSuggestions = { 
/**
 * The folders, in the order of their names; at most 20.
 */
cards: Array<CameraCard>, 
/**
 * Whether `folder_choose` can show the system's own dialog.
 */
hasChooser: boolean, };

/**
 * A watched folder.
 */
export type FolderView = { 
/**
 * The item that its photos are put under.
 */
item: ItemNo, 
/**
 * Where it is.
 */
path: string, 
/**
 * How it stands.
 */
state: FolderState, 
/**
 * Photos that were taken in since the program runs.
 */
taken: number, 
/**
 * Photos of this look that are still to be read.
 */
waiting: number, 
/**
 * Files that were not taken since the program runs: damaged, too large, or no photos.
 */
refused: number, };

/**
 * Watches a folder for an inspection, in place of the one before.
 */
export type FolderWatchArgs = { 
/**
 * For which inspection.
 */
inspection: InspectionId, 
/**
 * The item that its photos are put under.
 */
item: ItemNo, 
/**
 * Where the folder is, at most 1,000 characters.
 */
path: string, 
/**
 * Only photos that come from now on; else those that are there already, too.
 */
isOnlyNew: boolean, };

/**
 * A SHA-256 value: 32 bytes in binary formats, 64 lower-case hex digits in text formats.
 */
export type Hash32 = string;

/**
 * A number in a transcript, and how it would be written.
 */
export type HeardNumber = { 
/**
 * Start in the text, in UTF-16 code units (what JavaScript counts).
 */
start: number, 
/**
 * End, exclusive, in UTF-16 code units.
 */
end: number, 
/**
 * In digits with the unit's sign, such as "51 °F".
 */
written: string, };

/**
 * A step that somebody dictated.
 */
export type HeardStep = { "kind": "finding", 
/**
 * The class that was named.
 */
severity: Severity | null, 
/**
 * Its words.
 */
text: string, } | { "kind": "photo" } | { "kind": "next_item" } | { "kind": "mark", 
/**
 * As what.
 */
mark: Mark, } | { "kind": "item", 
/**
 * Which.
 */
item: ItemNo, };

/**
 * One operation, for the audit strip.
 */
export type HistoryRow = { 
/**
 * When, by the device clock.
 */
at: Instant, 
/**
 * Who, as far as this device knows.
 */
authorName: string | null, 
/**
 * What kind of change, as the log names it: `mark_set`, `submitted` …
 */
kind: string, 
/**
 * About which item.
 */
item: ItemNo | null, };

/**
 * The inbox.
 */
export type Inbox = { 
/**
 * Every inspection of the organisation, oldest submission first.
 */
rows: Array<InboxRow>, 
/**
 * When the server was last asked.
 */
asOf: Instant | null, };

/**
 * An inspection in the inbox.
 */
export type InboxRow = { 
/**
 * Which.
 */
inspection: InspectionId, 
/**
 * Its site's code.
 */
siteCode: SiteCode, 
/**
 * The template's title.
 */
templateTitle: string, 
/**
 * Who did it.
 */
technicianName: string | null, 
/**
 * Where it stands.
 */
state: InspectionState, 
/**
 * By when it was due.
 */
due: Day | null, 
/**
 * When it was handed in.
 */
submittedAt: Instant | null, 
/**
 * Findings of class P.
 */
priorityCount: number, 
/**
 * Findings of class Pf.
 */
priorityFoundationCount: number, 
/**
 * Findings of class C.
 */
coreCount: number, 
/**
 * Photos that have arrived.
 */
photosPresent: number, 
/**
 * Photos that belong to it.
 */
photosTotal: number, 
/**
 * Some item has two values.
 */
hasConflict: boolean, 
/**
 * Something changed after it was handed in or approved.
 */
hasChangedSinceDecision: boolean, };

/**
 * Names one inspection.
 */
export type InspectionArgs = { 
/**
 * Which.
 */
inspection: InspectionId, };

/**
 * Begins an inspection without a job.
 */
export type InspectionCreateArgs = { 
/**
 * The site's code.
 */
siteCode: SiteCode, 
/**
 * With which checklist.
 */
template: TemplateRef, 
/**
 * Site details; they stay on this device.
 */
site: SiteDetails, };

/**
 * The id of an inspection that was made.
 */
export type InspectionCreated = { 
/**
 * Which.
 */
inspection: InspectionId, };

/**
 * One inspection as a whole, for the technician, the reviewer and the report alike.
 *
 * Texts are segments: on the technician's device a single plain one, elsewhere with tokens.
 */
export type InspectionDetail = { 
/**
 * As in lists.
 */
summary: InspectionSummary, 
/**
 * The person may change it here and now.
 */
isEditable: boolean, 
/**
 * The checklist with its words.
 */
template: Template<Segments>, 
/**
 * The visit before at this site, if this device holds one.
 */
lastVisit: LastVisit | null, 
/**
 * One for each item of the template, in its order.
 */
items: Array<ItemState>, 
/**
 * Findings, worst first.
 */
findings: Array<FindingView>, 
/**
 * Comments and reasons of the office, oldest first.
 */
comments: Array<CommentView>, 
/**
 * Signatures.
 */
signatures: Array<SignatureView>, 
/**
 * Who did it: the sign-in address on the own device, the account's name in the office.
 */
authorName: string, 
/**
 * Day of the inspection.
 */
day: Day | null, 
/**
 * When it was handed in.
 */
submittedAt: Instant | null, 
/**
 * Something changed after it was handed in or approved.
 */
hasChangedSinceDecision: boolean, 
/**
 * Photos whose picture is on this device.
 */
photosPresent: number, 
/**
 * Photos of the inspection.
 */
photosTotal: number, 
/**
 * Every operation, newest first, at most 200, for the audit strip.
 */
history: Array<HistoryRow>, };

/**
 * One filling of one template version.
 */
export type InspectionId = string;

/**
 * Sends an inspection back.
 */
export type InspectionReturnArgs = { 
/**
 * Which.
 */
inspection: InspectionId, 
/**
 * Why; at least one.
 */
reasons: Array<ReturnReasonArgs>, };

/**
 * Where an inspection stands.
 */
export type InspectionState = "assigned" | "draft" | "submitted" | "returned" | "approved";

/**
 * An inspection in a list.
 */
export type InspectionSummary = { 
/**
 * Which.
 */
inspection: InspectionId, 
/**
 * The site's code.
 */
siteCode: SiteCode, 
/**
 * The site's name, if it was typed on this device.
 */
siteName: string | null, 
/**
 * The site's address, if it was typed on this device.
 */
siteAddress: string | null, 
/**
 * The site's contact, if one was typed on this device.
 */
siteContact: string | null, 
/**
 * The template's title.
 */
templateTitle: string, 
/**
 * By when.
 */
due: Day | null, 
/**
 * Where it stands.
 */
state: InspectionState, 
/**
 * Items that have an answer.
 */
answeredCount: number, 
/**
 * Items of the template.
 */
itemCount: number, 
/**
 * Findings.
 */
findingCount: number, 
/**
 * Texts and photos that wait for a person's look before they may leave.
 */
reviewCount: number, 
/**
 * Reasons of the office, if it was returned.
 */
returnReasonCount: number, 
/**
 * How far sending has come.
 */
sync: SyncState, 
/**
 * When the server confirmed the last of it, if all was sent.
 */
sentAt: Instant | null, 
/**
 * Items where two values stand side by side; only where the person can choose.
 */
conflictItems: Array<ItemNo>, };

/**
 * A moment: milliseconds since the Unix epoch, UTC, by some device's clock.
 */
export type Instant = number;

/**
 * A question. It can ask for a mark, a reading and a text at the same time.
 */
export type Item<T> = { 
/**
 * Number, unique in the template.
 */
number: ItemNo, 
/**
 * Two or three words for lists.
 */
name: T, 
/**
 * The question.
 */
question: T, 
/**
 * What to look for.
 */
help: T | null, 
/**
 * Where the rule stands, such as `3-501.16 (A)(2)`.
 */
citations: Array<T>, 
/**
 * The marks that are offered; none if the item asks for no mark.
 */
marks: Array<Mark>, 
/**
 * The reading that is asked for, if any.
 */
reading: ReadingRule | null, 
/**
 * Whether a free text is asked for.
 */
hasText: boolean, 
/**
 * The severity that a finding of this item starts with.
 */
severity: Severity, };

/**
 * Names one item.
 */
export type ItemArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which item.
 */
item: ItemNo, };

/**
 * One item with everything that belongs to it.
 */
export type ItemDetail = { 
/**
 * As in the inspection.
 */
state: ItemState, 
/**
 * Its findings.
 */
findings: Array<FindingView>, 
/**
 * All its recordings, accepted or not, oldest first.
 */
recordings: Array<RecordingView>, 
/**
 * What the office wrote about it.
 */
comments: Array<CommentView>, 
/**
 * Where two values stand side by side.
 */
conflicts: Array<Conflict>, 
/**
 * There is something to undo.
 */
canUndo: boolean, 
/**
 * There is something to redo.
 */
canRedo: boolean, };

/**
 * A question's number within one template version, 1 to 9999.
 *
 * A number and not a name, because it travels: a name typed into an imported template could be
 * anything.
 */
export type ItemNo = number;

/**
 * What is known of one item.
 */
export type ItemState = { 
/**
 * Which.
 */
item: ItemNo, 
/**
 * Its mark.
 */
mark: Mark | null, 
/**
 * Its reading.
 */
reading: Reading | null, 
/**
 * How far the reading is outside the limits, in thousandths; 0 within.
 */
readingExcessMilli: number, 
/**
 * Its free text.
 */
text: Segments | null, 
/**
 * Its note.
 */
note: Segments | null, 
/**
 * It has what the template asks for.
 */
isAnswered: boolean, 
/**
 * Two values stand side by side.
 */
hasConflict: boolean, 
/**
 * It changed since the office returned the inspection.
 */
hasChangedSinceReturn: boolean, 
/**
 * Photos, oldest first.
 */
photos: Array<PhotoView>, 
/**
 * Accepted transcripts, oldest first.
 */
transcripts: Array<TranscriptView>, 
/**
 * Found places of its texts that a person left readable, by reason, as the log has it.
 */
rejected: RejectCounts, 
/**
 * A person alone judged a text of it: the engine had no answer.
 */
isByHand: boolean, 
/**
 * What the visit before said about it.
 */
lastVisit: LastVisit | null, };

/**
 * Assigns a job.
 */
export type JobAssignArgs = { 
/**
 * Which site.
 */
siteCode: SiteCode, 
/**
 * Site details; they stay on this device.
 */
site: SiteDetails, 
/**
 * With which checklist.
 */
template: TemplateRef, 
/**
 * Who.
 */
technician: UserId, 
/**
 * By when.
 */
due: Day, };

/**
 * What a piece of personal data is. The names are those of the development sets.
 */
export type Label = "PERSON" | "PHONE" | "EMAIL" | "ADDRESS" | "DOB" | "AGE" | "SSN" | "ITIN" | "EIN" | "CREDIT_CARD" | "IBAN" | "ROUTING" | "BANK_ACCOUNT" | "NPI" | "DEA" | "MBI" | "MRN" | "DRIVER_LICENSE" | "PASSPORT" | "NINO" | "NHS" | "VAT" | "VIN" | "PLATE" | "URL" | "HANDLE" | "IP" | "MAC" | "CRYPTO" | "GPS" | "SECRET" | "HEALTH" | "LOCATION" | "ORGANIZATION" | "SIGNATURE" | "OTHER";

/**
 * How many places of a kind.
 */
export type LabelCount = { 
/**
 * The kind.
 */
label: Label, 
/**
 * How many.
 */
count: number, };

/**
 * The four families of personal data that have their own tint and underline.
 */
export type LabelFamily = "person" | "contact" | "place" | "health";

/**
 * What the visit before said, as far as this device holds it.
 */
export type LastVisit = { 
/**
 * When it was.
 */
day: Day, 
/**
 * The mark of the item.
 */
mark: Mark | null, 
/**
 * The reading of the item.
 */
reading: Reading | null, 
/**
 * Findings: of the item, or of the whole visit.
 */
findingCount: number, };

/**
 * Forgets a lesson.
 */
export type LessonForgetArgs = { 
/**
 * Which, as [`LessonView`] names it.
 */
key: string, };

/**
 * What a person taught about phrases of earlier texts, the newest first. It stays on this device.
 */
export type LessonList = { 
/**
 * The lessons.
 */
lessons: Array<LessonView>, 
/**
 * Most that are kept; the oldest makes room.
 */
countMax: number, };

/**
 * One lesson.
 */
export type LessonView = { 
/**
 * Names the lesson.
 */
key: string, 
/**
 * The phrase as it stood in the text.
 */
phrase: string, 
/**
 * What it is, or was taken for.
 */
label: Label, 
/**
 * Why it stays readable; none if it goes.
 */
reason: RejectReason | null, 
/**
 * When it was taught.
 */
taughtAt: Instant, };

/**
 * The minute in which a photo was taken, by the camera's own clock, written `YYYY-MM-DDThh:mm`.
 *
 * It has no time zone: cameras seldom write one.
 */
export type LocalMinute = string;

/**
 * What a computer lacks for a model.
 */
export type MachineLack = { "kind": "memory", 
/**
 * In MiB.
 */
wantedMib: number, } | { "kind": "cores", 
/**
 * How many.
 */
wanted: number, };

/**
 * The mark of an item on an inspection form.
 */
export type Mark = "in" | "out" | "not_observed" | "not_applicable";

/**
 * Sets or takes back a mark.
 */
export type MarkSaveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which item.
 */
item: ItemNo, 
/**
 * The mark.
 */
mark: Mark | null, };

/**
 * A model's file.
 */
export type ModelFileState = "present" | "missing" | "wrong";

/**
 * Arguments of a command that needs none.
 */
export type NoArgs = Record<symbol, never>;

/**
 * An organisation: the tenant.
 */
export type OrgId = string;

/**
 * A person of the organisation.
 */
export type PersonView = { 
/**
 * Who.
 */
user: UserId, 
/**
 * The name of the account.
 */
name: string, 
/**
 * As what.
 */
role: Role, };

/**
 * Accepts the boxes of a photo: it may leave with exactly these filled.
 */
export type PhotoApproveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which.
 */
photo: PhotoId, 
/**
 * The boxes.
 */
regions: Array<Region>, 
/**
 * Found boxes that the person took away, with a reason for each.
 */
rejected: Array<RejectedRegion>, 
/**
 * What is drawn over it.
 */
drawings: Array<PhotoDrawing>, 
/**
 * How large it leaves; none: as the policy says.
 */
size: PictureSize | null, };

/**
 * Names a photo.
 */
export type PhotoArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which.
 */
photo: PhotoId, };

/**
 * Adds a photo. The file's name is not part of it: names of files never travel.
 */
export type PhotoAttachArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Of which item.
 */
item: ItemNo, 
/**
 * The file's bytes, base64.
 */
dataBase64: string, };

/**
 * The photo that was added. Its original is encrypted on the disk when this is returned.
 */
export type PhotoAttached = { 
/**
 * Which.
 */
photo: PhotoId, };

/**
 * Writes what a photo shows; empty takes it back.
 */
export type PhotoCaptionSaveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which.
 */
photo: PhotoId, 
/**
 * The caption, at most 500 characters.
 */
caption: string, };

/**
 * What is known of a photo beside what it shows.
 */
export type PhotoDetails = { 
/**
 * The day it was taken, if the camera said so.
 */
takenOn: Day | null, 
/**
 * The minute it was taken, by the camera's clock, likewise.
 */
takenAt: LocalMinute | null, 
/**
 * Where it was taken, in degrees to two decimals, likewise.
 */
place: string | null, 
/**
 * Boxes that were filled.
 */
boxesFilled: number, 
/**
 * Share of the picture that was filled, in thousandths.
 */
areaPermille: number, 
/**
 * How the picture came about; none before it is approved, and for one that an older program
 * cleared.
 */
origin: PhotoOriginView | null, 
/**
 * The original is on this device: [`PhotoVerified`] can be asked for once there is an origin.
 */
isOriginalHere: boolean, };

/**
 * One thing drawn over a photo to point something out.
 */
export type PhotoDrawing = { 
/**
 * What.
 */
kind: DrawingKind, 
/**
 * Where it begins.
 */
from: RelPoint, 
/**
 * Where it ends.
 */
to: RelPoint, 
/**
 * Its words as typed, at most 200 characters; empty for none. What is personal in them is taken out
 * before they are drawn.
 */
words: string, };

/**
 * A photo of an item or finding.
 */
export type PhotoId = string;

/**
 * To which item a photo belongs. Nothing is moved by it.
 */
export type PhotoMatch = { 
/**
 * Which.
 */
photo: PhotoId, 
/**
 * The minute in which it was taken, by the camera's clock.
 */
takenAt: LocalMinute | null, 
/**
 * The item that it is under.
 */
item: ItemNo, 
/**
 * The item that was worked on nearest to that time.
 */
proposed: ItemNo | null, 
/**
 * Why it stays where it is, if it does.
 */
stays: StaysReason | null, };

/**
 * Asks to which items photos belong by the time at which they were taken.
 */
export type PhotoMatchArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which photos, at most 1,000.
 */
photos: Array<PhotoId>, 
/**
 * How many minutes the camera's clock is ahead of universal time: the time zone, and its error.
 */
clockAheadMin: number, };

/**
 * To which items photos belong.
 */
export type PhotoMatches = { 
/**
 * One for each photo, by the time at which it was taken; those without a time last.
 */
matches: Array<PhotoMatch>, };

/**
 * Puts one photo under another item.
 */
export type PhotoMove = { 
/**
 * Which.
 */
photo: PhotoId, 
/**
 * Under which item.
 */
item: ItemNo, };

/**
 * Puts photos under other items, all of them or none.
 */
export type PhotoMoveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which photo to which item, at most 1,000.
 */
moves: Array<PhotoMove>, };

/**
 * How the picture of a photo came about. Hashes are in hex.
 */
export type PhotoOriginView = { 
/**
 * Salted SHA-256 of the original.
 */
original: string, 
/**
 * SHA-256 of the picture.
 */
picture: string, 
/**
 * Version of the photo engine.
 */
engine: number, 
/**
 * SHA-256 of the models; none if a person alone marked it.
 */
models: Array<string>, 
/**
 * How large it was to be; none for one that an older program made.
 */
size: PictureSize | null, };

/**
 * Marks two photos of an item as a pair.
 */
export type PhotoPairArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * What it was like before.
 */
before: PhotoId, 
/**
 * What it is like after it was put right.
 */
after: PhotoId, };

/**
 * Asks for a picture.
 */
export type PhotoPictureArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which.
 */
photo: PhotoId, 
/**
 * Which form of it.
 */
form: PictureForm, };

/**
 * Shows a photo with boxes filled, before anything is decided.
 */
export type PhotoPreviewArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which.
 */
photo: PhotoId, 
/**
 * The boxes.
 */
regions: Array<Region>, 
/**
 * What is drawn over it.
 */
drawings: Array<PhotoDrawing>, 
/**
 * How large it leaves; none: as the policy says.
 */
size: PictureSize | null, };

/**
 * A photo to look at; its pictures come from `photo_picture`.
 */
export type PhotoReview = { 
/**
 * Where it stands.
 */
state: ReviewState, 
/**
 * Width of the upright original.
 */
widthPx: number, 
/**
 * Height of the upright original.
 */
heightPx: number, 
/**
 * What is or will be filled: the boxes exactly as they will be filled.
 */
regions: Array<Region>, 
/**
 * What the engine found, whatever became of it.
 */
found: Array<Region>, 
/**
 * What was found and the person left open when they approved it.
 */
rejected: Array<RejectedRegion>, 
/**
 * What the person drew over it when they approved it.
 */
drawings: Array<PhotoDrawing>, 
/**
 * How large its picture leaves: as the person chose, else as the policy says.
 */
size: PictureSize, };

/**
 * What a comparison of the original with the picture that left shows.
 */
export type PhotoVerified = { 
/**
 * The original is the file that was taken in.
 */
isOriginal: boolean, 
/**
 * The picture is the one that was approved.
 */
isPicture: boolean, 
/**
 * Blocks of the picture, 16 pixels wide and high.
 */
blockCount: number, 
/**
 * Blocks that show something else than the original.
 */
changedBlocks: number, 
/**
 * Those among them that no box covers: 0 if nothing but the boxes was changed.
 */
changedOutside: number, };

/**
 * A photo of an item. Its picture comes from `photo_picture`.
 */
export type PhotoView = { 
/**
 * Which.
 */
photo: PhotoId, 
/**
 * What it shows, in words.
 */
caption: Segments | null, 
/**
 * The photo of the same item that shows this place before: the two are a pair.
 */
before: PhotoId | null, 
/**
 * The picture is on this device.
 */
isPresent: boolean, 
/**
 * Faces that were filled.
 */
facesFilled: number, 
/**
 * Text regions that were filled.
 */
textsFilled: number, 
/**
 * Regions that a person marked and that were filled.
 */
markedFilled: number, 
/**
 * Found regions that a person left open, by reason.
 */
rejected: RejectCounts, 
/**
 * How far sending has come.
 */
sync: SyncState, };

/**
 * A picture to show.
 */
export type Picture = { 
/**
 * JPEG, base64.
 */
jpegBase64: string, };

/**
 * The forms of a photo that can be shown.
 */
export type PictureForm = "thumbnail" | "screen" | "redacted" | { "part": number };

/**
 * How large the picture of a photo leaves. A smaller photo keeps its size.
 */
export type PictureSize = "report" | "evidence";

/**
 * A policy that every program carries. An organisation chooses one of them on its server; a server
 * cannot write one of its own, so that it can never make a device send more than these allow.
 */
export type PolicyName = "default" | "food-safety" | "hipaa-safe-harbor" | "strict";

/**
 * The organisation's policy as a screen names it.
 */
export type PolicyShown = { "kind": "ready", 
/**
 * Which.
 */
name: PolicyName, } | { "kind": "own", 
/**
 * What the organisation calls it.
 */
title: string, 
/**
 * Its number; a changed policy has another one.
 */
number: number, };

/**
 * Makes a new profile.
 */
export type ProfileCreateArgs = { 
/**
 * The new passphrase.
 */
passphrase: string, };

/**
 * Where the profile stands: which screen comes first.
 */
export type ProfileState = "first_run" | "locked" | "key_missing" | "unlocked";

/**
 * The profile as the first screens need it.
 */
export type ProfileStatus = { 
/**
 * Where it stands.
 */
state: ProfileState, 
/**
 * The computer's keyring holds a key for it, so that it can be opened without the passphrase.
 */
hasKeyring: boolean, 
/**
 * Who signed in, once unlocked.
 */
person: SignedInPerson | null, 
/**
 * The server that is proposed on the sign-in screen.
 */
serverUrl: string | null, 
/**
 * The fingerprint that came with the proposal, if one did.
 */
serverFingerprint: string | null, 
/**
 * Shortest passphrase that is taken, in characters.
 */
passphraseLengthMin: number, 
/**
 * Version of the program.
 */
version: string, };

/**
 * Opens the profile.
 */
export type ProfileUnlockArgs = { 
/**
 * The passphrase; none to ask the computer's keyring.
 */
passphrase: string | null, };

/**
 * A measured number, in thousandths of its unit: 51.0 °F is `51_000`.
 *
 * A whole number, so that its bytes are the same on every device. Range: −1 000 000 to 10 000 000
 * thousandths, which holds every thermometer and test strip.
 */
export type Reading = { 
/**
 * Thousandths of the unit.
 */
valueMilli: number, 
/**
 * The unit.
 */
unit: Unit, };

/**
 * A reading that is asked for, with its limits. Within the limits, both included, is in order.
 */
export type ReadingRule = { 
/**
 * The unit that is offered.
 */
unit: Unit, 
/**
 * Lowest value in order, in thousandths.
 */
minMilli: number | null, 
/**
 * Highest value in order, in thousandths.
 */
maxMilli: number | null, };

/**
 * Sets or takes back a reading.
 */
export type ReadingSaveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which item.
 */
item: ItemNo, 
/**
 * The reading.
 */
reading: Reading | null, };

/**
 * Texts of this device that were cleared by another engine, model or policy.
 */
export type Recheck = { 
/**
 * How many texts were cleared by another engine, model or policy than there is now.
 */
olderCount: number, 
/**
 * Those of them that would leave with other places removed.
 */
differing: Array<RecheckRow>, };

/**
 * A text that would leave otherwise now. Never the text itself.
 */
export type RecheckRow = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Its site's code.
 */
siteCode: SiteCode, 
/**
 * The item that it belongs to.
 */
item: ItemNo | null, 
/**
 * Which text.
 */
subject: Subject, 
/**
 * The engine's version when it was cleared.
 */
engine: number, 
/**
 * The number of the policy when it was cleared.
 */
policy: number, 
/**
 * What would be removed beyond what was, by kind.
 */
beyond: Array<LabelCount>, 
/**
 * What was removed and would not be any more, by kind.
 */
noLonger: Array<LabelCount>, 
/**
 * The engine of today gives no answer for it.
 */
isWithheld: boolean, 
/**
 * When the server confirmed it as it left then; none while that waits to be sent.
 */
sentAt: Instant | null, };

/**
 * Names a recording.
 */
export type RecordingArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which.
 */
recording: RecordingId, };

/**
 * Adds a recording from a file.
 */
export type RecordingAttachArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Of which item.
 */
item: ItemNo, 
/**
 * The file's bytes, base64.
 */
dataBase64: string, };

/**
 * The recording that was begun or added.
 */
export type RecordingAttached = { 
/**
 * Which.
 */
recording: RecordingId, };

/**
 * A voice recording of an item.
 */
export type RecordingId = string;

/**
 * The microphone as it is right now.
 */
export type RecordingLevel = { 
/**
 * Which recording, if one is running.
 */
recording: RecordingId | null, 
/**
 * Loudness, 0 to 1.
 */
level: number, 
/**
 * Recorded so far.
 */
elapsedMs: number, 
/**
 * Longest recording that is taken.
 */
limitMs: number, 
/**
 * It is paused.
 */
isPaused: boolean, };

/**
 * A recording of an item.
 */
export type RecordingView = { 
/**
 * Which.
 */
recording: RecordingId, 
/**
 * Its length.
 */
durationMs: number, 
/**
 * How far its transcript is.
 */
state: TranscriptState, 
/**
 * The words that were heard, with times; empty until there is a transcript.
 */
words: Array<Word>, 
/**
 * The text as it stands: what was heard, or what the person made of it.
 */
text: string, 
/**
 * The person accepted the text.
 */
isAccepted: boolean, 
/**
 * Numbers of a text that is not accepted, each to be confirmed.
 */
numbers: Array<HeardNumber>, 
/**
 * Steps that were dictated in a text that is not accepted, each to be confirmed.
 */
steps: Array<HeardStep>, };

/**
 * A place on a photo, and how sure the finder was.
 */
export type Region = { 
/**
 * What it shows.
 */
kind: RegionKind, 
/**
 * Where it is, on the upright photo.
 */
rect: RelRect, 
/**
 * 0 to 1; 1 for a place that a person marked.
 */
score: number, };

/**
 * What a region of a photo shows.
 */
export type RegionKind = "face" | "text" | "marked";

/**
 * How many found places a person left readable, by reason.
 */
export type RejectCounts = { 
/**
 * It was not what the engine took it for.
 */
notThere: number, 
/**
 * It names nobody.
 */
notPersonal: number, 
/**
 * The person agreed.
 */
consent: number, 
/**
 * The policy asked for no reason.
 */
unasked?: number, };

/**
 * Why a found place is not personal data, or may stay all the same.
 *
 * A closed list: it may leave the device, and a free text would have to be cleared first.
 */
export type RejectReason = "not_there" | "not_personal" | "consent" | "unasked";

/**
 * A found region of a photo that a person left open.
 */
export type RejectedRegion = { 
/**
 * Where it was found.
 */
rect: RelRect, 
/**
 * Why it stays open.
 */
reason: RejectReason, };

/**
 * A point on a photo, as fractions of its own width and height from the top left corner.
 *
 * Invariant: finite, and on the photo.
 */
export type RelPoint = { x: number, y: number, };

/**
 * A rectangle on a photo, as fractions of the photo's own width and height.
 *
 * * Origin: top-left corner of the upright image (EXIF orientation applied).
 * * Units: dimensionless; `0.0` is the left/top edge, `1.0` the right/bottom edge.
 * * Invariant: finite, non-empty, and entirely inside the photo.
 *
 * Source: ADR 0005 (redaction gate).
 */
export type RelRect = { left: number, top: number, right: number, bottom: number, };

/**
 * How often a kind of personal data was removed.
 */
export type RemovedCount = { 
/**
 * A label of text, or `FACE`, `TEXT_IN_PHOTO`, `MARKED_IN_PHOTO`, `SIGNATURE`.
 */
kind: string, 
/**
 * How often.
 */
count: number, };

/**
 * What a report says in short, for its preview; the rest is in the inspection's detail.
 */
export type ReportPreview = { 
/**
 * Items in compliance.
 */
inCount: number, 
/**
 * Items out of compliance.
 */
outCount: number, 
/**
 * Items not observed.
 */
notObservedCount: number, 
/**
 * Items that do not apply.
 */
notApplicableCount: number, 
/**
 * Items without a mark.
 */
openCount: number, 
/**
 * In compliance out of those that were judged, 0 to 100; none if none was.
 */
scorePercent: number | null, 
/**
 * Kinds of personal data that were removed, with how often.
 */
removed: Array<RemovedCount>, 
/**
 * The report shows originals, because it is made on the technician's own device.
 */
isOriginal: boolean, };

/**
 * Opens a rescue file.
 */
export type RescueOpenArgs = { 
/**
 * The file's bytes, base64.
 */
dataBase64: string, 
/**
 * Opens the file.
 */
passphrase: string, };

/**
 * Saves one inspection to an encrypted file.
 */
export type RescueSaveArgs = { 
/**
 * Which.
 */
inspection: InspectionId, 
/**
 * Opens the file again.
 */
passphrase: string, };

/**
 * A reason to send an inspection back.
 */
export type ReturnReasonArgs = { 
/**
 * About which item; none for the whole.
 */
item: ItemNo | null, 
/**
 * The reason.
 */
text: string, };

/**
 * Names one thing to look at.
 */
export type ReviewArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * What.
 */
subject: Subject, };

/**
 * One thing to look at.
 */
export type ReviewEntry = { 
/**
 * What it is.
 */
subject: Subject, 
/**
 * The item that it belongs to; none for a template or a signature.
 */
item: ItemNo | null, 
/**
 * Where it stands.
 */
state: ReviewState, 
/**
 * How much was found.
 */
foundCount: number, 
/**
 * How much of that the engine is not sure of.
 */
unsureCount: number, };

/**
 * Everything of one inspection that was or will be looked at.
 */
export type ReviewQueue = { 
/**
 * Waits for a person, in the order of the walk.
 */
waiting: Array<ReviewEntry>, 
/**
 * May leave.
 */
cleared: Array<ReviewEntry>, };

/**
 * Where a review entry stands.
 */
export type ReviewState = "working" | "waiting" | "by_hand" | "cleared";

/**
 * What a person may do in an organisation.
 */
export type Role = "technician" | "reviewer" | "admin";

/**
 * What was saved, and when. It is on this device's disk when this is returned.
 */
export type Saved = { 
/**
 * By the device clock.
 */
at: Instant, };

/**
 * A part of a checklist.
 */
export type Section<T> = { 
/**
 * Number, unique in the template.
 */
number: SectionNo, 
/**
 * What people call it.
 */
title: T, 
/**
 * Items in the order of the walk.
 */
items: Array<Item<T>>, };

/**
 * A section's number within one template version, 1 to 999.
 */
export type SectionNo = number;

/**
 * A piece of redacted text.
 */
export type Segment = { "text": string } | { "token": Token } | { "mask": Label } | { "coarse": Coarse };

/**
 * Redacted text, in reading order. Two text segments never stand side by side.
 */
export type Segments = Array<Segment>;

/**
 * What a server showed.
 */
export type ServerProbe = { 
/**
 * SHA-256 of its certificate, 64 hex digits.
 */
fingerprint: string, };

/**
 * Asks a server for its fingerprint, before anything is sent to it.
 */
export type ServerProbeArgs = { 
/**
 * `https://host:port`.
 */
url: string, };

/**
 * How bad a finding is. The classes of the FDA Food Code, 1-201.10.
 */
export type Severity = "priority" | "priority_foundation" | "core";

/**
 * Signs in on this device.
 */
export type SignInArgs = { 
/**
 * `https://host:port`.
 */
url: string, 
/**
 * The fingerprint that the person confirmed.
 */
fingerprint: string, 
/**
 * Sign-in address.
 */
address: string, 
/**
 * Password.
 */
password: string, };

/**
 * Asks for the strokes of a signature on this device.
 */
export type SignatureArgs = { 
/**
 * Which inspection.
 */
inspection: InspectionId, 
/**
 * What the signature stands for.
 */
meaning: SignatureMeaning, };

/**
 * What a signature stands for (21 CFR 11.50: name, time and meaning).
 */
export type SignatureMeaning = "author" | "received";

/**
 * Signs. Strokes stay on this device; the name leaves as a token.
 */
export type SignatureSaveArgs = { 
/**
 * Which inspection.
 */
inspection: InspectionId, 
/**
 * What the signature stands for.
 */
meaning: SignatureMeaning, 
/**
 * Who signs.
 */
signerName: string, 
/**
 * The strokes; empty if the name was typed and confirmed.
 */
strokes: Array<Array<StrokePoint>>, };

/**
 * The strokes of a signature.
 */
export type SignatureStrokes = { 
/**
 * Empty if the name was typed.
 */
strokes: Array<Array<StrokePoint>>, };

/**
 * A signature.
 */
export type SignatureView = { 
/**
 * What it stands for.
 */
meaning: SignatureMeaning, 
/**
 * Who signed.
 */
signer: Segments, 
/**
 * When, by the device clock.
 */
at: Instant, 
/**
 * Something changed after it was given.
 */
isStale: boolean, 
/**
 * The strokes are on this device.
 */
hasStrokes: boolean, };

/**
 * Who signed in.
 */
export type SignedInPerson = { 
/**
 * The person.
 */
user: UserId, 
/**
 * The organisation.
 */
org: OrgId, 
/**
 * What the person may do.
 */
role: Role, 
/**
 * The sign-in address, for this person's own eyes.
 */
address: string, 
/**
 * The sign-in has ended on the server; work goes on, sending waits.
 */
isExpired: boolean, };

/**
 * A site's code, such as `FS-0412`: one to four capital letters, a hyphen, one to six digits.
 *
 * The form is narrow on purpose: it travels unredacted, so it must not be able to hold a name, an
 * address or a phone number.
 */
export type SiteCode = string;

/**
 * What is known of a site on this device. It never leaves.
 */
export type SiteDetails = { 
/**
 * Name.
 */
name: string, 
/**
 * Address.
 */
address: string, 
/**
 * Person and phone.
 */
contact: string, };

/**
 * Writes down site details of an inspection.
 */
export type SiteSaveArgs = { 
/**
 * Which inspection.
 */
inspection: InspectionId, 
/**
 * The details.
 */
site: SiteDetails, };

/**
 * Why a place was found, for the reason chips.
 */
export type SpanReason = "pattern" | "checksum" | "context" | "list" | "job" | "repeated" | "marked" | "taught";

/**
 * A place in a text that holds personal data.
 */
export type SpanView = { 
/**
 * Start, in UTF-16 code units (what JavaScript counts).
 */
start: number, 
/**
 * End, exclusive, in UTF-16 code units.
 */
end: number, 
/**
 * What it is.
 */
label: Label, 
/**
 * Which of the four families of the look it belongs to.
 */
family: LabelFamily, 
/**
 * 0 to 1.
 */
score: number, 
/**
 * Why it was found.
 */
reason: SpanReason, 
/**
 * The engine is sure.
 */
isCertain: boolean, 
/**
 * What the policy puts there.
 */
action: Action, 
/**
 * Nobody can keep it readable.
 */
isLocked: boolean, 
/**
 * It is kept readable only with a reason.
 */
wantsReason: boolean, };

/**
 * A speech model.
 */
export type SpeechModel = { 
/**
 * Its name, such as `tiny.en`.
 */
name: string, 
/**
 * Name of its file.
 */
file: string, 
/**
 * Size of its file in bytes.
 */
sizeBytes: number, 
/**
 * It knows English and nothing else.
 */
isEnglishOnly: boolean, 
/**
 * Whether its file is there and the right one.
 */
fileState: ModelFileState, 
/**
 * What this computer lacks for it; none if it is good enough.
 */
lack: MachineLack | null, };

/**
 * A language.
 */
export type SpokenLanguage = { 
/**
 * Two letters.
 */
code: string, 
/**
 * Its name in English, in lower case.
 */
name: string, };

/**
 * Why a photo stays under its item.
 */
export type StaysReason = "no_time" | "nothing_near" | "in_finding" | "in_pair";

/**
 * A point of a stroke.
 */
export type StrokePoint = { 
/**
 * Fraction of the pad's width.
 */
x: number, 
/**
 * Fraction of the pad's height.
 */
y: number, 
/**
 * Milliseconds since the first point.
 */
ms: number, };

/**
 * What a review entry is about.
 */
export type Subject = { "kind": "template" } | { "kind": "text", 
/**
 * Of which item.
 */
item: ItemNo, } | { "kind": "note", 
/**
 * Of which item.
 */
item: ItemNo, } | { "kind": "finding", 
/**
 * Which.
 */
finding: FindingId, } | { "kind": "caption", 
/**
 * Of which photo.
 */
photo: PhotoId, } | { "kind": "transcript", 
/**
 * Of which recording.
 */
recording: RecordingId, } | { "kind": "photo", 
/**
 * Which.
 */
photo: PhotoId, } | { "kind": "signature", 
/**
 * What the signature stands for.
 */
meaning: SignatureMeaning, };

/**
 * What stands between an inspection and handing it in.
 */
export type SubmitCheck = { 
/**
 * Each links to its place; empty when it can be handed in.
 */
blockers: Array<Blocker>, 
/**
 * Items without an answer: they may stay open, the report says so.
 */
openItems: Array<ItemNo>, 
/**
 * Findings that stand.
 */
findingCount: number, 
/**
 * Photos that will be sent.
 */
photoCount: number, 
/**
 * Texts that were cleared.
 */
clearedTextCount: number, };

/**
 * Names a row of the sync list.
 */
export type SyncRetryArgs = { 
/**
 * Which.
 */
row: number, };

/**
 * One thing in the sync list.
 */
export type SyncRow = { 
/**
 * Number of the row, for `sync_retry`.
 */
row: number, 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Its site's code.
 */
siteCode: SiteCode | null, 
/**
 * What it is: `mark_set`, `photo_set`, `picture` …
 */
kind: string, 
/**
 * About which item.
 */
item: ItemNo | null, 
/**
 * Its size.
 */
bytes: number, 
/**
 * How far it has come.
 */
state: SyncState, 
/**
 * Why it is not sent, if a try failed.
 */
error: ErrorCode | null, 
/**
 * When it is tried again.
 */
nextTry: Instant | null, 
/**
 * When it was made, or sent.
 */
at: Instant, };

/**
 * How far sending of a thing has come. Four states, one glyph each.
 */
export type SyncState = "sent" | "saved_here" | "sending" | "needs_you";

/**
 * Everything that the badge and the screen Sync show.
 */
export type SyncStatus = { 
/**
 * The connection.
 */
connection: Connection, 
/**
 * Why the last try ended, if it failed.
 */
lastError: ErrorCode | null, 
/**
 * Last time the server answered.
 */
lastContact: Instant | null, 
/**
 * When the next try is due.
 */
nextTry: Instant | null, 
/**
 * Things that wait to be sent.
 */
waitingCount: number, 
/**
 * Things that need somebody, those that wait for a look included.
 */
needsYouCount: number, 
/**
 * Things that were sent today.
 */
sentTodayCount: number, 
/**
 * Bytes that wait.
 */
waitingBytes: number, 
/**
 * Why the policy that the server sent was not taken, in words of its reader; the one before stays in
 * force. None if all is well.
 */
policyRefused: string | null, 
/**
 * What is not sent, and what was sent today; at most 500, needs you first.
 */
rows: Array<SyncRow>, };

/**
 * A checklist. `T` is the kind of its words: `String` where they are known to hold nothing
 * personal (built in), `Raw<String>` where somebody typed them, redacted segments in the log.
 */
export type Template<T> = { 
/**
 * Which template and version this is.
 */
template: TemplateRef, 
/**
 * What people call it.
 */
title: T, 
/**
 * Sections in the order of the walk.
 */
sections: Array<Section<T>>, };

/**
 * A template, over all its versions.
 */
export type TemplateId = string;

/**
 * Imports a template from a file.
 */
export type TemplateImportArgs = { 
/**
 * The file's content: JSON of a template.
 */
json: string, };

/**
 * One version of one template.
 */
export type TemplateRef = { 
/**
 * The template.
 */
id: TemplateId, 
/**
 * Its version, from 1.
 */
version: number, };

/**
 * A template in a list.
 */
export type TemplateSummary = { 
/**
 * Which.
 */
template: TemplateRef, 
/**
 * What people call it.
 */
title: string, 
/**
 * Number of items.
 */
itemCount: number, 
/**
 * It came with the program.
 */
isBuiltIn: boolean, };

/**
 * A person's decisions about a text.
 */
export type TextDecideArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * What.
 */
subject: Subject, 
/**
 * The text that the person had on screen; another one is refused as stale.
 */
original: string, 
/**
 * The decisions.
 */
decisions: Array<TextDecision>, };

/**
 * A person's decision about a place in a text. Places count UTF-16 code units.
 */
export type TextDecision = { "kind": "keep", 
/**
 * Start.
 */
start: number, 
/**
 * End, exclusive.
 */
end: number, 
/**
 * Why.
 */
reason: RejectReason, } | { "kind": "accept", 
/**
 * Start.
 */
start: number, 
/**
 * End, exclusive.
 */
end: number, } | { "kind": "remove", 
/**
 * Start.
 */
start: number, 
/**
 * End, exclusive.
 */
end: number, 
/**
 * What it is.
 */
label: Label, } | { "kind": "read_by_hand" };

/**
 * What would be removed.
 */
export type TextPreview = { 
/**
 * In reading order, not overlapping.
 */
spans: Array<SpanView>, 
/**
 * What would leave, as far as the rules alone can tell.
 */
redacted: Segments, };

/**
 * Shows what would be removed from a text while it is typed.
 */
export type TextPreviewArgs = { 
/**
 * Of which inspection (its people and its site are known).
 */
inspection: InspectionId, 
/**
 * The text.
 */
text: string, };

/**
 * Why the text engine gave no answer.
 */
export type TextRefusal = "too_long" | "timed_out" | "engine_failed" | "undecodable" | "unknown_script" | "name_model_missing";

/**
 * A text as it stays and as it leaves.
 */
export type TextReview = { 
/**
 * The text on this device. For a template: all its words, one a line.
 */
original: string, 
/**
 * What is removed: found or marked, as the decisions leave it.
 */
spans: Array<SpanView>, 
/**
 * What leaves.
 */
redacted: Segments, 
/**
 * Where it stands.
 */
state: ReviewState, 
/**
 * Why the engine gave no answer; then a person judges the text alone. With
 * [`TextRefusal::NameModelMissing`] it waits whatever a person says.
 */
refusal: TextRefusal | null, 
/**
 * The organisation's policy, under which it leaves.
 */
policy: PolicyShown, };

/**
 * Writes a free-text answer or a note; empty takes it back.
 */
export type TextSaveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which item.
 */
item: ItemNo, 
/**
 * The text, at most 20 000 characters.
 */
text: string, };

/**
 * The technician's day.
 */
export type Today = { 
/**
 * The device's local day.
 */
day: Day, 
/**
 * Due before today, soonest first.
 */
overdue: Array<InspectionSummary>, 
/**
 * Due today or begun.
 */
today: Array<InspectionSummary>, 
/**
 * Due later.
 */
later: Array<InspectionSummary>, 
/**
 * Handed in or approved, newest first; at most 50.
 */
finished: Array<InspectionSummary>, };

/**
 * A typed stand-in for removed personal data, numbered from 1 within one inspection.
 *
 * It is a segment of its own and never the text `[PERSON-1]`: a person who types that text would
 * otherwise be taken for somebody else.
 */
export type Token = { 
/**
 * What was removed.
 */
label: Label, 
/**
 * The same value has the same number all through one inspection.
 */
number: number, };

/**
 * A kind of thing that screens show.
 */
export type Topic = "profile" | "inspections" | "items" | "photos" | "folders" | "recordings" | "redactions" | "reviews" | "templates" | "sync" | "people";

/**
 * What changed. The call waits up to 20 seconds for something to change.
 */
export type TopicsChanged = { 
/**
 * Number to ask with next time.
 */
sequence: number, 
/**
 * Topics that changed since `after`, in order, without repetition.
 */
topics: Array<Topic>, };

/**
 * Asks what changed.
 */
export type TopicsWaitArgs = { 
/**
 * The number that the last answer gave; 0 at first.
 */
after: number, };

/**
 * Corrects a transcript, or accepts it.
 */
export type TranscriptSaveArgs = { 
/**
 * Of which inspection.
 */
inspection: InspectionId, 
/**
 * Which.
 */
recording: RecordingId, 
/**
 * The text.
 */
text: string, 
/**
 * The person accepts it as it stands.
 */
isAccepted: boolean, };

/**
 * How far a transcript is.
 */
export type TranscriptState = { "kind": "recording" } | { "kind": "queued" } | { "kind": "working", 
/**
 * 0 to 100.
 */
percent: number, } | { "kind": "ready" } | { "kind": "no_speech" } | { "kind": "failed", 
/**
 * Why.
 */
code: ErrorCode, };

/**
 * An accepted transcript.
 */
export type TranscriptView = { 
/**
 * Of which recording.
 */
recording: RecordingId, 
/**
 * What was said.
 */
text: Segments, 
/**
 * When each piece of `text` was said, in milliseconds: one for each run of letters without white space
 * in its texts and for each stand-in, in order. Empty if it is not known.
 */
startsMs: Array<number>, 
/**
 * Length of the recording.
 */
durationMs: number, };

/**
 * A measuring unit.
 */
export type Unit = "fahrenheit" | "celsius" | "ppm";

/**
 * A person with an account.
 */
export type UserId = string;

/**
 * A word of a transcript.
 */
export type Word = { 
/**
 * The word with its punctuation, without spaces around it.
 */
text: string, 
/**
 * Start within the recording, in milliseconds.
 */
startMs: number, 
/**
 * End within the recording, in milliseconds; never before the start.
 */
endMs: number, 
/**
 * 0 to 1: the engine's own probability.
 */
confidence: number, };
