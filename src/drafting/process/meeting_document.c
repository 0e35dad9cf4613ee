/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents of a meeting: files of the house, named by their hash. */
#include "drafting/process/meeting_priv.h"
#include "store/blob.h"

#include "base/banned.h"

static int document_room(px_db *db, const px_meeting *meeting, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT count(*) FROM meeting_document WHERE meeting = ? AND record = 0", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (px_query_next_int(&query) >= PX_MEETING_DOCUMENTS_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a meeting has at most {max} documents"), "max",
                       "50", NULL);
    return 0;
}

static int document_insert(px_db *db, const px_meeting *meeting, const px_meeting_document_add *add,
                           px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO meeting_document (public_id, meeting, record, title, "
                            "name, hash, size, media_type, added) "
                            "VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, add->ret_id);
    px_query_int(&query, meeting->row);
    px_query_str(&query, px_str_trim(add->title));
    px_query_str(&query, add->name);
    px_query_cstr(&query, add->hash);
    px_query_int(&query, (int64_t)add->size);
    px_query_cstr(&query, add->media_type);
    px_query_int(&query, px_now());
    return px_query_run(&query, err);
}

int px_meeting_document_add_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_meeting_document_add *add = arg;
    px_meeting meeting;
    int rc = px_meeting_line_check(add->title, "title", true, err);

    if (rc >= 0)
        rc = px_meeting_line_check(add->name, "name", true, err);
    if (rc >= 0 && add->size > PX_MEETING_DOCUMENT_BYTES)
        rc = px_fail(err, PX_ERR_TOO_LARGE, N_("a document has at most {max} MiB"), "max", "20",
                     NULL);
    if (rc >= 0)
        rc = px_meeting_open(db, arena, add->meeting, &meeting, err);
    if (rc >= 0)
        rc = document_room(db, &meeting, err);
    if (rc >= 0)
        rc = px_blob_ref(db, add->hash, add->size, add->media_type, err);
    if (rc < 0)
        return rc;
    px_random_public_id(add->ret_id);
    rc = document_insert(db, &meeting, add, err);
    if (rc < 0)
        return rc;
    return px_meeting_prepared(db, arena, &meeting, "document", px_str_of(add->hash), add->author,
                               err);
}

int px_meeting_document_remove_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_meeting_document_remove *remove = arg;
    px_meeting meeting;
    const char *hash;
    int rc = px_meeting_open(db, arena, remove->meeting, &meeting, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            "DELETE FROM meeting_document WHERE meeting = ? AND record = 0 "
                            "AND public_id = ? RETURNING hash",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, meeting.row);
    px_query_str(&query, remove->document);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such document"), NULL);
    hash = px_query_next_text(&query, arena).ptr;
    rc = px_query_step(&query, err); /* to its end */
    if (rc >= 0)
        rc = px_blob_unref(db, hash, err);
    if (rc < 0)
        return rc;
    return px_meeting_prepared(db, arena, &meeting, "document-removed", px_str_of(hash),
                               remove->author, err);
}
