/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/tally_row.h"

#include <endian.h>

#include "base/macro.h"

#include "base/banned.h"

typedef struct dimension_row {
    const char *name;
    bool large;
} dimension_row;

static const dimension_row dimension_rows[PX_DIMENSION_COUNT] = {
    [PX_BY_INPUT] = { "input", true },
    [PX_BY_FORMAT] = { "format", false },
    [PX_BY_KIND] = { "kind", false },
    [PX_BY_MEDIA] = { "media_type", false },
    [PX_BY_DAY] = { "day", false },
    [PX_BY_DOMAIN] = { "domain", true },
    [PX_BY_HOST] = { "host", true },
    [PX_BY_TROUBLE] = { "trouble", true },
    [PX_BY_FILE] = { "file", true },
    [PX_BY_CRAWLER] = { "crawler", false },
    [PX_BY_TEXT] = { "text", false },
    [PX_BY_CLAIM] = { "claimed_language", false },
    [PX_BY_LANGUAGE] = { "language", false },
    [PX_BY_SAMPLE] = { "sampled_text", true },
    [PX_BY_DUPLICATE] = { "same_text", true },
    [PX_BY_SOURCE] = { "source", false },
    [PX_BY_DECLARED] = { "declared_source", true },
    [PX_BY_CRAWLED_DOMAIN] = { "crawled_domain", true },
    [PX_BY_PAYLOAD] = { "same_payload", true },
};

const char *px_dimension_name(px_dimension dimension)
{
    return dimension_rows[dimension].name;
}

bool px_dimension_is_large(px_dimension dimension)
{
    return dimension_rows[dimension].large;
}

static const char *const figure_names[PX_FIGURE_COUNT] = {
    [PX_FIGURE_DOCUMENTS] = "documents",       [PX_FIGURE_STORED] = "stored_bytes",
    [PX_FIGURE_CONTENT] = "content_bytes",     [PX_FIGURE_TEXT] = "text_bytes",
    [PX_FIGURE_CHARACTERS] = "characters",     [PX_FIGURE_PIXELS] = "pixels",
    [PX_FIGURE_MILLISECONDS] = "milliseconds", [PX_FIGURE_TOKENS] = "tokens",
};

const char *px_figure_name(px_figure figure)
{
    return figure_names[figure];
}

const char *px_figure_title(px_figure figure)
{
    static const char *const titles[PX_FIGURE_COUNT] = {
        [PX_FIGURE_DOCUMENTS] = N_("documents"),       [PX_FIGURE_STORED] = N_("stored bytes"),
        [PX_FIGURE_CONTENT] = N_("content bytes"),     [PX_FIGURE_TEXT] = N_("text bytes"),
        [PX_FIGURE_CHARACTERS] = N_("characters"),     [PX_FIGURE_PIXELS] = N_("pixels"),
        [PX_FIGURE_MILLISECONDS] = N_("milliseconds"), [PX_FIGURE_TOKENS] = N_("tokens"),
    };

    return titles[figure];
}

int px_row_cmp(const px_row *a, const px_row *b)
{
    int order = (a->dimension > b->dimension) - (a->dimension < b->dimension);

    if (order == 0)
        order = px_str_cmp(px_row_key(a), px_row_key(b));
    return order ? order : (a->modality > b->modality) - (a->modality < b->modality);
}

/* The dimension and fifteen bytes of the key; zeros behind a short one, as a prefix comes first. */
px_row_prefix px_row_prefix_of(const px_row *row)
{
    unsigned char bytes[16] = { row->dimension };
    uint64_t halves[2];

    memcpy(bytes + 1, row->key, PX_MIN((size_t)row->key_len, sizeof(bytes) - 1));
    memcpy(halves, bytes, sizeof(bytes));
    return (px_row_prefix){ be64toh(halves[0]), be64toh(halves[1]) };
}

static void add_dates(px_row *row, px_time first, px_time last)
{
    if (first != PX_TIME_NONE && (row->first == PX_TIME_NONE || first < row->first))
        row->first = first;
    if (last != PX_TIME_NONE && (row->last == PX_TIME_NONE || last > row->last))
        row->last = last;
}

void px_row_add(px_row *row, const px_record *record)
{
    bool counts = record->role == PX_RECORD_DOCUMENT || record->role == PX_RECORD_PART;

    for (int i = 0; counts && i < PX_FIGURE_COUNT; i++)
        row->figures[i] += record->figures[i];
    if (record->date_state == PX_DATE_KNOWN && record->role != PX_RECORD_OTHER)
        add_dates(row, record->date, record->date);
}

