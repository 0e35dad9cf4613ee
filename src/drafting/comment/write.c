/* SPDX-License-Identifier: EUPL-1.2 */
/* New drafts, changes of them, their end. */
#include "drafting/comment/write.h"

#include "drafting/comment/comment_priv.h"
#include "drafting/people/country.h"
#include "drafting/process/meeting.h"
#include "drafting/process/round.h"
#include "store/blob.h"

#include "base/banned.h"

enum { LINE_MAX_POINTS = 300, SOURCE_MAX = 500 };

static px_str or_empty(px_str s)
{
    return s.ptr ? s : PX_STR("");
}

int comment_run(px_db *db, const char *sql, int64_t number, int64_t row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    if (number >= 0)
        px_query_int(&query, number);
    px_query_int(&query, row);
    return px_query_run(&query, err);
}

int comment_open(px_db *db, px_arena *arena, px_str id, int64_t person, px_comment *ret_comment,
                 px_error *err)
{
    px_comment comment;
    px_who who = { .person = person };
    int rc = px_comment_find(db, arena, id, &comment, err);

    if (rc >= 0 && person && !px_comment_may_write(&who, &comment))
        rc = px_who_read(db, arena, person, px_now(), &who, err);
    if (rc < 0)
        return rc;
    if (person && !px_comment_may_read(&who, &comment))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such comment"), NULL);
    if (comment.number)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the comment was submitted and cannot be changed any more; you can "
                          "withdraw it"),
                       NULL);
    if (person && !px_comment_may_write(&who, &comment))
        return px_fail(err, PX_ERR_FORBIDDEN,
                       comment.state == PX_COMMENT_READY
                           ? N_("the comment is with the contact point of your organisation; take "
                                "it back before you change it")
                           : N_("only its author can change this comment"),
                       NULL);
    *ret_comment = comment;
    return 0;
}

/* ---- A new one */

int comment_round_on(px_db *db, int64_t version, int64_t *ret_round, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT id FROM round WHERE version = ?1 ORDER BY "
                            "(opens_at <= ?2 AND closes_at + 1000 > ?2) DESC, opens_at DESC, "
                            "id DESC LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_int(&query, px_now());
    rc = px_query_step(&query, err);
    *ret_round = rc > 0 ? px_query_next_int(&query) : 0;
    return PX_MIN(rc, 0);
}

void comment_source_ended(px_str source, char ret_ended[COMMENT_SOURCE_SIZE])
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    char hex[PX_DIGEST_HEX];

    ret_ended[0] = '\0';
    if (!source.len)
        return;
    px_digest_add(&digest, source);
    px_digest_end(&digest, hex);
    (void)snprintf(ret_ended, COMMENT_SOURCE_SIZE, "ended:%.40s", hex);
}

/* A record is taken over once, also where what came of it was withdrawn since. */
static int source_check(px_db *db, px_arena *arena, const px_code *code, px_str source,
                        px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];
    px_str there;
    int rc;

    if (source.len > SOURCE_MAX)
        return px_fail(err, PX_ERR_INVALID, N_("this is too long"), "field", "source", NULL);
    rc = px_comment_of_source(db, arena, code->row, source, &there, err);
    if (rc >= 0 && there.len)
        return px_fail(err, PX_ERR_EXISTS, N_("the code has a comment from '{source}' already"),
                       "source", px_str_excerpt(source, excerpt), NULL);
    return rc;
}

/* Somebody's drafts are many, but not without end. */
static int drafts_check(px_db *db, int64_t author, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT count(*) FROM comment WHERE author = ? AND state IN ('draft', 'ready')", &query,
        err);

    if (rc < 0 || !author)
        return rc;
    px_query_int(&query, author);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (px_query_next_int(&query) >= PX_COMMENT_DRAFTS_MAX)
        return px_fail(err, PX_ERR_TOO_MANY,
                       N_("you have {max} drafts; submit or discard some of them first"), "max",
                       "10,000", NULL);
    return 0;
}

