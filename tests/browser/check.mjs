// SPDX-License-Identifier: EUPL-1.2
// The checker on pages: whoever has a summary hands it in and sees what to mend first; a compliance
// officer goes from the page of a model to the field, mends it, and publishes in spite of what is
// left. Without script, on a phone and on a desk, and axe finds nothing.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFindings, root, startBrowser, startSite } from './lib/browser.mjs';
import { languages, shot } from './lib/pages.mjs';

const model = '/providers/example-lab/models/tiny-1';
const officer = 'officer@participants.example';
const good = join(root, 'tests/fuzz/seeds/filed/good.txt');
let site, browser, page;

before(async () => {
  site = await startSite({
    fill: (praxis) => {
      praxis('provider', 'add', 'Example Lab', '--slug', 'example-lab', '--outside-union', 'no');
      praxis('model', 'add', 'example-lab', 'Tiny 1');
      praxis('claims', 'declare', 'example-lab/tiny-1', 'summary.2.3.a', 'no');
      praxis('claims', 'declare', 'example-lab/tiny-1', 'summary.3.2.a', 'Some lists may be used.');
      praxis('people', 'add', 'Officer', '--mail', officer, '--role', 'compliance-officer',
        '--scope', 'provider:example-lab');
    },
  });
  browser = await startBrowser();
  page = await (await browser.newContext()).newPage();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

/** What may be wrong with any page: findings of axe, and words beyond the edge. */
async function isFine(name) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.equal(fits, true, `${name} at ${width} pixels`);
    await shot(page, `${name}-${width}`);
  }
  assert.deepEqual(await axeFindings(page), []);
}

for (const language of languages)
  test(`a summary is handed in, ${language}`, async () => {
    await page.goto(`${site.url}/${language}/register`);
    await page.click('a[href$="/check"]');
    await isFine(`check-${language}`);
    await page.setInputFiles('input[type="file"]', good);
    await page.click('main form button');
    assert.equal(await page.locator('.check-counts .error dd').innerText(), '0');
    assert.ok(await page.locator('.check-counts .grade').count() === 2);
    await isFine(`checked-${language}`);
    await page.goto(`${site.url}/${language}/check`);
    await page.setInputFiles('input[type="file"]',
      { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('A letter.') });
    await page.click('main form button');
    assert.equal(await page.locator('.form-errors').count(), 1);
    assert.deepEqual(await axeFindings(page), []);
  });

test('from the model to the field, and to a publication in spite of errors', async () => {
  const link = new URL(site.praxis('people', 'link', officer, '--address', site.url).trim());

  await page.goto(`${site.url}/en${link.pathname}`);
  await page.click('main form button');
  await page.goto(`${site.url}/en${model}`);
  assert.match(await page.locator('.mend li').first().innerText(), /\d+ errors/);
  await isFine('model-findings');
  await page.click('.mend a');
  await isFine('report');

  // What to mend first leads to its field; mended there, it is gone.
  const errors = Number(await page.locator('.check-counts .error dd').innerText());
  await page.click('#mend-first ~ .findings a[href*="summary.1.3.e"]');
  assert.equal(await page.locator('.findings .error').count(), 1);
  await isFine('field-findings');
  await page.fill('[name="en"]', 'English, French and Maltese.');
  await page.click('#declare ~ form button[type="submit"]');
  assert.equal(await page.locator('.findings .error').count(), 0);

  await page.goto(`${site.url}/en${model}/draft/summary`);
  assert.equal(Number(await page.locator('.check-counts .error dd').innerText()), errors - 1);
  assert.match(await page.locator('.report-body').innerText(), /Error SUM-25/);
  await page.click('button[name="publish"]');
  assert.match(await page.locator('.form-errors').innerText(), /Publish in spite of \d+ errors/);
  assert.equal(await page.locator('.publish .findings .error').count(), errors - 1);
  await isFine('publish-asked');
  await page.click('button[name="publish"]');
  await page.waitForURL(/summary\/1$/);
  assert.doesNotMatch(await page.locator('main').innerText(), /SUM-25/);
});
