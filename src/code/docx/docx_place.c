/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a block goes in the outline: below the heading before it, into a list, after its item. */
#include "base/ascii.h"
#include "code/docx/docx.h"

#include "code/markdown/markdown_parse.h"
#include "code/number_kind.h"

#include "base/banned.h"

/* Indentations nearer than this are the same, in twentieths of a point. */
#define TOLERANCE 100
/* Digits and dots in front of a tabulator, at most. */
#define NUMBER_MAX 16
/* The largest block of code. */
#define CODE_MAX ((size_t)15 << 20)

void px_docx_place_init(px_docx_place *place, size_t root, bool absorb)
{
    *place = (px_docx_place){ .root = root, .absorb = absorb, .lines = PX_BUILDER_INIT(CODE_MAX) };
    place->untitled = place->quote = place->code = PX_OUTLINE_TOP;
    for (size_t i = 0; i < PX_COUNT(place->sections); i++)
        place->sections[i] = PX_OUTLINE_TOP;
}

static px_outline_node *node_at(px_docx *d, size_t node)
{
    return &d->outline->nodes[node];
}

/* The section that is open above a level. */
static size_t section_above(const px_docx_place *place, size_t level)
{
    for (size_t i = level; i > 0; i--)
        if (place->sections[i - 1] != PX_OUTLINE_TOP)
            return place->sections[i - 1];
    return place->root;
}

/* What holds the next block: the open item, or the section. */
static size_t holder(const px_docx_place *place)
{
    if (place->n_lists)
        return place->lists[place->n_lists - 1].item;
    return section_above(place, PX_COUNT(place->sections));
}

static px_str markdown_of(px_docx *d, const px_docx_block *block)
{
    return px_docx_text_markdown(&block->words, d->arena, true);
}

/* ---- Headings */

/* Digits with dots between, in front of a tabulator: "1.2". What px_md_number finds has a mark. */
static px_str before_tab(const px_docx_text *text)
{
    px_str head = px_str_sub(px_builder_view(&text->words), 0, text->first_tab);
    size_t digits = 0;

    while (digits < head.len &&
           (px_is_digit(head.ptr[digits]) || (digits && head.ptr[digits] == '.')))
        digits++;
    return digits == head.len && digits <= NUMBER_MAX ? head : PX_STR_NONE;
}

/* Splits a number off the head of the words. */
static void split_number(px_docx *d, px_docx_block *block)
{
    px_str words = px_builder_view(&block->words.words), rest = px_str_trim(words);
    px_str number = before_tab(&block->words);

    if (number.len)
        rest = px_str_trim(px_str_sub(words, number.len, words.len));
    else
        px_md_number(&rest, &number);
    if (!number.len)
        return;
    block->number = px_arena_str(d->arena, number);
    px_docx_text_drop(&block->words, rest.len ? (size_t)(rest.ptr - words.ptr) : words.len);
}

/* "Article 3" in a line of its own, and its title in the next: one heading. */
static bool gives_title(const px_docx *d, const px_docx_place *place, const px_docx_block *block)
{
    return place->untitled != PX_OUTLINE_TOP && place->untitled + 1 == d->outline->count &&
           !block->number.len && place->sections[block->level] == place->untitled;
}

static size_t place_heading(px_docx *d, px_docx_place *place, px_docx_block *block)
{
    size_t level = (size_t)block->level, node;

    px_docx_text_one_line(&block->words);
    if (!block->number.len)
        split_number(d, block);
    if (gives_title(d, place, block)) {
        node = place->untitled;
        place->untitled = PX_OUTLINE_TOP;
        node_at(d, node)->heading = px_docx_text_markdown(&block->words, d->arena, false);
        return node;
    }
    place->n_lists = 0;
    node = px_outline_add(d->outline, section_above(place, level), px_number_kind(block->number),
                          block->line);
    node_at(d, node)->number = block->number;
    node_at(d, node)->heading = px_docx_text_markdown(&block->words, d->arena, false);
    for (size_t i = level; i < PX_COUNT(place->sections); i++)
        place->sections[i] = PX_OUTLINE_TOP;
    place->sections[level] = node;
    place->untitled = node_at(d, node)->heading.len ? PX_OUTLINE_TOP : node;
    return node;
}

/* ---- Lists */

static bool continues(const px_docx_list *list, const px_docx_block *block)
{
    return list->bullet == block->bullet &&
           (list->instance == block->instance || !block->restarted);
}

/* The open list that the block belongs to by its numbering, as how many lists stay open; SIZE_MAX
 * where its list is not open. */