/* Whose it is: an account says category, country and organisation itself. */
static int author_read(px_db *db, px_arena *arena, px_comment_new *given, px_error *err)
{
    px_person person;
    int rc;

    if (given->author) {
        rc = px_person_get(db, arena, given->author, &person, err);
        if (rc < 0)
            return rc;
        given->category = person.category;
        given->country = person.country;
        given->organisation = person.organisation;
        given->byline = PX_STR("");
        return 0;
    }
    given->category = or_empty(given->category);
    given->country = or_empty(given->country);
    if (given->category.len && !px_category_is(given->category))
        return px_fail(err, PX_ERR_INVALID, N_("choose one of the categories"), "field", "category",
                       NULL);
    if (given->country.len && !px_country_is(given->country))
        return px_fail(err, PX_ERR_INVALID, N_("choose one of the countries"), "field", "country",
                       NULL);
    return comment_line_check(arena, "byline", given->byline, LINE_MAX_POINTS, &given->byline, err);
}

/* Where it was said. */
static int oral_read(px_db *db, px_arena *arena, const comment_spot *spot, px_comment_new *given,
                     int64_t *ret_meeting, px_error *err)
{
    px_meeting meeting;
    int rc =
        comment_line_check(arena, "minute", given->minute, LINE_MAX_POINTS, &given->minute, err);

    *ret_meeting = 0;
    if (rc < 0 || given->origin != PX_ORIGIN_ORAL)
        return rc;
    if (!given->category.len)
        return px_fail(err, PX_ERR_INVALID, N_("choose the category of whoever spoke"), "field",
                       "category", NULL);
    rc = px_meeting_find(db, arena, given->meeting, PX_STR(""), &meeting, err);
    if (rc >= 0 && meeting.code != spot->code.row)
        rc = px_fail(err, PX_ERR_INVALID, N_("that meeting is about another code"), "field",
                     "meeting", NULL);
    if (rc >= 0)
        *ret_meeting = meeting.row;
    return rc;
}

static void bind_row(px_query *query, int64_t row)
{
    if (row)
        px_query_int(query, row);
    else
        px_query_null(query);
}

/* The columns of the place, in the order of the statements that set them. */
static void bind_spot(px_query *query, const comment_spot *spot)
{
    px_query_int(query, spot->version.row);
    px_query_str(query, spot->language);
    px_query_str(query, spot->anchor.id);
    px_query_str(query, spot->n_around ? spot->around[0] : PX_STR(""));
    px_query_int(query, spot->anchor.in_heading);
    px_query_int(query, (int64_t)spot->anchor.start);
    px_query_int(query, (int64_t)spot->anchor.end);
    px_query_int(query, spot->place);
    px_query_str(query, or_empty(spot->anchor.eid));
}

typedef struct making {
    comment_spot spot;
    px_comment_words words;
    int64_t round, meeting;
} making;

static int new_insert(px_db *db, const px_comment_new *given, const making *m, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO comment (version, language, lasting_id, chapter, in_heading, start_at, "
        "end_at, place, eid, public_id, code, round, origin, kind, stance, author, recorder, "
        "organisation, category, country, display, meeting, has_wording, created, changed, source, "
        "byline, minute) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?)",
        &query, err);

    if (rc < 0)
        return rc;
    bind_spot(&query, &m->spot);
    px_query_cstr(&query, given->ret_id);
    px_query_int(&query, m->spot.code.row);
    bind_row(&query, m->round);
    px_query_cstr(&query, px_comment_origin_name(given->origin));
    px_query_cstr(&query, px_comment_kind_name(m->words.kind));
    px_query_cstr(&query, px_comment_stance_name(m->words.stance));
    bind_row(&query, given->author);
    bind_row(&query, given->recorder);
    bind_row(&query, given->organisation);
    px_query_str(&query, given->category);
    px_query_str(&query, given->country);
    px_query_cstr(&query, px_display_name(m->words.display));
    bind_row(&query, m->meeting);
    px_query_int(&query, m->words.has_wording);
    px_query_int(&query, given->made ? given->made : px_now());
    px_query_int(&query, px_now());
    px_query_str(&query, or_empty(given->source));
    px_query_str(&query, given->byline);
    px_query_str(&query, given->minute);
    return px_query_run(&query, err);
}

