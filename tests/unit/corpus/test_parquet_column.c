/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Columns in every encoding, packing, nesting and version of page, written by the writer beside
 * this test, read back value by value, whole and with a damaged page.
 */
#include "unit/testing.h"

#include "base/file.h"
#include "corpus/parquet/parquet_column.h"
#include "unit/corpus/parquet_writer.h"

enum { ENTRIES = 700, PAGES_MAX = 2 * ENTRIES, SEEDS_OF_BILLIONS = 3 };

static px_tools tools;
static px_unpacker unpacker;
static px_parquet_column *column;

typedef struct troubles {
    uint64_t counts[PX_TROUBLE_COUNT], last;
} troubles;

static void see_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                        uint64_t times)
{
    troubles *t = arg;

    (void)inside;
    t->counts[kind] += times;
    t->last = offset;
}

/* ---- Entries */

static const char *const words[] = {
    "",         "a", "praxis", "praxes", "practice", "a much longer value, so that lengths differ",
    "\xc3\xa9",
};

static px_str make_bytes(const pw_spec *spec, char room[64])
{
    size_t len;

    if (spec->type == PX_PARQUET_FIXED)
        (void)snprintf(room, 64, "%05u", (unsigned)(pw_random() % 300));
    else
        (void)snprintf(room, 64, "%s%u", words[pw_random() % PX_COUNT(words)],
                       (unsigned)(pw_random() % 40));
    len = spec->type == PX_PARQUET_FIXED ? PW_FIXED : strlen(room);
    return px_str_n(room, len);
}

static int64_t make_number(const pw_spec *spec)
{
    int64_t wide = (int64_t)((uint64_t)pw_random() << 40 ^ (uint64_t)pw_random() << 16);

    switch (spec->type) {
    case PX_PARQUET_BOOLEAN:
        return pw_random() % 2;
    case PX_PARQUET_INT32:
        return pw_random() % 4 ? (int64_t)(pw_random() % 100) : (int64_t)(int32_t)wide;
    case PX_PARQUET_INT64:
        return pw_random() % 4 ? (int64_t)(pw_random() % 100) : wide;
    case PX_PARQUET_INT96: /* milliseconds, also before 1970 */
        return (int64_t)pw_random() * 100000 - 800000000000;
    default:
        return (int64_t)(pw_random() % 4096) - 2048;
    }
}

static size_t make_entries(const pw_spec *spec, pw_entry *entries, char (*rooms)[64])
{
    unsigned most = pw_max_definition(spec);
    bool runs = pw_random() % 2;

    for (size_t i = 0; i < ENTRIES; i++) {
        pw_entry *e = &entries[i];
        bool begins = i == 0 || pw_random() % 3 == 0;

        e->repetition = spec->nesting == PW_LIST && !begins;
        e->definition = most && pw_random() % (runs ? 40 : 4) == 0 ? pw_random() % most : most;
        if (e->repetition && e->definition < 2)
            e->definition = 2; /* only the first entry of a row can be no list, or an empty one */
        if (e->repetition && entries[i - 1].definition < 2)
            e->repetition = 0;
        e->bytes = px_parquet_is_bytes(spec->type) ? make_bytes(spec, rooms[i]) : PX_STR("");
        e->number = px_parquet_is_bytes(spec->type) ? 0 : make_number(spec);
    }
    return ENTRIES;
}

/* ---- Reading back */

typedef struct opened {
    px_parquet_footer footer;
    px_random file;
    px_reading r;
    troubles t;
    const px_parquet_leaf *leaf;
    bool lengths_only;
} opened;

