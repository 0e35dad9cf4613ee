/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/static_priv.h"

#include "web/static/static_address.h"

#include "base/banned.h"

enum { MAX_MOVES = 4 };

px_str px_static_page_of(px_str target, const px_language **ret_language)
{
    px_str path = px_static_path(target);

    *ret_language = px_language_english();
    for (size_t i = 0; px_language_at(i); i++) {
        const char *tag = px_language_tag(px_language_at(i));
        size_t len = strlen(tag);

        if (path.len <= len + 1 || path.ptr[0] != '/' || path.ptr[len + 1] != '/' ||
            !px_str_is(px_str_sub(path, 1, len + 1), tag))
            continue;
        *ret_language = px_language_at(i);
        return px_str_sub(path, len + 2, path.len);
    }
    return PX_STR("");
}

px_str px_static_left_out(const px_static_site *s, const px_language *language)
{
    return px_str_of(px_arena_format(s->arena, "/%s/left-out", px_language_tag(language)));
}

/* Pages of which it is known that they need the house, with all below them. */
static bool page_needs_house(px_str page)
{
    static const char *const pages[] = { "preference", "search.json", "sign-in", "sign-out",   "me",
                                         "desk",       "people",      "mail",    "unsubscribe" };
    px_str first = px_str_sub(page, 0, px_str_find_char(page, '/'));

    for (size_t i = 0; i < PX_COUNT(pages); i++)
        if (px_str_is(first, pages[i]))
            return true;
    return px_str_is(page, "register/domains") || px_str_is(page, "register/verify");
}

px_str px_static_target(px_str target)
{
    const px_language *language;
    px_str page = px_static_page_of(target, &language);

    return px_str_is(page, "search") || page_needs_house(page) ? px_static_path(target) : target;
}

/* Files that are made when somebody asks for them. */
static bool is_made_file(px_str target)
{
    return px_str_find(target, PX_STR("?format=")) < target.len ||
           px_str_find(target, PX_STR("&format=")) < target.len;
}

/* Addresses of which it is known that they need the house. */
static bool needs_house(px_str target)
{
    const px_language *language;

    return page_needs_house(px_static_page_of(target, &language)) || is_made_file(target) ||
           px_str_starts(target, PX_STR("/healthz")) || px_str_is(target, "/left-out");
}

/* True beyond the bounds of variants; counts the others. Those with two fields count as long as
 * they fit; px_static_one_of_many leaves them out together. */
static bool beyond_bounds(px_static_site *s, px_str target)
{
    size_t fields = px_static_fields(target);
    px_str path = px_static_path(target);
    px_static_variants *known = px_static_variant_map_get(&s->by_path, path);

    if (fields == 0)
        return false;
    if (!known) {
        known = px_arena_alloc(s->arena, sizeof(*known));
        *known = (px_static_variants){ 0 };
        (void)px_static_variant_map_put(&s->by_path, px_arena_str(s->arena, path), known);
    }
    if (fields == 1)
        return ++known->single > PX_SITE_MAX_SINGLE;
    return fields > 2 || ++known->dual > PX_SITE_MAX_DOUBLE;
}

bool px_static_one_of_many(const px_static_site *s, const px_static_entry *e)
{
    const px_static_variants *known =
        px_static_variant_map_get(&s->by_path, px_static_path(e->target));

    return known && known->dual > PX_SITE_MAX_DOUBLE && px_static_fields(e->target) == 2;
}

px_static_entry *px_static_entry_add(px_static_site *s, px_str target, px_handler_fn *own)
{
    px_static_entry *e = px_static_entry_map_get(&s->by_target, target);

    if (e)
        return e;
    e = px_arena_alloc(s->arena, sizeof(*e));
    *e = (px_static_entry){ .target = px_arena_str(s->arena, target), .own = own };
    (void)px_static_entry_map_put(&s->by_target, e->target, e);
    if (!own && (needs_house(target) || beyond_bounds(s, target))) {
        e->state = PX_STATIC_LEFT_OUT;
        s->report.left_out++;
        return e;
    }
    s->entries = px_arena_grow(s->arena, s->entries, s->count, &s->room, sizeof(px_static_entry *));
    s->entries[s->count++] = e;
    return e;
}

const px_static_entry *px_static_entry_find(const px_static_site *s, px_str target)
{
    const px_static_entry *e = px_static_entry_map_get(&s->by_target, px_static_target(target));

    for (int i = 0; e && e->state == PX_STATIC_MOVED && i < MAX_MOVES; i++)
        e = px_static_entry_map_get(&s->by_target, e->to);
    return e && e->state == PX_STATIC_FILE ? e : NULL;
}
