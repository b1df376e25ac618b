// What readers do: filter, sort, page, search, follow a suggestion, change the language, go back; all of it by keyboard too.

import assert from "node:assert/strict";
import { PAGES, url, watched, withBrowser } from "./browser.mjs";

const CHARTED = PAGES.charted;
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
  async "a figure on a chart is told to who points at it or reaches it by keyboard, and leads to its fact"(page) {
    for (const width of [1200, 400]) {
      await page.setViewportSize({ width, height: 1000 });
      await page.goto(`${url}${CHARTED}`);
      const over = page.locator(width > 992 ? ".over.wide" : ".over.narrow");
      const point = over.getByRole("link", { name: /^2018: US\$307\.4 billion/ });
      await point.hover();
      const told = () => over.locator(".tip text").allTextContents();
      assert.deepEqual((await told()).slice(0, 2), ["2018", "US$307.4 billion"]);
      assert.equal((await told()).length, 3, "and who says so");
      await page.mouse.move(2, 2);
      assert.deepEqual(await told(), []);
      const first = over.locator("a[tabindex='0']");
      await first.focus();
      const before = await told();
      await page.keyboard.press("ArrowRight");
      assert.notDeepEqual(await told(), before);
      assert.equal(await over.locator("a[tabindex='0']").count(), 1, "one stop for all of them");
      await page.keyboard.press("Escape");
      assert.deepEqual(await told(), []);
      await point.click();
      await page.waitForURL("**/trade/trade-2018-total");
    }
  },
  async "years drawn over on a chart limit the list to them"(page) {
    await page.setViewportSize({ width: 1200, height: 1000 });
    await page.goto(`${url}${CHARTED}`);
    const span = page.locator(".over.wide .span").first();
    const [from, to] = await Promise.all(["data-from", "data-to"].map(async (name) => +(await span.getAttribute(name))));
    await span.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await span.boundingBox();
    const at = (year) => x + ((year - from) / (to - from)) * width;
    await page.mouse.move(at(2018.5), y + height / 2);
    await page.mouse.down();
    await page.mouse.move(at(2019), y + height / 2);
    await page.mouse.move(at(2020.5), y + height / 2);
    assert.deepEqual(await page.locator(".over.wide .tip text").allTextContents(), ["2018 – 2020"]);
    await page.mouse.up();
    await page.waitForURL("**from=2018&to=2020");
    const answer = await (await fetch(page.url())).json();
    assert.equal(+(await page.locator(".count b").innerText()), answer.meta.total);
    assert.equal(await page.locator(".chips a").filter({ hasText: /from 1 Jan 2018|until 31 Dec 2020/ }).count(), 2);
  },
  async "groups lead to their rows"(page) {
    await page.goto(`${url}/trade?scope=bilateral`);
    await page.locator(".others a").first().click();
    await page.waitForURL("**/trade/groups?*");
    await page.locator("select[name=by]").first().selectOption("flow");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL("**/trade/groups?by=flow&scope=bilateral");
    const number = page.locator("td.number a").first();
    const count = +(await number.innerText());
    await number.click();
    await page.waitForURL((address) => address.pathname === "/trade");
    assert.match(query(page), /flow=.*scope=bilateral|scope=bilateral.*flow=/);
    assert.equal(+(await page.locator(".count b").innerText()), count);
  },
  async "no link of a page leads a browser to JSON unasked"(page) {
    const seen = new Set();
    for (const path of Object.values(PAGES)) {
      await page.goto(url + path);
      const hrefs = await page.locator("a[href^='/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      // What ends in the name of a format is meant to be one.
      for (const href of hrefs.filter((href) => !/\.[a-z]+$/.test(href.split("?")[0]))) {
        seen.add(href.split("?")[0].replace(/^(\/\w+)\/(?!groups|series|total).+/, "$1/…") + "|" + href);
      }
    }
    const one = new Map([...seen].map((entry) => entry.split("|")));
    for (const href of one.values()) {
      const { headers } = await fetch(url + href, { headers: { Accept: "text/html" } });
      assert.match(headers.get("content-type") ?? "", /^text\/html/, href);
    }
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
