/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/round.h"

#include "base/words.h"

#include "base/banned.h"

static const struct {
    const char *name, *title;
} states[] = {
    [PX_ROUND_PLANNED] = { "planned", N_("not open yet") },
    [PX_ROUND_OPEN] = { "open", N_("open") },
    [PX_ROUND_CLOSED] = { "closed", N_("closed") },
};

#define ROUND_COLUMNS                                                                              \
    "SELECT r.id, r.step, r.process, r.number, s.cycle, "                                          \
    "coalesce(r.version, 0), r.opens, r.opens_at, "                                                \
    "r.closes, r.closes_at, r.late, "                                                              \
    "(SELECT count(*) FROM round_extension WHERE round = r.id) "                                   \
    "FROM round AS r JOIN step AS s ON s.id = r.step "

static void round_read(px_query *query, px_arena *arena, px_round *ret_round)
{
    *ret_round = (px_round){ 0 };
    ret_round->row = px_query_next_int(query);
    ret_round->step = px_query_next_int(query);
    ret_round->process = px_query_next_int(query);
    ret_round->number = (int)px_query_next_int(query);
    ret_round->cycle = (int)px_query_next_int(query);
    ret_round->version_row = px_query_next_int(query);
    ret_round->opens.civil = px_query_next_text(query, arena);
    ret_round->opens.at = px_query_next_int(query);
    ret_round->closes.civil = px_query_next_text(query, arena);
    ret_round->closes.at = px_query_next_int(query);
    ret_round->late = px_query_next_text(query, arena);
    ret_round->n_extensions = (size_t)px_query_next_int(query);
}

/* The label of its draft, which another room keeps. */
static int round_label(px_db *db, px_arena *arena, px_round *round, px_error *err)
{
    round->version = PX_STR("");
    if (!round->version_row)
        return 0;
    return px_version_label(db, arena, round->version_row, &round->version, err);
}

int px_round_list(px_db *db, px_arena *arena, const px_process *process, px_round **ret_rounds,
                  size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_round *rounds = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db, ROUND_COLUMNS "WHERE r.process = ? ORDER BY r.number", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, process->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        rounds = px_arena_grow(arena, rounds, count, &room, sizeof(*rounds));
        round_read(&query, arena, &rounds[count++]);
    }
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = round_label(db, arena, &rounds[i], err);
    if (rc < 0)
        return rc;
    *ret_rounds = rounds;
    *ret_count = count;
    return 0;
}

/* The row of a query that gives one at most; whether there was one. */
static int round_read_one(px_db *db, px_query *query, px_arena *arena, px_round *ret_round,
                          px_error *err)
{
    int rc = px_query_step(query, err), rc_label;

    if (rc <= 0)
        return rc;
    round_read(query, arena, ret_round);
    rc_label = round_label(db, arena, ret_round, err);
    return rc_label < 0 ? rc_label : rc;
}

int px_round_find(px_db *db, px_arena *arena, const px_process *process, int number,
                  px_round *ret_round, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, ROUND_COLUMNS "WHERE r.process = ? AND r.number = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, process->row);
    px_query_int(&query, number);
    rc = round_read_one(db, &query, arena, ret_round, err);
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the process '{process}' has no round {number}; see 'praxis round list "
                          "{code} {process}'"),
                       "process", px_arena_cstr(arena, process->key), "number",
                       px_arena_format(arena, "%d", number), "code",
                       px_arena_cstr(arena, process->code_id), NULL);
    return PX_MIN(rc, 0);
}

int px_round_get(px_db *db, px_arena *arena, int64_t row, px_round *ret_round, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, ROUND_COLUMNS "WHERE r.id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    rc = round_read_one(db, &query, arena, ret_round, err);
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such round"), NULL);
    return PX_MIN(rc, 0);
}

/* A window that closes at 23:59:59 is open in all of that second. */
px_time px_round_end(const px_round *round)
{
    return round->closes.at + 1000;
}

px_round_state px_round_state_at(const px_round *round, px_time now)
{
    if (now >= px_round_end(round))
        return PX_ROUND_CLOSED;
    return now >= round->opens.at ? PX_ROUND_OPEN : PX_ROUND_PLANNED;
}

PX_WORDS_SHOW(px_round_state, px_round_state, states)

bool px_round_accepts(const px_round *round, px_time now, bool *ret_late)
{
    px_round_state state = px_round_state_at(round, now);
    bool late = state == PX_ROUND_CLOSED;

    if (state == PX_ROUND_PLANNED || (late && !px_str_is(round->late, "mark")))
        return false;
    *ret_late = late;
    return true;
}
