/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Provisions as elements of Akoma Ntoso's hierarchy. All of them have the same content model, so
 * any tree is valid: number and heading, then either content alone, or an intro and further
 * elements.
 */
#include "base/ascii.h"
#include "code/akn/export_akn_priv.h"

#include "base/banned.h"

/* Elements of the hierarchy that are no kind of provision: groups whose extra is their name. */
static const char *const hier_elements[] = {
    "alinea",  "book",    "clause",     "division",  "indent",       "level",
    "proviso", "rule",    "subchapter", "subclause", "subdivision",  "sublist",
    "subpart", "subrule", "subtitle",   "tome",      "transitional",
};

static bool is_hier_element(px_str name)
{
    for (size_t i = 0; i < PX_COUNT(hier_elements); i++)
        if (px_str_is(name, hier_elements[i]))
            return true;
    return false;
}

/* What a provision is written as: an element, or an hcontainer with a name. What of its extra this
 * does not say is its class. */
typedef struct shape {
    px_str element, name, class_name;
} shape;

/* Words that may be the name of an hcontainer: one word of letters, digits and "-_.". */
static bool is_name(px_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];

        if (!(px_is_alnum(c) || strchr("-_.", c)))
            return false;
    }
    return s.len > 0;
}

static shape group_shape(const px_node *node)
{
    static const px_str hcontainer = PX_STR_INIT("hcontainer");
    px_provision_kind kind;

    if (is_hier_element(node->extra))
        return (shape){ node->extra, PX_STR_NONE, PX_STR_NONE };
    /* A group with the name of a kind would be read as that kind. */
    if (!is_name(node->extra) || px_provision_kind_find(node->extra, &kind))
        return (shape){ hcontainer, PX_STR("group"), node->extra };
    return (shape){ hcontainer, node->extra, PX_STR_NONE };
}

static shape shape_of(const px_node *node)
{
    const px_provision_kind_def *def = &px_provision_kinds[node->kind];

    if (node->kind == PX_PROVISION_GROUP)
        return group_shape(node);
    /* These two stand in <recitals> and <citations> only, which export_akn_block.c writes. */
    if (!def->akn || node->kind == PX_PROVISION_RECITAL || node->kind == PX_PROVISION_CITATION)
        return (shape){ PX_STR("hcontainer"), px_str_of(def->name), node->extra };
    return (shape){ px_str_of(def->akn), PX_STR_NONE, node->extra };
}

void px_export_akn_identity(px_akn_writer *akn, size_t i, px_str name, px_str class_name)
{
    const px_node *node = &akn->nodes[i];

    px_export_akn_attribute(akn, "name", name);
    px_export_akn_attribute(akn, "class", class_name);
    px_export_akn_attribute(akn, "eId", node->eid);
    px_export_akn_attribute(akn, "GUID", node->lasting_id);
}

void px_export_akn_num_heading(px_akn_writer *akn, const px_node *node)
{
    if (node->number.len) {
        px_export_akn_line(akn);
        px_builder_add(akn->out, "<num>");
        px_export_akn_text(akn->out, node->number);
        px_builder_add(akn->out, "</num>");
    }
    if (node->heading.len) {
        px_export_akn_line(akn);
        px_builder_format(akn->out, "<heading eId=\"%.*s__heading\">", PX_STR_ARG(node->eid));
        px_export_akn_inline(akn, node->heading, node->eid, "heading");
        px_builder_add(akn->out, "</heading>");
    }
}

size_t px_export_akn_child(const px_akn_writer *akn, size_t node, size_t notes)
{
    size_t child = node + 1;

    while (notes--)
        child = akn->ends[child];
    return child;
}

size_t px_export_akn_leading_notes(const px_akn_writer *akn, size_t node)
{
    size_t notes = 0;

    for (size_t child = node + 1; child < akn->ends[node]; child = akn->ends[child], notes++) {
        const px_node *n = &akn->nodes[child];

        if (n->kind != PX_PROVISION_NOTE || n->heading.len || n->extra.len)
            break;
    }
    return notes;
}

