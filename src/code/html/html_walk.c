/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/html/html_walk.h"

#include "base/banned.h"

#define ALIAS_MAX 256

/* ---- Ids */

void px_html_ids(px_html *h, size_t element)
{
    static const char *const names[] = { "id", "name" };
    px_str first = PX_STR_NONE;

    for (size_t i = 0; i < PX_COUNT(names); i++) {
        px_str id = px_str_trim(px_html_attribute(px_html_at(h, element), names[i]));

        if (!id.len || id.len > ALIAS_MAX || px_str_eq(id, first) ||
            (i == 1 && px_html_at(h, element)->tag != GUMBO_TAG_A))
            continue;
        first = id;
        if (h->pending_count == h->pending_room) {
            size_t room = PX_MAX(2 * h->pending_room, 16);
            px_html_pending *larger = px_arena_array(h->arena, room, sizeof(*larger));

            if (h->pending_count)
                memcpy(larger, h->pending, h->pending_count * sizeof(*larger));
            h->pending = larger;
            h->pending_room = room;
        }
        h->pending[h->pending_count++] =
            (px_html_pending){ px_html_fragment(h->arena, id), px_html_at(h, element)->line };
    }
}

static void give_id(px_html *h, size_t index, const px_html_pending *pending)
{
    px_outline_node *node = &h->outline->nodes[index];
    px_html_target *target;

    target = px_html_target_map_get(&h->targets, pending->id);
    if (target) {
        if (target->node != index)
            px_outline_warn(h->outline, PX_WARN_ALIAS, pending->line, pending->id);
        return;
    }
    target = px_arena_alloc(h->arena, sizeof(*target));
    target->node = index;
    (void)px_html_target_map_put(&h->targets, pending->id, target);
    if (px_lasting_id_valid(pending->id) && !node->id.len)
        node->id = pending->id;
    else if (!node->alias.len)
        node->alias = pending->id;
}

/* The ids that wait belong to this node. */
static void give_ids(px_html *h, size_t node)
{
    for (size_t i = 0; i < h->pending_count; i++)
        give_id(h, node, &h->pending[i]);
    h->pending_count = 0;
}

void px_html_last_ids(px_html *h)
{
    if (h->outline->count)
        give_ids(h, h->outline->count - 1);
}

/* ---- Nodes */

size_t px_html_parent(const px_html_place *place)
{
    const px_html_scope *scope = place->scope;

    if (!scope)
        return place->parent;
    return scope->level ? scope->sections[scope->level] : scope->base;
}

static size_t add_node(px_html *h, size_t parent, px_provision_kind kind, size_t line)
{
    size_t node = px_outline_add(h->outline, parent, kind, line);

    h->points = PX_OUTLINE_TOP;
    h->lists = 0;
    return node;
}

size_t px_html_add(px_html *h, size_t parent, px_provision_kind kind, size_t line)
{
    bool takes = kind == PX_PROVISION_TABLE || kind == PX_PROVISION_CODE_BLOCK;
    px_str caption = h->caption;
    size_t node;

    h->caption = PX_STR_NONE;
    if (caption.len && !takes) {
        node = add_node(h, parent, PX_PROVISION_PARAGRAPH, h->caption_line);
        h->outline->nodes[node].text = caption;
    }
    node = add_node(h, parent, kind, line);
    if (takes)
        h->outline->nodes[node].heading = caption;
    give_ids(h, node);
    return node;
}

void px_html_words(px_html *h, px_html_place *place, px_inline_runs *runs, size_t line)
{
    px_outline *o = h->outline;
    size_t node = px_html_parent(place);
    px_str text;

    /* Spaces that do not break are there to indent, or to fill an empty line. */
    while (!h->tree->own && px_str_starts(px_inline_words(runs), PX_STR("\xC2\xA0")))
        px_inline_drop(runs, 2);
    text = px_inline_markdown(runs);

    if (!text.len)
        return;
    if (place->absorb && node == o->count - 1 && !o->nodes[node].text.len) {
        if (place->own)
            text = px_html_stored(h, place->own, text);
        give_ids(h, node);
    } else {
        node = px_html_add(h, node, PX_PROVISION_PARAGRAPH, line);
    }
    o->nodes[node].text = text;
    place->absorb = false;
}

