/* SPDX-License-Identifier: EUPL-1.2 */
/* How far the answering of a round or of a code has come, and saying that a round is answered. */
#include "base/json_write.h"
#include "drafting/comment/answer_priv.h"
#include "drafting/mail/mail.h"
#include "drafting/process/notice_args.h"
#include "store/act.h"

#include "base/banned.h"

/* The counts of comments that are owed an answer, which are kept: 1 code, 2 round or 0. */
#define COUNTS "FROM comment_count AS c WHERE c.code = ?1 AND (?2 = 0 OR c.round = ?2) "
#define COUNT_OF(which) ", coalesce(sum(c.comments) FILTER (WHERE " which "), 0) "
#define IS_ANSWERED "c.answer <> ''"
#define IS_OBJECTED "c.work IN (3, 4)"
#define IS_SATISFIED "c.opinion = 'satisfied'"
#define IS_NOT_SATISFIED "c.opinion = 'not-satisfied'"
#define HAS_OBJECTION "c.opinion = 'objects'"

static int progress_start(px_db *db, const char *sql, const px_code *code, const px_round *round,
                          px_query *query, px_error *err)
{
    int rc = px_query_start(db, sql, query, err);

    if (rc < 0)
        return rc;
    px_query_int(query, code->row);
    px_query_int(query, round ? round->row : 0);
    return 0;
}

int px_answer_count_read(px_db *db, const px_code *code, const px_round *round,
                         int64_t *ret_comments, int64_t *ret_answered, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = progress_start(db, "SELECT coalesce(sum(c.comments), 0)" COUNT_OF(IS_ANSWERED) COUNTS,
                            code, round, &query, err);

    if (rc >= 0)
        rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_comments = px_query_next_int(&query);
    *ret_answered = px_query_next_int(&query);
    return 0;
}

static int progress_statuses(px_db *db, const px_code *code, const px_round *round,
                             px_answer_progress *progress, px_error *err)
{
    static const char statuses[] =
        "SELECT c.answer, sum(c.comments)" COUNT_OF(IS_SATISFIED) COUNT_OF(IS_NOT_SATISFIED)
            COUNT_OF(HAS_OBJECTION) COUNT_OF(IS_OBJECTED) COUNTS "AND " IS_ANSWERED " GROUP BY 1";
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = progress_start(db, statuses, code, round, &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        px_answer_status status = PX_ANSWER_NOTED;
        int64_t count;

        (void)px_answer_status_find(px_query_next_str(&query), &status);
        count = px_query_next_int(&query);
        progress->statuses[status] = count;
        progress->satisfied += px_query_next_int(&query);
        progress->not_satisfied += px_query_next_int(&query);
        progress->objects += px_query_next_int(&query);
        progress->objections += px_query_next_int(&query);
    }
    return rc;
}

/* From each comment to its first answer, in order: of the whole (1) those from 2 on, 3 of them. */
#define WAITS(whole, order)                                                                        \
    "SELECT c.wait FROM comment AS c WHERE c." whole " = ?1 AND c.state = 'submitted' "            \
    "AND c.wait IS NOT NULL ORDER BY c.wait " order " LIMIT ?3 OFFSET ?2"

/* At most two waits, by code or by round; -1 where there are none. */
static int progress_wait(px_db *db, const char *const sql[2], const px_code *code,
                         const px_round *round, int64_t from, int64_t n, int64_t waits[2],
                         px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql[round != NULL], &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, round ? round->row : code->row);
    px_query_int(&query, from);
    px_query_int(&query, n);
    waits[0] = waits[1] = -1;
    for (int i = 0; i < n && (rc = px_query_step(&query, err)) > 0; i++)
        waits[i] = px_query_next_int(&query);
    return PX_MIN(rc, 0);
}

/* The median of an even number of waits is between the two in the middle, which one walk along a
 * narrow index reaches. */
static int progress_waits(px_db *db, const px_code *code, const px_round *round,
                          px_answer_progress *progress, px_error *err)
{
    static const char *const rising[] = { WAITS("code", ""), WAITS("round", "") };
    static const char *const falling[] = { WAITS("code", "DESC"), WAITS("round", "DESC") };
    int64_t n = progress->answered, middle[2], last[2];
    int rc;

    progress->median = progress->longest = -1;
    if (!n)
        return 0;
    rc = progress_wait(db, rising, code, round, (n - 1) / 2, n % 2 ? 1 : 2, middle, err);
    if (rc >= 0)
        rc = progress_wait(db, falling, code, round, 0, 1, last, err);
    if (rc < 0)
        return rc;
    progress->median = n % 2 || middle[1] < 0 ? middle[0] : middle[0] + (middle[1] - middle[0]) / 2;
    progress->longest = last[0];
    return 0;
}

int px_answer_progress_read(px_db *db, const px_code *code, const px_round *round,
                            px_answer_progress *ret_progress, px_error *err)
{
    px_answer_progress progress = { 0 };
    int rc = px_answer_count_read(db, code, round, &progress.comments, &progress.answered, err);

    if (rc >= 0)
        rc = progress_statuses(db, code, round, &progress, err);
    if (rc >= 0)
        rc = progress_waits(db, code, round, &progress, err);
    if (rc >= 0)
        *ret_progress = progress;
    return rc < 0 ? rc : 0;
}

/* ---- By category, by chapter */

#define SHARE(key, order)                                                                          \
    "SELECT " key ", sum(c.comments)" COUNT_OF(IS_ANSWERED) COUNT_OF(IS_OBJECTED) COUNTS           \
        "GROUP BY 1 ORDER BY " order

