/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A version as Markdown that the importer reads back as the same tree. The writer keeps the same
 * books as the importer on where a block falls that does not say where it stands, and writes `in`
 * where that is another place.
 */
#include "base/ascii.h"
#include "code/export.h"
#include "code/markdown/export_markdown_block.h"
#include "code/outline.h"

#include "base/banned.h"

/* Deepest list and quotation: the importer keeps what is nested deeper as text. */
#define LIST_DEPTH (PX_OUTLINE_MAX_DEPTH - 6)

#define TOP PX_OUTLINE_TOP

typedef struct writer {
    px_arena *arena, *scratch;
    const px_node *nodes;
    size_t *parents, *ends; /* of each node: index of the parent; index behind what stands in it */
    px_builder *out;
    px_builder prefix;  /* of each line, inside of items and quotations */
    size_t sections[7]; /* by level, the open section */
    size_t fall;        /* where the next block falls */
    bool top;           /* headings have a meaning */
    bool joined;        /* no blank line before the next block */
    bool unclosed;      /* the next list would go on with the one that was just written */
} writer;

typedef enum form {
    FORM_WORDS,
    FORM_HEADING,
    FORM_LIST,
    FORM_DEFINITIONS,
    FORM_QUOTE,
    FORM_TABLE,
    FORM_CODE
} form;

static void write_block(writer *w, size_t i);

/* ---- Lines */

static void add_prefix(writer *w, bool empty)
{
    px_str prefix = px_builder_view(&w->prefix);

    while (empty && prefix.len && prefix.ptr[prefix.len - 1] == ' ')
        prefix.len--;
    px_builder_str(w->out, prefix);
}

/* Parts a block from what is before it. */
static void begin(writer *w)
{
    if (w->out->len && !w->joined) {
        add_prefix(w, true);
        px_builder_char(w->out, '\n');
    }
    w->joined = false;
}

/* The lines of a block, the first behind a marker and the others indented to it. */
static void put_lines(writer *w, const char *marker, px_str lines)
{
    size_t outer = w->prefix.len;
    bool first = true;
    px_str line;

    begin(w);
    w->unclosed = false;
    /* At the head of a file it would be taken for the mark of its encoding. */
    if (!w->out->len && px_str_starts(lines, PX_STR("\xEF\xBB\xBF")))
        px_builder_char(w->out, '\n');
    while (px_str_split(&lines, '\n', &line)) {
        bool bare = first && marker[0];

        add_prefix(w, !line.len && !bare);
        if (bare) {
            size_t len = strlen(marker) - (line.len ? 0 : 1);

            px_builder_str(w->out, px_str_n(marker, len));
            px_builder_format(&w->prefix, "%*s", (int)strlen(marker), "");
        }
        px_builder_str(w->out, line);
        px_builder_char(w->out, '\n');
        first = false;
    }
    px_builder_cut(&w->prefix, outer);
}

/* ---- Places */

static bool stands_in(const writer *w, size_t node, size_t above)
{
    while (node != TOP && node != above)
        node = w->parents[node];
    return node == above;
}

static size_t section_above(const writer *w, int level)
{
    while (--level > 0)
        if (w->sections[level] != TOP)
            return w->sections[level];
    return TOP;
}

static px_mdx_block block_of(const writer *w, size_t i, unsigned say)
{
    return (px_mdx_block){
        .node = &w->nodes[i],
        .say = say,
        .scratch = w->scratch,
        .marker = "",
        .filled = w->ends[i] > i + 1,
    };
}

/* Says where the block stands, unless it falls there, and closes what it does not stand in. */
static void place(writer *w, size_t i, px_mdx_block *block)
{
    static const px_str nothing = PX_STR_INIT("");
    size_t parent = w->parents[i];

    if (parent == w->fall)
        return;
    block->in = parent == TOP ? &nothing : &w->nodes[parent].lasting_id;
    if (!w->top)
        return;
    for (int level = 1; level <= 6; level++)
        if (!stands_in(w, i, w->sections[level]))
            w->sections[level] = TOP;
    w->fall = section_above(w, 7);
}

static void write_inside(writer *w, size_t i)
{
    for (size_t child = i + 1; child < w->ends[i]; child = w->ends[child])
        write_block(w, child);
}

