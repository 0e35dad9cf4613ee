/* SPDX-License-Identifier: EUPL-1.2 */
/* The blocks of Markdown, but for lists. */
#include "base/ascii.h"
#include "code/markdown/markdown_parse.h"
#include "code/table_row.h"

#include "base/banned.h"

/* How far the end of an HTML block or comment is looked for, in lines. */
#define LOOK_AHEAD 500

static px_str present(const px_md_run *run)
{
    return run->lines[run->at].text;
}

static size_t present_number(const px_md_run *run)
{
    return run->lines[run->at].number;
}

size_t px_md_add(px_md_run *run, px_provision_kind kind, px_str extra)
{
    size_t node = px_outline_add(run->md->outline, run->parent, kind, present_number(run));

    run->md->outline->nodes[node].extra = extra;
    px_md_attr_apply(run, node, &run->pending);
    run->pending = (px_md_attr){ 0 };
    run->absorb = false;
    return node;
}

void px_md_done(px_md_run *run, size_t node, size_t at)
{
    run->last = node;
    run->last_end = at;
    run->at = at;
}

/* Takes what an attribute list at the end of the node's text or heading says; true where that
 * gives its number. */
static bool take_tail(px_md_run *run, size_t node, px_str *text)
{
    px_md_attr attr;

    if (!px_md_attr_tail(text, &attr))
        return false;
    px_md_attr_apply(run, node, &attr);
    return attr.number.given;
}

/* --- recognisers: each consumes its block and returns true, or returns false --- */

static bool blank(px_md_run *run)
{
    if (!px_md_blank(present(run)))
        return false;
    run->at++;
    return true;
}

/* "{: ...}" alone in its line belongs to the block it touches: the one before it, else the next. */
static bool attributes(px_md_run *run)
{
    px_md_attr attr;

    if (!px_md_attr_line(present(run), &attr))
        return false;
    if (run->last != PX_OUTLINE_TOP && run->last_end == run->at) {
        px_md_attr_apply(run, run->last, &attr);
        run->last_end++;
    } else {
        run->pending = attr;
    }
    run->at++;
    return true;
}

/* What stands from the opening mark to the closing one is left out and reported; false, and nothing
 * taken, where the mark is not closed, or where `whole` and its last line goes on behind it. */
static bool comment_lines(px_md_run *run, px_str opening, px_str closing, bool whole)
{
    size_t end = run->at;

    if (!px_str_starts(px_str_trim(present(run)), opening))
        return false;
    while (end < run->count && end < run->at + LOOK_AHEAD &&
           px_str_find(run->lines[end].text, closing) == run->lines[end].text.len)
        end++;
    if (end == run->count || end == run->at + LOOK_AHEAD)
        return false;
    if (whole && !px_str_ends(px_str_trim(run->lines[end].text), closing))
        return false;
    for (size_t i = run->at; i <= end; i++)
        px_outline_warn(run->md->outline, PX_WARN_COMMENT, run->lines[i].number,
                        run->lines[i].text);
    run->at = end + 1;
    return true;
}

/* "{::comment}" with all that it encloses; other extensions are text. */
static bool comment_extension(px_md_run *run)
{
    return comment_lines(run, PX_STR("{::comment"), PX_STR("{:/"), false);
}

static void add_paragraph(px_md_run *run, px_str text, size_t lines)
{
    size_t end = run->at + lines;
    bool absorb = run->absorb;
    size_t node = absorb ? run->parent : px_md_add(run, PX_PROVISION_PARAGRAPH, PX_STR_NONE);

    run->absorb = false;
    (void)take_tail(run, node, &text);
    run->md->outline->nodes[node].text = text;
    px_md_done(run, node, end);
}

