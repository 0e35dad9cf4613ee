/* SPDX-License-Identifier: EUPL-1.2 */
/* Words of an Akoma Ntoso document, and the provisions that they go to. */
#include "code/akn/akn_parse.h"

#include "code/normal.h"

#include "base/banned.h"

#define NUMBER_MAX 128

px_akn_context *px_akn_context_now(px_akn_reader *p)
{
    return &p->contexts[p->context];
}

static bool is_blank(px_str s)
{
    size_t i = 0;

    while (i < s.len &&
           (s.ptr[i] == ' ' || s.ptr[i] == '\n' || s.ptr[i] == '\t' || s.ptr[i] == '\r'))
        i++;
    return i == s.len;
}

/* The provision holds no words, nor has anything come below it. */
static bool is_fresh(const px_outline *o, size_t node)
{
    return node + 1 == o->count && !o->nodes[node].text.len;
}

/* True where words that stand in a provision are its own and no paragraph below it. A file of ours
 * says which paragraphs are provisions: what has no id there is the text of what it stands in. */
static bool takes_words(const px_outline *o, size_t node)
{
    const px_outline_node *n = &o->nodes[node];

    if (!is_fresh(o, node))
        return false;
    if (n->id.len)
        return true;
    return !px_provision_kinds[n->kind].division && n->kind != PX_PROVISION_LIST &&
           n->kind != PX_PROVISION_GROUP && n->kind != PX_PROVISION_TABLE;
}

/* Chooses where words go that stand in no text yet. */
static void open_text(px_akn_reader *p, px_akn_context *context)
{
    size_t node = p->depth ? p->frames[p->depth - 1].node : PX_OUTLINE_TOP;

    context->is_open = true;
    if (context->field != PX_AKN_TEXT) {
        context->node = context->field == PX_AKN_CELL_TEXT ? context->table.node : node;
        return;
    }
    if (node != PX_OUTLINE_TOP && takes_words(p->outline, node))
        context->node = node;
    else
        context->node = px_akn_add(p, node, PX_PROVISION_PARAGRAPH);
}

static void capture_title(px_akn_reader *p, px_str words)
{
    for (int rank = 1; rank <= PX_AKN_TITLES; rank++)
        if (p->capturing & (1u << rank))
            px_builder_str(&p->titles[rank], words);
}

void px_akn_words(px_akn_reader *p, px_str words)
{
    px_akn_context *context = px_akn_context_now(p);

    if (p->capturing && p->context == 0)
        capture_title(p, words);
    if (!context->is_open) {
        if (is_blank(words) && !context->text.verbatim)
            return;
        open_text(p, context);
    }
    px_akn_inline_words(&context->text, words);
}

/* Appends text without control characters, which have no place in a text (docs/format-text.md) and
 * of which XML allows some. */
static void add_clean(px_builder *out, px_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool c1 = c == 0xC2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] < 0xA0;

        if (c1)
            i++;
        if (!c1 && c != 0x7F)
            px_builder_char(out, (char)c);
        else if (!out->len || out->ptr[out->len - 1] != ' ')
            px_builder_char(out, ' ');
    }
}

/* Finished words of the text in the arena, in NFC. */
static px_str keep(px_akn_reader *p, const px_akn_inline *text, px_str s)
{
    PX_AUTO_BUILDER px_builder clean = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder composed = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error ignored = PX_ERROR_INIT;

    if (text->bits & PX_AKN_CONTROL) {
        add_clean(&clean, s);
        s = px_builder_view(&clean);
    }
    if (text->bits & PX_AKN_HIGH && px_text_nfc(&composed, s, &ignored) == 0)
        s = px_builder_view(&composed);
    return px_arena_str(p->outline->arena, s);
}

static px_str joined(px_arena *arena, px_str a, px_str b)
{
    PX_AUTO_BUILDER px_builder both = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (!a.len || !b.len)
        return a.len ? a : b;
    px_builder_str(&both, a);
    px_builder_char(&both, ' ');
    px_builder_str(&both, b);
    return px_arena_str(arena, px_builder_view(&both));
}

