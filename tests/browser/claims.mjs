// SPDX-License-Identifier: EUPL-1.2
// A compliance officer fills a model from files and attaches evidence, without a script and
// without help: from the model's page to the claims and back, on a wide and on a narrow screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFindings, startBrowser, startSite } from './lib/browser.mjs';

const card = `---
license: apache-2.0
tags: [a]
---

| Model | Params |
|---|---|
| Example One | 8B |
`;
const inspection = JSON.stringify({
  schema: 1, architecture: 'LlamaForCausalLM',
  parameters: { basis: 'weights', total: 1000, active: 1000 }, layers: 2, context: 4096,
  types: [], modalities: { input: [{ modality: 'text', reason: 'vocab_size' }], output: [] },
  files: [{ name: 'model.safetensors', kind: 'weights', bytes: 2000 }], notes: [],
});
const file = (name, text) => ({ name, mimeType: 'application/octet-stream',
  buffer: Buffer.from(text) });
const model = '/en/providers/lab/models/one';

let site, browser, page;

function fill(praxis) {
  praxis('provider', 'add', 'Example Lab', '--slug', 'lab');
  praxis('model', 'add', 'lab', 'Example One', '--slug', 'one', '--version', 'One-1.0');
  praxis('people', 'add', 'Olive Officer', '--mail', 'olive@example.eu', '--role',
    'compliance-officer', '--scope', 'provider:lab');
}

before(async () => {
  site = await startSite({ fill });
  browser = await startBrowser();
  page = await (await browser.newContext({
    viewport: { width: 1280, height: 900 }, javaScriptEnabled: true,
  })).newPage();
  const link = site.praxis('people', 'link', 'olive@example.eu', '--address', site.url).trim();
  await page.goto(`${site.url}/en${new URL(link).pathname}`);
  await page.click('main form button');
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

/** No page is wider than its window. */
async function fits() {
  const [wide, window] = await page.evaluate(
    () => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);

  assert.ok(wide <= window, `${wide} px in ${window} px`);
}

async function seen(name) {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await fits();
    assert.deepEqual(await axeFindings(page), []);
    if (process.env.PX_SCREENSHOTS)
      await page.screenshot({ path: `${process.env.PX_SCREENSHOTS}/${name}-${width}.png`,
        fullPage: true });
  }
}

test('from files to claims', async () => {
  await page.goto(site.url + model);
  await seen('model');
  await page.click('main a.button:has-text("Claims from files")');
  assert.match(await page.textContent('main'), /praxis model inspect --hash --json WEIGHTS/);
  await seen('import');
  await page.click('main form button');
  assert.match(await page.textContent('.form-errors'), /Choose a file/);
  await page.setInputFiles('input[type="file"]', [file('README.md', card),
    file('inspection.json', inspection), file('noise.bin', '\u0001\u0002')]);
  await page.click('main form button');
  assert.match(await page.textContent('h2'), /What would be claimed/);
  assert.match(await page.textContent('.notice'), /noise\.bin/);
  assert.match(await page.textContent('#contradictions'), /could not both hold/);
  await seen('preview');
  await page.click('text=Make these claims');
  assert.match(await page.textContent('h2'), /These claims were made/);
  await seen('made');
  await page.click('text=To the model, missing fields first');
  assert.match(await page.textContent('main'), /1,000/);
});

test('a claim with files that it rests on', async () => {
  await page.goto(`${site.url}${model}/fields/summary.1.3.f`);
  await page.fill('textarea[name="en"]', 'Nothing particular');
  await page.setInputFiles('input[type="file"]', [file('minutes.txt', 'What was said\n'),
    file('contract.txt', 'What was agreed\n')]);
  await page.click('text=Declare >> visible=true >> nth=-1');
  await page.click('.claim-evidence summary');
  assert.match(await page.textContent('.claim-evidence'), /minutes\.txt.*14 bytes.*SHA-256/s);
  await seen('field');
  await page.uncheck('input[name="keep"] >> nth=0');
  await page.click('form.form button[type="submit"]');
  assert.match(await page.textContent('#before ~ ul'), /minutes\.txt/);
  await page.click('.claim-evidence summary');
  assert.doesNotMatch(await page.textContent('.claim-evidence'), /minutes\.txt/);
});
