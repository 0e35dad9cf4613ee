/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comments as JSON (docs/format-comment-json.md), read comment by comment: the text is cut into the
 * objects of the list "comments" as it comes, and each is parsed by itself. A list alone is taken
 * too.
 */
#include "base/ascii.h"
#include "base/json_read.h"
#include "drafting/comment/exchange/read_priv.h"

#include "base/banned.h"

enum { OBJECT_MAX = 8 * 1024 * 1024, SMALL_MAX = 4096, DEPTH_MAX = PX_JSON_READ_MAX_DEPTH };

typedef enum json_place {
    BEFORE,   /* anything */
    IN_HEAD,  /* within the outer object, at its first level */
    IN_VALUE, /* within a value there that is not the list */
    IN_LIST,  /* within the list, between comments */
    IN_ITEM,  /* within a comment */
    BEHIND    /* everything */
} json_place;

typedef struct json_reading {
    px_row_out *out;
    json_place place;
    bool bare;   /* the list alone */
    bool comma;  /* in the list: a comma has to come first */
    bool listed; /* the list was there */
    bool in_string, escaped;
    int depth;       /* within the item or value */
    px_builder key;  /* of the outer object: the last string there */
    px_builder item; /* the comment, or a small value */
    size_t at;       /* bytes so far */
    bool colon;      /* of the outer object: a value comes next */
} json_reading;

static int fail_json(const json_reading *r, const char *reason, px_error *err)
{
    char at[24];

    (void)snprintf(at, sizeof(at), "%zu", r->at);
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("the file is no JSON with comments, at byte {at}: {reason}"), "at", at,
                   "reason", reason, NULL);
}

/* ---- One comment */

static bool set_value(px_comment_row *row, const px_comment_column *column, const json_t *value)
{
    char digits[24];

    if (json_is_null(value))
        return true;
    if (json_is_string(value))
        return px_comment_row_set(row, column, px_json_text(value));
    if (json_is_boolean(value))
        return column->kind == PX_COLUMN_YES &&
               px_comment_row_set(row, column, json_is_true(value) ? PX_STR("yes") : PX_STR("no"));
    if (!json_is_integer(value) || column->kind != PX_COLUMN_NUMBER)
        return false;
    (void)snprintf(digits, sizeof(digits), "%lld", (long long)json_integer_value(value));
    return px_comment_row_set(row, column, px_str_of(digits));
}

static int put_item(json_reading *r, px_error *err)
{
    PX_AUTO_JSON json_t *object = NULL;
    px_comment_row row = { .line = r->out->count + 1 };
    px_error fault = PX_ERROR_INIT;
    const char *key;
    json_t *value;

    if (r->item.overflow)
        return fail_json(r, N_("a comment is larger than 8 MiB"), err);
    if (px_json_parse(px_builder_view(&r->item), "comment", OBJECT_MAX, &object, &fault) < 0) {
        const char *reason = px_error_arg(&fault, "reason");
        char *kept = px_arena_cstr(r->out->arena, px_str_of(reason ? reason : ""));

        fault = PX_ERROR_INIT;
        (void)px_fail(&fault, PX_ERR_INVALID, N_("the comment is not well-formed: {reason}"),
                      "reason", kept, NULL);
        return px_row_put(r->out, &row, &fault, err);
    }
    json_object_foreach(object, key, value)
    {
        const px_comment_column *column = px_comment_column_find(px_str_of(key));

        if (column && strcmp(column->key, key) == 0 && !set_value(&row, column, value) &&
            !fault.message)
            (void)px_fail(
                &fault, PX_ERR_INVALID, N_("'{value}' does not fit the column '{column}'"), "value",
                json_is_string(value) ? json_string_value(value) : "...", "column", key, NULL);
    }
    return px_row_put(r->out, &row, fault.message ? &fault : NULL, err);
}

/* ---- The cutting */

/* The value of a key of the outer object has ended. */
static int end_value(json_reading *r, px_error *err)
{
    r->place = IN_HEAD;
    if (px_str_is(px_builder_view(&r->key), "schema") &&
        !px_str_is(px_str_trim(px_builder_view(&r->item)), "1"))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the file is of a schema that this program does not know; it reads "
                          "schema 1"),
                       NULL);
    px_builder_clear(&r->key);
    return 0;
}

static int begin_value(json_reading *r, char c, px_error *err)
{
    if (px_str_is(px_builder_view(&r->key), "comments")) {
        if (c != '[')
            return fail_json(r, N_("'comments' is no list"), err);
        r->place = IN_LIST;
        r->listed = true;
        r->comma = false;
        return 0;
    }
    r->place = IN_VALUE;
    r->depth = c == '{' || c == '[';
    r->in_string = c == '"';
    px_builder_clear(&r->item);
    px_builder_char(&r->item, c);
    return 0;
}

