/* SPDX-License-Identifier: EUPL-1.2 */
/* What the elements of an Akoma Ntoso document do, by their role. */
#include "code/akn/akn_parse.h"

#include "base/banned.h"

#define ALIAS_MAX 256
#define EXTRA_MAX 256
#define XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"

static bool is_ours(const px_akn_reader *p, size_t node)
{
    return node != PX_OUTLINE_TOP && p->outline->nodes[node].id.len > 0;
}

static bool has_lasting_id(const XML_Char **attributes)
{
    return px_lasting_id_valid(px_akn_value_of(attributes, "GUID"));
}

static px_akn_frame *parent_of(px_akn_reader *p, const px_akn_frame *frame)
{
    return frame == p->frames ? NULL : &p->frames[frame - p->frames - 1];
}

/* The id without what LEOS puts before the id of a copy. */
static px_str plain_id(px_str id)
{
    static const px_str prefixes[] = { PX_STR_INIT("moved_"), PX_STR_INIT("deleted_"),
                                       PX_STR_INIT("transformed_") };

    for (size_t i = 0; i < PX_COUNT(prefixes); i++)
        if (px_str_starts(id, prefixes[i]) && id.len > prefixes[i].len)
            return px_str_sub(id, prefixes[i].len, id.len);
    return id;
}

/* Names that a link in Markdown can hold. */
static bool is_name(px_str id)
{
    static const bool bad[256] = {
        [0x00 ... 0x20] = true, ['('] = true, [')'] = true,  ['<'] = true,  ['>'] = true,
        ['['] = true,           [']'] = true, ['\\'] = true, ['`'] = true,  ['"'] = true,
        ['{'] = true,           ['}'] = true, ['|'] = true,  [0x7F] = true,
    };

    for (size_t i = 0; i < id.len; i++)
        if (bad[(unsigned char)id.ptr[i]])
            return false;
    return id.len > 0;
}

/* The ids by which the file speaks of the element. One that is too long to be a name in the outline
 * serves only where links can be written to a lasting id. */
static void read_ids(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    static const char *const names[] = { LEOS_NAMESPACE "\nsoftmove_from", "wId", "eId",
                                         XML_NAMESPACE "\nid", "id" };
    px_str guid = px_akn_value_of(attributes, "GUID");
    size_t n = 0;

    for (size_t i = 0; i < PX_COUNT(names) && n < PX_COUNT(frame->ids); i++) {
        px_str id = plain_id(px_akn_value_of(attributes, names[i]));

        if (is_name(id) && (id.len <= ALIAS_MAX || px_lasting_id_valid(guid)))
            frame->ids[n++] = px_arena_str(p->outline->arena, id);
    }
    if (!n && !px_lasting_id_valid(guid) && is_name(guid) && guid.len <= ALIAS_MAX)
        frame->ids[n++] = px_arena_str(p->outline->arena, guid);
}

/* The element's ids lead to the provision, unless another one has them. */
static void register_ids(px_akn_reader *p, px_akn_frame *frame, size_t node)
{
    void *value = (void *)(uintptr_t)(node + 1);

    for (size_t i = 0; i < PX_COUNT(frame->ids) && frame->ids[i].len; i++) {
        void *before = px_map_get(&p->nodes, frame->ids[i]);

        if (before && before != value)
            (void)px_map_put(&p->twice, frame->ids[i], p);
        if (before)
            continue;
        (void)px_map_put(&p->nodes, frame->ids[i], value);
        if (frame->own == node && !p->outline->nodes[node].alias.len &&
            frame->ids[i].len <= ALIAS_MAX)
            p->outline->nodes[node].alias = frame->ids[i];
    }
}

