/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/civil.h"
#include "base/map.h"
#include "drafting/dossier_read.h"
#include "store/act.h"
#include "store/blob.h"
#include "store/digest.h"

#include "base/banned.h"

typedef struct importing {
    px_db *db;
    px_arena *arena;
    px_dossier_import *import;
    px_dossier_file file;
    char digest[PX_DIGEST_HEX];
    int64_t code, part; /* rows */
    bool made;          /* the code */
    bool same;          /* the part was made from the same bytes */
} importing;

/* ---- The part that is there */

/* Its row, 0 for none, whether its bytes are the same, and the hash of its file. */
static int find_part(importing *i, px_str *ret_hash, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(i->db,
                            "SELECT id, digest, hash FROM dossier_part "
                            "WHERE code = ? AND name = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, i->code);
    px_query_str(&query, i->file.part);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    i->part = px_query_next_int(&query);
    i->same = px_str_is(px_query_next_str(&query), i->digest);
    *ret_hash = px_query_next_text(&query, i->arena);
    return 0;
}

static int drop_part(importing *i, px_str hash, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (!i->part)
        return 0;
    rc = px_query_start(i->db, "DELETE FROM dossier_part WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, i->part);
    rc = px_query_run(&query, err);
    if (rc < 0 || !hash.len)
        return rc;
    return px_blob_unref(i->db, hash.ptr, err);
}

/* ---- The new rows */

static int put_part(importing *i, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const char *hash = i->import->hash;
    int rc = hash ? px_blob_ref(i->db, hash, i->import->bytes.len, "application/json", err) : 0;

    if (rc >= 0)
        rc = px_query_start(i->db,
                            "INSERT INTO dossier_part (code, name, as_of, digest, hash, bytes) "
                            "VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, i->code);
    px_query_str(&query, i->file.part);
    px_query_str(&query, i->file.as_of);
    px_query_cstr(&query, i->digest);
    px_query_cstr(&query, hash);
    px_query_int(&query, (int64_t)i->import->bytes.len);
    rc = px_query_run(&query, err);
    i->part = px_db_last_id(i->db);
    return rc;
}

/* Canonical JSON: there are only objects with ASCII keys, texts without control characters and
 * whole numbers below 2^53 in it, for which jansson writes what RFC 8785 asks for. */
static char *canonical(const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);

    if (!text)
        px_out_of_memory();
    return text;
}

static int put_sources(importing *i, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const char *key;
    json_t *value;
    int rc = px_query_start(i->db, "INSERT INTO dossier_source (part, key, json) VALUES (?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    json_object_foreach(json_object_get(i->file.json, "sources"), key, value)
    {
        PX_AUTO_FREE char *json = canonical(value);

        px_query_int(&query, i->part);
        px_query_cstr(&query, key);
        px_query_cstr(&query, json);
        rc = px_query_run(&query, err);
        if (rc < 0)
            return rc;
        px_query_again(&query);
    }
    return 0;
}

static int put_entry(importing *i, px_query *query, size_t at, px_error *err)
{
    const px_dossier_entry *entry = &i->file.entries[at];
    PX_AUTO_FREE char *json =
        canonical(json_array_get(json_object_get(i->file.json, "entries"), at));
    int rc;

    px_query_int(query, i->part);
    px_query_int(query, i->code);
    px_query_int(query, (int64_t)at + 1);
    px_query_cstr(query, px_dossier_kind_name(entry->kind));
    px_query_str(query, entry->key);
    px_query_int(query, entry->when.date.first);
    px_query_str(query, entry->provision.len ? entry->provision : PX_STR_NONE);
    px_query_cstr(query, json);
    rc = px_query_run(query, err);
    px_query_again(query);
    return rc;
}

static int put_entries(importing *i, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(i->db,
                            "INSERT INTO dossier_entry (part, code, position, kind, key, "
                            "first_day, provision, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    for (size_t at = 0; rc >= 0 && at < i->file.count; at++)
        rc = put_entry(i, &query, at, err);
    return rc;
}

/* ---- What entries say of each other */

static int fail_taken(importing *i, const px_dossier_entry *entry, px_str part, px_error *err)
{
    char place[24], key[PX_EXCERPT_SIZE];

    (void)snprintf(place, sizeof(place), "%zu", entry->place);
    return px_fail(err, PX_ERR_INVALID,
                   N_("{file}: entry {entry} '{key}': the part '{part}' has an entry of that key"),
                   "file", i->import->source, "entry", place, "key",
                   px_str_excerpt(entry->key, key), "part", px_arena_cstr(i->arena, part), NULL);
}

/* Keys are unique in the code, across its parts. */
static int check_keys(importing *i, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(i->db,
                            "SELECT p.name FROM dossier_entry AS e JOIN dossier_part AS p "
                            "ON p.id = e.part WHERE e.code = ? AND e.key = ?",
                            &query, err);

    for (size_t at = 0; rc >= 0 && at < i->file.count; at++) {
        px_query_int(&query, i->code);
        px_query_str(&query, i->file.entries[at].key);
        rc = px_query_step(&query, err);
        if (rc > 0)
            return fail_taken(i, &i->file.entries[at], px_query_next_str(&query), err);
        px_query_again(&query);
    }
    return rc;
}

/* The entries of each kind by their keys. */
typedef struct known {
    px_map keys[PX_DOSSIER_KIND_COUNT];
} known;

static const char *const missing[PX_DOSSIER_KIND_COUNT] = {
    [PX_DOSSIER_ROUND] = N_("names no round of the dossier"),
    [PX_DOSSIER_GROUP] = N_("names no working group of the dossier"),
    [PX_DOSSIER_ADDRESSEE] = N_("names no addressee of the dossier"),
};

static int check_reference(importing *i, const known *k, const px_dossier_entry *entry,
                           const px_dossier_field *field, px_str key, px_error *err)
{
    bool own = px_str_eq(entry->part, i->file.part);
    px_dossier_reader *r = &i->file.reader;

    if (!key.len || px_map_get(&k->keys[field->refers], key))
        return 0;
    px_builder_clear(&r->path);
    r->file = own ? i->import->source : px_arena_cstr(i->arena, entry->part);
    r->place = entry->place;
    r->key = entry->key;
    return px_dossier_fail(r, field->name, missing[field->refers], key, err);
}

static int check_entry(importing *i, const known *k, const px_dossier_entry *entry, px_error *err)
{
    const px_dossier_field *field = px_dossier_kind_fields(entry->kind);
    int rc = 0;

    for (; rc >= 0 && field->name; field++) {
        const char *at = (const char *)entry + field->offset;

        if (field->form != PX_DOSSIER_FORM_REFERENCE)
            continue;
        if (field->type == PX_DOSSIER_TYPE_STRING)
            rc = check_reference(i, k, entry, field, *(const px_str *)at, err);
        else
            for (size_t j = 0; rc >= 0 && j < *(const size_t *)((const char *)entry + field->count);
                 j++)
                rc = check_reference(i, k, entry, field, (*(px_str *const *)at)[j], err);
    }
    return rc;
}

/* Entries of other parts may have leant on what the part held before, so all are looked at. */
static int check_references(importing *i, px_error *err)
{
    px_code code = { .row = i->code };
    px_dossier dossier;
    known k = { 0 };
    int rc = px_dossier_load(i->db, i->arena, &code, PX_STR("en"), &dossier, err);

    if (rc < 0)
        return rc;
    for (size_t at = 0; at < dossier.count; at++)
        (void)px_map_put(&k.keys[dossier.entries[at].kind], dossier.entries[at].key,
                         &dossier.entries[at]);
    for (size_t at = 0; rc >= 0 && at < dossier.count; at++)
        rc = check_entry(i, &k, &dossier.entries[at], err);
    for (int kind = 0; kind < PX_DOSSIER_KIND_COUNT; kind++)
        px_map_free(&k.keys[kind]);
    return rc;
}

/* A zone has to be one that times can be resolved in. */
static int check_zones(importing *i, px_error *err)
{
    px_dossier_reader *r = &i->file.reader;
    px_str loaded = PX_STR("Europe/Brussels");

    for (size_t at = 0; at < i->file.count; at++) {
        const px_dossier_entry *entry = &i->file.entries[at];
        px_zone *zone = NULL;

        if (!entry->when.zone.len || px_str_eq(entry->when.zone, loaded))
            continue;
        if (px_zone_load(entry->when.zone.ptr, &zone, err) < 0) {
            px_builder_clear(&r->path);
            r->place = entry->place;
            r->key = entry->key;
            return px_dossier_fail(r, "zone", N_("is no time zone"), entry->when.zone, err);
        }
        px_zone_free(zone);
        loaded = entry->when.zone;
    }
    return 0;
}

/* ---- The deed */

static int append_act(importing *i, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(1024);
    px_act act = {
        .kind = "dossier.published",
        .code = i->file.code.ptr,
        .author = i->import->author,
    };
    px_act_receipt receipt;
    px_json json;
    int rc;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", i->file.code);
    px_json_pair_cstr(&json, "digest", i->digest);
    px_json_pair_int(&json, "entries", (long long)i->file.count);
    px_json_pair_str(&json, "part", i->file.part);
    rc = px_act_append_json(i->db, &act, &json, &receipt, err);
    if (rc >= 0)
        (void)snprintf(i->import->ret_act, sizeof(i->import->ret_act), "%s", receipt.id);
    return rc;
}

static int replace_part(importing *i, px_str hash, px_error *err)
{
    int rc = drop_part(i, hash, err);

    if (rc >= 0)
        rc = check_zones(i, err);
    if (rc >= 0)
        rc = check_keys(i, err);
    if (rc >= 0)
        rc = put_part(i, err);
    if (rc >= 0)
        rc = put_sources(i, err);
    if (rc >= 0)
        rc = put_entries(i, err);
    if (rc >= 0)
        rc = check_references(i, err);
    return rc < 0 ? rc : append_act(i, err);
}

static int put(importing *i, px_error *err)
{
    px_str hash = PX_STR_NONE;
    int rc = px_code_keep(i->db, i->file.code, &i->code, &i->made, err);

    for (size_t at = 0; rc >= 0 && at < i->file.n_titles; at++)
        rc = px_code_title_set(i->db, i->code, i->file.titles[at].language,
                               i->file.titles[at].value, err);
    if (rc >= 0)
        rc = find_part(i, &hash, err);
    if (rc < 0 || i->same)
        return rc;
    return replace_part(i, hash, err);
}

int px_dossier_import_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    px_dossier_import *import = arg;
    importing i = { .db = db, .arena = arena, .import = import };
    int rc;

    import->ret_act[0] = '\0';
    px_digest_add(&digest, import->bytes);
    px_digest_end(&digest, i.digest);
    rc = px_dossier_file_read(import->bytes, import->source, arena, PX_STR("en"), &i.file, err);
    if (rc >= 0)
        rc = put(&i, err);
    if (rc >= 0) {
        (void)snprintf(import->ret_code, sizeof(import->ret_code), "%s", i.file.code.ptr);
        (void)snprintf(import->ret_part, sizeof(import->ret_part), "%s", i.file.part.ptr);
        import->ret_entries = (long long)i.file.count;
        import->ret_code_made = i.made;
    }
    px_dossier_file_free(&i.file);
    return rc;
}

int px_dossier_import_into_house(px_house *house, px_dossier_import *import, px_error *err)
{
    char hash[65];
    int rc;

    if (import->bytes.len > PX_DOSSIER_MAX_BYTES) /* Said without keeping it first. */
        return px_fail(err, PX_ERR_TOO_LARGE, N_("{source} is larger than is accepted here"),
                       "source", import->source, NULL);
    rc = px_blob_put(house, import->bytes, hash, err);
    if (rc < 0)
        return rc;
    import->hash = hash;
    rc = px_house_write(house, px_dossier_import_deed, import, err);
    import->hash = NULL;
    return rc;
}