/* Within strings everything but the quotation mark at the end is passed on. True: c was taken. */
static bool take_string(json_reading *r, px_builder *into, char c)
{
    if (!r->in_string)
        return false;
    px_builder_char(into, c);
    if (r->escaped)
        r->escaped = false;
    else if (c == '\\')
        r->escaped = true;
    else if (c == '"')
        r->in_string = false;
    return true;
}

static int take_head(json_reading *r, char c, px_error *err)
{
    if (r->in_string) {
        if (c != '"' || r->escaped)
            px_builder_char(&r->key, c);
        r->in_string = c != '"' || r->escaped;
        r->escaped = c == '\\' && !r->escaped;
        return 0;
    }
    if (px_is_space(c))
        return 0;
    if (r->colon) { /* behind the colon */
        r->colon = false;
        return begin_value(r, c, err);
    }
    if (c == '"') {
        px_builder_clear(&r->key);
        r->in_string = true;
    } else if (c == ':') {
        r->colon = true;
    } else if (c == '}') {
        r->place = BEHIND;
    } else if (c != ',') {
        return fail_json(r, N_("a name in quotation marks is missing"), err);
    }
    return 0;
}

static int take_value(json_reading *r, char c, px_error *err)
{
    if (take_string(r, &r->item, c))
        return 0;
    if (r->depth == 0 && (c == ',' || c == '}')) {
        int rc = end_value(r, err);

        if (c == '}')
            r->place = BEHIND;
        return rc;
    }
    r->in_string = c == '"';
    if (c == '{' || c == '[')
        r->depth++;
    else if ((c == '}' || c == ']') && r->depth-- == 0)
        return fail_json(r, N_("a bracket is closed that was not opened"), err);
    if (r->depth > DEPTH_MAX)
        return fail_json(r, N_("it is nested too deeply"), err);
    px_builder_char(&r->item, c);
    return 0;
}

static int take_list(json_reading *r, char c, px_error *err)
{
    if (px_is_space(c))
        return 0;
    if (c == ']') {
        r->place = r->bare ? BEHIND : IN_HEAD;
        px_builder_clear(&r->key);
        return 0;
    }
    if (c == ',' && r->comma) {
        r->comma = false;
        return 0;
    }
    if (c != '{' || r->comma)
        return fail_json(r, N_("the list 'comments' holds something else than objects"), err);
    r->place = IN_ITEM;
    r->depth = 1;
    px_builder_clear(&r->item);
    px_builder_char(&r->item, c);
    return 0;
}

static int take_item(json_reading *r, char c, px_error *err)
{
    if (take_string(r, &r->item, c))
        return 0;
    px_builder_char(&r->item, c);
    r->in_string = c == '"';
    r->depth += (c == '{' || c == '[') - (c == '}' || c == ']');
    if (r->depth > DEPTH_MAX)
        return fail_json(r, N_("it is nested too deeply"), err);
    if (r->depth > 0)
        return 0;
    r->place = IN_LIST;
    r->comma = true;
    return put_item(r, err);
}

static int take_first(json_reading *r, char c, px_error *err)
{
    if (px_is_space(c) || (r->at < 3 && strchr("\xEF\xBB\xBF", c)))
        return 0;
    if (c == '{') {
        r->place = IN_HEAD;
    } else if (c == '[') {
        r->place = IN_LIST;
        r->bare = r->listed = true;
    } else {
        return fail_json(r, N_("it begins with neither '{' nor '['"), err);
    }
    return 0;
}

static int take(json_reading *r, char c, px_error *err)
{
    switch (r->place) {
    case BEFORE:
        return take_first(r, c, err);
    case IN_HEAD:
        return take_head(r, c, err);
    case IN_VALUE:
        return take_value(r, c, err);
    case IN_LIST:
        return take_list(r, c, err);
    case IN_ITEM:
        return take_item(r, c, err);
    case BEHIND:
        break;
    }
    return px_is_space(c) ? 0 : fail_json(r, N_("something stands behind its end"), err);
}

static int json_piece(px_str piece, void *arg, px_error *err)
{
    json_reading *r = arg;

    for (size_t i = 0; i < piece.len; i++) {
        int rc = piece.ptr[i] ? take(r, piece.ptr[i], err)
                              : fail_json(r, N_("there is a NUL character"), err);

        if (rc < 0)
            return rc;
        r->at++;
    }
    return 0;
}

int px_comment_json_read(const px_comment_file *file, px_row_out *out, px_error *err)
{
    json_reading r = { .out = out,
                       .key = PX_BUILDER_INIT(SMALL_MAX),
                       .item = PX_BUILDER_INIT(OBJECT_MAX) };
    int rc = px_comment_file_pieces(file, json_piece, &r, err);

    if (rc >= 0 && r.place != BEHIND)
        rc = fail_json(&r, N_("it ends too early"), err);
    if (rc >= 0 && !r.listed)
        rc = fail_json(&r, N_("it has no list 'comments'"), err);
    px_builder_free(&r.key);
    px_builder_free(&r.item);
    return rc;
}
