// SPDX-License-Identifier: EUPL-1.2
// A process played from its first day to adoption, as its people do it, in one house, once in each
// language: call, application, decision, chairs, seats, draft and window, meeting, extension,
// closing, adoption. Each page that is seen is tried once by axe, for its width on a phone, and for
// errors on the console.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Player } from './lib/player.mjs';
import { mailedLink, mails, playInEachLanguage, signedIn, takeIn, told } from './lib/story.mjs';

const process = '/codes/gpai/processes/edition-2';
const people = {
  office: ['Olga Office', 'office@example.eu'],
  ann: ['Ann Applicant', 'ann@example.org'],
  cora: ['Cora Chair', 'cora@example.org'],
};
const draft = `# Code of good practice

## Chapter 1 Transparency {#cpt0000000 .chapter}

Providers shall keep a record of each model. {#aaaaaaaaa2}

## Chapter 2 Governance {#cps0100000 .chapter}

Providers shall name who answers for each risk. {#aaaaaaaaa4}
`;

/** A house with a secretariat and a draft. */
function fill(language) {
  return (praxis) => {
    praxis('people', 'add', people.office[0], '--mail', people.office[1], '--role', 'secretariat',
      '--language', language);
    takeIn(praxis, language, 'draft-1', draft);
  };
}

/** Somebody asks for a link on the page of signing in. */
async function asksForLink(story, mail) {
  const visitor = await Player.open(story);

  await visitor.go('/sign-in');
  await visitor.send(visitor.form(null, 'mail').first(), { mail });
  assert.equal(await visitor.count('.notice[role="status"]'), 1, 'a mail is on its way');
  await visitor.close();
}

/** The form comes back with an error at that field. */
async function refused(player, field) {
  assert.equal(await player.count('.form-errors'), 1, 'errors stand at the head');
  assert.ok(await player.count(`[name="${field}"][aria-invalid="true"], .wrong [name="${field}"]`),
    `and at the field ${field}`);
}

async function callOpens(story) {
  const office = await signedIn(story, 'office');

  await office.go('/desk');
  await office.go('/codes/gpai');
  await office.followTo('/begin-process');
  await office.send(office.form('begin'), {
    template: 'gpai', key: 'Edition 2', from: '2027-01-11',
  });
  await refused(office, 'key');
  await office.sendTwice('begin', { key: 'edition-2' });
  assert.equal(office.path(), process);
  await office.followTo('/plan');
  await office.page.goBack();
  await office.followTo('/call');
  await office.send(office.form(null, 'title_en'), { closes: '2027-02-06T23:59' });
  await refused(office, 'title_en');
  await office.send(office.form(null, 'title_en'), {
    title_en: 'Call for participants',
    text_en: 'Whoever is **concerned** may apply.',
    title_fr: 'Appel à participation',
    text_fr: 'Toute personne **concernée** peut présenter sa candidature.',
  });
  story.call = office.path();
  assert.match(story.call, /^\/calls\/\w{26}$/);
  await office.close();
}

async function applies(story) {
  const { site, language } = story;
  const [name, mail] = people.ann;
  const visitor = await Player.open(story);
  const form = visitor.form(null, 'motivation');

  await visitor.go('/calls');
  await visitor.followTo(story.call);
  await visitor.send(form, { name, mail: 'ann at example.org', motivation: 'I know the matter.' });
  for (const field of ['mail', 'category', 'country', 'consent'])
    await refused(visitor, field);
  assert.equal(await form.locator('[name="motivation"]').inputValue(), 'I know the matter.');
  const errors = visitor.page.locator('.form-errors');
  assert.ok(await errors.evaluate((e) => e === document.activeElement),
    'the summary has the focus');
  await errors.locator('a[href="#f-mail"]').click();
  assert.equal(await visitor.page.evaluate(() => document.activeElement.name), 'mail');
  await visitor.send(form, {
    mail, language, category: 'civil-society', country: 'BE', organisation: 'Example Society',
    register_number: '123', groups: 'governance', interests: 'None.', consent: true,
  });
  await refused(visitor, 'register_number');
  await visitor.send(form, { register_number: '123456789012-34' });
  assert.equal(await visitor.count('.notice[role="status"]'), 1, 'it says that a mail comes');
  await visitor.go(mailedLink(site, mail, 'applications'));
  await visitor.send(visitor.form('confirm'));
  assert.equal(await visitor.count('.notice[role="status"]'), 1, 'it was received');
  assert.equal(mails(site, mail).length, 2, 'a link, a receipt');
  await visitor.close();
}

