// Without a script: every page shows the same, and the form works.

import assert from "node:assert/strict";
import { PAGES, url, watched, withBrowser } from "./browser.mjs";

await withBrowser(async (browser) => {
  const plain = await watched(await browser.newContext({ javaScriptEnabled: false }));
  const whole = await watched(await browser.newContext());
  for (const path of Object.values(PAGES)) {
    await plain.goto(url + path);
    await whole.goto(url + path);
    // A script adds buttons, and tells what a pointer rests on in its own way.
    const text = (main) => {
      const copy = main.cloneNode(true);
      for (const own of copy.querySelectorAll(".ways button, .over title")) own.remove();
      return copy.textContent.replace(/\s+/g, " ");
    };
    const bare = await plain.locator("main").evaluate(text);
    assert.equal(bare, await whole.locator("main").evaluate(text), path);
    const told = (page, of) => page.locator(of).evaluateAll((found) => found.map((link) => link.textContent || link.getAttribute("aria-label")));
    assert.deepEqual(await told(plain, ".over a"), await told(whole, ".over a"), path);
    assert.ok(bare.length > 80, path);
  }
  await plain.goto(`${url}/trade`);
  await plain.locator("summary", { hasText: "flow" }).click();
  await plain.getByRole("checkbox", { name: /^exports/ }).check();
  await plain.getByRole("checkbox", { name: /^imports/ }).check();
  await plain.locator(".go").click();
  await plain.waitForURL("**/trade?flow=*");
  assert.equal(plain.url(), `${url}/trade?flow=exports,imports`);
  console.log(`${Object.keys(PAGES).length} pages are the same without a script`);
});
