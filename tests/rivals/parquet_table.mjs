// SPDX-License-Identifier: EUPL-1.2
//
// What DuckDB reads in the sample files of Parquet, as a table for
// tests/unit/corpus/test_parquet.c:
//
//     tests/rivals/prepare.sh
//     node tests/rivals/parquet_table.mjs ../shared/data/corpus/parquet \
//         >tests/data/parquet_duckdb.tsv
//
// A line a column: file, rows, path ("-": none that is told), then its kind and figures:
//   bytes  values, bytes      of strings and blobs, also within lists, structs and maps
//   sum    values, sum        of integers
//   date   values, first, last (milliseconds since 1970) of dates and timestamps
import { readdirSync } from 'node:fs';
import { DuckDBInstance, DuckDBTypeId as Id } from '@duckdb/node-api';

const folder = process.argv[2];
const connection = await (await DuckDBInstance.create(':memory:')).connect();

async function row(sql)
{
    return (await connection.runAndReadAll(sql)).getRowsJson()[0];
}

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
const literal = (text) => `'${text.replaceAll("'", "''")}'`;
const integers = [Id.TINYINT, Id.SMALLINT, Id.INTEGER, Id.BIGINT, Id.UTINYINT, Id.USMALLINT,
    Id.UINTEGER, Id.UBIGINT];
const dates = [Id.DATE, Id.TIMESTAMP, Id.TIMESTAMP_MS, Id.TIMESTAMP_NS, Id.TIMESTAMP_S,
    Id.TIMESTAMP_TZ];

// The leaves of a type: path, and `list`, the expression of all values of a row as a list.
function* leaves(path, type, list, depth)
{
    const name = `x${depth}`;
    const each = (inner) => `flatten(list_transform(${list}, lambda ${name}: ${inner}))`;
    const empty = 'list_value()';

    if (type.typeId === Id.LIST) {
        yield* leaves(path, type.valueType, each(`coalesce(${name}, ${empty})`), depth + 1);
    } else if (type.typeId === Id.STRUCT) {
        for (const [i, field] of type.entryNames.entries())
            yield* leaves(`${path}.${field}`, type.entryTypes[i],
                `list_transform(${list}, lambda ${name}: ${name}.${quoted(field)})`, depth + 1);
    } else if (type.typeId === Id.MAP) {
        yield* leaves(`${path}.key`, type.keyType,
            each(`coalesce(map_keys(${name}), ${empty})`), depth + 1);
        yield* leaves(`${path}.value`, type.valueType,
            each(`coalesce(map_values(${name}), ${empty})`), depth + 1);
    } else {
        yield { path, type: type.typeId, list };
    }
}

function figures(type)
{
    if (type === Id.VARCHAR)
        return ['bytes', 'coalesce(sum(strlen(v)), 0)'];
    if (type === Id.BLOB)
        return ['bytes', 'coalesce(sum(octet_length(v)), 0)'];
    if (integers.includes(type))
        return ['sum', 'coalesce(sum(v::hugeint), 0)'];
    if (dates.includes(type))
        return ['date', 'epoch_ms(min(v)::timestamp)', 'epoch_ms(max(v)::timestamp)'];
    return null;
}

async function table(file)
{
    const from = `read_parquet(${literal(`${folder}/${file}`)})`;
    const [rows] = await row(`select count(*)::varchar from ${from}`);
    const result = await connection.run(`select * from ${from} limit 0`);
    const lines = [];

    for (const [i, name] of result.columnNames().entries()) {
        for (const leaf of leaves(name, result.columnType(i), `list_value(${quoted(name)})`, 0)) {
            const wanted = figures(leaf.type);

            if (!wanted)
                continue;
            const texts = wanted.slice(1).map((w) => `(${w})::varchar`).join(', ');
            const found = await row(`select count(v)::varchar, ${texts}
                from (select unnest(${leaf.list}) as v from ${from})`);

            lines.push([file, rows, leaf.path, wanted[0], ...found].join('\t'));
        }
    }
    return lines.length ? lines : [[file, rows, '-'].join('\t')];
}

const files = [...readdirSync(folder), ...readdirSync(`${folder}/geospatial`)
    .map((name) => `geospatial/${name}`)].filter((name) => name.endsWith('.parquet')).sort();
console.log(`# DuckDB ${(await row('select version()'))[0]}: node tests/rivals/parquet_table.mjs`);
for (const file of files) {
    try {
        console.log((await table(file)).join('\n'));
    } catch (error) {
        console.log(`# ${file}: ${error.message.split('\n')[0]}`);
    }
}
