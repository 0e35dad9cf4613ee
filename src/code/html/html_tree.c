/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/html/html_tree.h"

#include "base/builder.h"
#include "code/normal.h"

#include "base/banned.h"

/* How deep elements may stand in each other once their left out ends are filled in, and how many
 * elements and texts may come of that. */
#define DEPTH_MAX 1024
#define NODES_MAX 4000000u
#define TITLE_MAX 4096

static const unsigned char roles[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_A] = PX_HTML_LINK,
    [GUMBO_TAG_ABBR] = PX_HTML_INLINE,
    [GUMBO_TAG_ACRONYM] = PX_HTML_INLINE,
    [GUMBO_TAG_ADDRESS] = PX_HTML_BLOCK,
    [GUMBO_TAG_ARTICLE] = PX_HTML_SECTION,
    [GUMBO_TAG_ASIDE] = PX_HTML_ASIDE,
    [GUMBO_TAG_B] = PX_HTML_STRONG,
    [GUMBO_TAG_BDI] = PX_HTML_INLINE,
    [GUMBO_TAG_BDO] = PX_HTML_INLINE,
    [GUMBO_TAG_BIG] = PX_HTML_INLINE,
    [GUMBO_TAG_BLOCKQUOTE] = PX_HTML_QUOTE,
    [GUMBO_TAG_BODY] = PX_HTML_BLOCK,
    [GUMBO_TAG_BR] = PX_HTML_BREAK,
    [GUMBO_TAG_CAPTION] = PX_HTML_CAPTION,
    [GUMBO_TAG_CENTER] = PX_HTML_BLOCK,
    [GUMBO_TAG_CITE] = PX_HTML_INLINE,
    [GUMBO_TAG_CODE] = PX_HTML_CODE,
    [GUMBO_TAG_DATA] = PX_HTML_INLINE,
    [GUMBO_TAG_DD] = PX_HTML_MEANING,
    [GUMBO_TAG_DETAILS] = PX_HTML_BLOCK,
    [GUMBO_TAG_DFN] = PX_HTML_INLINE,
    [GUMBO_TAG_DIR] = PX_HTML_LIST,
    [GUMBO_TAG_DIV] = PX_HTML_BLOCK,
    [GUMBO_TAG_DL] = PX_HTML_DEFINITIONS,
    [GUMBO_TAG_DT] = PX_HTML_TERM,
    [GUMBO_TAG_EM] = PX_HTML_EMPHASIS,
    [GUMBO_TAG_FIELDSET] = PX_HTML_BLOCK,
    [GUMBO_TAG_FIGCAPTION] = PX_HTML_CAPTION,
    [GUMBO_TAG_FIGURE] = PX_HTML_FIGURE,
    [GUMBO_TAG_FONT] = PX_HTML_INLINE,
    [GUMBO_TAG_FOOTER] = PX_HTML_BLOCK,
    [GUMBO_TAG_FORM] = PX_HTML_BLOCK,
    [GUMBO_TAG_H1] = PX_HTML_HEADING,
    [GUMBO_TAG_H2] = PX_HTML_HEADING,
    [GUMBO_TAG_H3] = PX_HTML_HEADING,
    [GUMBO_TAG_H4] = PX_HTML_HEADING,
    [GUMBO_TAG_H5] = PX_HTML_HEADING,
    [GUMBO_TAG_H6] = PX_HTML_HEADING,
    [GUMBO_TAG_HEADER] = PX_HTML_BLOCK,
    [GUMBO_TAG_HGROUP] = PX_HTML_BLOCK,
    [GUMBO_TAG_HR] = PX_HTML_RULE,
    [GUMBO_TAG_HTML] = PX_HTML_BLOCK,
    [GUMBO_TAG_I] = PX_HTML_EMPHASIS,
    [GUMBO_TAG_IMG] = PX_HTML_IMAGE,
    [GUMBO_TAG_INS] = PX_HTML_INLINE,
    [GUMBO_TAG_KBD] = PX_HTML_CODE,
    [GUMBO_TAG_LABEL] = PX_HTML_INLINE,
    [GUMBO_TAG_LEGEND] = PX_HTML_PARAGRAPH,
    [GUMBO_TAG_LI] = PX_HTML_ITEM,
    [GUMBO_TAG_LISTING] = PX_HTML_PRE,
    [GUMBO_TAG_MAIN] = PX_HTML_BLOCK,
    [GUMBO_TAG_MARK] = PX_HTML_INLINE,
    [GUMBO_TAG_MENU] = PX_HTML_LIST,
    [GUMBO_TAG_NAV] = PX_HTML_NAVIGATION,
    [GUMBO_TAG_NOBR] = PX_HTML_INLINE,
    [GUMBO_TAG_NOSCRIPT] = PX_HTML_STRANGE,
    [GUMBO_TAG_OL] = PX_HTML_LIST,
    [GUMBO_TAG_P] = PX_HTML_PARAGRAPH,
    [GUMBO_TAG_PLAINTEXT] = PX_HTML_PRE,
    [GUMBO_TAG_PRE] = PX_HTML_PRE,
    [GUMBO_TAG_Q] = PX_HTML_QUOTED,
    [GUMBO_TAG_RB] = PX_HTML_INLINE,
    [GUMBO_TAG_RP] = PX_HTML_INLINE,
    [GUMBO_TAG_RT] = PX_HTML_INLINE,
    [GUMBO_TAG_RTC] = PX_HTML_INLINE,
    [GUMBO_TAG_RUBY] = PX_HTML_INLINE,
    [GUMBO_TAG_SAMP] = PX_HTML_CODE,
    [GUMBO_TAG_SECTION] = PX_HTML_SECTION,
    [GUMBO_TAG_SMALL] = PX_HTML_INLINE,
    [GUMBO_TAG_SPAN] = PX_HTML_INLINE,
    [GUMBO_TAG_STRONG] = PX_HTML_STRONG,
    [GUMBO_TAG_SUB] = PX_HTML_INLINE,
    [GUMBO_TAG_SUMMARY] = PX_HTML_PARAGRAPH,
    [GUMBO_TAG_SUP] = PX_HTML_INLINE,
    [GUMBO_TAG_TABLE] = PX_HTML_TABLE,
    [GUMBO_TAG_TBODY] = PX_HTML_ROWS,
    [GUMBO_TAG_TD] = PX_HTML_CELL,
    [GUMBO_TAG_TFOOT] = PX_HTML_ROWS,
    [GUMBO_TAG_TH] = PX_HTML_CELL,
    [GUMBO_TAG_THEAD] = PX_HTML_ROWS,
    [GUMBO_TAG_TIME] = PX_HTML_INLINE,
    [GUMBO_TAG_TR] = PX_HTML_ROW,
    [GUMBO_TAG_TT] = PX_HTML_CODE,
    [GUMBO_TAG_U] = PX_HTML_INLINE,
    [GUMBO_TAG_UL] = PX_HTML_LIST,
    [GUMBO_TAG_VAR] = PX_HTML_INLINE,
    [GUMBO_TAG_WBR] = PX_HTML_INLINE,
    [GUMBO_TAG_XMP] = PX_HTML_PRE,
};

