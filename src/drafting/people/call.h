/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Calls: for participants and for chairs of a process. A call is open from the instant `opens` to
 * the last of the second that `closes` names, in civil time of the zone of its process; the state
 * follows from the instants alone. It can be extended with a reason as long as it has not closed.
 *
 * Deeds are for px_house_write. The acts call.opened, call.extended and call.closed are logged.
 */
#ifndef PX_DRAFTING_PEOPLE_CALL_H
#define PX_DRAFTING_PEOPLE_CALL_H

#include "drafting/process/plan.h"
#include "store/job_runner.h"

#define PX_CONSENT_PARTICIPATION "participation"

typedef enum px_call_state { PX_CALL_PLANNED, PX_CALL_OPEN, PX_CALL_CLOSED } px_call_state;

typedef struct px_call {
    int64_t row, process, code, step; /* step: or 0 */
    px_str id;                        /* public */
    bool chairs;                      /* for chairs; else for participants */
    px_moment opens, closes;
    px_str late; /* "refuse" or "mark" */
    int consent_version;
    px_str act, closed;                /* closed: the act that said so, or empty */
    px_str title, text, text_language; /* in the language asked for, else another one */
    px_str code_id, process_key, zone; /* zone: "Europe/Brussels" */
    px_str code_title, process_title;
} px_call;

/* By its public id, or its row; texts in the language, else in another one. NOT_FOUND. */
int px_call_find(px_db *db, px_arena *arena, px_str id, px_str language, px_call *ret_call,
                 px_error *err) PX_MUST_CHECK;
int px_call_get(px_db *db, px_arena *arena, int64_t row, px_str language, px_call *ret_call,
                px_error *err) PX_MUST_CHECK;

/* Of a process, or of the whole house (process 0); the newest first, at most 200. */
int px_call_list(px_db *db, px_arena *arena, int64_t process, px_str language, px_call **ret_calls,
                 size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* What it is at that instant; once an act said that it closed, closed at any. */
px_call_state px_call_state_at(const px_call *call, px_time now);
/* "planned", "open", "closed"; the title is a message id. */
const char *px_call_state_name(px_call_state state);
const char *px_call_state_title(px_call_state state);
/* The first instant at which it is closed. */
px_time px_call_end(const px_call *call);

/* Whether an application sent now is taken: 1 in time, 2 late and to be marked; CONFLICT with the
 * reason otherwise. */
int px_call_accepts(const px_call *call, px_time now, px_error *err) PX_MUST_CHECK;

/* The text that applicants agree to, as it is in the language, else another one. */
int px_call_consent(px_db *db, px_arena *arena, const px_call *call, px_str language,
                    px_str *ret_text, px_error *err) PX_MUST_CHECK;

/* Opens a call, now or later. closes: needed. texts: at least one; the consent texts make a new
 * version where they differ from the newest, and are those of the house where none are given.
 * INVALID with the argument "field". */
typedef struct px_call_open {
    px_str code, process; /* id of the code, key of the process */
    px_str kind;          /* "participants" or "chairs" */
    px_str step;          /* public id of the step that it is, or empty */
    px_str opens;         /* as in px_moment_parse; empty: now */
    px_str closes, late;  /* late empty: as the process says */
    const px_plan_text *texts;
    size_t n_texts;
    const px_plan_text *consents; /* language and text */
    size_t n_consents;
    const char *author;
    char ret_id[PX_PUBLIC_ID_LEN + 1], ret_act[64];
} px_call_open;
int px_call_open_deed(px_db *db, void *open, px_error *err);

/* A later closing, for all. CONFLICT once it has closed. */
typedef struct px_call_extend {
    px_str call, closes, reason;
    const char *author;
    char ret_act[64];
} px_call_extend;
int px_call_extend_deed(px_db *db, void *extend, px_error *err);

/* Closes it before its time. CONFLICT unless it is open. */
typedef struct px_call_close {
    px_str call, reason;
    const char *author;
    char ret_act[64];
} px_call_close;
int px_call_close_deed(px_db *db, void *close, px_error *err);

typedef struct px_call_extension {
    px_moment before, closes;
    px_str reason, act;
    px_time time;
} px_call_extension;

/* The oldest first. */
int px_call_extension_list(px_db *db, px_arena *arena, const px_call *call,
                           px_call_extension **ret_extensions, size_t *ret_count,
                           px_error *err) PX_MUST_CHECK;

/* The job call.look says what the clock closed; the payload names nothing, it looks at all. */
int px_call_job(const px_job_work *work, px_error *err);

#endif