static void open_bytes(opened *o, px_str bytes)
{
    px_parquet_state state;
    bool same;
    px_error err = PX_ERROR_INIT;

    *o = (opened){ .file = px_random_memory(bytes, "written") };
    o->r = (px_reading){ .tools = &tools, .trouble = see_trouble, .arg = &o->t };
    assert_ok(px_parquet_footer_open(&o->footer, &o->file, &state, &same, &err), &err);
    assert_int_equal(state, PX_PARQUET_READ);
    o->leaf = px_parquet_schema_find(&o->footer.schema, PX_STR("text"));
    assert_non_null(o->leaf);
    assert_true(px_parquet_footer_groups(&o->footer, &o->leaf, 1));
    assert_int_equal(o->footer.n_groups, 2);
}

static void expect_row(const pw_spec *spec, const pw_entry *entries, size_t n,
                       const px_parquet_value *value, bool lengths_only)
{
    PX_AUTO_BUILDER px_builder joined = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    unsigned most = pw_max_definition(spec);
    size_t values = 0, len = 0;
    uint64_t sum = 0;

    for (size_t i = 0; i < n; i++) {
        if (entries[i].definition < most)
            continue;
        if (values++)
            px_builder_char(&joined, '\n');
        px_builder_str(&joined, entries[i].bytes);
        len += entries[i].bytes.len;
        sum += (uint64_t)entries[i].number;
    }
    assert_int_equal(value->cell, values ? PX_PARQUET_VALUE : PX_PARQUET_NULL);
    if (values == 0)
        return;
    if (px_parquet_is_bytes(spec->type)) {
        assert_int_equal(value->len, len);
        if (lengths_only)
            return;
        assert_int_equal(value->joints, values - 1);
        assert_true(px_str_eq(value->bytes, px_builder_view(&joined)));
    } else {
        assert_int_equal((uint64_t)value->number, sum);
    }
}

/* Reads all rows; those of entries [lost_from, lost_to) are lost, of lists also all that follow in
 * their group. */
static void expect_rows(opened *o, const pw_spec *spec, const pw_entry *entries, size_t count,
                        size_t lost_from, size_t lost_to)
{
    size_t at = 0, next, half = pw_half(entries, count);
    px_error err = PX_ERROR_INIT;

    for (size_t g = 0; g < 2; g++) {
        const px_parquet_group *group = &o->footer.groups[g];

        px_parquet_column_open(column, o->leaf, group->chunks, &o->file, &unpacker, &o->r,
                               o->lengths_only);
        for (uint64_t row = 0; row < group->rows; row++, at = next) {
            px_parquet_value value;

            for (next = at + 1; next < count && entries[next].repetition > 0; next++)
                ;
            assert_ok(px_parquet_column_next(column, &value, &err), &err);
            /* The next page may go on with a row of a list. */
            if (next + (spec->nesting == PW_LIST) > lost_from && at < lost_to &&
                (lost_from < half || at >= half))
                assert_int_equal(value.cell, PX_PARQUET_NO_ROW);
            else
                expect_row(spec, entries + at, next - at, &value, o->lengths_only);
        }
        assert_ok(px_parquet_column_finish(column, &err), &err);
    }
    assert_int_equal(at, count);
}

static void close_bytes(opened *o)
{
    px_parquet_footer_close(&o->footer);
}

/* ---- Every combination */

static bool fits(px_parquet_type type, px_parquet_encoding encoding)
{
    switch (encoding) {
    case PX_PARQUET_PLAIN_VALUES:
    case PX_PARQUET_PLAIN_DICTIONARY:
    case PX_PARQUET_RLE_DICTIONARY:
        return type != PX_PARQUET_BOOLEAN || encoding == PX_PARQUET_PLAIN_VALUES;
    case PX_PARQUET_RLE:
        return type == PX_PARQUET_BOOLEAN;
    case PX_PARQUET_DELTA_BINARY:
        return type == PX_PARQUET_INT32 || type == PX_PARQUET_INT64;
    case PX_PARQUET_DELTA_LENGTHS:
        return type == PX_PARQUET_BYTE_ARRAY;
    case PX_PARQUET_DELTA_BYTES:
        return px_parquet_is_bytes(type);
    case PX_PARQUET_SPLIT:
        return type != PX_PARQUET_BOOLEAN && type != PX_PARQUET_INT96 &&
               type != PX_PARQUET_BYTE_ARRAY;
    default:
        return false;
    }
}

