// SPDX-License-Identifier: EUPL-1.2
// Pages fit: narrow screens and zoom, long words, without scripts, without colours, on paper.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser, startSite } from './lib/browser.mjs';
import { chairPages, fill, languages, pages, shot, signInChair } from './lib/pages.mjs';

let site, browser;

before(async () => {
  site = await startSite({ fill });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Opens every page in both languages, then those of the chair, and calls look(page, address). */
async function eachPage(options, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const open = async (all) => {
    for (const language of languages) {
      for (const [, path] of all) {
        await page.goto(`${site.url}/${language}${path}`);
        await look(page, `/${language}${path}`);
      }
    }
  };

  await open(await pages(site));
  await signInChair(site, context);
  await open(chairPages(site));
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
  for (const [, path] of await pages(site)) {
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

/** Opens one page in the given window and calls look(page). */
async function onePage(path, viewport, look) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();

  await page.goto(site.url + path);
  await look(page);
  await context.close();
}

test('cards stand in rows, in their order, those of a row equally high', async () => {
  await onePage('/en/codes/gpai', { width: 1440, height: 900 }, async (page) => {
    const cards = await page.locator('section[aria-labelledby="groups"] article').all();
    const boxes = await Promise.all(cards.map((card) => card.boundingBox()));

    assert.equal(boxes.length, 4);
    for (const [at, box] of boxes.entries()) {
      assert.equal(box.y, boxes[0].y);
      assert.equal(box.height, boxes[0].height);
      assert.ok(at === 0 || box.x > boxes[at - 1].x, `card ${at + 1}`);
    }
  });
});

for (const width of [360, 1440]) {
  test(`the sign of a point stands left of its bullet, ${width} px`, async () => {
    await onePage('/en/codes/every-kind/0.1', { width, height: 900 }, async (page) => {
      const gaps = await page.locator('.text ul > li > .anchor').evaluateAll((anchors) =>
        anchors.map((anchor) => anchor.parentElement.getBoundingClientRect().left
          - anchor.getBoundingClientRect().right));

      assert.ok(gaps.length > 0);
      for (const gap of gaps)
        assert.ok(gap >= 20, `${gap} px for the bullet`);
    });
  });
}

test('only the innermost provision below the pointer shows its sign', async () => {
  await onePage('/en/codes/every-kind/0.1', { width: 1440, height: 900 }, async (page) => {
    await page.locator('.text ul > li').first().hover();
    await page.waitForFunction(() =>
      getComputedStyle(document.querySelector('.text ul > li > .anchor')).opacity === '1');
    assert.equal(await page.locator('.anchor').evaluateAll((anchors) =>
      anchors.filter((anchor) => getComputedStyle(anchor).opacity !== '0').length), 1);
  });
});

test('what belongs to a text stands beside it where there is room, else before it', async () => {
  for (const [path, aside, text] of [
    ['/en/codes/open-drafting/compare/1/2', '.c-duties', '.c-changes'],
    ['/en/codes/training-summary/p/ts00010302', '.fact', '.occurrence'],
  ])
    for (const width of [768, 1440])
      await onePage(path, { width, height: 900 }, async (page) => {
        const first = await page.locator(aside).first().boundingBox();
        const second = await page.locator(text).first().boundingBox();

        if (width === 1440)
          assert.ok(first.x >= second.x + second.width, `${path} at ${width} px`);
        else
          assert.ok(first.y + first.height <= second.y, `${path} at ${width} px`);
      });
});

test('sources that are folded on screen are printed', async () => {
  await onePage('/en/codes/gpai', { width: 1440, height: 900 }, async (page) => {
    const sources = page.locator('.source-list .sources').first();

    assert.equal(await sources.isVisible(), false);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await sources.isVisible(), true);
    assert.equal(await page.locator('.source-list > summary').first().isVisible(), false);
  });
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
