/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on texts begin with: the house opened for reading, a code, its versions. */
#ifndef PX_CLI_CODE_READING_H
#define PX_CLI_CODE_READING_H

#include "cli/command.h"
#include "code/code.h"
#include "store/house.h"

typedef struct px_code_reading {
    px_house *house;
    px_db *db;
    px_str language; /* of --lang, else that of the messages */
    px_code code;    /* the one that the first operand names */
} px_code_reading;

/* Opens; close it whatever is returned. */
int px_code_reading_open(px_invocation *run, px_code_reading *ret_reading,
                         px_error *err) PX_MUST_CHECK;
void px_code_reading_close(px_code_reading *reading);

#define PX_AUTO_CODE_READING PX_CLEANUP(px_code_reading_close)

/* A version by its label, with its text in the reading's language or another that there is. */
int px_code_reading_text(px_invocation *run, const px_code_reading *reading, const char *label,
                         px_version *ret_version, px_text *ret_text, px_error *err) PX_MUST_CHECK;

/* The same with the lasting ids as they are to be read (code/relink.h), for what follows provisions
 * from one version to another. */
int px_code_reading_compared(px_invocation *run, const px_code_reading *reading, const char *label,
                             px_version *ret_version, px_text *ret_text,
                             px_error *err) PX_MUST_CHECK;

#endif
