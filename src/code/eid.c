/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/eid.h"

#include "base/ascii.h"
#include "base/map.h"

#include "base/banned.h"

/* How often something was counted. */
typedef struct counter {
    unsigned value;
} counter;
PX_MAP_DEFINE(counter_map, counter)

static unsigned count_up(counter_map *map, px_arena *arena, px_str key)
{
    counter *c = counter_map_get(map, key);

    if (!c) {
        c = px_arena_alloc(arena, sizeof(*c));
        (void)counter_map_put(map, px_arena_str(arena, key), c);
    }
    return ++c->value;
}

/* The part of a number that names the node: its last word without punctuation, in small letters,
 * with a hyphen for a dot inside: "Measure 1.1" gives "1-1", "(a)" gives "a". */
static void number_part(px_builder *out, px_str number)
{
    size_t from = number.len;
    bool gap = false;

    while (from && number.ptr[from - 1] != ' ' && (unsigned char)number.ptr[from - 1] != 0xA0)
        from--;
    for (size_t i = from; i < number.len; i++) {
        char c = number.ptr[i];

        if (px_is_alnum(c)) {
            if (gap && out->len)
                px_builder_char(out, '-');
            px_builder_char(out, px_lower(c));
            gap = false;
        } else {
            gap = true;
        }
    }
}

/* The eId's own part: by number, else by position among the siblings of its kind. */
static px_str own_part(px_arena *arena, counter_map *siblings, const px_outline_node *node)
{
    PX_AUTO_BUILDER px_builder part = PX_BUILDER_INIT(256);
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(64);
    unsigned position;

    px_builder_format(&key, "%zu %d", node->parent, (int)node->kind);
    position = count_up(siblings, arena, px_builder_view(&key));
    number_part(&part, node->number);
    if (part.len == 0)
        px_builder_int(&part, position);
    return px_arena_str(arena, px_builder_view(&part));
}

/* The eId, or with "-2", "-3" ... the first one that is not taken. */
static px_str unique(px_arena *arena, counter_map *taken, px_str base)
{
    unsigned again = count_up(taken, arena, base);
    px_str eid = base;

    while (again > 1) {
        eid = px_str_of(px_arena_format(arena, "%.*s-%u", PX_STR_ARG(base), again));
        if (!counter_map_get(taken, eid)) {
            (void)count_up(taken, arena, eid);
            break;
        }
        again = count_up(taken, arena, base);
    }
    return eid;
}

px_str *px_eid_make(px_arena *arena, const px_outline *outline)
{
    px_str *eids = px_arena_array(arena, PX_MAX(outline->count, 1), sizeof(*eids));
    counter_map siblings = { 0 }, taken = { 0 };

    for (size_t i = 0; i < outline->count; i++) {
        const px_outline_node *node = &outline->nodes[i];
        px_str parent = node->parent == PX_OUTLINE_TOP ? PX_STR("") : eids[node->parent];
        px_str part = own_part(arena, &siblings, node);
        char *eid =
            px_arena_format(arena, "%.*s%s%s_%.*s", PX_STR_ARG(parent), parent.len ? "__" : "",
                            px_provision_kinds[node->kind].eid, PX_STR_ARG(part));

        eids[i] = unique(arena, &taken, px_str_of(eid));
    }
    counter_map_free(&siblings);
    counter_map_free(&taken);
    return eids;
}
