/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/code/sides.h"

#include <sodium.h>

#include "code/outline.h"
#include "unit/testing.h"

void px_test_hash(px_arena *arena, px_match_node *node)
{
    unsigned char *hash = px_arena_alloc(arena, PX_TEXT_HASH_LEN);
    px_str plain = px_str_of(
        px_arena_format(arena, "%.*s\n%.*s", PX_STR_ARG(node->heading), PX_STR_ARG(node->text)));

    (void)crypto_hash_sha256(hash, (const unsigned char *)plain.ptr, plain.len);
    node->hash = hash;
}

static px_str part_of(px_str *rest)
{
    px_str part = PX_STR("");

    if (rest->ptr)
        (void)px_str_split(rest, '|', &part);
    return px_str_trim(part);
}

px_match_side px_test_side(px_arena *arena, const char *lines)
{
    px_match_side side = { px_arena_array(arena, strlen(lines) + 1, sizeof(px_match_node)), 0 };
    size_t open[PX_OUTLINE_MAX_DEPTH] = { 0 };
    px_str rest = px_str_of(lines), line;

    while (px_str_line(&rest, &line)) {
        px_match_node *node = &side.nodes[side.count];
        size_t indent = 0, space;
        px_str head;

        while (indent < line.len && line.ptr[indent] == ' ')
            indent++;
        line = px_str_sub(line, indent, line.len);
        head = part_of(&line);
        space = px_str_find_char(head, ' ');
        node->depth = (int)(indent / 2);
        node->parent = node->depth ? open[node->depth - 1] : PX_OUTLINE_TOP;
        open[node->depth] = side.count++;
        assert_true(px_provision_kind_find(px_str_sub(head, 0, space), &node->kind));
        node->number = px_str_trim(px_str_sub(head, space, head.len));
        node->heading = part_of(&line);
        node->text = part_of(&line);
        px_test_hash(arena, node);
    }
    return side;
}

size_t px_test_node(const px_match_side *side, const char *words)
{
    for (size_t i = 0; i < side->count; i++)
        if (px_str_is(side->nodes[i].text, words))
            return i;
    for (size_t i = 0; i < side->count; i++)
        if (px_str_is(side->nodes[i].heading, words))
            return i;
    print_error("no '%s'\n", words);
    fail();
    return PX_OUTLINE_TOP;
}
