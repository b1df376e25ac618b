// "Use this data": each text is copied by its button, and what was copied is run.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { url, watched, withBrowser } from "./browser.mjs";

const python = ["../contract/venv/bin/python", "python3"].find((path) => path === "python3" || existsSync(path));
const run = (command, ...words) => execFileSync(command, words, { encoding: "utf8", timeout: 120_000 });
const has = (command) => {
  try {
    return run("sh", "-c", `command -v ${command}`) !== "";
  } catch {
    return false;
  }
};

/** How many rows each way of using an answer finds. */
const RUN = {
  curl: (text) => {
    const { data } = JSON.parse(run("bash", "-c", `${text} --silent`));
    return Array.isArray(data) ? data.length : 1;
  },
  "Python: pandas": (text, name) => +run(python, "-c", `${text}\nprint(len(${name}))`),
  "Python: polars": (text, name) => +run(python, "-c", `${text}\nprint(len(${name}))`),
  R: (text, name) => (has("Rscript") ? +run("Rscript", "-e", `suppressMessages({${text}}); cat(nrow(${name}))`) : undefined),
  JavaScript: (text) => +run("node", "--input-type=module", "--eval", `${text}\nconsole.log(Array.isArray(data) ? data.length : 1);`),
  DuckDB: (text) =>
    +run(python, "-c", `import duckdb, sys, urllib.request, re\nsql = sys.argv[1]\nprint(len(duckdb.sql(sql).fetchall()))`, text),
  "Google Sheets": async (text) => {
    const csv = await (await fetch(/"(.*)"/.exec(text)[1])).text();
    return csv.trim().split("\r\n").length - 1;
  },
  "Excel, LibreOffice": async (text) => {
    const answer = await fetch(text);
    assert.match(answer.headers.get("content-type"), /spreadsheetml/);
  },
  Citation: (text) => assert.match(text, /sinolac.*CC-BY-4\.0/),
  Embed: async (text) => {
    for (const [, address] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
      const answer = await fetch(address.replaceAll("&amp;", "&"));
      assert.equal(answer.status, 200, address);
    }
  },
};

await withBrowser(async (browser) => {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await watched(context);
  for (const [path, name] of [["/trade?flow=exports&measure=value", "trade"], ["/agreements?country=BRA,CHL", "agreements"], ["/trade/trade-2018-total", "trade"]]) {
    const { data } = await (await fetch(url + path)).json();
    const rows = Array.isArray(data) ? data.length : 1;
    await page.goto(url + path);
    await page.locator("#use > summary").click();
    const ways = page.locator("#use .ways section");
    assert.equal(await ways.count(), Object.keys(RUN).length);
    for (let at = 0; at < (await ways.count()); at += 1) {
      const way = await ways.nth(at).locator("h3").innerText();
      await ways.nth(at).getByRole("button").click();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      const found = await RUN[way](text, name);
      assert.ok(found === undefined || found === rows, `${path}, ${way}: ${found} rows and not ${rows}`);
    }
    if (path.includes("/trade-2018-total")) {
      await page.locator("#report > summary").click();
      await page.locator("#report").getByRole("button").click();
      const report = await page.evaluate(() => navigator.clipboard.readText());
      for (const part of ["trade-2018-total", `${url}${path}`, "What is wrong: "]) assert.ok(report.includes(part), report);
    }
    page.assertQuiet(path);
    console.log(`ok: all ways to use ${path}, ${rows} rows each`);
  }
});
