/* SPDX-License-Identifier: EUPL-1.2 */
/* Publishing a draft of a process, and opening the round on it in the same act. */
#ifndef PX_DRAFTING_PROCESS_DRAFT_H
#define PX_DRAFTING_PROCESS_DRAFT_H

#include "drafting/process/round.h"

/* A deed for px_house_write: publishes the version (px_version_publish), notes that the step of the
 * draft is done, and opens or schedules the round on it; all of it or nothing. Acts:
 * version.published, step.done, round.opened or round.scheduled, in one transaction.
 *
 * step: the step of the kind draft; empty: the first planned one of the process. round_step: the
 * step whose window opens; empty: the first planned one of the kind written-feedback in the cycle
 * of the draft. without_round: no window opens, as for a final draft. CONFLICT where there is no
 * such step. */
typedef struct px_draft_publish {
    px_str code, label;         /* of the version, which is a working one */
    px_str process;             /* its key */
    px_str step;                /* public id, or empty */
    px_str round_step;          /* public id, or empty */
    px_str opens, closes, late; /* as in px_round_open */
    bool without_round, accept_doubts;
    const char *author;
    char ret_act[64];       /* of version.published */
    char ret_round_act[64]; /* empty without a round */
    int ret_round;          /* its number, 0 without one */
    bool ret_opened;
} px_draft_publish;
int px_draft_publish_deed(px_db *db, void *publish, px_error *err);

/* The steps that px_draft_publish would take: for forms, which show them first. row 0: none. */
int px_draft_steps(px_db *db, px_arena *arena, const px_process *process, px_str language,
                   px_step *ret_draft, px_step *ret_round, px_error *err) PX_MUST_CHECK;

#endif
