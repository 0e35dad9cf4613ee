// SPDX-License-Identifier: EUPL-1.2
// The static copy of the site, opened from the disk: it has its style, its links lead on, its list
// of provisions can be looked through, and axe finds nothing on the pages that only it has. So do
// the pages of the most relevant domains of a corpus.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { axeFindings, startBrowser, startSite } from './lib/browser.mjs';
import { fill, languages, shot } from './lib/pages.mjs';

let site, browser, folder, page;
const address = (file) => `${pathToFileURL(join(folder, 'public'))}/${file}`;

before(async () => {
  site = await startSite({ fill });
  folder = mkdtempSync(join(tmpdir(), 'praxis-export-'));
  site.praxis('export', 'site', join(folder, 'public'));
  browser = await startBrowser();
  page = await (await browser.newContext()).newPage();
});

after(async () => {
  await browser?.close();
  await site?.stop();
  if (folder)
    rmSync(folder, { recursive: true, force: true });
});

test('from the first page to a text, with its style', async () => {
  await page.goto(address('index.html'));
  await page.click('a[hreflang="fr"]');
  assert.equal(page.url(), address('fr/index.html'));
  const style = await page.locator('.masthead').evaluate((head) => getComputedStyle(head));
  assert.equal(style.borderTopWidth, '6px');
  await page.goto(address('fr/codes/every-kind/0.1/index.html'));
  await page.click('.languages a[hreflang="en"]');
  assert.equal(page.url(), address('en/codes/every-kind/0.1/index.html'));
  assert.equal(await page.locator('article.text').isVisible(), true);
});

test('the search of the head looks through the list', async () => {
  await page.goto(address('en/codes/every-kind/0.1/index.html'));
  await page.fill('#quick-q', 'GIVES dossier');
  await page.press('#quick-q', 'Enter');
  await page.waitForURL(/search\/index\.html\?q=/);
  assert.equal(await page.locator('.static-list li:visible').count(), 0);
  await page.fill('#static-q', 'fingerprint label');
  assert.equal(await page.locator('.static-list li:visible').count(), 1);
  assert.match(await page.locator('.static-search [role=status]').innerText(), /1$/);
});

test('without scripts the list is all there', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();

  await plain.goto(address('en/search/index.html?q=fingerprint'));
  assert.ok(await plain.locator('.static-list li:visible').count() > 10);
  assert.equal(await plain.locator('.static-search').isVisible(), false);
  await context.close();
});

test('axe finds nothing on the pages that only a copy has', async () => {
  const files = ['index.html', ...languages.flatMap((language) =>
    [`${language}/search/index.html`, `${language}/left-out/index.html`])];
  const found = [];

  for (const file of files) {
    await page.goto(address(file));
    for (const finding of await axeFindings(page))
      found.push(`${file}: ${finding}`);
    await shot(page, `copy-${file.replaceAll('/', '-')}`);
  }
  assert.deepEqual(found, []);
});

test('a domain is sought in a list of many pages, without a server', async () => {
  const corpus = join(folder, 'corpus.jsonl');
  const lines = Array.from({ length: 12000 }, (_, i) => JSON.stringify(
    { url: `https://site${i}.${['fr', 'co.uk', 'org'][i % 3]}/`,
      text: 'x'.repeat(i < 1100 ? 9 : 1) }));

  writeFileSync(corpus, lines.join('\n'));
  site.praxis('corpus', 'scan', corpus, '-o', join(folder, 'corpus.partial'));
  for (const language of languages) {
    const list = pathToFileURL(join(folder, `domains-${language}`));

    site.praxis('--lang', language, 'corpus', 'domains', join(folder, 'corpus.partial'), '--html',
      join(folder, `domains-${language}`));
    await page.goto(`${list}/index.html`);
    assert.equal(await page.locator('.domain-pages li').count(), 2);
    await page.fill('#asked', 'HTTPS://user@www.a.site1000.co.uk:8080/path?q#f');
    await page.press('#asked', 'Enter');
    await page.waitForURL(/list-\d+\.html.*#site1000\.co\.uk$/);
    assert.match(await page.locator('tr:target').innerText(), /site1000\.co\.uk/);
    assert.deepEqual(await axeFindings(page), []);
    await shot(page, `domains-list-${language}`);
    await page.goto(`${list}/index.html`);
    await page.fill('#asked', 'www.site11999.org');
    await page.press('#asked', 'Enter');
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent);
    assert.match(await page.locator('[role=status]').innerText(), /^www\.site11999\.org /);
    assert.deepEqual(await axeFindings(page), []);
    await shot(page, `domains-${language}`);
  }
});
