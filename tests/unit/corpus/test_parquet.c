/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <fcntl.h>

#include "base/file.h"
#include "corpus/parquet/parquet_column.h"
#include "corpus/scan.h"
#include "unit/corpus/parquet_writer.h"

#define SAMPLES PX_SHARED_DATA "/corpus/parquet"

static px_tools tools;

/* ---- What a reading gives */

typedef struct seen {
    uint64_t records, figures[PX_FIGURE_COUNT];
    uint64_t dates[PX_DATE_KNOWN + 1];
    px_time first, last;
    uint64_t troubles[PX_TROUBLE_COUNT];
    char told[1024]; /* of each record, in short */
    const char *schema;
} seen;

static void see_record(void *arg, const px_record *record)
{
    seen *s = arg;
    size_t at = strlen(s->told);

    s->records++;
    (void)snprintf(s->told + at, sizeof(s->told) - at, "%s %.*s %.*s %.*s %.*s;", record->kind,
                   PX_STR_ARG(record->url), PX_STR_ARG(record->media_type),
                   PX_STR_ARG(record->languages[PX_CLAIM_DATA]), PX_STR_ARG(record->text));
    for (int i = 0; i < PX_FIGURE_COUNT; i++)
        s->figures[i] += record->figures[i];
    s->dates[record->date_state]++;
    if (record->date_state != PX_DATE_KNOWN)
        return;
    if (s->dates[PX_DATE_KNOWN] == 1 || record->date < s->first)
        s->first = record->date;
    if (s->dates[PX_DATE_KNOWN] == 1 || record->date > s->last)
        s->last = record->date;
}

static void see_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                        uint64_t times)
{
    seen *s = arg;

    (void)offset;
    (void)inside;
    s->troubles[kind] += times;
}

static px_reading reading_into(seen *s, const char *const *fields, bool sizes_only)
{
    return (px_reading){ .format = &px_format_parquet,
                         .assigned = fields,
                         .sizes_only = sizes_only,
                         .tools = &tools,
                         .record = see_record,
                         .trouble = see_trouble,
                         .arg = s };
}

/* The file is closed by px_random_close's caller: fd stays open in *ret_fd. */
static px_random open_sample(const char *name, int *ret_fd)
{
    char path[512];
    px_random file;
    px_error err = PX_ERROR_INIT;

    (void)snprintf(path, sizeof(path), SAMPLES "/%s", name);
    *ret_fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(*ret_fd >= 0);
    assert_ok(px_random_open(&file, *ret_fd, "sample", &err), &err);
    return file;
}

static seen read_sample(const char *name, const char *field, bool sizes_only)
{
    const char *fields[] = { field, NULL };
    seen s = { 0 };
    px_reading r = reading_into(&s, fields, sizes_only);
    PX_AUTO_CLOSE int fd = -1;
    px_random file = open_sample(name, &fd);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_format_parquet.read_at(&r, &file, 0, UINT64_MAX, &err), &err);
    return s;
}

static uint64_t all_troubles(const seen *s)
{
    uint64_t n = 0;

    for (int i = 0; i < PX_TROUBLE_COUNT; i++)
        n += s->troubles[i];
    return n;
}

/* ---- One column, by itself */

typedef struct column_sums {
    uint64_t rows, values, bytes, sum;
} column_sums;

static void add_row(column_sums *sums, const px_parquet_value *value, bool bytes)
{
    sums->rows++;
    if (value->cell != PX_PARQUET_VALUE)
        return;
    sums->values += bytes ? value->joints + 1 : 1;
    sums->bytes += value->len;
    if (bytes)
        assert_int_equal(value->bytes.len, value->len + value->joints);
    else
        sums->sum += (uint64_t)value->number;
}

static void read_group(column_sums *sums, px_parquet_column *column, uint64_t rows)
{
    px_error err = PX_ERROR_INIT;

    for (uint64_t row = 0; row < rows; row++) {
        px_parquet_value value;

        assert_ok(px_parquet_column_next(column, &value, &err), &err);
        assert_int_not_equal(value.cell, PX_PARQUET_NO_ROW);
        add_row(sums, &value, px_parquet_is_bytes(column->leaf->type));
    }
}

