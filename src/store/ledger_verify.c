/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The check of the whole log (px_ledger_verify_house): three cursors run side by side, over acts,
 * nodes and checkpoints, each in its order; a leaf is made again from its act, the nodes that it
 * completes must be the next ones stored, and a checkpoint of the size reached must fit the tree.
 * Memory does not grow with the log.
 */
#include "base/json_read.h"
#include "base/number.h"
#include "store/ledger.h"

#include "base/banned.h"

enum { VERIFY_MAX_LEAF = 64 * 1024, VERIFY_MAX_CONTENT = 1024 * 1024 };

/* One row of act; slices live until the next step. */
typedef struct verify_act {
    px_act_leaf leaf; /* as the columns say it; the commitments as the stored leaf says them */
    const px_act_kind *kind;
    bool logged;
    int64_t leaf_index;
    px_str stored_leaf, content, content_salt, author, author_salt;
} verify_act;

typedef struct verify {
    px_merkle_frontier tree;
    px_query acts, nodes, checkpoints;
    bool more_checkpoints;
    int64_t checkpoint_size, previous_size; /* of the cursor's row and of the one before, or -1 */
    px_note_key key;                        /* that the log has named last */
    bool has_key;
    px_time last_time;
    px_builder again; /* the leaf made again */
    char act_id[64];
    px_ledger_report report;
} verify;

static void verify_end(verify *v)
{
    px_query_end(&v->acts);
    px_query_end(&v->nodes);
    px_query_end(&v->checkpoints);
    px_builder_free(&v->again);
}
#define AUTO_VERIFY PX_CLEANUP(verify_end)

static int verify_fail(const verify *v, const char *message, px_error *err)
{
    char leaf[24];

    (void)snprintf(leaf, sizeof(leaf), "%llu", (unsigned long long)v->tree.size);
    return px_fail(err, PX_ERR_DAMAGED, message, "act", v->act_id, "leaf", leaf, NULL);
}

/* ---- Acts */

static void act_read(px_query *query, verify_act *ret_act)
{
    *ret_act = (verify_act){ 0 };
    ret_act->leaf.id = px_query_next_str(query);
    ret_act->leaf.kind = px_query_next_str(query);
    ret_act->leaf.code = px_query_next_str(query);
    ret_act->leaf.version = px_query_next_str(query);
    ret_act->leaf.time = px_query_next_int(query);
    ret_act->logged = !px_query_next_is_null(query);
    ret_act->leaf_index = px_query_next_int(query);
    ret_act->stored_leaf = px_query_next_str(query);
    ret_act->content = px_query_next_str(query);
    ret_act->content_salt = px_query_next_str(query);
    ret_act->author = px_query_next_str(query);
    ret_act->author_salt = px_query_next_str(query);
    ret_act->kind = px_act_kind_find(ret_act->leaf.kind);
}

/* Takes the two commitments out of the stored leaf. */
static bool act_read_commitments(verify_act *act)
{
    PX_AUTO_JSON json_t *leaf = NULL;
    px_str content, author;

    return px_json_parse(act->stored_leaf, "leaf", VERIFY_MAX_LEAF, &leaf, NULL) == 0 &&
           px_json_get_str(leaf, "content", &content, NULL) == 0 &&
           px_json_get_str(leaf, "author", &author, NULL) == 0 &&
           px_parse_hex(content, act->leaf.content, sizeof(act->leaf.content), NULL) == 0 &&
           px_parse_hex(author, act->leaf.author, sizeof(act->leaf.author), NULL) == 0;
}

/* True when the thing opens the commitment, or when both it and its salt are erased. */
static bool act_opens(px_act_part part, px_str bytes, px_str salt,
                      const unsigned char commitment[32], bool *ret_erased)
{
    unsigned char again[32];

    if (!bytes.ptr && !salt.ptr) {
        *ret_erased = true;
        return true;
    }
    if (!bytes.ptr || salt.len != sizeof(again))
        return false;
    px_act_commit(part, (const unsigned char *)salt.ptr, bytes, again);
    return memcmp(again, commitment, sizeof(again)) == 0;
}

