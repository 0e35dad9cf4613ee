// SPDX-License-Identifier: EUPL-1.2
// Somebody who plays a part in a browser of their own: follows links, fills forms, and tries each
// kind of page once when it comes by. What is wrong with a page is kept in story.found.

import assert from 'node:assert/strict';
import { axeFindings } from './browser.mjs';
import { shot } from './pages.mjs';

const wide = { width: 1280, height: 900 };
const phone = { width: 360, height: 780 };

// What another language and other colours can change; all else is tried in English.
const changeable = ['color-contrast', 'link-in-text-block', 'target-size', 'valid-lang',
  'html-lang-valid', 'label', 'link-name', 'button-name', 'document-title'];

/** What kind of page stands at an address: ids and tokens left out, errors in its forms told. */
async function kindOf(page, state) {
  const path = new URL(page.url()).pathname
    .replace(/^\/[a-z]{2}(?=\/)/, '')
    .replace(/\/(?=[\w-]*\d)[\w-]{26,}/g, '/ID');
  if (await page.locator('.form-errors').count())
    return `${path} (errors)`;
  return state ? `${path} (${state})` : path;
}

export class Player {
  /** story: site, browser, language, seen (a set of kinds of page), found (a list of lines), and
   * options, where the browsers of all have some. */
  static async open(story, options = {}) {
    const player = new Player();

    player.story = story;
    player.context = await story.browser.newContext({
      viewport: wide, ...story.options, ...options,
    });
    await player.context.clock.setSystemTime(story.site.now());
    player.page = await player.context.newPage();
    player.page.on('pageerror', (error) => story.found.push(`${player.page.url()}: ${error}`));
    player.page.on('console', (message) => {
      // A form with errors has the status 422, which the console repeats.
      if (message.type() === 'error' && !/status of 422/.test(message.text()))
        story.found.push(`${player.page.url()}: console: ${message.text()}`);
    });
    return player;
  }

  close() {
    return this.context.close();
  }

  path() {
    return new URL(this.page.url()).pathname.replace(/^\/[a-z]{2}(?=\/)/, '');
  }

  /** Tries the page that is shown, if none of its kind was seen before; pages that differ much by
   * what has happened so far are told apart by their state. */
  async look(state) {
    const { seen, found, language } = this.story;
    const kind = await kindOf(this.page, state);
    const rules = language === 'en' ? [] : changeable;

    if (seen.has(kind))
      return;
    seen.add(kind);
    if (await this.page.locator('html').getAttribute('lang') !== language)
      found.push(`${kind}: not in the language ${language}`);
    for (const finding of await axeFindings(this.page, rules))
      found.push(`${kind}: ${finding}`);
    await shot(this.page, `play${kind.replace(/\W+/g, '-')}-${language}`);
    await this.page.setViewportSize(phone);
    const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
    if (width > phone.width)
      found.push(`${kind}: ${width} px wide on a phone`);
    await shot(this.page, `play${kind.replace(/\W+/g, '-')}-${language}-phone`);
    await this.page.setViewportSize(wide);
  }

  /** Opens an address of the site, without language. */
  async go(path, status = 200) {
    const { site, language } = this.story;
    const bare = path.replace(/^\/(en|fr)\//, '/');
    const reply = await this.page.goto(`${site.url}/${language}${bare}`);

    assert.equal(reply.status(), status, path);
    await this.look();
  }

  /** Clicks what leads to another page. */
  async follow(locator) {
    const arrived = this.page.waitForEvent('load');

    await locator.first().click();
    await arrived;
    await this.look();
  }

  /** Presses Tab until the focus is on what the selector names. */
  async tabTo(selector, most = 200) {
    for (let i = 0; i < most; i++) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate((wanted) => document.activeElement.matches(wanted), selector))
        return;
    }
    assert.fail(`Tab does not reach ${selector}`);
  }

  /** Presses a key that leads to another page. */
  async key(key) {
    const arrived = this.page.waitForEvent('load');

    await this.page.keyboard.press(key);
    await arrived;
    await this.look();
  }

  /** Clicks what gives a file; returns where the file was put. */
  async download(locator) {
    const arrives = this.page.waitForEvent('download');

    await locator.first().click();
    return (await arrives).path();
  }

  /** Follows a link whose address ends like this. */
  followTo(end) {
    return this.follow(this.page.locator(`main a[href$="${end}"]`));
  }

  /** The form on the page with that name in its hidden field "do"; without one, the first with a
   * field of that other name. */
  form(name, field) {
    const has = name ? `input[name="do"][value="${name}"]` : `[name="${field}"]`;
    return this.page.locator(`main form[method="post"]:has(${has})`);
  }

  async fill(form, values) {
    for (const [name, value] of Object.entries(values)) {
      const field = form.locator(`[name="${name}"]`);
      const kind = await field.first().evaluate((e) => {
        e.closest('details')?.setAttribute('open', '');
        return e.matches('select') ? 'select' : e.type;
      });

      if (kind === 'radio' || (kind === 'checkbox' && value !== true))
        await form.locator(`[name="${name}"][value="${value}"]`).check();
      else if (kind === 'checkbox')
        await field.check();
      else if (kind === 'select')
        await field.selectOption(value);
      else if (kind === 'file')
        await field.setInputFiles(value);
      else
        await field.fill(value);
    }
  }

  /** Fills a form and sends it by its button; by that with the value, where it has several. */
  async send(form, values = {}, value = null) {
    await this.fill(form, values);
    await this.follow(form.locator(`button[type="submit"]${value ? `[value="${value}"]` : ''}`));
  }

  /** Sends a form that first shows what will happen, and then, unchanged, is carried out. */
  async sendTwice(name, values) {
    await this.send(this.form(name), values);
    assert.equal(await this.page.locator('.form-errors').count(), 0, await this.text());
    await this.send(this.form(name));
  }

  /** What the page says, or a part of it. */
  text(selector = 'main') {
    return this.page.locator(selector).first().innerText();
  }

  count(selector) {
    return this.page.locator(selector).count();
  }
}
