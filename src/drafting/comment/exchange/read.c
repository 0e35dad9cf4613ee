/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/read.h"

#include <errno.h>

#include "base/ascii.h"
#include "base/number.h"
#include "base/words.h"
#include "code/normal.h"
#include "drafting/comment/exchange/read_priv.h"

#include "base/banned.h"

enum { PIECE = 64 * 1024, HEAD = 1024 * 1024 };

static const struct {
    const char *name, *title, *extension, *media_type;
    int (*read)(const px_comment_file *file, px_row_out *out, px_error *err);
} formats[PX_COMMENT_FORMAT_COUNT] = {
    [PX_COMMENT_ISO] = { "iso", N_("ISO commenting form (DOCX)"), "docx",
                         "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                         px_iso_read },
    [PX_COMMENT_OSD] = { "osd", N_("spreadsheet (XLSX)"), "xlsx",
                         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                         px_xlsx_read },
    [PX_COMMENT_CSV] = { "csv", N_("table as text (CSV)"), "csv", "text/csv; charset=utf-8",
                         px_comment_csv_read },
    [PX_COMMENT_JSON] = { "json", N_("JSON"), "json", "application/json", px_comment_json_read },
    [PX_COMMENT_ANNOTATION] = { "annotation", N_("Web Annotations (JSON-LD)"), "jsonld",
                                "application/ld+json", NULL },
};

PX_WORDS_SHOW(px_comment_format, px_comment_format, formats)

const char *px_comment_format_extension(px_comment_format format)
{
    return formats[format].extension;
}

const char *px_comment_format_media_type(px_comment_format format)
{
    return formats[format].media_type;
}

bool px_comment_format_find(px_str name, px_comment_format *ret_format)
{
    for (int i = 0; i < PX_COMMENT_FORMAT_COUNT; i++)
        if (px_str_is(name, formats[i].name) || px_str_is(name, formats[i].extension)) {
            *ret_format = (px_comment_format)i;
            return true;
        }
    return false;
}

px_comment_format px_comment_format_of(px_str head)
{
    static const px_str compound = PX_STR_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");

    if (px_str_starts(head, PX_STR("PK\x03\x04")))
        return px_str_find(head, PX_STR("xl/workbook")) < head.len ||
                       px_str_find(head, PX_STR("xl/worksheets/")) < head.len
                   ? PX_COMMENT_OSD
                   : PX_COMMENT_ISO;
    if (px_str_starts(head, compound) || px_str_starts(head, PX_STR("%PDF")))
        return PX_COMMENT_ISO; /* whose reader says what is wrong */
    if (px_str_starts(head, PX_STR("\xEF\xBB\xBF")))
        head = px_str_sub(head, 3, head.len);
    head = px_str_trim(head);
    return px_str_starts(head, PX_STR("{")) || px_str_starts(head, PX_STR("[")) ? PX_COMMENT_JSON
                                                                                : PX_COMMENT_CSV;
}

/* ---- Pieces */

static int file_pieces(FILE *stream, const char *path, px_piece_fn *fn, void *arg, px_error *err)
{
    char piece[PIECE];
    int rc = 0;

    while (rc >= 0 && !feof(stream) && !ferror(stream)) {
        size_t n = fread(piece, 1, sizeof(piece), stream);

        if (n > 0)
            rc = fn(px_str_n(piece, n), arg, err);
    }
    if (rc >= 0 && ferror(stream))
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    return rc < 0 ? rc : 0;
}

int px_comment_file_pieces(const px_comment_file *file, px_piece_fn *fn, void *arg, px_error *err)
{
    FILE *stream;
    int rc;

    if (file->bytes.ptr)
        return fn(file->bytes, arg, err);
    stream = fopen(file->path, "re");
    if (!stream)
        return px_fail_errno(err, errno, N_("cannot open '{path}': {reason}"), "path", file->path,
                             NULL);
    rc = file_pieces(stream, file->path, fn, arg, err);
    (void)fclose(stream);
    return rc;
}

/* ---- Rows */

static bool needs_cleaning(px_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            return true;
    }
    return false;
}

/* Carriage returns as line feeds, other control characters gone. */
static px_str cleaned(px_arena *arena, px_str text)
{
    char *out = px_arena_alloc(arena, text.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n')
            continue;
        if (c == '\r')
            c = '\n';
        if ((c >= 0x20 && c != 0x7F) || c == '\n' || c == '\t')
            out[n++] = (char)c;
    }
    return px_str_n(out, n);
}

