/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From the JSON of an archive to records. A record is one letter (archive_record.h) and its fields,
 * each "LENGTH:BYTES". Whatever is no text that a house keeps (control characters) is left out.
 */
#include "base/json_read.h"
#include "code/normal.h"
#include "drafting/comment/archive.h"
#include "drafting/comment/archive_record.h"

#include "base/banned.h"

typedef struct parser {
    px_builder *out;
    const char *what; /* "issue" or "pull" */
    long long number; /* of the issue or the request */
    size_t items;
    px_builder scratch; /* the text of a field */
} parser;

static int fail_at(parser *p, const char *key, px_error *err)
{
    char place[64];

    (void)snprintf(place, sizeof(place), "%s %lld", p->what, p->number);
    return px_fail(
        err, PX_ERR_INVALID,
        N_("the archive is not understood: '{key}' of {place} is missing, or is not what "
           "it should be"),
        "key", key, "place", p->number ? place : "the whole", NULL);
}

static void put_field(parser *p, px_str text)
{
    px_builder_int(p->out, (long long)text.len);
    px_builder_char(p->out, ':');
    px_builder_str(p->out, text);
}

/* Begins a record. TOO_MANY beyond the most there may be. */
static int put_record(parser *p, px_archive_record kind, px_error *err)
{
    if (++p->items > PX_ARCHIVE_MAX_ITEMS)
        return px_fail(err, PX_ERR_TOO_MANY, N_("the archive has more than 100,000 entries"), NULL);
    px_builder_char(p->out, px_archive_record_defs[kind].letter);
    return 0;
}

/* Text in its normal form: LF at the end of lines, NFC, no control characters. */
static int put_text(parser *p, px_str text, size_t max, const char *key, px_error *err)
{
    PX_AUTO_BUILDER px_builder clean = PX_BUILDER_INIT(PX_ARCHIVE_BODY_MAX);
    int rc;

    if (text.len > max)
        return fail_at(p, key, err);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n')
            continue;
        if (c == '\r')
            c = '\n';
        if ((c >= 0x20 || c == '\n' || c == '\t') && c != 0x7F)
            px_builder_char(&clean, (char)c);
    }
    px_builder_clear(&p->scratch);
    rc = px_text_nfc(&p->scratch, px_builder_view(&clean), err);
    if (rc >= 0)
        rc = px_builder_check(&p->scratch, err);
    if (rc >= 0)
        put_field(p, px_builder_view(&p->scratch));
    return rc;
}

/* A text; what is null or missing is empty unless `required`. */
static int put_str(parser *p, const json_t *object, const char *key, size_t max, bool required,
                   px_error *err)
{
    const json_t *value = json_object_get(object, key);

    if (!required && (!value || json_is_null(value))) {
        put_field(p, PX_STR_NONE);
        return 0;
    }
    if (!json_is_string(value))
        return fail_at(p, key, err);
    return put_text(p, px_json_text(value), max, key, err);
}

/* A time in milliseconds, or nothing. */
static int put_time(parser *p, const json_t *object, const char *key, bool required, px_error *err)
{
    const json_t *value = json_object_get(object, key);
    px_error ignored = PX_ERROR_INIT;
    char digits[24];
    px_time time;

    if (!required && (!value || json_is_null(value))) {
        put_field(p, PX_STR_NONE);
        return 0;
    }
    if (!json_is_string(value) ||
        px_time_parse(px_str_of(json_string_value(value)), &time, &ignored) < 0 || time < 0)
        return fail_at(p, key, err);
    (void)snprintf(digits, sizeof(digits), "%lld", (long long)time);
    put_field(p, px_str_of(digits));
    return 0;
}

/* A whole number; what is null or missing is 0 unless required. */
static int put_int(parser *p, const json_t *object, const char *key, long long max, bool required,
                   px_error *err)
{
    const json_t *value = json_object_get(object, key);
    long long number = json_integer_value(value); /* 0 for what is no number */
    char digits[24];

    if ((required && !json_is_integer(value)) || number < (required ? 1 : 0) || number > max)
        return fail_at(p, key, err);
    (void)snprintf(digits, sizeof(digits), "%lld", number);
    put_field(p, px_str_of(digits));
    return 0;
}

static int put_labels(parser *p, const json_t *object, px_error *err)
{
    const json_t *labels = json_object_get(object, "labels");
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_ARCHIVE_NAME_MAX);
    const json_t *label;
    size_t i;

    if (labels && !json_is_array(labels))
        return fail_at(p, "labels", err);
    json_array_foreach(labels, i, label)
    {
        if (!json_is_string(label))
            return fail_at(p, "labels", err);
        if (i)
            px_builder_char(&text, '\n');
        px_builder_str(&text, px_json_text(label));
    }
    if (px_builder_check(&text, NULL) < 0)
        return fail_at(p, "labels", err);
    return put_text(p, px_builder_view(&text), PX_ARCHIVE_NAME_MAX, "labels", err);
}

/* Calls for each object of a list, which may be missing. */
typedef int each_fn(parser *p, const json_t *object, px_error *err);
static int each(parser *p, const json_t *parent, const char *key, each_fn *fn, px_error *err)
{
    const json_t *list = json_object_get(parent, key);
    const json_t *object;
    size_t i;

    if (list && !json_is_array(list))
        return fail_at(p, key, err);
    json_array_foreach(list, i, object)
    {
        int rc = json_is_object(object) ? fn(p, object, err) : fail_at(p, key, err);

        if (rc < 0)
            return rc;
    }
    return 0;
}

