/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/archive_place.h"

#include "base/map.h"

#include "base/banned.h"

enum {
    LINES_MAX = 24, /* lines of one provision that a suggestion can replace */
    FEW_WORDS = 10, /* a suggestion of fewer words can be like others by chance */
    QUOTE_MIN = 5,  /* bytes of words that can be a quote in a section that is named */
    QUOTE_FAR = 16, /* bytes of one or two words that can be one anywhere */
    SHARED_MIN = 3, /* of ten words of a line, so many are in the suggestion */
};

const char *px_archive_by_name(px_archive_by by)
{
    static const char *const names[PX_ARCHIVE_BY_COUNT] = {
        [PX_ARCHIVE_BY_NOTHING] = "nothing", [PX_ARCHIVE_BY_SUGGESTION] = "suggestion",
        [PX_ARCHIVE_BY_QUOTE] = "quote",     [PX_ARCHIVE_BY_THREAD] = "thread",
        [PX_ARCHIVE_BY_SECTION] = "section", [PX_ARCHIVE_BY_HEADING] = "heading",
        [PX_ARCHIVE_BY_ORDER] = "order",     [PX_ARCHIVE_BY_CHANGE] = "change",
        [PX_ARCHIVE_BY_NEXT] = "next",
    };

    return names[by];
}

/* ---- Suggestions */

typedef struct best {
    px_archive_spot spot;
    double score, second; /* second: of lines that do not overlap the best */
} best;

static bool overlap(const px_archive_spot *a, const px_archive_spot *b)
{
    return a->node == b->node && a->in_heading == b->in_heading && a->start < b->end &&
           b->start < a->end;
}

static void consider(best *b, const px_archive_spot *spot, double score)
{
    if (score > b->score) {
        if (!b->score || !overlap(spot, &b->spot))
            b->second = b->score;
        b->spot = *spot;
        b->score = score;
    } else if (score > b->second && !overlap(spot, &b->spot)) {
        b->second = score;
    }
}

static size_t words_of(px_map *map, px_str plain, size_t *ret_shared)
{
    px_str rest = plain, word;
    size_t count = 0;

    *ret_shared = 0;
    while (px_str_split(&rest, ' ', &word)) {
        if (!word.len)
            continue;
        count++;
        *ret_shared += px_map_get(map, word) != NULL;
    }
    return count;
}

/* All runs of lines that begin with this one. */
static void try_lines(px_arena *scratch, const px_archive_draft *draft, size_t first,
                      px_str suggestion, best *b)
{
    const px_archive_stretch *from = &draft->stretches[first];
    px_str plain = px_archive_draft_plain(draft, from->node, from->in_heading);

    for (size_t i = first; i < draft->n_stretches && i < first + LINES_MAX; i++) {
        const px_archive_stretch *to = &draft->stretches[i];
        px_archive_spot spot = { from->node, from->in_heading, from->start, to->end };

        if (to->node != from->node || to->in_heading != from->in_heading || to->end < from->start ||
            (i > first && to->end - from->start > 3 * suggestion.len))
            return;
        px_arena_reset(scratch);
        consider(b, &spot,
                 px_match_similarity(scratch, px_str_sub(plain, spot.start, spot.end), suggestion));
    }
}

bool px_archive_place_suggestion(px_arena *arena, const px_archive_draft *draft, px_str suggestion,
                                 size_t within, px_archive_found *ret_found)
{
    PX_AUTO_ARENA px_arena *scratch = px_arena_new();
    px_str plain = px_archive_plain(arena, suggestion), rest = plain, word;
    px_map map = PX_MAP_INIT;
    best b = { 0 };
    size_t shared, words;

    while (px_str_split(&rest, ' ', &word))
        if (word.len)
            px_map_put(&map, word, &b);
    for (size_t i = 0; plain.len && i < draft->n_stretches; i++) {
        const px_archive_stretch *s = &draft->stretches[i];
        px_str line =
            px_str_sub(px_archive_draft_plain(draft, s->node, s->in_heading), s->start, s->end);

        if (!px_archive_draft_within(draft, s->node, within))
            continue;
        words = words_of(&map, line, &shared);
        if (10 * shared >= SHARED_MIN * words && shared)
            try_lines(scratch, draft, i, plain, &b);
    }
    words = words_of(&map, plain, &shared);
    px_map_free(&map);
    if (b.score < (words < FEW_WORDS ? PX_ARCHIVE_FLOOR_SHORT : PX_ARCHIVE_FLOOR) ||
        b.score - b.second < PX_ARCHIVE_LEAD)
        return false;
    *ret_found = (px_archive_found){ PX_ARCHIVE_BY_SUGGESTION, b.spot, b.score };
    return true;
}

