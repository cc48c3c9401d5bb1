/** What is there already: the names of `crates/field-devserver/src/scenario`. */
export type Scenario =
  | "first_run"
  | "signed_out"
  | "locked"
  | "empty_day"
  | "busy_day"
  | "ready_to_sign"
  | "store_failing"
  | "writes_failing"
  | "offline"
  | "policy_changed"
  | "office_inbox"
  | "admin";

/** Opens every profile of a scenario. */
export const PASSPHRASE = "a passphrase for tests only";

/** Password of everybody on the server of a scenario. */
export const PASSWORD = "throw-away password";

/** Made-up people on the server of a scenario. */
export const PEOPLE = {
  technician: "tessa@example.org",
  reviewer: "rufus@example.org",
  admin: "ada@example.org",
} as const;

/** Codes of places: who begins what is told in `scenario/day.rs`. */
export const VISITS = {
  begun: "FS-0401",
  overdue: "FS-0388",
  today: "FS-0412",
  later: "FS-0420",
  submitted: "FS-0350",
  returned: "FS-0362",
  approved: "FS-0371",
} as const;