static column_sums sum_column(const px_random *file, px_str path)
{
    px_parquet_footer footer = { 0 };
    px_parquet_column *column = px_alloc_zero(1, sizeof(*column));
    px_unpacker unpacker = { 0 };
    px_parquet_state state;
    column_sums sums = { 0 };
    seen s = { 0 };
    px_reading r = reading_into(&s, NULL, false);
    const px_parquet_leaf *leaf;
    px_error err = PX_ERROR_INIT;
    bool same;

    assert_ok(px_parquet_footer_open(&footer, file, &state, &same, &err), &err);
    assert_int_equal(state, PX_PARQUET_READ);
    leaf = px_parquet_schema_find(&footer.schema, path);
    if (!leaf)
        print_error("no column %.*s\n", PX_STR_ARG(path));
    assert_non_null(leaf);
    assert_true(px_parquet_footer_groups(&footer, &leaf, 1));
    for (size_t i = 0; i < footer.n_groups; i++) {
        px_parquet_column_open(column, leaf, footer.groups[i].chunks, file, &unpacker, &r, false);
        read_group(&sums, column, footer.groups[i].rows);
    }
    assert_int_equal(all_troubles(&s), 0);
    px_parquet_column_close(column);
    free(column);
    px_unpacker_free(&unpacker);
    px_parquet_footer_close(&footer);
    return sums;
}

/* ---- Against what DuckDB reads (tests/rivals/parquet_table.mjs) */

/* A number of any length, modulo 2^64. */
static uint64_t number_of(px_str text)
{
    uint64_t n = 0;
    bool minus = text.len && text.ptr[0] == '-';

    for (size_t i = minus; i < text.len && text.ptr[i] != '.'; i++)
        n = n * 10 + (uint64_t)(text.ptr[i] - '0');
    return minus ? 0 - n : n;
}

typedef struct table_line {
    px_str file, rows, path, kind, values, first, last;
} table_line;

static table_line split_line(px_str line)
{
    px_str cells[7] = { 0 };

    for (size_t i = 0; i < PX_COUNT(cells) && px_str_split(&line, '\t', &cells[i]); i++)
        ;
    return (table_line){ cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6] };
}

static void check_bytes(const table_line *t, const char *name, const px_random *file)
{
    column_sums sums = sum_column(file, t->path);
    char field[256];
    seen s;

    assert_int_equal(sums.rows, number_of(t->rows));
    assert_int_equal(sums.values, number_of(t->values));
    assert_int_equal(sums.bytes, number_of(t->first));
    (void)snprintf(field, sizeof(field), "text=%.*s", PX_STR_ARG(t->path));
    for (int sizes_only = 0; sizes_only < 2; sizes_only++) {
        s = read_sample(name, field, sizes_only);
        if (s.figures[PX_FIGURE_TEXT] != number_of(t->first))
            print_error("%s, %s, sizes only: %d\n", name, field, sizes_only);
        assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], number_of(t->rows));
        assert_int_equal(s.figures[PX_FIGURE_TEXT], number_of(t->first));
    }
}

static void check_sum(const table_line *t, const px_random *file)
{
    column_sums sums = sum_column(file, t->path);

    assert_int_equal(sums.rows, number_of(t->rows));
    assert_int_equal(sums.sum, number_of(t->first));
}

static void check_dates(const table_line *t, const char *name)
{
    char field[256];
    seen s;

    (void)snprintf(field, sizeof(field), "date=%.*s", PX_STR_ARG(t->path));
    s = read_sample(name, field, false);
    assert_int_equal(s.dates[PX_DATE_KNOWN] + s.dates[PX_DATE_BAD], number_of(t->values));
    if (s.dates[PX_DATE_BAD] == 0) {
        assert_int_equal(s.first, number_of(t->first));
        assert_int_equal(s.last, number_of(t->last));
    }
}

