// What readers do: filter, sort, page, search, follow a suggestion, change the language, go back; all of it by keyboard too.

import assert from "node:assert/strict";
import { url, watched, withBrowser } from "./browser.mjs";

const query = (page) => page.url().slice(url.length);

const CHECKS = {
  async "a filter is chosen and removed, and the address is the answer's"(page) {
    await page.goto(`${url}/trade`);
    await page.locator("summary", { hasText: "measure" }).click();
    await page.getByRole("checkbox", { name: /^value/ }).check();
    await page.getByRole("checkbox", { name: /^growth/ }).check();
    await page.locator(".go").click();
    await page.waitForURL("**/trade?measure=*");
    assert.equal(query(page), "/trade?measure=growth,value");
    const total = +(await page.locator(".count b").innerText());
    const answer = await (await fetch(page.url())).json();
    assert.equal(total, answer.meta.total);
    assert.deepEqual(await page.locator(".rows tbody tr").count(), answer.data.length);
    await page.locator(".chips a").first().click();
    await page.waitForURL("**/trade");
    await page.goBack();
    assert.equal(query(page), "/trade?measure=growth,value");
    assert.ok(await page.locator("summary", { hasText: "measure" }).innerText().then((text) => /value/.test(text)));
  },
  async "a column is sorted by, then the other way"(page) {
    await page.goto(`${url}/trade`);
    await page.locator("th.figure a").click();
    await page.waitForURL("**/trade?sort=-value");
    assert.equal(await page.locator("th.figure").getAttribute("aria-sort"), "descending");
    const first = (await (await fetch(page.url())).json()).data[0].id;
    assert.ok((await page.locator("td.heading a").first().getAttribute("href")).endsWith(first));
    await page.locator("th.figure a").click();
    await page.waitForURL((address) => !address.search.includes("-value"));
  },
  async "pages follow each other to the last"(page) {
    await page.goto(`${url}/trade?limit=10`);
    const seen = [];
    for (;;) {
      seen.push(...(await page.locator("td.heading a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))));
      const next = page.locator("a[rel=next]");
      if ((await next.count()) === 0) break;
      await next.click();
      await page.waitForLoadState();
    }
    const all = (await (await fetch(`${url}/trade?limit=1000`)).json()).data;
    assert.deepEqual(seen, all.map((row) => `/trade/${row.id}`));
  },
  async "a suggestion is found while typing and followed by keyboard"(page) {
    await page.goto(url);
    const input = page.getByRole("combobox", { name: "Search" });
    await input.fill("braz");
    await page.getByRole("option", { name: /Brazil/ }).first().waitFor();
    await input.press("ArrowDown");
    const chosen = await page.locator("[role=option][aria-selected=true]").innerText();
    assert.match(chosen, /Braz/);
    await input.press("Enter");
    await page.waitForURL("**/countries/BRA");
    await page.getByRole("combobox", { name: "Search" }).fill("soybeans");
    await page.getByRole("combobox", { name: "Search" }).press("Enter");
    await page.waitForURL("**/facts?q=soybeans");
  },
  async "the switch of languages keeps the question"(page) {
    await page.goto(`${url}/trade?year=2018&sort=-value`);
    await page.getByRole("link", { name: "Português" }).click();
    await page.waitForURL("**lang=pt*");
    assert.match(query(page), /year=2018/);
    assert.match(query(page), /sort=-value/);
    assert.equal(await page.locator("html").getAttribute("lang"), "pt");
    await page.locator("td.heading a").first().click();
    await page.waitForURL("**/trade/**");
    assert.equal(await page.locator("html").getAttribute("lang"), "pt");
  },
  async "everything is reached by keyboard, and where one is can be seen"(page) {
    await page.goto(`${url}/trade`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        const active = document.activeElement;
        const { width, height } = active.getBoundingClientRect();
        return { tag: active.tagName, outline: getComputedStyle(active).outlineStyle, size: width * height };
      });
      assert.ok(seen.size > 0 && seen.outline !== "none", JSON.stringify(seen));
      if (seen.tag === "SUMMARY" && (await page.evaluate(() => document.activeElement.parentElement.className.includes("clause")))) break;
    }
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.activeElement.parentElement.open), "Enter opens");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    assert.ok(await page.evaluate(() => document.activeElement.checked), "Space chooses");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "SUMMARY", "Escape closes and goes back");
  },
};

await withBrowser(async (browser) => {
  for (const [name, check] of Object.entries(CHECKS)) {
    const context = await browser.newContext();
    const page = await watched(context);
    await check(page);
    page.assertQuiet(name);
    await context.close();
    console.log(`ok: ${name}`);
  }
});
