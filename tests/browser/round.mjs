// SPDX-License-Identifier: EUPL-1.2
// A round of comments played as its people play it, in one house, once in each language: comments
// by keyboard, by form, from a file, in a meeting and for an organisation; closing, answers one by
// one and by a template, wording taken over, the next draft, what became of it, an objection. The
// French one looks at all pages in dark colours.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Player } from './lib/player.mjs';
import { playInEachLanguage, signedIn, takeIn } from './lib/story.mjs';

const code = '/codes/gpai';
const round = `${code}/processes/e/rounds/1`;
const people = {
  office: ['Olga Office', 'office@example.eu'],
  mia: ['Mia Member', 'mia@example.org'],
  otto: ['Otto Other', 'otto@example.org'],
  dora: ['Dora Delegate', 'dora@example.eu'],
  carl: ['Carl Contact', 'carl@example.eu'],
  cora: ['Cora Chair', 'cora@example.org'],
};
const drafts = {
  en: `# Code of good practice

## Chapter 1 Transparency {#cpt0000000 .chapter}

Providers shall keep a record of each model. {#aaaaaaaaa2}

Providers shall keep each record for ten years. {#aaaaaaaaa3}

## Chapter 2 Governance {#cps0100000 .chapter}

Providers shall name who answers for each risk. {#aaaaaaaaa4}

Providers shall report serious incidents without delay. {#aaaaaaaaa5}
`,
  fr: `# Code de bonnes pratiques

## Chapitre 1 Transparence {#cpt0000000 .chapter}

Les fournisseurs tiennent un registre de chaque modèle. {#aaaaaaaaa2}

Les fournisseurs conservent chaque registre pendant dix ans. {#aaaaaaaaa3}

## Chapitre 2 Gouvernance {#cps0100000 .chapter}

Les fournisseurs désignent une personne responsable de chaque risque. {#aaaaaaaaa4}

Les fournisseurs signalent sans délai les incidents graves. {#aaaaaaaaa5}
`,
};
// What is said in each language: the last words of a provision and what shall stand there, words of
// another, and those that an editor writes.
const words = {
  en: { last: 'ten years.', proposed: 'five years.', meant: 'without delay',
    delay: 'within five days', answers: 'who answers for', named: 'a person for' },
  fr: { last: 'dix ans.', proposed: 'cinq ans.', meant: 'sans délai',
    delay: 'dans les cinq jours', answers: 'responsable de', named: 'chargée de' },
};

/** A house with a draft, its round open, and those who take part. */
function fill(language) {
  return (praxis) => {
    const add = (who, ...rest) =>
      praxis('people', 'add', people[who][0], '--mail', people[who][1], '--language', language,
        ...rest);
    const grant = (who, ...role) => praxis('people', 'grant', people[who][1], ...role);

    takeIn(praxis, language, 'draft-1', drafts[language]);
    praxis('process', 'begin', 'gpai', 'e', '--template', 'gpai', '--from', '2027-01-11');
    praxis('group', 'rescope', 'gpai', 'e', 'transparency-copyright', '--chapters', 'cpt0000000');
    praxis('group', 'rescope', 'gpai', 'e', 'governance', '--chapters', 'cps0100000');
    praxis('code', 'publish', 'gpai', 'draft-1', '--process', 'e', '--closes', '2027-03-31');
    add('office', '--role', 'secretariat');
    add('mia', '--role', 'member', '--scope', 'code:gpai', '--category', 'academia', '--country',
      'FR');
    add('otto', '--role', 'member', '--scope', 'code:gpai', '--category', 'civil-society',
      '--country', 'BE');
    add('cora', '--role', 'chair', '--scope', 'code:gpai', '--category', 'academia');
    for (const who of ['dora', 'carl'])
      add(who, '--organisation', 'Great & Co', '--category', 'gpai-provider');
    grant('dora', 'delegate', 'code:gpai');
    grant('carl', 'contact-point', 'code:gpai');
    grant('carl', 'contact-point', 'organisation:Great & Co');
    praxis('meeting', 'call', 'gpai', 'e', '--kind', 'plenary', '--key', 'open', '--starts',
      '2027-01-12T14:00', '--title', 'Open meeting', '--attend', 'public', '--papers', 'public');
  };
}