static size_t by_numbering(const px_docx_place *place, const px_docx_block *block)
{
    size_t first = SIZE_MAX;

    for (size_t i = place->n_lists; i > 0; i--) {
        const px_docx_list *list = &place->lists[i - 1];

        if (list->of != block->list)
            continue;
        if (list->depth == block->depth)
            return continues(list, block) ? i : i - 1;
        if (list->depth < block->depth)
            return i;
        first = i - 1;
    }
    return first;
}

/* ... by its indentation: lists that are not further left are over. A typed list that begins at
 * the same edge is inside, since that is how people type. */
static size_t by_indent(const px_docx_place *place, const px_docx_block *block)
{
    int reach = block->typed && block->restarted ? TOLERANCE : -TOLERANCE;
    size_t n = place->n_lists;

    while (n && place->lists[n - 1].indent > block->indent + reach)
        n--;
    return n;
}

static bool is_open(const px_docx_place *place, const px_docx_block *block)
{
    const px_docx_list *last = place->n_lists ? &place->lists[place->n_lists - 1] : NULL;

    return last && last->of == block->list && last->depth == block->depth && continues(last, block);
}

static void open_list(px_docx *d, px_docx_place *place, const px_docx_block *block)
{
    size_t parent, list;

    if (place->n_lists == PX_DOCX_LISTS)
        place->n_lists--;
    parent = holder(place);
    list = px_outline_add(d->outline, parent, PX_PROVISION_LIST, block->line);
    node_at(d, list)->extra = block->bullet ? PX_STR("bullet") : PX_STR("ordered");
    place->lists[place->n_lists++] = (px_docx_list){
        .list = list,
        .of = block->list,
        .instance = block->instance,
        .depth = block->depth,
        .indent = block->indent,
        .bullet = block->bullet,
    };
}

static size_t place_item(px_docx *d, px_docx_place *place, px_docx_block *block)
{
    size_t keep = by_numbering(place, block);
    px_docx_list *list;

    place->n_lists = keep == SIZE_MAX ? by_indent(place, block) : keep;
    if (!is_open(place, block))
        open_list(d, place, block);
    list = &place->lists[place->n_lists - 1];
    list->value = block->value;
    list->item = px_outline_add(d->outline, list->list, PX_PROVISION_POINT, block->line);
    node_at(d, list->item)->number = block->number;
    node_at(d, list->item)->text = markdown_of(d, block);
    return list->item;
}

/* ---- Paragraphs */

/* Without a number of its own a paragraph belongs to the item under whose text it stands. */
static void close_lists(px_docx_place *place, int indent)
{
    while (place->n_lists &&
           (indent <= 0 || indent + TOLERANCE < place->lists[place->n_lists - 1].indent))
        place->n_lists--;
}

static size_t place_paragraph(px_docx *d, px_docx_place *place, px_docx_block *block)
{
    size_t node;

    close_lists(place, block->indent);
    node = place->absorb
               ? place->root
               : px_outline_add(d->outline, holder(place), PX_PROVISION_PARAGRAPH, block->line);
    if (!place->absorb)
        node_at(d, node)->number = block->number;
    node_at(d, node)->text = markdown_of(d, block);
    place->absorb = false;
    return node;
}

static size_t place_quote(px_docx *d, px_docx_place *place, px_docx_block *block)
{
    size_t node;

    if (place->quote == PX_OUTLINE_TOP) {
        close_lists(place, block->indent);
        place->quote = px_outline_add(d->outline, holder(place), PX_PROVISION_GROUP, block->line);
        node_at(d, place->quote)->extra = PX_STR("quote");
    }
    node = px_outline_add(d->outline, place->quote, PX_PROVISION_PARAGRAPH, block->line);
    node_at(d, node)->number = block->number;
    node_at(d, node)->text = markdown_of(d, block);
    return node;
}

/* Paragraphs of code are lines of one block. */
static size_t place_code(px_docx *d, px_docx_place *place, px_docx_block *block)
{
    if (place->code == PX_OUTLINE_TOP) {
        close_lists(place, block->indent);
        place->code =
            px_outline_add(d->outline, holder(place), PX_PROVISION_CODE_BLOCK, block->line);
    } else {
        px_builder_char(&place->lines, '\n');
    }
    px_builder_str(&place->lines, px_builder_view(&block->words.words));
    return place->code;
}

static void end_code(px_docx *d, px_docx_place *place)
{
    d->too_large = d->too_large || place->lines.overflow;
    if (place->code != PX_OUTLINE_TOP)
        node_at(d, place->code)->text = px_arena_str(d->arena, px_builder_view(&place->lines));
    place->code = PX_OUTLINE_TOP;
    px_builder_clear(&place->lines);
}