static int body_write(px_db *db, int64_t row, const px_anchor *anchor,
                      const px_comment_words *words, px_str record, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO comment_body (comment, exact, prefix, suffix, text, text_language, wording, "
        "record) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (comment) DO UPDATE SET exact = "
        "excluded.exact, "
        "prefix = excluded.prefix, suffix = excluded.suffix, text = excluded.text, "
        "text_language = excluded.text_language, wording = excluded.wording",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    px_query_str(&query, or_empty(anchor->exact));
    px_query_str(&query, or_empty(anchor->prefix));
    px_query_str(&query, or_empty(anchor->suffix));
    px_query_str(&query, words->text);
    px_query_str(&query, words->text_language);
    px_query_str(&query, words->has_wording ? or_empty(words->wording) : PX_STR_NONE);
    px_query_str(&query, or_empty(record));
    return px_query_run(&query, err);
}

/* A new public id, or that which the comment had where it comes from. */
static int new_id(px_db *db, px_arena *arena, px_comment_new *given, px_error *err)
{
    px_error here = PX_ERROR_INIT;
    px_comment other;
    int rc;

    px_random_public_id(given->ret_id);
    if (!px_id_is_public(given->id))
        return 0;
    rc = px_comment_find(db, arena, given->id, &other, &here);
    if (rc == -PX_ERR_NOT_FOUND)
        (void)snprintf(given->ret_id, sizeof(given->ret_id), "%.*s", PX_STR_ARG(given->id));
    else if (rc < 0)
        *err = here;
    return rc == -PX_ERR_NOT_FOUND ? 0 : PX_MIN(rc, 0);
}

int px_comment_of_source(px_db *db, px_arena *arena, int64_t code, px_str source, px_str *ret_id,
                         px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char ended[COMMENT_SOURCE_SIZE];
    int rc;

    *ret_id = PX_STR("");
    if (!source.len)
        return 0;
    rc = px_query_start(db,
                        "SELECT public_id FROM comment WHERE code = ? AND source IN (?, ?) "
                        "AND source <> ''",
                        &query, err);
    if (rc < 0)
        return rc;
    comment_source_ended(source, ended);
    px_query_int(&query, code);
    px_query_str(&query, source);
    px_query_cstr(&query, ended);
    rc = px_query_step(&query, err);
    if (rc > 0)
        *ret_id = px_query_next_text(&query, arena);
    return PX_MIN(rc, 0);
}

int px_comment_new_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_comment_new *comment = arg;
    px_comment_new given = *comment;
    making m = { 0 };
    int rc = comment_spot_find(db, arena, &given.where, &m.spot, err);

    if (rc >= 0)
        rc = comment_words_check(db, arena, &m.spot.code, &given.words, &m.words, err);
    if (rc >= 0)
        rc = source_check(db, arena, &m.spot.code, given.source, err);
    if (rc >= 0)
        rc = drafts_check(db, given.author, err);
    if (rc >= 0)
        rc = author_read(db, arena, &given, err);
    if (rc >= 0)
        rc = oral_read(db, arena, &m.spot, &given, &m.meeting, err);
    if (rc >= 0)
        rc = comment_round_on(db, m.spot.version.row, &m.round, err);
    if (rc < 0)
        return rc;
    rc = new_id(db, arena, &given, err);
    if (rc < 0)
        return rc;
    rc = new_insert(db, &given, &m, err);
    if (rc < 0)
        return rc;
    comment->ret_row = px_db_last_id(db);
    rc = body_write(db, comment->ret_row, &m.spot.anchor, &m.words, given.record, err);
    if (rc >= 0)
        (void)snprintf(comment->ret_id, sizeof(comment->ret_id), "%s", given.ret_id);
    return rc;
}

