import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("words that a person marks are removed from later notes, and can be forgotten", async ({ app, page }) => {
  await app.open("/today", "offline");
  const inspection = await app.inspection(VISITS.begun);
  const text = "The hedgehog took the key.";
  await app.call("note_save", { inspection, item: 6, text });
  await app.call("review_text_approve", {
    inspection,
    subject: { kind: "note", item: 6 },
    original: text,
    decisions: [{ kind: "remove", start: 4, end: 12, label: "PERSON" }],
  });

  await app.show(`/inspections/${inspection}/items/7`);
  await page.getByLabel("Note").fill("The hedgehog took the key again.");
  const leaves = page.getByRole("group", { name: "Leaves as" });
  await expect(leaves).toContainText(/The \[PERSON-\d+\] took the key again\./);

  await app.show("/redaction/remembered");
  await expect(page.getByText("hedgehog")).toBeVisible();
  await expect(page.getByText("Name: is removed")).toBeVisible();
  await expectNoViolations(page);
  const forget = page.getByRole("button", { name: "Forget “hedgehog”" });
  await forget.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Nothing is remembered yet." })).toBeVisible();

  await app.show(`/inspections/${inspection}/items/7`);
  await expect(page.getByLabel("Note")).toHaveValue("The hedgehog took the key again.");
  await expect(leaves).toHaveCount(0);
});