/* "{:} words": a paragraph that goes to the next blank line, whatever its lines look like. */
static bool words(px_md_run *run)
{
    static const px_str mark = PX_STR_INIT("{:}");
    px_str line = present(run);
    size_t end = run->at, at = px_str_find(line, mark);
    px_md_line *lines;

    if (!px_str_starts(px_str_trim(line), mark))
        return false;
    while (end < run->count && !px_md_blank(run->lines[end].text))
        end++;
    lines = px_arena_array(run->md->outline->arena, end - run->at, sizeof(*lines));
    memcpy(lines, run->lines + run->at, (end - run->at) * sizeof(*lines));
    lines[0].text = px_str_sub(line, at + mark.len, line.len);
    add_paragraph(run, px_md_join(run->md, lines, end - run->at), end - run->at);
    return true;
}

static bool extension(px_md_run *run)
{
    px_str s = px_str_trim(present(run));

    if (!px_str_starts(s, PX_STR("{::")) && !px_str_starts(s, PX_STR("{:/")))
        return false;
    px_outline_warn(run->md->outline, PX_WARN_EXTENSION, present_number(run), s);
    add_paragraph(run, s, 1);
    return true;
}

/* Opens a section at a heading level: later blocks go into it. */
static void open_section(px_md_run *run, size_t node, int level)
{
    run->md->sections[level] = node;
    for (int deeper = level + 1; deeper <= 6; deeper++)
        run->md->sections[deeper] = PX_OUTLINE_TOP;
    run->parent = node;
}

static void add_section(px_md_run *run, px_str heading, int level, size_t lines)
{
    px_md *md = run->md;
    size_t node, end = run->at + lines;
    bool numbered = run->pending.number.given;
    px_outline_node *n;

    run->parent = px_md_section(md, level);
    node = px_md_add(run, md->back && level == 1 ? PX_PROVISION_APPENDIX : PX_PROVISION_SECTION,
                     PX_STR_NONE);
    n = &md->outline->nodes[node];
    numbered = take_tail(run, node, &heading) || numbered;
    if (!numbered)
        px_md_number(&heading, &n->number);
    if (heading.len)
        n->heading = heading;
    open_section(run, node, level);
    px_md_done(run, node, end);
}

/* kramdown-rfc: "--- abstract", "--- middle", "--- back", "--- note_Words_of_the_heading". */
static bool part(px_md_run *run)
{
    px_str s = px_str_trim(present(run)), name;

    if (!run->top || !px_str_starts(s, PX_STR("--- ")))
        return false;
    name = px_str_trim(px_str_sub(s, 4, s.len));
    if (px_str_is(name, "middle") || px_str_is(name, "back")) {
        run->md->back = px_str_is(name, "back");
        for (int level = 1; level <= 6; level++)
            run->md->sections[level] = PX_OUTLINE_TOP;
        run->parent = PX_OUTLINE_TOP;
        px_md_done(run, PX_OUTLINE_TOP, run->at + 1);
        return true;
    }
    if (px_str_is(name, "abstract")) {
        add_section(run, PX_STR("Abstract"), 1, 1);
        return true;
    }
    if (px_str_starts(name, PX_STR("note_"))) {
        char *heading = px_arena_cstr(run->md->outline->arena, px_str_sub(name, 5, name.len));

        for (char *c = heading; *c; c++)
            *c = *c == '_' ? ' ' : *c;
        add_section(run, px_str_of(heading), 1, 1);
        return true;
    }
    px_outline_warn(run->md->outline, PX_WARN_PART, present_number(run), s);
    add_paragraph(run, s, 1);
    return true;
}

/* Level of an ATX heading, or 0. */
static int atx_level(px_str line)
{
    px_str s = px_str_trim(line);
    int level = 0;

    while ((size_t)level < s.len && s.ptr[level] == '#')
        level++;
    if (level > 6 || px_md_indent(line) > 3 ||
        ((size_t)level < s.len && s.ptr[level] != ' ' && s.ptr[level] != '\t'))
        return 0;
    return level;
}