/* The same in a container: each line behind a prefix, and blocks fall into the node. */
static void write_contained(writer *w, size_t i, const char *prefix)
{
    size_t outer = w->prefix.len, fall = w->fall;
    bool top = w->top;

    px_builder_add(&w->prefix, prefix);
    w->top = false;
    w->fall = i;
    write_inside(w, i);
    w->top = top;
    w->fall = fall;
    px_builder_cut(&w->prefix, outer);
}

/* ---- Lists */

#define MARKER_MAX 16

/* "1." or "1)": what the importer takes for the mark of an item; its last sign, or '\0'. */
static char ordered_sign(px_str number)
{
    char sign = number.len ? number.ptr[number.len - 1] : '\0';

    if (number.len < 2 || number.len > 10 || (sign != '.' && sign != ')'))
        return '\0';
    for (size_t i = 0; i + 1 < number.len; i++)
        if (!px_is_digit(number.ptr[i]))
            return '\0';
    return sign;
}

typedef struct list_style {
    bool ordered;  /* every item has its number for a mark */
    bool numbered; /* an item has a number */
    bool loose;    /* items are set apart */
} list_style;

static form form_of(writer *w, size_t i);

static list_style style_of(writer *w, size_t list)
{
    char sign = ordered_sign(w->nodes[list + 1].number);
    list_style style = { .ordered = sign != '\0' };

    for (size_t item = list + 1; item < w->ends[list]; item = w->ends[item]) {
        size_t inner = item + 1, end = w->ends[item];

        style.ordered = style.ordered && ordered_sign(w->nodes[item].number) == sign;
        style.numbered = style.numbered || w->nodes[item].number.len;
        style.loose = style.loose ||
                      (inner < end && (w->ends[inner] != end || form_of(w, inner) != FORM_LIST));
    }
    return style;
}

static void item_marker(const writer *w, size_t item, const list_style *style,
                        char ret_marker[MARKER_MAX])
{
    if (style->ordered)
        (void)snprintf(ret_marker, MARKER_MAX, "%.*s ", PX_STR_ARG(w->nodes[item].number));
    else
        (void)snprintf(ret_marker, MARKER_MAX, "- ");
}

/* True for a list that may follow the words of an item without a blank line. */
static bool may_follow(writer *w, size_t list)
{
    px_str number = w->nodes[list + 1].number;

    return !style_of(w, list).ordered || px_str_is(number, "1.") || px_str_is(number, "1)");
}

static void write_item(writer *w, size_t item, const list_style *style)
{
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    unsigned say = px_mdx_say(&w->nodes[item], PX_PROVISION_POINT, PX_STR_NONE);
    px_mdx_block block = block_of(w, item, say & ~(style->ordered ? PX_MDX_NUMBER : 0u));
    char marker[MARKER_MAX], indent[MARKER_MAX];
    bool ends;

    item_marker(w, item, style, marker);
    (void)snprintf(indent, sizeof(indent), "%*s", (int)strlen(marker), "");
    block.marker = marker;
    ends = px_mdx_words(&lines, &block);
    put_lines(w, marker, px_builder_view(&lines));
    w->joined = ends && block.filled && !style->loose && may_follow(w, item + 1);
    write_contained(w, item, indent);
}

/* The attributes of a list stand behind it; before it where they say its place, or part it from the
 * list before. */
static void write_list(writer *w, size_t i)
{
    PX_AUTO_BUILDER px_builder attr = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    list_style style = style_of(w, i);
    px_str extra = style.numbered ? PX_STR("ordered") : PX_STR("bullet");
    px_mdx_block block = block_of(w, i, px_mdx_say(&w->nodes[i], PX_PROVISION_LIST, extra));
    bool before;

    place(w, i, &block);
    before = block.in || w->unclosed;
    px_mdx_attr(&attr, &block, block.say, true);
    if (before) {
        put_lines(w, "", px_builder_view(&attr));
        w->joined = true;
    }
    for (size_t item = i + 1; item < w->ends[i]; item = w->ends[item]) {
        w->joined = w->joined || (item > i + 1 && !style.loose);
        write_item(w, item, &style);
    }
    if (!before) {
        w->joined = true;
        put_lines(w, "", px_builder_view(&attr));
    }
    w->unclosed = before;
}

