/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/json_scan.h"

#include "base/ascii.h"
#include "base/macro.h"

#include "base/banned.h"

typedef struct json_scan {
    const char *p, *end;
    const px_json_path *paths;
    px_json_value *found;
    unsigned depth; /* of objects and arrays that are open */
} json_scan;

bool px_json_path_parse(px_str text, px_json_path *ret_path)
{
    px_json_path path = { .count = 0 };
    px_str name;

    if (!text.ptr)
        return false;
    while (px_str_split(&text, '.', &name)) {
        if (name.len == 0 || path.count == PX_JSON_PATH_DEPTH)
            return false;
        path.names[path.count++] = name;
    }
    *ret_path = path;
    return path.count > 0;
}

/* Passes over white space; false at the end of the bytes. */
static inline bool skip_space(json_scan *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\r' || *s->p == '\n'))
        s->p++;
    return s->p < s->end;
}

static px_json_end read_word(json_scan *s, px_str word)
{
    size_t n = PX_MIN(word.len, (size_t)(s->end - s->p));

    if (memcmp(s->p, word.ptr, n) != 0)
        return PX_JSON_BAD;
    s->p += n;
    return n == word.len ? PX_JSON_WHOLE : PX_JSON_CUT;
}

/* Digits, at least one, if there are bytes at all. */
static bool read_digits(json_scan *s)
{
    const char *start = s->p;

    while (s->p < s->end && px_is_digit(*s->p))
        s->p++;
    return s->p > start || s->p == s->end;
}

/* Takes one of the two characters. */
static bool take(json_scan *s, char a, char b)
{
    bool is = s->p < s->end && (*s->p == a || *s->p == b);

    s->p += is;
    return is;
}

static px_json_end read_number(json_scan *s)
{
    (void)take(s, '-', '-');
    if (!take(s, '0', '0') && !read_digits(s))
        return PX_JSON_BAD;
    if (take(s, '.', '.') && !read_digits(s))
        return PX_JSON_BAD;
    if (take(s, 'e', 'E')) {
        (void)take(s, '+', '-');
        if (!read_digits(s))
            return PX_JSON_BAD;
    }
    return s->p < s->end ? PX_JSON_WHOLE : PX_JSON_CUT; /* more digits may follow */
}

static px_json_end read_value(json_scan *s, uint32_t wanted, size_t level, px_json_value *value);

/* Which of the wanted paths go on with this name. */
static uint32_t match_name(const json_scan *s, uint32_t wanted, size_t level,
                           const px_json_written *name)
{
    uint32_t matched = 0;

    for (uint32_t rest = wanted; rest; rest &= rest - 1) {
        unsigned i = (unsigned)__builtin_ctz(rest);

        if (level < s->paths[i].count && px_str_eq(s->paths[i].names[level], name->raw))
            matched |= (uint32_t)1 << i;
    }
    return matched;
}

static px_json_end read_member(json_scan *s, uint32_t wanted, size_t level)
{
    px_json_written name;
    px_json_value value;
    uint32_t matched;
    px_json_end result;

    if (*s->p != '"')
        return PX_JSON_BAD;
    s->p++;
    result = px_json_text_read(&s->p, s->end, &name);
    if (result != PX_JSON_WHOLE)
        return result;
    if (!skip_space(s))
        return PX_JSON_CUT;
    if (*s->p++ != ':')
        return PX_JSON_BAD;
    matched = wanted ? match_name(s, wanted, level, &name) : 0;
    result = read_value(s, matched, level + 1, &value);
    for (; result == PX_JSON_WHOLE && matched; matched &= matched - 1) {
        unsigned i = (unsigned)__builtin_ctz(matched);

        if (s->paths[i].count == level + 1)
            s->found[i] = value;
    }
    return result;
}

/* What stands between the members of an object or the elements of an array: GO ON with the next
 * one, or the end of it. */
static px_json_end read_items(json_scan *s, char close, uint32_t wanted, size_t level)
{
    px_json_end result = PX_JSON_WHOLE;

    s->p++;
    if (++s->depth > PX_JSON_SCAN_DEPTH)
        return PX_JSON_BAD;
    if (!skip_space(s))
        return PX_JSON_CUT;
    if (*s->p == close) {
        s->p++;
        s->depth--;
        return PX_JSON_WHOLE;
    }
    while (result == PX_JSON_WHOLE) {
        px_json_value value;

        if (!skip_space(s))
            return PX_JSON_CUT;
        result = close == '}' ? read_member(s, wanted, level) : read_value(s, 0, 0, &value);
        if (result != PX_JSON_WHOLE)
            break;
        if (!skip_space(s))
            return PX_JSON_CUT;
        if (*s->p == close) {
            s->p++;
            s->depth--;
            return PX_JSON_WHOLE;
        }
        if (*s->p++ != ',')
            return PX_JSON_BAD;
    }
    return result;
}

static px_json_end read_kind(json_scan *s, uint32_t wanted, size_t level, px_json_value *value)
{
    switch (*s->p) {
    case '"':
        value->kind = PX_JSON_STRING;
        s->p++;
        return px_json_text_read(&s->p, s->end, &value->text);
    case '{':
        value->kind = PX_JSON_OBJECT;
        return read_items(s, '}', wanted, level);
    case '[':
        value->kind = PX_JSON_ARRAY;
        return read_items(s, ']', 0, 0);
    case 't':
        value->kind = PX_JSON_BOOL;
        return read_word(s, PX_STR("true"));
    case 'f':
        value->kind = PX_JSON_BOOL;
        return read_word(s, PX_STR("false"));
    case 'n':
        value->kind = PX_JSON_NULL;
        return read_word(s, PX_STR("null"));
    default:
        value->kind = PX_JSON_NUMBER;
        return *s->p == '-' || px_is_digit(*s->p) ? read_number(s) : PX_JSON_BAD;
    }
}

static px_json_end read_value(json_scan *s, uint32_t wanted, size_t level, px_json_value *value)
{
    const char *start;
    px_json_end result;

    if (!skip_space(s))
        return PX_JSON_CUT;
    start = s->p;
    result = read_kind(s, wanted, level, value);
    value->raw = px_str_n(start, (size_t)(s->p - start));
    return result;
}

px_json_end px_json_scan(const char **p, const char *end, const px_json_path *paths, size_t count,
                         px_json_value *ret_found)
{
    json_scan scan = { .p = *p, .end = end, .paths = paths, .found = ret_found };
    px_json_end result;

    for (size_t i = 0; i < count; i++)
        ret_found[i].kind = PX_JSON_ABSENT;
    if (scan.p == end)
        return PX_JSON_CUT;
    if (*scan.p != '{')
        return PX_JSON_BAD;
    result = read_items(&scan, '}', count ? (uint32_t)(((uint64_t)1 << count) - 1) : 0, 0);
    if (result == PX_JSON_WHOLE)
        *p = scan.p;
    return result;
}