static void check(const pw_spec *spec)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    pw_entry *entries = px_alloc(ENTRIES * sizeof(*entries));
    char(*rooms)[64] = px_alloc(ENTRIES * sizeof(*rooms));
    size_t count = make_entries(spec, entries, rooms);
    opened o;

    pw_write(&out, spec, entries, count, NULL, NULL);
    open_bytes(&o, px_builder_view(&out));
    expect_rows(&o, spec, entries, count, SIZE_MAX, 0);
    for (int i = 0; i < PX_TROUBLE_COUNT; i++)
        assert_int_equal(o.t.counts[i], 0);
    close_bytes(&o);
    free(entries);
    free(rooms);
}

static void describe(const pw_spec *s)
{
    print_message("type %d, encoding %d, packing %d, nesting %d, v2 %d, checksums %d, older %d, "
                  "falls back %d, %zu entries a page\n",
                  (int)s->type, (int)s->encoding, (int)s->packing, (int)s->nesting, s->v2,
                  s->checksums, s->older_levels, s->fall_back, s->page_entries);
}

static pw_spec current;
static bool failing; /* until the test says that it has come to its end */

static int tell_on_failure(void **state)
{
    (void)state;
    if (failing)
        describe(&current);
    return 0;
}

static void test_every_combination(void **state)
{
    uint32_t seed = 1;

    (void)state;
    failing = true;
    for (int type = 0; type < PX_PARQUET_TYPE_COUNT; type++)
        for (int encoding = 0; encoding <= PX_PARQUET_SPLIT; encoding++)
            for (int packing = 0; packing < PX_PACKING_COUNT; packing++) {
                if (!fits((px_parquet_type)type, (px_parquet_encoding)encoding) ||
                    packing == PX_PACKING_LZO)
                    continue;
                pw_seed(seed++);
                current = (pw_spec){ .type = (px_parquet_type)type,
                                     .encoding = (px_parquet_encoding)encoding,
                                     .packing = (px_packing)packing,
                                     .nesting = (pw_nesting)(pw_random() % 3),
                                     .v2 = pw_random() % 2,
                                     .checksums = pw_random() % 2,
                                     .page_entries = 1 + pw_random() % 300 };
                current.older_levels = !current.v2 && pw_random() % 3 == 0;
                current.fall_back = type != PX_PARQUET_BOOLEAN && pw_random() % 3 == 0;
                check(&current);
            }
    failing = false;
}

/* All nestings and versions of pages, of the commonest type and encodings. */
static void test_every_shape(void **state)
{
    static const px_parquet_encoding encodings[] = { PX_PARQUET_PLAIN_VALUES,
                                                     PX_PARQUET_RLE_DICTIONARY,
                                                     PX_PARQUET_DELTA_BYTES };

    (void)state;
    failing = true;
    for (unsigned i = 0; i < PX_COUNT(encodings) * 3 * 2 * 2 * 4; i++) {
        current = (pw_spec){ .type = PX_PARQUET_BYTE_ARRAY,
                             .encoding = encodings[i / 48],
                             .packing = PX_PACKING_SNAPPY,
                             .nesting = (pw_nesting)(i % 3),
                             .v2 = i / 3 % 2,
                             .older_levels = i / 6 % 2,
                             .page_entries = (size_t[]){ 1, 7, 64, 1000 }[i / 12 % 4] };
        pw_seed(i);
        check(&current);
    }
    failing = false;
}

/* ---- Damage */

