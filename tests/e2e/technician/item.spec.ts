import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("an answer and a note are saved by themselves and are there after a reload", async ({ app, page }) => {
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  await page.getByRole("radio", { name: "In", exact: true }).click();
  await page.getByLabel("Note").fill("Cups with lids at the line.");
  await page.getByLabel("Note").blur();
  await expect(page.getByText("Saved on this device").first()).toBeVisible();

  await page.reload();
  await expect(page.getByRole("radio", { name: "In", exact: true })).toBeChecked();
  await expect(page.getByLabel("Note")).toHaveValue("Cups with lids at the line.");
});

test("what will be removed is counted while it is typed", async ({ app, page }) => {
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  await page.getByLabel("Note").fill("Call Nora Lindqvist at 555-0142 or nora@example.org.");
  await expect(page.getByText(/3 places will be removed/)).toBeVisible();
  const leaves = page.getByRole("group", { name: "Leaves as" });
  await expect(leaves).toContainText(/Call \[PERSON-\d+\] at \[PHONE-\d+\] or \[EMAIL-\d+\]\./);
  await page.getByLabel("Note").press("End");
  await page.getByLabel("Note").pressSequentially(" Card 4111 1111 1111 1111 was left behind.");
  await expect(leaves).toContainText(/\. Card \[CREDIT_CARD-\d+\] was left behind\./);
});

test("nothing is said about words that no engine has looked at yet", async ({ app, page }) => {
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);
  // An engine that never answers: what it would say is not known.
  await page.route("**/api/text_preview", () => undefined);
  await app.show(`/inspections/${visit}/items/1`);
  await expect(page.getByLabel("Note")).toHaveValue(/Nora Lindqvist/);
  await page.waitForTimeout(1_000);
  await expect(page.getByText("nothing to remove found")).toHaveCount(0);
  await page.unroute("**/api/text_preview");
  await page.getByLabel("Note").press("End");
  await page.getByLabel("Note").pressSequentially(" Thanks.");
  await expect(page.getByText("2 places will be removed")).toBeVisible();
});

test("an answer is taken back with the button and done again", async ({ app, page }) => {
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  const out = page.getByRole("radio", { name: "Out", exact: true });
  await out.click();
  await expect(out).toBeChecked();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(out).not.toBeChecked();
  await page.getByRole("button", { name: /^Redo/ }).click();
  await expect(out).toBeChecked();
});

test("a disk that takes nothing keeps the words on the screen and says that they are not saved", async ({
  app,
  page,
}) => {
  await app.open("/today", "writes_failing");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  await page.getByLabel("Note").fill("These words are not on the disk.");
  await page.getByLabel("Note").blur();

  await expect(page.getByRole("alert").first()).toHaveText("Not saved: the disk is full.");
  await expect(page.getByLabel("Note")).toHaveValue("These words are not on the disk.");
  await expect(page.getByText("Saved on this device")).toHaveCount(0);

  await expectNoViolations(page);

  // What was kept and what to do, and the words to copy.
  await page.getByRole("button", { name: "Not saved: the disk is full." }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Everything saved before is safe; the last words are only on the screen.");
  await expect(dialog).toContainText("disk_full");
  await expect(dialog).toContainText("These words are not on the disk.");
});
