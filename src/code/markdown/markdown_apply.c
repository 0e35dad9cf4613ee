/* SPDX-License-Identifier: EUPL-1.2 */
/* What attribute lists say, given to the nodes of the outline. */
#include "code/markdown/markdown_parse.h"

#include "base/banned.h"

/* ---- Values */

/* The references that an exact value holds; none ends in a character that a combining mark behind
 * it could change. */
static const struct {
    px_str name;
    char character;
} references[] = {
    { PX_STR_INIT("&amp;"), '&' },  { PX_STR_INIT("&quot;"), '"' }, { PX_STR_INIT("&#10;"), '\n' },
    { PX_STR_INIT("&#123;"), '{' }, { PX_STR_INIT("&#125;"), '}' },
};

/* Bytes of the reference at the head of s, or 0. */
static size_t reference_len(px_str s, char *ret_character)
{
    for (size_t i = 0; i < PX_COUNT(references); i++)
        if (px_str_starts(s, references[i].name)) {
            *ret_character = references[i].character;
            return references[i].name.len;
        }
    return 0;
}

static px_str value_text(px_md *md, const px_md_value *value)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str rest = value->text;

    if (!value->coded)
        return value->text;
    while (rest.len) {
        char c = rest.ptr[0];
        size_t used = c == '&' ? reference_len(rest, &c) : 0;

        px_builder_char(&text, c);
        rest = px_str_sub(rest, used ? used : 1, rest.len);
    }
    return px_arena_str(md->outline->arena, px_builder_view(&text));
}

/* Values that a field of the outline cannot hold are left out and reported. */
static void set_short(px_md *md, size_t index, px_str *field, const px_md_value *value, size_t max)
{
    px_str text = value->given ? value_text(md, value) : PX_STR_NONE;

    if (text.len > max)
        px_outline_warn(md->outline, PX_WARN_ATTRIBUTE, md->outline->nodes[index].line, text);
    else if (value->given)
        *field = text;
}

static void set_exact(px_md *md, size_t index, bool heading, const px_md_value *value)
{
    if (md->exact_count == md->exact_room) {
        px_md_exact *old = md->exact;

        md->exact_room = PX_MAX(2 * md->exact_room, 16);
        md->exact = px_arena_array(md->outline->arena, md->exact_room, sizeof(*old));
        if (md->exact_count)
            memcpy(md->exact, old, md->exact_count * sizeof(*old));
    }
    md->exact[md->exact_count++] = (px_md_exact){ index, heading, value_text(md, value) };
}

void px_md_exact_set(px_md *md)
{
    for (size_t i = 0; i < md->exact_count; i++) {
        px_outline_node *node = &md->outline->nodes[md->exact[i].node];

        *(md->exact[i].heading ? &node->heading : &node->text) = md->exact[i].text;
    }
}

/* ---- Places */

size_t px_md_section(const px_md *md, int level)
{
    while (--level > 0)
        if (md->sections[level] != PX_OUTLINE_TOP)
            return md->sections[level];
    return PX_OUTLINE_TOP;
}

static bool stands_in(const px_outline *o, size_t node, size_t above)
{
    while (node != PX_OUTLINE_TOP && node != above)
        node = o->nodes[node].parent;
    return node == above;
}

/* What comes next must not go into a section that the moved block has closed. */
static void close_sections(px_md_run *run, size_t node)
{
    px_md *md = run->md;

    for (int level = 1; level <= 6; level++)
        if (!stands_in(md->outline, node, md->sections[level]))
            md->sections[level] = PX_OUTLINE_TOP;
    run->parent = px_md_section(md, 7);
}

/* The node that `in` names, of those that are open before the block at index; false for none. */
static bool open_node(const px_md_run *run, size_t index, px_str name, size_t *ret_node)
{
    const px_outline *o = run->md->outline;
    size_t floor = run->top ? PX_OUTLINE_TOP : run->parent;
    size_t node = index ? index - 1 : PX_OUTLINE_TOP;

    if (index == floor)
        return false;
    if (!name.len) {
        *ret_node = PX_OUTLINE_TOP;
        return run->top;
    }
    while (node != PX_OUTLINE_TOP && !px_str_eq(o->nodes[node].id, name) &&
           !px_str_eq(o->nodes[node].alias, name))
        node = node == floor ? PX_OUTLINE_TOP : o->nodes[node].parent;
    *ret_node = node;
    return node != PX_OUTLINE_TOP;
}

/* Moves what starts at index and goes to the outline's end; false where it would be too deep. */
static bool move(px_outline *o, size_t index, size_t parent)
{
    int by = px_outline_depth(o, parent) - o->nodes[index].depth;

    for (size_t i = index; i < o->count; i++)
        if (o->nodes[i].depth + by >= PX_OUTLINE_MAX_DEPTH)
            return false;
    for (size_t i = index; i < o->count; i++)
        o->nodes[i].depth += by;
    o->nodes[index].parent = parent;
    return true;
}

static void place(px_md_run *run, size_t index, px_str name)
{
    px_outline *o = run->md->outline;
    size_t parent;

    if (!open_node(run, index, name, &parent) || !move(o, index, parent))
        px_outline_warn(o, PX_WARN_PLACE, o->nodes[index].line, name);
    else if (run->top)
        close_sections(run, index);
}

void px_md_attr_apply(px_md_run *run, size_t index, const px_md_attr *attr)
{
    px_md *md = run->md;
    px_outline_node *node = &md->outline->nodes[index];

    if (!attr->any || index == PX_OUTLINE_TOP)
        return;
    if (px_lasting_id_valid(attr->id))
        node->id = attr->id;
    else if (attr->id.len)
        node->alias = attr->id;
    if (attr->title.coded)
        set_exact(md, index, true, &attr->title);
    else if (attr->title.text.len && !node->heading.len)
        node->heading = attr->title.text;
    if (attr->text.given)
        set_exact(md, index, false, &attr->text);
    set_short(md, index, &node->number, &attr->number, PX_OUTLINE_NUMBER_MAX);
    set_short(md, index, &node->extra, &attr->extra, PX_OUTLINE_EXTRA_MAX);
    if (attr->unnumbered && node->kind == PX_PROVISION_APPENDIX)
        node->kind = PX_PROVISION_SECTION;
    for (size_t i = 0; i < attr->classes; i++)
        (void)px_provision_kind_find(attr->class_names[i], &node->kind);
    if (attr->in.given)
        place(run, index, attr->in.text);
}
