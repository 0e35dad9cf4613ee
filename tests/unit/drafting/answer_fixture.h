/* SPDX-License-Identifier: EUPL-1.2 */
/* A round on a draft with two working groups, comments on it, and people: chairs of each group, an
 * author with three comments, another one. Comments are put straight into their table, so that what
 * is tested is what is said to them. */
#ifndef PX_ANSWER_FIXTURE_H
#define PX_ANSWER_FIXTURE_H

#include "drafting/comment/answer.h"
#include "drafting/process/draft.h"
#include "unit/drafting/people_fixture.h"
#include "unit/drafting/process_fixture.h"

static px_person answer_author, answer_other, answer_chair_one, answer_chair_two;
static px_scope answer_code, answer_group_one, answer_group_two;

/* A working version "1" of one paragraph, put straight into the tables of the text. */
static inline int answer_version_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    return px_db_exec(db,
                      "INSERT INTO version (code, label, created) "
                      "SELECT id, '1', 0 FROM code WHERE name = 'gpai';"
                      "INSERT INTO version_title SELECT id, 'en', 'Draft' FROM version;"
                      "INSERT INTO provision (code, lasting_id) "
                      "SELECT id, 'k3v7q0m2a9' FROM code WHERE name = 'gpai';"
                      "INSERT INTO node (version, provision, position, depth, kind, eid, alias, "
                      "extra) SELECT v.id, p.id, 1, 0, 'paragraph', 'para_1', '', '' "
                      "FROM version AS v, provision AS p;"
                      "INSERT INTO node_text SELECT id, 'en', '', '', 'Text.', zeroblob(32) "
                      "FROM node",
                      err);
}

typedef struct answer_comment {
    int number;
    const px_person *author;
    int64_t group;
    const char *category, *submitted, *state;
} answer_comment;

static inline int answer_comment_deed(px_db *db, void *arg, px_error *err)
{
    const answer_comment *c = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO comment (public_id, code, round, number, state, author, category, "
        "working_group, version, language, lasting_id, chapter, kind, created, changed, submitted) "
        "SELECT 'comment' || ?1, v.code, (SELECT id FROM round), ?1, ?6, ?2, ?3, nullif(?4, 0), "
        "v.id, 'en', 'k3v7q0m2a9', 'k3v7q0m2a9', 'technical', ?5, ?5, ?5 FROM version AS v",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, c->number);
    px_query_int(&query, c->author->row);
    px_query_cstr(&query, c->category);
    px_query_int(&query, c->group);
    px_query_int(&query, time_of(c->submitted));
    px_query_cstr(&query, c->state);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    return px_db_exec(db,
                      "INSERT INTO comment_body (comment, exact, text, text_language) "
                      "SELECT max(id), 'Text.', 'Too strict.', 'en' FROM comment",
                      err);
}

/* Comments 1 to 3 by the author (groups one, two, none), 4 by the other (one), 5 withdrawn, 6 a
 * draft of the author. */
static inline void answer_comments(fixture *f)
{
    const answer_comment comments[] = {
        { 1, &answer_author, answer_group_one.row, "academia", "2027-01-26T10:00:00Z",
          "submitted" },
        { 2, &answer_author, answer_group_two.row, "academia", "2027-01-27T10:00:00Z",
          "submitted" },
        { 3, &answer_author, 0, "academia", "2027-01-28T10:00:00Z", "submitted" },
        { 4, &answer_other, answer_group_one.row, "civil-society", "2027-01-29T10:00:00Z",
          "submitted" },
        { 5, &answer_other, answer_group_one.row, "civil-society", "2027-01-29T11:00:00Z",
          "withdrawn" },
        { 0, &answer_author, answer_group_one.row, "academia", "1970-01-01T00:00:00Z", "draft" },
    };

    for (size_t i = 0; i < PX_COUNT(comments); i++) {
        answer_comment comment = comments[i];

        assert_ok(px_house_write(f->house, answer_comment_deed, &comment, &f->err), &f->err);
    }
}

static inline px_scope answer_scope(fixture *f, const char *key)
{
    px_process process = process_of(f, "p");
    px_group group;

    assert_ok(
        px_group_find(f->reader, f->arena, &process, px_str_of(key), PX_STR("en"), &group, &f->err),
        &f->err);
    return px_scope_group(group.row, group.code);
}

static inline int answer_setup(void **state)
{
    px_draft_publish publish = {
        .code = PX_STR("gpai"), .label = PX_STR("1"), .process = PX_STR("p"), .author = "operator"
    };
    fixture *f;

    setup(state);
    f = *state;
    set_clock("2027-01-25T11:00:00Z");
    begin_process(f, SMALL_TEMPLATE, "p", "2027-01-06", "");
    assert_ok(px_house_write(f->house, answer_version_deed, NULL, &f->err), &f->err);
    assert_ok(px_house_write(f->house, px_draft_publish_deed, &publish, &f->err), &f->err);
    answer_code = px_scope_code(process_of(f, "p").code);
    answer_group_one = answer_scope(f, "one");
    answer_group_two = answer_scope(f, "two");
    answer_author = people_add(f, "Anna Author", "anna@example.org");
    answer_other = people_add(f, "Otto Other", "otto@example.org");
    answer_chair_one = people_add(f, "Carla Chair", "carla@example.org");
    answer_chair_two = people_add(f, "Carl Chair", "carl@example.org");
    assert_ok(people_give(f, &answer_chair_one, PX_ROLE_CHAIR, answer_group_one, ""), &f->err);
    assert_ok(people_give(f, &answer_chair_two, PX_ROLE_CHAIR, answer_group_two, ""), &f->err);
    answer_comments(f);
    set_clock("2027-02-09T10:00:00Z"); /* the round has closed */
    return 0;
}

#define answer_do(f, deed, arg) px_house_write((f)->house, deed, arg, &(f)->err)

static inline px_comment answer_comment_of(fixture *f, const char *id)
{
    px_comment comment;

    assert_ok(px_comment_find(f->reader, f->arena, px_str_of(id), &comment, &f->err), &f->err);
    return comment;
}

/* The newest published answer, or the draft. */
static inline px_answer answer_of(fixture *f, const char *id, bool draft)
{
    px_comment comment = answer_comment_of(f, id);
    px_answer answer;

    if (draft)
        assert_ok(px_answer_draft(f->reader, f->arena, &comment, &answer, &f->err), &f->err);
    else
        assert_ok(px_answer_newest(f->reader, f->arena, &comment.row, 1, &answer, &f->err),
                  &f->err);
    return answer;
}

/* Writes a draft, by the operator, over what is there. */
static inline int answer_write(fixture *f, const char *id, px_answer_status status,
                               const char *reason)
{
    px_str comment = px_str_of(id);
    px_answer_write write = { .comments = &comment,
                              .n_comments = 1,
                              .status = status,
                              .reason = px_str_of(reason),
                              .language = PX_STR("en"),
                              .replace = true };

    return answer_do(f, px_answer_write_deed, &write);
}

/* Publishes what there is of the round. */
static inline int answer_publish(fixture *f, const px_who *who, px_answers_publish *ret_publish)
{
    *ret_publish = (px_answers_publish){
        .code = PX_STR("gpai"), .process = PX_STR("p"), .round = 1, .who = who, .author = "operator"
    };
    return answer_do(f, px_answers_publish_deed, ret_publish);
}

#endif
