/* SPDX-License-Identifier: EUPL-1.2 */
/* What tests of scans share: a scan of some files, and all that it found as text. */
#ifndef PX_TESTS_CORPUS_SCAN_FIXTURE_H
#define PX_TESTS_CORPUS_SCAN_FIXTURE_H

#include "unit/testing.h"

#include "corpus/scan.h"

static px_suffix_list *list;
static px_text_options texts; /* of the scans to come */

static inline px_partial *scan_files(const char *const *paths, size_t count, unsigned threads,
                                     uint64_t stretch, bool sizes_only)
{
    px_arena *arena = px_arena_new();
    px_scan_options options = { .threads = threads,
                                .sizes_only = sizes_only,
                                .section = PX_SUFFIX_ICANN,
                                .suffixes = list,
                                .pages = !sizes_only,
                                .texts = texts,
                                .stretch = stretch };
    px_error err = PX_ERROR_INIT;
    px_input *inputs;
    size_t n;
    px_partial *scan;

    assert_ok(px_inputs_find(arena, paths, count, &inputs, &n, &err), &err);
    assert_ok(px_scan_run(inputs, n, &options, &scan, NULL, &err), &err);
    px_arena_free(arena);
    return scan;
}

/* All that a scan found, as text. */
static inline void dump(const px_partial *scan, px_builder *out)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(scan, PX_DIMENSION_COUNT);
    px_error err = PX_ERROR_INIT;
    const px_row *row;

    for (;;) {
        assert_ok(px_rows_next(rows, &row, &err), &err);
        if (!row)
            return;
        px_builder_format(out, "%u %u %.*s", row->dimension, row->modality,
                          PX_STR_ARG(px_row_key(row)));
        for (int k = 0; k < PX_FIGURE_COUNT; k++)
            px_builder_format(out, " %ju", (uintmax_t)row->figures[k]);
        px_builder_format(out, " %jd %jd ", (intmax_t)row->first, (intmax_t)row->last);
        px_builder_hex(out, px_row_note(row).ptr, row->note_len);
        px_builder_char(out, '\n');
    }
}

#endif
