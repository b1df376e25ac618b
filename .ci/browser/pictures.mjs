// Take the pictures of the README anew, into docs/: node pictures.mjs http://127.0.0.1:8080

import { url, withBrowser } from "./browser.mjs";

const PICTURES = {
  start: ["/", 1024, 768, "en", "light"],
  list: ["/trade?measure=value&flow=total&partner=LAC&period=year&basis=stated,inferred,derived", 1024, 900, "es", "light"],
  fact: ["/trade/trade-2018-total", 1024, 900, "en", "light"],
  source: ["/sources/cedpr-2020", 1024, 768, "pt", "light"],
  compare: ["/facts?country=BRA,CHL", 1024, 768, "en", "dark"],
  narrow: ["/visits?country=BRA", 390, 780, "zh", "light"],
};

await withBrowser(async (browser) => {
  for (const [name, [path, width, height, language, colorScheme]] of Object.entries(PICTURES)) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale: language });
    await page.goto(url + path);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: `../../docs/explorer-${name}.jpg`, quality: 72 });
    await page.close();
  }
});
