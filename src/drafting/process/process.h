/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The process that draws up a code: steps, cycles, rounds, working groups. A code can have several,
 * one an edition. What is known only from elsewhere is in the dossier; px_process_dossier gives the
 * steps, rounds, groups and appointments of the processes of the house as entries of the same kind,
 * so that timeline, history, calendar and feeds show both alike.
 *
 * Civil times are in the zone of the process; the instant beside them was resolved when they were
 * set (a deadline in a gap of the clock moves forward, in a fold it is the later one).
 */
#ifndef PX_DRAFTING_PROCESS_PROCESS_H
#define PX_DRAFTING_PROCESS_PROCESS_H

#include "code/code.h"
#include "drafting/dossier.h"
#include "drafting/right.h"

typedef struct px_process {
    int64_t row, code;
    px_str code_id, key, template_key;
    px_str title, text; /* in the language asked for, else another one */
    px_str language;    /* of title and text; empty where there is none */
    px_str zone;        /* "Europe/Brussels" */
    px_str late;        /* "refuse" or "mark" */
    int window_days;
    px_time created, ended; /* ended: PX_TIME_NONE while it runs */
} px_process;

/* A day, or a minute of a day, as it was set, and the instant. ptr NULL: not set. */
typedef struct px_moment {
    px_str civil; /* "2026-11-30T23:59:59" */
    px_time at;
    bool day_only;
} px_moment;

typedef struct px_step {
    int64_t row, process;
    px_str id;  /* public */
    px_str key; /* names it in commands, in its process: "draft-1" */
    const px_dossier_word *kind;
    int cycle; /* 0: none */
    px_moment starts, ends;
    px_str state; /* "planned", "done", "cancelled" */
    bool required;
    px_str title, text;
    px_str language;     /* of title and text */
    px_str version;      /* label, or empty */
    int64_t version_row; /* 0: none */
    px_str document, document_name, document_address, act;
} px_step;

typedef enum px_round_state { PX_ROUND_PLANNED, PX_ROUND_OPEN, PX_ROUND_CLOSED } px_round_state;

typedef struct px_round {
    int64_t row, step, process;
    int number, cycle;
    px_str version;      /* label of the draft, or empty */
    int64_t version_row; /* 0: none */
    px_moment opens, closes;
    px_str late;
    size_t n_extensions;
} px_round;

typedef struct px_group {
    int64_t row, process, code;
    px_str id, key;
    px_str name, text; /* at the time asked for */
    px_str language;   /* of both */
    px_str *chapters;  /* lasting ids */
    size_t n_chapters;
    px_time since, until; /* until: PX_TIME_NONE while it exists */
} px_group;

/* The processes of a code; one by its key; one by its row. Titles in the language, else in another
 * one. NOT_FOUND. */
int px_process_list(px_db *db, px_arena *arena, const px_code *code, px_str language,
                    px_process **ret_processes, size_t *ret_count, px_error *err) PX_MUST_CHECK;
int px_process_find(px_db *db, px_arena *arena, const px_code *code, px_str key, px_str language,
                    px_process *ret_process, px_error *err) PX_MUST_CHECK;
int px_process_get(px_db *db, px_arena *arena, int64_t row, px_str language,
                   px_process *ret_process, px_error *err) PX_MUST_CHECK;

/* In the order of time: of one day first those with an hour; steps without a day last. */
int px_step_list(px_db *db, px_arena *arena, const px_process *process, px_str language,
                 px_step **ret_steps, size_t *ret_count, px_error *err) PX_MUST_CHECK;
int px_step_find(px_db *db, px_arena *arena, px_str id, px_str language, px_step *ret_step,
                 px_error *err) PX_MUST_CHECK;
int px_step_find_key(px_db *db, px_arena *arena, const px_process *process, px_str key,
                     px_str language, px_step *ret_step, px_error *err) PX_MUST_CHECK;
int px_step_get(px_db *db, px_arena *arena, int64_t row, px_str language, px_step *ret_step,
                px_error *err) PX_MUST_CHECK;

/* By number. */
int px_round_list(px_db *db, px_arena *arena, const px_process *process, px_round **ret_rounds,
                  size_t *ret_count, px_error *err) PX_MUST_CHECK;
int px_round_find(px_db *db, px_arena *arena, const px_process *process, int number,
                  px_round *ret_round, px_error *err) PX_MUST_CHECK;
int px_round_get(px_db *db, px_arena *arena, int64_t row, px_round *ret_round,
                 px_error *err) PX_MUST_CHECK;

/* The instants alone decide: open from the first millisecond of opens to the last of the second
 * that closes names. */
px_round_state px_round_state_at(const px_round *round, px_time now);
/* "planned", "open", "closed"; the title is a message id. */
const char *px_round_state_name(px_round_state state);
const char *px_round_state_title(px_round_state state);

/* Groups as they were at that time (PX_TIME_NONE: now): those that were there, under the name and
 * with the chapters of then. */
int px_group_list(px_db *db, px_arena *arena, const px_process *process, px_str language,
                  px_time at, px_group **ret_groups, size_t *ret_count,
                  px_error *err) PX_MUST_CHECK;
/* As it is now, or was when it ended. */
int px_group_find(px_db *db, px_arena *arena, const px_process *process, px_str key,
                  px_str language, px_group *ret_group, px_error *err) PX_MUST_CHECK;
int px_group_get(px_db *db, px_arena *arena, int64_t row, px_str language, px_group *ret_group,
                 px_error *err) PX_MUST_CHECK;

/* The names that a group had, the oldest first; until: PX_TIME_NONE for the one that it has. */
typedef struct px_group_name {
    px_str name, text, language;
    px_time since, until;
} px_group_name;
int px_group_name_list(px_db *db, px_arena *arena, const px_group *group, px_str language,
                       px_group_name **ret_names, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Everything known of the code: the dossier, and what its processes in this house did and plan,
 * in one order. */
int px_process_dossier(px_db *db, px_arena *arena, const px_code *code, px_str language,
                       px_dossier *ret_dossier, px_error *err) PX_MUST_CHECK;

#endif
