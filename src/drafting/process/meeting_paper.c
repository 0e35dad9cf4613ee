/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the papers of a meeting, and what the deeds on them share. */
#include "drafting/process/meeting_paper.h"

#include "code/provision.h"
#include "drafting/process/meeting_priv.h"
#include "store/act.h"

#include "base/banned.h"

void px_meeting_digest(px_str text, char ret_digest[PX_DIGEST_HEX])
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();

    if (text.len)
        px_digest_add(&digest, text);
    px_digest_end(&digest, ret_digest);
}

/* ---- Reading */

static int read_agendas(px_query *query, px_arena *arena, px_meeting_papers *papers, px_error *err)
{
    size_t room = 0, item_room = 0;
    int rc;

    while ((rc = px_query_step(query, err)) > 0) {
        px_str language = px_query_next_text(query, arena);
        px_agenda *agenda = papers->n_agendas ? &papers->agendas[papers->n_agendas - 1] : NULL;
        px_agenda_item *item;

        if (!agenda || !px_str_eq(agenda->language, language)) {
            papers->agendas = px_arena_grow(arena, papers->agendas, papers->n_agendas, &room,
                                            sizeof(*papers->agendas));
            agenda = &papers->agendas[papers->n_agendas++];
            *agenda = (px_agenda){ .language = language };
            item_room = 0;
        }
        agenda->items =
            px_arena_grow(arena, agenda->items, agenda->count, &item_room, sizeof(*item));
        item = &agenda->items[agenda->count++];
        item->title = px_query_next_text(query, arena);
        item->lasting_id = px_query_next_text(query, arena);
    }
    return rc;
}

static int read_minutes(px_query *query, px_arena *arena, px_meeting_papers *papers, px_error *err)
{
    size_t room = 0;
    int rc;

    while ((rc = px_query_step(query, err)) > 0) {
        px_minutes *minutes;

        papers->minutes = px_arena_grow(arena, papers->minutes, papers->n_minutes, &room,
                                        sizeof(*papers->minutes));
        minutes = &papers->minutes[papers->n_minutes++];
        minutes->language = px_query_next_text(query, arena);
        minutes->text = px_query_next_text(query, arena);
        minutes->changed = px_query_next_int(query);
    }
    return rc;
}

static int read_attendance(px_query *query, px_arena *arena, px_meeting_papers *papers,
                           px_error *err)
{
    size_t room = 0;
    int rc;

    while ((rc = px_query_step(query, err)) > 0) {
        px_attendance *row;

        papers->attendance = px_arena_grow(arena, papers->attendance, papers->n_attendance, &room,
                                           sizeof(*papers->attendance));
        row = &papers->attendance[papers->n_attendance++];
        row->category = px_query_next_text(query, arena);
        row->people = px_query_next_int(query);
    }
    return rc;
}

static void read_document(px_query *query, px_arena *arena, px_meeting_document *document)
{
    document->id = px_query_next_text(query, arena);
    document->title = px_query_next_text(query, arena);
    document->name = px_query_next_text(query, arena);
    document->hash = px_query_next_text(query, arena);
    document->media_type = px_query_next_text(query, arena);
    document->size = (uint64_t)px_query_next_int(query);
    document->added = px_query_next_int(query);
}

#define DOCUMENT_COLUMNS                                                                           \
    "SELECT public_id, title, name, hash, media_type, size, added FROM meeting_document "

static int read_documents(px_query *query, px_arena *arena, px_meeting_papers *papers,
                          px_error *err)
{
    size_t room = 0;
    int rc;

    while ((rc = px_query_step(query, err)) > 0) {
        papers->documents = px_arena_grow(arena, papers->documents, papers->n_documents, &room,
                                          sizeof(*papers->documents));
        read_document(query, arena, &papers->documents[papers->n_documents++]);
    }
    return rc;
}

/* Each part of the papers: its rows in their order, and who takes them. */
static const struct {
    const char *sql;
    int (*read)(px_query *query, px_arena *arena, px_meeting_papers *papers, px_error *err);
} paper_parts[] = {
    { "SELECT language, title, lasting_id FROM agenda_item WHERE meeting = ? AND record = ? "
      "ORDER BY language, position",
      read_agendas },
    { "SELECT language, text, changed FROM minutes WHERE meeting = ? AND record = ? "
      "ORDER BY language",
      read_minutes },
    { "SELECT category, people FROM attendance WHERE meeting = ? AND record = ? ORDER BY category",
      read_attendance },
    { DOCUMENT_COLUMNS "WHERE meeting = ? AND record = ? ORDER BY id", read_documents },
};

