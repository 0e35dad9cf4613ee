/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"

#include <math.h>

#include "base/civil.h"

#include "base/banned.h"

/* The largest magnitude that every reader of RFC 8785 text keeps exactly: 2^53 - 1. */
#define JSON_MAX_INTEGER 9007199254740991LL

void px_json_start(px_json *j, px_builder *out, px_json_mode mode)
{
    *j = (px_json){ .out = out, .mode = mode };
}

/* The first failure is the one that is told; nothing is written after it. */
static void json_fail(px_json *j, const char *reason)
{
    if (!j->reason)
        j->reason = reason;
    j->failed = true;
}

static void json_line(px_json *j)
{
    if (j->mode != PX_JSON_PRETTY)
        return;
    px_builder_char(j->out, '\n');
    for (unsigned i = 0; i < j->depth; i++)
        px_builder_add(j->out, "  ");
}

/* What stands before an item of the innermost array or object. */
static void json_separate(px_json *j)
{
    if (j->levels[j->depth - 1].has_items)
        px_builder_char(j->out, ',');
    j->levels[j->depth - 1].has_items = true;
    json_line(j);
}

/* True when a value may stand here. */
static bool json_begin_value(px_json *j)
{
    if (j->failed)
        return false;
    if (j->depth == 0) {
        if (j->complete)
            json_fail(j, N_("a second value stands behind the first"));
        j->complete = true;
    } else if (!j->levels[j->depth - 1].is_object) {
        json_separate(j);
    } else if (!j->after_key) {
        json_fail(j, N_("a value in an object has no key"));
    }
    j->after_key = false;
    return !j->failed;
}

static void json_open(px_json *j, bool is_object)
{
    if (!json_begin_value(j))
        return;
    if (j->depth == PX_JSON_MAX_DEPTH) {
        json_fail(j, N_("the nesting is too deep"));
        return;
    }
    px_builder_char(j->out, is_object ? '{' : '[');
    j->levels[j->depth].is_object = is_object;
    j->levels[j->depth].has_items = false;
    j->levels[j->depth].last_key = PX_STR_NONE;
    j->depth++;
}

static void json_close(px_json *j, bool is_object)
{
    bool had_items;

    if (j->failed)
        return;
    if (j->depth == 0 || j->levels[j->depth - 1].is_object != is_object || j->after_key) {
        json_fail(j, N_("an object or array is closed at the wrong place"));
        return;
    }
    had_items = j->levels[--j->depth].has_items;
    if (had_items)
        json_line(j);
    px_builder_char(j->out, is_object ? '}' : ']');
}

void px_json_object(px_json *j)
{
    json_open(j, true);
}

void px_json_object_end(px_json *j)
{
    json_close(j, true);
}

void px_json_array(px_json *j)
{
    json_open(j, false);
}

void px_json_array_end(px_json *j)
{
    json_close(j, false);
}

/* The two-character escape for c (RFC 8785, 3.2.2.2), or NULL. */
static const char *json_short_escape(char c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\b':
        return "\\b";
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    case '\f':
        return "\\f";
    case '\r':
        return "\\r";
    default:
        return NULL;
    }
}

/* Well-formed UTF-8; unlike px_utf8_valid it takes NUL, which JSON can write as \u0000. */
static bool json_valid_text(px_str s)
{
    px_str part;

    while (px_str_split(&s, '\0', &part))
        if (!px_utf8_valid(part, NULL))
            return false;
    return true;
}

static void json_quote(px_json *j, px_str s)
{
    size_t from = 0;

    px_builder_char(j->out, '"');
    for (size_t i = 0; i < s.len; i++) {
        const char *escape = json_short_escape(s.ptr[i]);

        if (!escape && (unsigned char)s.ptr[i] >= 0x20)
            continue;
        px_builder_str(j->out, px_str_sub(s, from, i));
        if (escape)
            px_builder_add(j->out, escape);
        else
            px_builder_format(j->out, "\\u%04x", (unsigned)(unsigned char)s.ptr[i]);
        from = i + 1;
    }
    px_builder_str(j->out, px_str_sub(s, from, s.len));
    px_builder_char(j->out, '"');
}

/* RFC 8785 sorts keys by UTF-16 units; for ASCII, which is all that it takes here, that is the
 * order of bytes. */
static void json_check_canonical_key(px_json *j, px_str key)
{
    px_str last = j->levels[j->depth - 1].last_key;

    for (size_t i = 0; i < key.len; i++)
        if ((unsigned char)key.ptr[i] >= 0x80)
            json_fail(j, N_("a key has characters beyond ASCII"));
    if (last.ptr && px_str_cmp(last, key) >= 0)
        json_fail(j, N_("a key is repeated or out of order"));
    j->levels[j->depth - 1].last_key = key;
}

