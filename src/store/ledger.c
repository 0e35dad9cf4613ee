/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/ledger.h"

#include "base/base64.h"
#include "base/json_write.h"

#include "base/banned.h"

#define LEDGER_PROOF_HEAD "c2sp.org/tlog-proof@v1"

enum {
    LEDGER_MAX_NOTE = 64 * 1024,
    LEDGER_MAX_LEAF = 64 * 1024,
    LEDGER_MAX_PROOF = 2 * 1024 * 1024, /* of files that come from elsewhere */
    LEDGER_CONTENT_SCHEMA = 1,
};

/* ---- Heads */

/* The newest checkpoint: *ret_size is -1 before the first. ret_note goes into the arena. */
static int head_read(px_db *db, px_arena *arena, int64_t *ret_size, px_str *ret_note, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT size, note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1", &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_size = rc > 0 ? px_query_next_int(&query) : -1;
    *ret_note = rc > 0 ? px_query_next_text(&query, arena) : PX_STR_NONE;
    return 0;
}

static int head_insert(px_db *db, const px_checkpoint *head, int64_t previous, px_str note,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO ledger_checkpoint(size, previous, root, note) "
                            "VALUES (?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, (int64_t)head->size);
    if (previous < 0)
        px_query_null(&query);
    else
        px_query_int(&query, previous);
    px_query_blob(&query, head->root.bytes, sizeof(head->root.bytes));
    px_query_str(&query, note);
    return px_query_run(&query, err);
}

/* Signs the head of that size and stores it behind the previous one (-1: the first). */
static int head_sign(px_db *db, const px_note_key *key, uint64_t size, int64_t previous,
                     px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(LEDGER_MAX_NOTE);
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(LEDGER_MAX_NOTE);
    px_checkpoint head = { .origin = px_str_of(key->name), .size = size };
    int rc = px_merkle_root(db, size, &head.root, err);

    if (rc < 0)
        return rc;
    px_checkpoint_print(&head, &text);
    rc = px_note_sign(px_builder_view(&text), key, &note, err);
    if (rc < 0)
        return rc;
    return head_insert(db, &head, previous, px_builder_view(&note), err);
}

int px_ledger_checkpoint(px_db *db, const px_note_key *key, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    int64_t last;
    uint64_t size;
    px_str note;
    int rc = px_merkle_size(db, &size, err);

    if (rc < 0)
        return rc;
    rc = head_read(db, arena, &last, &note, err);
    if (rc < 0)
        return rc;
    if ((int64_t)size <= last || size == 0)
        return 0;
    if (last >= 0 && !px_note_names_key(note, key))
        return px_fail(err, PX_ERR_CONFIG,
                       N_("the key of the log is not the one that signed it so far; put the old "
                          "keys/log.key back"),
                       NULL);
    return head_sign(db, key, size, last, err);
}

int px_ledger_head(px_db *db, px_arena *arena, px_str *ret_note, px_checkpoint *ret_checkpoint,
                   px_error *err)
{
    px_checkpoint head;
    int64_t size;
    px_str note;
    size_t text_len;
    int rc = head_read(db, arena, &size, &note, err);

    if (rc < 0)
        return rc;
    if (size < 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the log has no signed head yet"), NULL);
    text_len = px_str_find(note, PX_STR("\n\n"));
    if (px_checkpoint_parse(px_str_sub(note, 0, text_len + 1), &head, NULL) < 0)
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("the signed head of the log is damaged; run 'praxis check' and restore "
                          "a backup"),
                       NULL);
    *ret_note = note;
    *ret_checkpoint = head;
    return 0;
}

/* ---- Keys, which the log itself names */

static int adopt_act(px_db *db, const char *kind, const px_note_key *key, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(LEDGER_MAX_LEAF);
    PX_AUTO_BUILDER px_builder verifier = PX_BUILDER_INIT(LEDGER_MAX_LEAF);
    px_json json;

    px_note_verifier_print(key, &verifier);
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    if (strcmp(kind, PX_ACT_HOUSE_MADE) == 0) {
        px_json_pair_cstr(&json, "origin", key->name);
        px_json_pair_int(&json, "schema", LEDGER_CONTENT_SCHEMA);
    }
    px_json_pair_str(&json, "verifier", px_builder_view(&verifier));
    return px_act_append_json(db, &(px_act){ .kind = kind, .author = "operator" }, &json, NULL,
                              err);
}