/* A page with a wrong byte costs its rows, reported once at its place. */
static void test_damaged_page(void **state)
{
    pw_entry *entries = px_alloc(ENTRIES * sizeof(*entries));
    char(*rooms)[64] = px_alloc(ENTRIES * sizeof(*rooms));

    (void)state;
    failing = true;
    for (unsigned i = 0; i < 60; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        pw_spec spec = { .type = i % 2 ? PX_PARQUET_BYTE_ARRAY : PX_PARQUET_INT64,
                         .packing = (px_packing[]){ PX_PACKING_NONE, PX_PACKING_ZSTD,
                                                    PX_PACKING_GZIP }[i / 2 % 3],
                         .nesting = (pw_nesting)(i / 6 % 3),
                         .v2 = i / 18 % 2,
                         .checksums = true,
                         .page_entries = 50 };
        uint64_t pages[PAGES_MAX];
        size_t n_pages = 0, count, page, half, from, to, group_end = 0;
        opened o;

        pw_seed(i);
        count = make_entries(&spec, entries, rooms);
        pw_write(&out, &spec, entries, count, pages, &n_pages);
        page = 1 + pw_random() % (n_pages - 2);
        out.ptr[pages[page + 1] - 3] ^= 0x10; /* of its body */
        half = pw_half(entries, count);
        /* The entries of the page. */
        from = to = 0;
        for (size_t p = 0; p <= page; p++) {
            from = to;
            group_end = from < half ? half : count;
            to = PX_MIN(from + spec.page_entries, group_end);
            while (spec.v2 && to < group_end && entries[to].repetition > 0)
                to++;
        }
        current = spec;
        open_bytes(&o, px_builder_view(&out));
        expect_rows(&o, &spec, entries, count, from, spec.nesting == PW_LIST ? group_end : to);
        assert_int_equal(o.t.counts[PX_TROUBLE_CHECKSUM], 1);
        assert_int_equal(o.t.last, pages[page]);
        close_bytes(&o);
    }
    failing = false;
    free(entries);
    free(rooms);
}

/* Whatever is cut off or changed, reading ends, and every row is whole or lost. */
static void test_any_damage(void **state)
{
    pw_entry *entries = px_alloc(ENTRIES * sizeof(*entries));
    char(*rooms)[64] = px_alloc(ENTRIES * sizeof(*rooms));
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (unsigned i = 0; i < 400; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        pw_spec spec = { .type = (px_parquet_type)(i % PX_PARQUET_TYPE_COUNT),
                         .packing = (px_packing)(i / 8 % 3),
                         .nesting = (pw_nesting)(i / 3 % 3),
                         .v2 = i / 5 % 2,
                         .page_entries = 40 };
        px_parquet_footer footer = { 0 };
        px_parquet_state read;
        px_random file;
        troubles t = { 0 };
        px_reading r = { .tools = &tools, .trouble = see_trouble, .arg = &t };
        bool same;

        pw_seed(i);
        for (int e = (int)(pw_random() % 10); spec.encoding == 0 && e < 10; e++)
            if (fits(spec.type, (px_parquet_encoding)e))
                spec.encoding = (px_parquet_encoding)e;
        pw_write(&out, &spec, entries, make_entries(&spec, entries, rooms), NULL, NULL);
        for (unsigned k = 0; k < 1 + i % 4; k++)
            out.ptr[pw_random() % out.len] = (char)pw_random();
        file = px_random_memory(px_builder_view(&out), "damaged");
        assert_ok(px_parquet_footer_open(&footer, &file, &read, &same, &err), &err);
        if (read == PX_PARQUET_READ && footer.schema.count == 1) {
            const px_parquet_leaf *leaf = footer.schema.leaves;

            if (px_parquet_footer_groups(&footer, &leaf, 1))
                for (size_t g = 0; g < footer.n_groups; g++) {
                    px_parquet_column_open(column, leaf, footer.groups[g].chunks, &file, &unpacker,
                                           &r, i % 2);
                    for (uint64_t row = 0; row < footer.groups[g].rows && !column->broken; row++) {
                        px_parquet_value value;

                        assert_ok(px_parquet_column_next(column, &value, &err), &err);
                    }
                }
        }
        px_parquet_footer_close(&footer);
    }
    free(entries);
    free(rooms);
}