/* A note where it is called: its own text, then whatever is below it. */
static void authorial_note(px_akn_writer *akn, size_t node)
{
    size_t notes = px_export_akn_leading_notes(akn, node);

    px_builder_add(akn->out, "<authorialNote");
    px_export_akn_identity(akn, node, PX_STR_NONE, PX_STR_NONE);
    px_export_akn_attribute(akn, "marker", akn->nodes[node].number);
    px_builder_char(akn->out, '>');
    akn->level++;
    px_export_akn_paragraph(akn, node, notes, false);
    for (size_t i = px_export_akn_child(akn, node, notes); i < akn->ends[node]; i = akn->ends[i])
        px_export_akn_hier(akn, i);
    px_export_akn_close(akn, "authorialNote");
}

void px_export_akn_paragraph(px_akn_writer *akn, size_t node, size_t notes, bool whole)
{
    const px_node *n = &akn->nodes[node];

    px_export_akn_line(akn);
    px_builder_add(akn->out, "<p");
    if (whole)
        px_export_akn_identity(akn, node, PX_STR_NONE, PX_STR_NONE);
    px_builder_char(akn->out, '>');
    px_export_akn_inline(akn, n->text, n->eid, "content");
    for (size_t i = node + 1; notes--; i = akn->ends[i])
        authorial_note(akn, i);
    px_builder_add(akn->out, "</p>");
}

void px_export_akn_code(px_akn_writer *akn, size_t node, bool whole)
{
    px_export_akn_line(akn);
    px_builder_add(akn->out, "<block name=\"code-block\" xml:space=\"preserve\"");
    if (whole)
        px_export_akn_identity(akn, node, PX_STR_NONE, akn->nodes[node].extra);
    px_builder_char(akn->out, '>');
    px_export_akn_text(akn->out, akn->nodes[node].text);
    px_builder_add(akn->out, "</block>");
}

static bool has_words(const px_node *node)
{
    return node->kind == PX_PROVISION_TABLE ? px_export_akn_table_has_rows(node->text)
                                            : node->text.len > 0;
}

/* The provision's own words: content where nothing else is in it, else an intro. */
static void own_words(px_akn_writer *akn, size_t i, size_t notes, bool alone)
{
    const px_node *node = &akn->nodes[i];
    const char *part = alone ? "content" : "intro";

    px_export_akn_open_part(akn, part, node->eid);
    if (node->kind == PX_PROVISION_TABLE) {
        px_export_akn_line(akn);
        px_builder_format(akn->out, "<table eId=\"%.*s__%s__table_1\">", PX_STR_ARG(node->eid),
                          part);
        akn->level++;
        px_export_akn_table_rows(akn, node);
        px_export_akn_close(akn, "table");
    } else if (node->kind == PX_PROVISION_CODE_BLOCK) {
        px_export_akn_code(akn, i, false);
    } else {
        px_export_akn_paragraph(akn, i, notes, false);
    }
    px_export_akn_close(akn, part);
}

void px_export_akn_hier(px_akn_writer *akn, size_t i)
{
    const px_node *node = &akn->nodes[i];
    const px_provision_kind_def *def = &px_provision_kinds[node->kind];
    shape s = shape_of(node);
    bool words = has_words(node);
    bool inside = words && !def->division && node->kind != PX_PROVISION_TABLE &&
                  node->kind != PX_PROVISION_CODE_BLOCK;
    size_t notes = inside ? px_export_akn_leading_notes(akn, i) : 0;
    size_t first = px_export_akn_child(akn, i, notes);

    px_export_akn_line(akn);
    px_builder_format(akn->out, "<%.*s", PX_STR_ARG(s.element));
    px_export_akn_identity(akn, i, s.name, s.class_name);
    if (!words && first == akn->ends[i] && !node->number.len && !node->heading.len) {
        px_builder_add(akn->out, "/>");
        return;
    }
    px_builder_char(akn->out, '>');
    akn->level++;
    px_export_akn_num_heading(akn, node);
    if (words)
        own_words(akn, i, notes, first == akn->ends[i]);
    for (size_t child = first; child < akn->ends[i]; child = akn->ends[child])
        px_export_akn_hier(akn, child);
    akn->level--;
    px_export_akn_line(akn);
    px_builder_format(akn->out, "</%.*s>", PX_STR_ARG(s.element));
}
