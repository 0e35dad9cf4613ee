/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Making and changing the plan of a process: deeds for px_house_write, which can be called within
 * other deeds too. What the public may check appends a logged act; texts stand in it by their
 * digest only.
 *
 * Times are as people write them (process/moment.h), in the zone of the process.
 */
#ifndef PX_DRAFTING_PROCESS_PLAN_H
#define PX_DRAFTING_PROCESS_PLAN_H

#include "base/random.h"
#include "drafting/process/process.h"

enum {
    PX_PLAN_TITLE_MAX = 300,     /* bytes of a title or a name */
    PX_PLAN_TEXT_MAX = 20000,    /* of a text */
    PX_PLAN_REASON_MAX = 2000,   /* of a reason */
    PX_PLAN_LANGUAGES_MAX = 30,  /* texts of one thing */
    PX_PLAN_STEPS_MAX = 1000,    /* steps of a process */
    PX_PLAN_GROUPS_MAX = 100,    /* groups of a process */
    PX_PLAN_CHAPTERS_MAX = 1000, /* chapters of a group */
    PX_PLAN_CYCLE_MAX = 99,
};

/* Title and text in one language. */
typedef struct px_plan_text {
    px_str language, title, text; /* text: Markdown, may be empty */
} px_plan_text;

/* ---- A process */

typedef struct px_process_template px_process_template; /* process/process_template.h */

/* A new process of a code, from a template and the day on which it begins. The code is made where
 * there is none of that id. EXISTS where it has a process of that key. Act process.begun, which
 * lists all steps and groups. */
typedef struct px_process_make {
    px_str code, key;
    const px_process_template *template; /* NULL: without steps and groups */
    px_str from;                         /* a day, "2026-11-30" */
    px_str zone;                         /* or empty: that of the template */
    const px_plan_text *texts;           /* instead of those of the template, by language */
    size_t n_texts;
    const char *author;
    char ret_act[64];
} px_process_make;
int px_process_make_deed(px_db *db, void *make, px_error *err);

/* Ends a process, with a reason. CONFLICT while a round of it is open. Act process.ended. */
typedef struct px_process_end {
    px_str code, key, reason;
    const char *author;
    char ret_act[64];
} px_process_end;
int px_process_end_deed(px_db *db, void *end, px_error *err);

/* ---- Steps */

/* A new step. Act step.planned. */
typedef struct px_step_add {
    px_str code, process; /* id of the code, key of the process */
    px_str key;           /* or empty: made from kind and cycle */
    px_str kind;          /* a word of px_dossier_steps */
    int cycle;            /* 0: none */
    px_str starts, ends;  /* or empty */
    bool required;        /* adoption waits for it */
    px_str version;       /* label of the draft that it is about, or empty */
    const px_plan_text *texts;
    size_t n_texts;
    const char *author;
    char ret_id[PX_PUBLIC_ID_LEN + 1], ret_act[64];
    int64_t ret_row;
} px_step_add;
int px_step_add_deed(px_db *db, void *add, px_error *err);

/* Other texts, kind, cycle, weight or draft; what is empty or -1 stays. Act step.changed. */
typedef struct px_step_change {
    px_str step; /* public id */
    px_str kind, version;
    int cycle, required;
    const px_plan_text *texts;
    size_t n_texts;
    const char *author;
    char ret_act[64];
} px_step_change;
int px_step_change_deed(px_db *db, void *change, px_error *err);

/* Another time, with a reason: the act step.moved has the old and the new one. An empty `ends`
 * keeps the length that it has. A cancelled step is planned again. The window of a round that has
 * opened is not moved but extended (CONFLICT). */
typedef struct px_step_move {
    px_str step;
    px_str starts, ends; /* "-" as ends: without an end */
    px_str reason;
    const char *author;
    char ret_act[64];
} px_step_move;
int px_step_move_deed(px_db *db, void *move, px_error *err);

/* It was done: on that day (empty: as planned), with its document where there is one. Act
 * step.done. hash: of a file that px_blob_put has put. */
typedef struct px_step_done {
    px_str step;
    px_str on;
    const char *hash; /* or NULL */
    size_t size;
    const char *media_type;
    px_str document_name, document_address; /* or empty */
    const char *author;
    char ret_act[64];
} px_step_done;
int px_step_done_deed(px_db *db, void *done, px_error *err);

/* It will not be, with a reason. CONFLICT for one that is done, or whose round has opened. Act
 * step.cancelled. */
typedef struct px_step_cancel {
    px_str step, reason;
    const char *author;
    char ret_act[64];
} px_step_cancel;
int px_step_cancel_deed(px_db *db, void *cancel, px_error *err);

#endif
