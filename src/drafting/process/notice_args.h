/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a mail says of a code, a process, a step, a group and a moment, for each reader in the own
 * language: beside an argument "process" stand those named "process_en" and "process_fr", of which
 * drafting/mail/mail_words.h takes the one that fits.
 */
#ifndef PX_DRAFTING_PROCESS_NOTICE_ARGS_H
#define PX_DRAFTING_PROCESS_NOTICE_ARGS_H

#include "drafting/mail/mail_words.h"
#include "drafting/process/process.h"

typedef struct px_notice_args {
    px_arg list[PX_MAIL_ARGS_MAX];
    size_t count;
} px_notice_args;

/* The name must live as long as the arguments do. What goes beyond the bound of a mail is a fault
 * of the program. */
void px_notice_arg(px_notice_args *args, const char *name, px_str value);

/* "{name}": "20 December 2026, 23:59", without the zone. */
void px_notice_arg_moment(px_arena *arena, px_notice_args *args, const char *name,
                          const px_moment *moment);

/* "code": its title. */
int px_notice_arg_code(px_db *db, px_arena *arena, px_notice_args *args, px_str id,
                       px_error *err) PX_MUST_CHECK;

/* "process": its title. */
int px_notice_arg_process(px_db *db, px_arena *arena, px_notice_args *args, int64_t row,
                          px_error *err) PX_MUST_CHECK;

/* "title": that of a step (its row) in each language that it has; without any, what its kind is
 * called. */
int px_notice_arg_step(px_db *db, px_arena *arena, px_notice_args *args, int64_t step,
                       const px_dossier_word *kind, px_error *err) PX_MUST_CHECK;

/* "group": its name. */
int px_notice_arg_group(px_db *db, px_arena *arena, px_notice_args *args, int64_t row,
                        px_error *err) PX_MUST_CHECK;

#endif
