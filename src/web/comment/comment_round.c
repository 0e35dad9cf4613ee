/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/comment_round.h"

#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/templates.h"

#include "base/banned.h"

/* Which of two rounds on a version counts: an open one, then one to come, then the newest. */
static bool round_counts_more(px_round_state state, const px_round *round,
                              const px_comment_round *than)
{
    static const int order[] = {
        [PX_ROUND_OPEN] = 2, [PX_ROUND_PLANNED] = 1, [PX_ROUND_CLOSED] = 0
    };

    if (!than->found || order[state] != order[than->state])
        return !than->found || order[state] > order[than->state];
    return round->closes.at > than->round.closes.at;
}

int px_comment_round_of(const px_request *request, const px_code *code, int64_t version,
                        px_comment_round *ret_round, px_error *err)
{
    px_comment_round best = { 0 };
    px_process *processes;
    px_round *rounds;
    size_t n, n_rounds;
    int rc = px_process_list(request->db, request->arena, code, px_part_tag(request), &processes,
                             &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        rc = px_round_list(request->db, request->arena, &processes[i], &rounds, &n_rounds, err);
        for (size_t k = 0; rc >= 0 && k < n_rounds; k++) {
            px_round_state state = px_round_state_at(&rounds[k], request->now);

            if (rounds[k].version_row != version || !round_counts_more(state, &rounds[k], &best))
                continue;
            best.found = true;
            best.state = state;
            best.round = rounds[k];
            best.process = processes[i];
        }
    }
    if (rc < 0)
        return rc;
    if (best.found)
        best.takes = px_round_accepts(&best.round, request->now, &best.late);
    *ret_round = best;
    return 0;
}

bool px_comment_round_may(const px_request *request, const px_code *code)
{
    return px_may(&request->session.who, PX_ACTION_CONTRIBUTE, px_scope_code(code->row));
}

const px_view_comment_round *px_comment_round_show(const px_request *request, px_reply *reply,
                                                   const px_comment_round *round)
{
    px_view_comment_round *view;

    if (!round->found)
        return NULL;
    view = px_arena_alloc(request->arena, sizeof(*view));
    px_deadline_until(request, reply, round->round.opens.at);
    px_deadline_until(request, reply, px_round_end(&round->round));
    *view = (px_view_comment_round){
        .number = round->round.number,
        .open = round->state == PX_ROUND_OPEN,
        .planned = round->state == PX_ROUND_PLANNED,
        .late = round->late,
        .opens = px_deadline_show(request, round->process.zone, round->round.opens.at, false),
        .closes = px_deadline_show(request, round->process.zone, round->round.closes.at,
                                   round->state == PX_ROUND_OPEN),
    };
    return view;
}

/* ---- Several */

struct px_comment_rounds {
    const px_request *request;
    px_reply *reply;
    int64_t *seen; /* rows of the rounds */
    size_t seen_room;
    px_view_comment_rounds_row *rows;
    size_t count, room;
};

px_comment_rounds *px_comment_rounds_new(const px_request *request, px_reply *reply)
{
    px_comment_rounds *rounds = px_arena_alloc(request->arena, sizeof(*rounds));

    rounds->request = request;
    rounds->reply = reply;
    return rounds;
}

void px_comment_rounds_add(px_comment_rounds *rounds, const px_code *code, px_str version,
                           const px_comment_round *round)
{
    const px_request *request = rounds->request;

    if (!round->found)
        return;
    for (size_t i = 0; i < rounds->count; i++)
        if (rounds->seen[i] == round->round.row)
            return;
    rounds->seen = px_arena_grow(request->arena, rounds->seen, rounds->count, &rounds->seen_room,
                                 sizeof(*rounds->seen));
    rounds->rows = px_arena_grow(request->arena, rounds->rows, rounds->count, &rounds->room,
                                 sizeof(*rounds->rows));
    rounds->seen[rounds->count] = round->round.row;
    rounds->rows[rounds->count++] = (px_view_comment_rounds_row){
        .code = code->title.len ? code->title : code->id,
        .version = version,
        .link =
            px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(code->id), PX_STR_ARG(version)),
        .round = px_comment_round_show(request, rounds->reply, round),
    };
}

static int rounds_add_code(px_comment_rounds *rounds, const px_code *code, px_error *err)
{
    const px_request *request = rounds->request;
    px_version *versions;
    size_t n;
    int rc = px_version_list(request->db, request->arena, code, px_part_tag(request), true,
                             &versions, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_comment_round round;

        rc = px_comment_round_of(request, code, versions[i].row, &round, err);
        if (rc >= 0 && round.found && round.state == PX_ROUND_OPEN)
            px_comment_rounds_add(rounds, code, versions[i].label, &round);
    }
    return rc;
}

int px_comment_rounds_add_open(px_comment_rounds *rounds, px_error *err)
{
    const px_request *request = rounds->request;
    px_code *codes;
    size_t n;
    int rc = px_code_list(request->db, request->arena, px_part_tag(request), &codes, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++)
        if (px_comment_round_may(request, &codes[i]))
            rc = rounds_add_code(rounds, &codes[i], err);
    return rc;
}

const px_view_comment_rounds *px_comment_rounds_show(const px_comment_rounds *rounds)
{
    px_view_comment_rounds *view;

    if (!rounds->count)
        return NULL;
    view = px_arena_alloc(rounds->request->arena, sizeof(*view));
    view->rows = rounds->rows;
    view->n_rows = rounds->count;
    return view;
}
