import { expect, expectNoViolations, test } from "../support/app";
import { VISITS } from "../support/scenario";
import { pathOf } from "../support/screens";

test("the speech model and the language are chosen on a screen of their own", async ({ app, page }) => {
  await app.open("/about", "empty_day");
  await page.getByRole("link", { name: "Language and model" }).click();
  await expect(page.getByRole("heading", { name: "Dictation", level: 1 })).toBeVisible();

  const models = page.getByRole("group", { name: "Speech model" });
  await expect(models.getByRole("radio", { name: /Small and quick/ })).toBeChecked();
  await expect(models.getByRole("radio")).toHaveCount(3);
  const best = models.getByRole("radio", { name: /Best/ });
  await expect(best, "its file is only added by hand").toBeDisabled();
  await expect(page.getByLabel("Language that is spoken")).toBeDisabled();
  await expect(page.getByText("This model knows English only.")).toBeVisible();
  await expectNoViolations(page);
});

test("a language that the model does not know is not taken", async ({ app }) => {
  await app.open("/dictation", "empty_day");
  const refused = app.call("dictation_choose", { model: "tiny.en", language: "es" });
  await expect(refused).rejects.toThrow(/invalid/);
  const dictation = await app.call<{ language: string }>("dictation_show", {});
  expect(dictation.language, "the earlier choice stays").toBe("en");
});

test("a voice note leads to the choice", async ({ app, page }) => {
  await app.open("/today", "busy_day");
  const spoken = { name: "spoken", path: "/inspections/:inspection/items/:rich", visit: VISITS.begun };
  await app.show(await pathOf(app, spoken));
  await page.getByRole("link", { name: "Language and model" }).first().click();
  await expect(page.getByRole("heading", { name: "Dictation", level: 1 })).toBeVisible();
});
