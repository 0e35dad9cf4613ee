/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/tally.h"

#include "base/arena.h"
#include "base/error.h"

#include "base/banned.h"

enum {
    FIRST_ROOM = 1 << 10,
    KEPT_ROOM = 1 << 14,
    SOON = 64 /* rows that a record may make */
};

typedef struct tally_slot {
    uint64_t hash;
    px_row *row; /* NULL: free */
} tally_slot;

struct px_tally {
    px_arena *arena;                  /* rows */
    tally_slot *slots;                /* open addressing; owned */
    size_t count, room;               /* room is a power of two */
    px_row *last[PX_DIMENSION_COUNT]; /* found last: runs of equal keys are common */
};

px_tally *px_tally_new(void)
{
    px_tally *t = px_alloc_zero(1, sizeof(*t));

    t->arena = px_arena_new();
    t->room = FIRST_ROOM;
    t->slots = px_alloc_zero(t->room, sizeof(*t->slots));
    return t;
}

void px_tally_free(px_tally *t)
{
    if (!t)
        return;
    px_arena_free(t->arena);
    free(t->slots);
    free(t);
}

/* A table that was far larger than its rows need is given back: clearing it each time would cost
 * more than making it anew. */
void px_tally_reset(px_tally *t)
{
    if (t->room > KEPT_ROOM && t->count * 8 < t->room) {
        free(t->slots);
        t->room = FIRST_ROOM;
        t->slots = px_alloc_zero(t->room, sizeof(*t->slots));
    } else {
        memset(t->slots, 0, t->room * sizeof(*t->slots));
    }
    memset(t->last, 0, sizeof(t->last));
    px_arena_reset(t->arena);
    t->count = 0;
}

static bool must_grow(const px_tally *t, size_t count)
{
    return count * 4 > t->room * 3;
}

static void grow(px_tally *t)
{
    size_t room = t->room * 2;
    tally_slot *slots = px_alloc_zero(room, sizeof(*slots));

    for (size_t i = 0; i < t->room; i++) {
        size_t at = t->slots[i].hash & (room - 1);

        if (!t->slots[i].row)
            continue;
        while (slots[at].row)
            at = (at + 1) & (room - 1);
        slots[at] = t->slots[i];
    }
    free(t->slots);
    t->slots = slots;
    t->room = room;
}

static bool is_row(const px_row *row, px_dimension dimension, px_modality modality, px_str key)
{
    return row->modality == modality && row->dimension == dimension &&
           px_str_eq(px_row_key(row), key);
}

static px_row *make_row(px_tally *t, px_dimension dimension, px_modality modality, px_str key,
                        size_t note_room)
{
    px_row *row = px_arena_alloc(t->arena, sizeof(*row) + key.len + note_room);

    row->first = row->last = PX_TIME_NONE;
    row->dimension = (unsigned char)dimension;
    row->modality = (unsigned char)modality;
    row->key_len = (unsigned short)key.len;
    if (key.len)
        memcpy(row->key, key.ptr, key.len);
    return row;
}

/* The row; *ret_made says whether it was not there. */
static px_row *find_row(px_tally *t, px_dimension dimension, px_modality modality, px_str key,
                        size_t note_room, bool *ret_made)
{
    px_row *last = t->last[dimension];
    uint64_t hash;
    size_t at;

    *ret_made = false;
    key.len = PX_MIN(key.len, (size_t)PX_ROW_KEY_MAX);
    if (last && is_row(last, dimension, modality, key))
        return last;
    hash = px_str_hash(key) + ((uint64_t)dimension << 8 | modality) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 32;
    at = hash & (t->room - 1);
    while (t->slots[at].row &&
           !(t->slots[at].hash == hash && is_row(t->slots[at].row, dimension, modality, key)))
        at = (at + 1) & (t->room - 1);
    last = t->slots[at].row;
    if (!last) {
        *ret_made = true;
        last = make_row(t, dimension, modality, key, note_room);
        t->slots[at] = (tally_slot){ hash, last };
        if (must_grow(t, ++t->count))
            grow(t);
    }
    t->last[dimension] = last;
    return last;
}

px_row *px_tally_row(px_tally *t, px_dimension dimension, px_modality modality, px_str key)
{
    bool made;

    return find_row(t, dimension, modality, key, 0, &made);
}

void px_tally_trouble(px_tally *t, px_str file, px_trouble_kind kind, const px_place *place,
                      uint64_t times)
{
    char room[PX_ROW_KEY_MAX];
    bool made;
    px_row *row = find_row(t, PX_BY_TROUBLE, PX_MODALITY_OTHER, px_trouble_key(kind, file, room),
                           PX_PLACES_SIZE, &made);

    row->figures[PX_FIGURE_DOCUMENTS] += times;
    for (uint64_t i = 0; i < PX_MIN(times, (uint64_t)PX_PLACES_MAX); i++)
        px_row_add_place(row, place);
}

static void set_note(px_row *row, px_str note)
{
    row->note_len = (unsigned short)note.len;
    memcpy(row->key + row->key_len, note.ptr, note.len);
}

px_row *px_tally_note(px_tally *t, px_dimension dimension, px_str key, px_str note)
{
    bool made;
    px_row *row;

    note.len = PX_MIN(note.len, (size_t)PX_ROW_NOTE_MAX);
    row = find_row(t, dimension, PX_MODALITY_OTHER, key, note.len, &made);
    if (!made)
        return NULL;
    set_note(row, note);
    return row;
}

void px_tally_file(px_tally *t, px_str name, uint64_t size, const px_file_note *note)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(2 * PX_ROW_NOTE_MAX);
    px_row *row;

    px_file_note_write(note, &bytes);
    row = px_tally_note(t, PX_BY_FILE, name, px_builder_view(&bytes));
    if (!row)
        return;
    row->figures[PX_FIGURE_DOCUMENTS] = 1;
    row->figures[PX_FIGURE_STORED] = size;
}

void px_tally_add(px_tally *t, const px_row *from)
{
    bool made;
    px_row *row =
        find_row(t, from->dimension, from->modality, px_row_key(from),
                 from->dimension == PX_BY_TROUBLE ? PX_PLACES_SIZE : from->note_len, &made);

    if (made && from->dimension != PX_BY_TROUBLE)
        set_note(row, px_row_note(from));
    px_row_add_row(row, from);
}

void px_tally_merge(px_tally *t, const px_tally *other)
{
    for (size_t i = 0; i < other->room; i++)
        if (other->slots[i].row)
            px_tally_add(t, other->slots[i].row);
}

size_t px_tally_count(const px_tally *t)
{
    return t->count;
}

size_t px_tally_bytes(const px_tally *t)
{
    bool grows = must_grow(t, t->count + SOON);

    return px_arena_used(t->arena) + (grows ? 3 * t->room : t->room) * sizeof(*t->slots) +
           t->count * sizeof(px_sort_item);
}

px_sort_item *px_tally_sorted(const px_tally *t, size_t *ret_count)
{
    px_sort_item *items = px_alloc((t->count + 1) * sizeof(*items));
    size_t n = 0;

    for (size_t i = 0; i < t->room; i++)
        if (t->slots[i].row)
            items[n++].row = t->slots[i].row;
    px_tally_sort(items, n);
    *ret_count = n;
    return items;
}
