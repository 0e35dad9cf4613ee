/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A template is refused with a reason, or its steps can be dated: each is counted from one before
 * it, no end is before its beginning, and no chapter belongs to two groups.
 */
#include <stdint.h>
#include <stdlib.h>

#include "drafting/process/moment.h"
#include "drafting/process/process_template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_groups(const px_process_template *t)
{
    for (size_t i = 0; i < t->n_groups; i++)
        for (size_t k = 0; k < t->groups[i].n_chapters; k++)
            for (size_t j = 0; j < i; j++)
                for (size_t m = 0; m < t->groups[j].n_chapters; m++)
                    demand(!px_str_eq(t->groups[i].chapters[k], t->groups[j].chapters[m]));
}

static void check_steps(px_arena *arena, const px_process_template *t)
{
    px_error err = PX_ERROR_INIT;
    px_template_when *whens;
    const px_zone *zone;

    demand(px_zone_kept("Europe/Brussels", &zone, &err) >= 0);
    if (px_template_dates(arena, t, zone, px_days_from_date(2026, 11, 30), &whens, &err) < 0) {
        demand(err.message != NULL);
        return;
    }
    for (size_t i = 0; i < t->n_steps; i++) {
        demand(t->steps[i].after < t->steps[i].place);
        demand(px_moment_is_set(&whens[i].starts) == !t->steps[i].undated);
        if (px_moment_is_set(&whens[i].ends))
            demand(whens[i].ends.at >= whens[i].starts.at);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_process_template t;

    if (px_template_read(arena, px_str_n((const char *)data, size), "fuzz.json", &t, &err) < 0) {
        demand(err.message != NULL);
        return 0;
    }
    check_groups(&t);
    check_steps(arena, &t);
    return 0;
}
