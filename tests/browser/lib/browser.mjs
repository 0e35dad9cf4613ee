// SPDX-License-Identifier: EUPL-1.2
// What every browser test imports. A test is tests/browser/NAME.mjs, written for node:test; the
// runner starts it with node --test-reporter=tap.
//
//     import { test } from 'node:test';
//     import { startSite, startBrowser, axeFindings } from './lib/browser.mjs';

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
export const root = process.env.PX_ROOT ?? join(here, '../../..');
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

/**
 * A house and its server on a free port. Without `fill` the house is the demonstration of
 * `make run`; with it, fill(praxis) fills an empty one, where praxis(...args) runs the program and
 * returns what it printed.
 * @returns {{ url: string, house: string, praxis: Function, stop: () => Promise<void> }}
 */
export async function startSite({ fill } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-browser-'));
  const house = join(folder, 'house');
  const run = (command, args) => {
    const env = { ...process.env, PRAXIS: program };
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env });
    if (status !== 0)
      throw new Error(`${command} ${args.join(' ')}: status ${status}\n${stdout}${stderr}`);
    return stdout;
  };
  const praxis = (...args) => run(program, ['--house', house, ...args]);

  if (fill) {
    praxis('init');
    await fill(praxis);
  } else {
    run(join(root, 'tools/demo_house.sh'), [house]);
  }

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(program, ['--house', house, 'serve', '--port', String(port)]);
  let said = '';
  const ended = new Promise((resolve) => {
    server.on('exit', (status, signal) => resolve({ status, signal }));
  });
  server.stdout.on('data', (data) => { said += data; });
  server.stderr.on('data', (data) => { said += data; });

  for (let answers = false; !answers;) {
    if (server.exitCode !== null)
      throw new Error(`the server did not start: status ${server.exitCode}\n${said}`);
    answers = await fetch(`${url}/healthz`).then((reply) => reply.ok, () => false);
    if (!answers)
      await sleep(50);
  }

  const stop = async () => {
    server.kill('SIGTERM');
    const { status, signal } = await ended;
    rmSync(folder, { recursive: true, force: true });
    if (status !== 0 || /Sanitizer|runtime error/.test(said))
      throw new Error(`the server ended with ${status ?? signal}\n${said}`);
  };
  return { url, house, praxis, stop };
}

/** Debian's Chromium; the caller closes it. */
export function startBrowser() {
  const found = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();

  return chromium.launch({
    executablePath: process.env.PX_CHROMIUM ?? found,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
}

/**
 * What axe finds on the page against WCAG 2.2 AA and its own best practices, or against some of
 * its rules: one line each, none when all is well.
 */
export async function axeFindings(page, rules = []) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules.length ? axe.withRules(rules) : axe.withTags(tags)).analyze();

  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html}`));
}
