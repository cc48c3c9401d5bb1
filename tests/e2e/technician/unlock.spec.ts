import { expect, expectNoViolations, test } from "../support/app";
import { PASSPHRASE, PASSWORD, PEOPLE } from "../support/scenario";

test("a new device is protected, signed in and ready for work", async ({ app, page }) => {
  await app.open("/today", "first_run");
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByLabel("The same again").fill(PASSPHRASE);
  await page.getByRole("button", { name: "Make the store" }).click();

  await page.getByRole("button", { name: "Look at the server" }).click();
  await expect(page.getByText("This is the fingerprint that came with the proposal.")).toBeVisible();
  await page.getByRole("button", { name: "They are the same" }).click();
  await page.getByLabel("Sign-in address").fill(PEOPLE.technician);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page.getByText("Nothing is due today.")).toBeVisible();
});

test("a passphrase that is too short or typed differently makes nothing", async ({ app, page }) => {
  await app.open("/today", "first_run");
  await page.getByLabel("Passphrase", { exact: true }).fill("short");
  await page.getByLabel("The same again").fill("shirt");
  await page.getByRole("button", { name: "Make the store" }).click();

  await expect(page.getByText("more to go")).toBeVisible();
  await expect(page.getByText("The two are not the same.")).toBeVisible();
  await expectNoViolations(page);
});

test("a wrong passphrase opens nothing and says what was kept; the right one opens", async ({ app, page }) => {
  await app.open("/today", "locked");
  await page.getByLabel("Passphrase", { exact: true }).fill("not the passphrase");
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("That did not open it.")).toBeVisible();

  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("Blue Kettle Kitchen")).toBeVisible();
});

test("a wrong password is refused in words, and the address stays typed", async ({ app, page }) => {
  await app.open("/today", "signed_out");
  await page.getByRole("button", { name: "Look at the server" }).click();
  await page.getByRole("button", { name: "They are the same" }).click();
  await page.getByLabel("Sign-in address").fill(PEOPLE.technician);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Sign-in address")).toHaveValue(PEOPLE.technician);
});