static void check_line(px_str line)
{
    table_line t = split_line(line);
    PX_AUTO_CLOSE int fd = -1;
    char name[256];
    px_random file;

    (void)snprintf(name, sizeof(name), "%.*s", PX_STR_ARG(t.file));
    /* What DuckDB does not refuse: see the tests of troubles. */
    if (px_str_is(t.file, "datapage_v1-corrupt-checksum.parquet") ||
        px_str_is(t.file, "large_string_map.brotli.parquet"))
        return;
    file = open_sample(name, &fd);
    if (px_str_is(t.kind, "bytes"))
        check_bytes(&t, name, &file);
    else if (px_str_is(t.kind, "sum"))
        check_sum(&t, &file);
    else if (px_str_is(t.kind, "date"))
        check_dates(&t, name);
    else
        assert_int_equal(read_sample(name, NULL, false).figures[PX_FIGURE_DOCUMENTS],
                         number_of(t.rows));
}

static bool has_samples(void)
{
    if (px_path_is_dir(SAMPLES))
        return true;
    print_message("no sample files at %s\n", SAMPLES);
    return false;
}

static void test_duckdb(void **state)
{
    PX_AUTO_FREE char *table = NULL;
    px_str rest, line;
    size_t len, lines = 0;
    px_error err = PX_ERROR_INIT;

    (void)state;
    if (!has_samples())
        skip();
    assert_ok(
        px_file_read(PX_TEST_SOURCE "/tests/data/parquet_duckdb.tsv", 1 << 20, &table, &len, &err),
        &err);
    rest = px_str_n(table, len);
    while (px_str_line(&rest, &line)) {
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        check_line(line);
        lines++;
    }
    assert_true(lines > 250);
}

/* ---- Oddities of the sample files, each with its one trouble */

typedef struct oddity {
    const char *name, *field;
    uint64_t documents, text;
    px_trouble_kind trouble;
    uint64_t troubles;
} oddity;

static const oddity oddities[] = {
    /* Refused: a type that is none, a header of a dictionary that is none, lengths that lie. */
    { "bad_data/PARQUET-1481.parquet", NULL, 0, 0, PX_TROUBLE_FOOTER, 1 },
    { "bad_data/ARROW-RS-GH-6229-DICTHEADER.parquet", NULL, 0, 0, PX_TROUBLE_PAGE, 1 },
    { "bad_data/ARROW-RS-GH-6229-DICTHEADER.parquet", "text=name", 0, 0, PX_TROUBLE_PAGE, 1 },
    { "bad_data/ARROW-GH-41321.parquet", NULL, 0, 0, PX_TROUBLE_PAGE, 3 },
    /* To be read: a dictionary whose indexes are of 0 bits. */
    { "bad_data/ARROW-GH-43605.parquet", NULL, 21186, 0, PX_TROUBLE_NONE, 0 },
    /* Checksums: of two columns, one page each is wrong, at different rows. */
    { "datapage_v1-corrupt-checksum.parquet", "tokens=a", 2560, 0, PX_TROUBLE_CHECKSUM, 1 },
    { "datapage_v1-corrupt-checksum.parquet", "tokens=b", 2560, 0, PX_TROUBLE_CHECKSUM, 1 },
    { "datapage_v1-uncompressed-checksum.parquet", "tokens=a", 5120, 0, PX_TROUBLE_NONE, 0 },
    { "datapage_v1-snappy-compressed-checksum.parquet", "tokens=b", 5120, 0, PX_TROUBLE_NONE, 0 },
    { "plain-dict-uncompressed-checksum.parquet", NULL, 1000, 0, PX_TROUBLE_NONE, 0 },
    { "rle-dict-snappy-checksum.parquet", NULL, 1000, 0, PX_TROUBLE_NONE, 0 },
    /* 4 KB that would unpack to 2 GB. */
    { "large_string_map.brotli.parquet", "text=arr.key", 0, 0, PX_TROUBLE_TOO_LARGE, 1 },
    { "large_string_map.brotli.parquet", "tokens=arr.value", 2, 0, PX_TROUBLE_NONE, 0 },
    { "encrypted/encrypt_columns_and_footer.parquet.encrypted", NULL, 0, 0, PX_TROUBLE_ENCRYPTED,
      1 },
    { "encrypted/uniform_encryption.parquet.encrypted", NULL, 0, 0, PX_TROUBLE_ENCRYPTED, 1 },
    { "encrypted/encrypt_columns_plaintext_footer.parquet.encrypted", NULL, 50, 0,
      PX_TROUBLE_ENCRYPTED_COLUMNS, 1 },
    { "encrypted/encrypt_columns_plaintext_footer.parquet.encrypted", "text=ba_field", 50, 250,
      PX_TROUBLE_NO_TEXT, 25 },
    { "encrypted/encrypt_columns_plaintext_footer.parquet.encrypted", "tokens=float_field", 50, 0,
      PX_TROUBLE_ENCRYPTED, 1 },
    /* The file states no rows at all, its row group six. */
    { "repeated_no_annotation.parquet", "text=phoneNumbers.phone.kind", 6, 14, PX_TROUBLE_ROWS, 1 },
    /* LZ4 in frames of Hadoop, and without, under the same number: DuckDB reads neither. */
    { "hadoop_lz4_compressed.parquet", "text=c1", 4, 12, PX_TROUBLE_NONE, 0 },
    { "non_hadoop_lz4_compressed.parquet", "text=c1", 4, 12, PX_TROUBLE_NONE, 0 },
    { "concatenated_gzip_members.parquet", "tokens=long_col", 513, 0, PX_TROUBLE_NONE, 0 },
    { "datapage_v2_empty_datapage.snappy.parquet", NULL, 1, 0, PX_TROUBLE_NONE, 0 },
    { "dict-page-offset-zero.parquet", "tokens=l_partkey", 39, 0, PX_TROUBLE_NONE, 0 },
    { "incorrect_map_schema.parquet", "text=my_map.key", 1, 10, PX_TROUBLE_NONE, 0 },
    { "unknown-logical-type.parquet", "text=column with unknown type", 3, 48, PX_TROUBLE_NONE, 0 },
    { "nan_in_stats.parquet", NULL, 2, 0, PX_TROUBLE_NONE, 0 },
};

