/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/duty.h"

#include <stdint.h>

#include "base/macro.h"
#include "base/words.h"
#include "code/compare/duty_pair.h"

#include "base/banned.h"

enum {
    BINDING = 40, /* strength from which a phrase binds or recommends; below it only permits */
    FAMILY_MAX =
        400 /* marks beyond this in one change are a rewriting, not a change to be listed */
};

static const struct {
    const char *name, *title;
    px_duty_effect effect;
} kinds[PX_DUTY_KIND_COUNT] = {
    [PX_DUTY_STRENGTHENED] = { "duty-strengthened", N_("duty strengthened"), PX_DUTY_STRONGER },
    [PX_DUTY_WEAKENED] = { "duty-weakened", N_("duty weakened"), PX_DUTY_WEAKER },
    [PX_DUTY_MADE] = { "duty-made", N_("new duty"), PX_DUTY_STRONGER },
    [PX_DUTY_DROPPED] = { "duty-dropped", N_("duty dropped"), PX_DUTY_WEAKER },
    [PX_DUTY_CHANGED] = { "duty-changed", N_("duty changed"), PX_DUTY_NEUTRAL },
    [PX_DUTY_QUALIFIER_ADDED] = { "qualifier-added", N_("qualifier added"), PX_DUTY_NEUTRAL },
    [PX_DUTY_QUALIFIER_REMOVED] = { "qualifier-removed", N_("qualifier removed"), PX_DUTY_NEUTRAL },
    [PX_DUTY_QUALIFIER_CHANGED] = { "qualifier-changed", N_("qualifier changed"), PX_DUTY_NEUTRAL },
    [PX_DUTY_DEADLINE_SHORTER] = { "deadline-shorter", N_("shorter deadline"), PX_DUTY_STRONGER },
    [PX_DUTY_DEADLINE_LONGER] = { "deadline-longer", N_("longer deadline"), PX_DUTY_WEAKER },
    [PX_DUTY_DEADLINE_CHANGED] = { "deadline-changed", N_("deadline changed"), PX_DUTY_NEUTRAL },
    [PX_DUTY_DEADLINE_ADDED] = { "deadline-added", N_("deadline added"), PX_DUTY_STRONGER },
    [PX_DUTY_DEADLINE_REMOVED] = { "deadline-removed", N_("deadline removed"), PX_DUTY_WEAKER },
    [PX_DUTY_INTERVAL_SHORTER] = { "interval-shorter", N_("shorter interval"), PX_DUTY_STRONGER },
    [PX_DUTY_INTERVAL_LONGER] = { "interval-longer", N_("longer interval"), PX_DUTY_WEAKER },
    [PX_DUTY_INTERVAL_CHANGED] = { "interval-changed", N_("interval changed"), PX_DUTY_NEUTRAL },
    [PX_DUTY_TIME_CHANGED] = { "time-changed", N_("time changed"), PX_DUTY_NEUTRAL },
    [PX_DUTY_PERCENTAGE_CHANGED] = { "percentage-changed", N_("percentage changed"),
                                     PX_DUTY_NEUTRAL },
    [PX_DUTY_AMOUNT_CHANGED] = { "amount-changed", N_("amount changed"), PX_DUTY_NEUTRAL },
    [PX_DUTY_NUMBER_CHANGED] = { "number-changed", N_("number changed"), PX_DUTY_NEUTRAL },
    [PX_DUTY_REFERENCE_CHANGED] = { "reference-changed", N_("reference changed"), PX_DUTY_NEUTRAL },
};

PX_WORDS_SHOW(px_duty_kind, px_duty_kind, kinds)

const char *px_duty_effect_name(px_duty_effect effect)
{
    static const char *const names[] = { "neutral", "stronger", "weaker" };

    return names[effect];
}

/* A comparison on its way. */
typedef struct comparer {
    px_duty_pairing pair;
    px_duties found;
    size_t room;
} comparer;

/* ---- Places and findings */

static px_str sentence_around(const px_duty_scan *scan, size_t at)
{
    size_t lo = PX_MIN(at, scan->tokens.count), hi = lo, start, end;

    while (lo > 0 && !px_duty_ends_sentence(&scan->tokens.items[lo - 1]))
        lo--;
    while (hi < scan->tokens.count && !px_duty_ends_sentence(&scan->tokens.items[hi]))
        hi++;
    start = px_duty_token_start(scan, lo);
    end = hi < scan->tokens.count ? px_duty_token_start(scan, hi) + scan->tokens.items[hi].text.len
                                  : scan->text.len;
    return px_str_sub(scan->text, start, end);
}