int px_ledger_adopt_key(px_db *db, const px_note_key *key, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    int64_t last;
    uint64_t size;
    px_str note;
    int rc = px_merkle_size(db, &size, err);

    if (rc < 0)
        return rc;
    rc = head_read(db, arena, &last, &note, err);
    if (rc < 0)
        return rc;
    rc = adopt_act(db, size == 0 ? PX_ACT_HOUSE_MADE : PX_ACT_LOG_REKEYED, key, err);
    if (rc < 0)
        return rc;
    return head_sign(db, key, size + 1, last, err);
}

/* ---- Proofs */

int px_ledger_prove(px_db *db, px_str act_id, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_hash proof[PX_MERKLE_MAX_PROOF];
    px_checkpoint head;
    px_act_row act;
    px_str note;
    size_t count;
    int rc = px_act_find(db, arena, act_id, &act, err);

    if (rc < 0)
        return rc;
    if (act.leaf_index < 0)
        return px_fail(err, PX_ERR_INVALID,
                       N_("the act '{act}' is internal and has no proof: it is not in the log"),
                       "act", px_arena_cstr(arena, act.id), NULL);
    rc = px_ledger_head(db, arena, &note, &head, err);
    if (rc < 0)
        return rc;
    rc = px_merkle_inclusion(db, (uint64_t)act.leaf_index, head.size, proof, &count, err);
    if (rc < 0)
        return rc;
    px_builder_add(out, LEDGER_PROOF_HEAD "\nextra ");
    px_base64_print(out, act.leaf.ptr, act.leaf.len);
    px_builder_format(out, "\nindex %lld\n", (long long)act.leaf_index);
    for (size_t i = 0; i < count; i++) {
        px_base64_print(out, proof[i].bytes, sizeof(proof[i].bytes));
        px_builder_char(out, '\n');
    }
    px_builder_char(out, '\n');
    px_builder_str(out, note);
    return px_builder_check(out, err);
}

/* A proof file while it is read. */
typedef struct proof_file {
    px_str rest; /* lines still to read */
    long long line;
    px_str leaf;
    uint64_t index;
    px_hash hashes[PX_MERKLE_MAX_PROOF];
    size_t count;
} proof_file;

static int proof_fail(const proof_file *file, const char *message, px_error *err)
{
    char line[24];

    (void)snprintf(line, sizeof(line), "%lld", file->line);
    return px_fail(err, PX_ERR_MALFORMED, message, "line", line, NULL);
}

/* The next line; the empty one where there are no more. */
static px_str proof_line(proof_file *file)
{
    px_str line = PX_STR_NONE;

    (void)px_str_split(&file->rest, '\n', &line);
    file->line++;
    return line;
}

static int proof_read_head(proof_file *file, px_arena *arena, px_error *err)
{
    static const px_str extra = PX_STR_INIT("extra "), index = PX_STR_INIT("index ");
    px_str line = proof_line(file);
    char *leaf;
    size_t len;

    if (!px_str_is(line, LEDGER_PROOF_HEAD))
        return proof_fail(file, N_("this is not the proof of an act (line {line})"), err);
    line = proof_line(file);
    if (!px_str_starts(line, extra) || line.len - extra.len > PX_BASE64_LEN(LEDGER_MAX_LEAF))
        return proof_fail(file, N_("the proof lacks the act's leaf (line {line})"), err);
    leaf = px_arena_alloc(arena, line.len);
    if (!px_base64_parse(px_str_sub(line, extra.len, line.len), leaf, line.len, &len))
        return proof_fail(file, N_("the act's leaf is not base64 (line {line})"), err);
    file->leaf = px_str_n(leaf, len);
    line = proof_line(file);
    if (!px_str_starts(line, index) ||
        !px_note_number_parse(px_str_sub(line, index.len, line.len), &file->index))
        return proof_fail(file, N_("the proof lacks the leaf's index (line {line})"), err);
    return 0;
}