/* "## Heading {#id} ##": closing signs go, unless they belong to a word. */
static px_str atx_heading(px_str line, int level)
{
    px_str s = px_str_trim(line);
    size_t end;

    s = px_str_trim(px_str_sub(s, (size_t)level, s.len));
    end = s.len;
    while (end && s.ptr[end - 1] == '#')
        end--;
    if (end == 0 || s.ptr[end - 1] == ' ')
        s = px_str_trim(px_str_sub(s, 0, end));
    return s;
}

/* Headings make sections at the top only; elsewhere a paragraph with a heading. */
static void add_heading(px_md_run *run, px_str heading, int level, size_t lines)
{
    size_t node, end = run->at + lines;

    if (run->top) {
        add_section(run, heading, level, lines);
        return;
    }
    px_outline_warn(run->md->outline, PX_WARN_HEADING, present_number(run), heading);
    node = px_md_add(run, PX_PROVISION_PARAGRAPH, PX_STR_NONE);
    (void)take_tail(run, node, &heading);
    if (heading.len)
        run->md->outline->nodes[node].heading = heading;
    px_md_done(run, node, end);
}

static bool heading(px_md_run *run)
{
    int level = atx_level(present(run));

    if (!level)
        return false;
    add_heading(run, atx_heading(present(run), level), level, 1);
    return true;
}

/* Length of a fence's signs, or 0; the info string behind them. */
static size_t fence_len(px_str line, char *ret_sign, px_str *ret_info)
{
    px_str s = px_str_trim(line);
    size_t n = 0;

    if (px_md_indent(line) > 3 || !s.len || (s.ptr[0] != '`' && s.ptr[0] != '~'))
        return 0;
    while (n < s.len && s.ptr[n] == s.ptr[0])
        n++;
    *ret_sign = s.ptr[0];
    *ret_info = px_str_trim(px_str_sub(s, n, s.len));
    if (n < 3 || (s.ptr[0] == '`' && px_str_find_char(*ret_info, '`') < ret_info->len))
        return 0;
    return n;
}

static bool closes_fence(px_str line, char sign, size_t len)
{
    px_str info;
    char other;
    size_t n = fence_len(line, &other, &info);

    return n >= len && other == sign && !info.len;
}

static bool fence(px_md_run *run)
{
    px_str info;
    char sign;
    size_t len = fence_len(present(run), &sign, &info), from = run->at + 1, end = from, node;

    if (!len)
        return false;
    while (end < run->count && !closes_fence(run->lines[end].text, sign, len))
        end++;
    if (end == run->count)
        px_outline_warn(run->md->outline, PX_WARN_FENCE, present_number(run), present(run));
    node = px_md_add(run, PX_PROVISION_CODE_BLOCK,
                     info.len > PX_OUTLINE_EXTRA_MAX ? PX_STR_NONE : info);
    run->md->outline->nodes[node].text =
        px_md_verbatim(run->md, run->lines + from, end - from, px_md_indent(present(run)));
    px_md_done(run, node, PX_MIN(end + 1, run->count));
    return true;
}

static bool indented(px_md_run *run)
{
    size_t end = run->at, kept = run->at, node;

    if (px_md_indent(present(run)) < 4)
        return false;
    for (; end < run->count; end++) {
        if (px_md_blank(run->lines[end].text))
            continue;
        if (px_md_indent(run->lines[end].text) < 4)
            break;
        kept = end + 1;
    }
    node = px_md_add(run, PX_PROVISION_CODE_BLOCK, PX_STR_NONE);
    run->md->outline->nodes[node].text =
        px_md_verbatim(run->md, run->lines + run->at, kept - run->at, 4);
    px_md_done(run, node, kept);
    return true;
}

/* A dividing line is a mark only. */
static bool rule(px_md_run *run)
{
    if (!px_md_rule(present(run)))
        return false;
    run->at++;
    return true;
}

/* An HTML comment that fills its lines; one inside a paragraph is dealt with there. */
static bool html_comment(px_md_run *run)
{
    return comment_lines(run, PX_STR("<!--"), PX_STR("-->"), true);
}