/* ---- Changing it */

static int save_place(px_db *db, px_arena *arena, const px_comment *comment,
                      const px_comment_where *where, px_anchor *ret_anchor, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    comment_spot spot;
    int64_t round = 0;
    int rc = comment_spot_find(db, arena, where, &spot, err);

    if (rc >= 0 && spot.code.row != comment->code)
        rc = px_fail(err, PX_ERR_INVALID, N_("a comment stays with its code"), "field", "where",
                     NULL);
    if (rc >= 0)
        rc = comment_round_on(db, spot.version.row, &round, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "UPDATE comment SET version = ?, language = ?, lasting_id = ?, "
                            "chapter = ?, in_heading = ?, start_at = ?, end_at = ?, place = ?, "
                            "eid = ?, round = ? WHERE id = ?",
                            &query, err);
    if (rc < 0)
        return rc;
    bind_spot(&query, &spot);
    bind_row(&query, round);
    px_query_int(&query, comment->row);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        *ret_anchor = spot.anchor;
    return rc;
}

static int save_row(px_db *db, const px_comment *comment, const px_comment_words *words,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE comment SET kind = ?, stance = ?, display = ?, "
                            "has_wording = ?, changed = ?, revision = revision + 1 WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, px_comment_kind_name(words->kind));
    px_query_cstr(&query, px_comment_stance_name(words->stance));
    px_query_cstr(&query, px_display_name(words->display));
    px_query_int(&query, words->has_wording);
    px_query_int(&query, px_now());
    px_query_int(&query, comment->row);
    return px_query_run(&query, err);
}

static int revision_check(const px_comment *comment, int revision, px_error *err)
{
    if (revision == comment->revision)
        return 0;
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("the comment was changed elsewhere since you opened it; yours is not saved "
                      "yet: compare both and save again"),
                   "field", "revision", NULL);
}

int px_comment_save_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_comment_save *save = arg;
    px_comment_words words;
    px_comment comment;
    px_code code;
    int rc = comment_open(db, arena, save->id, save->person, &comment, err);

    if (rc >= 0)
        rc = revision_check(&comment, save->revision, err);
    if (rc >= 0)
        rc = px_code_get(db, arena, comment.code, PX_STR(""), &code, err);
    if (rc >= 0)
        rc = comment_words_check(db, arena, &code, &save->words, &words, err);
    if (rc >= 0 && save->where)
        rc = save_place(db, arena, &comment, save->where, &comment.anchor, err);
    if (rc >= 0)
        rc = save_row(db, &comment, &words, err);
    if (rc >= 0)
        rc = body_write(db, comment.row, &comment.anchor, &words, comment.record, err);
    if (rc >= 0)
        save->ret_revision = comment.revision + 1;
    return rc;
}

int comment_files_drop(px_db *db, const px_comment *comment, px_error *err)
{
    int rc =
        comment_run(db, "DELETE FROM comment_attachment WHERE comment = ?", -1, comment->row, err);

    for (size_t i = 0; rc >= 0 && i < comment->n_attachments; i++)
        rc = px_blob_unref(db, comment->attachments[i].hash.ptr, err);
    return rc;
}

int px_comment_discard_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_comment_discard *discard = arg;
    px_comment comment;
    int rc = comment_open(db, arena, discard->id, discard->person, &comment, err);

    if (rc >= 0 && comment.state != PX_COMMENT_DRAFT)
        rc =
            px_fail(err, PX_ERR_CONFLICT,
                    N_("the comment is with the contact point; give it back to its author, who can "
                       "discard it"),
                    NULL);
    if (rc >= 0)
        rc = comment_files_drop(db, &comment, err);
    return rc < 0 ? rc : comment_run(db, "DELETE FROM comment WHERE id = ?", -1, comment.row, err);
}
