// SPDX-License-Identifier: EUPL-1.2
// The pages that browser tests walk over: each kind of page at least once, with content and empty.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './browser.mjs';

export const languages = ['en', 'fr'];

/** Fills a house with our own code in both languages, and one with every kind of provision,
 * in English only. */
export function fill(praxis) {
  const text = (language) => join(root, `data/codes/open-drafting.1.${language}.md`);
  const code = ['--code', 'open-drafting'];

  for (const language of languages)
    praxis('code', 'import', text(language), ...code, '--version', '1', '--lang', language);
  praxis('code', 'publish', 'open-drafting', '1');
  praxis('code', 'import', join(root, 'tests/browser/data/every-kind.md'), '--code', 'every-kind',
    '--version', '0.1', '--lang', 'en');
  praxis('code', 'publish', 'every-kind', '0.1');
}

/** The lasting id of a provision with a heading in our own code. */
export function provisionId() {
  const text = readFileSync(join(root, 'data/codes/open-drafting.1.en.md'), 'utf8');

  return /^###? .*\{#([a-z0-9]+)/m.exec(text)[1];
}

/** Addresses of all kinds of page, without language: [name, path]. */
export async function pages(url) {
  const { acts } = await (await fetch(`${url}/en/log.json`)).json();

  return [
    ['home', '/'],
    ['code', '/codes/open-drafting'],
    ['version', '/codes/open-drafting/1'],
    ['every-kind', '/codes/every-kind/0.1'],
    ['provision', `/codes/open-drafting/p/${provisionId()}`],
    ['search', '/search'],
    ['hits', '/search?q=a'],
    ['no-hits', '/search?q=zzzqqq&code=open-drafting'],
    ['log', '/log'],
    ['act', `/log/${acts[0].id}`],
    ['about', '/about'],
    ['preference', '/preference'],
    ['missing', '/codes/nothing-of-that-name'],
  ];
}

/** Keeps a picture of the page in tests/browser/shots/ when PX_SHOTS is set. */
export async function shot(page, name, fullPage = true) {
  if (!process.env.PX_SHOTS)
    return;
  mkdirSync(join(root, 'tests/browser/shots'), { recursive: true });
  await page.screenshot({ path: join(root, `tests/browser/shots/${name}.png`), fullPage });
}
