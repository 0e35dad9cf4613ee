/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is counted of each model for the work list (duty/overview.h): missing fields,
 * contradictions, fields that changed since the last published document. A deed that changes what
 * is counted says so (duty_state_changed); the job counts anew, and until then whoever reads does.
 */
#ifndef PX_DUTY_MODEL_STATE_H
#define PX_DUTY_MODEL_STATE_H

#include "duty/overview.h"

/* In the column contradictions: what is claimed does not fit the forms. */
enum { DUTY_STATE_UNREADABLE = -1 };

/* By which rules it is counted: the program and the versions of the forms. In the arena. */
px_str duty_state_rules(px_arena *arena);

/* Counts a model: fills contradictions and, of each form, asked, missing and changed; of their
 * documents number and of are known. Where a claim does not fit its form, the model is unreadable
 * and nothing is counted. */
int duty_state_count(px_house *house, px_db *db, px_overview_model *model,
                     px_error *err) PX_MUST_CHECK;

/* The last published document of each form of a model: of the model itself, else of the version
 * whose was published last. Its model's row is known. */
int duty_state_documents(px_db *db, px_arena *arena, px_overview_model *model,
                         px_error *err) PX_MUST_CHECK;

/* Inside a deed: claims, entries or documents of the model changed; model 0: those of the whole
 * provider, which all its models inherit. */
int duty_state_changed(px_db *db, int64_t provider, int64_t model, px_error *err) PX_MUST_CHECK;

/* Inside the deed that makes a model: its row. */
int duty_state_add(px_db *db, int64_t model, px_error *err) PX_MUST_CHECK;

#endif
