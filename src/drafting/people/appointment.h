/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Chairs, co-chairs and vice-chairs of working groups: grants with the scope of the group and the
 * function as their title. An appointment can have a day on which it ends by itself. Who was
 * appointed when, and the interests that the person declared, are public.
 */
#ifndef PX_DRAFTING_PEOPLE_APPOINTMENT_H
#define PX_DRAFTING_PEOPLE_APPOINTMENT_H

#include "drafting/people/interest.h"
#include "drafting/people/person.h"
#include "drafting/process/process.h"
#include "store/job_runner.h"

typedef struct px_appointment {
    px_person person; /* giving and ending: row, id and name are enough */
    px_group group;
    px_str function;      /* "chair", "co-chair", "vice-chair" */
    px_time since, ended; /* ended: PX_TIME_NONE while it holds */
    px_moment until;      /* the planned end, or not set */
    px_str act;
    px_interest *interests;
    size_t n_interests;
} px_appointment;

/* All of a process, groups in their order, those that hold first, the newest before; with the
 * interests that hold now. At most 1,000. */
int px_appointment_list(px_db *db, px_arena *arena, const px_process *process, px_str language,
                        px_appointment **ret_appointments, size_t *ret_count,
                        px_error *err) PX_MUST_CHECK;

/* Inside a deed: appoints. INVALID with "field" for an unknown function and an end in the past. */
int px_appointment_give(px_db *db, const px_appointment *appointment, const char *author,
                        px_error *err) PX_MUST_CHECK;

/* Deeds: appoints somebody who has an account, in place of another where `instead` is given;
 * ends an appointment. The reason is mailed to those concerned. */
typedef struct px_appointment_change {
    px_str code, process, group; /* id, keys */
    px_str person;               /* public id */
    px_str instead;              /* public id of whose appointment ends with it, or empty */
    px_str function, until, reason;
    const char *author;
} px_appointment_change;
int px_appointment_give_deed(px_db *db, void *change, px_error *err);
int px_appointment_end_deed(px_db *db, void *change, px_error *err);

/* Ends those whose time is over. */
int px_appointment_job(const px_job_work *work, px_error *err);

#endif
