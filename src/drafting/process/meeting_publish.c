/* SPDX-License-Identifier: EUPL-1.2 */
/* Publishing what is prepared as a frozen record of a meeting. */
#include "drafting/process/meeting_priv.h"
#include "drafting/process/plan_priv.h"
#include "store/act.h"
#include "store/blob.h"

#include "base/banned.h"

enum { CONTENT_MAX = 512 * 1024 };

/* ---- What the act says: everything by its digest, numbers as they are */

static void content_agenda(px_json *json, px_arena *arena, const px_meeting_papers *papers)
{
    char digest[PX_DIGEST_HEX];

    px_json_key(json, "agenda");
    px_json_array(json);
    for (size_t i = 0; i < papers->n_agendas; i++) {
        px_meeting_digest(px_agenda_print(arena, &papers->agendas[i]), digest);
        px_json_object(json);
        px_json_pair_cstr(json, "digest", digest);
        px_json_pair_str(json, "language", papers->agendas[i].language);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void content_attendance(px_json *json, const px_meeting_papers *papers)
{
    px_json_key(json, "attendance");
    px_json_array(json);
    for (size_t i = 0; i < papers->n_attendance; i++) {
        px_json_object(json);
        px_json_pair_str(json, "category", papers->attendance[i].category);
        px_json_pair_int(json, "people", papers->attendance[i].people);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void content_documents(px_json *json, const px_meeting_papers *papers)
{
    px_json_key(json, "documents");
    px_json_array(json);
    for (size_t i = 0; i < papers->n_documents; i++) {
        px_json_object(json);
        px_json_pair_str(json, "document", papers->documents[i].id);
        px_json_pair_str(json, "hash", papers->documents[i].hash);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void content_minutes(px_json *json, const px_meeting_papers *papers)
{
    char digest[PX_DIGEST_HEX];

    px_json_key(json, "minutes");
    px_json_array(json);
    for (size_t i = 0; i < papers->n_minutes; i++) {
        px_meeting_digest(papers->minutes[i].text, digest);
        px_json_object(json);
        px_json_pair_cstr(json, "digest", digest);
        px_json_pair_str(json, "language", papers->minutes[i].language);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

/* The object stays open: whoever goes on adds keys after "minutes". */
static void content_papers(px_json *json, px_arena *arena, const px_meeting *meeting,
                           const px_meeting_papers *papers)
{
    px_json_object(json);
    content_agenda(json, arena, papers);
    content_attendance(json, papers);
    px_json_pair_str(json, "code", meeting->code_id);
    content_documents(json, papers);
    px_json_pair_str(json, "meeting", meeting->id);
    content_minutes(json, papers);
}

static int publish_act(px_db *db, px_arena *arena, const px_meeting *meeting,
                       const px_meeting_papers *papers, const px_meeting_publish *publish,
                       px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(CONTENT_MAX);
    px_act act = { .kind = "meeting.published",
                   .code = px_arena_cstr(arena, meeting->code_id),
                   .author = publish->author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    content_papers(&json, arena, meeting, papers);
    px_json_pair_str(&json, "reason", publish->reason.ptr ? publish->reason : PX_STR(""));
    px_json_pair_int(&json, "record", meeting->records + 1);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

/* ---- Checks */

/* All papers in one text, to see whether two records are the same. */
static int papers_text(px_arena *arena, const px_meeting *meeting, const px_meeting_papers *papers,
                       px_builder *out, px_error *err)
{
    px_json json;

    px_json_start(&json, out, PX_JSON_CANONICAL);
    content_papers(&json, arena, meeting, papers);
    px_json_key(&json, "titles");
    px_json_array(&json);
    for (size_t i = 0; i < papers->n_documents; i++)
        px_json_str(&json, papers->documents[i].title);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static int check_correction(px_db *db, px_arena *arena, const px_meeting *meeting,
                            const px_meeting_papers *papers, px_str reason, px_error *err)
{
    PX_AUTO_BUILDER px_builder now = PX_BUILDER_INIT(CONTENT_MAX);
    PX_AUTO_BUILDER px_builder before = PX_BUILDER_INIT(CONTENT_MAX);
    px_meeting_papers last;
    int rc = px_meeting_papers_read(db, arena, meeting, meeting->records, &last, err);

    if (rc >= 0)
        rc = papers_text(arena, meeting, papers, &now, err);
    if (rc >= 0)
        rc = papers_text(arena, meeting, &last, &before, err);
    if (rc < 0)
        return rc;
    if (!px_str_eq(px_builder_view(&now), px_builder_view(&before)))
        return px_plan_reason_check(reason, err);
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("the record is published, and nothing has been changed since; change what is "
                      "to be corrected first"),
                   NULL);
}

static int publish_check(px_db *db, px_arena *arena, const px_meeting *meeting,
                         const px_meeting_papers *papers, px_str reason, px_error *err)
{
    if (meeting->starts.at > px_now())
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the meeting has not begun; its record is published afterwards"), NULL);
    if (!papers->n_minutes)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("there are no minutes; a record is published with its minutes"), NULL);
    return meeting->records ? check_correction(db, arena, meeting, papers, reason, err) : 0;
}

/* ---- The record */

/* Copies of what is prepared under the number of the record. */
static const char *const record_copies[] = {
    ("INSERT INTO agenda_item (meeting, record, language, position, title, lasting_id) "
     "SELECT meeting, ?2, language, position, title, lasting_id FROM agenda_item "
     "WHERE meeting = ?1 AND record = 0"),
    ("INSERT INTO attendance (meeting, record, category, people) "
     "SELECT meeting, ?2, category, people FROM attendance WHERE meeting = ?1 AND record = 0"),
    ("INSERT INTO minutes (meeting, record, language, text, changed) "
     "SELECT meeting, ?2, language, text, changed FROM minutes WHERE meeting = ?1 AND record = 0"),
    ("INSERT INTO meeting_document (public_id, meeting, record, title, name, hash, size, "
     "media_type, added) SELECT public_id, meeting, ?2, title, name, hash, size, media_type, added "
     "FROM meeting_document WHERE meeting = ?1 AND record = 0 ORDER BY id"),
    "UPDATE meeting SET records = ?2 WHERE id = ?1",
};

static int record_copy(px_db *db, const px_meeting *meeting, int record, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(record_copies); i++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

        rc = px_query_start(db, record_copies[i], &query, err);
        if (rc < 0)
            return rc;
        px_query_int(&query, meeting->row);
        px_query_int(&query, record);
        rc = px_query_run(&query, err);
    }
    return rc;
}

static int record_insert(px_db *db, const px_meeting *meeting, int record, px_str reason,
                         const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO meeting_record (meeting, record, time, reason, act) "
                            "VALUES (?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    px_query_int(&query, record);
    px_query_int(&query, receipt->time);
    px_query_str(&query, meeting->records && reason.ptr ? reason : PX_STR(""));
    px_query_cstr(&query, receipt->id);
    return px_query_run(&query, err);
}

/* Each record holds its files itself, whatever becomes of what is prepared. */
static int record_files(px_db *db, const px_meeting_papers *papers, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < papers->n_documents; i++)
        rc = px_blob_ref(db, papers->documents[i].hash.ptr, papers->documents[i].size,
                         papers->documents[i].media_type.ptr, err);
    return rc;
}

/* The step of the process is done with the first record. */
static int record_step(px_db *db, px_arena *arena, const px_meeting *meeting,
                       const px_meeting_publish *publish, px_error *err)
{
    px_step_done done = { .author = publish->author };
    px_step step;
    int rc = px_step_get(db, arena, meeting->step, PX_STR("en"), &step, err);

    if (rc < 0 || !px_str_is(step.state, "planned"))
        return rc;
    done.step = step.id;
    return px_step_done_deed(db, &done, err);
}

int px_meeting_publish_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_meeting_publish *publish = arg;
    px_meeting_papers papers;
    px_act_receipt receipt;
    px_meeting meeting;
    int record, rc = px_meeting_open(db, arena, publish->meeting, &meeting, err);

    if (rc >= 0)
        rc = px_meeting_papers_read(db, arena, &meeting, 0, &papers, err);
    if (rc >= 0)
        rc = publish_check(db, arena, &meeting, &papers, publish->reason, err);
    if (rc < 0)
        return rc;
    record = meeting.records + 1;
    rc = publish_act(db, arena, &meeting, &papers, publish, &receipt, err);
    if (rc >= 0)
        rc = record_copy(db, &meeting, record, err);
    if (rc >= 0)
        rc = record_insert(db, &meeting, record, publish->reason, &receipt, err);
    if (rc >= 0)
        rc = record_files(db, &papers, err);
    if (rc >= 0)
        rc = record_step(db, arena, &meeting, publish, err);
    if (rc >= 0)
        rc = px_meeting_tell(db, arena, &meeting,
                             record > 1 ? PX_MEETING_NEWS_CORRECTED : PX_MEETING_NEWS_PUBLISHED,
                             publish->reason.ptr ? publish->reason : PX_STR(""), err);
    if (rc < 0)
        return rc;
    (void)snprintf(publish->ret_act, sizeof(publish->ret_act), "%s", receipt.id);
    publish->ret_record = record;
    return 0;
}
