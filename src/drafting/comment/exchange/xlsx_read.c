/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Workbooks: the first sheet that has a table of comments, row by row. Shared and inline strings,
 * the kept values of formulas, dates. The table begins behind the first row of the first twenty
 * that names its columns.
 */
#include <math.h>

#include "base/ascii.h"
#include "base/civil.h"
#include "base/map.h"
#include "base/number.h"
#include "drafting/comment/exchange/xlsx_part.h"

#include "base/banned.h"

enum { HEAD_ROWS = 20, SHEETS_MAX = 256, STYLES_MAX = 65536, CELL_MAX = 512 * 1024 };
#define SHARED_MAX ((size_t)128 << 20) /* bytes of all shared strings */

typedef struct sheet_link {
    px_str name, id, target;
} sheet_link;

typedef struct workbook {
    px_xlsx_package *package;
    px_arena *arena;
    sheet_link sheets[SHEETS_MAX];
    size_t n_sheets;
    bool from_1904;
    px_str *shared;
    size_t n_shared, shared_room;
    bool *dates; /* by style: whether it shows a date */
    size_t n_dates, dates_room;
    px_map formats; /* ids of formats of their own that show dates, in digits */
    bool in_styles;
    /* the string or cell that is being read */
    px_builder words;
    bool taking, phonetic;
} workbook;

static px_str attribute(const char **attributes, const char *name)
{
    return px_xlsx_attribute(attributes, name);
}

static void take_words(void *arg, px_str words)
{
    workbook *w = arg;

    if (w->taking)
        px_builder_str(&w->words, words);
}

/* "_x000D_" stands for a carriage return, "_x005F_" for an underscore. */
static px_str unescaped(px_arena *arena, px_str s)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(s.len + 1);

    for (size_t i = 0; i < s.len; i++) {
        unsigned char bytes[2];
        bool escape = i + 7 <= s.len && s.ptr[i] == '_' && s.ptr[i + 1] == 'x' &&
                      s.ptr[i + 6] == '_' &&
                      px_parse_hex(px_str_sub(s, i + 2, i + 6), bytes, sizeof(bytes), NULL) >= 0;
        unsigned code = escape ? (unsigned)bytes[0] << 8 | bytes[1] : 0;

        if (!escape || code == 0 || (code >= 0xD800 && code < 0xE000)) {
            px_builder_char(&out, s.ptr[i]);
            continue;
        }
        px_builder_utf8(&out, code);
        i += 6;
    }
    return px_arena_str(arena, px_builder_view(&out));
}

/* ---- Sheets of the workbook */

static int workbook_begin(void *arg, px_str name, const char **attributes, px_error *err)
{
    workbook *w = arg;

    (void)err;
    if (px_str_is(name, "workbookPr"))
        w->from_1904 = px_str_is(attribute(attributes, "date1904"), "1") ||
                       px_str_is(attribute(attributes, "date1904"), "true");
    if (px_str_is(name, "sheet") && w->n_sheets < SHEETS_MAX)
        w->sheets[w->n_sheets++] =
            (sheet_link){ .name = px_arena_str(w->arena, attribute(attributes, "name")),
                          .id = px_arena_str(w->arena, attribute(attributes, "id")) };
    return 0;
}

static int relationship_begin(void *arg, px_str name, const char **attributes, px_error *err)
{
    workbook *w = arg;
    px_str id = attribute(attributes, "Id"), target = attribute(attributes, "Target");

    (void)err;
    if (!px_str_is(name, "Relationship") ||
        px_str_is(attribute(attributes, "TargetMode"), "External"))
        return 0;
    for (size_t i = 0; i < w->n_sheets; i++)
        if (px_str_eq(w->sheets[i].id, id))
            w->sheets[i].target =
                px_str_starts(target, PX_STR("/"))
                    ? px_arena_str(w->arena, px_str_sub(target, 1, target.len))
                    : px_str_of(px_arena_format(w->arena, "xl/%.*s", PX_STR_ARG(target)));
    return 0;
}

/* ---- Shared strings */

static int shared_begin(void *arg, px_str name, const char **attributes, px_error *err)
{
    workbook *w = arg;

    (void)attributes;
    (void)err;
    if (px_str_is(name, "si"))
        px_builder_clear(&w->words);
    if (px_str_is(name, "rPh"))
        w->phonetic = true;
    w->taking = px_str_is(name, "t") && !w->phonetic;
    return 0;
}

static int shared_end(void *arg, px_str name, px_error *err)
{
    workbook *w = arg;

    w->taking = false;
    if (px_str_is(name, "rPh"))
        w->phonetic = false;
    if (!px_str_is(name, "si"))
        return 0;
    if (px_arena_used(w->arena) + w->words.len > SHARED_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the texts of the workbook are larger than 128 MiB; save it as CSV"),
                       NULL);
    w->shared =
        px_arena_grow(w->arena, w->shared, w->n_shared, &w->shared_room, sizeof(*w->shared));
    w->shared[w->n_shared++] = unescaped(w->arena, px_builder_view(&w->words));
    return 0;
}

