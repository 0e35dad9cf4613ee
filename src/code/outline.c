/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/outline.h"

#include "base/ascii.h"
#include "base/markdown_walk.h"
#include "base/random.h"
#include "code/outline_fields.h"

#include "base/banned.h"

/* Longest text of a warning, in bytes. */
#define WARNING_TEXT 120

const px_outline_warning_text px_outline_warning_kinds[PX_WARN_KIND_COUNT] = {
    [PX_WARN_COMMENT] = { "comment", N_("line {line}: a comment was left out: {text}") },
    [PX_WARN_HTML] = { "html", N_("line {line}: HTML was kept as text: {text}") },
    [PX_WARN_EXTENSION] = { "extension",
                            N_("line {line}: the extension was kept as text: {text}") },
    [PX_WARN_PART] = { "part", N_("line {line}: the unknown part was kept as text: {text}") },
    [PX_WARN_DEPTH] = { "depth",
                        N_("line {line}: what is nested too deep was kept as text: {text}") },
    [PX_WARN_FENCE] = { "fence", N_("line {line}: the code block is not closed: {text}") },
    [PX_WARN_HEADING] = { "heading",
                          N_("line {line}: a heading inside a list or quotation became a "
                             "paragraph: {text}") },
    [PX_WARN_LINK_DEFINITION] = { "link-definition",
                                  N_("line {line}: a link definition was kept as text: {text}") },
    [PX_WARN_ALIAS] = { "alias",
                        N_("line {line}: the id is used twice, links go to the first: {text}") },
    [PX_WARN_REFERENCE] = { "reference",
                            N_("line {line}: the link points to nothing in this text: {text}") },
    [PX_WARN_ELEMENT] = { "element", N_("line {line}: the element '{text}' has no place in a text; "
                                        "its words were kept") },
    [PX_WARN_NAVIGATION] = { "navigation", N_("line {line}: what leads through the page was left "
                                              "out: {text}") },
    [PX_WARN_REVIEW] = { "review", N_("paragraph {line}: the document has comments in its margin, "
                                      "they were left out: {text}") },
    [PX_WARN_ACCEPTED] = { "accepted", N_("tracked changes were accepted: {text}") },
    [PX_WARN_REFUSED] = { "refused", N_("tracked changes were refused: {text}") },
    [PX_WARN_CONTENTS] = { "contents", N_("paragraph {line}: a table of contents was left out, it "
                                          "begins with: {text}") },
    [PX_WARN_HIDDEN] = { "hidden", N_("paragraph {line}: hidden text was left out: {text}") },
    [PX_WARN_STRIKE] = { "strike", N_("paragraph {line}: words that are struck through were kept "
                                      "as text: {text}") },
    [PX_WARN_SYMBOL] = { "symbol",
                         N_("paragraph {line}: the symbol is not known as a character: {text}") },
    [PX_WARN_PICTURE] = { "picture", N_("paragraph {line}: what is no text was left out: {text}") },
    [PX_WARN_EQUATION] = { "equation",
                           N_("paragraph {line}: an equation was kept as its letters: {text}") },
    [PX_WARN_MERGED] = { "merged", N_("paragraph {line}: a table has merged cells, they were kept "
                                      "as single ones: {text}") },
    [PX_WARN_LAYOUT] = { "layout", N_("paragraph {line}: a table that only lays out the page was "
                                      "kept as text: {text}") },
    [PX_WARN_INNER_TABLE] = { "inner-table", N_("paragraph {line}: a table inside a table was put "
                                                "after it: {text}") },
    [PX_WARN_UNKNOWN] = { "unknown", N_("paragraph {line}: the element '{text}' is not known, its "
                                        "words were kept") },
    [PX_WARN_SPAN] = { "span", N_("line {line}: the table has merged cells, they were kept as "
                                  "single ones: {text}") },
    [PX_WARN_DELETED] = { "deleted", N_("line {line}: text that is marked as deleted or moved away "
                                        "was left out: {text}") },
    [PX_WARN_LINK] = { "link", N_("line {line}: a link leads where none may, readers see its words "
                                  "only: {text}") },
    [PX_WARN_PLACE] = { "place", N_("line {line}: 'in' names no provision that is open there, the "
                                    "block stays where it is: {text}") },
    [PX_WARN_ATTRIBUTE] = { "attribute",
                            N_("line {line}: a value is too long and was left out: {text}") },
};

bool px_lasting_id_valid(px_str s)
{
    bool digit = false;

    if (s.len != PX_LASTING_ID_LEN)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];

        if (px_is_digit(c))
            digit = true;
        else if (!px_is_lower(c) || strchr("ilou", c))
            return false;
    }
    return digit;
}

void px_lasting_id_make(char ret_id[11])
{
    do
        px_random_lasting_id(ret_id);
    while (!px_lasting_id_valid(px_str_n(ret_id, PX_LASTING_ID_LEN)));
}

int px_outline_depth(const px_outline *outline, size_t parent)
{
    return parent == PX_OUTLINE_TOP ? 0 : outline->nodes[parent].depth + 1;
}

