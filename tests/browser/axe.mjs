// SPDX-License-Identifier: EUPL-1.2
// axe finds nothing on any page: both languages, light and dark, phone to wide screen. All rules
// run on wide and narrow pages, since they differ in content; the other runs ask what depends on
// width and colours, each in one language, for neither depends on that.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFindings, startBrowser, startSite } from './lib/browser.mjs';
import { chairPages, fill, pages, shot, signInChair } from './lib/pages.mjs';

const layoutRules = ['color-contrast', 'target-size', 'scrollable-region-focusable'];
const runs = [
  ['en', 'light', 1440, []],
  ['fr', 'light', 1440, []],
  ['en', 'light', 360, []],
  ['fr', 'light', 360, layoutRules],
  ['fr', 'light', 768, layoutRules],
  ['en', 'dark', 360, layoutRules],
  ['fr', 'dark', 768, layoutRules],
  ['en', 'dark', 1440, layoutRules],
];
let site, browser;

before(async () => {
  site = await startSite({ fill });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const [language, colorScheme, width, rules] of runs) {
  test(`no findings: ${language}, ${colorScheme}, ${width} px`, async () => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const found = [];
    const look = async ([name, path]) => {
      await page.goto(`${site.url}/${language}${path}`);
      for (const finding of await axeFindings(page, rules))
        found.push(`${path}: ${finding}`);
      await shot(page, `${name}-${language}-${colorScheme}-${width}`);
    };

    for (const one of await pages(site))
      await look(one);
    await signInChair(site, context);
    for (const one of chairPages(site))
      await look(one);
    await context.close();
    assert.deepEqual(found, []);
  });
}
