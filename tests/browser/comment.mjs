// SPDX-License-Identifier: EUPL-1.2
// Words are selected by keyboard and by mouse, and the form quotes just these words.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFindings, startBrowser, startSite } from './lib/browser.mjs';

const draft = `# One {#aaaaaaaaa0}

Providers *keep* a register of [serious risks](#aaaaaaaaa0), 日本 too. {#bbbbbbbbb1}

They show it on demand. {#ccccccccc2}
`;

let site, browser, page;

function fill(praxis) {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-draft-'));

  writeFileSync(join(folder, 'draft.md'), draft);
  praxis('code', 'import', join(folder, 'draft.md'), '--code', 'gpai', '--version', 'draft-1');
  rmSync(folder, { recursive: true });
  praxis('process', 'begin', 'gpai', 'e', '--template', 'gpai', '--from', '2026-01-12');
  praxis('code', 'publish', 'gpai', 'draft-1', '--process', 'e');
  praxis('people', 'add', 'Mia Member', '--mail', 'mia@example.eu', '--role', 'member', '--scope',
    'code:gpai');
}

before(async () => {
  site = await startSite({ fill });
  browser = await startBrowser();
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const link = site.praxis('people', 'link', 'mia@example.eu', '--address', site.url).trim();
  await page.goto(`${site.url}/en${new URL(link).pathname}`);
  await page.click('main form button');
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

test('by keyboard alone: arrows move, Shift extends, Enter comments', async () => {
  await page.goto(`${site.url}/en/codes/gpai/draft-1`);
  assert.deepEqual(await axeFindings(page), []);
  await page.keyboard.press('c');
  for (const key of ['ArrowDown', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight'])
    await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => getSelection().toString()), 'keep a register');
  assert.match(await page.textContent('body > p[role="status"]:last-of-type'), /keep a register/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/comment\?on=bbbbbbbbb1/);
  assert.equal(await page.textContent('.quoted mark'), 'keep a register');
  assert.equal(await page.inputValue('textarea[name="wording"]'), 'keep a register');
  assert.deepEqual(await axeFindings(page), []);
});

test('Escape leaves, and the keys are the page\'s again', async () => {
  await page.goto(`${site.url}/en/codes/gpai/draft-1`);
  await page.keyboard.press('c');
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => getSelection().toString()), '');
  assert.equal(await page.locator('[role="application"]').count(), 0);
});

test('by mouse: across a link, in code points', async () => {
  await page.goto(`${site.url}/en/codes/gpai/draft-1`);
  await page.evaluate(() => {
    const words = document.querySelector('#bbbbbbbbb1 [data-words]');
    const link = words.querySelector('a[href="#aaaaaaaaa0"]');
    const range = document.createRange();

    range.setStart(link.firstChild, 8);
    range.setEnd(link.nextSibling, 4);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.click('.comment-pop');
  await page.waitForURL(/comment\?on=bbbbbbbbb1/);
  assert.equal(await page.textContent('.quoted mark'), 'risks, 日本');
});

test('a selection in the middle of a word means the word', async () => {
  await page.goto(`${site.url}/en/codes/gpai/draft-1`);
  await page.evaluate(() => {
    const words = document.querySelector('#bbbbbbbbb1 [data-words]');
    const link = words.querySelector('a[href="#aaaaaaaaa0"]');
    const range = document.createRange();

    range.setStart(link.firstChild, 10);
    range.setEnd(link.firstChild, 11);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.click('.comment-pop');
  await page.waitForURL(/comment\?on=bbbbbbbbb1/);
  assert.equal(await page.textContent('.quoted mark'), 'risks');
});
