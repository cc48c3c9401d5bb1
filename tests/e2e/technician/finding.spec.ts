import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("a finding is raised from an answer, described, and taken back with an undo", async ({ app, page }) => {
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);
  await app.show(`/inspections/${visit}/items/6`);
  await page.getByRole("radio", { name: "Out", exact: true }).click();
  await page.getByRole("button", { name: "Raise finding" }).first().click();

  const editor = page.getByRole("dialog");
  await editor.getByRole("radio", { name: "Priority foundation" }).click();
  await editor.getByLabel("What is wrong").fill("Open cups above the cutting board.");
  await editor.getByLabel("Corrected while I was here").check();
  await expectNoViolations(page);
  await page.keyboard.press("Escape");
  await expect(page.getByText("Open cups above the cutting board.").first()).toBeVisible();

  await page.getByRole("button", { name: "Edit finding" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove finding" }).click();
  await expect(page.getByText("Finding removed")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(page.getByText("Open cups above the cutting board.").first()).toBeVisible();
});
