/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/comment.h"

#include "base/words.h"
#include "drafting/comment/comment_row.h"
#include "drafting/people/organisation.h"

#include "base/banned.h"

/* ---- Names */

static const struct {
    const char *name, *title;
} states[PX_COMMENT_STATE_COUNT] = {
    [PX_COMMENT_DRAFT] = { "draft", N_("draft") },
    [PX_COMMENT_READY] = { "ready", N_("with the contact point") },
    [PX_COMMENT_SUBMITTED] = { "submitted", N_("submitted") },
    [PX_COMMENT_WITHDRAWN] = { "withdrawn", N_("withdrawn by its author") },
    [PX_COMMENT_DISOWNED] = { "disowned", N_("falsely attributed") },
};

static const struct {
    const char *name, *title;
} kinds[PX_COMMENT_KIND_COUNT] = {
    [PX_COMMENT_GENERAL] = { "general", N_("general") },
    [PX_COMMENT_TECHNICAL] = { "technical", N_("technical") },
    [PX_COMMENT_EDITORIAL] = { "editorial", N_("editorial") },
    [PX_COMMENT_TRANSLATION] = { "translation", N_("translation") },
};

static const struct {
    const char *name, *title;
} stances[PX_STANCE_COUNT] = {
    [PX_STANCE_NONE] = { "", N_("none stated") },
    [PX_STANCE_SUPPORT] = { "support", N_("supports") },
    [PX_STANCE_LIVE_WITH] = { "live-with", N_("can live with it") },
    [PX_STANCE_OBJECT] = { "object", N_("objects") },
};

static const struct {
    const char *name, *title;
} origins[PX_ORIGIN_COUNT] = {
    [PX_ORIGIN_WRITTEN] = { "written", N_("written here") },
    [PX_ORIGIN_FORM] = { "form", N_("from a form") },
    [PX_ORIGIN_ORAL] = { "oral", N_("said in a meeting") },
    [PX_ORIGIN_IMPORTED] = { "imported", N_("from another record") },
};

PX_WORDS(px_comment_state, px_comment_state, states)
PX_WORDS(px_comment_kind, px_comment_kind, kinds)
PX_WORDS(px_comment_stance, px_comment_stance, stances)
PX_WORDS(px_comment_origin, px_comment_origin, origins)

/* ---- Reading */

/* The row of a query that is bound; 1 where there is one. */
static int comment_read_one(px_db *db, px_query *query, px_arena *arena, px_comment *ret_comment,
                            px_error *err)
{
    px_comment comment;
    bool cut;
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such comment"), NULL);
    comment_row_read(query, arena, 0, &comment, &cut);
    rc = comment_attachments_read(db, arena, &comment, err);
    if (rc >= 0)
        *ret_comment = comment;
    return rc;
}

int px_comment_find(px_db *db, px_arena *arena, px_str id, px_comment *ret_comment, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT " COMMENT_ROW_COLUMNS " FROM comment AS c " COMMENT_ROW_JOINS
                            "WHERE c.public_id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    return comment_read_one(db, &query, arena, ret_comment, err);
}

int px_comment_get(px_db *db, px_arena *arena, int64_t row, px_comment *ret_comment, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT " COMMENT_ROW_COLUMNS " FROM comment AS c " COMMENT_ROW_JOINS "WHERE c.id = ?",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    return comment_read_one(db, &query, arena, ret_comment, err);
}

int px_comment_find_number(px_db *db, px_arena *arena, const px_code *code, int64_t number,
                           px_comment *ret_comment, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT " COMMENT_ROW_COLUMNS " FROM comment AS c " COMMENT_ROW_JOINS
                            "WHERE c.code = ? AND c.number = ? AND c.number > 0",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code->row);
    px_query_int(&query, number);
    return comment_read_one(db, &query, arena, ret_comment, err);
}

int64_t px_comment_place_key(int64_t position, bool in_heading, size_t start, size_t end)
{
    int64_t part = in_heading ? 1 : (int64_t)1 << 31;

    if (start == end)
        return position << 32;
    return (position << 32) + part + (int64_t)PX_MIN(start, (size_t)INT32_MAX / 2);
}

/* ---- Who may */

