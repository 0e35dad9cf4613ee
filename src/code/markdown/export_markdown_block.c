/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/markdown/export_markdown_block.h"

#include "base/ascii.h"
#include "code/markdown/markdown_parse.h"

#include "base/banned.h"

/* ---- Attributes */

unsigned px_mdx_say(const px_node *node, px_provision_kind kind, px_str extra)
{
    return (node->kind != kind ? PX_MDX_KIND : 0u) | (node->number.len ? PX_MDX_NUMBER : 0u) |
           (node->heading.len ? PX_MDX_TITLE : 0u) |
           (px_str_eq(node->extra, extra) ? 0u : PX_MDX_EXTRA);
}

static bool holds(px_str s, const char *needle)
{
    return px_str_find(s, px_str_of(needle)) < s.len;
}

static void add_coded(px_builder *out, px_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        switch (value.ptr[i]) {
        case '&':
            px_builder_add(out, "&amp;");
            break;
        case '"':
            px_builder_add(out, "&quot;");
            break;
        case '\n':
            px_builder_add(out, "&#10;");
            break;
        case '{':
            px_builder_add(out, "&#123;");
            break;
        case '}':
            px_builder_add(out, "&#125;");
            break;
        default:
            px_builder_char(out, value.ptr[i]);
        }
    }
}

static void add_value(px_builder *out, const char *name, px_str value)
{
    bool coded = holds(value, "\n") || holds(value, "{") || holds(value, "}") ||
                 holds(value, "<!--") || (holds(value, "\"") && holds(value, "'"));
    char quote = !coded && holds(value, "\"") ? '\'' : '"';

    px_builder_format(out, " %s%s=%c", name, coded ? "*" : "", quote);
    if (coded)
        add_coded(out, value);
    else
        px_builder_str(out, value);
    px_builder_char(out, quote);
}

void px_mdx_attr(px_builder *out, const px_mdx_block *block, unsigned say, bool line)
{
    const px_node *node = block->node;

    px_builder_add(out, line ? "{: #" : "{#");
    px_builder_str(out, node->lasting_id);
    if (say & PX_MDX_KIND)
        px_builder_format(out, " .%s", px_provision_kind_name(node->kind));
    if (say & PX_MDX_NUMBER)
        add_value(out, "number", node->number);
    if (say & PX_MDX_TITLE)
        add_value(out, "title", node->heading);
    if (say & PX_MDX_EXTRA)
        add_value(out, "extra", node->extra);
    if (say & PX_MDX_TEXT)
        add_value(out, "text", node->text);
    if (block->in)
        add_value(out, "in", *block->in);
    px_builder_char(out, '}');
}

/* ---- Asking the importer */

/* True when the importer makes `count` nodes of the bytes, of which the last is this one. */
static bool reads_as(const px_mdx_block *block, px_str bytes, size_t count)
{
    px_outline o = { .arena = block->scratch };
    const px_node *node = block->node;
    const px_outline_node *read;

    px_arena_reset(block->scratch);
    px_md_parse(&o, bytes);
    if (o.count != count || o.warning_count)
        return false;
    read = &o.nodes[count - 1];
    return read->kind == node->kind && px_str_eq(read->id, node->lasting_id) &&
           px_str_eq(read->number, node->number) && px_str_eq(read->heading, node->heading) &&
           px_str_eq(read->text, node->text) && px_str_eq(read->extra, node->extra);
}

/* True for words that the importer takes for a comment if something behind the block ends it. */
static bool opens_comment(px_str words)
{
    return px_str_starts(words, PX_STR("<!--"));
}

/* The lines with the marker before the first, and its width before the others. */
static void add_marked(px_builder *out, const char *marker, px_str body)
{
    int width = (int)strlen(marker);
    bool first = true;
    px_str line;

    while (px_str_split(&body, '\n', &line)) {
        if (first)
            px_builder_add(out, marker);
        else
            px_builder_format(out, "\n%*s", width, "");
        px_builder_str(out, line);
        first = false;
    }
}

/* The ways to write a text. */
typedef enum way {
    WAY_PLAIN,  /* as it is */
    WAY_MARKED, /* behind {:}, so that nothing of it starts another block */
    WAY_EXACT,  /* in an attribute */
    WAY_COUNT
} way;

static void add_words(px_builder *out, const px_mdx_block *block, way as)
{
    if (as != WAY_PLAIN)
        px_builder_add(out, "{:} ");
    if (as != WAY_EXACT && block->node->text.len) {
        px_builder_str(out, block->node->text);
        px_builder_char(out, ' ');
    }
    px_mdx_attr(out, block, block->say | (as == WAY_EXACT ? PX_MDX_TEXT : 0u), false);
}

bool px_mdx_words(px_builder *out, const px_mdx_block *block)
{
    px_mdx_block asked = *block;
    size_t count = block->marker[0] ? 2 : 1;
    /* A colon would make a term of the paragraph before. */
    bool colon = px_str_starts(block->node->text, PX_STR(":"));
    way as = colon || opens_comment(block->node->text) ? WAY_MARKED : WAY_PLAIN;

    asked.in = NULL;
    for (; as < WAY_EXACT; as++) {
        PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        add_words(&body, &asked, as);
        add_marked(&bytes, block->marker, px_builder_view(&body));
        if (reads_as(block, px_builder_view(&bytes), count))
            break;
    }
    add_words(out, block, as);
    return as == WAY_PLAIN;
}

/* ---- Headings */

/* The ways to write a heading. */
enum { HEADING_PLAIN, HEADING_NUMBER, HEADING_EXACT, HEADING_COUNT };

