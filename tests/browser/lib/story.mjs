// SPDX-License-Identifier: EUPL-1.2
// What stories need that are played by several people in one house.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBrowser, startSite } from './browser.mjs';
import { languages } from './pages.mjs';
import { Player } from './player.mjs';

/** Brings a text in as a working version, as the drafters do. */
export function takeIn(praxis, language, version, text) {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-draft-'));

  writeFileSync(join(folder, 'draft.md'), text);
  praxis('code', 'import', join(folder, 'draft.md'), '--code', 'gpai', '--version', version,
    '--lang', language);
  rmSync(folder, { recursive: true });
}

/** The mails to an address, the newest first, with their texts. */
export function mails(site, to) {
  return JSON.parse(site.praxis('--json', 'mail', 'list')).mails
    .filter((mail) => mail.address === to)
    .map(({ id, subject }) => ({ subject, text: site.praxis('mail', 'show', '--links', id) }));
}

/** The first link of the newest mail that has one of that kind. */
export function mailedLink(site, to, kind) {
  for (const { text } of mails(site, to)) {
    const link = new RegExp(`https?://[^/\\s]*(/\\S*${kind}/\\S+)`).exec(text);
    if (link)
      return link[1];
  }
  throw new Error(`no mail to ${to} has a link to ${kind}`);
}

/** Waits for a mail to an address that says so: notices to many are written by a job. */
export async function told(site, to, words) {
  for (let tries = 0; tries < 100; tries++) {
    if (mails(site, to).some(({ text }) => text.replace(/\s+/g, ' ').includes(words)))
      return;
    await sleep(100);
  }
  assert.fail(`no mail to ${to} says: ${words}`);
}

/** Somebody of story.people, each [name, mail], who signs in by a link of the operator; those of
 * mails are shown to nobody else. */
export async function signedIn(story, who, options) {
  const { site } = story;
  const [name, mail] = story.people[who];
  const player = await Player.open(story, options);
  const link = site.praxis('people', 'link', mail, '--address', site.url).trim();

  await player.go(new URL(link).pathname);
  assert.match(await player.text(), new RegExp(name), 'the page says who signs in');
  await player.send(player.page.locator('main form'));
  assert.match(await player.text('.account'), new RegExp(name));
  return player;
}

/** Plays a story in each language: play(story, step) with steps like step(name, () => ...), in a
 * house that fill(language)(praxis) fills. What pages were found to lack is told at the end. */
export function playInEachLanguage(name, { people, fill, clock, options, play }) {
  for (const language of languages) {
    test(`${name}, in ${language}`, async (t) => {
      const site = await startSite({ fill: fill(language), clock });
      const browser = await startBrowser();
      const story = { site, browser, language, people, seen: new Set(), found: [],
        options: options?.(language) };
      let whole = true;
      // What comes after a step that failed would only fail for its sake.
      const step = (title, act) => whole && t.test(title, async () => {
        whole = false;
        await act();
        whole = true;
      });

      try {
        await play(story, step);
        await step('axe, width and console found nothing', () => {
          assert.deepEqual(story.found, []);
        });
      } finally {
        if (!whole)
          story.found.forEach((line) => t.diagnostic(line));
        await browser.close();
        await site.stop();
      }
    });
  }
}
