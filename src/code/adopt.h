/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Adopting a version: its text has been frozen since it was published; from its adoption on it is
 * the code. Whether it may be adopted is known where the process is (drafting/process/adoption.h);
 * here the state changes and the act is appended.
 */
#ifndef PX_CODE_ADOPT_H
#define PX_CODE_ADOPT_H

#include "code/code.h"

/* A step that led to the adoption, for the act. */
typedef struct px_adopt_step {
    px_str step; /* public id */
    px_str kind, on;
    px_str document, address, meeting; /* hash of a file; https; public id: each may be empty */
} px_adopt_step;

typedef struct px_adopt {
    px_str code, label, process; /* process: its key */
    const px_adopt_step *steps;
    size_t n_steps;
    const char *author;
    char ret_act[64]; /* public id of the act */
} px_adopt;

/* Inside a deed: makes the published version the adopted one and appends the act version.adopted
 * with the digests of its text and of the documents. CONFLICT unless it is published, and not yet
 * adopted. */
int px_version_adopt(px_db *db, px_adopt *adopt, px_error *err) PX_MUST_CHECK;

#endif
