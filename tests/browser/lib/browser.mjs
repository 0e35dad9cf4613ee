// SPDX-License-Identifier: EUPL-1.2
// What every browser test imports. A test is tests/browser/NAME.mjs, written for node:test; the
// runner starts it with node --test-reporter=tap.
//
//     import { test } from 'node:test';
//     import { startSite, startBrowser, axeFindings } from './lib/browser.mjs';

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
export const root = process.env.PX_ROOT ?? join(here, '../../..');
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const program = process.env.PRAXIS ?? join(root, 'build/test/src/cli/praxis');

/** A TCP port that is free at the moment. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the server of a house and waits until it answers. */
async function startServer(house, port, env) {
  const server = spawn(program, ['--house', house, 'serve', '--port', String(port)], { env });
  let said = '';
  const ended = new Promise((resolve) => {
    server.on('exit', (status, signal) => resolve({ status, signal }));
  });
  server.stdout.on('data', (data) => { said += data; });
  server.stderr.on('data', (data) => { said += data; });

  for (let answers = false; !answers;) {
    if (server.exitCode !== null)
      throw new Error(`the server did not start: status ${server.exitCode}\n${said}`);
    answers = await fetch(`http://127.0.0.1:${port}/healthz`)
      .then((reply) => reply.ok, () => false);
    if (!answers)
      await sleep(50);
  }
  return async () => {
    server.kill('SIGTERM');
    const { status, signal } = await ended;
    if (status !== 0 || /Sanitizer|runtime error/.test(said))
      throw new Error(`the server ended with ${status ?? signal}\n${said}`);
  };
}

/**
 * A house and its server on a free port. Without `fill` the house is the demonstration of
 * `make run`; with it, fill(praxis) fills an empty one, where praxis(...args) runs the program and
 * returns what it printed. With `clock`, an instant like 2027-01-11T09:00:00Z, the house begins
 * then; move(instant) is the only way on, and starts the server anew.
 * @returns {{ url: string, house: string, praxis: Function, move: Function, now: Function,
 *     stop: () => Promise<void> }}
 */
export async function startSite({ fill, clock } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-browser-'));
  const house = join(folder, 'house');
  let begun = clock && { at: Date.parse(clock), since: Date.now() };
  const now = () => (begun ? begun.at + Date.now() - begun.since : Date.now());
  const environment = () => ({
    ...process.env,
    PRAXIS: program,
    ...(begun && { PRAXIS_CLOCK: new Date(now()).toISOString().replace(/\.\d+/, '') }),
  });
  const run = (command, args) => {
    const { status, stdout, stderr } =
      spawnSync(command, args, { encoding: 'utf8', env: environment() });
    if (status !== 0)
      throw new Error(`${command} ${args.join(' ')}: status ${status}\n${stdout}${stderr}`);
    return stdout;
  };
  const praxis = (...args) => run(program, ['--house', house, ...args]);

  if (fill) {
    praxis('init', ...(clock ? ['--demonstration'] : []));
    await fill(praxis);
  } else {
    run(join(root, 'tools/demo_house.sh'), [house]);
  }

  const port = await freePort();
  let stopServer = await startServer(house, port, environment());

  const move = async (instant) => {
    await stopServer();
    begun = { at: Date.parse(instant), since: Date.now() };
    stopServer = await startServer(house, port, environment());
  };
  const stop = async () => {
    try {
      await stopServer();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return { url: `http://127.0.0.1:${port}`, house, praxis, move, now, stop };
}

/** Debian's Chromium, whose pages do not scroll smoothly: what moves cannot be clicked safely. The
 * caller closes it. */
export async function startBrowser() {
  const found = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();

  const browser = await chromium.launch({
    executablePath: process.env.PX_CHROMIUM ?? found,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
  const newContext = browser.newContext.bind(browser);

  browser.newContext = (options) => newContext({ reducedMotion: 'reduce', ...options });
  return browser;
}

/**
 * What axe finds on the page against WCAG 2.2 AA and its own best practices, or against some of
 * its rules: one line each, none when all is well. Only findings are asked for: to tell all that is
 * right as well takes axe three times as long. (Pages have no frames, in which it would look too.)
 */
export async function axeFindings(page, rules = []) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const runOnly = rules.length ? { type: 'rule', values: rules } : { type: 'tag', values: tags };

  await page.evaluate(axeSource);
  return page.evaluate(async (only) => {
    const { violations } = await window.axe.run(document,
      { runOnly: only, resultTypes: ['violations'] });

    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.html}`));
  }, runOnly);
}