void px_html_strange(px_html *h, size_t element)
{
    const px_html_node *node = px_html_at(h, element);

    h->unmapped++;
    if (!node->visible || px_map_put(&h->strange, node->text, h))
        return;
    px_outline_warn(h->outline, PX_WARN_ELEMENT, node->line, node->text);
}

/* ---- Blocks */

/* What shows nothing may still be where a link leads; in our export it may be a provision. */
static void pass_ids(px_html *h, size_t element)
{
    for (size_t i = element; i < px_html_at(h, element)->end; i++)
        px_html_ids(h, i);
}

static void code_block(px_html *h, size_t element, px_html_place *place)
{
    static const px_str prefixes[] = { PX_STR_INIT("language-"), PX_STR_INIT("lang-"),
                                       PX_STR_INIT("sourcecode-"), PX_STR_INIT("brush:") };
    px_str text = px_html_verbatim(h, element);
    size_t node, end = px_html_at(h, element)->end;

    while (px_str_ends(text, PX_STR("\n")))
        text.len--;
    while (px_str_starts(text, PX_STR("\n")))
        text = px_str_sub(text, 1, text.len);
    pass_ids(h, element);
    node = px_html_add(h, px_html_parent(place), PX_PROVISION_CODE_BLOCK,
                       px_html_at(h, element)->line);
    h->outline->nodes[node].text = text;
    for (size_t i = element; i < PX_MIN(end, element + 2); i++) {
        px_str words = px_html_attribute(px_html_at(h, i), "class"), word;

        while (words.ptr && px_str_split(&words, ' ', &word))
            for (size_t p = 0; p < PX_COUNT(prefixes); p++)
                if (px_str_starts(word, prefixes[p]) && word.len < prefixes[p].len + 64)
                    h->outline->nodes[node].extra = px_str_sub(word, prefixes[p].len, word.len);
    }
}

static void group(px_html *h, size_t element, px_html_place *place, px_provision_kind kind)
{
    size_t node;
    px_html_place inner = { .absorb = kind == PX_PROVISION_NOTE };

    px_html_ids(h, element);
    node = px_html_add(h, px_html_parent(place), kind, px_html_at(h, element)->line);
    if (kind == PX_PROVISION_GROUP)
        h->outline->nodes[node].extra = PX_STR("quote");
    inner.parent = node;
    px_html_inside(h, element, &inner);
}

/* A caption above what it belongs to is its heading; one below is a paragraph. */
static void figure(px_html *h, size_t element, px_html_place *place)
{
    size_t i = element + 1, end = px_html_at(h, element)->end;
    bool held = false;

    while (i < end && px_html_at(h, i)->role == PX_HTML_TEXT && !px_html_at(h, i)->visible)
        i++;
    for (size_t j = i; j < end; j++)
        held = held || px_html_at(h, j)->role == PX_HTML_TABLE ||
               px_html_at(h, j)->role == PX_HTML_PRE;
    px_html_ids(h, element);
    if (held && i < end && px_html_at(h, i)->role == PX_HTML_CAPTION) {
        px_inline_runs runs = px_html_runs(h, i);

        h->caption = px_inline_markdown(&runs);
        h->caption_line = px_html_at(h, i)->line;
        px_html_range(h, px_html_at(h, i)->end, end, place);
        return;
    }
    px_html_inside(h, element, place);
}

static void navigation(px_html *h, size_t element)
{
    px_inline_runs runs = px_html_runs(h, element);

    px_outline_warn(h->outline, PX_WARN_NAVIGATION, px_html_at(h, element)->line,
                    px_inline_words(&runs));
}

