/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/archive_draft.h"

#include "base/ascii.h"
#include "drafting/comment/archive_words.h"

#include "base/banned.h"

enum {
    AHEAD = 8,       /* provisions that a line is looked for in, behind the last one found */
    DEEPEST = 16,    /* levels of sections */
    FAR_MIN = 12,    /* bytes that a line needs to be looked for in a later provision */
    HEADING_MIN = 8, /* bytes of a heading that can be named */
};

px_str px_archive_draft_plain(const px_archive_draft *draft, size_t node, bool in_heading)
{
    return in_heading ? draft->side.nodes[node].heading : draft->side.nodes[node].text;
}

bool px_archive_draft_within(const px_archive_draft *draft, size_t node, size_t within)
{
    if (within == PX_OUTLINE_TOP)
        return true;
    while (node != PX_OUTLINE_TOP && node != within)
        node = draft->side.nodes[node].parent;
    return node == within;
}

size_t px_archive_draft_common(const px_archive_draft *draft, size_t a, size_t b)
{
    while (a != PX_OUTLINE_TOP && !px_archive_draft_within(draft, b, a))
        a = draft->side.nodes[a].parent;
    return a;
}

/* ---- Numbers of sections */

static bool is_section(const px_archive_draft *draft, size_t node)
{
    return px_provision_kinds[draft->side.nodes[node].kind].division &&
           draft->side.nodes[node].heading.len;
}

/* As tools of Internet drafts count them: the abstract has no number. */
static void number_sections(px_arena *arena, px_archive_draft *draft)
{
    unsigned counts[DEEPEST] = { 0 };

    draft->sections = px_arena_array(arena, PX_MAX(draft->side.count, 1), sizeof(px_str));
    for (size_t i = 0; i < draft->side.count; i++) {
        const px_match_node *node = &draft->side.nodes[i];
        PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(256);

        if (!is_section(draft, i) || node->depth >= DEEPEST ||
            px_str_eq_nocase(node->heading, PX_STR("abstract")))
            continue;
        if (node->number.len) {
            draft->sections[i] = node->number;
            continue;
        }
        counts[node->depth]++;
        for (size_t d = (size_t)node->depth + 1; d < DEEPEST; d++)
            counts[d] = 0;
        for (int d = 0; d <= node->depth; d++)
            px_builder_format(&number, "%s%u", d ? "." : "", counts[d]);
        draft->sections[i] = px_arena_str(arena, px_builder_view(&number));
    }
}

/* ---- Lines */

static void add_stretch(px_arena *arena, px_archive_draft *draft, size_t *room,
                        px_archive_stretch stretch)
{
    draft->stretches =
        px_arena_grow(arena, draft->stretches, draft->n_stretches, room, sizeof(*draft->stretches));
    draft->stretches[draft->n_stretches++] = stretch;
}

/* Looks for a line in a heading or text behind byte `from`. */
static bool find_in(const px_archive_draft *draft, px_str line, size_t node, bool in_heading,
                    size_t from, px_archive_stretch *ret_stretch)
{
    px_str plain = px_archive_draft_plain(draft, node, in_heading);
    px_str rest = px_str_sub(plain, from, plain.len);
    size_t at = px_str_find(rest, line);

    if (from > plain.len || at == rest.len)
        return false;
    *ret_stretch = (px_archive_stretch){ node, in_heading, from + at, from + at + line.len };
    return true;
}

/* Where a line of the file stands, behind the last one. */
static bool find_line(const px_archive_draft *draft, px_str line, const px_archive_stretch *last,
                      px_archive_stretch *ret_stretch)
{
    size_t end = PX_MIN(draft->side.count, last->node + AHEAD);

    if (find_in(draft, line, last->node, last->in_heading, last->end, ret_stretch))
        return true;
    if (last->in_heading && find_in(draft, line, last->node, false, 0, ret_stretch))
        return true;
    for (size_t i = last->node + 1; i < end; i++) {
        px_archive_stretch found;

        if (find_in(draft, line, i, true, 0, &found) || find_in(draft, line, i, false, 0, &found)) {
            if (found.start && line.len < FAR_MIN)
                continue;
            *ret_stretch = found;
            return true;
        }
    }
    return false;
}