static int put_reply(parser *p, const json_t *object, px_error *err)
{
    int rc = put_record(p, PX_ARCHIVE_REPLY, err);

    if (rc >= 0)
        rc = put_str(p, object, "author", PX_ARCHIVE_NAME_MAX, false, err);
    if (rc >= 0)
        rc = put_str(p, object, "body", PX_ARCHIVE_BODY_MAX, false, err);
    if (rc >= 0)
        rc = put_time(p, object, "createdAt", true, err);
    return rc;
}

/* What issues and requests begin with. */
static int put_head(parser *p, const json_t *object, px_archive_record kind, px_error *err)
{
    int rc;

    p->number = 0;
    rc = put_record(p, kind, err);
    if (rc >= 0)
        rc = put_int(p, object, "number", INT32_MAX, true, err);
    p->number = json_integer_value(json_object_get(object, "number"));
    if (rc >= 0)
        rc = put_str(p, object, "title", PX_ARCHIVE_NAME_MAX, true, err);
    if (rc >= 0)
        rc = put_str(p, object, "url", PX_ARCHIVE_NAME_MAX, false, err);
    if (rc >= 0)
        rc = put_str(p, object, "author", PX_ARCHIVE_NAME_MAX, false, err);
    if (rc >= 0)
        rc = put_str(p, object, "body", PX_ARCHIVE_BODY_MAX, false, err);
    if (rc >= 0)
        rc = put_labels(p, object, err);
    if (rc >= 0)
        rc = put_time(p, object, "createdAt", true, err);
    if (rc >= 0)
        rc = put_time(p, object, "closedAt", false, err);
    return rc;
}

static int put_issue(parser *p, const json_t *object, px_error *err)
{
    int rc = put_head(p, object, PX_ARCHIVE_ISSUE, err);

    return rc < 0 ? rc : each(p, object, "comments", put_reply, err);
}

static int put_remark(parser *p, const json_t *object, px_error *err)
{
    int rc = put_record(p, PX_ARCHIVE_REMARK, err);

    if (rc >= 0)
        rc = put_int(p, object, "originalPosition", PX_ARCHIVE_MAX_POSITION, false, err);
    if (rc >= 0)
        rc = put_str(p, object, "body", PX_ARCHIVE_BODY_MAX, true, err);
    if (rc >= 0)
        rc = put_time(p, object, "createdAt", true, err);
    return rc;
}

static int put_review(parser *p, const json_t *object, px_error *err)
{
    const json_t *commit = json_object_get(object, "commit");
    int rc = put_record(p, PX_ARCHIVE_REVIEW, err);

    if (rc >= 0)
        rc = put_str(p, object, "id", PX_ARCHIVE_NAME_MAX, true, err);
    if (rc >= 0)
        rc = put_str(p, commit, "abbreviatedOid", PX_ARCHIVE_NAME_MAX, false, err);
    if (rc >= 0)
        rc = put_str(p, object, "author", PX_ARCHIVE_NAME_MAX, false, err);
    if (rc >= 0)
        rc = put_str(p, object, "body", PX_ARCHIVE_BODY_MAX, false, err);
    if (rc >= 0)
        rc = put_time(p, object, "createdAt", true, err);
    return rc < 0 ? rc : each(p, object, "comments", put_remark, err);
}

static int put_pull(parser *p, const json_t *object, px_error *err)
{
    int rc = put_head(p, object, PX_ARCHIVE_PULL, err);

    if (rc >= 0)
        rc = put_time(p, object, "mergedAt", false, err);
    return rc < 0 ? rc : each(p, object, "reviews", put_review, err);
}

static int put_all(parser *p, const json_t *json, px_error *err)
{
    int rc;

    if (!json_is_object(json) || !json_is_array(json_object_get(json, "issues")))
        return px_fail(err, PX_ERR_INVALID,
                       N_("this is no archive of issues and requests for changes: it has to be an "
                          "object with the list 'issues'"),
                       NULL);
    p->what = "archive";
    rc = put_record(p, PX_ARCHIVE_HEAD, err);
    if (rc >= 0)
        rc = put_str(p, json, "repo", PX_ARCHIVE_NAME_MAX, true, err);
    p->what = "issue";
    if (rc >= 0)
        rc = each(p, json, "issues", put_issue, err);
    p->what = "pull";
    return rc < 0 ? rc : each(p, json, "pulls", put_pull, err);
}

int px_archive_parse(px_str input, px_str options, px_builder *out, px_error *err)
{
    PX_AUTO_JSON json_t *json = NULL;
    parser p = { .out = out, .what = "", .scratch = PX_BUILDER_INIT(4 * PX_ARCHIVE_BODY_MAX) };
    int rc = px_json_parse(input, "the archive", PX_ARCHIVE_MAX_BYTES, &json, err);

    (void)options;
    if (rc >= 0)
        rc = put_all(&p, json, err);
    px_builder_free(&p.scratch);
    return rc < 0 ? rc : px_builder_check(out, err);
}

const px_jail_parser px_archive_parser = {
    .name = "archive",
    .parse = px_archive_parse,
    .max_input = PX_ARCHIVE_MAX_BYTES,
    .max_output = 2 * (size_t)PX_ARCHIVE_MAX_BYTES,
    .max_memory = 1024ULL << 20,
    .cpu_seconds = 20,
    .wall_seconds = 60,
};