/* Opens the provision that the element is. */
static void open_node(px_akn_reader *p, px_akn_frame *frame, px_provision_kind kind, px_str extra,
                      const XML_Char **attributes)
{
    px_str guid = px_akn_value_of(attributes, "GUID");

    frame->own = frame->node = px_akn_add(p, frame->node, kind);
    if (extra.len && extra.len <= EXTRA_MAX)
        p->outline->nodes[frame->own].extra = px_arena_str(p->outline->arena, extra);
    read_ids(p, frame, attributes);
    if (px_lasting_id_valid(guid))
        p->outline->nodes[frame->own].id = px_arena_str(p->outline->arena, guid);
}

/* A provision without any words or provisions in it is none, unless its id is a lasting one. */
static void close_node(px_akn_reader *p, px_akn_frame *frame)
{
    px_outline *o = p->outline;
    px_outline_node *node = &o->nodes[frame->own];

    if (frame->own + 1 == o->count && !node->number.len && !node->heading.len && !node->text.len &&
        !node->id.len) {
        o->count--;
        return;
    }
    register_ids(p, frame, frame->own);
}

/* A list is there with the first thing in it that is not its introduction. */
static void open_list(px_akn_reader *p, px_akn_frame *list)
{
    if (list->own == PX_OUTLINE_TOP)
        list->own = list->node = px_akn_add(p, list->node, PX_PROVISION_LIST);
}

static void enter_list(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_frame *parent = parent_of(p, frame);

    if (!parent || parent->element->role != PX_AKN_LIST)
        return;
    open_list(p, parent);
    frame->node = parent->node;
}

/* ---- Starters and enders */

typedef void starter(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes);
typedef void ender(px_akn_reader *p, px_akn_frame *frame);

/* The extra of an element of our own files. */
static px_str own_extra(const XML_Char **attributes)
{
    return has_lasting_id(attributes) ? px_akn_value_of(attributes, "class") : PX_STR_NONE;
}

static void start_through(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_close_text(p);
    if (has_lasting_id(attributes))
        open_node(p, frame, PX_PROVISION_GROUP, frame->element->name, attributes);
}

static void start_node(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    const px_akn_element *element = frame->element;
    bool group = element->kind == PX_PROVISION_GROUP;

    px_akn_close_text(p);
    enter_list(p, frame);
    open_node(p, frame, element->kind, group ? element->name : own_extra(attributes), attributes);
}

static void start_front(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    start_node(p, frame, attributes);
    p->front++;
}

static void end_front(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_close_text(p);
    close_node(p, frame);
    p->front--;
}

static void start_attachment(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    start_node(p, frame, attributes);
    p->attachments++;
}

static void end_attachment(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_close_text(p);
    close_node(p, frame);
    p->attachments--;
}

static void start_hier_group(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    bool ours = has_lasting_id(attributes);

    px_akn_close_text(p);
    enter_list(p, frame);
    open_node(p, frame, ours ? PX_PROVISION_GROUP : frame->element->kind,
              ours ? frame->element->name : PX_STR_NONE, attributes);
}

/* True where the words of a first subparagraph are those of what it stands in: "(a) Where ..." is
 * point (a), whether its words stand in an alinea or not. */
static bool holds_first(const px_outline *o, size_t node)
{
    px_provision_kind kind;

    if (node == PX_OUTLINE_TOP || node + 1 != o->count || o->nodes[node].text.len)
        return false;
    kind = o->nodes[node].kind;
    return kind == PX_PROVISION_PARAGRAPH || kind == PX_PROVISION_POINT ||
           kind == PX_PROVISION_SUBPARAGRAPH || kind == PX_PROVISION_SUBSECTION;
}

static void start_part(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_close_text(p);
    enter_list(p, frame);
    if (has_lasting_id(attributes)) {
        if (px_str_is(frame->element->name, "alinea"))
            open_node(p, frame, PX_PROVISION_GROUP, frame->element->name, attributes);
        else
            open_node(p, frame, frame->element->kind, own_extra(attributes), attributes);
    } else if (holds_first(p->outline, frame->node)) {
        read_ids(p, frame, attributes);
        frame->first = true;
    } else {
        open_node(p, frame, frame->element->kind, PX_STR_NONE, attributes);
    }
}

