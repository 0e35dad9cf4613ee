// SPDX-License-Identifier: EUPL-1.2
// Everything can be reached and used with the keyboard alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser, startSite } from './lib/browser.mjs';
import { chairPages, fill, pages, provisionId, signInChair } from './lib/pages.mjs';

let site, browser, context, page;

before(async () => {
  site = await startSite({ fill });
  browser = await startBrowser();
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
  });
  page = await context.newPage();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Presses Tab until the focus is on what the selector names. */
async function tabTo(selector, most = 200) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector))
      return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

test('the first stop is the skip link, and it leads to the content', async () => {
  await page.goto(`${site.url}/en/`);
  await page.keyboard.press('Tab');
  const skip = page.locator('.skip');
  assert.equal(await skip.evaluate((link) => link === document.activeElement), true);
  const box = await skip.boundingBox();
  assert.ok(box.y >= 0, 'it is visible when it has the focus');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
});

test('every stop shows that it has the focus', async () => {
  const all = await pages(site);

  await signInChair(site, context);
  for (const [, path] of [...all, ...chairPages(site)]) {
    await page.goto(`${site.url}/en${path}`);
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const at = document.activeElement;
        const style = getComputedStyle(at);

        return at === document.body || (style.outlineStyle !== 'none' &&
          parseFloat(style.outlineWidth) >= 2) ? '' : at.outerHTML.slice(0, 200);
      });
      assert.equal(seen, '', `on ${path}`);
    }
  }
  await context.clearCookies();
});

test('the language switch leads to the same page', async () => {
  await page.goto(`${site.url}/en/codes/open-drafting/1`);
  await tabTo('.languages a[hreflang="fr"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.url}/fr/codes/open-drafting/1`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  assert.equal(await page.locator('.languages [aria-current]').getAttribute('lang'), 'fr');
});

test('the contents lead to a provision', async () => {
  const id = provisionId();

  await page.goto(`${site.url}/en/codes/open-drafting/1`);
  await tabTo(`.contents a[href="#${id}"]`);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/codes/open-drafting/1#${id}`);
  const box = await page.locator(`[id="${id}"]`).boundingBox();
  assert.ok(box.y >= 0 && box.y < 450, `the provision is in view: ${box.y}`);
});

test('a provision shows its address when the focus is on it', async () => {
  await page.goto(`${site.url}/en/codes/open-drafting/1`);
  const anchor = page.locator(`.anchor[href="#${provisionId()}"]`);
  assert.equal(await anchor.evaluate((link) => getComputedStyle(link).opacity), '0');
  await tabTo(`.anchor[href="#${provisionId()}"]`, 400);
  await page.waitForFunction((id) =>
    getComputedStyle(document.querySelector(`.anchor[href="#${id}"]`)).opacity === '1',
  provisionId());
  assert.match(await anchor.getAttribute('aria-label'), /\S+ \S+/);
});

test('a mark of the timeline leads to its row in the history', async () => {
  await page.goto(`${site.url}/en/codes/gpai`);
  await tabTo('.tl-picture a');
  const title = await page.evaluate(() =>
    document.activeElement.querySelector('title').textContent);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/codes\/gpai\/history#step-/);
  const row = page.locator('tr:target');
  const [when, what] = title.split(': ');
  assert.equal(await row.locator('.step-when').innerText(), when);
  assert.equal(await row.locator('.step-title').innerText(), what);
});

test('search works from the header to the provision', async () => {
  await page.goto(`${site.url}/en/`);
  await tabTo('#quick-q');
  await page.keyboard.type('secretariat');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/en\/search\?q=secretariat/);
  assert.ok(await page.locator('.hits mark').count() > 0, 'the words are marked');
  await tabTo('.hits h3 a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/en\/codes\/[a-z-]+\/[0-9.]+#/);
});

test('the appearance is chosen and kept', async () => {
  await page.goto(`${site.url}/en/about`);
  await tabTo('.imprint a[href^="/en/preference"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.url}/en/preference?back=%2Fen%2Fabout`);
  await tabTo('input[name="appearance"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.url}/en/about`);
  assert.equal(await page.locator('html').getAttribute('data-appearance'), 'dark');
  await page.goto(`${site.url}/en/log`);
  assert.equal(await page.locator('html').getAttribute('data-appearance'), 'dark');
});