/* The name of the tag that opens a line; empty when there is none. */
static px_str tag_name(px_str line)
{
    px_str s = px_str_trim(line);
    size_t n = 1;

    if (s.len < 3 || s.ptr[0] != '<')
        return PX_STR_NONE;
    while (n < s.len && (px_is_letter(s.ptr[n]) || (n > 1 && px_is_digit(s.ptr[n]))))
        n++;
    if (n == 1 || n == s.len || !strchr(" >/\t", s.ptr[n]))
        return PX_STR_NONE;
    return px_str_sub(s, 1, n);
}

static bool closes_tag(px_str line, px_str name)
{
    size_t at = 0;

    while (at < line.len) {
        px_str rest = px_str_sub(line, at, line.len);
        size_t hit = px_str_find(rest, PX_STR("</"));

        if (hit == rest.len)
            return false;
        rest = px_str_sub(rest, hit + 2, rest.len);
        if (px_str_eq_nocase(px_str_sub(rest, 0, name.len), name) && rest.len > name.len &&
            rest.ptr[name.len] == '>')
            return true;
        at += hit + 2;
    }
    return false;
}

/* HTML is kept as it is, as a code block: to the closing tag, else to the next blank line. */
static bool html(px_md_run *run)
{
    px_str name = tag_name(present(run));
    size_t end = run->at, node;

    if (!name.len)
        return false;
    while (end < run->count && end < run->at + LOOK_AHEAD &&
           !closes_tag(run->lines[end].text, name))
        end++;
    if (end == run->count || end == run->at + LOOK_AHEAD) {
        end = run->at;
        while (end + 1 < run->count && !px_md_blank(run->lines[end + 1].text))
            end++;
    }
    px_outline_warn(run->md->outline, PX_WARN_HTML, present_number(run), present(run));
    node = px_md_add(run, PX_PROVISION_CODE_BLOCK, PX_STR("html"));
    run->md->outline->nodes[node].text =
        px_md_verbatim(run->md, run->lines + run->at, end + 1 - run->at, 0);
    px_md_done(run, node, end + 1);
    return true;
}

static bool is_quote(px_str line)
{
    return px_md_indent(line) < 4 && px_str_starts(px_str_trim(line), PX_STR(">"));
}

static px_str unquoted(px_str line)
{
    px_str s = px_md_outdent(line, 3);

    s = px_str_sub(s, 1, s.len);
    return px_str_starts(s, PX_STR(" ")) ? px_str_sub(s, 1, s.len) : s;
}

static bool quote(px_md_run *run)
{
    size_t end = run->at, node, n = 0;
    px_md_line *lines;

    if (!is_quote(present(run)))
        return false;
    while (end < run->count &&
           (is_quote(run->lines[end].text) ||
            (!px_md_blank(run->lines[end].text) && !px_md_interrupts(run, run->lines[end].text))))
        end++;
    node = px_md_add(run, PX_PROVISION_GROUP, PX_STR("quote"));
    lines = px_arena_array(run->md->outline->arena, end - run->at, sizeof(*lines));
    for (size_t i = run->at; i < end; i++)
        lines[n++] = (px_md_line){ is_quote(run->lines[i].text) ? unquoted(run->lines[i].text)
                                                                : run->lines[i].text,
                                   run->lines[i].number };
    px_md_inside(run->md, lines, n, node, false);
    px_md_done(run, node, end);
    return true;
}

static bool has_bar(px_str line)
{
    return px_str_find_char(line, '|') < line.len;
}

/* Rows that start with a bar, or any rows with bars of which the second is a delimiter row. */
static bool table(px_md_run *run)
{
    bool framed = px_str_starts(px_str_trim(present(run)), PX_STR("|"));
    bool ruled = run->at + 1 < run->count && has_bar(present(run)) &&
                 px_table_row_is_delimiter(run->lines[run->at + 1].text);
    PX_AUTO_BUILDER px_builder rows = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t end = run->at, node;

    if (!framed && !ruled)
        return false;
    for (; end < run->count && has_bar(run->lines[end].text); end++) {
        px_str row = px_str_trim(run->lines[end].text);

        if (framed && row.ptr[0] != '|')
            break;
        if (rows.len)
            px_builder_char(&rows, '\n');
        px_builder_str(&rows, row);
    }
    node = px_md_add(run, PX_PROVISION_TABLE, PX_STR_NONE);
    run->md->outline->nodes[node].text =
        px_arena_str(run->md->outline->arena, px_builder_view(&rows));
    px_md_done(run, node, end);
    return true;
}