/* ---- Troubles */

px_str px_trouble_key(px_trouble_kind kind, px_str file, char room[PX_ROW_KEY_MAX])
{
    int len = snprintf(room, PX_ROW_KEY_MAX, "%s %.*s", px_trouble_name(kind), PX_STR_ARG(file));

    return px_str_n(room, PX_MIN((size_t)len, (size_t)PX_ROW_KEY_MAX - 1));
}

bool px_row_trouble(const px_row *row, px_trouble_kind *ret_kind, px_str *ret_file)
{
    px_str key = px_row_key(row);
    size_t space = px_str_find_char(key, ' ');
    px_str name = px_str_sub(key, 0, space);

    if (row->dimension != PX_BY_TROUBLE || space == key.len)
        return false;
    for (int kind = 1; kind < PX_TROUBLE_COUNT; kind++) {
        if (!px_str_is(name, px_trouble_name((px_trouble_kind)kind)))
            continue;
        *ret_kind = (px_trouble_kind)kind;
        *ret_file = px_str_sub(key, space + 1, key.len);
        return true;
    }
    return false;
}

/* Puts the place where it belongs among those that are kept; places that are equal stay so. */
static void insert_place(px_row *row, const char place[PX_PLACE_SIZE])
{
    char *places = row->key + row->key_len, *end = places + row->note_len, *at = end;

    while (at > places && memcmp(at - PX_PLACE_SIZE, place, PX_PLACE_SIZE) > 0)
        at -= PX_PLACE_SIZE;
    if (at == places + PX_PLACES_SIZE)
        return;
    if (row->note_len < PX_PLACES_SIZE) {
        row->note_len += PX_PLACE_SIZE;
        end += PX_PLACE_SIZE;
    }
    memmove(at + PX_PLACE_SIZE, at, (size_t)(end - at) - PX_PLACE_SIZE);
    memcpy(at, place, PX_PLACE_SIZE);
}

void px_row_add_place(px_row *row, const px_place *place)
{
    char bytes[PX_PLACE_SIZE] = { place->inside };

    for (int i = 0; i < 8; i++)
        bytes[1 + i] = (char)(place->offset >> (56 - 8 * i));
    insert_place(row, bytes);
}

size_t px_row_places(const px_row *row, px_place ret_places[PX_PLACES_MAX])
{
    px_str note = px_row_note(row);
    size_t count = PX_MIN(note.len / PX_PLACE_SIZE, (size_t)PX_PLACES_MAX);

    for (size_t i = 0; i < count; i++) {
        const unsigned char *at = (const unsigned char *)note.ptr + i * PX_PLACE_SIZE;

        ret_places[i] = (px_place){ .inside = at[0] != 0 };
        for (int k = 1; k < PX_PLACE_SIZE; k++)
            ret_places[i].offset = ret_places[i].offset << 8 | at[k];
    }
    return count;
}

void px_row_add_row(px_row *row, const px_row *other)
{
    for (int k = 0; k < PX_FIGURE_COUNT; k++)
        row->figures[k] += other->figures[k];
    add_dates(row, other->first, other->last);
    if (row->dimension != PX_BY_TROUBLE)
        return;
    for (size_t at = 0; at < other->note_len; at += PX_PLACE_SIZE)
        insert_place(row, px_row_note(other).ptr + at);
}

/* ---- Files: five texts, each ended by NUL */

void px_file_note_write(const px_file_note *note, px_builder *out)
{
    const px_str parts[] = { note->format, note->packing, note->schema, note->sha256, note->row };
    size_t room = PX_ROW_NOTE_MAX - PX_COUNT(parts);

    for (size_t i = 0; i < PX_COUNT(parts); i++) {
        px_str part = px_str_sub(parts[i], 0, room);

        px_builder_str(out, part);
        px_builder_char(out, '\0');
        room -= part.len;
    }
}

bool px_file_note_read(px_str bytes, px_file_note *ret_note)
{
    px_str *const parts[] = { &ret_note->format, &ret_note->packing, &ret_note->schema,
                              &ret_note->sha256, &ret_note->row };

    for (size_t i = 0; i < PX_COUNT(parts); i++)
        if (!px_str_split(&bytes, '\0', parts[i]))
            return false;
    return bytes.ptr && bytes.len == 0;
}
