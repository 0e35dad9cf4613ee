/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rounds: the windows in which a draft, or a consultation, is open for what people write. A round
 * opens and closes by itself, at the instants that its civil times were resolved to: the state
 * follows from them alone (px_round_state_at). Jobs (round.open, round.close, round.remind) append
 * the acts and tell the participants, each exactly once, however late they run.
 *
 * What is closed stays closed: a round is extended only while it has not closed, since afterwards
 * some were told that they came too late. Who needs more opens another round, for all.
 *
 * Deeds are for px_house_write and can be called within other deeds.
 */
#ifndef PX_DRAFTING_PROCESS_ROUND_H
#define PX_DRAFTING_PROCESS_ROUND_H

#include "drafting/process/process.h"
#include "store/job_runner.h"

enum { PX_ROUND_DAYS_MAX = 366 };

/* The first instant at which it is closed: the second that `closes` names belongs to it. */
px_time px_round_end(const px_round *round);

/* Whether what is written now is taken; ret_late (set where it is): after closing, to be marked.
 * Before it opens nothing is taken, after it has closed only by the policy "mark". */
bool px_round_accepts(const px_round *round, px_time now, bool *ret_late);

/* Opens the window of a step (kind written-feedback or consultation), or has it open by itself
 * later. INVALID for times that do not fit, EXISTS where the step has a round. Appends round.opened
 * or round.scheduled; the step takes the times of the window. */
typedef struct px_round_open {
    px_str step;    /* public id */
    px_str opens;   /* empty: now */
    px_str closes;  /* empty: as long as the step was planned, else as the process says */
    px_str late;    /* "refuse" or "mark"; empty: as the process says */
    px_str version; /* label of the draft, or empty: that of the step */
    const char *author;
    int ret_number;
    bool ret_opened; /* false: scheduled */
    int64_t ret_row;
    char ret_act[64];
} px_round_open;
int px_round_open_deed(px_db *db, void *open, px_error *err);

/* A later closing, for all and told to all. CONFLICT once it has closed; INVALID unless it is later
 * than before. Act round.extended. */
typedef struct px_round_extend {
    px_str code, process;
    int number;
    px_str closes; /* the new time; empty: `days` civil days later, at the same hour */
    int days;
    px_str reason;
    const char *author;
    char ret_act[64];
} px_round_extend;
int px_round_extend_deed(px_db *db, void *extend, px_error *err);

/* Closes an open round before its time, now. CONFLICT unless it is open. Act round.closed. */
typedef struct px_round_close {
    px_str code, process;
    int number;
    px_str reason;
    const char *author;
    char ret_act[64];
} px_round_close;
int px_round_close_deed(px_db *db, void *close, px_error *err);

typedef struct px_round_extension {
    px_moment before, closes;
    px_str reason, act;
    px_time time;
} px_round_extension;

/* The oldest first. */
int px_round_extension_list(px_db *db, px_arena *arena, const px_round *round,
                            px_round_extension **ret_extensions, size_t *ret_count,
                            px_error *err) PX_MUST_CHECK;

/* Handlers of jobs; the payload names the round. Each looks at the clock and at what was done
 * before, so that running early, late or twice does no harm. */
int px_round_open_job(const px_job_work *work, px_error *err);
int px_round_close_job(const px_job_work *work, px_error *err);
int px_round_remind_job(const px_job_work *work, px_error *err);

#endif
