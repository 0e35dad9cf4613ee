/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/quote_search.h"

#include "base/banned.h"

#define WORD 64

/* Where each character stands in the pattern, as bits; characters are found by open addressing. */
typedef struct pattern {
    size_t length, words; /* 64 rows of the table in each word */
    size_t room;          /* slots, a power of two */
    uint32_t *characters; /* of the slots */
    uint32_t *indexes;    /* of the characters, from 1; 0 for a free slot */
    uint64_t *masks;      /* words of each character, from 0: nowhere */
} pattern;

px_points px_points_of(px_arena *arena, px_str text)
{
    uint32_t *points = px_arena_array(arena, PX_MAX(text.len, 1), sizeof(*points));
    size_t count = 0;

    for (size_t at = 0, len; at < text.len; at += len)
        points[count++] = px_utf8_decode(px_str_sub(text, at, text.len), &len);
    return (px_points){ points, count };
}

px_points px_points_sub(px_points points, size_t from, size_t to)
{
    to = PX_MIN(to, points.count);
    from = PX_MIN(from, to);
    return (px_points){ points.at + from, to - from };
}

static size_t slot_of(const pattern *p, uint32_t character)
{
    size_t slot = (character * 2654435761u) & (p->room - 1);

    while (p->indexes[slot] && p->characters[slot] != character)
        slot = (slot + 1) & (p->room - 1);
    return slot;
}

static const uint64_t *mask_of(const pattern *p, uint32_t character)
{
    return p->masks + p->indexes[slot_of(p, character)] * p->words;
}

/* Numbers the characters of the pattern; how many there are. */
static uint32_t number_characters(pattern *p, px_points points)
{
    uint32_t count = 0;

    for (size_t i = 0; i < points.count; i++) {
        size_t slot = slot_of(p, points.at[i]);

        if (p->indexes[slot])
            continue;
        p->characters[slot] = points.at[i];
        p->indexes[slot] = ++count;
    }
    return count;
}

static pattern pattern_make(px_arena *arena, px_points points, bool backwards)
{
    pattern p = { .length = points.count, .words = (points.count + WORD - 1) / WORD, .room = 16 };
    uint32_t characters;

    while (p.room < 2 * points.count)
        p.room *= 2;
    p.characters = px_arena_array(arena, p.room, sizeof(*p.characters));
    p.indexes = px_arena_array(arena, p.room, sizeof(*p.indexes));
    characters = number_characters(&p, points);
    p.masks = px_arena_array(arena, ((size_t)characters + 1) * p.words, sizeof(*p.masks));
    for (size_t i = 0; i < points.count; i++) {
        uint32_t character = points.at[backwards ? points.count - 1 - i : i];

        p.masks[p.indexes[slot_of(&p, character)] * p.words + i / WORD] |= (uint64_t)1
                                                                           << (i % WORD);
    }
    return p;
}

/* One word of one column: carry is the difference between neighbours in the row above (-1, 0, 1)
 * and becomes that of the row `last`. */
static int advance(uint64_t *positive, uint64_t *negative, uint64_t equal, int carry, unsigned last)
{
    uint64_t pv = *positive, mv = *negative, xv = equal | mv, xh, ph, mh;
    int out;

    if (carry < 0)
        equal |= 1;
    xh = (((equal & pv) + pv) ^ pv) | equal;
    ph = mv | ~(xh | pv);
    mh = pv & xh;
    out = (int)((ph >> last) & 1) - (int)((mh >> last) & 1);
    ph = (ph << 1) | (carry > 0 ? 1u : 0u);
    mh = (mh << 1) | (carry < 0 ? 1u : 0u);
    *positive = mh | ~(xv | ph);
    *negative = ph & xv;
    return out;
}

/* The distance of the whole pattern to a piece of text that ends behind each character: a piece
 * from the head of the text where anchored, else the best one. */