static const char *const share_sql[] = {
    [PX_ANSWER_BY_CATEGORY] = SHARE("c.category", "1"),
    [PX_ANSWER_BY_CHAPTER] = SHARE("c.chapter", "min(c.place), 1"),
};

int px_answer_share_list(px_db *db, px_arena *arena, const px_code *code, const px_round *round,
                         px_answer_share_by by, px_answer_share **ret_shares, size_t *ret_count,
                         px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_answer_share *shares = NULL;
    size_t count = 0, room = 0;
    int rc = progress_start(db, share_sql[by], code, round, &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        shares = px_arena_grow(arena, shares, count, &room, sizeof(*shares));
        shares[count].key = px_query_next_text(&query, arena);
        shares[count].comments = px_query_next_int(&query);
        shares[count].answered = px_query_next_int(&query);
        shares[count++].objections = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_shares = shares;
    *ret_count = count;
    return 0;
}

/* ---- A round is answered */

int px_round_answered_read(px_db *db, px_arena *arena, const px_round *round, px_time *ret_time,
                           px_str *ret_act, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "SELECT time, act FROM round_answered WHERE round = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, round->row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_time = rc > 0 ? px_query_next_int(&query) : PX_TIME_NONE;
    *ret_act = rc > 0 ? px_query_next_text(&query, arena) : PX_STR("");
    return 0;
}

typedef struct answering {
    px_code code;
    px_process process;
    px_round round;
    px_answer_progress progress;
    px_act_receipt receipt;
} answering;

static int answered_find(px_db *db, px_arena *arena, const px_round_answered *answered,
                         answering *a, px_error *err)
{
    int rc = px_code_find(db, arena, answered->code, PX_STR(""), &a->code, err);

    if (rc >= 0)
        rc = px_process_find(db, arena, &a->code, answered->process, PX_STR(""), &a->process, err);
    if (rc >= 0)
        rc = px_round_find(db, arena, &a->process, answered->number, &a->round, err);
    if (rc >= 0)
        rc = px_answer_progress_read(db, &a->code, &a->round, &a->progress, err);
    return rc;
}

static int answered_check(px_db *db, px_arena *arena, const answering *a, px_error *err)
{
    int64_t open = a->progress.comments - a->progress.answered;
    px_time said;
    px_str act;
    int rc = px_round_answered_read(db, arena, &a->round, &said, &act, err);

    if (rc < 0)
        return rc;
    if (said != PX_TIME_NONE)
        return px_fail(err, PX_ERR_CONFLICT, N_("it was said already that this round is answered"),
                       NULL);
    if (px_round_state_at(&a->round, px_now()) != PX_ROUND_CLOSED)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the round has not closed yet; it can be called answered afterwards"),
                       NULL);
    if (open)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("comments of this round without a published answer: {open}; a round is "
                          "answered when each comment is"),
                       "open", px_arena_format(arena, "%lld", (long long)open), NULL);
    return 0;
}

static int answered_act(px_db *db, px_arena *arena, const px_round_answered *answered, answering *a,
                        px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_act act = { .kind = "round.answered",
                   .code = px_arena_cstr(arena, a->code.id),
                   .author = answered->author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", a->code.id);
    px_json_pair_int(&json, "comments", a->progress.comments);
    px_json_pair_str(&json, "process", a->process.key);
    px_json_pair_int(&json, "round", a->round.number);
    return px_act_append_json(db, &act, &json, &a->receipt, err);
}

static int answered_insert(px_db *db, const answering *a, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO round_answered (round, time, comments, act) "
                            "VALUES (?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, a->round.row);
    px_query_int(&query, a->receipt.time);
    px_query_int(&query, a->progress.comments);
    px_query_cstr(&query, a->receipt.id);
    return px_query_run(&query, err);
}

static int answered_tell(px_db *db, px_arena *arena, const answering *a, px_error *err)
{
    px_audience audience = { .scope = px_scope_code(a->code.row) };
    px_notice_args args = { 0 };
    px_mail_text text = {
        .subject = N_("{code}: round {round} is answered"),
        .body = N_("Each comment of round {round} of the process '{process}' now has its answer, "
                   "with a reason.\n\n"
                   "The page of the answers shows how many comments there were, what was said to "
                   "them, and how long that took."),
        .args = args.list,
        .link =
            px_arena_format(arena, "/codes/%.*s/processes/%.*s/rounds/%d/answers",
                            PX_STR_ARG(a->code.id), PX_STR_ARG(a->process.key), a->round.number),
    };
    int rc = px_notice_arg_code(db, arena, &args, a->code.id, err);

    if (rc >= 0)
        rc = px_notice_arg_process(db, arena, &args, a->process.row, err);
    if (rc < 0)
        return rc;
    px_notice_arg(&args, "round", px_str_of(px_arena_format(arena, "%d", a->round.number)));
    text.n_args = args.count;
    return px_notice_add(db, PX_MAIL_ANSWER, &audience, &text, err);
}

int px_round_answered_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_round_answered *answered = arg;
    answering a = { 0 };
    int rc = answered_find(db, arena, answered, &a, err);

    if (rc >= 0)
        rc = answered_check(db, arena, &a, err);
    if (rc >= 0)
        rc = answered_act(db, arena, answered, &a, err);
    if (rc >= 0)
        rc = answered_insert(db, &a, err);
    if (rc >= 0)
        rc = answered_tell(db, arena, &a, err);
    if (rc < 0)
        return rc;
    (void)snprintf(answered->ret_act, sizeof(answered->ret_act), "%s", a.receipt.id);
    return 0;
}