static bool check_oddity(const oddity *o)
{
    seen s = read_sample(o->name, o->field, false);
    bool good = s.figures[PX_FIGURE_DOCUMENTS] == o->documents &&
                s.figures[PX_FIGURE_TEXT] == o->text && s.troubles[o->trouble] == o->troubles;

    for (int i = 1; i < PX_TROUBLE_COUNT; i++)
        if (i != (int)o->trouble && i != PX_TROUBLE_NO_COLUMN &&
            px_trouble_is_damage((px_trouble_kind)i))
            good = good && s.troubles[i] == 0;
    if (good)
        return true;
    print_error("%s %s: %ju documents, %ju bytes of text\n", o->name, o->field ? o->field : "",
                (uintmax_t)s.figures[PX_FIGURE_DOCUMENTS], (uintmax_t)s.figures[PX_FIGURE_TEXT]);
    for (int i = 0; i < PX_TROUBLE_COUNT; i++)
        if (s.troubles[i])
            print_error("  %s: %ju\n", px_trouble_name((px_trouble_kind)i),
                        (uintmax_t)s.troubles[i]);
    return false;
}

static void test_oddities(void **state)
{
    bool good = true;

    (void)state;
    if (!has_samples())
        skip();
    for (size_t i = 0; i < PX_COUNT(oddities); i++)
        good = check_oddity(&oddities[i]) && good;
    assert_true(good);
}

/* ---- Written files: roles, images, statistics */

static seen read_written(px_str bytes, const char *field, bool sizes_only, bool with_text)
{
    const char *fields[] = { field, NULL };
    seen s = { 0 };
    px_reading r = reading_into(&s, fields, sizes_only);
    px_random file = px_random_memory(bytes, "written");
    px_error err = PX_ERROR_INIT;

    r.with_text = with_text;
    assert_ok(px_format_parquet.read_at(&r, &file, 0, UINT64_MAX, &err), &err);
    s.schema = r.schema;
    return s;
}

static pw_entry text_entry(const char *text)
{
    return (pw_entry){ .definition = text != NULL, .bytes = px_str_of(text ? text : "") };
}

static pw_column text_column(const char *name, const pw_entry *entries, size_t count)
{
    return (pw_column){
        { .type = PX_PARQUET_BYTE_ARRAY, .nesting = PW_OPTIONAL, .page_entries = 2, .name = name },
        entries,
        count
    };
}

