/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Erasure of what the house keeps of a person (Regulation (EU) 2018/1725, Article 19; GDPR,
 * Article 17). Rows and texts go, and the contents and salts of acts that are about the person
 * alone; the log stays valid. What is left is a row without name and address, under its public id.
 *
 * Who held a public function (a role that writes: chair, vice-chair, editor, secretariat) stays on
 * the record as that function without a name: which role, where, from when until when, and as the
 * author, by the public id, of the acts done in it. Of others not even that stays.
 *
 * Two records remember what was erased, by public ids alone: the table erasure, and the list
 * PX_HOUSE_ERASED below the house, which outlives the database. Restoring a backup that is older
 * than an erasure erases again what the list names.
 */
#ifndef PX_DRAFTING_PEOPLE_ERASURE_H
#define PX_DRAFTING_PEOPLE_ERASURE_H

#include "drafting/people/person.h"
#include "store/house.h"
#include "store/job_runner.h"

enum { PX_ERASURE_LIST_MAX = 16 * 1024 * 1024 }; /* bytes of a list */

/* The job that finishes erasures (px_erasure_job). */
#define PX_ERASURE_JOB "people.scrub"

/* Inside a deed: erases the person, and asks for the job. author: as in px_act. CONFLICT where that
 * was done already, and for the only secretariat of the house. */
int px_erase_person(px_db *db, px_arena *arena, const px_person *person, const char *author,
                    px_error *err) PX_MUST_CHECK;

/* Inside a deed: erases, also the only secretariat, whom an older backup brought back. */
int px_erasure_again(px_db *db, px_arena *arena, const px_person *person,
                     px_error *err) PX_MUST_CHECK;

/* Inside a deed: erases one application of somebody, with the mails about it where its address
 * belongs to no account. Its public id is remembered as that of a person. NOT_FOUND. */
int px_erase_application(px_db *db, px_arena *arena, px_str application, const char *author,
                         px_error *err) PX_MUST_CHECK;

/* Whether the person holds a function that stays on the record, or held one. */
int px_erasure_keeps_function(px_db *db, int64_t person, bool *ret_keeps,
                              px_error *err) PX_MUST_CHECK;

/* After the deed has committed: writes the list, and lets what was deleted leave the files
 * (px_house_scrub, BUSY as there). What was not finished is done by the job. */
int px_erasure_finish(px_house *house, px_db *db, px_error *err) PX_MUST_CHECK;
int px_erasure_job(const px_job_work *work, px_error *err);

/* Erases again what a list names and the house still has, and keeps the list. ret_erased: how many;
 * may be NULL. MALFORMED where it is no such list. */
int px_erasure_replay(px_house *house, px_str list, size_t *ret_erased,
                      px_error *err) PX_MUST_CHECK;

/* The next line of a list, "PUBLIC-ID TIME" with the time in ms since 1970 in UTC: 1, 0 at the end,
 * or MALFORMED. */
int px_erasure_list_next(px_str *rest, px_str *ret_id, px_time *ret_time,
                         px_error *err) PX_MUST_CHECK;

#endif
