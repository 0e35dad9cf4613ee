/* SPDX-License-Identifier: EUPL-1.2 */
/* What deeds and jobs of rounds share; private to src/drafting/process. */
#ifndef PX_DRAFTING_PROCESS_ROUND_PRIV_H
#define PX_DRAFTING_PROCESS_ROUND_PRIV_H

#include "drafting/process/plan_priv.h"
#include "drafting/process/round.h"

/* A round with what was said of it. */
typedef struct px_round_row {
    px_round round;
    px_str opened, closed; /* acts, or empty */
    px_time reminded;      /* the closing that was reminded of, or 0 */
} px_round_row;
int px_round_row_get(px_db *db, px_arena *arena, int64_t row, px_round_row *ret_row,
                     px_error *err) PX_MUST_CHECK;

/* The window of the step moves with it: CONFLICT once it has opened; nothing where there is none.
 */
int px_round_move(px_db *db, px_arena *arena, const px_step *step, const px_moment *starts,
                  const px_moment *ends, px_error *err) PX_MUST_CHECK;

/* Takes back the window of a step that is cancelled; CONFLICT once it has opened. */
int px_round_withdraw(px_db *db, px_arena *arena, const px_step *step, px_error *err) PX_MUST_CHECK;

/* Jobs for what is to come of the round: opening, reminder, closing. */
int px_round_schedule(px_db *db, px_arena *arena, const px_round *round,
                      px_error *err) PX_MUST_CHECK;

/* Says that it is open, or closed: act, row, step, and what participants are told. */
int px_round_say_opened(px_db *db, px_arena *arena, const px_planned *planned,
                        const px_round *round, const char *author, char ret_act[64],
                        px_error *err) PX_MUST_CHECK;
int px_round_say_closed(px_db *db, px_arena *arena, const px_planned *planned,
                        const px_round *round, px_str reason, const char *author, char ret_act[64],
                        px_error *err) PX_MUST_CHECK;

/* What participants are told. */
typedef enum px_round_news {
    PX_ROUND_NEWS_OPENED,
    PX_ROUND_NEWS_EXTENDED,
    PX_ROUND_NEWS_REMINDER,
    PX_ROUND_NEWS_CLOSED
} px_round_news;
int px_round_tell(px_db *db, px_arena *arena, const px_planned *planned, const px_round *round,
                  px_round_news news, px_str reason, px_error *err) PX_MUST_CHECK;

#endif