async function decided(story) {
  const { site } = story;
  const [name, mail] = people.ann;
  const office = await signedIn(story, 'office');
  const form = office.form(null, 'decision');
  const reason = 'The society speaks for those concerned.';

  await office.go('/desk');
  await office.followTo(`${story.call}/applications`);
  await office.follow(office.page.getByRole('link', { name, exact: true }));
  await office.send(form, { decision: 'accept' });
  await refused(office, 'reason');
  await office.send(form, { reason });
  assert.equal(await office.count('.notice[role="status"]'), 1, 'it is said that it was done');
  await told(site, mail, reason);
  await office.close();
}

async function chairsAppointed(story) {
  const { site, language } = story;
  const [name, mail] = people.cora;
  const office = await signedIn(story, 'office');
  const folder = mkdtempSync(join(tmpdir(), 'praxis-guests-'));
  const table = join(folder, 'guests.csv');

  writeFileSync(table, 'name;mail;category;country;language\n'
    + `${name};${mail};academia;FR;${language}\n`);
  await office.go(process);
  await office.followTo('/invitations');
  await office.send(office.form(null, 'table'), { table, do: 'preview' });
  assert.match(await office.text(), /cora@example\.org/, 'what would be done is shown');
  await office.send(office.form(null, 'table'), { table, do: 'invite' });
  rmSync(folder, { recursive: true });
  await office.go('/people?text=cora');
  await office.follow(office.page.getByRole('link', { name, exact: true }));
  await office.send(office.form('interest'), { interest: 'Teaches at a university.' });
  await office.go(process);
  await office.followTo('/chairs');
  await office.send(office.form('appoint'), { mail: 'nobody@example.org', group: 'governance',
    function: 'chair', reason: 'Of great experience.' });
  await refused(office, 'mail');
  await office.send(office.form('appoint'), { mail });
  assert.match(await office.text('section[aria-labelledby="group-governance"]'),
    /Cora Chair[^]*Teaches at a university\./);
  await office.close();
}

async function seated(story) {
  const [name] = people.ann;
  const office = await signedIn(story, 'office');

  await office.go('/people?text=ann');
  await office.follow(office.page.getByRole('link', { name, exact: true }));
  const group = office.form('grant').locator('option[value^="group:"]').nth(1);
  const scope = await group.getAttribute('value');
  await office.send(office.form('grant'), { role: 'member', scope });
  await office.go(`${process}/groups/risk-assessment`);
  assert.match(await office.text(), /Ann Applicant|1/);
  await office.close();
}

async function draftPublished(story) {
  const office = await signedIn(story, 'office');

  await office.go('/codes/gpai/draft-1');
  await office.followTo('/publish');
  await office.sendTwice('publish', { process: 'edition-2', with_round: true });
  await office.go(`${process}/cycles/1`);
  assert.equal(await office.count('.round-open'), 1, 'the round is open');
  await office.close();
}

async function countedDown(story) {
  await asksForLink(story, people.ann[1]);
  const ann = await signedIn(story, 'ann', { timezoneId: 'America/Lima' });

  await ann.go('/desk');
  await ann.go(process);
  await ann.followTo('/cycles/1');
  const closes = ann.page.locator('.round-open .deadline:has(.countdown)');
  assert.match(await closes.innerText(), /23\s?[:h]\s?59/, 'in the zone of the process');
  assert.match(await closes.locator('.own-time').innerText(), /16\s?[:h]\s?59|4:59/,
    'in the own one');
  assert.match(await closes.locator('.countdown').innerText(), /14/, 'and how much is left');
  await ann.close();
}

async function meetingHeld(story) {
  const { site, language } = story;
  const cora = await signedIn(story, 'cora');
  const text = `We spoke about [the record](#aaaaaaaaa2).`;

  await cora.go(`${process}/groups/governance`);
  await cora.go('/codes/gpai/meetings');
  await cora.followTo('/meetings/call');
  await cora.send(cora.form('call'), { kind: 'group-meeting', cycle: '1', starts: '2027-05-03',
    'starts-hour': '14h' });
  await refused(cora, 'starts-hour');
  await cora.send(cora.form('call'), { 'starts-hour': '14:00', 'ends': '2027-05-03',
    'ends-hour': '16:00', groups: 'governance', attend: 'groups', papers: 'groups',
    place: 'Room 7', link: 'https://meet.example.eu/governance' });
  assert.match(await cora.text('h1'), /^\p{Lu}/u, 'its kind serves as a title');
  story.meeting = cora.path();
  assert.match(story.meeting, /^\/meetings\/\w{26}$/);
  await cora.followTo('/write/agenda');
  await cora.send(cora.form(null, 'text'), { text: 'Opening\nThe record #aaaaaaaaa2' });
  assert.equal(await cora.count('.meeting-agenda li'), 2);
  await cora.close();

  const ann = await signedIn(story, 'ann');
  await ann.go(story.meeting);
  assert.match(await ann.text(), /Room 7/, 'a member of the group sees the place');
  await ann.close();

  await site.move('2027-05-04T08:00:00Z');
  const chair = await signedIn(story, 'cora');
  await chair.go('/desk');
  await chair.go(story.meeting);
  await chair.followTo('/write/minutes');
  await chair.send(chair.form(null, 'text'), { text });
  await chair.followTo('/manage');
  await chair.send(chair.form('attendance'), { academia: '3', 'civil-society': '5' });
  await chair.go(`${story.meeting}/manage`);
  await chair.send(chair.form('publish'));
  await chair.close();

  const reader = await Player.open(story);
  await reader.go(story.meeting);
  assert.match(await reader.text('.meeting-attendance tfoot'), /8/, 'attendance is public');
  assert.equal(await reader.page.locator('.minutes a').getAttribute('href'),
    `/${language}/codes/gpai/p/aaaaaaaaa2`);
  await reader.follow(reader.page.locator('.minutes a'));
  assert.match(await reader.text(), /Providers shall keep a record/);
  await reader.close();
  await told(site, people.ann[1], story.meeting);
}

