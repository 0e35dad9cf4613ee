/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/manifest_note.h"

#include "base/number.h"

#include "base/banned.h"

/* In the order of the note, each ended by NUL; the last is the number of epochs. Together they are
 * shorter than a note may be (corpus/manifest.c). */
static const size_t parts[] = {
    offsetof(px_source, kind),       offsetof(px_source, snapshot),    offsetof(px_source, link),
    offsetof(px_source, licence),    offsetof(px_source, description), offsetof(px_source, crawler),
    offsetof(px_source, crawled_by), offsetof(px_source, known),       offsetof(px_source, stages),
};

void px_manifest_note(const px_manifest *manifest, px_tally *tally)
{
    for (size_t i = 0; i < manifest->count; i++) {
        PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(PX_ROW_NOTE_MAX);
        const px_source *source = &manifest->sources[i];

        for (size_t k = 0; k < PX_COUNT(parts); k++) {
            px_builder_str(&note, *(const px_str *)((const char *)source + parts[k]));
            px_builder_char(&note, '\0');
        }
        px_builder_format(&note, "%ju", (uintmax_t)source->epochs);
        px_tally_note(tally, PX_BY_DECLARED, source->name, px_builder_view(&note));
    }
}

bool px_manifest_note_read(const px_row *row, px_source *ret_source)
{
    px_str rest = px_row_note(row), epochs;
    px_error ignored = PX_ERROR_INIT;
    long long number;

    *ret_source = (px_source){ .name = px_row_key(row) };
    if (row->dimension != PX_BY_DECLARED)
        return false;
    for (size_t k = 0; k < PX_COUNT(parts); k++)
        if (!px_str_split(&rest, '\0', (px_str *)((char *)ret_source + parts[k])))
            return false;
    if (!px_str_split(&rest, '\0', &epochs) ||
        px_parse_int(epochs, 1, INT64_MAX, &number, &ignored) < 0)
        return false;
    ret_source->epochs = (uint64_t)number;
    return true;
}
