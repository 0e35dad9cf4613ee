/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where words are in another version. The comparison says which provision to look at; the word
 * difference of that provision says where each word went; what that loses (a sentence that was
 * turned round) an approximate search finds. A place whose words were in the old provision already,
 * but outside the anchor, is not the anchor's place, however well it reads.
 */
#include "code/anchor.h"

#include "base/ascii.h"
#include "base/message.h"
#include "code/compare/word_diff.h"
#include "code/quote_search.h"

#include "base/banned.h"

/* Longest quote that is searched approximately, in code points. */
#define SEARCH_MAX 4096

/* Words that went to a provision which has nothing else in common are believed from this length. */
#define STRAY_POINTS 24
#define STRAY_SPACES 4

typedef struct carrier {
    px_arena *arena;
    const px_comparison *comparison;
    const px_anchor *anchor;
    size_t node; /* of the old side */
    px_str old_field;
    px_points quote, prefix, suffix;
    /* the best place so far */
    bool found;
    double rank;
    px_anchor_place place;
} carrier;

static const char *const names[PX_ANCHOR_STATE_COUNT] = {
    [PX_ANCHOR_UNCHANGED] = "unchanged", [PX_ANCHOR_MOVED] = "moved",
    [PX_ANCHOR_CHANGED] = "changed",     [PX_ANCHOR_TEXT_GONE] = "text-gone",
    [PX_ANCHOR_DELETED] = "deleted",
};

const char *px_anchor_state_name(px_anchor_state state)
{
    return names[(unsigned)state < PX_ANCHOR_STATE_COUNT ? state : 0];
}

const char *px_anchor_state_title(px_anchor_state state)
{
    static const char *const titles[PX_ANCHOR_STATE_COUNT] = {
        [PX_ANCHOR_UNCHANGED] = N_("unchanged"),
        [PX_ANCHOR_MOVED] = N_("moved"),
        [PX_ANCHOR_CHANGED] = N_("changed"),
        [PX_ANCHOR_TEXT_GONE] = N_("the words are gone"),
        [PX_ANCHOR_DELETED] = N_("the provision was deleted"),
    };

    return titles[(unsigned)state < PX_ANCHOR_STATE_COUNT ? state : 0];
}

static px_str field_of(const px_match_node *node, bool in_heading)
{
    return in_heading ? node->heading : node->text;
}

/* The bytes of code points start to end. */
static px_str slice(px_str text, size_t start, size_t end)
{
    size_t from = 0, at = 0, len;

    for (size_t point = 0; at < text.len && point < end; point++) {
        if (point == start)
            from = at;
        (void)px_utf8_decode(px_str_sub(text, at, text.len), &len);
        at += len;
    }
    return start < end ? px_str_sub(text, from, at) : PX_STR("");
}

/* ---- Taking an anchor, finding its node */

int px_anchor_make(px_arena *arena, px_str version, const px_match_side *side, size_t node,
                   bool in_heading, size_t start, size_t end, px_anchor *ret_anchor, px_error *err)
{
    const px_match_node *n = &side->nodes[node];
    px_str field = field_of(n, in_heading);
    size_t count = px_utf8_count(field);
    size_t before = PX_MIN(start, PX_ANCHOR_CONTEXT);

    if (start > end || end > count)
        return px_fail(err, PX_ERR_INVALID,
                       N_("the words {start} to {end} are not within the text, which has {count} "
                          "characters"),
                       "start", px_arena_format(arena, "%zu", start), "end",
                       px_arena_format(arena, "%zu", end), "count",
                       px_arena_format(arena, "%zu", count), NULL);
    *ret_anchor = (px_anchor){
        .version = version,
        .id = n->id,
        .in_heading = in_heading,
        .start = start,
        .end = end,
        .exact = slice(field, start, end),
    };
    if (start == end)
        return 0;
    ret_anchor->prefix = slice(field, start - before, start);
    ret_anchor->suffix = slice(field, end, PX_MIN(end + PX_ANCHOR_CONTEXT, count));
    return 0;
}

int px_anchor_find(const px_match_side *side, const px_anchor *anchor, size_t *ret_node,
                   px_error *err)
{
    for (size_t i = 0; i < side->count; i++) {
        px_str field = field_of(&side->nodes[i], anchor->in_heading);

        if (!px_str_eq(side->nodes[i].id, anchor->id))
            continue;
        if (!px_str_eq(slice(field, anchor->start, anchor->end), anchor->exact))
            return px_fail(err, PX_ERR_CONFLICT,
                           N_("the words do not stand at their place in the version that the "
                              "anchor names"),
                           NULL);
        *ret_node = i;
        return 0;
    }
    return px_fail(err, PX_ERR_NOT_FOUND, N_("the version has no provision with this lasting id"),
                   NULL);
}

