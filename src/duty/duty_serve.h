/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server does for this room beside answering: its jobs, and its parser in the jail. */
#ifndef PX_DUTY_DUTY_SERVE_H
#define PX_DUTY_DUTY_SERVE_H

#include "base/jail.h"
#include "store/job_runner.h"

/* Counts all models whose claims changed (duty/model_state.h), in steps, and makes what the
 * register is searched by where an earlier program did not. */
#define PX_MODEL_STATE_JOB "duty.count"
int px_model_state_job(const px_job_work *work, px_error *err);

/* Tells a provider's officers by mail once when the next version of a summary is due soon, and once
 * when it is overdue. */
#define PX_DUTY_REMIND_JOB "duty.remind"
int px_duty_remind_job(const px_job_work *work, px_error *err);

/* The same inside a deed, at that time; ret_told: of how many documents. */
int px_duty_remind(px_db *db, px_arena *arena, px_time now, size_t *ret_told,
                   px_error *err) PX_MUST_CHECK;

/* Checks a copy of a filled form; duty/view_proof.h reads what it writes. Input: JSON as
 * px_filled_write writes it. INVALID, MALFORMED or TOO_LARGE for what is no filled form,
 * NOT_VERIFIED (with the argument "field" where it is about one) for what its root does not stand
 * for. */
extern const px_jail_parser px_view_parser;

#endif