/* A table as FineWeb's: every role by the names of its columns, or as options say. */
static void test_roles(void **state)
{
    const pw_entry texts[] = { text_entry("one"), text_entry("\xc3\xa9t\xc3\xa9"), text_entry(NULL),
                               text_entry("\xff") };
    const pw_entry urls[] = { text_entry("http://a.com/"), text_entry("http://b.eu/"),
                              text_entry(NULL), text_entry("") };
    const pw_entry dumps[] = { text_entry("en"), text_entry("fr"), text_entry(NULL),
                               text_entry("de") };
    const pw_entry types[] = { text_entry("text/html; charset=utf-8"), text_entry(NULL),
                               text_entry("IMAGE/PNG"), text_entry("x") };
    const pw_entry dates[] = {
        { .number = 1715990290123456 }, { .number = -1 }, { .number = INT64_MAX }, { .number = 0 }
    };
    const pw_entry tokens[] = {
        { .number = 5 }, { .number = -7 }, { .number = 0 }, { .number = 6 }
    };
    pw_column columns[] = {
        text_column("text", texts, 4),
        text_column("url", urls, 4),
        text_column("dump", dumps, 4),
        text_column("language", dumps, 4),
        text_column("kind", types, 4),
        { { .type = PX_PARQUET_INT64,
            .page_entries = 3,
            .name = "date",
            .converted = 10 /* TIMESTAMP_MICROS */ },
          dates,
          4 },
        { { .type = PX_PARQUET_INT64, .page_entries = 3, .name = "token_count" }, tokens, 4 }
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    seen s;

    (void)state;
    pw_write_columns(&out, columns, PX_COUNT(columns), NULL, NULL);
    s = read_written(px_builder_view(&out), NULL, false, true);
    assert_string_equal(s.schema, "FineWeb");
    assert_string_equal(s.told, "row http://a.com/ text/plain en one;"
                                "row http://b.eu/ text/plain fr \xc3\xa9t\xc3\xa9;"
                                "row  text/plain  ;"
                                "row  text/plain de \xff;");
    assert_int_equal(s.figures[PX_FIGURE_TEXT], 3 + 5 + 1);
    assert_int_equal(s.figures[PX_FIGURE_CHARACTERS], 3 + 3 + 1);
    assert_int_equal(s.figures[PX_FIGURE_TOKENS], 11);
    assert_int_equal(s.dates[PX_DATE_KNOWN], 3);
    assert_int_equal(s.first, -1);
    assert_int_equal(s.last, 1715990290123);
    assert_int_equal(s.troubles[PX_TROUBLE_DATE], 1);
    assert_int_equal(s.troubles[PX_TROUBLE_TEXT], 1);
    assert_int_equal(s.troubles[PX_TROUBLE_NO_TEXT], 1);
    s = read_written(px_builder_view(&out), "media=kind", true, false);
    assert_string_equal(s.told, "row http://a.com/ text/html en ;"
                                "row http://b.eu/ text/plain fr ;"
                                "row  image/png  ;"
                                "row  ? de ;");
    assert_int_equal(s.figures[PX_FIGURE_CHARACTERS], 0);
    s = read_written(px_builder_view(&out), "text=nowhere", false, false);
    assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 4);
    assert_int_equal(s.troubles[PX_TROUBLE_NO_COLUMN], 1);
}

/* Rows that follow each other and differ in nothing but sizes are one record, unless texts are
 * asked for. */
static void test_rows_alike(void **state)
{
    const pw_entry texts[] = { text_entry("a"),    text_entry("bb"), text_entry("ccc"),
                               text_entry("dddd"), text_entry("e"),  text_entry("f") };
    const pw_entry urls[] = { text_entry("http://a.com/"),
                              text_entry("http://b.com/"),
                              text_entry("http://b.com/"),
                              text_entry(NULL),
                              text_entry(NULL),
                              text_entry("http://b.com/") };
    const pw_entry languages[] = { text_entry("en"), text_entry("fr"), text_entry("fr"),
                                   text_entry("fr"), text_entry("de"), text_entry("de") };
    pw_column columns[] = { text_column("text", texts, 6), text_column("url", urls, 6),
                            text_column("language", languages, 6) };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    seen s;

    (void)state;
    pw_write_columns(&out, columns, PX_COUNT(columns), NULL, NULL);
    for (int sizes = 0; sizes < 2; sizes++) {
        s = read_written(px_builder_view(&out), "language=language", sizes, false);
        assert_string_equal(s.told, "row http://a.com/ text/plain en ;"
                                    "row http://b.com/ text/plain fr ;"
                                    "row  text/plain fr ;"
                                    "row  text/plain de ;"
                                    "row http://b.com/ text/plain de ;");
        assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 6);
        assert_int_equal(s.figures[PX_FIGURE_TEXT], 12);
    }
    s = read_written(px_builder_view(&out), NULL, false, true);
    assert_int_equal(s.records, 6);
}