px_str px_row_normal(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder nfc = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error unused = PX_ERROR_INIT;

    if (needs_cleaning(text))
        text = cleaned(arena, text);
    if (px_text_is_nfc_surely(text) || px_text_nfc(&nfc, text, &unused) < 0)
        return text;
    return px_arena_str(arena, px_builder_view(&nfc));
}

static void normal_columns(px_row_out *out, px_comment_row *row, const px_comment_column *columns,
                           size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (columns[i].kind == PX_COLUMN_TEXT)
            (void)px_comment_row_set(
                row, &columns[i], px_row_normal(out->arena, px_comment_row_text(row, &columns[i])));
}

/* "DE-003" is an id with the country before it; "DE" the country alone. */
static void take_member(px_comment_row *row)
{
    px_str member = px_str_trim(row->member);
    size_t n = 0;

    while (n < member.len && (px_is_letter(member.ptr[n]) || member.ptr[n] == '*'))
        n++;
    row->member = px_str_sub(member, 0, n);
    if (!row->id.len && n < member.len)
        row->id = member;
}

int px_row_put(px_row_out *out, px_comment_row *row, const px_error *fault, px_error *err)
{
    int rc = 0;

    normal_columns(out, row, px_comment_columns, px_comment_column_count);
    normal_columns(out, row, px_comment_osd_columns, px_comment_osd_column_count + 1);
    normal_columns(out, row, px_comment_account_columns, px_comment_account_column_count);
    take_member(row);
    if (fault || !px_comment_row_is_empty(row)) {
        if (out->count++ >= PX_COMMENT_ROWS_MAX)
            return px_fail(err, PX_ERR_TOO_LARGE, N_("the file has more than {max} comments"),
                           "max", "1000000", NULL);
        rc = out->sink(row, fault, out->arg, err);
    }
    px_arena_reset(out->arena);
    return rc;
}

int px_comment_read(const px_comment_file *file, px_comment_format format, px_comment_sink *sink,
                    void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_row_out out = { .sink = sink, .arg = arg, .arena = arena };

    if (!formats[format].read)
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("comments cannot be read from '{format}'; use iso, osd, csv or json"),
                       "format", formats[format].name, NULL);
    return formats[format].read(file, &out, err);
}

/* ---- Through the jail: "KEY=value US KEY=value US RS", a row after the other. A row that could
 * not be read has the key "!", and the fault as message and arguments. */

enum { FIELD_END = 0x1F, ROW_END = 0x1E, PLAIN_ROW_MAX = 16 * 1024 * 1024 };

static void plain_field(px_builder *out, const char *key, px_str value)
{
    if (!value.len)
        return;
    px_builder_format(out, "%s=", key);
    px_builder_str(out, value);
    px_builder_char(out, FIELD_END);
}

static void plain_columns(px_builder *out, const px_comment_row *row,
                          const px_comment_column *columns, size_t n)
{
    PX_AUTO_BUILDER px_builder value = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < n; i++) {
        px_builder_clear(&value);
        px_comment_row_value(row, &columns[i], &value);
        plain_field(out, columns[i].key, px_builder_view(&value));
    }
}

/* The messages of faults, so that what comes back can be a constant again. */
static const char *const fault_messages[] = {
    N_("'{value}' does not fit the column '{column}'"),
    N_("the comment is not well-formed: {reason}"),
};

static int plain_row(const px_comment_row *row, const px_error *fault, void *arg, px_error *err)
{
    px_builder *out = arg;
    char line[24];

    (void)snprintf(line, sizeof(line), "%lld", (long long)row->line);
    plain_field(out, "line", px_str_of(line));
    if (fault) {
        for (size_t i = 0; i < PX_COUNT(fault_messages); i++)
            if (strcmp(fault->message, fault_messages[i]) == 0)
                px_builder_format(out, "!=%zu%c", i, FIELD_END);
        for (unsigned i = 0; i < fault->n_args; i++)
            plain_field(out, fault->arg_names[i],
                        px_str_of(px_error_arg(fault, fault->arg_names[i])));
    } else {
        plain_columns(out, row, px_comment_columns, px_comment_column_count);
        plain_columns(out, row, px_comment_osd_columns, px_comment_osd_column_count + 1);
    }
    px_builder_char(out, ROW_END);
    return px_builder_check(out, err);
}

