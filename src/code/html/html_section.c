/* SPDX-License-Identifier: EUPL-1.2 */
/* Headings, the sections that they open, and the title. */
#include "base/ascii.h"
#include "code/html/html_walk.h"
#include "code/markdown/markdown_parse.h"
#include "code/number_kind.h"

#include "base/banned.h"

#define TITLE_MAX 4096

/* ---- Sections */

void px_html_scope_open(px_html_scope *scope, size_t base)
{
    *scope = (px_html_scope){ .base = base };
    for (int i = 0; i <= PX_HTML_LEVELS; i++)
        scope->sections[i] = PX_OUTLINE_TOP;
}

void px_html_scope_close(px_html_scope *scope)
{
    size_t closings = scope->closings + 1;

    px_html_scope_open(scope, scope->base);
    scope->closings = closings;
}

/* Opens a section at a level, deeper than those that its element stands in. */
static size_t open_section(px_html *h, px_html_scope *scope, int level, px_provision_kind kind,
                           size_t line)
{
    size_t node, parent = scope->base;

    level = PX_MIN(PX_MAX(level, scope->floor + 1), PX_HTML_LEVELS);
    for (int above = 1; above < level; above++)
        if (scope->sections[above] != PX_OUTLINE_TOP)
            parent = scope->sections[above];
    node = px_html_add(h, parent, kind, line);
    for (int deeper = level; deeper <= PX_HTML_LEVELS; deeper++)
        scope->sections[deeper] = PX_OUTLINE_TOP;
    scope->sections[level] = node;
    scope->level = level;
    return node;
}

static int level_of(const px_html_node *node)
{
    px_str aria = px_html_attribute(node, "aria-level");

    if (aria.len == 1 && aria.ptr[0] >= '1' && aria.ptr[0] <= '9')
        return aria.ptr[0] - '0';
    return (int)node->tag - (int)GUMBO_TAG_H1 + 1;
}

void px_html_heading(px_html *h, size_t element, px_html_place *place)
{
    const px_html_node *node = px_html_at(h, element);
    px_inline_runs runs = px_html_heading_runs(h, element);
    px_str number, heading;
    size_t made;

    place->absorb = false;
    if (!place->scope) {
        heading = px_inline_markdown(&runs);
        px_outline_warn(h->outline, PX_WARN_HEADING, node->line, heading);
        made = px_html_add(h, place->parent, PX_PROVISION_PARAGRAPH, node->line);
        h->outline->nodes[made].heading = heading;
        return;
    }
    number = px_html_number(&runs);
    made = open_section(h, place->scope, level_of(node), px_number_kind(number), node->line);
    h->outline->nodes[made].number = number;
    h->outline->nodes[made].heading = px_inline_markdown(&runs);
    h->awaiting = runs.count ? PX_OUTLINE_TOP : made;
}

/* What stands behind the end of a section element belongs to what it stands in. */
void px_html_section(px_html *h, size_t element, px_html_place *place)
{
    px_html_scope saved;

    px_html_ids(h, element);
    if (!place->scope) {
        px_html_inside(h, element, place);
        return;
    }
    saved = *place->scope;
    place->scope->floor = place->scope->level;
    px_html_inside(h, element, place);
    if (place->scope->closings == saved.closings)
        *place->scope = saved;
    else /* nothing may be added to a section once something stands behind it */
        px_html_scope_close(place->scope);
}

/* ---- The Official Journal's pages: headings are paragraphs of certain classes */

typedef enum journal_role {
    JOURNAL_NONE,
    JOURNAL_NUMBER,
    JOURNAL_HEADING,
    JOURNAL_TITLE
} journal_role;

static journal_role journal_role_of(const px_html_node *node)
{
    static const struct {
        const char *class_name;
        journal_role role;
    } classes[] = {
        { "ti-art", JOURNAL_NUMBER },       { "sti-art", JOURNAL_HEADING },
        { "ti-section-1", JOURNAL_NUMBER }, { "ti-section-2", JOURNAL_HEADING },
        { "ti-grseq-1", JOURNAL_NUMBER },   { "ti-annotation", JOURNAL_NUMBER },
        { "doc-ti", JOURNAL_TITLE },
    };
    px_str words = px_html_attribute(node, "class"), word;

    while (words.ptr && px_str_split(&words, ' ', &word)) {
        if (px_str_starts(word, PX_STR("oj-")))
            word = px_str_sub(word, 3, word.len);
        for (size_t i = 0; i < PX_COUNT(classes); i++)
            if (px_str_is(word, classes[i].class_name))
                return classes[i].role;
    }
    return JOURNAL_NONE;
}

/* Parts hold titles, these chapters, these sections, these articles. */
static int journal_level(px_provision_kind kind)
{
    switch (kind) {
    case PX_PROVISION_PART:
    case PX_PROVISION_ANNEX:
        return 1;
    case PX_PROVISION_TITLE:
        return 2;
    case PX_PROVISION_CHAPTER:
        return 3;
    case PX_PROVISION_ARTICLE:
        return 5;
    default:
        return 4;
    }
}