/* Images as the library "datasets" writes them are documents of their own. */
static void test_images(void **state)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x03\x08\x02\0\0\0";
    const pw_entry images[] = { { .definition = 1, .bytes = { png, sizeof(png) - 1 } },
                                text_entry(NULL),
                                text_entry("no image at all") };
    const pw_entry names[] = { text_entry("a.png"), text_entry(NULL), text_entry("b.png") };
    pw_column columns[] = { text_column("caption", names, 3), text_column("image.bytes", images, 3),
                            text_column("image.path", names, 3) };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    seen s;

    (void)state;
    columns[1].spec.binary = true;
    pw_write_columns(&out, columns, PX_COUNT(columns), NULL, NULL);
    s = read_written(px_builder_view(&out), NULL, false, false);
    assert_string_equal(s.told, "media  image/png  ;media    ;");
    assert_int_equal(s.figures[PX_FIGURE_PIXELS], 12);
    assert_int_equal(s.figures[PX_FIGURE_CONTENT], sizeof(png) - 1 + 15);
    assert_int_equal(s.troubles[PX_TROUBLE_MEDIA], 1);
    assert_int_equal(s.troubles[PX_TROUBLE_NO_COLUMN], 0);
    s = read_written(px_builder_view(&out), "text=caption", false, false);
    assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 2 + 3);
    assert_int_equal(s.figures[PX_FIGURE_TEXT], 10);
}

/* Several images in a row, as a list of such structs: each is a document, with the address of its
 * row. */
static void test_lists_of_images(void **state)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x03\x08\x02\0\0\0";
    const px_str image = { png, sizeof(png) - 1 };
    const pw_entry urls[] = { text_entry("http://a.com/"), text_entry("http://b.com/"),
                              text_entry("http://c.com/"), text_entry("http://d.com/") };
    const pw_entry images[] = {
        { 0, 3, image, 0 },      { 1, 3, image, 0 }, { 1, 2, PX_STR(""), 0 },
        { 0, 1, PX_STR(""), 0 }, { 0, 3, image, 0 }, { 0, 0, PX_STR(""), 0 },
    };
    const pw_entry names[] = { { 0, 3, PX_STR("1"), 0 }, { 1, 3, PX_STR("2"), 0 },
                               { 1, 2, PX_STR(""), 0 },  { 0, 1, PX_STR(""), 0 },
                               { 0, 3, PX_STR("3"), 0 }, { 0, 0, PX_STR(""), 0 } };

    (void)state;
    for (int i = 0; i < 8; i++) {
        pw_column columns[] = { text_column("url", urls, 4), text_column("images.bytes", images, 6),
                                text_column("images.path", names, 6) };
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        seen s;

        columns[1].spec.binary = true;
        columns[1].spec.nesting = columns[2].spec.nesting = PW_LIST;
        columns[1].spec.encoding = i / 4 ? PX_PARQUET_RLE_DICTIONARY : PX_PARQUET_PLAIN_VALUES;
        columns[1].spec.v2 = i / 2 % 2;
        pw_write_columns(&out, columns, PX_COUNT(columns), NULL, NULL);
        s = read_written(px_builder_view(&out), NULL, i % 2, false);
        assert_string_equal(s.told, "media http://a.com/ image/png  ;"
                                    "media http://a.com/ image/png  ;"
                                    "media http://c.com/ image/png  ;");
        assert_int_equal(s.figures[PX_FIGURE_PIXELS], 3 * 12);
        assert_int_equal(s.figures[PX_FIGURE_CONTENT], 3 * image.len);
        assert_int_equal(all_troubles(&s), 0);
        s = read_written(px_builder_view(&out), "text=url", i % 2, false);
        assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 3 + 4);
    }
}

