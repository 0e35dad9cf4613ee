/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers as they are published, together and by one act: docs/format-comment.md has its digest. */
#include "drafting/comment/answer_priv.h"
#include "drafting/mail/mail.h"
#include "drafting/process/notice_args.h"
#include "store/act.h"
#include "store/digest.h"

#include "base/banned.h"

/* One answer that goes out, and who is told of it. */
typedef struct outgoing {
    int64_t answer, comment;
    int64_t author, submitter; /* persons, 0: none */
} outgoing;

typedef struct publishing {
    px_db *db;
    px_arena *arena;
    px_answers_publish *publish;
    px_code code;
    px_process process;
    px_round round;
    outgoing *rows;
    size_t count, room;
    char digest[PX_DIGEST_HEX];
    px_act_receipt receipt;
} publishing;

/* ---- Which answers */

static int publishing_place(publishing *p, px_error *err)
{
    int rc = px_code_find(p->db, p->arena, p->publish->code, PX_STR(""), &p->code, err);

    if (rc < 0 || !p->publish->round)
        return rc;
    rc = px_process_find(p->db, p->arena, &p->code, p->publish->process, PX_STR(""), &p->process,
                         err);
    if (rc < 0)
        return rc;
    return px_round_find(p->db, p->arena, &p->process, p->publish->round, &p->round, err);
}

/* The comments that were named, as JSON for the query; empty where none were. */
static int named_comments(const px_answers_publish *publish, px_builder *out, px_error *err)
{
    px_json json;

    if (!publish->n_comments)
        return 0;
    px_json_start(&json, out, PX_JSON_CANONICAL);
    px_json_array(&json);
    for (size_t i = 0; i < publish->n_comments; i++)
        px_json_str(&json, publish->comments[i]);
    px_json_array_end(&json);
    return px_json_finish(&json, err);
}

/* One line of what the digest is made of. */
static void digest_line(px_digest *digest, px_str comment, int64_t number, px_str status,
                        px_str language, px_str reason)
{
    PX_AUTO_DIGEST px_digest of_reason = px_digest_start();
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(1024);
    char hex[PX_DIGEST_HEX];

    if (reason.len)
        px_digest_add(&of_reason, reason);
    px_digest_end(&of_reason, hex);
    px_builder_format(&line, "%.*s %lld %.*s %.*s %s\n", PX_STR_ARG(comment), (long long)number,
                      PX_STR_ARG(status), PX_STR_ARG(language), hex);
    px_digest_add(digest, px_builder_view(&line));
}

#define DRAFTS_FROM                                                                                \
    "FROM answer AS a JOIN comment AS c ON c.id = a.comment "                                      \
    "LEFT JOIN submission AS s ON s.id = c.submission "                                            \
    "WHERE a.state = 'draft' AND c.state = 'submitted' AND c.code = ?1 "                           \
    "AND (?2 = 0 OR c.round = ?2) "                                                                \
    "AND (?3 = '' OR c.public_id IN (SELECT value FROM json_each(?3))) "

/* The one scope of a comment, by the columns of its row. */
static px_scope scope_of(int64_t working_group, int64_t code)
{
    return working_group ? px_scope_group(working_group, code) : px_scope_code(code);
}

static int publishing_rows(publishing *p, px_error *err)
{
    PX_AUTO_BUILDER px_builder named = PX_BUILDER_INIT(64 * 1024 * 1024);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    const px_who *who = p->publish->who;
    int rc = named_comments(p->publish, &named, err);

    if (rc >= 0)
        rc = px_query_start(p->db,
                            "SELECT a.id, a.comment, coalesce(c.author, 0), coalesce(s.person, 0), "
                            "coalesce(c.working_group, 0), c.public_id, a.number, a.status, "
                            "a.language, a.reason " DRAFTS_FROM "ORDER BY c.number",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, p->code.row);
    px_query_int(&query, p->round.row);
    px_query_str(&query, named.len ? px_builder_view(&named) : PX_STR(""));
    while ((rc = px_query_step(&query, err)) > 0) {
        px_str comment, status, language;
        outgoing row = { .answer = px_query_next_int(&query) };
        int64_t number, group;

        row.comment = px_query_next_int(&query);
        row.author = px_query_next_int(&query);
        row.submitter = px_query_next_int(&query);
        group = px_query_next_int(&query);
        if (who && !px_may(who, PX_ACTION_PUBLISH_ANSWERS, scope_of(group, p->code.row)))
            continue;
        comment = px_query_next_str(&query);
        number = px_query_next_int(&query);
        status = px_query_next_str(&query);
        language = px_query_next_str(&query);
        digest_line(&digest, comment, number, status, language, px_query_next_str(&query));
        p->rows = px_arena_grow(p->arena, p->rows, p->count, &p->room, sizeof(*p->rows));
        p->rows[p->count++] = row;
    }
    px_digest_end(&digest, p->digest);
    return rc;
}

