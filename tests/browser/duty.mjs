// SPDX-License-Identifier: EUPL-1.2
// A compliance officer's way from the desk to public documents, and what others then see of them:
// the work list, publishing summary and documentation, a view that is made public, the register
// with its choices, a domain that is looked up, a copy that is checked. Each page is tried once by
// axe, for its width on a phone, and for errors on the console.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Player } from './lib/player.mjs';
import { playInEachLanguage, signedIn } from './lib/story.mjs';

const people = { officer: ['Olga Officer', 'officer@example.eu'] };
const model = '/providers/example-lab/models/lantern';

/** Two models of one provider: one with answers and a contradiction, one with none. */
function fill(language) {
  return (praxis) => {
    const declare = (...of) => praxis('claims', 'declare', ...of);
    const contact = 'Example Lab, Paris, rights@lab.example';

    praxis('provider', 'add', 'Example Lab');
    praxis('model', 'add', 'example-lab', 'Lantern', '--version', 'lantern-1.0');
    praxis('model', 'add', 'example-lab', 'Torch', '--family', 'Lights');
    praxis('people', 'add', people.officer[0], '--mail', people.officer[1], '--language', language);
    praxis('people', 'grant', people.officer[1], 'compliance-officer', 'provider:example-lab');
    declare('example-lab', 'summary.1.1.a', JSON.stringify({ en: contact, fr: contact }));
    declare('example-lab/lantern', 'summary.2.3.a', 'true');
    declare('example-lab/lantern', 'summary.2.3.h', JSON.stringify({
      count: 1, shown: [{ domain: 'example.org', bytes: 900 }], total_domains: 10, rule: 'domains',
    }));
    declare('example-lab/lantern', 'model.p.size', '7241732096');
    declare('example-lab/lantern', 'model.p.arch', '{"en":"A decoder","fr":"Un décodeur"}');
    declare('example-lab/torch', 'model.g.release', '"2026-05-01"');
    declare('example-lab/torch', 'model.g.union', '"2026-04-01"');
  };
}

/** From the desk to the model, by the work list. */
async function findsModels(officer) {
  await officer.go('/desk');
  assert.equal(await officer.count('table.overview tbody tr'), 2);
  await officer.follow(officer.page.locator('.desk-choices a[href*="show=contradictions"]'));
  assert.equal(await officer.count('table.overview tbody tr'), 1);
  await officer.go('/providers/example-lab');
  await officer.fill(officer.page.locator('.overview-form'), { q: 'lantern', order: 'due' });
  await officer.follow(officer.page.locator('.overview-form button'));
  assert.equal(await officer.count('table.overview tbody tr'), 1);
  await officer.followTo(model);
}

/** From the work list to what is said beside the forms: one of the sizes, then another one. */
async function declaresFacts(officer) {
  const size = () => officer.page.locator('main form:has([name="note"])');

  await officer.go('/providers/example-lab');
  await officer.followTo('/providers/example-lab/facts');
  await officer.followTo('/fields/fact.provider.size');
  await officer.send(size(), { value: 'sme', note: 'Staff of 40' });
  await officer.send(size(), { value: 'large' });
  assert.equal(await officer.count('.claims.former .claim'), 1, 'the earlier one stays');
  await officer.followTo('/providers/example-lab/facts');
  assert.match(await officer.page.locator('tr:has([href$="/fact.provider.size"]) .basis')
    .getAttribute('class'), /declared/);
  await officer.go('/desk');
  await officer.followTo(`${model}/facts`);
  await officer.followTo('/fields/fact.parameters');
  await officer.send(size(), { value: '7241732096.5' });
  assert.equal(await officer.count('[role="alert"]'), 1, 'parameters are whole');
  await officer.send(size(), { value: '7241732096' });
  await officer.followTo(`${model}/fields/model.p.size`);
}

/** Sizes of three other modalities, of which one is taken away. */
async function declaresSizes(officer) {
  const form = () => officer.page.locator('main form:has([name="note"])');
  const other = (n) => `other${n > 1 ? `-${n}` : ''}`;
  const size = (n, name, value) => ({ [`${other(n)}-name-en`]: name, [`${other(n)}-value`]: value,
    [`${other(n)}-unit`]: 'files' });

  await officer.go(`${model}/fields/summary.1.3.b`);
  await officer.fill(form(), size(1, 'Graphs', '12'));
  await officer.follow(form().locator('[name="do"][value="more"]'));
  assert.equal(await officer.page.locator('[name="other-value"]').inputValue(), '12');
  await officer.send(form(), { ...size(2, 'Tables', '3'), 'text-value': '5' });
  assert.match(await officer.text(), /Graphs.* 12.files, Tables.* 3.files/);
  await officer.send(form(), { ...size(3, 'Maps', '4'), 'other-remove': true });
  assert.match(await officer.text(), /Tables.* 3.files, Maps.* 4.files/);
  assert.equal(await officer.page.locator('[name="other-2-value"]').inputValue(), '4');
}