/* The place of a mark; without one, the place before token `at`. */
static px_duty_place place_of(const px_duty_scan *scan, const px_duty_mark *mark, size_t at)
{
    size_t lo = mark ? mark->lo : at, start = px_duty_token_start(scan, lo), end = start;
    px_duty_place place = { .sentence = sentence_around(scan, lo) };

    if (mark) {
        const px_word_token *last = &scan->tokens.items[mark->hi - 1];

        end = px_duty_token_start(scan, mark->hi - 1) + last->text.len;
        place.unit = mark->unit;
        if (mark->family <= PX_FAMILY_QUALIFIER)
            place.class_ = px_duty_class_name(mark->word_class);
    }
    place.words = px_str_sub(scan->text, start, end);
    place.start = px_utf8_count(px_str_sub(scan->text, 0, start));
    place.end = place.start + px_utf8_count(place.words);
    return place;
}

/* Adds a finding; a mark that is missing on one side stands at token old_at or new_at. */
static void add_finding(comparer *c, px_duty_kind kind, px_duty_effect effect,
                        const px_duty_mark *old_mark, size_t old_at, const px_duty_mark *new_mark,
                        size_t new_at)
{
    if (c->found.count == c->room) {
        size_t room = c->room ? 2 * c->room : 8;
        px_duty_finding *items = px_arena_array(c->pair.arena, room, sizeof(*items));

        if (c->found.count)
            memcpy(items, c->found.items, c->found.count * sizeof(*items));
        c->found.items = items;
        c->room = room;
    }
    c->found.items[c->found.count++] = (px_duty_finding){
        .kind = kind,
        .effect = effect,
        .old_place = place_of(&c->pair.old_scan, old_mark, old_at),
        .new_place = place_of(&c->pair.new_scan, new_mark, new_at),
    };
}

/* ---- One hunk */

static px_duty_marks family_of(px_arena *arena, const px_duty_scan *scan, px_duty_family wanted,
                               size_t lo, size_t hi)
{
    px_duty_marks f = { .items = px_arena_array(arena, PX_MAX(hi - lo, 1), sizeof(*f.items)) };

    for (size_t i = 0; i < scan->count && scan->marks[i].lo < hi; i++)
        if (scan->marks[i].lo >= lo && scan->marks[i].family == wanted)
            f.items[f.count++] = &scan->marks[i];
    return f;
}

/* ---- What a pair says */

static bool is_binding(const px_duty_mark *mark)
{
    return abs(mark->strength) >= BINDING;
}

static void duty_pair(comparer *c, const px_duty_mark *a, const px_duty_mark *b)
{
    int before = abs(a->strength), behind = abs(b->strength);
    bool reversed = is_binding(a) && is_binding(b) && (a->strength < 0) != (b->strength < 0);
    px_duty_kind kind = reversed || before == behind ? PX_DUTY_CHANGED
                        : before < behind            ? PX_DUTY_STRENGTHENED
                                                     : PX_DUTY_WEAKENED;

    if (is_binding(a) || is_binding(b))
        add_finding(c, kind, kinds[kind].effect, a, 0, b, 0);
}

static px_duty_effect qualifier_effect(px_duty_class word_class, bool added)
{
    if (word_class == PX_DUTY_STRENGTHENS)
        return added ? PX_DUTY_STRONGER : PX_DUTY_WEAKER;
    if (word_class == PX_DUTY_WEAKENS || word_class == PX_DUTY_EFFORT)
        return added ? PX_DUTY_WEAKER : PX_DUTY_STRONGER;
    return PX_DUTY_NEUTRAL;
}

static void qualifier_pair(comparer *c, const px_duty_mark *a, const px_duty_mark *b)
{
    px_duty_effect removed = qualifier_effect(a->word_class, false);
    px_duty_effect added = qualifier_effect(b->word_class, true), effect = PX_DUTY_NEUTRAL;

    if (a->word_class == PX_DUTY_EFFORT && b->word_class == PX_DUTY_EFFORT)
        effect = a->strength < b->strength   ? PX_DUTY_STRONGER
                 : a->strength > b->strength ? PX_DUTY_WEAKER
                                             : PX_DUTY_NEUTRAL;
    else if (removed == added)
        effect = removed;
    add_finding(c, PX_DUTY_QUALIFIER_CHANGED, effect, a, 0, b, 0);
}

