import { expect, test } from "../support/app";
import { VISITS } from "../support/scenario";

test("from the day to an answer with a note and a finding, with the keyboard alone", async ({ app, page }) => {
  await app.open("/today", "offline");
  const visit = await app.inspection(VISITS.begun);

  // The one big button is reached by the keyboard and goes on where the day stopped.
  const next = page.getByRole("link", { name: new RegExp(`Continue ${VISITS.begun}`) });
  await next.focus();
  await expect(next).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/inspections/${visit}/items/4$`));

  const group = page.getByRole("radiogroup", { name: "Answer" });
  await group.getByRole("radio").first().focus();
  await page.keyboard.press("2");
  await expect(page.getByRole("radio", { name: "Out", exact: true })).toBeChecked();

  await page.getByLabel("Note").focus();
  await page.keyboard.type("Nobody was sent home; the plan is on the wall.");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Saved on this device").first()).toBeVisible();

  await page.keyboard.press("Control+Shift+N");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("Control+Enter");
  await expect(page).toHaveURL(new RegExp(`/inspections/${visit}/items/5$`));
  await page.keyboard.press("Control+4");
  await expect(page.getByRole("heading", { name: "Sync", level: 1 })).toBeVisible();
});
