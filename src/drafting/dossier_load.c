/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/dossier_read.h"
#include "store/blob.h"

#include "base/banned.h"

/* The parts of a code, each with the reader of its entries. */
typedef struct loaded_part {
    int64_t row;
    px_str name;
    px_dossier_reader reader;
} loaded_part;

typedef struct loading {
    px_db *db;
    px_arena *arena;
    int64_t code;
    px_str language;
    loaded_part *parts;
    size_t n_parts;
    px_dossier dossier;
    size_t room;
} loading;

/* What stands in the house was checked on its way in. */
static int fail_stored(const loading *l, px_str key, px_error *err)
{
    return px_fail(err, PX_ERR_DAMAGED, N_("the dossier's row '{key}' cannot be read"), "key",
                   px_arena_cstr(l->arena, key), NULL);
}

static int load_parts(loading *l, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = px_query_start(
        l->db,
        "SELECT p.id, p.name, p.as_of, "
        "(SELECT count(*) FROM dossier_source WHERE part = p.id) FROM dossier_part AS p "
        "WHERE p.code = ? ORDER BY p.name",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, l->code);
    while ((rc = px_query_step(&query, err)) > 0) {
        loaded_part *p;
        px_str day;

        l->parts = px_arena_grow(l->arena, l->parts, l->n_parts, &room, sizeof(*l->parts));
        p = &l->parts[l->n_parts++];
        p->row = px_query_next_int(&query);
        p->name = px_query_next_text(&query, l->arena);
        day = px_query_next_text(&query, l->arena);
        if (px_str_cmp(day, l->dossier.as_of) > 0)
            l->dossier.as_of = day;
        p->reader = (px_dossier_reader){ .arena = l->arena,
                                         .language = l->language,
                                         .file = p->name.ptr,
                                         .path = PX_BUILDER_INIT(512) };
        p->reader.sources = px_arena_array(l->arena, (size_t)px_query_next_int(&query) + 1,
                                           sizeof(px_dossier_source));
    }
    return rc;
}

static loaded_part *part_of(const loading *l, int64_t row)
{
    for (size_t i = 0; i < l->n_parts; i++)
        if (l->parts[i].row == row)
            return &l->parts[i];
    return NULL;
}

static int load_source(loading *l, loaded_part *p, px_str key, px_str json, px_error *err)
{
    PX_AUTO_JSON json_t *value = NULL;
    px_error ignored = PX_ERROR_INIT;

    if (!p || px_json_parse(json, "source", PX_DOSSIER_MAX_BYTES, &value, &ignored) < 0 ||
        px_dossier_read_source(&p->reader, key, value, &ignored) < 0)
        return fail_stored(l, key, err);
    return 0;
}