async function extended(story) {
  const { site } = story;
  const office = await signedIn(story, 'office');
  const reason = 'A holiday fell into the window.';

  await office.go(`${process}/cycles/1`);
  await office.followTo('/rounds/1');
  await office.send(office.form('extend'), { closes: '2027-05-20' });
  await refused(office, 'reason');
  await office.send(office.form('extend'), { reason });
  if (office.path().endsWith('/rounds/1'))
    await office.send(office.form('extend'));
  assert.match(await office.text('.round-extensions'), new RegExp(reason));
  await told(site, people.ann[1], reason);
  await office.close();
}

async function closed(story) {
  const { site } = story;
  const reader = await Player.open(story);

  await site.move('2027-05-20T21:59:40Z');
  await reader.go(`${process}/cycles/1`);
  assert.equal(await reader.count('.round-open'), 1, 'open to the last minute');
  await site.move('2027-05-20T22:00:01Z');
  await reader.go(`${process}/cycles/1`);
  assert.equal(await reader.count('.round-open'), 0, 'then closed');
  await reader.close();
  const office = await signedIn(story, 'office');
  await office.go(`${process}/rounds/1`);
  assert.equal(await office.form('extend').count(), 0, 'and not to be extended');
  await office.close();
}

async function adopted(story) {
  const { site, language } = story;

  await site.move('2028-01-10T10:00:00Z');
  takeIn(site.praxis, language, 'final', draft.replace('a record', 'a public record'));
  const office = await signedIn(story, 'office');
  await office.go('/codes/gpai/final/publish');
  await office.sendTwice('publish', { process: '-' });
  await office.go(process);
  await office.followTo('/adoption');
  assert.equal(await office.count('.adoption .missing'), 5);
  await office.go(`${process}/adoption/adopt`);
  await office.send(office.form('adopt'), { agree: true });
  assert.equal(await office.count('.form-errors'), 1, 'not while steps are missing');
  await office.go(`${process}/adoption`);
  const days = ['2027-12-09', '2027-12-09', '2027-12-16', '2028-01-07', '2028-01-07'];
  for (const [i, on] of days.entries()) {
    await office.follow(office.page.locator('.adoption .button'));
    await office.send(office.form('record'), i === 0 ? { on, version: 'final' }
      : { on, document_address: `https://example.eu/step-${i}` });
    assert.equal(await office.count('.adoption .missing'), days.length - 1 - i);
  }
  await office.followTo('/adoption/adopt');
  await office.send(office.form('adopt'), { agree: true });
  assert.equal(await office.count('.state.adopted'), 1);
  await office.go('/codes/gpai');
  await office.go('/mail');
  await office.close();
  const reader = await Player.open(story);
  await reader.go('/codes/gpai/final');
  assert.equal(await reader.count('.state.adopted'), 1, 'everybody reads it');
  await reader.go('/log');
  await reader.close();
}

async function play(story, step) {
  const { site } = story;

  await step('the secretariat begins a process and opens a call', () => callOpens(story));
  await step('somebody applies', () => applies(story));
  await step('the secretariat decides', () => decided(story));
  await step('a chair is invited and appointed', () => chairsAppointed(story));
  await step('a member is seated', () => seated(story));
  await site.move('2027-04-29T10:00:00Z');
  await step('the draft is published with its window', () => draftPublished(story));
  await step('a participant sees the time that is left', () => countedDown(story));
  await step('a meeting is called and held', () => meetingHeld(story));
  await step('the round is extended', () => extended(story));
  await step('it closes by itself', () => closed(story));
  await step('the code is adopted', () => adopted(story));
}

playInEachLanguage('a process from its call to adoption',
  { people, fill, clock: '2027-01-04T09:00:00Z', play });