/* Where the writer has summed the bytes of the only column, no page is read for sizes alone. */
static void test_statistics(void **state)
{
    const pw_entry texts[] = { text_entry("one"), text_entry("three"), text_entry("four") };
    pw_column column = text_column("text", texts, 3);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    uint64_t pages[8];
    size_t n_pages = 0;
    seen s;

    (void)state;
    column.spec.statistics = true;
    pw_write_columns(&out, &column, 1, pages, &n_pages);
    s = read_written(px_builder_view(&out), NULL, true, false);
    assert_int_equal(s.figures[PX_FIGURE_TEXT], 12);
    assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 3);
    assert_int_equal(s.records, 2); /* one for each row group */
    out.ptr[pages[0]] = '\xff';
    s = read_written(px_builder_view(&out), NULL, true, false);
    assert_int_equal(s.figures[PX_FIGURE_TEXT], 12);
    assert_int_equal(all_troubles(&s), 0);
    s = read_written(px_builder_view(&out), NULL, false, false);
    assert_int_equal(s.figures[PX_FIGURE_TEXT], 9); /* the first row group is lost */
    assert_int_equal(s.troubles[PX_TROUBLE_PAGE], 1);
}

/* Cut anywhere between stretches, the same is read; what is wrong with the file is said once. */
static void test_stretches(void **state)
{
    pw_entry texts[200], urls[200];
    pw_column columns[] = { text_column("text", texts, 200), text_column("url", urls, 200) };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_random file;
    seen whole;

    (void)state;
    for (size_t i = 0; i < 200; i++) {
        texts[i] = text_entry(i % 3 ? "some text" : NULL);
        urls[i] = text_entry(i % 2 ? "http://a.com/" : "http://b.com/");
    }
    pw_write_columns(&out, columns, 2, NULL, NULL);
    file = px_random_memory(px_builder_view(&out), "written");
    whole = read_written(px_builder_view(&out), NULL, false, false);
    assert_int_equal(whole.figures[PX_FIGURE_DOCUMENTS], 200);
    for (uint64_t step = 1; step < out.len; step = step * 3 + 1) {
        seen s = { 0 };
        px_reading r = reading_into(&s, NULL, false);
        px_error err = PX_ERROR_INIT;

        for (uint64_t from = 0; from < out.len; from += step)
            assert_ok(px_format_parquet.read_at(&r, &file, from, from + step, &err), &err);
        assert_memory_equal(s.figures, whole.figures, sizeof(s.figures));
        assert_memory_equal(s.troubles, whole.troubles, sizeof(s.troubles));
    }
}

/* ---- Few bytes that stand for billions of rows: each run is one step */

enum { FEW = 16 };
static const uint64_t billions = 2000000000;

/* Two of the values, each half of the rows of a row group; of the second then billions more. */
static void write_billions(px_builder *out, pw_spec spec, const pw_entry *low, const pw_entry *high)
{
    pw_entry entries[2 * FEW], urls[2 * FEW];
    pw_column columns[] = { { spec, entries, 2 * FEW }, text_column("url", urls, 2 * FEW) };

    for (size_t i = 0; i < 2 * FEW; i++) {
        entries[i] = i % FEW < FEW / 2 ? *low : *high;
        urls[i] = text_entry(i % FEW < FEW / 2 ? "http://a.com/" : "http://b.com/");
    }
    if (spec.nesting == PW_LIST) /* each row group begins with a row */
        entries[0].repetition = entries[FEW].repetition = 0;
    columns[0].spec.more = columns[1].spec.more = billions;
    columns[1].spec.encoding = PX_PARQUET_RLE_DICTIONARY;
    columns[1].spec.page_entries = FEW;
    pw_write_columns(out, columns, 1 + (high->repetition == 0), NULL, NULL);
}

