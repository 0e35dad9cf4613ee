/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on answers begin with. */
#ifndef PX_CLI_ANSWER_READING_H
#define PX_CLI_ANSWER_READING_H

#include "cli/command.h"
#include "drafting/comment/answer.h"
#include "store/house.h"

typedef struct px_answer_reading {
    px_house *house;
    px_db *db;       /* reads */
    px_str language; /* of --lang, else that of the messages */
    px_code code;    /* where the command names one */
    px_process process;
    px_round round; /* row 0: all of the code */
} px_answer_reading;

/* Opens the house alone; close it whatever is returned. */
int px_answer_reading_open(px_invocation *run, px_house_mode mode, px_answer_reading *ret_reading,
                           px_error *err) PX_MUST_CHECK;
/* The same, and finds what "CODE [PROCESS ROUND]" name. */
int px_answer_reading_round(px_invocation *run, px_house_mode mode, px_answer_reading *ret_reading,
                            px_error *err) PX_MUST_CHECK;
void px_answer_reading_close(px_answer_reading *reading);
#define PX_AUTO_ANSWER_READING PX_CLEANUP(px_answer_reading_close)

/* The comment that an operand names: by its public id, or as "CODE/NUMBER". */
int px_answer_reading_comment(px_invocation *run, const px_answer_reading *reading,
                              const char *operand, px_comment *ret_comment,
                              px_error *err) PX_MUST_CHECK;

/* The status of --status; USAGE for another one, with those that there are. */
int px_answer_option_status(const px_invocation *run, px_answer_status *ret_status,
                            px_error *err) PX_MUST_CHECK;

/* The template of the code that is offered under that name. NOT_FOUND. */
int px_answer_reading_template(px_invocation *run, const px_answer_reading *reading,
                               const px_code *code, px_str name, px_answer_template *ret_template,
                               px_error *err) PX_MUST_CHECK;

#endif