static void end_part(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_close_text(p);
    if (frame->own != PX_OUTLINE_TOP)
        close_node(p, frame);
    else if (p->outline->nodes[frame->node].text.len)
        register_ids(p, frame, frame->node);
}

static void start_hcontainer(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_str name = px_akn_value_of(attributes, "name");
    px_provision_kind kind = PX_PROVISION_GROUP;

    px_akn_close_text(p);
    enter_list(p, frame);
    if (px_provision_kind_find(name, &kind))
        open_node(p, frame, kind, own_extra(attributes), attributes);
    else
        open_node(p, frame, kind,
                  is_name(name) && name.len <= EXTRA_MAX ? name : frame->element->name, attributes);
}

static void start_list(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_close_text(p);
    enter_list(p, frame);
    if (has_lasting_id(attributes)) {
        open_node(p, frame, PX_PROVISION_LIST, own_extra(attributes), attributes);
        return;
    }
    read_ids(p, frame, attributes);
}

static void end_list(px_akn_reader *p, px_akn_frame *frame)
{
    px_outline_node *list;
    size_t first = frame->own + 1;

    px_akn_close_text(p);
    if (frame->own == PX_OUTLINE_TOP)
        return;
    list = &p->outline->nodes[frame->own];
    if (!list->id.len && first < p->outline->count) {
        bool numbered =
            px_str_is(frame->element->name, "ol") || p->outline->nodes[first].number.len > 0;

        list->extra = numbered ? PX_STR("ordered") : PX_STR("bullet");
    }
    close_node(p, frame);
}

static void start_quote(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_close_text(p);
    open_node(p, frame, PX_PROVISION_GROUP, PX_STR("quote"), attributes);
}

/* Where a note belongs: to the text that it stands in, beside a table, else to the provision. */
static size_t note_parent(const px_akn_reader *p, const px_akn_context *context,
                          const px_akn_frame *frame)
{
    if (context->table.node != PX_OUTLINE_TOP)
        return p->outline->nodes[context->table.node].parent;
    return context->is_open && context->field == PX_AKN_TEXT ? context->node : frame->node;
}

static void start_note(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_str marker = px_str_trim(px_akn_value_of(attributes, "marker"));
    px_akn_context *context = px_akn_context_now(p);

    if (p->context + 1 == PX_AKN_TEXTS) {
        context->text.gap = true;
        return;
    }
    frame->node = note_parent(p, context, frame);
    open_node(p, frame, PX_PROVISION_NOTE, PX_STR_NONE, attributes);
    if (marker.len <= 128)
        p->outline->nodes[frame->own].number = px_arena_str(p->outline->arena, marker);
    p->context++;
    frame->context = true;
}

static void end_note(px_akn_reader *p, px_akn_frame *frame)
{
    if (!frame->context) {
        px_akn_context_now(p)->text.gap = true;
        return;
    }
    px_akn_close_text(p);
    p->context--;
    px_akn_context_now(p)->text.after_note = px_akn_context_now(p)->is_open;
    close_node(p, frame);
}

/* Number and heading belong to the provision that they stand in; those of an element that is none
 * are words. */
static void start_label(px_akn_reader *p, px_akn_frame *frame, px_akn_field field)
{
    px_akn_frame *parent = parent_of(p, frame);

    px_akn_close_text(p);
    enter_list(p, frame);
    if (parent && parent->first && parent->own == PX_OUTLINE_TOP &&
        !p->outline->nodes[parent->node].text.len) {
        /* It has a number or a heading of its own. */
        parent->own = parent->node = px_akn_add(p, parent->node, parent->element->kind);
        frame->node = parent->node;
    }
    if (parent && parent->own != PX_OUTLINE_TOP && parent->own == frame->node)
        px_akn_context_now(p)->field = field;
}

static void start_num(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    (void)attributes;
    start_label(p, frame, PX_AKN_NUMBER);
}