/* ---- Places in one provision of the new side */

/* How much of the quote the words at a place are. Long ones are weighed by words. */
static double similarity(const carrier *c, px_points found, px_str words)
{
    if (c->quote.count <= SEARCH_MAX && found.count <= 2 * SEARCH_MAX)
        return px_edit_similarity(c->arena, c->quote, found);
    return px_match_similarity(c->arena, c->anchor->exact, words);
}

/* The weights of the Hypothesis client for quote, prefix, suffix and position, but with a floor. */
static double rank_of(const carrier *c, px_points text, size_t start, size_t end, double quote)
{
    size_t before = PX_MIN(start, c->prefix.count);
    size_t off = start > c->anchor->start ? start - c->anchor->start : c->anchor->start - start;
    double prefix =
        px_edit_similarity(c->arena, c->prefix, px_points_sub(text, start - before, start));
    double suffix =
        px_edit_similarity(c->arena, c->suffix, px_points_sub(text, end, end + c->suffix.count));
    double position = text.count ? 1.0 - (double)PX_MIN(off, text.count) / (double)text.count : 1.0;

    return (50 * quote + 20 * prefix + 20 * suffix + 2 * position) / 92;
}

/* Whether more than half of a place is what the old provision had outside the anchor. */
static bool belongs_elsewhere(const carrier *c, const px_word_diff *diff, size_t start, size_t end)
{
    size_t foreign = 0;

    for (size_t i = 0; i < diff->count; i++) {
        const px_words_run *run = &diff->runs[i];
        size_t length, from, to, old_from, old_to;

        if (run->op != PX_WORDS_SAME || run->new_start >= end)
            continue;
        length = px_utf8_count(run->text);
        if (run->new_start + length <= start)
            continue;
        from = PX_MAX(start, run->new_start);
        to = PX_MIN(end, run->new_start + length);
        old_from = run->old_start + (from - run->new_start);
        old_to = old_from + (to - from);
        foreign += to - from;
        if (old_from < c->anchor->end && old_to > c->anchor->start)
            foreign -= PX_MIN(old_to, c->anchor->end) - PX_MAX(old_from, c->anchor->start);
    }
    return 2 * foreign > end - start;
}

/* White space at the ends is no part of a place. */
static void trim(px_points text, size_t *start, size_t *end)
{
    while (*start < *end && text.at[*start] == ' ')
        ++*start;
    while (*end > *start && text.at[*end - 1] == ' ')
        --*end;
}

static void offer(carrier *c, size_t node, px_points text, const px_word_diff *diff, size_t start,
                  size_t end)
{
    px_str field = field_of(&c->comparison->new_side->nodes[node], c->anchor->in_heading), words;
    double score, rank;

    trim(text, &start, &end);
    if (start == end || belongs_elsewhere(c, diff, start, end))
        return;
    words = slice(field, start, end);
    score = similarity(c, px_points_sub(text, start, end), words);
    if (score < PX_ANCHOR_FLOOR)
        return;
    rank = rank_of(c, text, start, end, score);
    if (c->found && rank <= c->rank)
        return;
    c->found = true;
    c->rank = rank;
    c->place = (px_anchor_place){
        .node = node,
        .in_heading = c->anchor->in_heading,
        .start = start,
        .end = end,
        .exact = words,
        .same_words = px_str_eq(words, c->anchor->exact),
        .score = score,
    };
}

/* Where the code points start to end of the old text went, by its unchanged words and what was put
 * between them. */