/* ---- Styles: which of them show dates */

static bool format_is_date(long long id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

/* Letters of dates outside of quotation marks and brackets. */
static bool code_is_date(px_str code)
{
    bool quoted = false, bracket = false;

    for (size_t i = 0; i < code.len; i++) {
        char c = px_lower(code.ptr[i]);

        if (c == '"')
            quoted = !quoted;
        else if (c == '\\')
            i++;
        else if (c == '[' || c == ']')
            bracket = c == '[';
        else if (!quoted && !bracket && (c == 'y' || c == 'd' || c == 'm' || c == 'h'))
            return true;
    }
    return false;
}

static int styles_begin(void *arg, px_str name, const char **attributes, px_error *err)
{
    workbook *w = arg;
    px_str id = attribute(attributes, "numFmtId");
    long long number = 0;

    (void)err;
    if (px_str_is(name, "numFmt") && code_is_date(attribute(attributes, "formatCode")))
        (void)px_map_put(&w->formats, px_arena_str(w->arena, id), w);
    if (px_str_is(name, "cellXfs"))
        w->in_styles = true;
    if (!w->in_styles || !px_str_is(name, "xf") || w->n_dates == STYLES_MAX)
        return 0;
    w->dates = px_arena_grow(w->arena, w->dates, w->n_dates, &w->dates_room, sizeof(*w->dates));
    w->dates[w->n_dates++] =
        px_map_get(&w->formats, id) ||
        (px_parse_int(id, 0, 100000, &number, NULL) >= 0 && format_is_date(number));
    return 0;
}

static int styles_end(void *arg, px_str name, px_error *err)
{
    (void)err;
    if (px_str_is(name, "cellXfs"))
        ((workbook *)arg)->in_styles = false;
    return 0;
}

/* ---- A sheet */

typedef struct sheet {
    workbook *w;
    px_row_out *out;
    px_table table;
    bool headed;
    long long row;    /* number of the row */
    size_t seen;      /* rows before the head */
    size_t column;    /* of the cell, from 0 */
    char type;        /* of the cell: 's', 'i', 'b', 'e', 't' (text), 'n' */
    bool date, value; /* the cell shows a date; within its value */
    px_str cells[PX_TABLE_COLUMNS];
    size_t n_cells;
    px_arena *arena; /* of the row */
} sheet;

/* "AB12" -> 27; or the one behind the last. */
static size_t column_of(const sheet *s, px_str reference)
{
    size_t column = 0, i = 0;

    while (i < reference.len && i < 4 && px_is_letter(reference.ptr[i]))
        column = column * 26 + (size_t)(px_lower(reference.ptr[i++]) - 'a') + 1;
    return column ? column - 1 : s->n_cells;
}

static char type_of(px_str type)
{
    if (px_str_is(type, "s") || px_str_is(type, "b") || px_str_is(type, "e"))
        return type.ptr[0];
    if (px_str_is(type, "inlineStr"))
        return 'i';
    return px_str_is(type, "str") || px_str_is(type, "d") ? 't' : 'n';
}

static void cell_begin(sheet *s, const char **attributes)
{
    long long style = 0;
    px_str number = attribute(attributes, "s");

    s->column = column_of(s, attribute(attributes, "r"));
    s->type = type_of(attribute(attributes, "t"));
    s->date = number.len && px_parse_int(number, 0, STYLES_MAX, &style, NULL) >= 0 &&
              (size_t)style < s->w->n_dates && s->w->dates[style];
    px_builder_clear(&s->w->words);
}

static int sheet_begin(void *arg, px_str name, const char **attributes, px_error *err)
{
    sheet *s = arg;
    long long row = 0;

    (void)err;
    if (px_str_is(name, "row")) {
        s->row = px_parse_int(attribute(attributes, "r"), 1, INT32_MAX, &row, NULL) >= 0
                     ? row
                     : s->row + 1;
        s->n_cells = 0;
        px_arena_reset(s->arena);
    } else if (px_str_is(name, "c")) {
        cell_begin(s, attributes);
    } else if (px_str_is(name, "rPh")) {
        s->w->phonetic = true;
    } else {
        s->w->taking = (px_str_is(name, "v") && s->type != 'i') ||
                       (px_str_is(name, "t") && s->type == 'i' && !s->w->phonetic);
    }
    return 0;
}

/* The day (and time) of a number of days since the end of 1899, or 1904. */
static px_str date_of(const sheet *s, px_str digits)
{
    double days;
    px_civil civil;

    if (px_parse_real(digits, 0, 2958465, &days, NULL) < 0)
        return digits;
    days += s->w->from_1904 ? 1462 : 0;
    civil = px_civil_from_utc((px_time)llround((days - 25569) * 86400) * 1000);
    if (days == floor(days))
        return px_str_of(
            px_arena_format(s->arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day));
    return px_str_of(px_arena_format(s->arena, "%04d-%02d-%02dT%02d:%02d:%02d", civil.year,
                                     civil.month, civil.day, civil.hour, civil.minute,
                                     civil.second));
}

/* A number as people write it: "3.1", not "3.1000000000000001". */
static px_str number_of(const sheet *s, px_str digits)
{
    char room[40];
    double value;

    if (digits.len < 16 || px_parse_real(digits, -1e300, 1e300, &value, NULL) < 0)
        return digits;
    (void)snprintf(room, sizeof(room), "%.15g", value);
    return px_arena_str(s->arena, px_str_of(room));
}

static px_str cell_value(const sheet *s)
{
    px_str words = px_arena_str(s->arena, px_builder_view(&s->w->words));
    long long index = 0;

    switch (s->type) {
    case 's':
        return px_parse_int(px_str_trim(words), 0, INT32_MAX, &index, NULL) >= 0 &&
                       (size_t)index < s->w->n_shared
                   ? s->w->shared[index]
                   : PX_STR("");
    case 'b':
        return px_str_is(px_str_trim(words), "1") ? PX_STR("yes") : PX_STR("no");
    case 'n':
        words = px_str_trim(words);
        if (words.len > 40)
            return words;
        return s->date && words.len ? date_of(s, words) : number_of(s, words);
    default:
        return unescaped(s->arena, words);
    }
}

static int row_end(sheet *s, px_error *err)
{
    if (s->headed)
        return px_table_row(&s->table, s->cells, s->n_cells, s->row, s->out, err);
    if (s->seen++ < HEAD_ROWS)
        s->headed = px_table_head(&s->table, s->cells, s->n_cells);
    return 0;
}

static int sheet_end(void *arg, px_str name, px_error *err)
{
    sheet *s = arg;

    s->w->taking = false;
    if (px_str_is(name, "rPh"))
        s->w->phonetic = false;
    if (px_str_is(name, "row"))
        return row_end(s, err);
    if (!px_str_is(name, "c") || s->column >= PX_TABLE_COLUMNS)
        return 0;
    if (s->w->words.overflow)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a cell of the workbook is larger than 512 KiB"),
                       NULL);
    while (s->n_cells < s->column)
        s->cells[s->n_cells++] = PX_STR("");
    s->cells[s->column] = cell_value(s);
    s->n_cells = PX_MAX(s->n_cells, s->column + 1);
    return 0;
}

