import { test } from "../support/app";
test("zz", async ({ app, page }) => {
  await app.open("/inbox", "admin");
  await app.show("/inbox");
  await page.waitForTimeout(1500);
  console.log(await page.evaluate(() => {
    const r = document.evaluate('//*[(self::button or self::a) and not(@disabled) and (contains(normalize-space(.), "Inbox") or @aria-label="Inbox")]', document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    const out: string[] = [];
    for (let i = 0; i < r.snapshotLength; i++) { const e = r.snapshotItem(i) as HTMLElement; const b = e.getBoundingClientRect(); const t = document.elementFromPoint(b.x + b.width/2, b.y + b.height/2) as HTMLElement; out.push(e.outerHTML.slice(0,200) + JSON.stringify(b) + " TOP " + t?.outerHTML.slice(0,200)); }
    return out.join("\n");
  }));
});
