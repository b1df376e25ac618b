// Every type of page, in light and dark, in each language: axe finds nothing, the browser complains of nothing, nothing is
// wider than the screen, nothing moves while it loads.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { LANGUAGES, PAGES, inLanguage, url, watched, withBrowser } from "./browser.mjs";

const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });
const WIDTHS = [360, 390, 1024, 1600];

/** How far things on the page moved without being asked. */
const shift = () =>
  new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 100);
  });

await withBrowser(async (browser) => {
  let looked = 0;
  const wrong = [];
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme, reducedMotion: "reduce" });
    const page = await watched(context);
    for (const [name, path] of Object.entries(PAGES)) {
      await page.setViewportSize({ width: 1024, height: 900 });
      await page.goto(url + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) wrong.push(`${path} in ${colorScheme}: ${id}: ${nodes.slice(0, 3).map((node) => node.html)}`);
      page.assertQuiet(`${path} in ${colorScheme}`);
      looked += 1;
      if (shots) await page.screenshot({ path: `${shots}/${name}-${colorScheme}.png`, fullPage: true });
    }
    await context.close();
  }
  const context = await browser.newContext();
  const page = await watched(context);
  for (const language of LANGUAGES) {
    for (const [name, path] of Object.entries(PAGES)) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(inLanguage(path, language));
        if ((await page.evaluate(shift)) > 0.01) wrong.push(`${path} in ${language} moves at ${width}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) wrong.push(`${path} in ${language} is ${wide} wider than ${width}`);
        if (shots && width !== 360) await page.screenshot({ path: `${shots}/${name}-${language}-${width}.png`, fullPage: true });
      }
      page.assertQuiet(`${path} in ${language}`);
    }
  }
  assert.deepEqual(wrong, []);
  console.log(`axe finds nothing on ${looked} pages; ${LANGUAGES.length * WIDTHS.length * Object.keys(PAGES).length} looked at for width and rest`);
});