/* The hashes up to the empty line; the signed checkpoint is what is left then. */
static int proof_read_hashes(proof_file *file, px_error *err)
{
    for (;;) {
        px_str line = proof_line(file);
        size_t len;

        if (line.len == 0)
            break;
        if (file->count == PX_MERKLE_MAX_PROOF)
            return proof_fail(file, N_("the proof has too many hashes (line {line})"), err);
        if (!px_base64_parse(line, file->hashes[file->count].bytes, sizeof(px_hash), &len) ||
            len != sizeof(px_hash))
            return proof_fail(file, N_("this is not a hash in base64 (line {line})"), err);
        file->count++;
    }
    if (!file->rest.ptr)
        return proof_fail(file, N_("the proof lacks the log's signed head (line {line})"), err);
    return 0;
}

/* The signed head that stands behind the hashes. */
static int proof_read_checkpoint(proof_file *file, const px_note_key *key,
                                 px_checkpoint *ret_checkpoint, px_error *err)
{
    px_str text;
    int rc = px_note_verify(file->rest, key, &text, err);

    if (rc == -(int)PX_ERR_MALFORMED ||
        (rc == 0 && px_checkpoint_parse(text, ret_checkpoint, NULL)))
        return proof_fail(file, N_("the log's signed head is malformed (after line {line})"), err);
    if (rc < 0)
        return rc;
    if (!px_str_is(ret_checkpoint->origin, key->name))
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("the signed head is that of another log, not of '{name}'"), "name",
                       key->name, NULL);
    return 0;
}

int px_ledger_verify_proof(px_str proof, const px_note_key *key, px_arena *arena, px_str *ret_leaf,
                           px_checkpoint *ret_checkpoint, px_error *err)
{
    proof_file file = { .rest = proof.ptr ? proof : PX_STR("") };
    px_checkpoint head;
    px_hash leaf;
    int rc;

    if (proof.len > LEDGER_MAX_PROOF)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("no proof of an act is that long"), NULL);
    rc = proof_read_head(&file, arena, err);
    if (rc < 0)
        return rc;
    rc = proof_read_hashes(&file, err);
    if (rc < 0)
        return rc;
    rc = proof_read_checkpoint(&file, key, &head, err);
    if (rc < 0)
        return rc;
    px_merkle_leaf(file.leaf, &leaf);
    rc = px_merkle_verify_inclusion(file.index, head.size, &leaf, file.hashes, file.count,
                                    &head.root, err);
    if (rc < 0)
        return rc;
    *ret_leaf = file.leaf;
    *ret_checkpoint = head;
    return 0;
}

/* ---- A head that somebody kept */

int px_ledger_verify_since(px_db *db, px_str note, const px_note_key *key, px_arena *arena,
                           px_checkpoint *ret_then, px_checkpoint *ret_now, px_error *err)
{
    px_hash proof[PX_MERKLE_MAX_PROOF];
    px_checkpoint then, now;
    px_str text, head;
    size_t count = 0;
    int rc = px_note_verify(note, key, &text, err);

    if (rc >= 0)
        rc = px_checkpoint_parse(text, &then, err);
    if (rc >= 0)
        rc = px_ledger_head(db, arena, &head, &now, err);
    if (rc < 0)
        return rc;
    if (!px_str_eq(then.origin, now.origin) || then.size > now.size)
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("the kept checkpoint is of another log, or this one has lost acts since"),
                       NULL);
    rc = px_merkle_consistency(db, then.size, now.size, proof, &count, err);
    if (rc >= 0)
        rc = px_merkle_verify_consistency(then.size, now.size, &then.root, &now.root, proof, count,
                                          err);
    if (rc < 0)
        return rc;
    *ret_then = then;
    *ret_now = now;
    return 0;
}