size_t px_outline_add(px_outline *o, size_t parent, px_provision_kind kind, size_t line)
{
    if (o->count == PX_OUTLINE_MAX_NODES) {
        o->full = true;
        return o->count - 1;
    }
    while (px_outline_depth(o, parent) >= PX_OUTLINE_MAX_DEPTH) {
        if (!o->deep)
            px_outline_warn(o, PX_WARN_DEPTH, line, px_str_of(px_provision_kind_name(kind)));
        o->deep = true;
        parent = o->nodes[parent].parent;
    }
    o->nodes = px_arena_grow(o->arena, o->nodes, o->count, &o->room, sizeof(*o->nodes));
    o->nodes[o->count] = (px_outline_node){
        .kind = kind,
        .depth = px_outline_depth(o, parent),
        .line = line,
        .parent = parent,
    };
    return o->count++;
}

void px_outline_warn(px_outline *o, px_outline_warning_kind kind, size_t line, px_str text)
{
    if (o->warning_count == PX_OUTLINE_MAX_WARNINGS)
        return;
    o->warnings = px_arena_grow(o->arena, o->warnings, o->warning_count, &o->warning_room,
                                sizeof(*o->warnings));
    o->warnings[o->warning_count++] = (px_outline_warning){
        .kind = kind,
        .line = line,
        .text = px_arena_str(o->arena, px_utf8_head(text, WARNING_TEXT)),
    };
}

void px_outline_title_from_heading(px_outline *o)
{
    const px_outline_node *first = o->nodes;

    if (o->title.len || !o->count || first->kind != PX_PROVISION_SECTION || first->id.len ||
        first->alias.len || first->number.len || first->heading.len > PX_OUTLINE_MAX_TITLE)
        return;
    for (size_t i = 1; i < o->count; i++)
        if (o->nodes[i].depth == 0)
            return;
    o->title = first->heading;
    o->nodes++;
    o->count--;
    for (size_t i = 0; i < o->count; i++) {
        px_outline_node *node = &o->nodes[i];

        node->depth--;
        node->parent = node->parent == 0 ? PX_OUTLINE_TOP : node->parent - 1;
    }
}

/* The fields of a node in the order of the bytes. */
const px_outline_field_def px_outline_fields[] = {
    { "id", offsetof(px_outline_node, id), PX_LASTING_ID_LEN },
    { "alias", offsetof(px_outline_node, alias), 256 },
    { "number", offsetof(px_outline_node, number), PX_OUTLINE_NUMBER_MAX },
    { "heading", offsetof(px_outline_node, heading), (size_t)1 << 20 },
    { "text", offsetof(px_outline_node, text), (size_t)16 << 20 },
    { "extra", offsetof(px_outline_node, extra), PX_OUTLINE_EXTRA_MAX },
};
const size_t px_outline_field_count = PX_COUNT(px_outline_fields);

int px_outline_check(const px_outline *o, px_error *err)
{
    if (o->full)
        return px_fail(err, PX_ERR_TOO_MANY,
                       N_("the text has more than {max} provisions; import it in parts"), "max",
                       "200000", NULL);
    for (size_t i = 0; i < o->count; i++) {
        const px_outline_node *node = &o->nodes[i];
        bool verbatim = node->kind == PX_PROVISION_CODE_BLOCK || node->kind == PX_PROVISION_TABLE;
        char line[24];

        if (node->heading.len <= PX_INLINE_MAX && (verbatim || node->text.len <= PX_INLINE_MAX))
            continue;
        (void)snprintf(line, sizeof(line), "%zu", node->line);
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the paragraph in line {line} is larger than {max} KiB; divide it"),
                       "line", line, "max", "1024", NULL);
    }
    return 0;
}

static void write_text(px_builder *out, const char *name, px_str text)
{
    if (!text.len)
        return;
    px_builder_add(out, name);
    px_builder_char(out, ' ');
    px_builder_int(out, (long long)text.len);
    px_builder_char(out, '\n');
    px_builder_str(out, text);
    px_builder_char(out, '\n');
}

int px_outline_write(const px_outline *o, px_builder *out, px_error *err)
{
    px_builder_add(out, "praxis-outline 1\n");
    write_text(out, "title", o->title);
    if (o->elements)
        px_builder_format(out, "elements %zu %zu\n", o->elements, o->mapped);
    for (size_t i = 0; i < o->count; i++) {
        px_outline_node *node = &o->nodes[i];

        px_builder_format(out, "node %d %s %zu\n", node->depth, px_provision_kind_name(node->kind),
                          node->line);
        for (size_t f = 0; f < px_outline_field_count; f++)
            write_text(out, px_outline_fields[f].name, *px_outline_field(node, f));
    }
    for (size_t i = 0; i < o->warning_count; i++) {
        const px_outline_warning *w = &o->warnings[i];

        px_builder_format(out, "warning %zu %s %zu\n", w->line,
                          px_outline_warning_kinds[w->kind].name, w->text.len);
        px_builder_str(out, w->text);
        px_builder_char(out, '\n');
    }
    px_builder_format(out, "end %zu %zu\n", o->count, o->warning_count);
    return px_builder_check(out, err);
}
