/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/partial_row.h"

#include "base/banned.h"

/* ---- Numbers: seven bits a byte, the least first */

static char *put_number(char *to, uint64_t value)
{
    while (value >= 0x80) {
        *to++ = (char)(value | 0x80);
        value >>= 7;
    }
    *to++ = (char)value;
    return to;
}

static bool get_number(px_str *rest, uint64_t *ret_value)
{
    uint64_t value = 0;

    for (size_t i = 0; i < rest->len && i < 10; i++) {
        uint64_t byte = (unsigned char)rest->ptr[i];

        if (i == 9 && byte > 1)
            return false;
        value |= (byte & 0x7f) << (7 * i);
        if (byte < 0x80) {
            *ret_value = value;
            *rest = px_str_sub(*rest, i + 1, rest->len);
            return true;
        }
    }
    return false;
}

/* Numbers of either sign, small ones short. */
static uint64_t fold_sign(int64_t value)
{
    return ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0);
}

static int64_t unfold_sign(uint64_t value)
{
    return (int64_t)(value >> 1 ^ (value & 1 ? UINT64_MAX : 0));
}

/* What a row has, as bits: its figures that are not zero, then these two. */
#define HAS_DATES(n_figures) ((uint64_t)1 << (n_figures))
#define HAS_NOTE(n_figures) ((uint64_t)2 << (n_figures))

size_t px_row_encode(const px_row *row, size_t shared, char *to)
{
    px_str key = px_row_key(row), note = px_row_note(row);
    char *at = to;
    uint64_t has = 0;

    for (int i = 0; i < PX_FIGURE_COUNT; i++)
        has |= (uint64_t)(row->figures[i] != 0) << i;
    has |= row->first != PX_TIME_NONE ? HAS_DATES(PX_FIGURE_COUNT) : 0;
    has |= note.len ? HAS_NOTE(PX_FIGURE_COUNT) : 0;
    at = put_number(at, shared);
    at = put_number(at, key.len - shared);
    if (key.len > shared)
        memcpy(at, key.ptr + shared, key.len - shared);
    at += key.len - shared;
    *at++ = (char)row->modality;
    at = put_number(at, has);
    for (int i = 0; i < PX_FIGURE_COUNT; i++)
        if (row->figures[i])
            at = put_number(at, row->figures[i]);
    if (row->first != PX_TIME_NONE) {
        at = put_number(at, fold_sign(row->first));
        at = put_number(at, (uint64_t)row->last - (uint64_t)row->first);
    }
    if (note.len) {
        at = put_number(at, note.len);
        memcpy(at, note.ptr, note.len);
        at += note.len;
    }
    return (size_t)(at - to);
}

static bool get_key(px_str *rest, px_row *row)
{
    uint64_t shared, more;

    if (!get_number(rest, &shared) || !get_number(rest, &more) || shared > row->key_len ||
        more > PX_ROW_KEY_MAX - shared || more >= rest->len)
        return false;
    memcpy(row->key + shared, rest->ptr, more);
    row->key_len = (unsigned short)(shared + more);
    row->modality = (unsigned char)rest->ptr[more];
    *rest = px_str_sub(*rest, more + 1, rest->len);
    return row->modality < PX_MODALITY_COUNT;
}

static bool get_dates(px_str *rest, px_row *row)
{
    uint64_t first, length;

    if (!get_number(rest, &first) || !get_number(rest, &length))
        return false;
    row->first = unfold_sign(first);
    row->last = (px_time)((uint64_t)row->first + length);
    return row->first != PX_TIME_NONE && row->last >= row->first;
}

static bool get_note(px_str *rest, px_row *row)
{
    uint64_t len;

    if (!get_number(rest, &len) || len == 0 || len > PX_ROW_NOTE_MAX || len > rest->len)
        return false;
    memcpy(row->key + row->key_len, rest->ptr, len);
    row->note_len = (unsigned short)len;
    *rest = px_str_sub(*rest, len, rest->len);
    return true;
}

bool px_row_decode(px_str *rest, const px_partial_names *names, px_row_room *room)
{
    px_row *row = &room->row;
    size_t n = names->n_figures;
    uint64_t has;

    memset(row->figures, 0, sizeof(row->figures));
    row->first = row->last = PX_TIME_NONE;
    row->note_len = 0;
    if (!get_key(rest, row) || !get_number(rest, &has) || has >> (n + 2) != 0)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((has >> i & 1) && !get_number(rest, &row->figures[names->figures[i]]))
            return false;
    if ((has & HAS_DATES(n)) && !get_dates(rest, row))
        return false;
    return !(has & HAS_NOTE(n)) || get_note(rest, row);
}