/* ---- Attributes */

static px_str attribute_of(const GumboVector *attributes, const char *name)
{
    const GumboAttribute *attribute = gumbo_get_attribute(attributes, name);

    return attribute ? px_str_of(attribute->value) : PX_STR_NONE;
}

px_str px_html_attribute(const px_html_node *node, const char *name)
{
    return node->attributes ? attribute_of(node->attributes, name) : PX_STR_NONE;
}

bool px_html_has_class(const px_html_node *node, const char *name)
{
    px_str rest = px_html_attribute(node, "class"), word;

    while (rest.ptr && px_str_split(&rest, ' ', &word))
        if (px_str_eq_nocase(px_str_trim(word), px_str_of(name)))
            return true;
    return false;
}

static px_str style_of(const GumboVector *attributes, const char *property)
{
    px_str rest = attribute_of(attributes, "style"), declaration;

    while (rest.ptr && px_str_split(&rest, ';', &declaration)) {
        size_t colon = px_str_find_char(declaration, ':');

        if (px_str_eq_nocase(px_str_trim(px_str_sub(declaration, 0, colon)), px_str_of(property)))
            return px_str_trim(px_str_sub(declaration, colon + 1, declaration.len));
    }
    return PX_STR_NONE;
}

px_str px_html_style(const px_html_node *node, const char *property)
{
    return node->attributes ? style_of(node->attributes, property) : PX_STR_NONE;
}

/* ---- What is left out */

static bool is_hidden(const GumboElement *element)
{
    px_str hidden = attribute_of(&element->attributes, "hidden");

    if (hidden.ptr && !px_str_eq_nocase(hidden, PX_STR("until-found")))
        return true;
    return px_str_eq_nocase(style_of(&element->attributes, "display"), PX_STR("none")) ||
           px_str_eq_nocase(style_of(&element->attributes, "visibility"), PX_STR("hidden")) ||
           px_str_eq_nocase(style_of(&element->attributes, "mso-hide"), PX_STR("all"));
}

