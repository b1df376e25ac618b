// A browser to look with, and what there is to look at.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const url = process.argv[2];
export const LANGUAGES = ["en", "es", "pt", "zh"];

/** A page of each type. */
export const PAGES = {
  start: "/",
  list: "/trade",
  filtered: "/trade?measure=value&flow=exports,imports&year=2018",
  facts: "/facts",
  empty: "/trade?year=2018&flow=exports&measure=rank",
  found: "/facts?q=mexico&fields=date,title,snippet",
  fact: "/trade/trade-2018-total",
  derived: "/trade?basis=derived",
  statement: "/statements?limit=5",
  country: "/countries/BRA",
  organization: "/organizations/eclac",
  person: "/people/xi-jinping",
  source: "/sources/cedpr-2020",
  contradictions: "/relations?type=contradicts",
  changes: "/changes",
  sides: "/facts?country=BRA,CHL",
  charted: "/trade?measure=value&flow=total&partner=LAC&period=year&basis=stated,inferred,derived",
  groups: "/facts/groups?by=country,kind",
  series: "/trade/series?measure=value&partner=LAC",
  total: "/trade/total?year=2018&flow=exports,imports",
  refused: "/investments/total",
  projects: "/projects",
  kinds: "/kinds",
  dataset: "/dataset",
  check: "/check?claim=Trade+between+China+and+Latin+America+hit+%24315+billion+in+2018",
  mistake: "/trade?yaer=2018",
  nothing: "/nothing/at/all",
};

/** Start a browser, use it, stop it. */
export async function withBrowser(use) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

/** A page on which every complaint of the browser and every request to elsewhere is a failure. */
export async function watched(context) {
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    // That an address answers 400, 404 or 422 is what those pages are for.
    const isStatus = /Failed to load resource.*(400|404|422)/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isStatus) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asks ${request.url()}`);
  });
  page.assertQuiet = (where) => assert.deepEqual(complaints.splice(0), [], where);
  return page;
}

/** The address of a page in a language. */
export const inLanguage = (path, language) => `${url}${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
