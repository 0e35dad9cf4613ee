/* SPDX-License-Identifier: EUPL-1.2 */
/* Carrying comments over to a version that is being published. */
#include <stdlib.h>

#include "base/json_write.h"
#include "drafting/comment/place_priv.h"
#include "store/act.h"

#include "base/banned.h"

/* So many comments are held in memory at once; each batch compares every pair of versions and
 * language that it has once. */
enum { BATCH = 10000 };

typedef struct carrying {
    px_db *db;
    const px_code *code;
    const px_version *version;
    px_version *versions; /* of the code */
    size_t n_versions;
    px_relinks relinks;
    px_time now;
    size_t *counts;
} carrying;

static const px_version *version_of(const carrying *c, int64_t row)
{
    for (size_t i = 0; i < c->n_versions; i++)
        if (c->versions[i].row == row)
            return &c->versions[i];
    return NULL;
}

static int by_way(const void *a, const void *b)
{
    const px_place_start *x = a, *y = b;
    int order = (x->version > y->version) - (x->version < y->version);

    if (!order)
        order = px_str_cmp(x->language, y->language);
    return order ? order : (x->comment > y->comment) - (x->comment < y->comment);
}

static bool same_way(const px_place_start *a, const px_place_start *b)
{
    return a->version == b->version && px_str_eq(a->language, b->language);
}

/* Those that go the same way. */
static int carry_way(carrying *c, const px_place_start *starts, size_t count, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_place_way way;
    const px_version *from = version_of(c, starts[0].version);
    int rc = from ? px_place_way_load(c->db, arena, &c->relinks, from, c->version,
                                      starts[0].language, &way, err)
                  : px_fail(err, PX_ERR_DAMAGED,
                            N_("a comment stands in a version that the code does not have"), NULL);

    for (size_t i = 0; rc >= 0 && i < count; i++) {
        PX_AUTO_ARENA px_arena *scratch = px_arena_new();
        px_comment_place place;

        rc = px_place_carry(scratch, &way, &starts[i], &place, err);
        if (rc < 0)
            return rc;
        place.version = c->version->row;
        place.time = c->now;
        c->counts[place.state]++;
        rc = px_place_put(c->db, starts[i].comment, &place, 0, err);
    }
    return rc;
}

static int carry_batch(carrying *c, px_place_start *starts, size_t count, px_error *err)
{
    int rc = 0;

    qsort(starts, count, sizeof(*starts), by_way);
    for (size_t i = 0, end; rc >= 0 && i < count; i = end) {
        end = i + 1;
        while (end < count && same_way(&starts[i], &starts[end]))
            end++;
        rc = carry_way(c, &starts[i], end - i, err);
    }
    return rc;
}

/* All comments, batch by batch; *ret_total: how many. */
static int carry_all(carrying *c, size_t *ret_total, px_error *err)
{
    int64_t above = 0;
    int rc = 0;

    for (*ret_total = 0; rc >= 0;) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_place_start *starts = NULL;
        size_t count = 0;

        rc = px_place_starts(c->db, arena, c->code->row, c->version->row, above, BATCH, &starts,
                             &count, err);
        if (rc < 0 || !count)
            return rc;
        above = starts[count - 1].comment;
        *ret_total += count;
        rc = carry_batch(c, starts, count, err);
    }
    return rc;
}

static int append_act(px_db *db, px_arena *arena, const px_code *code, const px_version *version,
                      const char *author, const size_t *counts, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_act act = {
        .kind = "comments.carried",
        .code = px_arena_cstr(arena, code->id),
        .version = px_arena_cstr(arena, version->label),
        .author = author,
    };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_int(&json, "changed", (long long)counts[PX_ANCHOR_CHANGED]);
    px_json_pair_str(&json, "code", code->id);
    px_json_pair_int(&json, "deleted", (long long)counts[PX_ANCHOR_DELETED]);
    px_json_pair_int(&json, "moved", (long long)counts[PX_ANCHOR_MOVED]);
    px_json_pair_int(&json, "text_gone", (long long)counts[PX_ANCHOR_TEXT_GONE]);
    px_json_pair_int(&json, "unchanged", (long long)counts[PX_ANCHOR_UNCHANGED]);
    px_json_pair_str(&json, "version", version->label);
    return px_act_append_json(db, &act, &json, NULL, err);
}

int px_comments_carry(px_db *db, px_arena *arena, const px_code *code, const px_version *version,
                      const char *author, size_t ret_counts[PX_ANCHOR_STATE_COUNT], px_error *err)
{
    carrying c = {
        .db = db,
        .code = code,
        .version = version,
        .now = px_now(),
        .counts = ret_counts,
    };
    size_t total = 0;
    int rc = px_version_list(db, arena, code, PX_STR(""), false, &c.versions, &c.n_versions, err);

    memset(ret_counts, 0, PX_ANCHOR_STATE_COUNT * sizeof(*ret_counts));
    if (rc >= 0)
        rc = px_relinks_load(db, arena, code->row, &c.relinks, err);
    if (rc >= 0)
        rc = carry_all(&c, &total, err);
    if (rc < 0 || !total)
        return rc;
    return append_act(db, arena, code, version, author, ret_counts, err);
}

int px_text_publish_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_publish *publish = arg;
    size_t counts[PX_ANCHOR_STATE_COUNT];
    px_version version;
    px_code code;
    int rc = px_version_publish(db, publish, err);

    if (rc >= 0)
        rc = px_code_find(db, arena, publish->code, PX_STR(""), &code, err);
    if (rc >= 0)
        rc = px_version_find(db, arena, &code, publish->label, PX_STR(""), &version, err);
    if (rc >= 0)
        rc = px_comments_carry(db, arena, &code, &version, publish->author, counts, err);
    return rc;
}