static void test_billions_of_nulls(void **state)
{
    const pw_entry low = text_entry("text"), high = text_entry(NULL);
    pw_spec spec = { .type = PX_PARQUET_BYTE_ARRAY, .nesting = PW_OPTIONAL, .page_entries = FEW };

    (void)state;
    for (int i = 0; i < 8; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        seen s;

        spec.v2 = i % 2;
        spec.nesting = i / 4 ? PW_LIST : PW_OPTIONAL;
        write_billions(&out, spec, &(pw_entry){ .definition = i / 4 ? 3 : 1, .bytes = low.bytes },
                       &high);
        s = read_written(px_builder_view(&out), NULL, i / 2 % 2, i == 0);
        assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 2 * (billions + FEW));
        assert_int_equal(s.figures[PX_FIGURE_TEXT], FEW * low.bytes.len);
        assert_int_equal(s.troubles[PX_TROUBLE_NO_TEXT], 2 * billions + FEW);
        assert_int_equal(all_troubles(&s), 2 * billions + FEW);
        assert_true(s.records < 5000);
    }
}

static void test_billions_of_values(void **state)
{
    pw_spec spec = { .type = PX_PARQUET_BYTE_ARRAY,
                     .encoding = PX_PARQUET_RLE_DICTIONARY,
                     .page_entries = FEW };

    (void)state;
    for (int i = 0; i < 12; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        bool sizes = i / 6;
        unsigned definition;
        seen s;

        spec.nesting = (pw_nesting)(i % 3);
        definition = pw_max_definition(&spec);
        /* One value: indexes of no bits, of which writers leave out the runs. */
        write_billions(
            &out, spec,
            &(pw_entry){ .definition = definition, .bytes = PX_STR("\xc3\xa9t\xc3\xa9") },
            &(pw_entry){ .definition = definition,
                         .bytes = i / 3 % 2 ? PX_STR("\xc3\xa9t\xc3\xa9") : PX_STR("hiver") });
        s = read_written(px_builder_view(&out), NULL, sizes, i % 2);
        assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 2 * (billions + FEW));
        assert_int_equal(s.figures[PX_FIGURE_TEXT], 10 * (billions + FEW));
        if (!sizes)
            assert_int_equal(s.figures[PX_FIGURE_CHARACTERS],
                             i / 3 % 2 ? 6 * (billions + FEW) : 10 * billions + 8 * FEW);
        assert_int_equal(all_troubles(&s), 0);
    }
}

/* A row of billions of values: their bytes are too many to be joined, but can be summed. */
static void test_one_row_of_billions(void **state)
{
    PX_AUTO_FREE char *text = px_alloc(5000);
    pw_spec spec = { .type = PX_PARQUET_BYTE_ARRAY,
                     .encoding = PX_PARQUET_RLE_DICTIONARY,
                     .nesting = PW_LIST,
                     .page_entries = FEW };
    pw_entry low = { .repetition = 1, .definition = 3, .bytes = PX_STR("a") };
    pw_entry high = { .repetition = 1, .definition = 3, .bytes = { text, 5000 } };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder nulls = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    seen s;

    (void)state;
    memset(text, 'x', 5000);
    write_billions(&out, spec, &low, &high);
    s = read_written(px_builder_view(&out), NULL, true, false);
    assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 2);
    assert_int_equal(s.figures[PX_FIGURE_TEXT], FEW + 5000 * (2 * billions + FEW));
    assert_int_equal(all_troubles(&s), 0);
    s = read_written(px_builder_view(&out), NULL, false, false);
    assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 0);
    assert_int_equal(s.troubles[PX_TROUBLE_TOO_LARGE], 2);
    high.definition = 2;
    write_billions(&nulls, spec, &low, &high);
    s = read_written(px_builder_view(&nulls), NULL, false, false);
    assert_int_equal(s.figures[PX_FIGURE_DOCUMENTS], 2);
    assert_int_equal(s.figures[PX_FIGURE_TEXT], FEW);
    assert_int_equal(all_troubles(&s), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_duckdb),
        cmocka_unit_test(test_oddities),
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_rows_alike),
        cmocka_unit_test(test_images),
        cmocka_unit_test(test_lists_of_images),
        cmocka_unit_test(test_statistics),
        cmocka_unit_test(test_stretches),
        cmocka_unit_test(test_billions_of_nulls),
        cmocka_unit_test(test_billions_of_values),
        cmocka_unit_test(test_one_row_of_billions),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    px_tools_free(&tools);
    return failed;
}