static bool is_left_out(const GumboElement *element)
{
    switch (element->tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_COLGROUP:
    case GUMBO_TAG_DATALIST:
        return true;
    case GUMBO_TAG_TITLE:
        return element->tag_namespace == GUMBO_NAMESPACE_HTML;
    default:
        return is_hidden(element);
    }
}

/* ---- The walk over gumbo's tree */

typedef struct frame {
    const GumboVector *children;
    unsigned next;
    size_t node;
} frame;

typedef struct builder {
    px_arena *arena;
    px_html_tree *tree;
    size_t room;
    frame stack[DEPTH_MAX];
    size_t depth;
} builder;

static px_html_node *new_node(builder *b)
{
    px_html_tree *tree = b->tree;

    if (tree->count == b->room) {
        size_t room = PX_MAX(2 * b->room, 256);
        px_html_node *larger = px_arena_array(b->arena, room, sizeof(*larger));

        if (tree->count)
            memcpy(larger, tree->nodes, tree->count * sizeof(*larger));
        tree->nodes = larger;
        b->room = room;
    }
    return &tree->nodes[tree->count++];
}

static bool is_control(const unsigned char *s)
{
    return (s[0] < 0x20 && s[0] != '\t' && s[0] != '\n') || s[0] == 0x7F ||
           (s[0] == 0xC2 && s[1] >= 0x80 && s[1] < 0xA0 && s[1] != 0x85) ||
           (s[0] == 0xEF && s[1] == 0xBF && s[2] >= 0xBE); /* U+FFFE and U+FFFF */
}

/* The words as a text may hold them: what character references bring in of control characters is
 * U+FFFD, or a space for those that are white space. */
static px_str clean(px_arena *arena, const char *words)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const unsigned char *s = (const unsigned char *)words;
    size_t copied = 0, at = 0;

    for (; s[at]; at++) {
        if (!is_control(s + at))
            continue;
        px_builder_str(&out, px_str_n(words + copied, at - copied));
        if (s[at] == '\r' || s[at] == '\f' || s[at] == '\v')
            px_builder_char(&out, ' ');
        else
            px_builder_utf8(&out, 0xFFFD);
        at += s[at] == 0xC2 ? 1 : s[at] == 0xEF ? 2 : 0;
        copied = at + 1;
    }
    if (!copied)
        return px_str_n(words, at);
    px_builder_str(&out, px_str_n(words + copied, at - copied));
    return px_arena_str(arena, px_builder_view(&out));
}

/* Attributes are only looked at as text where they hold none of our own Markdown. */
static void clean_attributes(px_arena *arena, const GumboVector *attributes)
{
    for (unsigned i = 0; i < attributes->length; i++) {
        GumboAttribute *attribute = attributes->data[i];

        attribute->value = clean(arena, attribute->value).ptr;
    }
}

static px_str name_of(builder *b, const GumboElement *element)
{
    GumboStringPiece original = element->original_tag;

    if (element->tag != GUMBO_TAG_UNKNOWN)
        return px_str_of(gumbo_normalized_tagname(element->tag));
    gumbo_tag_from_original_text(&original);
    return px_arena_lower(b->arena, px_str_n(original.data, original.length));
}

/* Office programs write elements of their own namespaces, which mean nothing here. */
static px_html_role role_of(const GumboElement *element, px_str name)
{
    if (element->tag_namespace == GUMBO_NAMESPACE_HTML && roles[element->tag])
        return (px_html_role)roles[element->tag];
    return px_str_find_char(name, ':') < name.len ? PX_HTML_INLINE : PX_HTML_UNKNOWN;
}

static size_t line_here(const builder *b, unsigned line)
{
    return line ? line : b->depth ? b->tree->nodes[b->stack[b->depth - 1].node].line : 1;
}

static void take_title(builder *b, const GumboElement *head)
{
    PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(TITLE_MAX);
    PX_AUTO_BUILDER px_builder folded = PX_BUILDER_INIT(TITLE_MAX);

    for (unsigned i = 0; i < head->children.length; i++) {
        const GumboNode *node = head->children.data[i];

        if (node->type != GUMBO_NODE_ELEMENT || node->v.element.tag != GUMBO_TAG_TITLE)
            continue;
        for (unsigned j = 0; j < node->v.element.children.length; j++) {
            const GumboNode *text = node->v.element.children.data[j];

            if (text->type == GUMBO_NODE_TEXT)
                px_builder_add(&title, clean(b->arena, text->v.text.text).ptr);
        }
        break;
    }
    if (title.overflow)
        return;
    px_text_fold(&folded, px_builder_view(&title));
    b->tree->title = px_arena_str(b->arena, px_builder_view(&folded));
}

