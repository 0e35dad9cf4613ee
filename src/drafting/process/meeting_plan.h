/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Calling, moving and cancelling meetings: deeds for px_house_write. Each appends its logged act
 * and tells those who may attend by mail. Times are as people write them (process/moment.h), in the
 * zone of the process.
 */
#ifndef PX_DRAFTING_PROCESS_MEETING_PLAN_H
#define PX_DRAFTING_PROCESS_MEETING_PLAN_H

#include "drafting/process/meeting.h"
#include "drafting/process/plan.h"

/* Calls a meeting: a step that is planned becomes it, or a new step is made (act step.planned). A
 * meeting needs a day; one of the groups needs groups. CONFLICT where the step is a meeting
 * already, is done or cancelled. INVALID has the argument "field". Act meeting.called. */
typedef struct px_meeting_call {
    px_str code, process; /* id of the code, key of the process */
    px_str step;          /* public id of a planned step, or empty */
    px_str key, kind;     /* of a new step; key: or empty, made from kind and cycle */
    int cycle;            /* of a new step; 0: none */
    px_str starts, ends;  /* of a planned step: empty keeps what it has */
    const px_plan_text *texts;
    size_t n_texts;
    px_str body, place, link;
    px_meeting_audience may_attend, sees_papers;
    const px_str *groups; /* keys */
    size_t n_groups;
    const char *author;
    char ret_id[PX_PUBLIC_ID_LEN + 1], ret_act[64];
} px_meeting_call;
int px_meeting_call_deed(px_db *db, void *call, px_error *err);

/* Another time. An empty `ends` keeps the length that it has. CONFLICT once it is cancelled or its
 * record is published. Act meeting.moved. */
typedef struct px_meeting_move {
    px_str meeting; /* public id */
    px_str starts, ends, reason;
    const char *author;
    char ret_act[64];
} px_meeting_move;
int px_meeting_move_deed(px_db *db, void *move, px_error *err);

/* It will not be. Act meeting.cancelled. */
typedef struct px_meeting_cancel {
    px_str meeting, reason;
    const char *author;
    char ret_act[64];
} px_meeting_cancel;
int px_meeting_cancel_deed(px_db *db, void *cancel, px_error *err);

/* Another place or link. Those who may attend are told; no act, because neither is public. */
typedef struct px_meeting_place {
    px_str meeting, place, link;
} px_meeting_place;
int px_meeting_place_deed(px_db *db, void *place, px_error *err);

#endif