static void write_definition(writer *w, size_t i)
{
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_mdx_block block =
        block_of(w, i, px_mdx_say(&w->nodes[i], PX_PROVISION_DEFINITION, PX_STR_NONE));
    px_str rest, term;

    (void)px_mdx_definition(&lines, &block);
    rest = px_builder_view(&lines);
    (void)px_str_split(&rest, '\n', &term);
    put_lines(w, "", term);
    w->joined = true;
    put_lines(w, ": ", rest);
    write_contained(w, i, "  ");
}

static void write_definitions(writer *w, size_t i)
{
    PX_AUTO_BUILDER px_builder attr = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_mdx_block block =
        block_of(w, i, px_mdx_say(&w->nodes[i], PX_PROVISION_LIST, PX_STR("definition")));

    place(w, i, &block);
    px_mdx_attr(&attr, &block, block.say, true);
    put_lines(w, "", px_builder_view(&attr));
    w->joined = true;
    for (size_t item = i + 1; item < w->ends[i]; item = w->ends[item])
        write_definition(w, item);
}

/* ---- Other blocks */

static void write_quote(writer *w, size_t i)
{
    PX_AUTO_BUILDER px_builder attr = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_mdx_block block =
        block_of(w, i, px_mdx_say(&w->nodes[i], PX_PROVISION_GROUP, PX_STR("quote")));

    place(w, i, &block);
    px_mdx_attr(&attr, &block, block.say, true);
    begin(w);
    w->joined = true;
    if (block.filled)
        write_contained(w, i, "> ");
    else
        put_lines(w, "", PX_STR(">"));
    w->joined = true;
    put_lines(w, "", px_builder_view(&attr));
}

static void write_heading(writer *w, size_t i)
{
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_mdx_block block =
        block_of(w, i, px_mdx_say(&w->nodes[i], PX_PROVISION_SECTION, PX_STR_NONE));
    int level = 6;

    while (level > 0 && (w->sections[level] == TOP || !stands_in(w, i, w->sections[level])))
        level--;
    block.level = PX_MIN(level + 1, 6);
    w->fall = section_above(w, block.level);
    place(w, i, &block);
    px_mdx_heading(&lines, &block);
    put_lines(w, "", px_builder_view(&lines));
    w->sections[block.level] = i;
    for (level = block.level + 1; level <= 6; level++)
        w->sections[level] = TOP;
    w->fall = i;
    write_inside(w, i);
}

/* Tables, code and words: what stands in them says so. */
static void write_plain(writer *w, size_t i, form as)
{
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_node *node = &w->nodes[i];
    px_mdx_block block = block_of(w, i, 0);
    bool written = false;

    place(w, i, &block);
    block.say = px_mdx_say(node, node->kind, PX_STR_NONE);
    if (as == FORM_TABLE)
        written = px_mdx_table(&lines, &block);
    if (as == FORM_CODE)
        written = px_mdx_code(&lines, &block);
    if (!written) {
        block.say = px_mdx_say(node, PX_PROVISION_PARAGRAPH, PX_STR_NONE);
        (void)px_mdx_words(&lines, &block);
    }
    put_lines(w, "", px_builder_view(&lines));
    write_inside(w, i);
}

/* ---- Forms */

/* True when what stands in the node directly is all of that kind, and there is something. */
static bool all_of(const writer *w, size_t i, px_provision_kind kind)
{
    size_t child = i + 1;

    while (child < w->ends[i] && w->nodes[child].kind == kind)
        child = w->ends[child];
    return child > i + 1 && child == w->ends[i];
}

static bool terms_can_be_said(const writer *w, size_t i)
{
    for (size_t item = i + 1; item < w->ends[i]; item = w->ends[item]) {
        PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        px_mdx_block block =
            block_of(w, item, px_mdx_say(&w->nodes[item], PX_PROVISION_DEFINITION, PX_STR_NONE));

        if (!px_mdx_definition(&lines, &block))
            return false;
    }
    return true;
}

/* The form of a list or quotation that holds its parts as Markdown does; FORM_WORDS for others. */
static form container_form(const writer *w, size_t i)
{
    const px_node *node = &w->nodes[i];

    if (node->text.len || node->depth >= LIST_DEPTH)
        return FORM_WORDS;
    if (node->kind == PX_PROVISION_GROUP && px_str_is(node->extra, "quote"))
        return FORM_QUOTE;
    if (node->kind != PX_PROVISION_LIST)
        return FORM_WORDS;
    if (all_of(w, i, PX_PROVISION_DEFINITION))
        return terms_can_be_said(w, i) ? FORM_DEFINITIONS : FORM_LIST;
    return all_of(w, i, PX_PROVISION_POINT) ? FORM_LIST : FORM_WORDS;
}