static void read_lines(px_arena *arena, px_archive_draft *draft, px_str source)
{
    px_archive_stretch last = { .in_heading = true };
    px_str rest = source, line;
    size_t room = 0;

    while (px_str_line(&rest, &line)) {
        px_str plain = px_archive_plain(arena, px_archive_line(line));

        if (plain.len && find_line(draft, plain, &last, &last))
            add_stretch(arena, draft, &room, last);
    }
}

static void read_sentences(px_arena *arena, px_archive_draft *draft)
{
    size_t room = 0;

    for (size_t i = 0; i < draft->side.count; i++) {
        px_str text = draft->side.nodes[i].text;
        size_t start = 0;

        while (start < text.len) {
            size_t len = px_str_find(px_str_sub(text, start, text.len), PX_STR(". "));
            size_t end = PX_MIN(start + len + 1, text.len);

            add_stretch(arena, draft, &room, (px_archive_stretch){ i, false, start, end });
            start = end + 1;
        }
    }
}

int px_archive_draft_make(px_arena *arena, const px_version *version, const px_text *text,
                          px_str source, px_archive_draft *ret_draft, px_error *err)
{
    px_archive_draft draft = {
        .version = *version, .language = text->language, .date = version->published, .text = *text
    };
    int rc = px_match_side_of_text(arena, text, true, &draft.side, err);

    if (rc < 0)
        return rc;
    number_sections(arena, &draft);
    if (source.len && draft.side.count)
        read_lines(arena, &draft, source);
    else
        read_sentences(arena, &draft);
    *ret_draft = draft;
    return 0;
}

/* ---- Finding */

static bool is_word_byte(char c)
{
    return px_is_alnum(c) || (unsigned char)c >= 0x80;
}

static bool is_whole(px_str plain, size_t start, size_t end)
{
    return (!start || !is_word_byte(plain.ptr[start - 1]) || !is_word_byte(plain.ptr[start])) &&
           (end == plain.len || !is_word_byte(plain.ptr[end]) || !is_word_byte(plain.ptr[end - 1]));
}

static size_t count_in(const px_archive_draft *draft, px_str words, size_t node, bool in_heading,
                       size_t before, px_archive_spot *ret_spot)
{
    px_str plain = px_archive_draft_plain(draft, node, in_heading);
    size_t from = 0, count = 0;

    for (;;) {
        px_str rest = px_str_sub(plain, from, plain.len);
        size_t at = px_str_find(rest, words);

        if (at == rest.len)
            return count;
        if (is_whole(plain, from + at, from + at + words.len)) {
            if (!before && !count)
                *ret_spot = (px_archive_spot){ node, in_heading, from + at, from + at + words.len };
            count++;
        }
        from += at + words.len;
    }
}

size_t px_archive_draft_find(const px_archive_draft *draft, px_str words, size_t within,
                             px_archive_spot *ret_spot)
{
    size_t count = 0;

    if (!words.len)
        return 0;
    for (size_t i = 0; i < draft->side.count; i++) {
        if (!px_archive_draft_within(draft, i, within))
            continue;
        count += count_in(draft, words, i, true, count, ret_spot);
        count += count_in(draft, words, i, false, count, ret_spot);
    }
    return count;
}

size_t px_archive_draft_section(const px_archive_draft *draft, px_str number)
{
    for (size_t i = 0; number.len && i < draft->side.count; i++)
        if (px_match_same_number(draft->sections[i], number))
            return i;
    return PX_OUTLINE_TOP;
}

size_t px_archive_draft_heading(px_arena *arena, const px_archive_draft *draft, px_str text,
                                bool with_case)
{
    px_str small = with_case ? text : px_arena_lower(arena, text);
    size_t found = PX_OUTLINE_TOP, longest = 0;
    bool several = false;

    for (size_t i = 0; i < draft->side.count; i++) {
        px_str exact = draft->side.nodes[i].heading;
        px_str heading = with_case ? exact : px_arena_lower(arena, exact);

        if (!is_section(draft, i) || heading.len < HEADING_MIN || heading.len < longest ||
            px_str_find_char(heading, ' ') == heading.len ||
            px_str_find(small, heading) == small.len)
            continue;
        several = longest == heading.len;
        longest = heading.len;
        found = i;
    }
    return several ? PX_OUTLINE_TOP : found;
}
