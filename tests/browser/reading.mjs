// SPDX-License-Identifier: EUPL-1.2
// Reading a long version: contents that follow the reader, defined terms, addresses, paper; and the
// page of a provision.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFindings, root, startBrowser, startSite } from './lib/browser.mjs';
import { languages, shot } from './lib/pages.mjs';

const version = '/codes/gpai/final';
const chapter = 'cps0000000';
const commitment = 'cps0900000';
const measure = 'cps0903000';
const wide = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };
let site, browser;

/** The long text of the demonstration with its duties, and our own in two versions. */
function fill(praxis) {
  const load = (code, label) => {
    for (const language of languages)
      praxis('code', 'import', join(root, `data/codes/${code}.${label}.${language}.md`), '--code',
        code, '--version', label, '--lang', language);
    praxis('code', 'publish', code, label);
  };

  load('gpai', 'final');
  load('open-drafting', '1');
  load('open-drafting', '2');
  praxis('dossier', 'import', join(root, 'data/dossiers/gpai.general.json'));
  praxis('dossier', 'import', join(root, 'data/dossiers/gpai.safety.json'));
}

before(async () => {
  site = await startSite({ fill });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

/** A page at an address; closed with its context by the test that asks for it. */
async function open(t, path, options = {}) {
  const context = await browser.newContext({
    viewport: wide, ...options,
  });
  const page = await context.newPage();

  t.after(() => context.close());
  await page.goto(`${site.url}${path}`);
  return page;
}

const entry = (id) => `.contents a[href="#${id}"]`;

/** Waits until the contents show an entry, as the reader sees it: visible and in another colour. */
async function marked(page, id) {
  await page.waitForFunction((selector) => {
    const link = document.querySelector(selector);
    const others = document.querySelector('.contents a[href="#cpg0000000"]');

    return link.checkVisibility({ contentVisibilityAuto: true }) &&
      getComputedStyle(link).color !== getComputedStyle(others).color;
  }, entry(id));
}

test('with scripts the contents follow the scroll and unfold what is read', async (t) => {
  const page = await open(t, `/en${version}`);

  assert.equal(await page.locator(entry(measure)).isVisible(), false);
  await page.locator(`[id="${measure}"]`).evaluate((section) => section.scrollIntoView());
  await page.waitForSelector(`${entry(measure)}[aria-current="location"]`);
  assert.equal(await page.locator('.contents [aria-current]').count(), 1);
  assert.equal(await page.locator(entry(measure)).isVisible(), true);
  const box = await page.locator(entry(measure)).boundingBox();
  assert.ok(box.y > 0 && box.y + box.height < wide.height, 'the entry is in view');
  await shot(page, 'reading-contents', false);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForSelector(`${entry(measure)}:not([aria-current])`, { state: 'attached' });
  await page.locator(entry(measure)).waitFor({ state: 'hidden' });
});

test('what the reader unfolds stays unfolded', async (t) => {
  const page = await open(t, `/en${version}`);
  const fold = page.locator(`li:has(> a[href="#${chapter}"]) > details`);

  await fold.locator('> summary').focus();
  await page.keyboard.press('Enter');
  assert.equal(await fold.evaluate((details) => details.open), true);
  await page.locator('[id="cpt0101000"]').evaluate((section) => section.scrollIntoView());
  await page.waitForSelector('.contents a[href="#cpt0101000"][aria-current]');
  assert.equal(await fold.evaluate((details) => details.open), true);
});

test('an entry at the end of the page is marked when it is followed', async (t) => {
  const page = await open(t, `/en${version}`);
  const last = await page.locator('.contents a').last().getAttribute('href');

  await page.evaluate((hash) => { location.hash = hash; }, last);
  await page.waitForSelector(`.contents a[href="${last}"][aria-current]`);
});

test('without scripts the contents follow the scroll where the sheet can', async (t) => {
  const page = await open(t, `/en${version}#${measure}`, { javaScriptEnabled: false });

  assert.equal(await page.locator('.contents[data-followed]').count(), 0);
  await marked(page, measure);
  await shot(page, 'reading-contents-no-script', false);
});

test('without scripts and without that, what was followed is marked', async (t) => {
  const context = await browser.newContext({ viewport: wide, javaScriptEnabled: false });
  const page = await context.newPage();

  t.after(() => context.close());
  await page.route('**/assets/praxis.css*', async (route) => {
    const reply = await route.fetch();
    const sheet = (await reply.text()).replaceAll('scroll-target-group', 'no-such-property');

    await route.fulfill({ response: reply, body: sheet });
  });
  await page.goto(`${site.url}/en${version}`);
  assert.equal(await page.locator(entry(commitment)).isVisible(), false);
  await page.goto(`${site.url}/en${version}#${measure}`);
  for (const id of [chapter, commitment, measure])
    await marked(page, id);
  // A paragraph marks what it stands in; the third measure of another commitment is not marked.
  await page.goto(`${site.url}/en${version}#${measure.slice(0, 7)}001`);
  await marked(page, measure);
  assert.equal(await page.locator(entry('cps0703000')).isVisible(), false);
});

test('on a phone the contents are one line, which closes when an entry is followed', async (t) => {
  const page = await open(t, `/fr${version}`, { viewport: phone });
  const fold = page.locator('.contents-fold');

  assert.equal(await fold.evaluate((details) => details.open), false);
  assert.ok((await page.locator('.contents').boundingBox()).height < 80);
  await page.click('.contents-fold > summary');
  await page.click(entry(chapter));
  await page.waitForURL(`**#${chapter}`);
  assert.equal(await fold.evaluate((details) => details.open), false);
  await page.waitForFunction(() => /Chapitre 3/.test(
    document.querySelector('.contents-here').textContent));
  const heading = await page.locator(`[id="${chapter}"] h2`).first().boundingBox();
  const bar = await page.locator('.contents').boundingBox();
  assert.ok(heading.y >= bar.y + bar.height, 'the heading is not under the line');
  await page.click('.contents-fold > summary');
  await page.keyboard.press('Escape');
  assert.equal(await fold.evaluate((details) => details.open), false);
});

test('on a phone without scripts they are folded too, and open', async (t) => {
  const page = await open(t, `/fr${version}`, { viewport: phone, javaScriptEnabled: false });

  assert.equal(await page.locator(entry(chapter)).isVisible(), false);
  await page.click('.contents-fold > summary');
  assert.equal(await page.locator(entry(chapter)).isVisible(), true);
});

test('a term is explained when it has the focus, until Escape', async (t) => {
  const page = await open(t, `/en${version}#${measure}`);
  const term = page.locator(`[id="${measure}"] .term`).first();
  const note = page.locator('#term-note');
  const definition = await term.getAttribute('href');

  await page.locator(`[id="${measure}"] > .through`).focus();
  await page.keyboard.press('Tab');
  while (!await term.evaluate((link) => link === document.activeElement))
    await page.keyboard.press('Tab');
  await note.waitFor({ state: 'visible' });
  assert.equal(await term.getAttribute('aria-describedby'), 'term-note');
  const words = await page.locator(`[id="${definition.slice(1)}"] dd`).innerText();
  assert.ok((await note.innerText()).includes(words.slice(0, 40)), 'in the words of the page');
  await shot(page, 'reading-term', false);
  await page.keyboard.press('Escape');
  await note.waitFor({ state: 'hidden' });
  assert.equal(await term.evaluate((link) => link === document.activeElement), true);
  assert.equal(await term.getAttribute('aria-describedby'), null);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${definition}`);
});

test('a term is explained under the pointer, which can go onto the note', async (t) => {
  const page = await open(t, `/en${version}#${measure}`);
  const term = page.locator(`[id="${measure}"] .term`).first();
  const note = page.locator('#term-note');

  await term.hover();
  await note.waitFor({ state: 'visible' });
  const box = await note.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= wide.width && box.y >= 0, 'it is in the window');
  await note.hover();
  await page.waitForTimeout(600);
  assert.equal(await note.isVisible(), true);
  await page.mouse.move(10, 10);
  await note.waitFor({ state: 'hidden' });
});

test('without scripts a term leads to its definition', async (t) => {
  const page = await open(t, `/fr${version}#${measure}`, { javaScriptEnabled: false });
  const term = page.locator(`[id="${measure}"] .term`).first();
  const definition = await term.getAttribute('href');

  await term.click();
  await page.waitForURL(`**${definition}`);
  assert.match(await page.locator(`[id="${definition.slice(1)}"] dfn`).innerText(), /Signataire/);
});

test('the signs of a provision show on focus, copy its address and say so', async (t) => {
  const page = await open(t, `/en${version}`,
    { permissions: ['clipboard-read', 'clipboard-write'] });
  const anchor = page.locator(`.anchor[href="#${measure}"]`);
  const through = page.locator(`[id="${measure}"] > .through`);

  await anchor.focus();
  await page.keyboard.press('Shift+Tab');
  assert.equal(await anchor.evaluate((link) => getComputedStyle(link).opacity), '0');
  await page.keyboard.press('Tab');
  assert.equal(await anchor.evaluate((link) => getComputedStyle(link).opacity), '1');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('p[role="status"]').textContent !== '');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()),
    `${site.url}/en${version}#${measure}`);
  await anchor.focus();
  await page.keyboard.press('Tab');
  assert.equal(await through.evaluate((link) => link === document.activeElement), true);
  assert.equal(await through.evaluate((link) => getComputedStyle(link).opacity), '1');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/codes/gpai/p/${measure}`);
});

test('what a measure sets stands beside it, or below its heading where it is narrow', async (t) => {
  const page = await open(t, `/en${version}`);
  const duty = page.locator(`[id="${measure}"] .duty`);
  const text = page.locator(`[id="${measure}"] .paragraph`).first();

  assert.ok((await duty.boundingBox()).x > (await text.boundingBox()).x +
    (await text.boundingBox()).width);
  await page.setViewportSize(phone);
  const box = await duty.boundingBox();
  assert.ok(box.y + box.height <= (await text.boundingBox()).y);
});

test('boxes in the margin never cover one another', async (t) => {
  const page = await open(t, `/fr${version}`);
  const boxes = await page.locator('.duty').evaluateAll((all) =>
    all.map((duty) => duty.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]));

  assert.ok(boxes.length > 30);
  for (let i = 1; i < boxes.length; i++)
    assert.ok(boxes[i][0] >= boxes[i - 1][1], `box ${i}`);
});

test('on paper terms are plain, chapters begin a page and headings stay with their text',
  async (t) => {
    const page = await open(t, `/en${version}`);
    const style = (selector, name) => page.locator(selector).first().evaluate(
      (element, wanted) => getComputedStyle(element)[wanted], name);

    await page.emulateMedia({ media: 'print' });
    assert.equal(await style('.term', 'textDecorationLine'), 'none');
    assert.equal(await style('.duty', 'float'), 'none');
    assert.equal(await style(`[id="${chapter}"] > h2`, 'breakBefore'), 'page');
    assert.equal(await style(`[id="${measure}"] > h4`, 'breakAfter'), 'avoid');
    for (const hidden of ['.anchor', '.through', '.contents', '.to-facts'])
      assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    const end = await page.locator('article.text').boundingBox();
    assert.ok((await page.locator('.facts').boundingBox()).y >= end.y + end.height);
  });

test('the page of a provision marks what changed, by keyboard too', async (t) => {
  const page = await open(t, '/en/codes/open-drafting/p/k3v7q0m2dd');
  const redline = page.locator('.redline').first();

  assert.equal(await redline.locator('ins').first().isVisible(), false);
  await redline.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  assert.equal(await redline.locator('ins').first().isVisible(), true);
  assert.deepEqual(await axeFindings(page), []);
  await page.locator('.redline-whole a').first().click();
  await page.waitForURL('**/codes/open-drafting/compare/1/2#k3v7q0m2dd');
  assert.equal(await page.locator('[id="k3v7q0m2dd"]').count(), 1);
});

test('a walk from provision to provision, and back into the text', async (t) => {
  const page = await open(t, `/en/codes/gpai/p/${measure}`, { javaScriptEnabled: false });

  await page.click('.neighbours [rel="next"]');
  await page.waitForURL('**/p/cps0904000');
  await page.click('.crumbs a >> nth=-1');
  await page.waitForURL(`**/p/${commitment}`);
  await page.click('.occurrence h2 a');
  await page.waitForURL(`**${version}#${commitment}`);
});