/* The text of the context, until links are bound. */
static void add_pending(px_akn_reader *p, size_t node, px_akn_field field)
{
    const px_akn_inline *text = &px_akn_context_now(p)->text;
    px_arena *arena = p->outline->arena;

    if (p->pending_count == p->pending_room) {
        px_akn_pending *larger;

        p->pending_room = PX_MAX(2 * p->pending_room, 64);
        larger = px_arena_array(arena, p->pending_room, sizeof(*larger));
        if (p->pending_count)
            memcpy(larger, p->pending, p->pending_count * sizeof(*larger));
        p->pending = larger;
    }
    p->pending[p->pending_count++] = (px_akn_pending){
        .node = node,
        .field = field,
        .marked = keep(p, text, px_builder_view(&text->out)),
        .words = text->marked ? keep(p, text, px_builder_view(&text->words)) : PX_STR_NONE,
    };
}

/* The last text that waits is another part of the same field: this one must wait for it too. */
static bool waits(const px_akn_reader *p, size_t node, px_akn_field field)
{
    return p->pending_count && p->pending[p->pending_count - 1].node == node &&
           p->pending[p->pending_count - 1].field == field;
}

void px_akn_put(px_akn_reader *p, size_t node, px_akn_field field)
{
    px_akn_inline *text = &px_akn_context_now(p)->text;
    px_outline_node *n = &p->outline->nodes[node];
    px_str *target = field == PX_AKN_TEXT ? &n->text : &n->heading;

    if (text->marked || waits(p, node, field)) {
        add_pending(p, node, field);
        /* What comes next must see that there are words. */
        if (!target->len)
            *target = PX_STR(" ");
        return;
    }
    *target = joined(p->outline->arena, *target, keep(p, text, px_builder_view(&text->out)));
}

/* A number is plain words, without marks. What is too long for one is part of the heading. */
static void put_number(px_akn_reader *p, px_akn_context *context)
{
    px_outline_node *node = &p->outline->nodes[context->node];
    px_str words = px_builder_view(&context->text.raw), number;

    number = joined(p->outline->arena, node->number, keep(p, &context->text, words));
    if (number.len <= NUMBER_MAX) {
        node->number = number;
        return;
    }
    px_akn_inline_end(&context->text);
    px_akn_put(p, context->node, PX_AKN_HEADING_TEXT);
}

static bool is_closing(px_str s)
{
    return s.len <= 2 && s.len && strchr(".,;:)", s.ptr[0]) &&
           (s.len == 1 || strchr(".,;:)", s.ptr[1]));
}

/* "...the following: <quotation/>." leaves a full stop that is no paragraph: it goes behind the
 * last words of the quotation. */
static bool put_closing(px_akn_reader *p, px_akn_context *context)
{
    PX_AUTO_BUILDER px_builder both = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_outline *o = p->outline;
    px_outline_node *before;

    if (context->text.marked || context->node + 1 != o->count || context->node == 0 ||
        o->nodes[context->node].id.len || !is_closing(px_builder_view(&context->text.out)))
        return false;
    before = &o->nodes[context->node - 1];
    if (before->depth <= o->nodes[context->node].depth || !before->text.len ||
        before->kind == PX_PROVISION_TABLE || before->kind == PX_PROVISION_NOTE ||
        waits(p, context->node - 1, PX_AKN_TEXT))
        return false;
    px_builder_str(&both, before->text);
    px_builder_str(&both, px_builder_view(&context->text.out));
    before->text = px_arena_str(o->arena, px_builder_view(&both));
    o->count--;
    return true;
}

void px_akn_close_text(px_akn_reader *p)
{
    px_akn_context *context = px_akn_context_now(p);

    if (context->field == PX_AKN_CELL_TEXT) {
        context->text.gap = true;
        return;
    }
    if (p->capturing)
        capture_title(p, PX_STR(" "));
    if (!context->is_open)
        return;
    if (context->field == PX_AKN_NUMBER) {
        put_number(p, context);
    } else {
        px_akn_inline_end(&context->text);
        if (context->field != PX_AKN_TEXT || !put_closing(p, context))
            px_akn_put(p, context->node, context->field);
    }
    px_akn_inline_restart(&context->text);
    context->is_open = false;
}