static void mapped(const px_word_diff *diff, size_t start, size_t end, size_t *ret_start,
                   size_t *ret_end)
{
    size_t from = SIZE_MAX, to = 0;

    for (size_t i = 0; i < diff->count; i++) {
        const px_words_run *run = &diff->runs[i];
        size_t length = px_utf8_count(run->text), old_end = run->old_start + length;
        size_t new_length = 0;

        if (run->op == PX_WORDS_INSERTED || run->old_start >= end || old_end <= start)
            continue;
        if (run->op == PX_WORDS_SAME) {
            size_t head = PX_MAX(start, run->old_start) - run->old_start;

            from = PX_MIN(from, run->new_start + head);
            to = PX_MAX(to, run->new_start + PX_MIN(end, old_end) - run->old_start);
            continue;
        }
        if (i + 1 < diff->count && diff->runs[i + 1].op == PX_WORDS_INSERTED)
            new_length = px_utf8_count(diff->runs[i + 1].text);
        from = PX_MIN(from, run->new_start);
        to = PX_MAX(to, run->new_start + new_length);
    }
    *ret_start = from == SIZE_MAX ? 0 : from;
    *ret_end = PX_MAX(to, *ret_start);
}

static bool is_word(uint32_t point)
{
    return point > 0x7f || px_is_letter((char)point) || px_is_digit((char)point);
}

/* Whether a word stands across the border between the two texts. */
static bool is_cut(px_points before, px_points behind)
{
    return before.count && behind.count && is_word(before.at[before.count - 1]) &&
           is_word(behind.at[0]);
}

/* Whether a word stands across this border inside the text. */
static bool is_inside_word(px_points text, size_t border)
{
    return border > 0 && border < text.count && is_word(text.at[border - 1]) &&
           is_word(text.at[border]);
}

/* An approximate place may begin or end inside a word, which reads as nonsense: it is made whole,
 * where the anchor does not cut one itself. */
static void whole_words(const carrier *c, px_points text, px_quote_hit *hit)
{
    if (hit->start >= hit->end)
        return;
    if (!is_cut(c->prefix, c->quote))
        while (is_inside_word(text, hit->start))
            hit->start--;
    if (!is_cut(c->quote, c->suffix))
        while (is_inside_word(text, hit->end))
            hit->end++;
}

static void look_in(carrier *c, size_t node)
{
    px_str field = field_of(&c->comparison->new_side->nodes[node], c->anchor->in_heading);
    px_points text = px_points_of(c->arena, field);
    size_t start, end;
    px_word_diff diff;
    px_quote_hit hit;

    px_word_diff_make(c->arena, c->old_field, field, &diff);
    mapped(&diff, c->anchor->start, c->anchor->end, &start, &end);
    offer(c, node, text, &diff, start, end);
    if (c->quote.count <= SEARCH_MAX &&
        px_quote_search(c->arena, c->quote, text, start, c->quote.count / 2, &hit)) {
        whole_words(c, text, &hit);
        offer(c, node, text, &diff, hit.start, hit.end);
    }
}

/* ---- Words that went to a provision which has nothing else in common */

static bool says(const px_match_node *node, px_str words)
{
    return memmem(node->text.ptr, node->text.len, words.ptr, words.len) != NULL;
}

static bool is_long(const carrier *c)
{
    size_t spaces = 0;

    for (size_t i = 0; i < c->quote.count; i++)
        spaces += c->quote.at[i] == ' ' ? 1 : 0;
    return c->quote.count >= STRAY_POINTS && spaces >= STRAY_SPACES;
}

/* The one new place that has exactly these words and whose provision did not have them before. */
static void look_everywhere(carrier *c)
{
    const px_match_side *old_side = c->comparison->old_side, *new_side = c->comparison->new_side;
    size_t where = SIZE_MAX, start;
    px_points text;

    for (size_t i = 0; is_long(c) && i < new_side->count; i++) {
        size_t before = c->comparison->match.to_old[i].node;

        if (!says(&new_side->nodes[i], c->anchor->exact))
            continue;
        if (before != PX_OUTLINE_TOP && before != c->node &&
            says(&old_side->nodes[before], c->anchor->exact))
            continue;
        if (where != SIZE_MAX)
            return;
        where = i;
    }
    if (where == SIZE_MAX)
        return;
    text = px_points_of(c->arena, new_side->nodes[where].text);
    if (px_quote_find(c->quote, text, &start, 1) != 1)
        return;
    c->found = true;
    c->place = (px_anchor_place){
        .node = where,
        .start = start,
        .end = start + c->quote.count,
        .exact = slice(new_side->nodes[where].text, start, start + c->quote.count),
        .same_words = true,
        .score = 1,
    };
}

/* ---- States */

/* The provision in which the old one goes on, and how much of its words is there: its partner,
 * else what most of it was merged into. */