int px_meeting_papers_read(px_db *db, px_arena *arena, const px_meeting *meeting, int record,
                           px_meeting_papers *ret_papers, px_error *err)
{
    px_meeting_papers papers = { .record = record };

    for (size_t i = 0; i < PX_COUNT(paper_parts); i++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
        int rc = px_query_start(db, paper_parts[i].sql, &query, err);

        if (rc < 0)
            return rc;
        px_query_int(&query, meeting->row);
        px_query_int(&query, record);
        rc = paper_parts[i].read(&query, arena, &papers, err);
        if (rc < 0)
            return rc;
    }
    *ret_papers = papers;
    return 0;
}

const px_agenda *px_meeting_papers_agenda(const px_meeting_papers *papers, px_str language)
{
    for (size_t i = 0; i < papers->n_agendas; i++)
        if (px_str_eq(papers->agendas[i].language, language))
            return &papers->agendas[i];
    return papers->n_agendas ? &papers->agendas[0] : NULL;
}

const px_minutes *px_meeting_papers_minutes(const px_meeting_papers *papers, px_str language)
{
    for (size_t i = 0; i < papers->n_minutes; i++)
        if (px_str_eq(papers->minutes[i].language, language))
            return &papers->minutes[i];
    return papers->n_minutes ? &papers->minutes[0] : NULL;
}

int px_meeting_document_find(px_db *db, px_arena *arena, const px_meeting *meeting, px_str id,
                             px_meeting_document *ret_document, bool *ret_published, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT public_id, title, name, hash, media_type, size, added, record "
                            "FROM meeting_document WHERE meeting = ? AND public_id = ? "
                            "ORDER BY record DESC LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    px_query_str(&query, id);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such document"), NULL);
    read_document(&query, arena, ret_document);
    *ret_published = px_query_next_int(&query) > 0;
    return 0;
}

/* ---- What the deeds share */

int px_meeting_open(px_db *db, px_arena *arena, px_str id, px_meeting *ret_meeting, px_error *err)
{
    px_meeting meeting;
    int rc = px_meeting_find(db, arena, id, PX_STR("en"), &meeting, err);

    if (rc < 0)
        return rc;
    if (px_str_is(meeting.state, "cancelled"))
        return px_fail(err, PX_ERR_CONFLICT, N_("this meeting was cancelled"), NULL);
    *ret_meeting = meeting;
    return 0;
}

int px_meeting_provision_check(px_db *db, px_arena *arena, const px_meeting *meeting, px_str id,
                               px_error *err)
{
    px_code code = { .row = meeting->code, .id = meeting->code_id };
    px_provision_place *places;
    size_t count = 0;
    char excerpt[PX_EXCERPT_SIZE];
    int rc = px_provision_places(db, arena, &code, id, PX_STR("en"), false, &places, &count, err);

    if (rc < 0 || count)
        return rc;
    return px_fail(err, PX_ERR_INVALID,
                   N_("no version of '{code}' has a provision with the lasting id '{id}'"), "code",
                   px_arena_cstr(arena, meeting->code_id), "id", px_str_excerpt(id, excerpt), NULL);
}

int px_meeting_prepared(px_db *db, px_arena *arena, const px_meeting *meeting, const char *part,
                        px_str content, const char *author, px_error *err)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(4096);
    px_act act = { .kind = "meeting.prepared",
                   .code = px_arena_cstr(arena, meeting->code_id),
                   .author = author };
    char digest[PX_DIGEST_HEX];
    px_json json;

    px_meeting_digest(content, digest);
    px_json_start(&json, &bytes, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", meeting->code_id);
    px_json_pair_cstr(&json, "digest", digest);
    px_json_pair_str(&json, "meeting", meeting->id);
    px_json_pair_cstr(&json, "part", part);
    return px_act_append_json(db, &act, &json, NULL, err);
}