/* Marks around blocks are the marks of the words in them. */
static void transparent(px_html *h, size_t element, px_html_place *place)
{
    px_html_role role = px_html_at(h, element)->role;
    unsigned marks = place->marks;

    if (role == PX_HTML_STRANGE || role == PX_HTML_UNKNOWN)
        px_html_strange(h, element);
    px_html_ids(h, element);
    if (role == PX_HTML_EMPHASIS)
        place->marks |= PX_MARK_EMPHASIS;
    else if (role == PX_HTML_STRONG)
        place->marks |= PX_MARK_STRONG;
    px_html_inside(h, element, place);
    place->marks = marks;
}

typedef void block_fn(px_html *h, size_t element, px_html_place *place);

static void paragraph(px_html *h, size_t element, px_html_place *place)
{
    if (px_html_journal(h, element, place) || px_html_word_item(h, element, place))
        return;
    transparent(h, element, place);
}

static void quote(px_html *h, size_t element, px_html_place *place)
{
    group(h, element, place, PX_PROVISION_GROUP);
}

static void aside(px_html *h, size_t element, px_html_place *place)
{
    group(h, element, place, PX_PROVISION_NOTE);
}

void px_html_block(px_html *h, size_t element, px_html_place *place)
{
    static block_fn *const blocks[] = {
        [PX_HTML_SECTION] = px_html_section,
        [PX_HTML_PARAGRAPH] = paragraph,
        [PX_HTML_HEADING] = px_html_heading,
        [PX_HTML_LIST] = px_html_list,
        [PX_HTML_ITEM] = px_html_item,
        [PX_HTML_DEFINITIONS] = px_html_definitions,
        [PX_HTML_TERM] = px_html_meaning,
        [PX_HTML_MEANING] = px_html_meaning,
        [PX_HTML_TABLE] = px_html_table,
        [PX_HTML_FIGURE] = figure,
        [PX_HTML_PRE] = code_block,
        [PX_HTML_QUOTE] = quote,
        [PX_HTML_ASIDE] = aside,
    };
    const px_html_node *node = px_html_at(h, element);

    if ((!node->visible && !h->tree->own) || element == h->title)
        pass_ids(h, element);
    else if (node->role == PX_HTML_NAVIGATION)
        navigation(h, element);
    else if (node->role < PX_COUNT(blocks) && blocks[node->role])
        blocks[node->role](h, element, place);
    else
        transparent(h, element, place);
}

/* ---- The walk */

static bool is_blank(const px_html_node *node)
{
    return node->role == PX_HTML_TEXT && !node->visible;
}

/* Index behind a line break that is followed by another: the two part paragraphs. Else 0. */
static size_t double_break(px_html *h, size_t at, size_t to)
{
    size_t next = at + 1;

    if (h->tree->own || px_html_at(h, at)->role != PX_HTML_BREAK)
        return 0;
    while (next < to && is_blank(px_html_at(h, next)))
        next++;
    return next < to && px_html_at(h, next)->role == PX_HTML_BREAK ? next + 1 : 0;
}

/* Words and inline elements from `at` on are a paragraph. Returns the index behind it. */
static size_t words(px_html *h, size_t at, size_t to, px_html_place *place)
{
    px_inline_runs runs = { .arena = h->arena };
    size_t end = at, line = px_html_at(h, at)->line, behind = 0;

    while (end < to && is_blank(px_html_at(h, end)))
        end++;
    if (end < to)
        line = px_html_at(h, end)->line;
    while (end < to && !px_html_at(h, end)->blocks && (end == at || !px_html_is_own(h, end)) &&
           !(behind = double_break(h, end, to)))
        end = px_html_at(h, end)->end;
    px_html_inline(h, at, end, place->marks, &runs);
    px_html_words(h, place, &runs, line);
    return behind ? behind : end;
}

void px_html_range(px_html *h, size_t from, size_t to, px_html_place *place)
{
    for (size_t i = from; i < to;) {
        if (px_html_own(h, i, place)) {
            i = px_html_at(h, i)->end;
        } else if (px_html_at(h, i)->blocks) {
            px_html_block(h, i, place);
            i = px_html_at(h, i)->end;
        } else {
            i = words(h, i, to, place);
        }
    }
}

void px_html_inside(px_html *h, size_t element, px_html_place *place)
{
    px_html_range(h, element + 1, px_html_at(h, element)->end, place);
}
