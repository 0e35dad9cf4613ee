/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on processes begin and end with. */
#ifndef PX_CLI_PROCESS_READING_H
#define PX_CLI_PROCESS_READING_H

#include "cli/command.h"
#include "drafting/process/plan.h"

typedef struct px_process_reading {
    px_house *house;
    px_db *db;          /* reads */
    px_str language;    /* of --lang, else that of the messages */
    px_code code;       /* the first operand */
    px_process process; /* the second one, where the command takes it */
    const px_zone *zone;
} px_process_reading;

/* Opens the house and finds code and process by the first two operands; close it whatever is
 * returned. */
int px_process_reading_open(px_invocation *run, px_house_mode mode, px_process_reading *ret_reading,
                            px_error *err) PX_MUST_CHECK;
void px_process_reading_close(px_process_reading *reading);
#define PX_AUTO_PROCESS_READING PX_CLEANUP(px_process_reading_close)

/* The same and the step that the third operand names, by its key or its public id. */
int px_process_reading_step(px_invocation *run, px_house_mode mode, px_process_reading *ret_reading,
                            px_step *ret_step, px_error *err) PX_MUST_CHECK;

/* The value of an option, or an empty text. */
px_str px_option_str(const px_invocation *run, const char *name);

/* Title and text of --title and --text in the language of --lang; how many (0 or 1). */
size_t px_option_texts(const px_invocation *run, const px_process_reading *reading,
                       px_plan_text *ret_text);

/* The number of a round, which is the third operand. */
int px_operand_number(const px_invocation *run, size_t at, int *ret_number,
                      px_error *err) PX_MUST_CHECK;

/* Says what a deed did: the message with its arguments, or these as a JSON object. The arguments
 * are pairs of name and C string, ended by NULL. */
int px_deed_print(px_invocation *run, px_error *err, const char *message, ...) PX_SENTINEL;

#endif
