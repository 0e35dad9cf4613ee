/* SPDX-License-Identifier: EUPL-1.2 */
/* What the deeds of a plan share; private to src/drafting. */
#ifndef PX_DRAFTING_PROCESS_PLAN_PRIV_H
#define PX_DRAFTING_PROCESS_PLAN_PRIV_H

#include "drafting/process/moment.h"
#include "drafting/process/plan.h"

/* A process with its code and its zone. */
typedef struct px_planned {
    px_code code;
    px_process process;
    const px_zone *zone;
} px_planned;

/* By code and key, or by row. CONFLICT for a process that has ended. */
int px_planned_open(px_db *db, px_arena *arena, px_str code, px_str process,
                    px_planned *ret_planned, px_error *err) PX_MUST_CHECK;
int px_planned_open_row(px_db *db, px_arena *arena, int64_t row, px_planned *ret_planned,
                        px_error *err) PX_MUST_CHECK;

/* By row, also a process that has ended. */
int px_planned_open_any(px_db *db, px_arena *arena, int64_t row, px_planned *ret_planned,
                        px_error *err) PX_MUST_CHECK;

/* A step by its id with its process. */
int px_planned_step(px_db *db, px_arena *arena, px_str id, px_planned *ret_planned,
                    px_step *ret_step, px_error *err) PX_MUST_CHECK;

/* Row of a version of the code by its label; 0 for an empty one. NOT_FOUND. */
int px_plan_version(px_db *db, px_arena *arena, const px_code *code, px_str label, int64_t *ret_row,
                    px_error *err) PX_MUST_CHECK;

/* Titles of one line in well-formed languages, texts within bounds; at least one where needed.
 * INVALID with the argument "field". */
int px_plan_texts_check(const px_plan_text *texts, size_t n_texts, bool needed,
                        px_error *err) PX_MUST_CHECK;

/* A reason is needed and has its bounds. INVALID with the argument "field". */
int px_plan_reason_check(px_str reason, px_error *err) PX_MUST_CHECK;

/* What began does not end before. INVALID with the argument "field". */
int px_plan_order_check(const px_moment *starts, const px_moment *ends,
                        px_error *err) PX_MUST_CHECK;

/* A key of addresses: [a-z0-9-], 1 to 64. INVALID with the argument "field". */
int px_plan_key_check(px_str key, px_error *err) PX_MUST_CHECK;

/* SHA-256 over language, title and text of each, in their order. */
void px_plan_texts_digest(const px_plan_text *texts, size_t n_texts, char ret_digest[65]);

/* One pair of an act's content: a text, or a whole number where text.ptr is NULL, or a list of
 * texts. */
typedef struct px_plan_pair {
    const char *key;
    px_str text;
    long long number;
    const px_str *list;
    size_t n_list;
} px_plan_pair;

/* Appends an act about a process; pairs sorted by key. "code" and "process" are among them. */
int px_plan_act(px_db *db, px_arena *arena, const char *kind, const px_planned *planned,
                px_str version, const px_plan_pair *pairs, size_t n_pairs, const char *author,
                char ret_act[64], px_error *err) PX_MUST_CHECK;

/* Rows of step_text, in place of those of the same language. */
int px_plan_step_texts(px_db *db, int64_t step, const px_plan_text *texts, size_t n_texts,
                       px_error *err) PX_MUST_CHECK;

/* A new row of a step at the end of the plan; fills row and public id. Without an act. */
typedef struct px_plan_step_row {
    int64_t process, version;
    px_str key; /* empty: made from kind and cycle */
    px_str kind;
    int cycle;
    px_moment starts, ends;
    bool required;
    int64_t ret_row;
    char ret_id[PX_PUBLIC_ID_LEN + 1];
} px_plan_step_row;
int px_plan_step_insert(px_db *db, px_plan_step_row *step, px_error *err) PX_MUST_CHECK;

/* Both ends of a step as people write them, where an hour at one of them makes both precise.
 * INVALID with the argument "field". */
int px_plan_times_parse(px_arena *arena, const px_zone *zone, px_str starts, px_str ends,
                        px_moment *ret_starts, px_moment *ret_ends, px_error *err) PX_MUST_CHECK;

/* Other times in the row of a step. Without an act. */
int px_plan_step_times(px_db *db, int64_t step, const px_moment *starts, const px_moment *ends,
                       px_error *err) PX_MUST_CHECK;

/* CONFLICT with the message, which names the {step}, where the step is in the state. */
int px_plan_state_check(px_arena *arena, const px_step *step, const char *refused,
                        const char *message, px_error *err) PX_MUST_CHECK;

/* What px_step_move_deed and px_step_cancel_deed do to any step, without telling anybody: for a
 * deed that has news of its own. */
int px_plan_step_move(px_db *db, px_step_move *move, px_error *err) PX_MUST_CHECK;
int px_plan_step_cancel(px_db *db, px_step_cancel *cancel, px_error *err) PX_MUST_CHECK;

/* Tells all who take part in the code by mail that a step was moved or planned again, or that it
 * will not be; `before` is the step as it was. What lay in the past and stays there, what is done
 * and what had no day yet is no news. */
int px_step_tell_moved(px_db *db, px_arena *arena, const px_planned *planned, const px_step *before,
                       px_str reason, px_error *err) PX_MUST_CHECK;
int px_step_tell_cancelled(px_db *db, px_arena *arena, const px_planned *planned,
                           const px_step *before, px_str reason, px_error *err) PX_MUST_CHECK;

/* Names the act that a row came from or was changed by last. */
int px_plan_step_act(px_db *db, int64_t step, const char *act, px_error *err) PX_MUST_CHECK;

/* A new group with its names and chapters, since then; fills row and public id. Without an act. */
typedef struct px_plan_group_row {
    int64_t process;
    px_str key;
    const px_plan_text *texts;
    size_t n_texts;
    const px_str *chapters;
    size_t n_chapters;
    px_time since;
    int64_t ret_row;
    char ret_id[PX_PUBLIC_ID_LEN + 1];
} px_plan_group_row;
int px_plan_group_insert(px_db *db, px_plan_group_row *group, px_error *err) PX_MUST_CHECK;

#endif
