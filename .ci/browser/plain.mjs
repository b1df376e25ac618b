// Without a script: every page shows the same, and the form works.

import assert from "node:assert/strict";
import { PAGES, url, watched, withBrowser } from "./browser.mjs";

await withBrowser(async (browser) => {
  const plain = await watched(await browser.newContext({ javaScriptEnabled: false }));
  const whole = await watched(await browser.newContext());
  for (const path of Object.values(PAGES)) {
    await plain.goto(url + path);
    await whole.goto(url + path);
    const bare = (await plain.locator("main").textContent()).replace(/\s+/g, " ");
    const scripted = await whole.locator("main").evaluate((main) => {
      const copy = main.cloneNode(true);
      for (const button of copy.querySelectorAll(".ways button")) button.remove();
      return copy.textContent;
    });
    assert.equal(bare, scripted.replace(/\s+/g, " "), path);
    assert.ok(bare.length > 100, path);
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