/* ---- Pages that are unpacked in parts */

enum { LARGE_ENTRIES = 800, TEXT_MAX = 40000 };

/* Entries whose values are cut out of one long text; some are longer than the window. */
static void lengthen(const pw_spec *spec, pw_entry *entries, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = pw_random() % TEXT_MAX;

        if (entries[i].definition == pw_max_definition(spec))
            entries[i].bytes = px_str_n(text + pw_random() % 1000, i % 97 ? len : 20 * len);
    }
}

static char *long_text(void)
{
    char *text = px_alloc(20 * TEXT_MAX + 1000);

    for (size_t i = 0; i < 20 * TEXT_MAX + 1000; i++)
        text[i] = (char)(i % 7 ? 'a' + pw_random() % 4 : ' ');
    return text;
}

static void test_large_pages(void **state)
{
    static const px_packing packings[] = { PX_PACKING_SNAPPY, PX_PACKING_NONE, PX_PACKING_GZIP,
                                           PX_PACKING_ZSTD,   PX_PACKING_LZ4,  PX_PACKING_BROTLI };
    PX_AUTO_FREE pw_entry *entries = px_alloc(LARGE_ENTRIES * sizeof(*entries));
    char(*rooms)[64] = px_alloc(LARGE_ENTRIES * sizeof(*rooms));
    PX_AUTO_FREE char *text = long_text();

    (void)state;
    failing = true;
    for (unsigned i = 0; i < PX_COUNT(packings) + 6; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        size_t count;
        opened o;

        current = (pw_spec){ .type = PX_PARQUET_BYTE_ARRAY,
                             .packing = packings[i % PX_COUNT(packings)],
                             .nesting = (pw_nesting)(i % 3),
                             .v2 = i % 4 / 2,
                             .older_levels = i % 4 == 1,
                             .checksums = i % 2,
                             .page_entries = LARGE_ENTRIES };
        pw_seed(i);
        count = make_entries(&current, entries, rooms);
        lengthen(&current, entries, count, text);
        pw_write(&out, &current, entries, count, NULL, NULL);
        for (int lengths = 0; lengths < 2; lengths++) {
            open_bytes(&o, px_builder_view(&out));
            o.lengths_only = lengths;
            expect_rows(&o, &current, entries, count, SIZE_MAX, 0);
            for (int k = 0; k < PX_TROUBLE_COUNT; k++)
                assert_int_equal(o.t.counts[k], 0);
            close_bytes(&o);
        }
    }
    failing = false;
    free(rooms);
}

/* A large page without a checksum loses what is behind the damage, one with it all. */
static void test_large_damage(void **state)
{
    PX_AUTO_FREE pw_entry *entries = px_alloc(LARGE_ENTRIES * sizeof(*entries));
    char(*rooms)[64] = px_alloc(LARGE_ENTRIES * sizeof(*rooms));
    PX_AUTO_FREE char *text = long_text();
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (unsigned i = 0; i < 4; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        pw_spec spec = { .type = PX_PARQUET_BYTE_ARRAY,
                         .packing = PX_PACKING_ZSTD,
                         .checksums = i % 2,
                         .page_entries = LARGE_ENTRIES };
        uint64_t pages[2], rows, lost = 0, read = 0;
        size_t n_pages = 0, count;
        opened o;

        pw_seed(i);
        count = make_entries(&spec, entries, rooms);
        lengthen(&spec, entries, count, text);
        pw_write(&out, &spec, entries, count, pages, &n_pages);
        memset(out.ptr + (pages[0] + pages[1]) / 2, 0xee, 100);
        open_bytes(&o, px_builder_view(&out));
        px_parquet_column_open(column, o.leaf, o.footer.groups[0].chunks, &o.file, &unpacker, &o.r,
                               i / 2);
        rows = o.footer.groups[0].rows;
        for (uint64_t row = 0; row < rows; row++) {
            px_parquet_value value;

            assert_ok(px_parquet_column_next(column, &value, &err), &err);
            lost += value.cell == PX_PARQUET_NO_ROW;
            if (value.cell == PX_PARQUET_NO_ROW)
                continue;
            assert_int_equal(lost, 0);
            assert_int_equal(value.len, entries[read].bytes.len);
            read++;
        }
        assert_ok(px_parquet_column_finish(column, &err), &err);
        assert_int_equal(o.t.counts[spec.checksums ? PX_TROUBLE_CHECKSUM : PX_TROUBLE_PAGE], 1);
        assert_int_equal(o.t.last, pages[0]);
        assert_true(spec.checksums ? read == 0 : read > rows / 4 && lost > rows / 4);
        close_bytes(&o);
    }
    free(rooms);
}

