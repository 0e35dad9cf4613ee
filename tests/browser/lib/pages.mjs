// SPDX-License-Identifier: EUPL-1.2
// The pages that browser tests walk over: each kind of page at least once, with content and empty.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './browser.mjs';

export const languages = ['en', 'fr'];
const chair = ['Cora Chair', 'cora@example.org'];

/** Two further versions of the code with every kind of provision: reworded, moved, split, deleted,
 * new, in text, tables and blocks of code. */
function fillChanges(praxis) {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-changes-'));
  const file = join(folder, 'every-kind.md');
  let text = readFileSync(join(root, 'tests/browser/data/every-kind.md'), 'utf8');
  const publish = (version) => {
    writeFileSync(file, text);
    praxis('code', 'import', file, '--code', 'every-kind', '--version', version, '--lang', 'en');
    praxis('code', 'publish', 'every-kind', version, '--accept-doubts');
  };
  const change = (from, to) => {
    if (!text.includes(from))
      throw new Error(`every-kind.md does not have: ${from}`);
    text = text.replace(from, to);
  };

  change('gets an answer within', 'shall receive an answer within');
  change('| First | 4 weeks |', '| First | 5 weeks |');
  change('reason: the comment is right', 'reason: the comment is right in part');
  change('3. No version is taken back.\n', '');
  change('It is short on purpose: a rule that nobody reads is kept by nobody.',
    '\n\nIt is short on purpose: a rule that nobody reads is kept by nobody.');
  publish('0.2');
  change('## Commitment 2: Answer every comment', '## Commitment 3: Answer every comment');
  change('Take the proof, take the key, and *compute*.',
    'Take the proof, take the key, and *compute* within 30 days.\n\nWho cannot, may ask.');
  publish('0.3');
  rmSync(folder, { recursive: true });
}

/** Comments on the code with every kind of provision, in part answered; its next draft, and a chair
 * who works on it. */
function fillComments(praxis) {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-comments-'));
  const file = join(folder, 'comments.csv');
  const take = (rows, ...how) => {
    writeFileSync(file, `Clause;Type of comment;Comments;Proposed change;Observations\n${rows}`);
    praxis('comments', 'import', 'every-kind', '0.3', file, ...how);
  };

  take('Measure 2.1;te;**Foreseeably** unclear.;Say more.;Accepted. It says more now.\n'
    + 'Measure 2.2;ed;Interoperationalisationally long, as words of technical people may be.;;\n',
  '--byline', 'Example Society', '--publish-answers');
  praxis('people', 'add', chair[0], '--mail', chair[1], '--role', 'chair', '--scope',
    'code:every-kind');
  take('_whole document;ge;Not quite ready.;;\n', '--as', chair[1]);
  praxis('code', 'begin', 'every-kind', '0.4', '--from', '0.3');
  rmSync(folder, { recursive: true });
}

/** A provider with a model, of which the chair is compliance officer too: a part of its fields is
 * declared, and two versions of its summary are published. */
function fillModel(praxis) {
  const model = 'example-lab/tiny-1';
  const declare = (field, value, ...more) =>
    praxis('claims', 'declare', model, field, value, ...more);

  praxis('provider', 'add', 'Example Lab', '--slug', 'example-lab', '--outside-union', 'no',
    '--contact', 'Example Lab, 1 Example Street, 1000 Brussels, data@example.org');
  praxis('model', 'add', 'example-lab', 'Tiny 1', '--family', 'Tiny', '--version', 'Tiny-1.0',
    '--placed', '2026-05-01');
  declare('summary.1.3.b', '{"text":{"value":"473405","unit":"tokens"}}');
  declare('summary.1.3.e', 'English');
  declare('summary.2.3.a', 'no');
  declare('summary.2.1.c', JSON.stringify([{ name: 'Interoperationalisationally long dataset',
    link: 'https://data.example.org/sets/a-very-long-address-of-a-dataset', modality: 'text' }]));
  praxis('summary', 'publish', model);
  declare('summary.1.3.e', 'English, French');
  declare('summary.2.3.b', '[{"name":"ExampleBot"}]');
  praxis('summary', 'publish', model);
  praxis('people', 'grant', chair[1], 'compliance-officer', 'provider:example-lab');
}

/** Fills a house with two versions of our own code and a form with tables in both languages, and a
 * code with every kind of provision in three versions, in English only. */
export function fill(praxis) {
  for (const [code, version] of [['open-drafting', '1'], ['open-drafting', '2'],
    ['training-summary', '2025-07']]) {
    for (const language of languages)
      praxis('code', 'import', join(root, `data/codes/${code}.${version}.${language}.md`),
        '--code', code, '--version', version, '--lang', language);
    praxis('code', 'publish', code, version);
  }
  praxis('code', 'import', join(root, 'tests/browser/data/every-kind.md'), '--code', 'every-kind',
    '--version', '0.1', '--lang', 'en');
  praxis('code', 'publish', 'every-kind', '0.1');
  for (const part of ['history', 'reading'])
    praxis('dossier', 'import', join(root, `data/dossiers/ai-content-marking.${part}.json`));
  for (const part of ['history', 'general', 'reading'])
    praxis('dossier', 'import', join(root, `data/dossiers/gpai.${part}.json`));
  praxis('dossier', 'import', join(root, 'data/dossiers/training-summary.general.json'));
  fillChanges(praxis);
  fillComments(praxis);
  fillModel(praxis);
}

