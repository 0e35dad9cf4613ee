/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/parquet_footer.h"

#include "base/error.h"
#include "base/macro.h"
#include "corpus/parquet/little_endian.h"

#include "base/banned.h"

enum { TAIL = 8, FOOTER_MAX = 64 << 20, HEAD_SIZE = 4, GROUPS_MAX = 1 << 17 };
#define ROWS_MAX ((int64_t)1 << 40) /* of a row group */

/* ---- The file */

static px_parquet_state find_footer(const unsigned char tail[TAIL], uint64_t size, size_t *ret_len)
{
    *ret_len = px_le32(tail);
    if (memcmp(tail + 4, "PARE", 4) == 0)
        return PX_PARQUET_ENCRYPTED;
    if (memcmp(tail + 4, "PAR1", 4) != 0 || *ret_len > size - TAIL - HEAD_SIZE)
        return PX_PARQUET_BAD;
    return *ret_len > FOOTER_MAX ? PX_PARQUET_TOO_LARGE : PX_PARQUET_READ;
}

static bool read_file(px_parquet_footer *footer)
{
    px_thrift t = px_thrift_of(px_str_n(footer->bytes, footer->len));
    px_thrift_field field = { 0 };
    bool good = false;

    while (px_thrift_next(&t, &field)) {
        if (field.id == 2) {
            size_t count = px_thrift_list(&t, &field, PX_THRIFT_STRUCT);

            good = px_parquet_schema_read(footer->arena, &t, count, &footer->schema);
            if (!good)
                return false;
        } else if (field.id == 3) {
            footer->rows = (uint64_t)px_thrift_int(&t, &field);
        } else {
            footer->encrypted = footer->encrypted || field.id == 8;
            px_thrift_skip(&t, field.type);
        }
    }
    return good && !t.bad;
}

int px_parquet_footer_open(px_parquet_footer *footer, const px_random *file,
                           px_parquet_state *ret_state, bool *ret_same, px_error *err)
{
    unsigned char tail[TAIL];
    PX_AUTO_FREE char *bytes = NULL;
    size_t len = 0, got;
    int rc = 0;

    *ret_same = false;
    *ret_state = PX_PARQUET_BAD;
    if (file->size < HEAD_SIZE + TAIL)
        return 0;
    rc = px_random_read(file, file->size - TAIL, tail, TAIL, &got, err);
    if (rc < 0 || got < TAIL)
        return rc;
    *ret_state = find_footer(tail, file->size, &len);
    if (*ret_state != PX_PARQUET_READ)
        return 0;
    bytes = px_alloc(len + 1);
    rc = px_random_read(file, file->size - TAIL - len, bytes, len, &got, err);
    if (rc < 0)
        return rc;
    *ret_same =
        footer->bytes && got == len && footer->len == len && memcmp(footer->bytes, bytes, len) == 0;
    if (*ret_same)
        return 0;
    px_parquet_footer_close(footer);
    if (got == len) {
        *footer = (px_parquet_footer){ .arena = px_arena_new(), .bytes = bytes, .len = len };
        bytes = NULL;
    }
    if (got < len || !read_file(footer)) {
        px_parquet_footer_close(footer);
        *ret_state = PX_PARQUET_BAD;
    }
    return 0;
}

void px_parquet_footer_close(px_parquet_footer *footer)
{
    if (footer->arena)
        px_arena_free(footer->arena);
    free(footer->bytes);
    *footer = (px_parquet_footer){ 0 };
}

/* ---- Row groups */

typedef struct group_reading {
    px_parquet_footer *footer;
    const px_parquet_leaf *const *wanted;
    size_t n_wanted;
    px_thrift t;
} group_reading;

/* What a chunk says of itself. */
typedef struct chunk_facts {
    px_parquet_chunk chunk;
    int64_t type, entries, data_page, dictionary_page;
    bool has_meta;
} chunk_facts;

static uint64_t one_count(px_thrift *t, int id)
{
    px_thrift_field field = { 0 };
    uint64_t found = PX_PARQUET_UNKNOWN;

    while (px_thrift_next(t, &field)) {
        if (field.id == id)
            found = (uint64_t)px_thrift_int(t, &field);
        else
            px_thrift_skip(t, field.type);
    }
    return found;
}