static void start_heading(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    (void)attributes;
    start_label(p, frame, PX_AKN_HEADING_TEXT);
}

static void end_label(px_akn_reader *p, px_akn_frame *frame)
{
    (void)frame;
    px_akn_close_text(p);
    px_akn_context_now(p)->field = PX_AKN_TEXT;
}

static void start_block(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    (void)frame;
    (void)attributes;
    px_akn_close_text(p);
}

/* What stands behind a list belongs to what the list stands in. */
static void start_wrap_up(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_frame *list = parent_of(p, frame);

    (void)attributes;
    px_akn_close_text(p);
    if (list && list->element->role == PX_AKN_LIST && parent_of(p, list) &&
        list->own != PX_OUTLINE_TOP && !is_ours(p, list->own))
        frame->node = parent_of(p, list)->node;
}

static void start_p(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_close_text(p);
    if (has_lasting_id(attributes))
        open_node(p, frame, PX_PROVISION_PARAGRAPH, PX_STR_NONE, attributes);
}

static void start_block_code(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    bool code = px_str_is(px_akn_value_of(attributes, "name"), "code-block");

    px_akn_close_text(p);
    if (code && has_lasting_id(attributes))
        open_node(p, frame, PX_PROVISION_CODE_BLOCK, own_extra(attributes), attributes);
    px_akn_context_now(p)->text.verbatim =
        code && is_ours(p, frame->node) &&
        p->outline->nodes[frame->node].kind == PX_PROVISION_CODE_BLOCK;
}

static void end_block_code(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_close_text(p);
    px_akn_context_now(p)->text.verbatim = false;
    if (frame->own != PX_OUTLINE_TOP)
        close_node(p, frame);
}

static void start_mark(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_context *context = px_akn_context_now(p);

    (void)attributes;
    if (context->field != PX_AKN_NUMBER)
        frame->marked = px_akn_inline_open(
            &context->text, frame->element->role == PX_AKN_STRONG ? PX_AKN_BOLD : PX_AKN_ITALIC, 0);
}

static void start_named_inline(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_context *context = px_akn_context_now(p);

    if (context->field != PX_AKN_NUMBER && px_str_is(px_akn_value_of(attributes, "name"), "code"))
        frame->marked = px_akn_inline_open(&context->text, PX_AKN_CODE, 0);
}

static void start_reference(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_link_start(p, frame, px_akn_value_of(attributes, "href"));
}

static void start_quoted_text(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_str opening = px_akn_value_of(attributes, "startQuote");

    frame->end = px_arena_str(p->outline->arena, px_akn_value_of(attributes, "endQuote"));
    px_akn_words(p, opening);
}

static void end_quoted_text(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_words(p, frame->end);
}

static void start_break(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_context *context = px_akn_context_now(p);

    (void)frame;
    (void)attributes;
    if (context->is_open && context->field == PX_AKN_TEXT)
        px_akn_inline_break(&context->text);
    else
        context->text.gap = true;
}

/* Pictures are left out, whatever they weigh; their words stay. */
static void start_nothing(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    if (px_str_is(frame->element->name, "img"))
        px_akn_words(p, px_akn_value_of(attributes, "alt"));
}

static void start_inline(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    (void)p;
    (void)frame;
    (void)attributes;
}

static void end_inline(px_akn_reader *p, px_akn_frame *frame)
{
    (void)p;
    (void)frame;
}

static void end_block(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_close_text(p);
    if (frame->own != PX_OUTLINE_TOP)
        close_node(p, frame);
}

static void start_table(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_close_text(p);
    enter_list(p, frame);
    if (px_akn_table_wants(p, frame, attributes))
        open_node(p, frame, PX_PROVISION_TABLE, PX_STR_NONE, attributes);
    px_akn_table_start(p, frame->node);
}

static void end_table(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_close_text(p);
    px_akn_table_end(p);
    if (frame->own != PX_OUTLINE_TOP)
        close_node(p, frame);
}