test('axe finds nothing where a term is explained', async (t) => {
  const page = await open(t, '/en/codes/open-drafting/2');

  await page.locator('.term').first().hover();
  await page.locator('#term-note').waitFor({ state: 'visible' });
  assert.deepEqual(await axeFindings(page), []);
});

// The long text by the rules that its own kinds of box can break: axe.mjs asks all rules of a short
// one.
const rules = ['color-contrast', 'definition-list', 'dlitem', 'duplicate-id-aria', 'link-name',
  'list', 'listitem', 'summary-name', 'target-size'];

for (const [language, viewport, colorScheme] of [['en', wide, 'light'], ['fr', phone, 'dark']]) {
  test(`axe finds nothing, nothing scrolls sideways: ${language}, ${viewport.width} px`,
    async (t) => {
      const page = await open(t, `/${language}${version}`, { viewport, colorScheme });

      for (const path of [version, `/codes/gpai/p/${measure}`, '/codes/gpai/p/cpa0104003']) {
        await page.goto(`${site.url}/${language}${path}`);
        assert.deepEqual(await axeFindings(page, path === version ? rules : []), [], path);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth -
          document.documentElement.clientWidth), 0, path);
        await shot(page, `reading${path.replaceAll('/', '-')}-${language}-${viewport.width}`);
      }
    });
}