/** What the program prints as JSON. */
function told(story, ...args) {
  return JSON.parse(story.site.praxis('--json', ...args));
}

/** The address of the submitted comment that says so. */
function commentThatSays(story, text) {
  const { comments } = told(story, 'comments', 'list', 'gpai', '--text', text);

  assert.equal(comments.length, 1, `one comment says: ${text}`);
  return `/comments/${comments[0].id}`;
}

const form = (player) => player.form(null, 'text');

/** Selects with the keys, from the first word of the page on: the last two words of a provision. */
async function selectLastWords(player, id) {
  const at = () => player.page.evaluate(() =>
    document.activeElement.closest('.provision')?.id);

  await player.page.keyboard.press('c');
  for (let i = 0; await at() !== id; i++) {
    assert.ok(i < 20, `arrows lead to ${id}`);
    await player.page.keyboard.press('ArrowDown');
  }
  for (const key of ['End', 'Shift+ArrowLeft'])
    await player.page.keyboard.press(key);
}

async function byKeyboard(story) {
  const { language, site } = story;
  const { last, proposed } = words[language];
  const mia = await signedIn(story, 'mia');
  const { keyboard } = mia.page;

  await mia.go(`${code}/draft-1`);
  await selectLastWords(mia, 'aaaaaaaaa3');
  assert.equal(await mia.page.evaluate(() => getSelection().toString()), last);
  await mia.key('Enter');
  assert.equal(await mia.text('.quoted mark'), last);
  await mia.tabTo('[name="text"]');
  await keyboard.type('Ten is too long.');
  await mia.tabTo('[name="wording"]');
  await keyboard.press('Control+a');
  await keyboard.type(proposed);
  await mia.tabTo('details:has([name="stance"]) > summary');
  await keyboard.press('Enter');
  await mia.tabTo('[name="stance"]');
  await keyboard.press('ArrowUp');
  await mia.tabTo('button[value="save"]');
  await mia.key('Enter');
  assert.equal(await mia.count('.notice[role="status"]'), 1, 'it is said that it is saved');
  await mia.tabTo('button[value="preview"]');
  await mia.key('Enter');
  await mia.look('preview');
  assert.match(await mia.text('.comment-preview ins'), /\p{L}+/u, 'the change is marked');
  await mia.tabTo('button[value="submit"]');
  await mia.key('Enter');
  assert.match(mia.path(), /^\/submissions\//, 'a receipt comes');
  const receipt = await mia.download(mia.page.locator('main a[download]'));
  site.praxis('ledger', 'verify', receipt);
  const text = readFileSync(receipt, 'utf8');
  const wrong = join(story.folder, 'wrong.txt');
  writeFileSync(wrong, text.replace(/^# content \{/m, '# content {"x":1,'));
  assert.throws(() => site.praxis('ledger', 'verify', wrong), 'changed, it proves nothing');
  await mia.go('/me/comments');
  await mia.close();
}

async function byForm(story) {
  const { language } = story;
  const { answers, named } = words[language];
  const otto = await signedIn(story, 'otto');

  await otto.go(`${code}/draft-1`);
  await otto.followTo('comment?on=aaaaaaaaa4');
  await otto.send(form(otto), {}, 'save');
  assert.equal(await otto.count('[name="text"][aria-invalid="true"]'), 1, 'it has no text');
  await otto.send(form(otto), { words: answers, text: 'Say **whom** to ask.', wording: named,
    stance: 'live-with', kind: 'editorial' }, 'preview');
  await otto.send(form(otto), {}, 'save');
  for (const on of ['aaaaaaaaa2', 'aaaaaaaaa3', 'aaaaaaaaa5', '']) {
    await otto.go(`${code}/draft-1/comment?on=${on}`);
    await otto.send(form(otto), { text: `Beyond the Act: ${on || 'all of it'}.` }, 'save');
  }
  await otto.go('/me/comments');
  await otto.look('drafts');
  await otto.followTo('/me/submit');
  assert.equal(await otto.count('[name="comment"]:checked'), 5, 'all are ticked');
  await otto.page.locator('[name="comment"]:checked').last().uncheck();
  await otto.send(otto.form(null, 'comment'));
  assert.equal(await otto.count('.remark'), 4, 'what is ticked is submitted');
  await otto.go('/me/submit');
  await otto.send(otto.form(null, 'comment'));
  await otto.close();
}

/** Writes into the empty cells of a form of ISO: rows of [MB, line, clause, element, type, ...]. */
function fillForm(story, empty, rows) {
  const run = (...command) => {
    const { status, stderr } = spawnSync(command[0], command.slice(1), { encoding: 'utf8',
      cwd: join(story.folder, 'form') });
    assert.equal(status, 0, `${command.join(' ')}: ${stderr}`);
  };
  const filled = join(story.folder, 'filled.docx');
  const document = join(story.folder, 'form/word/document.xml');

  mkdirSync(join(story.folder, 'form'));
  run('unzip', '-q', empty);
  let row = -1, cell;
  const xml = readFileSync(document, 'utf8').replace(/<w:tr[ >]|<\/w:pPr><\/w:p>/g, (at) => {
    if (at.startsWith('<w:tr')) {
      row++;
      cell = 0;
      return at;
    }
    const text = rows[row]?.[cell++];
    return text ? `</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>` : at;
  });
  writeFileSync(document, xml);
  run('zip', '-qr', filled, '.');
  return filled;
}

async function fromForm(story) {
  const mia = await signedIn(story, 'mia');

  await mia.go(`${code}/comments`);
  await mia.followTo('/comments/import');
  const empty = await mia.download(mia.page.locator('main a[href*="empty=1"]'));
  const file = fillForm(story, empty, [
    ['FR', '', '2', 'paragraph 2', 'te', 'From a form: who is told?', 'Add the AI Office.'],
    ['FR', '', '9.9', '', 'te', 'From a form: nowhere.', ''],
  ]);
  await mia.send(mia.form(null, 'file'), { file });
  assert.equal(await mia.count('.import-report tbody tr'), 2);
  assert.match(await mia.text('.import-report strong'), /\p{L}+/u, 'one row is wrong');
  await mia.look('preview');
  await mia.send(mia.form(null, 'kept'));
  await mia.look('done');
  await mia.followTo('/me/comments');
  await mia.followTo('/me/submit');
  await mia.send(mia.form(null, 'comment'));
  assert.match(await mia.text('.remarks'), /From a form: who is told\?/);
  await mia.close();
}

async function inMeeting(story) {
  const { meetings } = told(story, 'meeting', 'list', 'gpai');
  const cora = await signedIn(story, 'cora');
  const said = { on: 'aaaaaaaaa5', words: words[story.language].meant, text: 'Said: how long?',
    category: 'gpai-provider', byline: 'Spencer Speaker' };

  await cora.go(`/meetings/${meetings[0].meeting}`);
  await cora.followTo('/comment');
  await cora.send(form(cora), { ...said, minute: 'Item 3' });
  assert.equal(await cora.count('[name="agreed"][aria-invalid="true"]'), 1, 'a name needs consent');
  await cora.send(form(cora), { byline: '' });
  assert.match(await cora.text(), /Said: how long\?/, 'the meeting leads to it');
  await cora.go(commentThatSays(story, 'Said: how long?'));
  assert.match(await cora.text(), /Item 3/, 'it leads back to the minutes');
  await cora.close();
}

async function forOrganisation(story) {
  const dora = await signedIn(story, 'dora');

  await dora.go(`${code}/draft-1/comment?on=aaaaaaaaa2`);
  await dora.look('delegate');
  assert.equal(await dora.count('button[value="submit"]'), 0, 'a delegate does not submit');
  await dora.send(form(dora), { text: 'We keep one.', display: 'organisation' }, 'hand');
  await dora.go('/me/comments');
  await dora.look('handed over');

  const carl = await signedIn(story, 'carl');
  await carl.go('/me/organisation');
  await carl.page.locator('.give-back summary').click();
  await carl.page.locator('.give-back textarea').fill('Since when?');
  await carl.follow(carl.page.locator('.give-back button'));
  await carl.look('nothing left');
  await dora.go('/me/comments');
  assert.match(await dora.text('.notice'), /Since when\?/, 'the author reads why');
  await dora.followTo('/edit');
  await dora.send(form(dora), { text: 'We keep one since 2025.' }, 'hand');
  await dora.close();
  await carl.go('/me/organisation');
  await carl.follow(carl.page.locator('button[name="submit"]'));
  assert.match(carl.path(), /^\/submissions\//);
  story.site.praxis('ledger', 'verify',
    await carl.download(carl.page.locator('main a[download]')));
  await carl.close();
}

async function read(story) {
  const reader = await Player.open(story);

  await reader.go(`${code}/draft-1`);
  await reader.look('commented');
  await reader.go(`${code}/comments`);
  await reader.look('full');
  assert.equal(await reader.count('.remark'), 9, 'all that were submitted');
  await reader.page.locator('.comments-filter summary').click();
  await reader.page.locator('.comments-filter [name="q"]').fill('beyond');
  await reader.follow(reader.page.locator('.comments-filter button'));
  await reader.look('filtered');
  assert.equal(await reader.count('.remark'), 4, 'found by a word');
  await reader.go(commentThatSays(story, 'Ten is too long.'));
  await reader.look('open');
  assert.equal(await reader.text('.quoted mark'), words[story.language].last);
  assert.match(await reader.text('.quoted'), /^… \p{L}/u, 'words before it are cut between words');
  await reader.go(`${code}/comments/export`);
  await reader.go(`${round}/answers`);
  const chapters = await reader.page.locator('[aria-labelledby="by-chapter"] tbody th')
    .allInnerTexts();
  assert.match(chapters.join(), /^[^12]+,[^2]*1[^1]+,[^1]*2[^1]+$/, 'in the order of the text');
  await reader.close();
}

async function closed(story) {
  const office = await signedIn(story, 'office');
  const mia = await signedIn(story, 'mia');

  await mia.go(`${code}/draft-1/comment?on=aaaaaaaaa2`);
  await office.go(round);
  await office.send(office.form('close'), { reason: 'All have spoken.', certain: true });
  await office.close();
  await story.site.move('2027-02-01T10:00:00Z');
  await mia.send(form(mia), { text: 'Too late.' }, 'submit');
  assert.equal(await mia.count('.notice[role="alert"]'), 1, 'the draft is kept, not submitted');
  await mia.look('too late');
  assert.equal(await mia.count('button[value="submit"]'), 0, 'nor is it offered any more');
  await mia.send(form(mia), {}, 'discard');
  await mia.close();
  await story.site.move('2027-02-20T10:00:00Z');
}

/** Answers one comment; the page of the work list leads there. */
async function answered(cora, comment, status, reason) {
  await cora.go(`${comment}/answer`);
  await cora.send(cora.form(null, 'reason'), { status, reason });
}

async function answering(story) {
  const cora = await signedIn(story, 'cora');
  const template = cora.form(null, 'name');

  await cora.go('/desk');
  await cora.go(`${code}/answers`);
  assert.equal(await cora.count('.answers-row'), 9, 'all wait for an answer');
  await cora.followTo('/answers/templates');
  await cora.send(template, { name: 'Beyond', status: 'out-of-scope' });
  await cora.send(template, { reason: 'The Act decides this.' });
  await cora.look('full');
  await cora.go(`${code}/answers`);
  const work = cora.form(null, 'which');
  await cora.send(work, { which: 'ticked' });
  for (const row of await cora.page.locator('.answers-row:has-text("Beyond the Act")').all())
    await row.locator('[name="comment"]').check();
  const beyond = work.locator('option:has-text("Beyond")');
  await cora.send(work, { which: 'ticked', template: await beyond.getAttribute('value') });
  assert.equal(await cora.count('.answers-draft'), 4, 'four drafts are saved');
  await cora.look('drafted');
  await answered(cora, commentThatSays(story, 'Ten is too long.'), 'accepted', 'Five will do.');
  await answered(cora, commentThatSays(story, 'Say whom to ask.'), 'partly-accepted',
    'The words are clearer now. See [this](#aaaaaaaaa5).');
  await answered(cora, commentThatSays(story, 'Said: how long?'), 'accepted-with-modifications',
    'Days are named.');
  await answered(cora, commentThatSays(story, 'We keep one since 2025.'), 'not-accepted',
    'It holds for all.');
  await cora.go(`${commentThatSays(story, 'Ten is too long.')}/answer`);
  await cora.look('drafted');
  await cora.close();
}

async function publish(cora) {
  await cora.go(`${code}/answers/publish`);
  await cora.look('ready');
  await cora.send(cora.form(null, 'certain'), { which: 'e/1', certain: true });
  assert.equal(await cora.count('.notice[role="status"]'), 1, 'it is said that they are published');
}

async function answersPublished(story) {
  const open = commentThatSays(story, 'who is told?');
  const cora = await signedIn(story, 'cora');

  await cora.go(`${code}/answers/publish`);
  assert.equal(await cora.count('.warnings'), 1, 'one comment has no answer');
  await publish(cora);
  await cora.go(`${round}/answers`);
  await cora.look('one open');
  assert.equal(await cora.form(null, 'certain').count(), 0, 'not answered while one is open');
  await answered(cora, open, 'noted', 'Whoever is on duty.');
  await publish(cora);
  await cora.go(`${round}/answers`);
  await cora.send(cora.form(null, 'certain'), { certain: true });
  assert.ok(await cora.count('p.empty a[href*="/log/"]'), 'the round is answered');
  await cora.look('answered');
  await cora.close();
}

async function nextDraft(story) {
  const { proposed, meant, delay } = words[story.language];
  const cora = await signedIn(story, 'cora');
  const edit = form(cora);

  await cora.go(`${code}/draft-1`);
  await cora.look('chair');
  await cora.followTo('/draft-1/next');
  await cora.send(cora.form(null, 'label'));
  assert.equal(cora.path(), `${code}/draft-2`);
  await cora.look('working');
  await cora.go(commentThatSays(story, 'Ten is too long.'));
  await cora.look('chair');
  await cora.followTo('/take');
  await cora.send(cora.form(null, 'version'));
  assert.match(await cora.text('#aaaaaaaaa3'), new RegExp(proposed), 'the words are in the draft');

  await cora.go(`${code}/draft-2`);
  await cora.followTo('/edit/aaaaaaaaa5');
  const { text } = await edit.locator('[name="text"]').evaluate((area) => ({ text: area.value }));
  await cora.send(edit, { text: text.replace(meant, delay) }, 'preview');
  await cora.look('preview');
  assert.match(await cora.text('.edit-preview ins'), /\p{L}+/u, 'the change is marked');
  await edit.locator('label:has([name="comments"])').first().click();
  await cora.send(edit, {}, 'save');
  await cora.look('saved');
  assert.equal(await cora.count('.notice[role="status"]'), 1, 'it is said that it is saved');
  await cora.close();
}

async function nextPublished(story) {
  const { meant } = words[story.language];
  const office = await signedIn(story, 'office');

  await office.go(`${code}/draft-2/publish`);
  await office.sendTwice('publish', { process: '-' });
  await office.close();

  const cora = await signedIn(story, 'cora');
  await cora.go('/desk');
  await cora.look('after');
  const oral = commentThatSays(story, 'Said: how long?');
  await cora.go(oral);
  await cora.look('carried');
  assert.equal(await cora.text('.quoted mark'), meant, 'it stays on its words');
  assert.ok(await cora.count('.trace-places li'), 'and its new place is told');
  await cora.followTo('/place');
  await cora.send(cora.form(null, 'reason'), { reason: 'The days stand there now.', exact: '' });
  assert.match(await cora.text('.trace'), /The days stand there now\./);
  await cora.close();

  const reader = await Player.open(story);
  await reader.go(`${code}/draft-2`);
  await reader.look('carried');
  await reader.go(`${code}/p/aaaaaaaaa3`);
  assert.ok(await reader.count('.shaped .trace-change'), 'from the words to the comment');
  await reader.go(`${code}/compare/draft-1/draft-2`);
  await reader.go(commentThatSays(story, 'Ten is too long.'));
  assert.ok(await reader.count('.trace-change ins'), 'and from the comment to the words');
  await reader.close();
}

async function whatBecame(story) {
  const mia = await signedIn(story, 'mia');
  const judge = (text) => mia.page.locator(`li:has-text("${text}") .answer-judge`);

  await mia.go('/desk');
  await mia.look('answered');
  await mia.go('/me/comments');
  await mia.look('answered');
  assert.match(await mia.text(), /What became of your comments|Suites données à vos commentaires/);
  await mia.follow(judge('Ten is too long.').locator('button[value="satisfied"]'));
  await mia.go('/me/comments');
  assert.equal(await judge('Ten is too long.').count(), 0, 'it was said');
  await mia.follow(judge('who is told?').locator('a'));
  await mia.send(mia.form(null, 'opinion'), { opinion: 'objects' });
  assert.equal(await mia.count('.form-errors'), 1, 'an objection has its reason');
  await mia.send(mia.form(null, 'opinion'), { text: 'That names nobody.' });
  await mia.close();

  const objected = commentThatSays(story, 'who is told?');
  const cora = await signedIn(story, 'cora');
  await cora.go('/desk');
  await cora.look('objection');
  await cora.go(objected);
  await cora.look('objection');
  await cora.followTo('/objection');
  await cora.send(cora.form(null, 'reason'), { reason: 'The next draft names them.' });
  await cora.close();

  const reader = await Player.open(story);
  await reader.go(objected);
  await reader.look('dealt with');
  assert.match(await reader.text('.opinion'), /That names nobody[^]*The next draft names them/);
  await reader.go(`${round}/answers`);
  await reader.look('judged');
  await reader.close();
}

async function reported(story) {
  const reader = await Player.open(story);

  await reader.go(`${code}/reports`);
  const links = await reader.page.locator('.report-entry h2 a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.ok(links.length >= 4, 'there are reports');
  for (const link of links) {
    await reader.go(link);
    assert.ok(await reader.count('.report-body table'), `${link} has its table`);
  }
  const file = await reader.download(reader.page.locator('.report-files a[href*="docx"]'));
  assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK', 'as a document too');
  await reader.close();
}

async function ended(story) {
  const mia = await signedIn(story, 'mia');
  const comment = commentThatSays(story, 'who is told?');

  await mia.go(comment);
  await mia.followTo('/withdraw');
  await mia.send(mia.form(null, 'certain'), { certain: true, reason: 'It was asked elsewhere.' });
  assert.equal(await mia.count('.tombstone'), 1, 'its place stays');
  await mia.look('withdrawn');
  await mia.close();

  const otto = await signedIn(story, 'otto');
  await otto.go(commentThatSays(story, 'Say whom to ask.'));
  await otto.followTo('/disown');
  await otto.close();
}

async function play(story, step) {
  story.folder = mkdtempSync(join(tmpdir(), 'praxis-round-'));
  await step('words are commented on by keys alone, with a receipt', () => byKeyboard(story));
  await step('wording is proposed, drafts are submitted at once', () => byForm(story));
  await step('a form of ISO is filled in and taken over', () => fromForm(story));
  await step('what was said in a meeting is recorded', () => inMeeting(story));
  await step('a contact point submits for delegates', () => forOrganisation(story));
  await step('everybody reads them', () => read(story));
  await step('the round is closed', () => closed(story));
  await step('comments are answered, one by one and by a template', () => answering(story));
  await step('answers are published, the round is answered', () => answersPublished(story));
  await step('the next draft takes wording over and is edited', () => nextDraft(story));
  await step('it is published, and comments are carried over', () => nextPublished(story));
  await step('authors read what became of it, one objects', () => whatBecame(story));
  await step('reports tell of it', () => reported(story));
  await step('comments are withdrawn and disowned', () => ended(story));
  rmSync(story.folder, { recursive: true });
}

playInEachLanguage('a round from its comments to the next draft', {
  people, fill, play, clock: '2027-02-01T09:00:00Z',
  options: (language) => ({ colorScheme: language === 'fr' ? 'dark' : 'light' }),
});
