/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/act.h"

#include <sodium.h>
#include <stdlib.h>

#include "base/json_read.h"
#include "base/json_write.h"
#include "store/merkle.h"

#include "base/banned.h"

enum {
    ACT_MAX_NAME = 256, /* bytes of a code, a version or an author */
    ACT_MAX_CONTENT = 1024 * 1024,
    ACT_MAX_KEYS = 64, /* of one object */
    ACT_MAX_LIST = 1000,
};

/* ---- Kinds */

static const char *const fields_house_made[] = { "origin", "schema", "verifier", NULL };
static const char *const fields_log_rekeyed[] = { "verifier", NULL };
static const char *const fields_provision[] = { "code", "from", "to", "version", NULL };
static const char *const fields_version_undone[] = { "code", "language", "version", NULL };
static const char *const fields_version_imported[] = { "code", "language", "outline_digest",
                                                       "version", NULL };
static const char *const fields_version_published[] = { "code", "digest", "languages", "version",
                                                        NULL };

const px_act_kind px_act_kinds[] = {
    { PX_ACT_HOUSE_MADE, true, N_("the house was set up"), fields_house_made },
    { PX_ACT_LOG_REKEYED, true, N_("the log continues under a new key"), fields_log_rekeyed },
    { "provision.relinked", true, N_("a provision of a published version was relinked"),
      fields_provision },
    { "provision.settled", false, N_("a provision of a working version was settled"),
      fields_provision },
    { "version.import-undone", false, N_("an import was taken back"), fields_version_undone },
    { "version.imported", false, N_("a version was imported"), fields_version_imported },
    { "version.published", true, N_("a version was published"), fields_version_published },
};
const size_t px_act_kind_count = PX_COUNT(px_act_kinds);

const px_act_kind *px_act_kind_find(px_str name)
{
    for (size_t i = 0; i < px_act_kind_count; i++)
        if (px_str_is(name, px_act_kinds[i].name))
            return &px_act_kinds[i];
    return NULL;
}

/* ---- Content */

static int by_key(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool content_write(px_json *json, const json_t *value);

/* Writes an object with its keys sorted by bytes, which for ASCII is the order of RFC 8785. */
static bool content_write_object(px_json *json, const json_t *object)
{
    const char *keys[ACT_MAX_KEYS];
    size_t count = 0;
    const char *key;
    json_t *value;

    if (json_object_size(object) > ACT_MAX_KEYS)
        return false;
    json_object_foreach((json_t *)object, key, value)
    {
        for (const char *p = key; *p; p++)
            if ((unsigned char)*p >= 0x80)
                return false;
        keys[count++] = key;
    }
    qsort(keys, count, sizeof(keys[0]), by_key);
    px_json_object(json);
    for (size_t i = 0; i < count; i++) {
        px_json_key(json, keys[i]);
        if (!content_write(json, json_object_get(object, keys[i])))
            return false;
    }
    px_json_object_end(json);
    return true;
}

/* Depth is bounded by px_json_parse. */
static bool content_write(px_json *json, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return content_write_object(json, value);
    case JSON_ARRAY:
        px_json_array(json);
        for (size_t i = 0; i < json_array_size(value); i++)
            if (!content_write(json, json_array_get(value, i)))
                return false;
        px_json_array_end(json);
        return true;
    case JSON_STRING:
        px_json_str(json, px_str_n(json_string_value(value), json_string_length(value)));
        return true;
    case JSON_INTEGER:
        px_json_int(json, json_integer_value(value));
        return true;
    case JSON_TRUE:
    case JSON_FALSE:
        px_json_bool(json, json_is_true(value));
        return true;
    case JSON_NULL:
        px_json_null(json);
        return true;
    default: /* reals */
        return false;
    }
}

/* True when the object has exactly the fields. */
static bool content_has_fields(const json_t *object, const char *const *fields)
{
    size_t count = 0;

    for (; fields[count]; count++)
        if (!json_object_get(object, fields[count]))
            return false;
    return json_object_size(object) == count;
}