static void add_heading(px_builder *out, const px_mdx_block *block, int as)
{
    static const unsigned said[] = { 0, PX_MDX_NUMBER, PX_MDX_NUMBER | PX_MDX_TITLE };
    const px_node *node = block->node;
    unsigned say = block->say & ~(unsigned)(PX_MDX_NUMBER | PX_MDX_TITLE);

    px_builder_format(out, "%.*s ", block->level, "######");
    if (as == HEADING_PLAIN && node->number.len) {
        px_builder_str(out, node->number);
        px_builder_char(out, ' ');
    }
    if (as != HEADING_EXACT && node->heading.len) {
        px_builder_str(out, node->heading);
        px_builder_char(out, ' ');
    }
    px_mdx_attr(out, block, say | said[as] | (node->text.len ? PX_MDX_TEXT : 0u), false);
}

void px_mdx_heading(px_builder *out, const px_mdx_block *block)
{
    px_mdx_block asked = *block;
    int as = HEADING_PLAIN;

    asked.in = NULL;
    for (; as < HEADING_EXACT; as++) {
        PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        add_heading(&bytes, &asked, as);
        if (reads_as(block, px_builder_view(&bytes), 1))
            break;
    }
    add_heading(out, block, as);
}

/* ---- Tables and code */

/* Appends rows with the attributes behind or before them. */
static void add_table(px_builder *out, const px_mdx_block *block, bool behind)
{
    if (behind) {
        px_builder_str(out, block->node->text);
        px_builder_char(out, '\n');
    }
    px_mdx_attr(out, block, block->say, true);
    if (!behind) {
        px_builder_char(out, '\n');
        px_builder_str(out, block->node->text);
    }
}

/* True for rows that would go on with what is before them: a paragraph as the definition of that, a
 * list as an item. */
static bool may_go_on(px_str rows)
{
    return rows.len && (strchr(":-+*", rows.ptr[0]) || px_is_digit(rows.ptr[0]));
}

bool px_mdx_table(px_builder *out, const px_mdx_block *block)
{
    px_mdx_block asked = *block;
    int behind = may_go_on(block->node->text) ? 0 : 1;

    asked.in = NULL;
    for (; behind >= 0 && !opens_comment(block->node->text); behind--) {
        PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        add_table(&bytes, &asked, behind);
        if (!reads_as(block, px_builder_view(&bytes), 1))
            continue;
        add_table(out, block, behind);
        return true;
    }
    return false;
}

/* Backticks enough that no line of the text closes the fence. */
static int fence_len(px_str text)
{
    int longest = 2;
    px_str line;

    while (px_str_line(&text, &line)) {
        px_str s = px_str_trim(line);
        int n = 0;

        while ((size_t)n < s.len && s.ptr[n] == '`')
            n++;
        longest = PX_MAX(longest, n);
    }
    return longest + 1;
}

static void add_code(px_builder *out, const px_mdx_block *block, bool info)
{
    const px_node *node = block->node;
    int len = fence_len(node->text);
    unsigned say = block->say & ~(unsigned)PX_MDX_EXTRA;

    for (int i = 0; i < len; i++)
        px_builder_char(out, '`');
    if (info && node->extra.len) {
        px_builder_char(out, ' ');
        px_builder_str(out, node->extra);
    }
    px_builder_char(out, '\n');
    px_builder_str(out, node->text);
    if (node->text.len)
        px_builder_char(out, '\n');
    for (int i = 0; i < len; i++)
        px_builder_char(out, '`');
    px_builder_char(out, '\n');
    px_mdx_attr(out, block, say | (info ? 0u : PX_MDX_EXTRA), true);
}

bool px_mdx_code(px_builder *out, const px_mdx_block *block)
{
    px_mdx_block asked = *block;

    asked.in = NULL;
    for (int info = 1; info >= 0; info--) {
        PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        add_code(&bytes, &asked, info);
        if (!reads_as(block, px_builder_view(&bytes), 1))
            continue;
        add_code(out, block, info);
        return true;
    }
    return false;
}

/* ---- Definitions */

static void add_definition(px_builder *out, const px_mdx_block *block, way as)
{
    const px_node *node = block->node;
    bool exact = as == WAY_EXACT;
    unsigned say = block->say & ~(unsigned)PX_MDX_TITLE;

    px_builder_str(out, node->heading);
    px_builder_char(out, ' ');
    px_mdx_attr(out, block, say | (exact ? PX_MDX_TEXT : 0u), false);
    px_builder_char(out, '\n');
    if (!node->text.len || exact) {
        /* Words that are not there, so that none of what follows is taken for them. */
        px_builder_add(out, block->filled ? "{:} {:}" : "");
        return;
    }
    px_builder_add(out, as == WAY_MARKED ? "{:} " : "");
    px_builder_str(out, node->text);
}

bool px_mdx_definition(px_builder *out, const px_mdx_block *block)
{
    if (opens_comment(block->node->heading))
        return false;
    for (way as = opens_comment(block->node->text) ? WAY_MARKED : WAY_PLAIN; as < WAY_COUNT; as++) {
        PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        px_str lines, term;

        add_definition(&body, block, as);
        lines = px_builder_view(&body);
        if (!px_str_split(&lines, '\n', &term))
            return false;
        px_builder_str(&bytes, term);
        px_builder_char(&bytes, '\n');
        add_marked(&bytes, ": ", lines);
        if (!reads_as(block, px_builder_view(&bytes), 2))
            continue;
        px_builder_str(out, px_builder_view(&body));
        return true;
    }
    return false;
}