/* ---- Quotes and sections */

/* A word or two can stand somewhere by chance, unless the section is named. */
static bool can_place(px_str phrase, size_t within)
{
    size_t space = px_str_find_char(phrase, ' ');
    px_str rest = px_str_sub(phrase, space + 1, phrase.len);

    if (within != PX_OUTLINE_TOP)
        return phrase.len >= QUOTE_MIN;
    return phrase.len >= QUOTE_FAR || px_str_find_char(rest, ' ') < rest.len;
}

static bool place_quote(const px_archive_draft *draft, const px_archive_words *words, size_t within,
                        px_archive_found *ret_found)
{
    for (size_t i = 0; i < words->n_phrases; i++) {
        px_archive_spot spot;

        if (!can_place(words->phrases[i], within) ||
            px_archive_draft_find(draft, words->phrases[i], within, &spot) != 1)
            continue;
        *ret_found = (px_archive_found){ PX_ARCHIVE_BY_QUOTE, spot, 1 };
        return true;
    }
    return false;
}

/* The section that is named: by its number, by its heading in the title, or by its heading in the
 * text. */
static size_t named_section(px_arena *arena, const px_archive_draft *draft, px_str title,
                            const px_archive_words *words, px_archive_by *ret_by)
{
    size_t section = px_archive_draft_section(draft, words->section);

    *ret_by = PX_ARCHIVE_BY_SECTION;
    if (section != PX_OUTLINE_TOP || words->several)
        return section;
    *ret_by = PX_ARCHIVE_BY_HEADING;
    section = px_archive_draft_heading(arena, draft, title, false);
    return section != PX_OUTLINE_TOP ? section
                                     : px_archive_draft_heading(arena, draft, words->text, true);
}

void px_archive_place(px_arena *arena, const px_archive_draft *draft, px_str title,
                      const px_archive_words *words, px_archive_found *ret_found)
{
    px_archive_by by;
    size_t section;

    *ret_found = (px_archive_found){ .spot = { .node = PX_OUTLINE_TOP } };
    if (words->has_suggestion && words->suggestion.len &&
        px_archive_place_suggestion(arena, draft, words->suggestion, PX_OUTLINE_TOP, ret_found))
        return;
    section = named_section(arena, draft, title, words, &by);
    if ((section != PX_OUTLINE_TOP && place_quote(draft, words, section, ret_found)) ||
        place_quote(draft, words, PX_OUTLINE_TOP, ret_found))
        return;
    if (section != PX_OUTLINE_TOP)
        *ret_found = (px_archive_found){ .by = by, .spot = { .node = section } };
}

/* Where the next draft has the words; PX_OUTLINE_TOP. */
static size_t node_of_next(px_arena *arena, const px_archive_draft *next,
                           const px_archive_words *words)
{
    px_str plain = px_archive_plain(arena, words->suggestion);
    px_archive_found found = { 0 };
    px_archive_spot spot;

    if (!words->has_suggestion)
        return place_quote(next, words, PX_OUTLINE_TOP, &found) ? found.spot.node : PX_OUTLINE_TOP;
    if (can_place(plain, PX_OUTLINE_TOP) &&
        px_archive_draft_find(next, plain, PX_OUTLINE_TOP, &spot) == 1)
        return spot.node;
    if (px_archive_place_suggestion(arena, next, words->suggestion, PX_OUTLINE_TOP, &found) &&
        found.score >= PX_ARCHIVE_NEARLY)
        return found.spot.node;
    return PX_OUTLINE_TOP;
}

static size_t node_of_id(const px_archive_draft *draft, px_str id)
{
    for (size_t i = 0; i < draft->side.count; i++)
        if (px_str_eq(draft->side.nodes[i].id, id))
            return i;
    return PX_OUTLINE_TOP;
}