int px_comment_parse(px_str bytes, px_str options, px_builder *out, px_error *err)
{
    px_comment_file file = { .bytes = bytes };
    px_comment_format format;

    if (!px_comment_format_find(options, &format))
        format = px_comment_format_of(px_str_sub(bytes, 0, HEAD));
    return px_comment_read(&file, format, plain_row, out, err);
}

static int fail_plain(px_error *err)
{
    return px_fail(err, PX_ERR_PARSER,
                   N_("the parser of comments sent something else than comments"), NULL);
}

/* The arguments of faults, as constants. */
static const char *fault_argument(px_str key)
{
    static const char *const names[] = { "value", "column", "reason" };

    for (size_t i = 0; i < PX_COUNT(names); i++)
        if (px_str_is(key, names[i]))
            return names[i];
    return NULL;
}

static int read_fault(px_arena *arena, px_str index, px_str rest, px_error *fault, px_error *err)
{
    long long at;
    px_str field;

    if (px_parse_int(index, 0, (long long)PX_COUNT(fault_messages) - 1, &at, NULL) < 0)
        return fail_plain(err);
    (void)px_fail(fault, PX_ERR_INVALID, fault_messages[at], NULL);
    while (px_str_split(&rest, FIELD_END, &field) && field.len) {
        size_t equals = px_str_find_char(field, '=');
        const char *name = fault_argument(px_str_sub(field, 0, equals));

        if (!name)
            return fail_plain(err);
        px_error_add(fault, name, px_arena_cstr(arena, px_str_sub(field, equals + 1, field.len)));
    }
    return 0;
}

static int read_row(px_arena *arena, px_str text, px_comment_sink *sink, void *arg, px_error *err)
{
    px_comment_row row = { 0 };
    px_error fault = PX_ERROR_INIT;
    px_str field;

    while (px_str_split(&text, FIELD_END, &field) && field.len) {
        size_t equals = px_str_find_char(field, '=');
        px_str key = px_str_sub(field, 0, equals), value = px_str_sub(field, equals + 1, field.len);
        const px_comment_column *column;
        long long line;

        if (equals == field.len || needs_cleaning(value))
            return fail_plain(err);
        if (px_str_is(key, "line")) {
            if (px_parse_int(value, 0, INT32_MAX, &line, NULL) < 0)
                return fail_plain(err);
            row.line = line;
            continue;
        }
        if (px_str_is(key, "!")) {
            int rc = read_fault(arena, value, text, &fault, err);

            return rc < 0 ? rc : sink(&row, &fault, arg, err);
        }
        column = px_comment_column_find(key);
        if (!column || !px_str_is(key, column->key) || !px_comment_row_set(&row, column, value))
            return fail_plain(err);
    }
    return sink(&row, NULL, arg, err);
}

/* The bytes of the next row, without its end; false at the end of the file. */
static bool next_plain(FILE *plain, px_builder *row)
{
    int c;

    px_builder_clear(row);
    while ((c = getc_unlocked(plain)) != EOF && c != ROW_END && !row->overflow)
        px_builder_char(row, (char)c);
    return c != EOF || row->len;
}

int px_comment_read_plain(FILE *plain, px_comment_sink *sink, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder row = PX_BUILDER_INIT(PLAIN_ROW_MAX);

    while (next_plain(plain, &row)) {
        bool whole = !feof(plain) && !row.overflow && px_utf8_valid(px_builder_view(&row), NULL);
        int rc = whole ? read_row(arena, px_builder_view(&row), sink, arg, err) : fail_plain(err);

        if (rc < 0)
            return rc;
        px_arena_reset(arena);
    }
    if (ferror(plain))
        return px_fail_errno(err, errno, N_("cannot read what the parser sent: {reason}"), NULL);
    return 0;
}

const px_jail_parser px_comment_parser = {
    .name = "comments",
    .parse = px_comment_parse,
    .max_input = PX_COMMENT_FILE_MAX,
    .max_output = (size_t)96 << 20,
    .max_memory = (unsigned long long)1 << 30,
    .cpu_seconds = 30,
    .wall_seconds = 60,
};