px_scope px_comment_scope(const px_comment *comment)
{
    return comment->working_group ? px_scope_group(comment->working_group, comment->code)
                                  : px_scope_code(comment->code);
}

bool px_comment_is_own(const px_who *who, const px_comment *comment)
{
    int64_t whose = comment->author ? comment->author : comment->recorder;

    return who->person && whose == who->person;
}

bool px_comment_may_submit_for(const px_who *who, int64_t organisation)
{
    px_scope scope = { .kind = PX_SCOPE_ORGANISATION, .row = organisation };

    return organisation && px_who_is(who, PX_ROLE_CONTACT_POINT, scope);
}

bool px_comment_may_read(const px_who *who, const px_comment *comment)
{
    if (comment->number)
        return true;
    return px_comment_is_own(who, comment) ||
           (comment->state == PX_COMMENT_READY &&
            px_comment_may_submit_for(who, comment->organisation));
}

bool px_comment_may_write(const px_who *who, const px_comment *comment)
{
    if (comment->state == PX_COMMENT_DRAFT)
        return px_comment_is_own(who, comment);
    return comment->state == PX_COMMENT_READY &&
           px_comment_may_submit_for(who, comment->organisation);
}

/* ---- Whose */

/* The author as a person who is shown: with the organisation and category that the comment was made
 * for, whatever came since. */
static int author_person(px_db *db, px_arena *arena, const px_comment *comment,
                         px_person *ret_person, px_error *err)
{
    px_organisation organisation;
    int rc = px_person_get(db, arena, comment->author, ret_person, err);

    if (rc < 0 || !comment->number)
        return rc;
    ret_person->category = comment->category;
    ret_person->organisation_name = PX_STR("");
    if (!comment->organisation)
        return 0;
    rc = px_organisation_get(db, arena, comment->organisation, &organisation, err);
    if (rc >= 0)
        ret_person->organisation_name = organisation.name;
    return rc;
}

/* Somebody without an account: by the byline, else as anybody of the category. */
static px_str author_byline(px_arena *arena, const px_comment *comment, const px_language *language)
{
    const px_person nobody = { .state = PX_STR("active"), .category = comment->category };

    if (comment->byline.len && comment->display != PX_DISPLAY_ANONYMOUS)
        return comment->byline;
    return px_display_of(arena, &nobody, PX_DISPLAY_ANONYMOUS, language);
}

int px_comment_author(px_db *db, px_arena *arena, const px_comment *comment,
                      const px_language *language, px_str *ret_words, px_error *err)
{
    px_person person;
    int rc;

    if (comment->state == PX_COMMENT_WITHDRAWN || comment->state == PX_COMMENT_DISOWNED) {
        *ret_words = px_str_of(px_tr(language, comment->state == PX_COMMENT_WITHDRAWN
                                                   ? N_("Withdrawn by its author")
                                                   : N_("Falsely attributed")));
        return 0;
    }
    if (!comment->author) {
        *ret_words = author_byline(arena, comment, language);
        return 0;
    }
    rc = author_person(db, arena, comment, &person, err);
    if (rc >= 0)
        *ret_words = px_display_of(arena, &person, comment->display, language);
    return rc;
}

/* ---- What was answered */

int px_comment_answer_keep(px_db *db, int64_t comment, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "WITH newest (id, status) AS (SELECT id, status FROM answer WHERE comment = ?1 "
        "AND state = 'published' ORDER BY number DESC LIMIT 1), "
        "said (opinion, open) AS (SELECT o.opinion, o.opinion = 'objects' AND o.dealt = 0 "
        "FROM answer_opinion AS o JOIN newest ON o.answer = newest.id) "
        "UPDATE comment SET answer = coalesce((SELECT status FROM newest), ''), "
        "objection = coalesce((SELECT open FROM said), 0), "
        "opinion = coalesce((SELECT opinion FROM said), ''), "
        "drafted = EXISTS (SELECT 1 FROM answer WHERE comment = ?1 AND state = 'draft'), "
        "wait = (SELECT max(published - comment.submitted, 0) FROM answer WHERE comment = ?1 "
        "AND number = 1 AND state = 'published') WHERE id = ?1",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment);
    return px_query_run(&query, err);
}