void px_archive_place_next(px_arena *arena, const px_archive_draft *draft,
                           const px_archive_draft *next, const px_archive_words *words,
                           px_archive_found *found)
{
    size_t node, here = PX_OUTLINE_TOP;

    if (found->spot.node != PX_OUTLINE_TOP)
        return;
    node = node_of_next(arena, next, words);
    while (node != PX_OUTLINE_TOP && here == PX_OUTLINE_TOP) {
        here = node_of_id(draft, next->side.nodes[node].id);
        node = next->side.nodes[node].parent;
    }
    if (here != PX_OUTLINE_TOP)
        *found = (px_archive_found){ PX_ARCHIVE_BY_NEXT, { .node = here }, 0 };
}

void px_archive_place_change(px_arena *arena, const px_archive_draft *draft, px_str title,
                             px_archive_found *found)
{
    px_archive_words words;
    px_archive_by by;
    size_t section;

    if (found->spot.node != PX_OUTLINE_TOP)
        return;
    px_archive_words_read(arena, title, PX_STR_NONE, &words);
    section = named_section(arena, draft, title, &words, &by);
    if (section != PX_OUTLINE_TOP)
        *found = (px_archive_found){ PX_ARCHIVE_BY_CHANGE, { .node = section }, 0 };
}

/* ---- What the others of the same change say */

static bool on_words(const px_archive_found *found)
{
    return found->spot.node != PX_OUTLINE_TOP && found->spot.end > found->spot.start;
}

/* A proposal replaces whole lines: it does not take the place of a quoted word. */
static bool can_follow(const px_archive_line_of *line, const px_archive_found *found)
{
    if (found->by == PX_ARCHIVE_BY_THREAD || found->spot.node == PX_OUTLINE_TOP)
        return false;
    return found->by != PX_ARCHIVE_BY_QUOTE || !line->proposes;
}

/* The one on the same line that was found, on words rather than on a provision. */
static const px_archive_line_of *of_same_line(const px_archive_line_of *lines, size_t count,
                                              const px_archive_line_of *line)
{
    const px_archive_line_of *found = NULL;

    for (size_t i = 0; i < count; i++) {
        if (lines[i].position != line->position || !can_follow(line, &lines[i].found))
            continue;
        if (!found || (on_words(&lines[i].found) && !on_words(&found->found)))
            found = &lines[i];
    }
    return found;
}

void px_archive_place_threads(px_archive_line_of *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const px_archive_line_of *other;

        if (lines[i].found.spot.node != PX_OUTLINE_TOP || !lines[i].position)
            continue;
        other = of_same_line(lines, count, &lines[i]);
        if (!other)
            continue;
        lines[i].found = other->found;
        lines[i].found.by = PX_ARCHIVE_BY_THREAD;
    }
}

/* The nearest remark of the same state of the change that was found, before or behind. */
static const px_archive_line_of *nearest(const px_archive_line_of *lines, size_t count,
                                         const px_archive_line_of *line, bool before)
{
    const px_archive_line_of *found = NULL;

    for (size_t i = 0; i < count; i++) {
        const px_archive_line_of *l = &lines[i];
        bool side = before ? l->position < line->position : l->position > line->position;

        if (!side || l->found.spot.node == PX_OUTLINE_TOP || !px_str_eq(l->commit, line->commit))
            continue;
        if (!found || (before ? l->position > found->position : l->position < found->position))
            found = l;
    }
    return found;
}

void px_archive_place_between(const px_archive_draft *draft, px_archive_line_of *lines,
                              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const px_archive_line_of *before, *behind;
        size_t node;

        if (lines[i].found.spot.node != PX_OUTLINE_TOP || !lines[i].position)
            continue;
        before = nearest(lines, count, &lines[i], true);
        behind = nearest(lines, count, &lines[i], false);
        if (!before || !behind || before->found.spot.node > behind->found.spot.node)
            continue;
        node = px_archive_draft_common(draft, before->found.spot.node, behind->found.spot.node);
        if (node != PX_OUTLINE_TOP)
            lines[i].found =
                (px_archive_found){ .by = PX_ARCHIVE_BY_ORDER, .spot = { .node = node } };
    }
}
