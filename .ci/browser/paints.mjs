// How fast pages show, for each type of page: first and largest paint, the longest task of the main thread, what was
// transferred. The caches are cold, the browser runs and its window is there: a window that opens works for a second, as long
// as a page, and that is no page's doing.
//
//     bash .ci/serve target/release/sinolac node .ci/browser/paints.mjs
//
// Nothing is asserted but that nothing moves: times are of a machine and of an hour.

import assert from "node:assert/strict";
import { PAGES, url, withBrowser } from "./browser.mjs";

const LOADS = Number(process.env.LOADS ?? 5);
/** Milliseconds after which a new window rests. */
const SETTLED = 1200;

/** Runs in the page before all of it: remember what the browser tells of its work. */
const listen = () => {
  const told = (globalThis.told = { tasks: [], shift: 0, largest: 0 });
  const observe = (type, use) => new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({ type, buffered: true });
  observe("longtask", ({ duration }) => told.tasks.push(duration));
  observe("layout-shift", ({ value }) => (told.shift += value));
  observe("largest-contentful-paint", ({ startTime }) => (told.largest = startTime));
};

/** Runs in the page when it rests. */
const tell = () => {
  const size = ({ transferSize }) => transferSize;
  const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const first = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  return { ...told, first, bytes: entries.map(size).reduce((sum, bytes) => sum + bytes, 0) };
};

async function load(browser, path) {
  const context = await browser.newContext({ viewport: { width: 1024, height: 900 } });
  const page = await context.newPage();
  await page.waitForTimeout(SETTLED);
  await page.addInitScript(listen);
  await page.goto(url + path, { waitUntil: "networkidle" });
  const told = await page.evaluate(tell);
  await context.close();
  return { ...told, longest: Math.max(0, ...told.tasks) };
}

const ms = (number) => `${Math.round(number)}`.padStart(5);
/** The middle one and the worst. */
const middle = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return `${ms(sorted[Math.floor(sorted.length / 2)])} ${ms(sorted.at(-1))}`;
};

await withBrowser(async (browser) => {
  await load(browser, "/");
  console.log(`page              first paint     largest  long task   kB   (ms: the middle of ${LOADS} loads, the worst)`);
  for (const [name, path] of Object.entries(PAGES)) {
    const loads = [];
    for (let turn = 0; turn < LOADS; turn += 1) loads.push(await load(browser, path));
    const of = (what) => middle(loads.map((told) => told[what]));
    console.log(`${name.padEnd(16)} ${of("first")} ${of("largest")} ${of("longest")} ${(loads[0].bytes / 1000).toFixed(1).padStart(6)}`);
    for (const { shift } of loads) assert.ok(shift < 0.01, `${path} moves by ${shift}`);
  }
});