/* True where the sentence around a token binds somebody: only there a shorter deadline asks for
 * more; of a permission it gives less. */
static bool sentence_binds(const px_duty_scan *scan, size_t at)
{
    size_t lo = at, hi = at;

    while (lo > 0 && !px_duty_ends_sentence(&scan->tokens.items[lo - 1]))
        lo--;
    while (hi < scan->tokens.count && !px_duty_ends_sentence(&scan->tokens.items[hi]))
        hi++;
    for (size_t i = 0; i < scan->count; i++)
        if (scan->marks[i].family == PX_FAMILY_DUTY && scan->marks[i].lo >= lo &&
            scan->marks[i].hi <= hi && scan->marks[i].strength >= BINDING)
            return true;
    return false;
}

/* shorter, and behind it longer and changed, are kinds of deadline or of interval. */
static void time_pair(comparer *c, px_duty_kind shorter, const px_duty_mark *a,
                      const px_duty_mark *b)
{
    px_duty_kind kind = shorter + 2;
    bool binds =
        sentence_binds(&c->pair.old_scan, a->lo) && sentence_binds(&c->pair.new_scan, b->lo);

    if (a->scale == b->scale && a->scale != PX_SCALE_NONE && a->value != b->value)
        kind = b->value < a->value ? shorter : shorter + 1;
    add_finding(c, kind, binds ? kinds[kind].effect : PX_DUTY_NEUTRAL, a, 0, b, 0);
}

/* Bare numbers only where it is plain that one stands for the other: what they count is the same,
 * or they are all that changed. */
static void number_pair(comparer *c, const px_word_hunk *h, const px_duty_mark *a,
                        const px_duty_mark *b)
{
    bool alone = h->old_hi - h->old_lo <= 6 && h->new_hi - h->new_lo <= 6;

    if (alone || (a->unit.len && px_str_eq(a->unit, b->unit)))
        add_finding(c, PX_DUTY_NUMBER_CHANGED, PX_DUTY_NEUTRAL, a, 0, b, 0);
}

static void tell_pair(comparer *c, const px_word_hunk *h, const px_duty_mark *a,
                      const px_duty_mark *b)
{
    static const px_duty_kind plain[PX_FAMILY_COUNT] = {
        [PX_FAMILY_TIME] = PX_DUTY_TIME_CHANGED,
        [PX_FAMILY_DATE] = PX_DUTY_TIME_CHANGED,
        [PX_FAMILY_PERCENT] = PX_DUTY_PERCENTAGE_CHANGED,
        [PX_FAMILY_AMOUNT] = PX_DUTY_AMOUNT_CHANGED,
        [PX_FAMILY_REFERENCE] = PX_DUTY_REFERENCE_CHANGED,
    };

    switch (a->family) {
    case PX_FAMILY_DUTY:
        duty_pair(c, a, b);
        break;
    case PX_FAMILY_QUALIFIER:
        qualifier_pair(c, a, b);
        break;
    case PX_FAMILY_DEADLINE:
        time_pair(c, PX_DUTY_DEADLINE_SHORTER, a, b);
        break;
    case PX_FAMILY_INTERVAL:
        time_pair(c, PX_DUTY_INTERVAL_SHORTER, a, b);
        break;
    case PX_FAMILY_NUMBER:
        number_pair(c, h, a, b);
        break;
    default:
        add_finding(c, plain[a->family], PX_DUTY_NEUTRAL, a, 0, b, 0);
    }
}

/* A mark that only one text has: added, or else removed. */
static void tell_single(comparer *c, const px_word_hunk *h, const px_duty_mark *mark, bool added)
{
    const px_duty_mark *old_mark = added ? NULL : mark, *new_mark = added ? mark : NULL;
    bool binds = sentence_binds(added ? &c->pair.new_scan : &c->pair.old_scan, mark->lo);
    px_duty_effect effect = PX_DUTY_NEUTRAL;
    px_duty_kind kind;

    if (mark->family == PX_FAMILY_DUTY && is_binding(mark)) {
        kind = added ? PX_DUTY_MADE : PX_DUTY_DROPPED;
        effect = kinds[kind].effect;
    } else if (mark->family == PX_FAMILY_QUALIFIER) {
        kind = added ? PX_DUTY_QUALIFIER_ADDED : PX_DUTY_QUALIFIER_REMOVED;
        effect = binds ? qualifier_effect(mark->word_class, added) : PX_DUTY_NEUTRAL;
    } else if (mark->family == PX_FAMILY_DEADLINE) {
        kind = added ? PX_DUTY_DEADLINE_ADDED : PX_DUTY_DEADLINE_REMOVED;
        effect = binds ? kinds[kind].effect : PX_DUTY_NEUTRAL;
    } else {
        return;
    }
    add_finding(c, kind, effect, old_mark, h->old_lo, new_mark, h->new_lo);
}