static size_t place_table(px_docx *d, px_docx_place *place, px_docx_block *block)
{
    size_t node;

    close_lists(place, block->indent);
    node = px_outline_add(d->outline, holder(place), PX_PROVISION_TABLE, block->line);
    node_at(d, node)->text = block->table;
    place->absorb = false;
    return node;
}

/* A title counts as one before anything else; paragraphs in a row are one. */
static bool take_title(px_docx *d, const px_docx_block *block)
{
    px_str words = px_builder_view(&block->words.words);

    if (block->role != PX_DOCX_TITLE || d->outline->count || d->in_box || block->table.ptr ||
        d->title.len + words.len >= PX_OUTLINE_MAX_TITLE)
        return false;
    if (d->title.len)
        px_builder_char(&d->title, ' ');
    px_builder_str(&d->title, words);
    return true;
}

/* ---- What waits */

static void give_bookmarks(px_docx *d, size_t node)
{
    for (; d->first_open; d->first_open = d->first_open->next)
        d->first_open->node = node;
}

/* A note or the words of a box, in a place of their own; the state of the walk around it is kept
 * aside. */
static void put_waiting_one(px_docx *d, const px_docx_waiting *w, size_t parent, size_t line)
{
    const px_docx_fields fields = d->fields;
    const px_docx_relationships *links = d->part_links;
    px_docx_sink sink = d->sink;
    px_docx_place place;
    size_t root = parent;

    if (w->note) {
        root = px_outline_add(d->outline, parent, PX_PROVISION_NOTE, line);
        node_at(d, root)->number = w->number;
    }
    d->fields = (px_docx_fields){ 0 };
    d->part_links = w->links;
    d->in_box++;
    px_docx_place_init(&place, root, w->note);
    d->sink = (px_docx_sink){ px_docx_place_put, &place };
    px_docx_blocks(d, w->content);
    px_docx_paragraph_end(d);
    px_docx_field_end_all(d);
    px_docx_place_end(d, &place);
    d->in_box--;
    d->fields = fields;
    d->part_links = links;
    d->sink = sink;
}

/* Notes are below the text that they stand in, beside a table; boxes are in the same item or
 * section. node: that of the block, or PX_OUTLINE_TOP. */
static void put_waiting(px_docx *d, const px_docx_place *place, size_t node, size_t line)
{
    const px_docx_waiting *w = d->waiting;
    bool beside = node == PX_OUTLINE_TOP || node_at(d, node)->kind == PX_PROVISION_TABLE ||
                  node_at(d, node)->kind == PX_PROVISION_CODE_BLOCK;

    d->waiting = NULL;
    d->waiting_end = &d->waiting;
    for (; w; w = w->next)
        put_waiting_one(d, w, w->note && !beside ? node : holder(place), line);
}

/* ---- The sink */

void px_docx_place_end(px_docx *d, px_docx_place *place)
{
    end_code(d, place);
    px_builder_free(&place->lines);
}

/* An empty heading is one where its number says something: "Article 1". */
static bool is_empty(const px_docx_block *block)
{
    return !block->table.ptr && px_docx_text_blank(&block->words) &&
           (block->role != PX_DOCX_HEADING ||
            px_number_kind(block->number) == PX_PROVISION_SECTION);
}

static size_t place_block(px_docx *d, px_docx_place *place, px_docx_block *block)
{
    if (block->role != PX_DOCX_QUOTE)
        place->quote = PX_OUTLINE_TOP;
    if (block->role != PX_DOCX_CODE || block->table.ptr)
        end_code(d, place);
    if (block->table.ptr)
        return place_table(d, place, block);
    if (block->role == PX_DOCX_HEADING)
        return place_heading(d, place, block);
    if (block->role == PX_DOCX_CODE)
        return place_code(d, place, block);
    if (block->role == PX_DOCX_QUOTE)
        return place_quote(d, place, block);
    if (!place->absorb)
        px_docx_typed_number(d, place, block);
    if (block->list) {
        place->absorb = false;
        return place_item(d, place, block);
    }
    return place_paragraph(d, place, block);
}

void px_docx_place_put(px_docx *d, void *arg, px_docx_block *block)
{
    px_docx_place *place = arg;
    size_t node = PX_OUTLINE_TOP;
    bool in_code = block->role == PX_DOCX_CODE && place->code != PX_OUTLINE_TOP;

    if ((!is_empty(block) || in_code) && !take_title(d, block)) {
        node = place_block(d, place, block);
        give_bookmarks(d, node);
    }
    put_waiting(d, place, node, block->line);
}