static uint32_t *distances(px_arena *arena, const pattern *p, px_points text, bool backwards,
                           bool anchored)
{
    uint64_t *positive = px_arena_array(arena, PX_MAX(p->words, 1), sizeof(*positive));
    uint64_t *negative = px_arena_array(arena, PX_MAX(p->words, 1), sizeof(*negative));
    uint32_t *result = px_arena_array(arena, PX_MAX(text.count, 1), sizeof(*result));
    size_t distance = p->length;

    memset(positive, 0xFF, p->words * sizeof(*positive));
    for (size_t i = 0; i < text.count; i++) {
        const uint64_t *mask = mask_of(p, text.at[backwards ? text.count - 1 - i : i]);
        int carry = anchored ? 1 : 0;

        for (size_t w = 0; w < p->words; w++) {
            unsigned last = w + 1 < p->words ? WORD - 1 : (unsigned)((p->length - 1) % WORD);

            carry = advance(&positive[w], &negative[w], mask[w], carry, last);
        }
        distance = (size_t)((long long)distance + carry);
        result[i] = (uint32_t)distance;
    }
    return result;
}

size_t px_edit_distance(px_arena *arena, px_points a, px_points b)
{
    pattern p;

    while (a.count && b.count && a.at[0] == b.at[0]) {
        a = px_points_sub(a, 1, a.count);
        b = px_points_sub(b, 1, b.count);
    }
    while (a.count && b.count && a.at[a.count - 1] == b.at[b.count - 1]) {
        a.count--;
        b.count--;
    }
    if (!a.count || !b.count)
        return PX_MAX(a.count, b.count);
    p = pattern_make(arena, a, false);
    return distances(arena, &p, b, false, true)[b.count - 1];
}

double px_edit_similarity(px_arena *arena, px_points a, px_points b)
{
    size_t longer = PX_MAX(a.count, b.count);

    return longer ? 1.0 - (double)px_edit_distance(arena, a, b) / (double)longer : 1.0;
}

/* Where the best piece that ends at end begins: backwards from there, the length nearest to that of
 * the quote. */
static size_t start_of(px_arena *arena, px_points quote, px_points text, size_t end, size_t errors)
{
    size_t from = end > quote.count + errors ? end - quote.count - errors : 0;
    px_points before = px_points_sub(text, from, end);
    pattern p = pattern_make(arena, quote, true);
    const uint32_t *d = distances(arena, &p, before, true, true);
    size_t best = 0, best_off = SIZE_MAX;

    for (size_t i = 0; i < before.count; i++) {
        size_t length = i + 1;
        size_t off = length > quote.count ? length - quote.count : quote.count - length;

        if (d[i] == errors && off < best_off) {
            best = length;
            best_off = off;
        }
    }
    return end - best;
}

bool px_quote_search(px_arena *arena, px_points quote, px_points text, size_t hint,
                     size_t max_errors, px_quote_hit *ret_hit)
{
    size_t best = SIZE_MAX, best_end = 0, best_off = 0, wanted = hint + quote.count;
    const uint32_t *d;
    pattern p;

    if (!quote.count || !text.count)
        return false;
    p = pattern_make(arena, quote, false);
    d = distances(arena, &p, text, false, false);
    for (size_t i = 0; i < text.count; i++) {
        size_t end = i + 1, off = end > wanted ? end - wanted : wanted - end;

        if (d[i] < best || (d[i] == best && off < best_off)) {
            best = d[i];
            best_end = end;
            best_off = off;
        }
    }
    if (best > max_errors || best >= quote.count)
        return false;
    *ret_hit = (px_quote_hit){ start_of(arena, quote, text, best_end, best), best_end, best };
    return true;
}

size_t px_quote_find(px_points quote, px_points text, size_t *ret_starts, size_t max)
{
    size_t count = 0;

    if (!quote.count)
        return 0;
    for (size_t i = 0; i + quote.count <= text.count; i++) {
        if (text.at[i] != quote.at[0] ||
            memcmp(text.at + i, quote.at, quote.count * sizeof(*quote.at)) != 0)
            continue;
        if (count < max)
            ret_starts[count] = i;
        count++;
    }
    return count;
}