/** The comments that everybody reads, and the drafts of the chair: their ids. */
function commentIds(site) {
  const { comments } = JSON.parse(site.praxis('--json', 'comments', 'list', 'every-kind'));

  return comments.map(({ id }) => id);
}

/** The lasting id of a provision with a heading in our own code. */
export function provisionId() {
  const text = readFileSync(join(root, 'data/codes/open-drafting.1.en.md'), 'utf8');

  return /^###? .*\{#([a-z0-9]+)/m.exec(text)[1];
}

/** Signs in the browser of that context as the chair of the code with every kind of provision. */
export async function signInChair(site, context) {
  const link = new URL(site.praxis('people', 'link', chair[1], '--address', site.url).trim());
  const page = await context.newPage();

  await page.goto(`${site.url}/en${link.pathname}`);
  await page.click('main form button');
  await page.close();
}

/** Addresses of pages that the chair works with: [name, path]. */
export function chairPages(site) {
  const [answered, open] = commentIds(site);
  const { anchor } = JSON.parse(site.praxis('--json', 'comments', 'show', open));

  return [
    ['comment-write', `/codes/every-kind/0.3/comment?on=${anchor.id}`],
    ['my-comments', '/me/comments'],
    ['submit', '/me/submit'],
    ['import', '/codes/every-kind/comments/import'],
    ['answers', '/codes/every-kind/answers'],
    ['answers-publish', '/codes/every-kind/answers/publish'],
    ['comment-place', `/comments/${answered}`],
    ['edit', `/codes/every-kind/0.4/edit/${anchor.id}`],
    ['model-inside', '/providers/example-lab/models/tiny-1'],
    ['field-list', '/providers/example-lab/models/tiny-1/fields/summary.2.1.c?row=1'],
    ['field-size', '/providers/example-lab/models/tiny-1/fields/summary.1.3.b'],
    ['facts', '/providers/example-lab/models/tiny-1/facts'],
    ['facts-provider', '/providers/example-lab/facts'],
    ['fact', '/providers/example-lab/fields/fact.provider.size'],
    ['document-check', '/providers/example-lab/models/tiny-1/check/summary'],
    ['document-draft', '/providers/example-lab/models/tiny-1/draft/model?recipient=downstream'],
  ];
}

/** Addresses of all kinds of page, without language: [name, path]. */
export async function pages(site) {
  const { acts } = await (await fetch(`${site.url}/en/log.json`)).json();
  const [answered] = commentIds(site);

  return [
    ['home', '/'],
    ['code', '/codes/open-drafting'],
    ['code-known', '/codes/gpai'],
    ['code-untold', '/codes/ai-content-marking'],
    ['history', '/codes/gpai/history'],
    ['history-chosen', '/codes/gpai/history?cycle=2'],
    ['process', '/codes/gpai/process'],
    ['version', '/codes/open-drafting/1'],
    ['tables', '/codes/training-summary/2025-07'],
    ['every-kind', '/codes/every-kind/0.1'],
    ['provision', `/codes/open-drafting/p/${provisionId()}`],
    ['provision-known', '/codes/training-summary/p/ts00010302'],
    ['compare', '/codes/every-kind/compare/0.1/0.2'],
    ['compare-duties', '/codes/open-drafting/compare/1/2'],
    ['compare-side', '/codes/every-kind/compare/0.1/0.2?view=side'],
    ['compare-three', '/codes/every-kind/compare/0.1/0.2/0.3?only=changes'],
    ['compare-choice', '/codes/every-kind/compare?from=0.1&to=0.1'],
    ['search', '/search'],
    ['hits', '/search?q=a'],
    ['hits-filtered', '/search?q=a&code=open-drafting&version=*&kind=paragraph'],
    ['hits-suggestion', '/search?q=secretaraits'],
    ['no-hits', '/search?q=zzzqqq&code=open-drafting'],
    ['log', '/log'],
    ['act', `/log/${acts[0].id}`],
    ['comments', '/codes/every-kind/comments?kind=technical'],
    ['comment', `/comments/${answered}`],
    ['comments-export', '/codes/every-kind/comments/export'],
    ['reports', '/codes/every-kind/reports'],
    ['report', '/codes/every-kind/reports/disposition?version=0.3'],
    ['register', '/register'],
    ['check', '/check'],
    ['register-domains', '/register/domains?domain=example.org'],
    ['providers', '/providers'],
    ['provider', '/providers/example-lab'],
    ['model', '/providers/example-lab/models/tiny-1'],
    ['summary', '/providers/example-lab/models/tiny-1/summary'],
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