/* Where a duty came or went as a whole, what qualifies it came or went with it. */
static bool goes_with_duty(const px_duty_scan *scan, const px_duty_mark *mark, size_t lo, size_t hi)
{
    size_t first = mark->lo, last = mark->hi;

    if (mark->family == PX_FAMILY_DUTY)
        return false;
    while (first > 0 && !px_duty_ends_sentence(&scan->tokens.items[first - 1]))
        first--;
    while (last < scan->tokens.count && !px_duty_ends_sentence(&scan->tokens.items[last]))
        last++;
    return first >= lo && last <= hi;
}

static void compare_family(comparer *c, const px_word_hunk *h, px_duty_family wanted)
{
    px_duty_marks olds = family_of(c->pair.arena, &c->pair.old_scan, wanted, h->old_lo, h->old_hi);
    px_duty_marks news = family_of(c->pair.arena, &c->pair.new_scan, wanted, h->new_lo, h->new_hi);
    size_t *partner, next = 0;

    if (olds.count > FAMILY_MAX || news.count > FAMILY_MAX)
        return;
    partner = px_duty_pair(&c->pair, h, &olds, &news);
    for (size_t i = 0; i <= olds.count; i++) {
        size_t limit = i == olds.count ? news.count : partner[i] == SIZE_MAX ? next : partner[i];

        for (; next < limit; next++)
            if (!goes_with_duty(&c->pair.new_scan, news.items[next], h->new_lo, h->new_hi))
                tell_single(c, h, news.items[next], true);
        if (i == olds.count)
            break;
        if (partner[i] != SIZE_MAX) {
            if (!px_duty_same_words(&c->pair, olds.items[i], news.items[partner[i]]))
                tell_pair(c, h, olds.items[i], news.items[partner[i]]);
            next = partner[i] + 1;
        } else if (!goes_with_duty(&c->pair.old_scan, olds.items[i], h->old_lo, h->old_hi)) {
            tell_single(c, h, olds.items[i], false);
        }
    }
}

/* Of a text that is new or deleted as a whole: the strongest duty of each sentence. */
static void tell_whole(comparer *c, const px_duty_scan *scan, bool added)
{
    px_word_hunk nowhere = { 0 };
    const px_duty_mark *strongest = NULL;
    size_t mark = 0;

    for (size_t i = 0; i <= scan->tokens.count; i++) {
        if (i < scan->tokens.count && !px_duty_ends_sentence(&scan->tokens.items[i]))
            continue;
        for (; mark < scan->count && scan->marks[mark].lo < i; mark++)
            if (scan->marks[mark].family == PX_FAMILY_DUTY &&
                (!strongest || abs(scan->marks[mark].strength) > abs(strongest->strength)))
                strongest = &scan->marks[mark];
        if (strongest)
            tell_single(c, &nowhere, strongest, added);
        strongest = NULL;
    }
}

void px_duty_compare(px_arena *arena, px_str language, px_str old_text, px_str new_text,
                     const px_word_diff *diff, px_duties *ret_duties)
{
    comparer c = { .pair = { .arena = arena } };
    px_word_hunk *hunks;
    size_t count;

    px_duty_scan_make(arena, language, old_text, &c.pair.old_scan);
    px_duty_scan_make(arena, language, new_text, &c.pair.new_scan);
    if (c.pair.old_scan.tokens.count == 0 || c.pair.new_scan.tokens.count == 0) {
        tell_whole(&c, &c.pair.old_scan, false);
        tell_whole(&c, &c.pair.new_scan, true);
        *ret_duties = c.found;
        return;
    }
    count = px_duty_hunks_make(&c.pair, diff, &hunks);
    for (size_t i = 0; i < count; i++)
        for (int f = 0; f < PX_FAMILY_COUNT; f++)
            compare_family(&c, &hunks[i], (px_duty_family)f);
    *ret_duties = c.found;
}
