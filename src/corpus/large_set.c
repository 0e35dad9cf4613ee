/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/large_set.h"

#include <stdlib.h>

#include "corpus/source_kind.h"

#include "base/banned.h"

/* Whether each set that has documents of the modality states the figure, and some set does. */
static bool all_state(const px_set *sets, size_t count, px_modality modality, px_figure figure)
{
    bool some = false;

    for (size_t i = 0; i < count; i++) {
        const uint64_t *figures = sets[i].figures[modality];

        if (figures[PX_FIGURE_DOCUMENTS] && !figures[figure])
            return false;
        some = some || figures[figure];
    }
    return some;
}

px_figure px_large_set_unit(const px_set *sets, size_t count, px_modality modality)
{
    static const px_figure choices[PX_MODALITY_COUNT][2] = {
        [PX_MODALITY_TEXT] = { PX_FIGURE_TOKENS, PX_FIGURE_TEXT },
        [PX_MODALITY_IMAGE] = { PX_FIGURE_DOCUMENTS, PX_FIGURE_DOCUMENTS },
        [PX_MODALITY_AUDIO] = { PX_FIGURE_MILLISECONDS, PX_FIGURE_MILLISECONDS },
        [PX_MODALITY_VIDEO] = { PX_FIGURE_MILLISECONDS, PX_FIGURE_MILLISECONDS },
        [PX_MODALITY_OTHER] = { PX_FIGURE_CONTENT, PX_FIGURE_CONTENT },
    };

    for (size_t i = 0; i < PX_COUNT(choices[modality]); i++)
        if (all_state(sets, count, modality, choices[modality][i]))
            return choices[modality][i];
    return PX_FIGURE_CONTENT;
}

/* Whether the amount is at least so many per cent of the whole; exact. */
static bool is_share(uint64_t amount, uint64_t whole, long long percent)
{
    return amount > 0 &&
           (unsigned __int128)amount * 100 >= (unsigned __int128)whole * (unsigned)percent;
}

static int by_modality_and_size(const void *a, const void *b)
{
    const px_large_set *x = a, *y = b;

    if (x->modality != y->modality)
        return x->modality < y->modality ? -1 : 1;
    if (x->amount != y->amount)
        return x->amount > y->amount ? -1 : 1;
    return px_str_cmp(x->set->name, y->set->name);
}

px_large_set *px_large_sets(px_arena *arena, const px_set *sets, size_t count, size_t *ret_count)
{
    px_large_set *large = px_arena_array(arena, count * PX_MODALITY_COUNT + 1, sizeof(*large));
    long long percent = px_summary_rule_of("large-dataset").number;
    size_t n = 0;

    for (px_modality modality = 0; modality < PX_MODALITY_COUNT; modality++) {
        px_large_set one = { .modality = modality,
                             .unit = px_large_set_unit(sets, count, modality) };

        for (size_t i = 0; i < count; i++) {
            one.of_all += sets[i].figures[modality][one.unit];
            one.of_public += sets[i].is_public ? sets[i].figures[modality][one.unit] : 0;
        }
        for (size_t i = 0; i < count; i++) {
            one.set = &sets[i];
            one.amount = sets[i].figures[modality][one.unit];
            one.large_by_public = is_share(one.amount, one.of_public, percent);
            one.large_by_all = is_share(one.amount, one.of_all, percent);
            if (sets[i].is_public && one.large_by_public)
                large[n++] = one;
        }
    }
    qsort(large, n, sizeof(*large), by_modality_and_size);
    *ret_count = n;
    return large;
}