/* The leaf must be what its row says, and what the row says must open the leaf's commitments. */
static int verify_leaf(verify *v, verify_act *act, px_error *err)
{
    bool erased = false;

    px_builder_clear(&v->again);
    if (!act_read_commitments(act) || px_act_leaf_print(&act->leaf, &v->again, NULL) < 0 ||
        !px_str_eq(px_builder_view(&v->again), act->stored_leaf))
        return verify_fail(v, N_("the leaf of act '{act}' (leaf {leaf}) does not fit its row"),
                           err);
    if (!act_opens(PX_ACT_CONTENT, act->content, act->content_salt, act->leaf.content, &erased))
        return verify_fail(
            v, N_("the content of act '{act}' (leaf {leaf}) is not what the log holds"), err);
    if (!act_opens(PX_ACT_AUTHOR, act->author, act->author_salt, act->leaf.author, &erased))
        return verify_fail(
            v, N_("the author of act '{act}' (leaf {leaf}) is not who the log holds"), err);
    v->report.erased += erased;
    return 0;
}

/* An act that names a key: from here on it signs. */
static int verify_key_act(verify *v, const verify_act *act, px_error *err)
{
    PX_AUTO_JSON json_t *content = NULL;
    px_str verifier;

    if (px_json_parse(act->content, "content", VERIFY_MAX_CONTENT, &content, NULL) < 0 ||
        px_json_get_str(content, "verifier", &verifier, NULL) < 0 ||
        px_note_verifier_parse(verifier, &v->key, NULL) < 0)
        return verify_fail(v, N_("act '{act}' (leaf {leaf}) does not name the log's key"), err);
    v->has_key = true;
    return 0;
}

static int verify_order(verify *v, const verify_act *act, px_error *err)
{
    if (!act->kind || act->kind->logged != act->logged)
        return verify_fail(v, N_("act '{act}' (leaf {leaf}) is not of a known kind"), err);
    if (act->leaf.time < v->last_time)
        return verify_fail(v, N_("act '{act}' (leaf {leaf}) is older than the one before it"), err);
    if (!act->logged && (act->stored_leaf.ptr || act->content_salt.ptr || act->author_salt.ptr))
        return verify_fail(v, N_("the internal act '{act}' (before leaf {leaf}) has a leaf"), err);
    if (act->logged && act->leaf_index != (int64_t)v->tree.size)
        return verify_fail(v, N_("act '{act}' does not stand where leaf {leaf} belongs"), err);
    if (act->logged && (v->tree.size == 0) != px_str_is(act->leaf.kind, PX_ACT_HOUSE_MADE))
        return verify_fail(v, N_("act '{act}' (leaf {leaf}) cannot stand there"), err);
    v->last_time = act->leaf.time;
    return 0;
}

/* ---- Nodes */

static int verify_nodes(verify *v, px_str leaf, px_error *err)
{
    px_hash hash, nodes[PX_MERKLE_MAX_PROOF];
    unsigned count;

    px_merkle_leaf(leaf, &hash);
    count = px_merkle_frontier_add(&v->tree, &hash, nodes);
    for (unsigned level = 0; level < count; level++) {
        px_str stored;
        int rc = px_query_step(&v->nodes, err);

        if (rc < 0)
            return rc;
        stored = rc > 0 ? px_query_next_str(&v->nodes) : PX_STR_NONE;
        if (!px_str_eq(stored, px_str_n((const char *)nodes[level].bytes, sizeof(px_hash)))) {
            v->tree.size--; /* name the leaf, not the size */
            return verify_fail(v, N_("the log's tree does not fit act '{act}' (leaf {leaf})"), err);
        }
    }
    return 0;
}

/* ---- Checkpoints */

/* Moves to the next stored checkpoint. */
static int checkpoint_next(verify *v, px_error *err)
{
    int rc = px_query_step(&v->checkpoints, err);

    if (rc < 0)
        return rc;
    v->more_checkpoints = rc > 0;
    v->previous_size = v->checkpoint_size;
    v->checkpoint_size = rc > 0 ? px_query_next_int(&v->checkpoints) : -1;
    return 0;
}

static bool checkpoint_fits(verify *v)
{
    int64_t previous = px_query_next_int(&v->checkpoints);
    px_str root = px_query_next_str(&v->checkpoints), note = px_query_next_str(&v->checkpoints);
    px_checkpoint head;
    px_hash expected;
    px_str text;

    px_merkle_frontier_root(&v->tree, &expected);
    return previous == v->previous_size && v->has_key &&
           px_str_eq(root, px_str_n((const char *)expected.bytes, sizeof(expected.bytes))) &&
           px_note_verify(note, &v->key, &text, NULL) == 0 &&
           px_checkpoint_parse(text, &head, NULL) == 0 && px_str_is(head.origin, v->key.name) &&
           head.size == v->tree.size &&
           memcmp(head.root.bytes, expected.bytes, sizeof(expected.bytes)) == 0;
}

