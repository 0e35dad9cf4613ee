// SPDX-License-Identifier: EUPL-1.2
//
// DuckDB for the benchmark of the corpus:
//   node duckdb_bench.mjs make LINES.jsonl FOLDER   writes its inputs
//   node duckdb_bench.mjs time FILE                 seconds of processor time, one thread, that
//                                                   the bytes of text by host take (Parquet, lines)
import { DuckDBInstance } from '@duckdb/node-api';

const [work, file, folder] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
const codecs = ['snappy', 'zstd', 'gzip', 'lz4_raw'];
const brotliRows = 1200; // more take it many minutes to write

async function make()
{
    const lines = `read_json('${file}', maximum_object_size = 67108864)`;
    const some = `select text, id, dump, url, date, language, token_count from ${lines}`;
    const pages = `(${Array(4).fill(some).join(' union all ')})`;
    const parts = `(select substr(text, 1 + 200 * i, 200) as text, url, date, language,
            token_count // 100 as token_count
        from (select *, unnest(range(length(text) // 200)) as i from ${lines}))`;

    for (const codec of codecs)
        await connection.run(`copy ${pages} to '${folder}/pages.${codec}.parquet'
            (format parquet, codec '${codec}', row_group_size 4096)`);
    await connection.run(`copy (select * from ${pages} limit ${brotliRows})
        to '${folder}/pages.brotli.parquet' (format parquet, codec 'brotli')`);
    for (const codec of ['snappy', 'zstd'])
        await connection.run(`copy ${parts} to '${folder}/short.${codec}.parquet'
            (format parquet, codec '${codec}')`);
}

async function time()
{
    const table = file.includes('.jsonl')
        ? `read_json('${file}', format = 'newline_delimited', maximum_object_size = 67108864,
            columns = {url: 'VARCHAR', text: 'VARCHAR'})`
        : `read_parquet('${file}')`;
    const query = `select count(*), sum(bytes) from (
        select regexp_extract(url, '^https?://([^/:?#]+)', 1) as host, count(*),
            sum(strlen(text)) as bytes
        from ${table} group by host)`;
    const before = process.cpuUsage();

    await connection.runAndReadAll(query);
    const used = process.cpuUsage(before);
    console.log((used.user + used.system) / 1e6);
}

await (work === 'make' ? make() : time());