static size_t heir_of(const carrier *c, double *ret_share)
{
    const px_match *match = &c->comparison->match;
    const px_match_partner *partner = &match->to_new[c->node];
    size_t heir = partner->node;

    *ret_share = heir == PX_OUTLINE_TOP ? 0 : partner->similarity;
    if (heir != PX_OUTLINE_TOP)
        return heir;
    for (size_t i = 0; i < match->n_parts; i++) {
        const px_match_part *part = &match->parts[i];

        if (part->merge && part->part == c->node && part->share > *ret_share) {
            *ret_share = part->share;
            heir = part->whole;
        }
    }
    return heir;
}

static size_t surviving_parent(const carrier *c)
{
    const px_match_side *side = c->comparison->old_side;
    size_t at = side->nodes[c->node].parent;

    while (at != PX_OUTLINE_TOP && c->comparison->match.to_new[at].node == PX_OUTLINE_TOP)
        at = side->nodes[at].parent;
    return at == PX_OUTLINE_TOP ? at : c->comparison->match.to_new[at].node;
}

/* The provision has the words that it had: everything is where it was. */
static bool carry_whole(const carrier *c, size_t heir, px_anchor_place *ret_place)
{
    const px_comparison *comparison = c->comparison;
    const px_match_node *was = &comparison->old_side->nodes[c->node];
    const px_match_node *is = &comparison->new_side->nodes[heir];
    bool moved = comparison->changes[comparison->of_new[heir]].moved;

    if (comparison->match.to_new[c->node].node != heir ||
        memcmp(was->hash, is->hash, PX_TEXT_HASH_LEN) != 0)
        return false;
    *ret_place = (px_anchor_place){
        .state = moved ? PX_ANCHOR_MOVED : PX_ANCHOR_UNCHANGED,
        .node = heir,
        .in_heading = c->anchor->in_heading,
        .start = c->anchor->start,
        .end = c->anchor->end,
        .exact = slice(field_of(is, c->anchor->in_heading), c->anchor->start, c->anchor->end),
        .same_words = true,
        .score = 1,
    };
    return true;
}

/* An anchor on a whole provision needs no words. */
static void carry_provision(const carrier *c, size_t heir, double share, px_anchor_place *ret_place)
{
    *ret_place = (px_anchor_place){
        .state = heir == PX_OUTLINE_TOP ? PX_ANCHOR_DELETED : PX_ANCHOR_CHANGED,
        .node = heir == PX_OUTLINE_TOP ? surviving_parent(c) : heir,
        .exact = PX_STR(""),
        .score = share,
    };
}

static void search(carrier *c, size_t heir)
{
    const px_match *match = &c->comparison->match;

    if (heir != PX_OUTLINE_TOP)
        look_in(c, heir);
    for (size_t i = 0; i < match->n_parts; i++)
        if (!match->parts[i].merge && match->parts[i].whole == c->node)
            look_in(c, match->parts[i].part);
    if (!c->found)
        look_everywhere(c);
}

static px_anchor_state state_of(const carrier *c, size_t heir)
{
    size_t partner = c->comparison->match.to_new[c->node].node;

    if (!c->found)
        return heir == PX_OUTLINE_TOP ? PX_ANCHOR_DELETED : PX_ANCHOR_TEXT_GONE;
    return c->place.same_words && c->place.node != partner ? PX_ANCHOR_MOVED : PX_ANCHOR_CHANGED;
}

void px_anchor_carry(px_arena *arena, const px_comparison *comparison, size_t node,
                     const px_anchor *anchor, px_anchor_place *ret_place)
{
    carrier c = {
        .arena = arena,
        .comparison = comparison,
        .anchor = anchor,
        .node = node,
        .old_field = field_of(&comparison->old_side->nodes[node], anchor->in_heading),
        .quote = px_points_of(arena, anchor->exact),
        .prefix = px_points_of(arena, anchor->prefix),
        .suffix = px_points_of(arena, anchor->suffix),
    };
    double share;
    size_t heir = heir_of(&c, &share);
    px_anchor_state state;

    if (heir != PX_OUTLINE_TOP && carry_whole(&c, heir, ret_place))
        return;
    if (!c.quote.count) {
        carry_provision(&c, heir, share, ret_place);
        return;
    }
    search(&c, heir);
    state = state_of(&c, heir);
    if (!c.found)
        c.place = (px_anchor_place){
            .node = heir == PX_OUTLINE_TOP ? surviving_parent(&c) : heir,
            .exact = PX_STR(""),
        };
    c.place.state = state;
    *ret_place = c.place;
}