static void journal_number(px_html *h, size_t element, px_html_scope *scope, px_inline_runs *runs)
{
    px_str number = px_html_number(runs);
    px_provision_kind kind = px_number_kind(number);
    size_t made = open_section(h, scope, journal_level(kind), kind, px_html_at(h, element)->line);

    h->outline->nodes[made].number = number;
    h->outline->nodes[made].heading = px_inline_markdown(runs);
    h->awaiting = runs->count ? PX_OUTLINE_TOP : made;
}

/* Words of the title stand in several paragraphs; later ones are titles of annexes. */
static bool journal_title(px_html *h, size_t element, px_html_scope *scope, px_inline_runs *runs)
{
    px_str words = px_inline_words(runs), rest = words, number = PX_STR_NONE;

    px_md_number(&rest, &number);
    if (number.len && px_number_kind(number) == PX_PROVISION_ANNEX) {
        journal_number(h, element, scope, runs);
        return true;
    }
    if (h->title || h->outline->count || h->outline->title.len + words.len + 1 > TITLE_MAX)
        return false;
    h->outline->title =
        px_str_of(px_arena_format(h->arena, "%.*s%s%.*s", PX_STR_ARG(h->outline->title),
                                  h->outline->title.len ? " " : "", PX_STR_ARG(words)));
    return true;
}

/* "1.   Words" in an article: its paragraphs have their numbers among the words. */
static bool journal_paragraph(px_html *h, size_t element, px_html_place *place)
{
    size_t parent = px_html_parent(place), made;
    px_inline_runs runs;
    px_str number;

    if (!place->scope || parent == PX_OUTLINE_TOP ||
        h->outline->nodes[parent].kind != PX_PROVISION_ARTICLE ||
        !(px_html_has_class(px_html_at(h, element), "oj-normal") ||
          px_html_has_class(px_html_at(h, element), "normal")))
        return false;
    runs = px_html_heading_runs(h, element);
    number = px_html_number(&runs);
    if (!number.len || !px_is_digit(number.ptr[0]) || !runs.count)
        return false;
    made = px_html_add(h, parent, PX_PROVISION_PARAGRAPH, px_html_at(h, element)->line);
    runs = px_html_runs(h, element);
    px_inline_drop(&runs, number.len);
    while (px_str_starts(px_inline_words(&runs), PX_STR("\xC2\xA0")))
        px_inline_drop(&runs, 2);
    h->outline->nodes[made].number = number;
    h->outline->nodes[made].text = px_inline_markdown(&runs);
    return true;
}

bool px_html_journal(px_html *h, size_t element, px_html_place *place)
{
    journal_role role = journal_role_of(px_html_at(h, element));
    px_inline_runs runs;

    if (role == JOURNAL_NONE)
        return journal_paragraph(h, element, place);
    if (!place->scope)
        return false;
    runs = px_html_heading_runs(h, element);
    if (role == JOURNAL_NUMBER) {
        journal_number(h, element, place->scope, &runs);
        return true;
    }
    if (h->outline->count && h->awaiting == h->outline->count - 1) {
        h->outline->nodes[h->awaiting].heading = px_inline_markdown(&runs);
        h->awaiting = PX_OUTLINE_TOP;
        return true;
    }
    return role == JOURNAL_TITLE && journal_title(h, element, place->scope, &runs);
}

/* ---- The title */

static bool is_titled(const px_html_node *node)
{
    return px_html_has_class(node, "title") || px_html_has_class(node, "MsoTitle");
}

/* The only first heading, or the only one that says it is the title; a paragraph that says so. */
void px_html_find_title(px_html *h)
{
    size_t only = 0, count = 0, titled = 0, titles = 0;
    px_str number;
    px_inline_runs runs;

    for (size_t i = 0; i < h->tree->count; i++) {
        const px_html_node *node = px_html_at(h, i);

        if (node->role == PX_HTML_NAVIGATION) {
            i = node->end - 1;
        } else if (node->visible && node->tag == GUMBO_TAG_H1) {
            only = count++ ? 0 : i;
        }
        if (node->visible && is_titled(node) &&
            (node->role == PX_HTML_HEADING || node->role == PX_HTML_PARAGRAPH))
            titled = titles++ ? 0 : i;
    }
    h->title = titled ? titled : only;
    if (h->title) {
        runs = px_html_heading_runs(h, h->title);
        h->pending_count = 0;
        number = px_html_number(&runs);
        h->outline->title = px_inline_words(&runs);
        if (!number.len && h->outline->title.len <= TITLE_MAX)
            return;
    }
    h->title = 0;
    h->outline->title = PX_STR_NONE;
}