static void read_meta(px_thrift *t, chunk_facts *facts)
{
    px_thrift_field field = { 0 };

    while (px_thrift_next(t, &field)) {
        if (field.id == 1)
            facts->type = px_thrift_int(t, &field);
        else if (field.id == 4)
            facts->chunk.codec = px_thrift_int(t, &field);
        else if (field.id == 5)
            facts->entries = px_thrift_int(t, &field);
        else if (field.id == 9)
            facts->data_page = px_thrift_int(t, &field);
        else if (field.id == 11)
            facts->dictionary_page = px_thrift_int(t, &field);
        else if (field.id == 12 && field.type == PX_THRIFT_STRUCT)
            facts->chunk.nulls = one_count(t, 3);
        else if (field.id == 16 && field.type == PX_THRIFT_STRUCT)
            facts->chunk.bytes = one_count(t, 1);
        else
            px_thrift_skip(t, field.type);
    }
}

/* The chunk of column `index`; false where it does not fit the schema. */
static bool read_chunk(group_reading *r, size_t index, chunk_facts *facts)
{
    px_thrift *t = &r->t;
    px_thrift_field field = { 0 };

    *facts = (chunk_facts){ .chunk = { .nulls = PX_PARQUET_UNKNOWN, .bytes = PX_PARQUET_UNKNOWN } };
    while (px_thrift_next(t, &field)) {
        if (field.id == 3 && field.type == PX_THRIFT_STRUCT) {
            facts->has_meta = true;
            read_meta(t, facts);
            continue;
        }
        r->footer->elsewhere = r->footer->elsewhere || field.id == 1;
        facts->chunk.encrypted = facts->chunk.encrypted || field.id == 8;
        px_thrift_skip(t, field.type);
    }
    facts->chunk.begin =
        (uint64_t)(facts->dictionary_page > 0 && facts->dictionary_page < facts->data_page
                       ? facts->dictionary_page
                       : facts->data_page);
    facts->chunk.entries = (uint64_t)facts->entries;
    if (!facts->has_meta)
        return facts->chunk.encrypted; /* with a key of its own: nothing is told */
    return facts->type == (int64_t)r->footer->schema.leaves[index].type && facts->entries >= 0 &&
           facts->data_page >= 0;
}

static bool read_chunks(group_reading *r, const px_thrift_field *field, px_parquet_group *group)
{
    const px_parquet_schema *schema = &r->footer->schema;
    size_t count = px_thrift_list(&r->t, field, PX_THRIFT_STRUCT);

    if (count != schema->count)
        return false;
    for (size_t i = 0; i < count; i++) {
        chunk_facts facts;

        if (!read_chunk(r, i, &facts))
            return false;
        if (i == 0)
            group->begin = facts.chunk.begin;
        for (size_t k = 0; k < r->n_wanted; k++)
            if (r->wanted[k] == &schema->leaves[i])
                group->chunks[k] = facts.chunk;
    }
    return true;
}

static bool read_group(group_reading *r, px_parquet_group *group)
{
    px_thrift_field field = { 0 };
    int64_t rows = -1;
    bool good = true;

    group->chunks = px_arena_array(r->footer->arena, r->n_wanted + 1, sizeof(*group->chunks));
    while (good && px_thrift_next(&r->t, &field)) {
        if (field.id == 1)
            good = read_chunks(r, &field, group);
        else if (field.id == 3)
            rows = px_thrift_int(&r->t, &field);
        else
            px_thrift_skip(&r->t, field.type);
    }
    group->rows = (uint64_t)rows;
    return good && rows >= 0 && rows <= ROWS_MAX;
}

static bool read_groups(group_reading *r, const px_thrift_field *field)
{
    px_parquet_footer *footer = r->footer;
    size_t room = 0, count = px_thrift_list(&r->t, field, PX_THRIFT_STRUCT);

    if (count > GROUPS_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        footer->groups = px_arena_grow(footer->arena, footer->groups, footer->n_groups, &room,
                                       sizeof(*footer->groups));
        if (!read_group(r, &footer->groups[footer->n_groups++]))
            return false;
    }
    return true;
}

bool px_parquet_footer_groups(px_parquet_footer *footer, const px_parquet_leaf *const *wanted,
                              size_t n_wanted)
{
    group_reading r = { .footer = footer,
                        .wanted = wanted,
                        .n_wanted = n_wanted,
                        .t = px_thrift_of(px_str_n(footer->bytes, footer->len)) };
    px_thrift_field field = { 0 };
    bool good = true;

    footer->groups = NULL;
    footer->n_groups = 0;
    while (good && px_thrift_next(&r.t, &field)) {
        if (field.id == 4)
            good = read_groups(&r, &field);
        else
            px_thrift_skip(&r.t, field.type);
    }
    return good && !r.t.bad;
}