/** Publishes what is on the page, in spite of the errors that the checker then lists. */
async function publishesAllTheSame(officer, values = {}) {
  await officer.send(officer.form(null, 'publish'), values);
  assert.ok(await officer.count('.publish .findings .error') > 0);
  await officer.send(officer.form(null, 'publish'));
}

async function publishes(officer) {
  await officer.go(`${model}/draft/summary`);
  await publishesAllTheSame(officer, { ranges: true });
  assert.match(officer.path(), /\/summary\/1$/);
  await officer.go(`${model}/draft/model?recipient=downstream`);
  await publishesAllTheSame(officer);
  assert.match(officer.path(), /\/form\/1$/);
  await officer.go(model);
  assert.ok(await officer.count(`main a[href*="/form/1?recipient=ai-office"]`));
}

/** The next version, with what changed; then a view of the first one becomes public. */
async function changes(officer, site) {
  site.praxis('claims', 'declare', 'example-lab/lantern', 'model.p.arch',
    '{"en":"A decoder of attention","fr":"Un décodeur à attention"}');
  await officer.go(`${model}/draft/model?recipient=downstream`);
  await publishesAllTheSame(officer);
  assert.equal(await officer.count('.changed ins'), 1);
  await officer.go(`${model}/form/2?recipient=downstream`);
  await officer.send(officer.form(null, 'open'));
  assert.equal(await officer.count('[name="open"]'), 0, 'it is public now');
}

async function readsRegister(story) {
  const visitor = await Player.open(story);

  await visitor.go('/register');
  assert.equal(await visitor.count('.register > li'), 2);
  await visitor.page.locator('.comments-filter summary').click();
  await visitor.fill(visitor.page.locator('.comments-filter form'),
    { form: 'model', q: 'attention' });
  await visitor.follow(visitor.page.locator('.comments-filter form button'));
  assert.equal(await visitor.count('.register > li'), 1);
  await visitor.follow(visitor.page.locator('.register h3 a'));
  assert.match(visitor.path(), /\/form\/2$/);
  assert.doesNotMatch(await visitor.text(), /7.?241.?732/);
  await visitor.go('/register/domains?domain=www.example.org');
  assert.match(await visitor.text(), /rights@lab\.example/);
  await visitor.go('/register/domains?domain=nowhere.example');
  await visitor.close();
}

/** Takes the view back, with a reason; everybody reads that it was public, and nothing of it. */
async function takesBack(officer, story) {
  const visitor = await Player.open(story);

  await officer.go(`${model}/form/2?recipient=downstream`);
  await officer.follow(officer.page.locator('a[href*="/withdraw"]'));
  await officer.send(officer.form(null, 'reason'), { reason: 'Of another model.', certain: true });
  assert.match(officer.path(), /\/form\/2$/);
  assert.equal(await officer.count('[name="open"]'), 1, 'it could be made public again');
  await visitor.go(`${model}/form/2?recipient=downstream`);
  assert.match(await visitor.text(), /Of another model\./);
  assert.equal(await visitor.count('.report-body'), 0);
  await visitor.go('/register?form=model');
  assert.match(await visitor.text(), /Of another model\./);
  await visitor.close();
}

async function checksCopy(story) {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-copy-'));
  const visitor = await Player.open(story);
  const copy = await fetch(`${story.site.url}/en${model}/form/2.json?recipient=downstream`);
  const text = await copy.text();

  writeFileSync(join(folder, 'copy.json'), text);
  writeFileSync(join(folder, 'changed.json'), text.replace('A decoder', 'An encoder'));
  await visitor.go('/register/verify');
  await visitor.send(visitor.form(null, 'copy'), { copy: join(folder, 'changed.json') });
  assert.equal(await visitor.count('[role="alert"]'), 1, 'a changed copy does not hold');
  await visitor.send(visitor.form(null, 'copy'), { copy: join(folder, 'copy.json') });
  assert.equal(await visitor.count('.verified'), 1);
  rmSync(folder, { recursive: true });
  await visitor.close();
}

playInEachLanguage('documents of models', {
  people,
  fill,
  async play(story, step) {
    const officer = await signedIn(story, 'officer');

    await step('the officer finds the models', () => findsModels(officer));
    await step('declares facts', () => declaresFacts(officer));
    await step('declares sizes', () => declaresSizes(officer));
    await step('publishes both documents', () => publishes(officer));
    await step('changes one, and makes a view of it public', () => changes(officer, story.site));
    await step('everybody reads the register', () => readsRegister(story));
    await step('and checks a copy', () => checksCopy(story));
    await step('the officer takes the view back', () => takesBack(officer, story));
    await officer.close();
  },
});