/* Content must be the canonical form of an object with the kind's fields: what a commitment is
 * made over must be one byte sequence, whoever writes it. */
static int content_check(const px_act_kind *kind, px_str content, px_error *err)
{
    PX_AUTO_BUILDER px_builder again = PX_BUILDER_INIT(ACT_MAX_CONTENT);
    PX_AUTO_JSON json_t *object = NULL;
    px_json json;
    int rc = px_json_parse(content, "content", ACT_MAX_CONTENT, &object, err);

    if (rc < 0)
        return px_fail(err, PX_ERR_INVALID, N_("the content of the act '{kind}' is not JSON"),
                       "kind", kind->name, NULL);
    if (!json_is_object(object) || !content_has_fields(object, kind->fields))
        return px_fail(err, PX_ERR_INVALID,
                       N_("the content of the act '{kind}' does not have the fields of its kind"),
                       "kind", kind->name, NULL);
    px_json_start(&json, &again, PX_JSON_CANONICAL);
    if (!content_write(&json, object) || px_json_finish(&json, NULL) < 0 ||
        !px_str_eq(px_builder_view(&again), content))
        return px_fail(err, PX_ERR_INVALID,
                       N_("the content of the act '{kind}' is not canonical JSON"), "kind",
                       kind->name, NULL);
    return 0;
}

/* ---- Leaves */

void px_act_commit(px_act_part part, const unsigned char salt[32], px_str bytes,
                   unsigned char ret_commitment[32])
{
    static const px_str domains[] = {
        [PX_ACT_CONTENT] = PX_STR_INIT("praxis/act/content/1"),
        [PX_ACT_AUTHOR] = PX_STR_INIT("praxis/act/author/1"),
    };
    px_str domain = domains[part];
    crypto_hash_sha256_state state;

    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const unsigned char *)domain.ptr, domain.len + 1);
    crypto_hash_sha256_update(&state, salt, 32);
    if (bytes.len)
        crypto_hash_sha256_update(&state, (const unsigned char *)bytes.ptr, bytes.len);
    crypto_hash_sha256_final(&state, ret_commitment);
}

/* "2026-11-24T15:18:38.123Z": always 24 characters, unlike px_time_format. False for a time that
 * is not of the years 1 to 9999, where civil time stops. */
static bool leaf_time(px_builder *out, px_time time)
{
    px_civil c = px_civil_from_utc(time);

    px_builder_format(out, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", c.year, c.month, c.day, c.hour,
                      c.minute, c.second, c.millisecond);
    return px_civil_to_utc(&c) == time;
}