/* ---- The act and the rows */

static int publishing_act(publishing *p, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_act act = { .kind = "answers.published",
                   .code = px_arena_cstr(p->arena, p->code.id),
                   .author = p->publish->author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", p->code.id);
    px_json_pair_int(&json, "count", (long long)p->count);
    px_json_pair_cstr(&json, "digest", p->digest);
    px_json_pair_str(&json, "process", p->round.row ? p->process.key : PX_STR(""));
    px_json_pair_int(&json, "round", p->round.number);
    return px_act_append_json(p->db, &act, &json, &p->receipt, err);
}

static int publishing_states(publishing *p, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(p->db,
                            "UPDATE answer SET state = 'published', published = ?, act = ? "
                            "WHERE id = ?",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < p->count; i++) {
        px_query_again(&query);
        px_query_int(&query, p->receipt.time);
        px_query_cstr(&query, p->receipt.id);
        px_query_int(&query, p->rows[i].answer);
        rc = px_query_run(&query, err);
    }
    return rc;
}

/* Objections that these answers follow are dealt with. */
static int publishing_objections(publishing *p, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(p->db,
                            "UPDATE answer_opinion SET dealt = ?, dealt_by = ?, dealt_act = ? "
                            "WHERE opinion = 'objects' AND dealt = 0 "
                            "AND answer IN (SELECT id FROM answer WHERE comment = ?)",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < p->count; i++) {
        px_query_again(&query);
        px_query_int(&query, p->receipt.time);
        px_answer_bind_row(&query, p->publish->who ? p->publish->who->person : 0);
        px_query_cstr(&query, p->receipt.id);
        px_query_int(&query, p->rows[i].comment);
        rc = px_query_run(&query, err);
        if (rc >= 0)
            rc = px_comment_answer_keep(p->db, p->rows[i].comment, err);
    }
    return rc;
}

/* ---- Telling */

static int row_order(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Everybody who wrote or submitted one of the comments, once for each comment, sorted. */
static int64_t *publishing_people(publishing *p, size_t *ret_count)
{
    int64_t *people = px_arena_array(p->arena, 2 * p->count + 1, sizeof(*people));
    size_t n = 0;

    for (size_t i = 0; i < p->count; i++) {
        const outgoing *row = &p->rows[i];

        if (row->author)
            people[n++] = row->author;
        if (row->submitter && row->submitter != row->author)
            people[n++] = row->submitter;
    }
    qsort(people, n, sizeof(*people), row_order);
    *ret_count = n;
    return people;
}

static int tell_one(publishing *p, const px_notice_args *of_code, int64_t person, size_t answers,
                    px_error *err)
{
    px_notice_args args = *of_code;
    px_mail_to to = { .person = person };
    px_mail_text text = {
        .subject = N_("{code}: your comments were answered"),
        .body = N_("Answers to comments on \"{code}\" have been published. Answers to comments "
                   "of yours: {answers}.\n\n"
                   "See what became of them, and say whether the answers satisfy you."),
        .link = "/me/comments",
        .args = args.list,
    };
    int rc;

    px_notice_arg(&args, "answers", px_str_of(px_arena_format(p->arena, "%zu", answers)));
    text.n_args = args.count;
    rc = px_mail_add(p->db, p->arena, PX_MAIL_ANSWER, &to, &text, err);
    /* An address that no mail can be sent to holds nobody else up. */
    return rc == -PX_ERR_INVALID || rc == -PX_ERR_TOO_LARGE ? 0 : rc;
}

static int publishing_tell(publishing *p, px_error *err)
{
    px_notice_args args = { 0 };
    size_t n, next;
    const int64_t *people = publishing_people(p, &n);
    int rc = px_notice_arg_code(p->db, p->arena, &args, p->code.id, err);

    for (size_t i = 0; rc >= 0 && i < n; i = next) {
        for (next = i + 1; next < n && people[next] == people[i]; next++)
            ;
        rc = tell_one(p, &args, people[i], next - i, err);
    }
    return rc;
}

int px_answers_publish_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_answers_publish *publish = arg;
    publishing p = { .db = db, .arena = arena, .publish = publish };
    int rc = publishing_place(&p, err);

    if (rc >= 0)
        rc = publishing_rows(&p, err);
    if (rc >= 0 && !p.count)
        rc = px_fail(err, PX_ERR_CONFLICT,
                     N_("no answer is ready to be published; write answers first"), NULL);
    if (rc >= 0)
        rc = publishing_act(&p, err);
    if (rc >= 0)
        rc = publishing_states(&p, err);
    if (rc >= 0)
        rc = publishing_objections(&p, err);
    if (rc >= 0)
        rc = publishing_tell(&p, err);
    if (rc < 0)
        return rc;
    publish->ret_count = p.count;
    (void)snprintf(publish->ret_act, sizeof(publish->ret_act), "%s", p.receipt.id);
    return 0;
}

/* ---- What would be published */

/* The comments that have nothing, by working group: work 1 (schema/0022-answering.sql). */
static int ready_open(px_db *db, const px_code *code, int64_t round, const px_who *who,
                      px_answers_ready *ready, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT c.working_group, sum(c.comments) FROM comment_count AS c "
                            "WHERE c.code = ?1 AND (?2 = 0 OR c.round = ?2) AND c.work = 1 "
                            "GROUP BY 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code->row);
    px_query_int(&query, round);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_scope scope = scope_of(px_query_next_int(&query), code->row);

        if (!who || px_may(who, PX_ACTION_PUBLISH_ANSWERS, scope))
            ready->open += px_query_next_int(&query);
    }
    return rc;
}

