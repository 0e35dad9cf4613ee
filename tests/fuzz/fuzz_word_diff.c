/* SPDX-License-Identifier: EUPL-1.2 */
/* Word difference of two texts with NUL between them: the runs rebuild both, in order. */
#include <stdint.h>
#include <stdlib.h>

#include "base/builder.h"
#include "code/compare/word_diff.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check(px_str old_text, px_str new_text)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder a = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_word_diff diff;

    px_word_diff_make(arena, old_text, new_text, &diff);
    for (size_t i = 0; i < diff.count; i++) {
        const px_words_run *run = &diff.runs[i];

        demand(run->text.len > 0);
        demand(run->old_start == px_utf8_count(px_builder_view(&a)));
        demand(run->new_start == px_utf8_count(px_builder_view(&b)));
        if (run->op != PX_WORDS_INSERTED)
            px_builder_str(&a, run->text);
        if (run->op != PX_WORDS_DELETED)
            px_builder_str(&b, run->text);
    }
    demand(px_str_eq(px_builder_view(&a), old_text));
    demand(px_str_eq(px_builder_view(&b), new_text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_str all = px_str_n((const char *)data, size);
    size_t cut = px_str_find_char(all, '\0');
    px_str old_text = px_str_sub(all, 0, cut), new_text = px_str_sub(all, cut + 1, size);

    if (px_utf8_valid(old_text, NULL) && px_utf8_valid(new_text, NULL)) {
        check(old_text, new_text);
        check(new_text, old_text);
    }
    return 0;
}