static void sheet_words(void *arg, px_str words)
{
    take_words(((sheet *)arg)->w, words);
}

/* Reads the sheets until one has a table of comments. */
static int read_sheets(workbook *w, px_row_out *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_FREE sheet *s = px_alloc_zero(1, sizeof(*s));
    px_xlsx_handler handler = { sheet_begin, sheet_end, sheet_words, s };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && !s->headed && i < w->n_sheets; i++) {
        if (!w->sheets[i].target.len)
            continue;
        *s = (sheet){ .w = w, .out = out, .arena = arena };
        rc = px_xlsx_part(w->package, w->sheets[i].target, &handler, NULL, err);
    }
    return rc < 0 || s->headed ? rc : px_table_fail_head(err);
}

static int read_workbook(workbook *w, px_error *err)
{
    px_xlsx_handler handler = { .begin = workbook_begin, .arg = w };
    bool there;
    int rc = px_xlsx_part(w->package, PX_STR("xl/workbook.xml"), &handler, NULL, err);

    handler.begin = relationship_begin;
    if (rc >= 0)
        rc = px_xlsx_part(w->package, PX_STR("xl/_rels/workbook.xml.rels"), &handler, NULL, err);
    handler = (px_xlsx_handler){ styles_begin, styles_end, NULL, w };
    if (rc >= 0)
        rc = px_xlsx_part(w->package, PX_STR("xl/styles.xml"), &handler, &there, err);
    handler = (px_xlsx_handler){ shared_begin, shared_end, take_words, w };
    if (rc >= 0)
        rc = px_xlsx_part(w->package, PX_STR("xl/sharedStrings.xml"), &handler, &there, err);
    return rc;
}

int px_xlsx_read(const px_comment_file *file, px_row_out *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_FREE workbook *w = px_alloc_zero(1, sizeof(*w));
    int rc;

    w->arena = arena;
    w->words = PX_BUILDER_INIT(CELL_MAX);
    rc = px_xlsx_open(file, &w->package, err);
    if (rc >= 0)
        rc = read_workbook(w, err);
    if (rc >= 0)
        rc = read_sheets(w, out, err);
    px_xlsx_close(w->package);
    px_builder_free(&w->words);
    px_map_free(&w->formats);
    return rc;
}