static int load_sources(loading *l, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(l->db,
                            "SELECT s.part, s.key, s.json FROM dossier_part AS p "
                            "JOIN dossier_source AS s ON s.part = p.id WHERE p.code = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, l->code);
    while ((rc = px_query_step(&query, err)) > 0) {
        loaded_part *p = part_of(l, px_query_next_int(&query));
        px_str key = px_query_next_str(&query), json = px_query_next_str(&query);

        rc = load_source(l, p, key, json, err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

static int load_entry(loading *l, px_query *query, px_error *err)
{
    PX_AUTO_JSON json_t *value = NULL;
    px_error ignored = PX_ERROR_INIT;
    loaded_part *p = part_of(l, px_query_next_int(query));
    size_t place = (size_t)px_query_next_int(query);
    px_str key = px_query_next_str(query), json = px_query_next_str(query);
    px_dossier *d = &l->dossier;

    d->entries = px_arena_grow(l->arena, d->entries, d->count, &l->room, sizeof(*d->entries));
    if (!p || px_json_parse(json, "entry", PX_DOSSIER_MAX_BYTES, &value, &ignored) < 0)
        return fail_stored(l, key, err);
    p->reader.place = place;
    if (px_dossier_read_entry(&p->reader, value, &d->entries[d->count], &ignored) < 0)
        return fail_stored(l, key, err);
    d->entries[d->count++].part = p->name;
    return 0;
}

#define ENTRIES                                                                                    \
    "SELECT e.part, e.position, e.key, e.json FROM dossier_entry AS e "                            \
    "JOIN dossier_part AS p ON p.id = e.part WHERE e.code = ?1"
#define IN_ORDER " ORDER BY e.first_day, p.name, e.position"

/* Which entries are read. Addressees come along with those about provisions, which name them. */
typedef enum stretch { ALL_ENTRIES, OF_PROVISIONS, OF_ONE_PROVISION } stretch;

static const char *const entries_sql[] = {
    [ALL_ENTRIES] = ENTRIES IN_ORDER,
    [OF_PROVISIONS] = ENTRIES " AND (e.provision IS NOT NULL OR e.kind = 'addressee')" IN_ORDER,
    [OF_ONE_PROVISION] = ENTRIES " AND (e.provision = ?2 OR e.kind = 'addressee')" IN_ORDER,
};

static int load_entries(loading *l, stretch which, px_str provision, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(l->db, entries_sql[which], &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, l->code);
    if (which == OF_ONE_PROVISION)
        px_query_str(&query, provision);
    while ((rc = px_query_step(&query, err)) > 0) {
        rc = load_entry(l, &query, err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

static int load(loading *l, stretch which, px_str provision, px_error *err)
{
    int rc = load_parts(l, err);

    if (rc >= 0)
        rc = load_sources(l, err);
    if (rc >= 0)
        rc = load_entries(l, which, provision, err);
    for (size_t i = 0; i < l->n_parts; i++)
        px_builder_free(&l->parts[i].reader.path);
    return rc;
}

static int load_stretch(px_db *db, px_arena *arena, const px_code *code, px_str language,
                        stretch which, px_dossier *ret_dossier, px_error *err)
{
    loading l = { .db = db, .arena = arena, .code = code->row, .language = language };
    int rc = load(&l, which, PX_STR_NONE, err);

    if (rc < 0)
        return rc;
    *ret_dossier = l.dossier;
    return 0;
}

int px_dossier_load(px_db *db, px_arena *arena, const px_code *code, px_str language,
                    px_dossier *ret_dossier, px_error *err)
{
    return load_stretch(db, arena, code, language, ALL_ENTRIES, ret_dossier, err);
}

int px_dossier_load_provisions(px_db *db, px_arena *arena, const px_code *code, px_str language,
                               px_dossier *ret_dossier, px_error *err)
{
    return load_stretch(db, arena, code, language, OF_PROVISIONS, ret_dossier, err);
}

static bool is_named(const px_dossier *dossier, px_str addressee)
{
    for (size_t i = 0; i < dossier->count; i++)
        for (size_t j = 0; j < dossier->entries[i].n_addressees; j++)
            if (px_str_eq(dossier->entries[i].addressees[j], addressee))
                return true;
    return false;
}

int px_dossier_load_provision(px_db *db, px_arena *arena, const px_code *code, px_str lasting_id,
                              px_str language, px_dossier *ret_dossier, px_error *err)
{
    loading l = { .db = db, .arena = arena, .code = code->row, .language = language };
    px_dossier kept = { 0 };
    int rc = load(&l, OF_ONE_PROVISION, lasting_id, err);

    if (rc < 0)
        return rc;
    kept.as_of = l.dossier.as_of;
    kept.entries = px_arena_array(arena, PX_MAX(l.dossier.count, 1), sizeof(*kept.entries));
    for (size_t i = 0; i < l.dossier.count; i++) {
        const px_dossier_entry *entry = &l.dossier.entries[i];

        if (entry->kind != PX_DOSSIER_ADDRESSEE || is_named(&l.dossier, entry->key))
            kept.entries[kept.count++] = *entry;
    }
    *ret_dossier = kept;
    return 0;
}

const px_dossier_entry *px_dossier_find(const px_dossier *dossier, px_dossier_kind kind, px_str key)
{
    for (size_t i = 0; i < dossier->count; i++)
        if (dossier->entries[i].kind == kind && px_str_eq(dossier->entries[i].key, key))
            return &dossier->entries[i];
    return NULL;
}

int px_dossier_file_get(px_house *house, px_db *db, const px_code *code, px_str part,
                        char **ret_data, size_t *ret_len, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char name[PX_EXCERPT_SIZE], hash[65];
    px_str kept;
    int rc = px_query_start(db, "SELECT hash FROM dossier_part WHERE code = ? AND name = ?", &query,
                            err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code->row);
    px_query_str(&query, part);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0 || px_query_next_is_null(&query))
        return px_fail(err, PX_ERR_NOT_FOUND,
                       rc == 0 ? N_("the dossier has no part '{part}'")
                               : N_("no file of the part '{part}' is kept"),
                       "part", px_str_excerpt(part, name), NULL);
    kept = px_query_next_str(&query);
    (void)snprintf(hash, sizeof(hash), "%.*s", PX_STR_ARG(kept));
    return px_blob_get(house, hash, PX_DOSSIER_MAX_BYTES, ret_data, ret_len, err);
}