/* ---- Seeds of the fuzz target: tests/fuzz/seeds/parquet. PX_WRITE_SEEDS=1 writes them anew. */

static void test_seeds(void **state)
{
    pw_entry *entries = px_alloc(ENTRIES * sizeof(*entries));
    char(*rooms)[64] = px_alloc(ENTRIES * sizeof(*rooms));
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (unsigned i = 0; i < PX_PACKING_COUNT * 2 + SEEDS_OF_BILLIONS; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        bool many = i >= PX_PACKING_COUNT * 2;
        pw_spec spec = { .type = i % 3 ? PX_PARQUET_BYTE_ARRAY : (px_parquet_type)(i / 3),
                         .packing = (px_packing)(i % PX_PACKING_COUNT),
                         .nesting = (pw_nesting)(i % 3),
                         .v2 = i / 2 % 2,
                         .checksums = i % 4 == 0,
                         .statistics = i % 5 == 0,
                         .page_entries = 16 };
        PX_AUTO_FREE char *stored = NULL;
        char path[512];
        size_t len;

        pw_seed(i);
        for (int e = (int)(i % 10); e < 10 && spec.encoding == 0; e++)
            if (fits(spec.type, (px_parquet_encoding)e))
                spec.encoding = (px_parquet_encoding)e;
        if (many)
            spec = (pw_spec){ .type = PX_PARQUET_BYTE_ARRAY,
                              .encoding = PX_PARQUET_RLE_DICTIONARY,
                              .nesting = (pw_nesting)(i % 3),
                              .page_entries = 64,
                              .more = 2000000000 };
        (void)make_entries(&spec, entries, rooms);
        if (many) /* both row groups end in a run */
            entries[20].repetition = 0;
        for (size_t k = 21; many && k < 64; k++)
            entries[k] = entries[20];
        pw_write(&out, &spec, entries, 64, NULL, NULL);
        (void)snprintf(path, sizeof(path), PX_TEST_SOURCE "/tests/fuzz/seeds/parquet/%02u.parquet",
                       i);
        if (getenv("PX_WRITE_SEEDS"))
            assert_ok(px_file_write(path, px_builder_view(&out), 0644, &err), &err);
        assert_ok(px_file_read(path, 1 << 20, &stored, &len, &err), &err);
        assert_true(len > 100 && memcmp(stored, "PAR1", 4) == 0);
    }
    free(entries);
    free(rooms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_every_combination, tell_on_failure),
        cmocka_unit_test_teardown(test_every_shape, tell_on_failure),
        cmocka_unit_test_teardown(test_damaged_page, tell_on_failure),
        cmocka_unit_test(test_any_damage),
        cmocka_unit_test_teardown(test_large_pages, tell_on_failure),
        cmocka_unit_test(test_large_damage),
        cmocka_unit_test(test_seeds),
    };
    int failed;

    column = px_alloc_zero(1, sizeof(*column));
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    px_parquet_column_close(column);
    free(column);
    px_unpacker_free(&unpacker);
    px_tools_free(&tools);
    return failed;
}
