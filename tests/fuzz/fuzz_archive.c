/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An archive is refused with a reason, or its records are read again without loss; records that a
 * broken parser might write are refused or read; and whatever the texts say, their words are read.
 */
#include <stdint.h>

#include "drafting/comment/archive.h"
#include "drafting/comment/archive_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void read_words(px_arena *arena, px_str title, px_str body)
{
    px_archive_words words;

    px_archive_words_read(arena, title, body, &words);
    demand(words.text.len <= body.len && words.n_phrases <= PX_ARCHIVE_MAX_PHRASES);
    for (size_t i = 0; i < words.n_phrases; i++)
        demand(words.phrases[i].len && px_utf8_valid(words.phrases[i], NULL));
}

static void read_all(px_arena *arena, const px_archive *archive)
{
    for (size_t i = 0; i < archive->n_issues; i++)
        read_words(arena, archive->issues[i].title, archive->issues[i].body);
    for (size_t i = 0; i < archive->n_pulls; i++) {
        const px_archive_pull *pull = &archive->pulls[i];

        for (size_t j = 0; j < pull->n_reviews; j++)
            for (size_t k = 0; k < pull->reviews[j].n_remarks; k++)
                read_words(arena, pull->title, pull->reviews[j].remarks[k].body);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder records = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str input = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_archive archive;

    if (px_archive_parse(input, PX_STR_NONE, &records, &err) < 0)
        demand(err.code != PX_OK && err.message);
    else if (px_archive_read(px_builder_view(&records), arena, &archive, &err) == 0)
        read_all(arena, &archive);
    (void)!px_archive_read(input, arena, &archive, &err);
    return 0;
}