static int verify_checkpoint(verify *v, px_error *err)
{
    if (!v->more_checkpoints || v->checkpoint_size != (int64_t)v->tree.size)
        return 0;
    if (!checkpoint_fits(v))
        return verify_fail(v, N_("the signed head of size {leaf} does not fit the log"), err);
    v->report.checkpoints++;
    return checkpoint_next(v, err);
}

/* ---- The whole */

static int verify_start(verify *v, px_db *db, px_error *err)
{
    int rc = px_query_start(db,
                            "SELECT public_id, kind, code, version, time, leaf_index, leaf, "
                            "content, content_salt, author, author_salt FROM act ORDER BY id",
                            &v->acts, err);

    if (rc < 0)
        return rc;
    rc = px_query_start(db, "SELECT hash FROM ledger_node ORDER BY id", &v->nodes, err);
    if (rc < 0)
        return rc;
    rc = px_query_start(db,
                        "SELECT size, coalesce(previous, -1), root, note FROM ledger_checkpoint "
                        "ORDER BY size",
                        &v->checkpoints, err);
    if (rc < 0)
        return rc;
    v->checkpoint_size = -1;
    return checkpoint_next(v, err);
}

static int verify_act_row(verify *v, px_error *err)
{
    verify_act act;
    int rc;

    act_read(&v->acts, &act);
    (void)snprintf(v->act_id, sizeof(v->act_id), "%.*s",
                   PX_STR_ARG(px_str_sub(act.leaf.id, 0, sizeof(v->act_id) - 1)));
    v->report.acts++;
    rc = verify_order(v, &act, err);
    if (rc < 0 || !act.logged)
        return rc;
    rc = verify_leaf(v, &act, err);
    if (rc < 0)
        return rc;
    if (px_str_is(act.leaf.kind, PX_ACT_HOUSE_MADE) ||
        px_str_is(act.leaf.kind, PX_ACT_LOG_REKEYED)) {
        rc = verify_key_act(v, &act, err);
        if (rc < 0)
            return rc;
    }
    rc = verify_nodes(v, act.stored_leaf, err);
    if (rc < 0)
        return rc;
    v->report.leaves++;
    return verify_checkpoint(v, err);
}

/* After the last act nothing may be left over, and the head must cover everything. */
static int verify_rest(verify *v, const px_note_key *key, px_error *err)
{
    int rc = px_query_step(&v->nodes, err);

    if (rc < 0)
        return rc;
    if (rc > 0 || v->more_checkpoints)
        return verify_fail(v,
                           N_("the log holds more than its acts: the last ones are missing, "
                              "from leaf {leaf} on"),
                           err);
    if (v->previous_size != (int64_t)v->tree.size)
        return verify_fail(v, N_("the signed head of size {leaf} is missing"), err);
    if (strcmp(v->key.name, key->name) != 0 ||
        memcmp(v->key.public_key, key->public_key, sizeof(key->public_key)) != 0)
        return verify_fail(v, N_("the log names another key than the one of the house"), err);
    return 0;
}

static int verify_run(px_db *db, const px_note_key *key, px_ledger_report *ret_report,
                      px_error *err)
{
    AUTO_VERIFY verify v = { .again = PX_BUILDER_INIT(VERIFY_MAX_LEAF), .last_time = INT64_MIN };
    int rc = verify_start(&v, db, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&v.acts, err)) > 0) {
        rc = verify_act_row(&v, err);
        if (rc < 0)
            return rc;
    }
    if (rc < 0)
        return rc;
    rc = verify_rest(&v, key, err);
    if (rc < 0)
        return rc;
    *ret_report = v.report;
    return 0;
}

int px_ledger_verify_house(px_db *db, const px_note_key *key, px_ledger_report *ret_report,
                           px_error *err)
{
    /* One snapshot for all cursors, also while others write; inside of a transaction or not. */
    int rc = px_db_exec(db, "SAVEPOINT ledger_verify", err), released;

    if (rc < 0)
        return rc;
    rc = verify_run(db, key, ret_report, err);
    released = px_db_exec(db, "RELEASE ledger_verify", rc < 0 ? NULL : err);
    return rc < 0 ? rc : released;
}
