// SPDX-License-Identifier: EUPL-1.2
// axe finds nothing on any page: both languages, light and dark, phone to wide screen. All rules
// run where the pages differ in content; the others of these runs ask what depends on width and
// colours.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFindings, startBrowser, startSite } from './lib/browser.mjs';
import { fill, languages, pages, shot } from './lib/pages.mjs';

const widths = [360, 768, 1440];
const layoutRules = ['color-contrast', 'target-size', 'scrollable-region-focusable'];
let site, browser;

before(async () => {
  site = await startSite({ fill });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of widths) {
    for (const language of languages) {
      test(`no findings: ${language}, ${colorScheme}, ${width} px`, async () => {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
        const page = await context.newPage();
        const found = [];
        const rules = colorScheme === 'light' && width !== 768 ? [] : layoutRules;

        for (const [name, path] of await pages(site.url)) {
          await page.goto(`${site.url}/${language}${path}`);
          for (const finding of await axeFindings(page, rules))
            found.push(`${path}: ${finding}`);
          await shot(page, `${name}-${language}-${colorScheme}-${width}`);
        }
        await context.close();
        assert.deepEqual(found, []);
      });
    }
  }
}