int px_act_leaf_print(const px_act_leaf *leaf, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder time = PX_BUILDER_INIT(64);
    px_json json;

    if (!leaf_time(&time, leaf->time))
        return px_fail(err, PX_ERR_INVALID, N_("the time of an act must be of the years 1 to 9999"),
                       NULL);
    px_json_start(&json, out, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "act", leaf->kind);
    px_json_pair_hex(&json, "author", leaf->author, sizeof(leaf->author));
    px_json_pair_str(&json, "code", leaf->code);
    px_json_pair_hex(&json, "content", leaf->content, sizeof(leaf->content));
    px_json_pair_str(&json, "id", leaf->id);
    px_json_pair_str(&json, "time", px_builder_view(&time));
    px_json_pair_int(&json, "v", 1);
    px_json_pair_str(&json, "version", leaf->version);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- Appending */

/* A name is NULL (where that is allowed) or a short text of one line. */
static int act_check_name(const char *name, bool needed, const char *message, px_error *err)
{
    px_str s = px_str_of(name);
    bool good = name ? s.len > 0 && s.len <= ACT_MAX_NAME && px_utf8_valid(s, NULL) : !needed;

    for (size_t i = 0; good && i < s.len; i++)
        good = (unsigned char)s.ptr[i] >= 0x20;
    if (!good)
        return px_fail(err, PX_ERR_INVALID, message, NULL);
    return 0;
}

static int act_check(const px_act *act, const px_act_kind **ret_kind, px_error *err)
{
    const px_act_kind *kind = px_act_kind_find(px_str_of(act->kind));
    int rc;

    if (!kind)
        return px_fail(err, PX_ERR_INVALID, N_("there is no kind of act named '{kind}'"), "kind",
                       act->kind, NULL);
    rc = act_check_name(act->code, false, N_("the code of an act must be a short text"), err);
    if (rc == 0)
        rc = act_check_name(act->version, false, N_("the version of an act must be a short text"),
                            err);
    if (rc == 0)
        rc =
            act_check_name(act->author, true, N_("the author of an act must be a short text"), err);
    if (rc == 0)
        rc = content_check(kind, act->content, err);
    *ret_kind = kind;
    return rc;
}

/* Now, but never before the last act: the log's times do not go backwards, even where the clock
 * was set back. */
static int act_time(px_db *db, px_time *ret_time, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_time now = px_now(), last;
    int rc = px_query_start(db, "SELECT time FROM act ORDER BY id DESC LIMIT 1", &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    last = rc > 0 ? px_query_next_int(&query) : now;
    *ret_time = PX_MAX(now, last);
    return 0;
}

/* What of an act is stored besides what the caller gave. */
typedef struct act_made {
    px_act_receipt receipt;
    unsigned char content_salt[32], author_salt[32];
    px_str leaf; /* ptr NULL for internal acts */
} act_made;

/* Makes salts and leaf, and puts the leaf into the tree. */
static int act_log(px_db *db, const px_act *act, act_made *made, px_builder *leaf, px_error *err)
{
    px_act_leaf parts = {
        .kind = px_str_of(act->kind),
        .code = px_str_of(act->code),
        .version = px_str_of(act->version),
        .id = px_str_of(made->receipt.id),
        .time = made->receipt.time,
    };
    px_hash hash;
    uint64_t index;
    int rc;

    px_random_bytes(made->content_salt, sizeof(made->content_salt));
    px_random_bytes(made->author_salt, sizeof(made->author_salt));
    px_act_commit(PX_ACT_CONTENT, made->content_salt, act->content, parts.content);
    px_act_commit(PX_ACT_AUTHOR, made->author_salt, px_str_of(act->author), parts.author);
    rc = px_act_leaf_print(&parts, leaf, err);
    if (rc < 0)
        return rc;
    made->leaf = px_builder_view(leaf);
    px_merkle_leaf(made->leaf, &hash);
    rc = px_merkle_append(db, &hash, &index, err);
    made->receipt.leaf_index = (int64_t)index;
    return rc;
}

static int act_insert(px_db *db, const px_act *act, const act_made *made, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO act(public_id, kind, code, version, time, leaf_index, "
                            "leaf, content, content_salt, author, author_salt) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, made->receipt.id);
    px_query_cstr(&query, act->kind);
    px_query_cstr(&query, act->code);
    px_query_cstr(&query, act->version);
    px_query_int(&query, made->receipt.time);
    if (made->leaf.ptr)
        px_query_int(&query, made->receipt.leaf_index);
    else
        px_query_null(&query);
    px_query_blob(&query, made->leaf.ptr, made->leaf.len);
    px_query_blob(&query, act->content.ptr, act->content.len);
    px_query_blob(&query, made->leaf.ptr ? made->content_salt : NULL, sizeof(made->content_salt));
    px_query_cstr(&query, act->author);
    px_query_blob(&query, made->leaf.ptr ? made->author_salt : NULL, sizeof(made->author_salt));
    return px_query_run(&query, err);
}

int px_act_append(px_db *db, const px_act *act, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder leaf = PX_BUILDER_INIT(16 * ACT_MAX_NAME);
    act_made made = { .receipt.leaf_index = -1 };
    const px_act_kind *kind;
    int rc = act_check(act, &kind, err);

    if (rc < 0)
        return rc;
    rc = act_time(db, &made.receipt.time, err);
    if (rc < 0)
        return rc;
    px_random_public_id(made.receipt.id);
    if (kind->logged) {
        rc = act_log(db, act, &made, &leaf, err);
        if (rc < 0)
            return rc;
    }
    rc = act_insert(db, act, &made, err);
    if (rc < 0)
        return rc;
    if (ret_receipt)
        *ret_receipt = made.receipt;
    return 0;
}

int px_act_append_json(px_db *db, px_act *act, px_json *content, px_act_receipt *ret_receipt,
                       px_error *err)
{
    int rc;

    px_json_object_end(content);
    rc = px_json_finish(content, err);
    if (rc < 0)
        return rc;
    act->content = px_builder_view(content->out);
    return px_act_append(db, act, ret_receipt, err);
}

/* ---- Reading */

#define ACT_COLUMNS                                                                                \
    "coalesce(leaf_index, -1), public_id, kind, code, version, leaf, content, time, "              \
    "content_salt, author_salt"

static void act_read_salt(px_query *query, unsigned char salt[32])
{
    px_str bytes = px_query_next_str(query);

    if (bytes.len == 32)
        memcpy(salt, bytes.ptr, bytes.len);
}

static void act_read(px_query *query, px_arena *arena, px_act_row *ret_row)
{
    *ret_row = (px_act_row){ 0 };
    ret_row->leaf_index = px_query_next_int(query);
    ret_row->id = px_query_next_text(query, arena);
    ret_row->kind = px_query_next_text(query, arena);
    ret_row->code = px_query_next_text(query, arena);
    ret_row->version = px_query_next_text(query, arena);
    ret_row->leaf = px_query_next_text(query, arena);
    ret_row->content = px_query_next_text(query, arena);
    ret_row->time = px_query_next_int(query);
    act_read_salt(query, ret_row->content_salt);
    act_read_salt(query, ret_row->author_salt);
}

/* The row of a query that gives one at most. */
static int act_read_one(px_query *query, px_arena *arena, px_act_row *ret_row, px_error *err)
{
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such act"), NULL);
    act_read(query, arena, ret_row);
    return 0;
}

int px_act_find(px_db *db, px_arena *arena, px_str id, px_act_row *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT " ACT_COLUMNS " FROM act WHERE public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    return act_read_one(&query, arena, ret_row, err);
}

int px_act_find_last(px_db *db, px_arena *arena, const char *kind, const char *code,
                     const char *version, px_act_row *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT " ACT_COLUMNS " FROM act WHERE kind = ?1 "
                            "AND leaf_index >= 0 AND (?2 IS NULL OR code = ?2) "
                            "AND (?3 IS NULL OR version = ?3) ORDER BY leaf_index DESC LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_cstr(&query, code);
    px_query_cstr(&query, version);
    return act_read_one(&query, arena, ret_row, err);
}

int px_act_list(px_db *db, px_arena *arena, int64_t before, size_t max, px_act_row **ret_rows,
                size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_act_row *rows;
    size_t count = 0;
    int rc = px_query_start(db,
                            "SELECT " ACT_COLUMNS " FROM act WHERE leaf_index < ? "
                            "ORDER BY leaf_index DESC LIMIT ?",
                            &query, err);

    if (rc < 0)
        return rc;
    max = PX_MIN(max, (size_t)ACT_MAX_LIST);
    rows = px_arena_array(arena, max, sizeof(*rows));
    px_query_int(&query, before < 0 ? INT64_MAX : before);
    px_query_int(&query, (int64_t)max);
    while (count < max && (rc = px_query_step(&query, err)) > 0)
        act_read(&query, arena, &rows[count++]);
    if (rc < 0)
        return rc;
    *ret_rows = rows;
    *ret_count = count;
    return 0;
}