static form form_of(writer *w, size_t i)
{
    const px_node *node = &w->nodes[i];
    bool titled = w->ends[i] > i + 1 || node->heading.len;
    form container = container_form(w, i);

    if (container != FORM_WORDS)
        return container;
    if (node->kind == PX_PROVISION_TABLE)
        return FORM_TABLE;
    if (node->kind == PX_PROVISION_CODE_BLOCK)
        return FORM_CODE;
    if (w->top && (px_provision_kinds[node->kind].division || (!node->text.len && titled)))
        return FORM_HEADING;
    return FORM_WORDS;
}

static void write_block(writer *w, size_t i)
{
    form as = form_of(w, i);

    switch (as) {
    case FORM_HEADING:
        write_heading(w, i);
        break;
    case FORM_LIST:
        write_list(w, i);
        break;
    case FORM_DEFINITIONS:
        write_definitions(w, i);
        break;
    case FORM_QUOTE:
        write_quote(w, i);
        break;
    case FORM_TABLE:
    case FORM_CODE:
    case FORM_WORDS:
        write_plain(w, i, as);
        break;
    }
}

/* ---- The document */

/* True for a title that every reader of YAML, ours too, takes as it stands. */
static bool is_plain_scalar(px_str title)
{
    static const char specials[] = "-?:,[]{}#&*!|>'\"%@` \t";

    return title.len && !strchr(specials, title.ptr[0]) && title.ptr[title.len - 1] != ' ' &&
           title.ptr[title.len - 1] != ':' && px_str_find(title, PX_STR(": ")) == title.len &&
           px_str_find(title, PX_STR(" #")) == title.len;
}

/* Nothing for a version whose title is but its label: the next one has another. */
static void write_title(writer *w, const px_version *version)
{
    px_str title = version->title;

    if (!title.len || px_str_eq(title, version->label))
        return;
    px_builder_add(w->out, "---\ntitle: ");
    if (is_plain_scalar(title)) {
        px_builder_str(w->out, title);
    } else {
        px_builder_char(w->out, '"');
        for (size_t i = 0; i < title.len; i++) {
            if (title.ptr[i] == '"' || title.ptr[i] == '\\')
                px_builder_char(w->out, '\\');
            px_builder_char(w->out, title.ptr[i] == '\n' ? ' ' : title.ptr[i]);
        }
        px_builder_char(w->out, '"');
    }
    px_builder_add(w->out, "\n---\n");
}

/* Parents and ends of all nodes, from their depths. */
static void measure(writer *w, size_t count)
{
    size_t open[PX_OUTLINE_MAX_DEPTH] = { 0 };
    int depth = -1;

    w->parents = px_arena_array(w->arena, count + 1, sizeof(*w->parents));
    w->ends = px_arena_array(w->arena, count + 1, sizeof(*w->ends));
    for (size_t i = 0; i < count; i++) {
        int at = PX_MIN(PX_MIN(w->nodes[i].depth, depth + 1), PX_OUTLINE_MAX_DEPTH - 1);

        for (; depth >= at; depth--)
            w->ends[open[depth]] = i;
        depth = at;
        open[depth] = i;
        w->parents[i] = depth ? open[depth - 1] : TOP;
    }
    for (; depth >= 0; depth--)
        w->ends[open[depth]] = count;
}

int px_export_markdown(px_arena *arena, const px_export *export, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *scratch = px_arena_new();
    writer w = {
        .arena = arena,
        .scratch = scratch,
        .nodes = export->text->nodes,
        .out = out,
        .prefix = PX_BUILDER_INIT(PX_BUILDER_LARGE),
        .fall = TOP,
        .top = true,
    };

    for (size_t level = 0; level < PX_COUNT(w.sections); level++)
        w.sections[level] = TOP;
    measure(&w, export->text->count);
    write_title(&w, export->version);
    for (size_t i = 0; i < export->text->count; i = w.ends[i])
        write_block(&w, i);
    px_builder_free(&w.prefix);
    return px_builder_check(out, err);
}
