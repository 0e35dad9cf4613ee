// SPDX-License-Identifier: EUPL-1.2
//
// warcio.js for the benchmark of the corpus:
//   node warcio_bench.mjs FILE   seconds of processor time that the bytes of bodies by host take
import { createReadStream } from 'node:fs';
import { WARCParser } from 'warcio';

const before = process.cpuUsage();
const bytes = new Map();

for await (const record of new WARCParser(createReadStream(process.argv[2]))) {
  let size = 0;

  for await (const chunk of record)
    size += chunk.length;
  if (record.warcType !== 'response')
    continue;
  const host = new URL(record.warcTargetURI).host;
  bytes.set(host, (bytes.get(host) ?? 0) + size);
}
const used = process.cpuUsage(before);
console.log((used.user + used.system) / 1e6);