static const struct {
    starter *start;
    ender *end;
    bool in_cell; /* counts inside a cell too */
} roles[PX_AKN_ROLE_COUNT] = {
    [PX_AKN_THROUGH] = { start_through, end_block, false },
    [PX_AKN_NODE] = { start_node, end_block, false },
    [PX_AKN_FRONT] = { start_front, end_front, false },
    [PX_AKN_ATTACHMENT] = { start_attachment, end_attachment, false },
    [PX_AKN_HIER_GROUP] = { start_hier_group, end_block, false },
    [PX_AKN_PART] = { start_part, end_part, false },
    [PX_AKN_HCONTAINER] = { start_hcontainer, end_block, false },
    [PX_AKN_LIST] = { start_list, end_list, false },
    [PX_AKN_QUOTE] = { start_quote, end_block, false },
    [PX_AKN_NOTE] = { start_note, end_note, true },
    [PX_AKN_NUM] = { start_num, end_label, false },
    [PX_AKN_HEADING] = { start_heading, end_label, false },
    [PX_AKN_INTRO] = { start_block, end_block, false },
    [PX_AKN_WRAP_UP] = { start_wrap_up, end_block, false },
    [PX_AKN_P] = { start_p, end_block, false },
    [PX_AKN_BLOCK_CODE] = { start_block_code, end_block_code, false },
    [PX_AKN_BLOCK] = { start_block, end_block, false },
    [PX_AKN_TABLE] = { start_table, end_table, false },
    [PX_AKN_CAPTION] = { start_heading, end_label, false },
    [PX_AKN_ROW] = { px_akn_row_start, px_akn_row_end, false },
    [PX_AKN_CELL] = { px_akn_cell_start, px_akn_cell_end, false },
    [PX_AKN_INLINE] = { start_inline, end_inline, true },
    [PX_AKN_NAMED_INLINE] = { start_named_inline, end_inline, true },
    [PX_AKN_STRONG] = { start_mark, end_inline, true },
    [PX_AKN_EMPHASIS] = { start_mark, end_inline, true },
    [PX_AKN_REFERENCE] = { start_reference, end_inline, true },
    [PX_AKN_QUOTED_TEXT] = { start_quoted_text, end_quoted_text, true },
    [PX_AKN_BREAK] = { start_break, end_inline, true },
    [PX_AKN_NOTHING] = { start_nothing, end_inline, true },
    [PX_AKN_DELETED] = { start_inline, end_inline, true },
    [PX_AKN_META] = { start_inline, end_inline, true },
};

/* Rows and cells count only in a table that has begun, a table only outside of another one. */
static bool is_out_of_place(const px_akn_context *context, px_akn_role role)
{
    if (context->table.in_cell)
        return !roles[role].in_cell;
    if (role == PX_AKN_ROW)
        return context->table.node == PX_OUTLINE_TOP || context->table.in_row;
    if (role == PX_AKN_CELL)
        return !context->table.in_row;
    return role == PX_AKN_TABLE && context->table.node != PX_OUTLINE_TOP;
}

static void start_title(px_akn_reader *p, px_akn_frame *frame)
{
    int rank = frame->element->title;

    if (!p->front || p->attachments || p->context || p->titles[rank].len)
        return;
    p->capturing |= 1u << rank;
    frame->titled = true;
}

void px_akn_start(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_context *context = px_akn_context_now(p);

    if (is_out_of_place(context, frame->element->role)) {
        frame->ignored = true;
        px_akn_close_text(p);
        return;
    }
    if (frame->element->title)
        start_title(p, frame);
    roles[frame->element->role].start(p, frame, attributes);
}

void px_akn_end(px_akn_reader *p, px_akn_frame *frame)
{
    if (frame->ignored) {
        px_akn_close_text(p);
        return;
    }
    if (frame->marked)
        px_akn_inline_close(&px_akn_context_now(p)->text);
    roles[frame->element->role].end(p, frame);
    if (frame->titled)
        p->capturing &= ~(1u << frame->element->title);
}
