/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Adoption: the steps of a process that are marked as required, in the order in which they were
 * planned (that of the template), each done on a day with its document: a file of the house, an
 * address, the record of a meeting, or for a draft the published version itself. When none is
 * missing, the version that the final draft names can be adopted. It stays what it is; so do the
 * steps that led to it.
 */
#ifndef PX_DRAFTING_PROCESS_ADOPTION_H
#define PX_DRAFTING_PROCESS_ADOPTION_H

#include "drafting/process/plan.h"

typedef struct px_adoption_step {
    px_step step;
    bool done;
    bool next;      /* the first that is missing: what can be recorded now */
    px_str meeting; /* public id of the meeting that it is, or empty */
    bool recorded;  /* that meeting has a published record */
} px_adoption_step;

typedef struct px_adoption {
    px_adoption_step *steps;
    size_t n_steps, n_missing;
    px_str version; /* label of the final draft, or empty */
    bool adopted;   /* it is adopted */
    px_time time;   /* when, and by which act; PX_TIME_NONE, empty */
    px_str act;
} px_adoption;

/* How far it is. A process without required steps has none to show, and adopts nothing. */
int px_adoption_read(px_db *db, px_arena *arena, const px_process *process, px_str language,
                     px_adoption *ret_adoption, px_error *err) PX_MUST_CHECK;

/* Records that a required step is done: a deed for px_house_write. CONFLICT where one before it is
 * missing, or where it is done. INVALID with the argument "field": a day, a document (hash of a
 * file that px_blob_put has put, or an https address) and for a draft the label of a published
 * version are needed. Acts step.changed (the version of a draft) and step.done. */
typedef struct px_adoption_record {
    px_str code, process; /* id and key; empty: whichever the step is of */
    px_str step;          /* public id */
    px_str on, version;
    const char *hash; /* or NULL */
    size_t size;
    const char *media_type;
    px_str document_name, document_address;
    const char *author;
    char ret_act[64];
} px_adoption_record;
int px_adoption_record_deed(px_db *db, void *record, px_error *err);

/* Adopts a published version: a deed for px_house_write. CONFLICT with every missing step named,
 * and where the final draft of the process is another version. process: a key, or empty where the
 * code has only one that the version can come from. Acts: version.adopted; all who take part are
 * told. */
typedef struct px_code_adoption {
    px_str code, version, process;
    const char *author;
    char ret_act[64];
    char ret_process[65];
} px_code_adoption;
int px_code_adopt(px_db *db, void *adoption, px_error *err);

#endif
