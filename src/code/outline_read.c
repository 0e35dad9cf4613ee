/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the bytes of an outline, which an untrusted child wrote. */
#include "code/outline.h"
#include "code/outline_fields.h"

#include "base/number.h"

#include "base/banned.h"

#define HEAD_MAX 64
#define LINE_MAX 100000000

typedef struct reader {
    px_str rest;
    px_outline *outline;
    size_t parents[PX_OUTLINE_MAX_DEPTH]; /* the last node of each depth */
    size_t next_field;                    /* the first field that may still come */
    bool titled;
} reader;

static int malformed(const char *what, px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, N_("the parser's result is not an outline: {reason}"),
                   "reason", what, NULL);
}

/* Cuts the next head line off and splits it into words. */
static int read_head(reader *r, px_str words[4], size_t *ret_count, px_error *err)
{
    size_t len = px_str_find_char(px_str_sub(r->rest, 0, HEAD_MAX + 1), '\n');
    px_str head = px_str_sub(r->rest, 0, len);
    size_t n = 0;
    px_str word;

    if (len > HEAD_MAX || len == r->rest.len)
        return malformed("a head line does not end", err);
    r->rest = px_str_sub(r->rest, len + 1, r->rest.len);
    while (px_str_split(&head, ' ', &word)) {
        if (n == 4)
            return malformed("a head line has too many words", err);
        words[n++] = word;
    }
    *ret_count = n;
    return 0;
}

static int read_number(px_str word, size_t max, size_t *ret_value, px_error *err)
{
    long long value;
    px_error ignored = PX_ERROR_INIT;

    if (px_parse_int(word, 0, (long long)max, &value, &ignored) < 0)
        return malformed("a number is out of its bounds", err);
    *ret_value = (size_t)value;
    return 0;
}

/* Text without control characters but tab and line feed. */
static bool is_clean(px_str text)
{
    if (!px_utf8_valid(text, NULL))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F)
            return false;
    }
    return true;
}

/* The bytes behind a head line whose last word is their length. */
static int read_text(reader *r, px_str length, size_t max, px_str *ret_text, px_error *err)
{
    size_t len = 0;
    int rc = read_number(length, max, &len, err);

    if (rc < 0)
        return rc;
    if (len >= r->rest.len || r->rest.ptr[len] != '\n')
        return malformed("a text is cut off", err);
    *ret_text = px_str_sub(r->rest, 0, len);
    if (!is_clean(*ret_text))
        return malformed("a text is not clean UTF-8", err);
    r->rest = px_str_sub(r->rest, len + 1, r->rest.len);
    return 0;
}

static int read_node(reader *r, const px_str *words, px_error *err)
{
    px_outline *o = r->outline;
    px_provision_kind kind;
    size_t depth, line, at;
    int rc = read_number(words[1], PX_OUTLINE_MAX_DEPTH - 1, &depth, err);

    if (rc >= 0)
        rc = read_number(words[3], LINE_MAX, &line, err);
    if (rc < 0)
        return rc;
    if (!px_provision_kind_find(words[2], &kind))
        return malformed("a kind of provision is not known", err);
    if (o->warning_count)
        return malformed("a provision comes after the warnings", err);
    if ((int)depth > (o->count ? o->nodes[o->count - 1].depth + 1 : 0))
        return malformed("a provision is deeper than its place allows", err);
    at = px_outline_add(o, depth ? r->parents[depth - 1] : PX_OUTLINE_TOP, kind, line);
    if (o->full)
        return malformed("there are too many provisions", err);
    r->parents[depth] = at;
    r->next_field = 0;
    return 0;
}

static int read_field(reader *r, const px_str *words, px_error *err)
{
    px_outline *o = r->outline;

    for (size_t f = r->next_field; f < px_outline_field_count && o->count; f++) {
        px_str *target = px_outline_field(&o->nodes[o->count - 1], f);
        int rc;

        if (!px_str_is(words[0], px_outline_fields[f].name))
            continue;
        if (o->warning_count)
            return malformed("a field comes after the warnings", err);
        rc = read_text(r, words[1], px_outline_fields[f].max, target, err);
        if (rc < 0)
            return rc;
        if (f == 0 && !px_lasting_id_valid(*target))
            return malformed("an id does not have the form of one", err);
        r->next_field = f + 1;
        return 0;
    }
    return malformed("a record is not known or out of order", err);
}