/* The level of a setext underline, or 0. */
static int setext_level(px_str line)
{
    px_str s = px_str_trim(line);

    if (s.len < 2 || px_md_indent(line) > 3 || (s.ptr[0] != '=' && s.ptr[0] != '-'))
        return 0;
    for (size_t i = 1; i < s.len; i++)
        if (s.ptr[i] != s.ptr[0])
            return 0;
    return s.ptr[0] == '=' ? 1 : 2;
}

/* "[label]: address" has no place of its own yet: text, and reported. */
static bool is_link_definition(px_str line)
{
    size_t close = px_str_find(line, PX_STR("]:"));

    return line.len && line.ptr[0] == '[' && close > 1 && close < line.len;
}

/* Whatever is left. */
static bool paragraph(px_md_run *run)
{
    size_t end = run->at + 1;

    if (is_link_definition(present(run)))
        px_outline_warn(run->md->outline, PX_WARN_LINK_DEFINITION, present_number(run),
                        present(run));
    while (end < run->count && !px_md_blank(run->lines[end].text)) {
        int level = setext_level(run->lines[end].text);

        if (level) {
            px_str text = px_md_join(run->md, run->lines + run->at, end - run->at);

            add_heading(run, text, level, end + 1 - run->at);
            return true;
        }
        if (px_md_interrupts(run, run->lines[end].text))
            break;
        end++;
    }
    add_paragraph(run, px_md_join(run->md, run->lines + run->at, end - run->at), end - run->at);
    return true;
}

bool px_md_interrupts(const px_md_run *run, px_str line)
{
    px_str s = px_str_trim(line), info;
    px_md_attr attr;
    char sign;

    if (!s.len || px_md_indent(line) > 3)
        return false;
    if (atx_level(line) || is_quote(line) || fence_len(line, &sign, &info))
        return true;
    if (s.ptr[0] == '{' && (px_md_attr_line(line, &attr) || px_str_starts(s, PX_STR("{::"))))
        return true;
    if (run->top && px_str_starts(s, PX_STR("--- ")))
        return true;
    return px_md_list_interrupts(line);
}

void px_md_blocks(px_md_run *run)
{
    static bool (*const recognisers[])(px_md_run *) = {
        blank,   attributes, words,      comment_extension, extension,    part,
        heading, fence,      rule,       indented,          html_comment, html,
        quote,   table,      px_md_list, px_md_definitions, paragraph,
    };

    while (run->at < run->count)
        for (size_t i = 0; i < PX_COUNT(recognisers); i++)
            if (recognisers[i](run))
                break;
}

void px_md_inside(px_md *md, const px_md_line *lines, size_t count, size_t parent, bool absorb)
{
    px_md_run run = {
        .md = md,
        .lines = lines,
        .count = count,
        .parent = parent,
        .absorb = absorb,
        .last = PX_OUTLINE_TOP,
    };
    px_outline_node *node = &md->outline->nodes[parent];
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    /* A list in an item takes two levels. */
    if (px_outline_depth(md->outline, parent) + 3 < PX_OUTLINE_MAX_DEPTH) {
        px_md_blocks(&run);
        return;
    }
    px_outline_warn(md->outline, PX_WARN_DEPTH, count ? lines[0].number : node->line,
                    count ? lines[0].text : PX_STR(""));
    px_builder_str(&text, node->text);
    if (text.len && count)
        px_builder_char(&text, ' ');
    px_builder_str(&text, px_md_join(md, lines, count));
    node->text = px_arena_str(md->outline->arena, px_builder_view(&text));
}
