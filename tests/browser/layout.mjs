// SPDX-License-Identifier: EUPL-1.2
// Pages fit: narrow screens and zoom, long words, without scripts, without colours, on paper.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser, startSite } from './lib/browser.mjs';
import { fill, languages, pages, shot } from './lib/pages.mjs';

let site, browser;

before(async () => {
  site = await startSite({ fill });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Opens every page in both languages and calls look(page, address). */
async function eachPage(options, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();

  for (const language of languages) {
    for (const [name, path] of await pages(site.url)) {
      await page.goto(`${site.url}/${language}${path}`);
      await look(page, `/${language}${path}`, `${name}-${language}`);
    }
  }
  await context.close();
}

const overflow = () =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth;

// 320 CSS pixels are 1280 at 400 % zoom (WCAG 1.4.10).
for (const width of [320, 640, 1600]) {
  test(`no page scrolls sideways at ${width} px`, async () => {
    await eachPage({ viewport: { width, height: 800 } }, async (page, address) => {
      assert.equal(await page.evaluate(overflow), 0, address);
    });
  });
}

test('texts of double length break nothing', async () => {
  await eachPage({ viewport: { width: 360, height: 800 } }, async (page, address) => {
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('a, button, label, h1, h2, dt, th, legend'))
        if (element.children.length === 0) element.textContent += ` ${element.textContent}`;
    });
    assert.equal(await page.evaluate(overflow), 0, address);
  });
});

test('wider spacing of text cuts nothing off (WCAG 1.4.12)', async () => {
  await eachPage({ viewport: { width: 360, height: 800 }, bypassCSP: true },
    async (page, address) => {
      await page.addStyleTag({
        content: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
          word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`,
      });
      assert.equal(await page.evaluate(overflow), 0, address);
    });
});

test('targets are at least 24 pixels high, or stand in a sentence (WCAG 2.5.8)', async () => {
  await eachPage({ viewport: { width: 360, height: 800 } }, async (page, address) => {
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, input, select, summary, nav a, .state a')]
        .filter((element) => element.type !== 'hidden' && element.offsetParent)
        .filter((element) => element.getBoundingClientRect().height < 24)
        .map((element) => element.outerHTML));
    assert.deepEqual(small, [], address);
  });
});

test('nothing breaks the content security policy, and no error is written', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const said = [];

  page.on('console', (message) => {
    // The browser notes the status of the page that is missing on purpose.
    if (message.type() === 'error' && !/status of 404/.test(message.text()))
      said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  for (const [, path] of await pages(site.url)) {
    await page.goto(`${site.url}/en${path}`);
    await page.mouse.wheel(0, 2000);
  }
  await context.close();
  assert.deepEqual(said, []);
});

test('everything is there without scripts', async () => {
  await eachPage({ javaScriptEnabled: false }, async (page, address) => {
    assert.equal(await page.locator('h1').count(), 1, address);
    assert.ok(await page.locator('main').innerText() !== '', address);
  });
});

test('without scripts, search and appearance work', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();

  await page.goto(`${site.url}/en/search`);
  await page.fill('#q', 'secretariat');
  await page.click('main button');
  assert.match(page.url(), /q=secretariat/);
  assert.ok(await page.locator('.hits > li').count() > 0);
  await page.goto(`${site.url}/en/preference`);
  await page.check('input[value="dark"]');
  await page.click('main button');
  assert.equal(await page.locator('html').getAttribute('data-appearance'), 'dark');
  await context.close();
});

test('forced colours keep the marks of the present place', async () => {
  const context = await browser.newContext({ forcedColors: 'active' });
  const page = await context.newPage();

  await page.goto(`${site.url}/en/log`);
  const line = await page.locator('.rooms [aria-current]')
    .evaluate((link) => getComputedStyle(link).textDecorationLine);
  assert.equal(line, 'underline');
  await shot(page, 'log-forced-colors');
  await context.close();
});

test('a version prints on A4 without the interface', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();

  await page.goto(`${site.url}/en/codes/open-drafting/1`);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sheets = pdf.match(/\/Type\s*\/Page[^s]/g);
  assert.ok(sheets.length >= 2, `${sheets.length} pages`);
  assert.match(pdf, /\/MediaBox\s*\[\s*0 0 59[45][^\]]* 84[12]/);
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.rooms', '.languages', '.contents', '.imprint', '.skip'])
    assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  assert.equal(await page.locator('.anchor').first().isVisible(), false);
  assert.equal(await page.locator('article.text').isVisible(), true);
  await shot(page, 'version-print');
  await context.close();
});
