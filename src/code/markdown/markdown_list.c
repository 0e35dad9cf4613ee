/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists, and kramdown's definition lists. */
#include "base/ascii.h"
#include "code/markdown/markdown_parse.h"

#include "base/banned.h"

/* More lines than these before a definition are no terms but a paragraph. */
#define MAX_TERMS 8

/* The mark of a list item or a definition. */
typedef struct marker {
    char sign;      /* '*', '-', '+' ; '.' or ')' for ordered lists ; ':' for a definition */
    size_t content; /* column at which the content starts */
    px_str number;  /* "1." */
} marker;

/* Width of the mark that starts s (without indentation), or 0. */
static size_t mark_width(px_str s, marker *ret)
{
    size_t digits = 0;

    if (s.len && strchr("*-+:", s.ptr[0])) {
        ret->sign = s.ptr[0];
        return 1;
    }
    while (digits < s.len && digits < 10 && px_is_digit(s.ptr[digits]))
        digits++;
    if (!digits || digits == 10 || digits == s.len ||
        (s.ptr[digits] != '.' && s.ptr[digits] != ')'))
        return 0;
    ret->sign = s.ptr[digits];
    ret->number = px_str_sub(s, 0, digits + 1);
    return digits + 1;
}

static bool find_marker(px_str line, marker *ret)
{
    size_t indent = px_md_indent(line), width, gap;
    px_str s = px_str_trim(line), rest;
    marker m = { 0 };

    if (indent > 3 || (width = mark_width(s, &m)) == 0)
        return false;
    rest = px_str_sub(s, width, s.len);
    gap = px_md_indent(rest);
    if (rest.len && !gap)
        return false;
    if (!rest.len || gap > 4)
        gap = 1;
    m.content = indent + width + gap;
    *ret = m;
    return true;
}

static bool item_marker(px_str line, marker *ret)
{
    return find_marker(line, ret) && ret->sign != ':' && !px_md_rule(line);
}

static bool definition_marker(px_str line, marker *ret)
{
    return find_marker(line, ret) && ret->sign == ':';
}

bool px_md_list_interrupts(px_str line)
{
    marker m;

    if (!item_marker(line, &m) || px_md_blank(px_md_outdent(line, m.content)))
        return false;
    return !m.number.len || px_str_is(px_str_sub(m.number, 0, m.number.len - 1), "1");
}

/* The first line of an item without its mark. */
static px_str first_content(px_str line, const marker *m)
{
    size_t indent = px_md_indent(line), width = m->number.len ? m->number.len : 1;
    px_str s = px_str_sub(px_md_outdent(line, indent), width, line.len);

    return px_md_outdent(s, m->content - indent - width);
}

/* Gathers the lines of an item whose mark stands in the present line: those indented to its
 * content, and lines that lazily continue its paragraph. Moves the run behind them. */
static px_md_line *gather(px_md_run *run, const marker *m, size_t *ret_count)
{
    size_t end = run->at + 1, kept = run->at + 1, n = 0;
    px_md_line *lines;

    for (; end < run->count; end++) {
        px_str line = run->lines[end].text;
        bool after_blank = kept < end;
        marker other;

        if (px_md_blank(line))
            continue;
        if (px_md_indent(line) < m->content &&
            (after_blank || find_marker(line, &other) || px_md_interrupts(run, line)))
            break;
        kept = end + 1;
    }
    lines = px_arena_array(run->md->outline->arena, kept - run->at, sizeof(*lines));
    lines[n++] =
        (px_md_line){ first_content(run->lines[run->at].text, m), run->lines[run->at].number };
    for (size_t i = run->at + 1; i < kept; i++)
        lines[n++] =
            (px_md_line){ px_md_outdent(run->lines[i].text, m->content), run->lines[i].number };
    run->at = kept;
    *ret_count = n;
    return lines;
}

static size_t next_filled(const px_md_run *run, size_t at)
{
    while (at < run->count && px_md_blank(run->lines[at].text))
        at++;
    return at;
}

