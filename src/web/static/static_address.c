/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/static_address.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "store/digest.h"

#include "base/banned.h"

enum { MAX_FIELDS = 64, MAX_QUERY_NAME = 100, HASH_SHOWN = 16 };

/* ---- Reading */

static int field_order(const void *a, const void *b)
{
    return px_str_cmp(*(const px_str *)a, *(const px_str *)b);
}

/* The fields of a query in order, without those that say nothing and, of assets, their version. */
static size_t static_query(px_str path, px_str query, px_str fields[MAX_FIELDS])
{
    bool asset = px_str_starts(path, PX_STR("/assets/"));
    size_t n = 0;
    px_str field;

    while (n < MAX_FIELDS && px_str_split(&query, '&', &field)) {
        bool empty = field.len == 0 || field.ptr[field.len - 1] == '=';

        if (!empty && !(asset && px_str_starts(field, PX_STR("v="))))
            fields[n++] = field;
    }
    qsort(fields, n, sizeof(*fields), field_order);
    return n;
}

px_static_kind px_static_read(px_arena *arena, px_str address, px_str *ret_target,
                              px_str *ret_fragment)
{
    PX_AUTO_BUILDER px_builder target = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t hash = px_str_find_char(address, '#');
    px_str whole = px_str_sub(address, 0, hash);
    size_t question = px_str_find_char(whole, '?');
    px_str fields[MAX_FIELDS];
    size_t n;

    *ret_fragment = hash < address.len ? px_str_sub(address, hash + 1, address.len) : PX_STR("");
    *ret_target = PX_STR("");
    if (whole.len == 0)
        return PX_STATIC_HERE;
    if (whole.ptr[0] != '/' || px_str_starts(whole, PX_STR("//")))
        return PX_STATIC_OUTSIDE;
    px_builder_str(&target, px_str_sub(whole, 0, question));
    n = static_query(
        whole, question < whole.len ? px_str_sub(whole, question + 1, whole.len) : PX_STR_NONE,
        fields);
    for (size_t i = 0; i < n; i++) {
        px_builder_char(&target, i ? '&' : '?');
        px_builder_str(&target, fields[i]);
    }
    *ret_target = px_arena_str(arena, px_builder_view(&target));
    return PX_STATIC_INSIDE;
}

px_str px_static_path(px_str target)
{
    return px_str_sub(target, 0, px_str_find_char(target, '?'));
}

size_t px_static_fields(px_str target)
{
    size_t question = px_str_find_char(target, '?'), n = 1;

    if (question == target.len)
        return 0;
    for (size_t i = question; i < target.len; i++)
        n += target.ptr[i] == '&';
    return n;
}

/* ---- Files */

static bool static_is_plain(char c)
{
    return px_is_letter(c) || px_is_digit(c) || c == '.' || c == '_' || c == '-';
}

static void static_add_safe(px_builder *out, px_str part)
{
    for (size_t i = 0; i < part.len; i++) {
        if (static_is_plain(part.ptr[i]) || part.ptr[i] == '/')
            px_builder_char(out, part.ptr[i]);
        else if (part.ptr[i] == '%')
            px_builder_char(out, '~');
        else
            px_builder_format(out, "~%02x", (unsigned)(unsigned char)part.ptr[i]);
    }
}

/* "a=b&view=side" as "a-b.view-side". Only one query can have that name: names without "-" and
 * values without "."; any other says which it is by its hash. */
static void static_add_query(px_builder *out, px_str query)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    char hash[PX_DIGEST_HEX];
    bool in_value = false, exact = query.len <= MAX_QUERY_NAME;

    for (size_t i = 0; i < query.len; i++) {
        char c = query.ptr[i];

        if (c == '&' || (c == '=' && !in_value)) {
            px_builder_char(&name, c == '&' ? '.' : '-');
            in_value = c == '=';
            continue;
        }
        exact = exact && (px_is_letter(c) || px_is_digit(c) || (in_value && c == '-'));
        if (static_is_plain(c))
            px_builder_char(&name, c);
    }
    px_builder_str(out, px_str_sub(px_builder_view(&name), 0, MAX_QUERY_NAME));
    if (!exact) {
        PX_AUTO_DIGEST px_digest digest = px_digest_start();

        px_digest_add(&digest, query);
        px_digest_end(&digest, hash);
        px_builder_format(out, ".%.*s", HASH_SHOWN, hash);
    }
}

/* The ending that a name lacks. */
static const char *static_ending(px_str content_type)
{
    static const struct {
        px_str type;
        const char *ending;
    } endings[] = {
        { PX_STR_INIT("application/json"), ".json" },
        { PX_STR_INIT("application/atom+xml"), ".atom" },
        { PX_STR_INIT("text/calendar"), ".ics" },
        { PX_STR_INIT("text/markdown"), ".md" },
        { PX_STR_INIT("application/xml"), ".xml" },
        { PX_STR_INIT("application/pdf"), ".pdf" },
    };

    for (size_t i = 0; i < PX_COUNT(endings); i++)
        if (px_str_starts(content_type, endings[i].type))
            return endings[i].ending;
    return "";
}

static px_str static_last(px_str path)
{
    size_t at = path.len;

    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return px_str_sub(path, at, path.len);
}

static bool static_has_dot(px_str name)
{
    return px_str_find_char(name, '.') < name.len;
}

px_str px_static_file(px_arena *arena, px_str target, const char *content_type, px_str name)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool html = px_str_starts(px_str_of(content_type), PX_STR("text/html")) && name.len == 0;
    px_str path = px_static_path(target);
    px_str query =
        path.len < target.len ? px_str_sub(target, path.len + 1, target.len) : PX_STR_NONE;
    const char *ending = html ? ".html" : "";

    while (path.len > 0 && path.ptr[path.len - 1] == '/')
        path.len--;
    static_add_safe(&file, px_str_sub(path, path.len > 0, path.len));
    if (html || name.len) {
        px_builder_add(&file, file.len ? "/" : "");
        static_add_safe(&file, html ? PX_STR("index") : static_last(name));
    } else if (!static_has_dot(static_last(path))) {
        ending = static_ending(px_str_of(content_type));
    } else if (query.len) { /* the ending stays the last */
        px_str last = static_last(path);
        size_t dot = last.len;

        while (last.ptr[dot - 1] != '.')
            dot--;
        ending = px_arena_cstr(arena, px_str_sub(last, dot - 1, last.len));
        px_builder_cut(&file, file.len - strlen(ending));
    }
    if (query.len) {
        px_builder_char(&file, '.');
        static_add_query(&file, query);
    }
    px_builder_add(&file, ending);
    return px_arena_str(arena, px_builder_view(&file));
}

void px_static_relative(px_builder *out, px_str from, px_str to)
{
    size_t common = 0, least = PX_MIN(from.len, to.len);

    for (size_t i = 0; i < least && from.ptr[i] == to.ptr[i]; i++)
        if (from.ptr[i] == '/')
            common = i + 1;
    for (size_t i = common; i < from.len; i++)
        if (from.ptr[i] == '/')
            px_builder_add(out, "../");
    px_builder_str(out, px_str_sub(to, common, to.len));
}

void px_static_absolute(px_builder *out, px_str origin, px_str file)
{
    px_str shown = file;

    if (px_str_is(static_last(file), "index.html"))
        shown.len -= sizeof("index.html") - 1;
    while (origin.len > 0 && origin.ptr[origin.len - 1] == '/')
        origin.len--;
    px_builder_str(out, origin);
    px_builder_char(out, '/');
    px_builder_str(out, shown);
}