/* Spaces that do not break show nothing either. */
static bool is_blank(px_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (px_str_starts(px_str_sub(s, i, s.len), PX_STR("\xC2\xA0")))
            i++;
        else if (!strchr(" \t\n", s.ptr[i]))
            return false;
    }
    return true;
}

static void add_text(builder *b, const GumboNode *node)
{
    px_str words = clean(b->arena, node->v.text.text);
    px_html_node *text = new_node(b);

    *text = (px_html_node){
        .role = PX_HTML_TEXT,
        .text = words,
        .line = line_here(b, node->v.text.start_pos.line),
        .end = b->tree->count,
        .visible = !is_blank(words),
    };
    b->tree->nodes[b->stack[b->depth - 1].node].visible |= text->visible;
}

/* Opens an element; false where the tree is too deep. */
static bool push(builder *b, const GumboNode *node)
{
    const GumboElement *element = &node->v.element;
    px_str name = name_of(b, element);
    px_html_role role = role_of(element, name);
    size_t line = line_here(b, element->start_pos.line);

    if (b->depth == DEPTH_MAX)
        return false;
    clean_attributes(b->arena, &element->attributes);
    *new_node(b) = (px_html_node){
        .role = role,
        .tag = element->tag,
        .text = name,
        .attributes = &element->attributes,
        .line = line,
        .blocks = role >= PX_HTML_BLOCK,
        .visible =
            role == PX_HTML_IMAGE && px_str_trim(attribute_of(&element->attributes, "alt")).len > 0,
    };
    b->stack[b->depth++] = (frame){ .children = &element->children, .node = b->tree->count - 1 };
    return true;
}

static void pop(builder *b)
{
    px_html_node *node = &b->tree->nodes[b->stack[--b->depth].node], *above;

    node->end = b->tree->count;
    if (!b->depth)
        return;
    above = &b->tree->nodes[b->stack[b->depth - 1].node];
    above->blocks = above->blocks || node->blocks;
    above->visible = above->visible || node->visible;
}

static bool add_child(builder *b, const GumboNode *node)
{
    switch (node->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
        add_text(b, node);
        return true;
    case GUMBO_NODE_ELEMENT:
        b->tree->elements++;
        if (node->v.element.tag == GUMBO_TAG_HEAD)
            take_title(b, &node->v.element);
        return is_left_out(&node->v.element) || push(b, node);
    default:
        return true;
    }
}

static int fail_deep(const builder *b, px_error *err)
{
    char line[24];

    (void)snprintf(line, sizeof(line), "%zu", line_here(b, 0));
    return px_fail(err, PX_ERR_TOO_LARGE,
                   N_("more than {max} elements stand inside each other in line {line}"), "line",
                   line, "max", "1024", NULL);
}

static int build(builder *b, const GumboNode *root, px_error *err)
{
    (void)push(b, root);
    while (b->depth) {
        frame *top = &b->stack[b->depth - 1];

        if (top->next == top->children->length)
            pop(b);
        else if (!add_child(b, top->children->data[top->next++]))
            return fail_deep(b, err);
        if (b->tree->count > NODES_MAX)
            return px_fail(err, PX_ERR_TOO_MANY,
                           N_("the file has more than {max} elements and texts; import it in "
                              "parts"),
                           "max", "4000000", NULL);
    }
    return 0;
}

/* gumbo's own way to give memory back is recursive; the arena gives it back at once. */
static void *take(void *arena, size_t size)
{
    return px_arena_alloc(arena, size);
}

static void keep(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

int px_html_tree_parse(px_arena *arena, px_str text, px_html_tree *ret_tree, px_error *err)
{
    GumboOptions options = kGumboDefaultOptions;
    px_html_tree tree = { 0 };
    builder *b = px_arena_alloc(arena, sizeof(*b));
    const GumboOutput *output;
    int rc;

    options.allocator = take;
    options.deallocator = keep;
    options.userdata = arena;
    options.max_errors = 0;
    output = gumbo_parse_with_options(&options, text.ptr, text.len);
    b->arena = arena;
    b->tree = &tree;
    b->depth = 0;
    rc = build(b, output->root, err);
    if (rc < 0)
        return rc;
    tree.own = px_str_is(px_html_attribute(&tree.nodes[0], "data-praxis"), "1");
    *ret_tree = tree;
    return 0;
}