/* True for an item that has a number, by its mark or by an attribute. */
static bool add_item(px_md_run *run, size_t list, const marker *m)
{
    px_md_run inner = *run;
    size_t count, item;
    px_md_line *lines;

    inner.parent = list;
    inner.pending = (px_md_attr){ 0 };
    item = px_md_add(&inner, PX_PROVISION_POINT, PX_STR_NONE);
    run->md->outline->nodes[item].number = m->number;
    lines = gather(run, m, &count);
    px_md_inside(run->md, lines, count, item, true);
    return run->md->outline->nodes[item].number.len > 0;
}

bool px_md_list(px_md_run *run)
{
    marker first, m;
    size_t list, next = run->at;
    bool said = run->pending.extra.given, numbered = false;

    if (!item_marker(run->lines[run->at].text, &first))
        return false;
    list = px_md_add(run, PX_PROVISION_LIST, PX_STR("bullet"));
    while (next < run->count && item_marker(run->lines[next].text, &m) && m.sign == first.sign) {
        run->at = next;
        numbered = add_item(run, list, &m) || numbered;
        next = next_filled(run, run->at);
    }
    if (!said && (numbered || first.number.len))
        run->md->outline->nodes[list].extra = PX_STR("ordered");
    px_md_done(run, list, run->at);
    return true;
}

/* The lines of the terms at the present line, when definitions follow them: their number, and in
 * ret_marker_at the line of the first definition. */
static size_t term_lines(const px_md_run *run, size_t *ret_marker_at)
{
    size_t at = run->at, n;
    marker m;

    while (at < run->count && !px_md_blank(run->lines[at].text) &&
           !definition_marker(run->lines[at].text, &m)) {
        if (at - run->at == MAX_TERMS ||
            (at > run->at && px_md_interrupts(run, run->lines[at].text)))
            return 0;
        at++;
    }
    n = at - run->at;
    if (at < run->count && px_md_blank(run->lines[at].text))
        at++;
    if (!n || at >= run->count || !definition_marker(run->lines[at].text, &m))
        return 0;
    *ret_marker_at = at;
    return n;
}

/* One term with its definitions; the run stands at the term. */
static void add_definition(px_md_run *run, size_t list, size_t terms, size_t marker_at)
{
    px_md_run inner = *run;
    bool absorb = true;
    size_t node, next = marker_at;
    px_md_attr attr;
    marker m;

    inner.parent = list;
    inner.pending = (px_md_attr){ 0 };
    node = px_md_add(&inner, PX_PROVISION_DEFINITION, PX_STR_NONE);
    run->md->outline->nodes[node].heading = px_md_join(run->md, run->lines + run->at, terms);
    if (px_md_attr_tail(&run->md->outline->nodes[node].heading, &attr)) {
        attr.in.given = false; /* a definition stands in its list */
        px_md_attr_apply(&inner, node, &attr);
    }
    while (next < run->count && definition_marker(run->lines[next].text, &m)) {
        size_t count;
        px_md_line *lines;

        run->at = next;
        lines = gather(run, &m, &count);
        px_md_inside(run->md, lines, count, node, absorb);
        absorb = false;
        next = next_filled(run, run->at);
    }
}

/* The list that definitions here go on with: nothing but blank lines may stand between. */
static size_t open_terms(const px_md_run *run)
{
    bool open = run->terms_end && next_filled(run, run->terms_end) == run->at;

    return open ? run->terms : PX_OUTLINE_TOP;
}

/* One term at a time, so that what stands behind it is read as any other block unless it is a term:
 * its second line may look like a definition. */
bool px_md_definitions(px_md_run *run)
{
    size_t marker_at, list = open_terms(run), terms = term_lines(run, &marker_at);

    if (!terms)
        return false;
    if (list == PX_OUTLINE_TOP)
        list = px_md_add(run, PX_PROVISION_LIST, PX_STR("definition"));
    add_definition(run, list, terms, marker_at);
    run->terms = list;
    run->terms_end = run->at;
    px_md_done(run, list, run->at);
    return true;
}