static int read_warning(reader *r, const px_str *words, px_error *err)
{
    px_outline *o = r->outline;
    size_t line, kind = 0;
    px_str text = PX_STR_NONE;
    int rc = read_number(words[1], LINE_MAX, &line, err);

    if (rc >= 0)
        rc = read_text(r, words[3], 256, &text, err);
    if (rc < 0)
        return rc;
    while (kind < PX_WARN_KIND_COUNT && !px_str_is(words[2], px_outline_warning_kinds[kind].name))
        kind++;
    if (kind == PX_WARN_KIND_COUNT)
        return malformed("a warning is not known", err);
    if (o->warning_count == PX_OUTLINE_MAX_WARNINGS)
        return malformed("there are too many warnings", err);
    px_outline_warn(o, (px_outline_warning_kind)kind, line, text);
    return 0;
}

static int read_title(reader *r, const px_str *words, px_error *err)
{
    if (r->titled || r->outline->count)
        return malformed("the title is out of order", err);
    r->titled = true;
    return read_text(r, words[1], PX_OUTLINE_MAX_TITLE, &r->outline->title, err);
}

static int read_elements(reader *r, const px_str *words, px_error *err)
{
    px_outline *o = r->outline;
    int rc = 0;

    if (o->elements || o->count)
        return malformed("the count of elements is out of order", err);
    rc = read_number(words[1], LINE_MAX, &o->elements, err);
    if (rc >= 0)
        rc = read_number(words[2], o->elements, &o->mapped, err);
    return rc;
}

static int read_end(const reader *r, const px_str *words, px_error *err)
{
    size_t nodes, warnings;
    int rc = read_number(words[1], PX_OUTLINE_MAX_NODES, &nodes, err);

    if (rc >= 0)
        rc = read_number(words[2], PX_OUTLINE_MAX_WARNINGS, &warnings, err);
    if (rc < 0)
        return rc;
    if (nodes != r->outline->count || warnings != r->outline->warning_count || r->rest.len)
        return malformed("the end does not fit what came before it", err);
    return 0;
}

/* One record; 1 for the last one. */
static int read_record(reader *r, px_error *err)
{
    px_str words[4];
    size_t n;
    int rc = read_head(r, words, &n, err);

    if (rc < 0)
        return rc;
    if (n == 4 && px_str_is(words[0], "node"))
        return read_node(r, words, err);
    if (n == 4 && px_str_is(words[0], "warning"))
        return read_warning(r, words, err);
    if (n == 3 && px_str_is(words[0], "end")) {
        rc = read_end(r, words, err);
        return rc < 0 ? rc : 1;
    }
    if (n == 3 && px_str_is(words[0], "elements"))
        return read_elements(r, words, err);
    if (n == 2 && px_str_is(words[0], "title"))
        return read_title(r, words, err);
    if (n == 2)
        return read_field(r, words, err);
    return malformed("a head line is not known", err);
}

int px_outline_read(px_str bytes, px_arena *arena, px_outline *ret_outline, px_error *err)
{
    static const px_str magic = PX_STR_INIT("praxis-outline 1\n");
    px_outline outline = { .arena = arena };
    reader r = { .rest = bytes, .outline = &outline };
    int rc = 0;

    if (bytes.len > PX_OUTLINE_MAX_BYTES)
        return malformed("it is too large", err);
    if (!px_str_starts(bytes, magic))
        return malformed("it does not start as one", err);
    r.rest = px_str_sub(bytes, magic.len, bytes.len);
    while (rc == 0)
        rc = read_record(&r, err);
    if (rc < 0)
        return rc;
    *ret_outline = outline;
    return 0;
}
