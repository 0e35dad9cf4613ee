// SPDX-License-Identifier: EUPL-1.2
// A new house: empty pages say what will be there and who makes it happen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFindings, startBrowser, startSite } from './lib/browser.mjs';
import { languages, shot } from './lib/pages.mjs';

let site, browser, page;

before(async () => {
  site = await startSite({ fill: () => {} });
  browser = await startBrowser();
  page = await (await browser.newContext()).newPage();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const language of languages) {
  test(`the first page of a new house, ${language}`, async () => {
    await page.goto(`${site.url}/${language}/`);
    assert.match(await page.locator('.codes .empty').innerText(), /praxis code import/);
    assert.deepEqual(await axeFindings(page), []);
    await shot(page, `empty-home-${language}`);
  });

  test(`search and log of a new house, ${language}`, async () => {
    for (const path of ['/search?q=x', '/log']) {
      await page.goto(`${site.url}/${language}${path}`);
      assert.equal(await page.locator('h1').count(), 1);
      assert.deepEqual(await axeFindings(page), []);
    }
  });
}

test('a version that is not published has no page', async () => {
  site.praxis('code', 'import', new URL('data/every-kind.md', import.meta.url).pathname, '--code',
    'secret', '--version', '1', '--lang', 'en');
  const reply = await page.goto(`${site.url}/en/codes/secret/1`);
  assert.equal(reply.status(), 404);
  assert.match(await page.locator('main').innerText(), /published/);
  await page.goto(`${site.url}/en/codes/secret`);
  assert.ok(await page.locator('.empty').count() > 0);
  assert.equal((await fetch(`${site.url}/en/codes/secret/1.json`)).status, 404);
});
