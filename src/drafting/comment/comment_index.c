/* SPDX-License-Identifier: EUPL-1.2 */
/* By which words a submitted comment is found, and the digest of what it says. */
#include "base/json_write.h"
#include "drafting/comment/comment_priv.h"

#include "base/banned.h"

static int index_write(px_db *db, const char *sql, const px_comment *comment, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->row);
    px_query_str(&query, comment->anchor.exact);
    px_query_str(&query, comment->text);
    px_query_str(&query, comment->wording);
    return px_query_run(&query, err);
}

int comment_index_add(px_db *db, px_arena *arena, const px_comment *comment, px_error *err)
{
    (void)arena;
    return index_write(db,
                       "INSERT INTO comment_word (rowid, exact, text, wording) VALUES (?, ?, ?, ?)",
                       comment, err);
}

int comment_index_drop(px_db *db, const px_comment *comment, px_error *err)
{
    return index_write(db,
                       "INSERT INTO comment_word (comment_word, rowid, exact, text, wording) "
                       "VALUES ('delete', ?, ?, ?, ?)",
                       comment, err);
}

/* ---- The digest */

static void digest_files(px_json *json, const px_comment *comment)
{
    px_json_key(json, "attachments");
    px_json_array(json);
    for (size_t i = 0; i < comment->n_attachments; i++) {
        px_json_object(json);
        px_json_pair_str(json, "hash", comment->attachments[i].hash);
        px_json_pair_str(json, "media_type", comment->attachments[i].media_type);
        px_json_pair_str(json, "name", comment->attachments[i].name);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void digest_place(px_json *json, const px_comment *comment)
{
    const px_anchor *anchor = &comment->anchor;

    px_json_key(json, "place");
    px_json_object(json);
    px_json_pair_int(json, "end", (long long)anchor->end);
    px_json_pair_str(json, "exact", anchor->exact);
    px_json_pair_bool(json, "in_heading", anchor->in_heading);
    px_json_pair_str(json, "language", comment->language);
    px_json_pair_str(json, "lasting_id", anchor->id);
    px_json_pair_int(json, "start", (long long)anchor->start);
    px_json_pair_str(json, "version", comment->version_label);
    px_json_object_end(json);
}

int comment_digest(const px_comment *comment, char ret_digest[PX_DIGEST_HEX], px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    px_json json;
    int rc;

    px_json_start(&json, &out, PX_JSON_CANONICAL);
    px_json_object(&json);
    digest_files(&json, comment);
    px_json_pair_str(&json, "code", comment->code_id);
    px_json_pair_str(&json, "comment", comment->id);
    px_json_pair_cstr(&json, "kind", px_comment_kind_name(comment->kind));
    digest_place(&json, comment);
    px_json_pair_cstr(&json, "stance", px_comment_stance_name(comment->stance));
    px_json_pair_str(&json, "text", comment->text);
    px_json_pair_str(&json, "text_language", comment->text_language);
    px_json_pair_int(&json, "v", 1);
    px_json_pair_str(&json, "wording", comment->has_wording ? comment->wording : PX_STR_NONE);
    px_json_object_end(&json);
    rc = px_json_finish(&json, err);
    if (rc < 0)
        return rc;
    px_digest_add(&digest, px_builder_view(&out));
    px_digest_end(&digest, ret_digest);
    return 0;
}
