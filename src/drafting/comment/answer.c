/* SPDX-License-Identifier: EUPL-1.2 */
/* Names of what an answer can be, and reading answers with what their authors said of them. */
#include "drafting/comment/answer.h"

#include "base/words.h"

#include "base/banned.h"

/* ---- Names */

static const struct {
    const char *name, *title;
} statuses[PX_ANSWER_STATUS_COUNT] = {
    [PX_ANSWER_ACCEPTED] = { "accepted", N_("Accepted") },
    [PX_ANSWER_ACCEPTED_MODIFIED] = { "accepted-with-modifications",
                                      N_("Accepted with modifications") },
    [PX_ANSWER_PARTLY] = { "partly-accepted", N_("Partly accepted") },
    [PX_ANSWER_NOTED] = { "noted", N_("Noted") },
    [PX_ANSWER_NOT_ACCEPTED] = { "not-accepted", N_("Not accepted") },
    [PX_ANSWER_OUT_OF_SCOPE] = { "out-of-scope", N_("Out of scope") },
};

static const struct {
    const char *name, *title;
} opinions[] = {
    [PX_OPINION_NONE] = { "", N_("Nothing said yet") },
    [PX_OPINION_SATISFIED] = { "satisfied", N_("Satisfied") },
    [PX_OPINION_NOT] = { "not-satisfied", N_("Not satisfied") },
    [PX_OPINION_OBJECTS] = { "objects", N_("Objects") },
};

PX_WORDS(px_answer_status, px_answer_status, statuses)
PX_WORDS_SHOW(px_opinion, px_opinion, opinions)

bool px_opinion_find(px_str name, px_opinion *ret_opinion)
{
    for (size_t i = PX_OPINION_SATISFIED; i < PX_COUNT(opinions); i++)
        if (px_str_is(name, opinions[i].name)) {
            *ret_opinion = (px_opinion)i;
            return true;
        }
    return false;
}

/* ---- Rows */

#define ANSWER_SELECT                                                                              \
    "SELECT a.id, a.comment, a.number, a.status, a.reason, a.language, a.state = 'published', "    \
    "a.person, a.byline, a.revision, a.changed, a.published, a.act, o.opinion, o.text, o.time, "   \
    "o.dealt, o.dealt_reason, o.act, o.dealt_act, a.made FROM answer AS a "                        \
    "LEFT JOIN answer_opinion AS o ON o.answer = a.id "

static px_time time_or_none(int64_t time)
{
    return time ? time : PX_TIME_NONE;
}

static px_str next_or_empty(px_query *query, px_arena *arena)
{
    px_str text = px_query_next_text(query, arena);

    return text.ptr ? text : PX_STR("");
}

static void answer_none(px_answer *answer)
{
    *answer = (px_answer){
        .reason = PX_STR(""),
        .language = PX_STR(""),
        .byline = PX_STR(""),
        .changed = PX_TIME_NONE,
        .published_at = PX_TIME_NONE,
        .made = PX_TIME_NONE,
        .act = PX_STR(""),
        .opinion_text = PX_STR(""),
        .opinion_time = PX_TIME_NONE,
        .dealt = PX_TIME_NONE,
        .dealt_reason = PX_STR(""),
        .opinion_act = PX_STR(""),
        .dealt_act = PX_STR(""),
    };
}

static void answer_row(px_query *query, px_arena *arena, px_answer *answer)
{
    *answer = (px_answer){ .row = px_query_next_int(query) };
    answer->comment = px_query_next_int(query);
    answer->number = (int)px_query_next_int(query);
    (void)px_answer_status_find(px_query_next_str(query), &answer->status);
    answer->reason = px_query_next_text(query, arena);
    answer->language = px_query_next_text(query, arena);
    answer->published = px_query_next_int(query) != 0;
    answer->person = px_query_next_int(query);
    answer->byline = px_query_next_text(query, arena);
    answer->revision = (int)px_query_next_int(query);
    answer->changed = px_query_next_int(query);
    answer->published_at = time_or_none(px_query_next_int(query));
    answer->act = px_query_next_text(query, arena);
    (void)px_opinion_find(px_query_next_str(query), &answer->opinion);
    answer->opinion_text = next_or_empty(query, arena);
    answer->opinion_time = time_or_none(px_query_next_int(query));
    answer->dealt = time_or_none(px_query_next_int(query));
    answer->dealt_reason = next_or_empty(query, arena);
    answer->opinion_act = next_or_empty(query, arena);
    answer->dealt_act = next_or_empty(query, arena);
    answer->made = time_or_none(px_query_next_int(query));
}

int px_answer_list(px_db *db, px_arena *arena, const px_comment *comment, bool drafts,
                   px_answer **ret_answers, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_answer *answers = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            ANSWER_SELECT "WHERE a.comment = ? AND (? OR a.state = 'published') "
                                          "ORDER BY a.number",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->row);
    px_query_int(&query, drafts);
    while ((rc = px_query_step(&query, err)) > 0) {
        answers = px_arena_grow(arena, answers, count, &room, sizeof(*answers));
        answer_row(&query, arena, &answers[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_answers = answers;
    *ret_count = count;
    return 0;
}

int px_answer_newest(px_db *db, px_arena *arena, const int64_t *comments, size_t n_comments,
                     px_answer *ret_answers, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            ANSWER_SELECT "WHERE a.comment = ? AND a.state = 'published' "
                                          "ORDER BY a.number DESC LIMIT 1",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < n_comments; i++) {
        px_query_again(&query);
        px_query_int(&query, comments[i]);
        answer_none(&ret_answers[i]);
        rc = px_query_step(&query, err);
        if (rc > 0)
            answer_row(&query, arena, &ret_answers[i]);
    }
    return rc < 0 ? rc : 0;
}

int px_answer_draft(px_db *db, px_arena *arena, const px_comment *comment, px_answer *ret_answer,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, ANSWER_SELECT "WHERE a.comment = ? AND a.state = 'draft'", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    answer_none(ret_answer);
    if (rc > 0)
        answer_row(&query, arena, ret_answer);
    return 0;
}