int px_answers_ready_read(px_db *db, const px_code *code, const px_round *round, const px_who *who,
                          px_answers_ready *ret_ready, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_answers_ready ready = { 0 };
    int rc = px_query_start(
        db, "SELECT coalesce(c.working_group, 0), a.status, count(*) " DRAFTS_FROM "GROUP BY 1, 2",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code->row);
    px_query_int(&query, round ? round->row : 0);
    px_query_cstr(&query, "");
    while ((rc = px_query_step(&query, err)) > 0) {
        px_scope scope = scope_of(px_query_next_int(&query), code->row);
        px_answer_status status = PX_ANSWER_NOTED;
        int64_t count;

        (void)px_answer_status_find(px_query_next_str(&query), &status);
        count = px_query_next_int(&query);
        if (who && !px_may(who, PX_ACTION_PUBLISH_ANSWERS, scope))
            continue;
        ready.statuses[status] += count;
        ready.count += count;
    }
    if (rc >= 0)
        rc = ready_open(db, code, round ? round->row : 0, who, &ready, err);
    if (rc >= 0)
        *ret_ready = ready;
    return rc;
}

/* ---- What was published */

int px_answers_of_act(px_db *db, px_arena *arena, px_str act, int64_t after, size_t max,
                      px_answer_published **ret_answers, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_answer_published *answers = px_arena_array(arena, max + 1, sizeof(*answers));
    size_t n = 0;
    int rc = px_query_start(db,
                            "SELECT c.public_id, a.status, a.language, a.reason, c.number, "
                            "a.number FROM answer AS a JOIN comment AS c ON c.id = a.comment "
                            "WHERE a.act = ? AND a.act <> '' AND c.number > ? "
                            "ORDER BY c.number LIMIT ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, act);
    px_query_int(&query, after);
    px_query_int(&query, (int64_t)max);
    while ((rc = px_query_step(&query, err)) > 0 && n < max) {
        PX_AUTO_DIGEST px_digest digest = px_digest_start();
        char *hex = px_arena_array(arena, PX_DIGEST_HEX, 1);
        px_answer_published *answer = &answers[n++];

        answer->comment = px_query_next_text(&query, arena);
        answer->status = px_query_next_text(&query, arena);
        answer->language = px_query_next_text(&query, arena);
        px_digest_add(&digest, px_query_next_str(&query));
        px_digest_end(&digest, hex);
        answer->digest = px_str_of(hex);
        answer->number = px_query_next_int(&query);
        answer->answer = (int)px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_answers = answers;
    *ret_count = n;
    return 0;
}

int px_answers_act_count(px_db *db, px_str act, int64_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "SELECT count(*) FROM answer WHERE act = ? AND act <> ''", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, act);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_count = px_query_next_int(&query);
    return 0;
}

int px_answers_act_list(px_db *db, px_arena *arena, const px_round *round,
                        px_answers_act **ret_acts, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_answers_act *acts = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT a.act, a.published, count(*) FROM answer AS a "
                            "JOIN comment AS c ON c.id = a.comment "
                            "WHERE a.state = 'published' AND c.round = ? AND c.number > 0 "
                            "GROUP BY a.act ORDER BY a.published, a.act",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, round->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        acts = px_arena_grow(arena, acts, count, &room, sizeof(*acts));
        acts[count].act = px_query_next_text(&query, arena);
        acts[count].time = px_query_next_int(&query);
        acts[count++].count = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_acts = acts;
    *ret_count = count;
    return 0;
}