void px_json_key(px_json *j, const char *key)
{
    px_str text = px_str_of(key);

    if (j->failed)
        return;
    if (j->depth == 0 || !j->levels[j->depth - 1].is_object || j->after_key) {
        json_fail(j, N_("a key stands where none belongs"));
        return;
    }
    if (!px_utf8_valid(text, NULL))
        json_fail(j, N_("a key is not UTF-8"));
    if (j->mode == PX_JSON_CANONICAL)
        json_check_canonical_key(j, text);
    if (j->failed)
        return;
    json_separate(j);
    json_quote(j, text);
    px_builder_add(j->out, j->mode == PX_JSON_PRETTY ? ": " : ":");
    j->after_key = true;
}

void px_json_str(px_json *j, px_str value)
{
    if (!value.ptr) {
        px_json_null(j);
        return;
    }
    if (!json_begin_value(j))
        return;
    if (!json_valid_text(value))
        json_fail(j, N_("a text is not UTF-8"));
    else
        json_quote(j, value);
}

void px_json_cstr(px_json *j, const char *value)
{
    px_json_str(j, px_str_of(value));
}

void px_json_int(px_json *j, long long value)
{
    if (!json_begin_value(j))
        return;
    if (j->mode == PX_JSON_CANONICAL && (value > JSON_MAX_INTEGER || value < -JSON_MAX_INTEGER))
        json_fail(j, N_("a number is too large"));
    else
        px_builder_int(j->out, value);
}

void px_json_bool(px_json *j, bool value)
{
    if (json_begin_value(j))
        px_builder_add(j->out, value ? "true" : "false");
}

void px_json_null(px_json *j)
{
    if (json_begin_value(j))
        px_builder_add(j->out, "null");
}

void px_json_hex(px_json *j, const void *bytes, size_t len)
{
    if (!json_begin_value(j))
        return;
    px_builder_char(j->out, '"');
    px_builder_hex(j->out, bytes, len);
    px_builder_char(j->out, '"');
}

void px_json_time(px_json *j, long long milliseconds)
{
    if (!json_begin_value(j))
        return;
    px_builder_char(j->out, '"');
    px_time_format(j->out, milliseconds);
    px_builder_char(j->out, '"');
}

/* As many digits, from 15 on, as it takes to read the same value back. praxis never leaves the "C"
 * locale, so the decimal sign is a point. */
static void json_shortest_real(px_builder *out, double value)
{
    char digits[32];

    for (int precision = 15; precision <= 17; precision++) {
        (void)snprintf(digits, sizeof(digits), "%.*g", precision, value);
        if (strtod(digits, NULL) == value)
            break;
    }
    px_builder_add(out, digits);
}

void px_json_real(px_json *j, double value)
{
    if (!json_begin_value(j))
        return;
    if (j->mode == PX_JSON_CANONICAL)
        json_fail(j, N_("a real number has no place in canonical JSON"));
    else if (!isfinite(value))
        json_fail(j, N_("a number is not finite"));
    else
        json_shortest_real(j->out, value);
}

void px_json_pair_str(px_json *j, const char *key, px_str value)
{
    px_json_key(j, key);
    px_json_str(j, value);
}

void px_json_pair_cstr(px_json *j, const char *key, const char *value)
{
    px_json_key(j, key);
    px_json_cstr(j, value);
}

void px_json_pair_int(px_json *j, const char *key, long long value)
{
    px_json_key(j, key);
    px_json_int(j, value);
}

void px_json_pair_bool(px_json *j, const char *key, bool value)
{
    px_json_key(j, key);
    px_json_bool(j, value);
}

void px_json_pair_hex(px_json *j, const char *key, const void *bytes, size_t len)
{
    px_json_key(j, key);
    px_json_hex(j, bytes, len);
}

void px_json_pair_time(px_json *j, const char *key, long long milliseconds)
{
    px_json_key(j, key);
    px_json_time(j, milliseconds);
}

int px_json_finish(px_json *j, px_error *err)
{
    if (!j->failed && (!j->complete || j->depth > 0))
        json_fail(j, N_("the value is not complete"));
    if (j->failed)
        return px_fail(err, PX_ERR_INVALID, N_("cannot write the data as JSON: {reason}"), "reason",
                       j->reason, NULL);
    return px_builder_check(j->out, err);
}
