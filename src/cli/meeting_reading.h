/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on meetings begin with. */
#ifndef PX_CLI_MEETING_READING_H
#define PX_CLI_MEETING_READING_H

#include "cli/process_reading.h"
#include "drafting/process/meeting_paper.h"

typedef struct px_meeting_reading {
    px_house *house;
    px_db *db;       /* reads */
    px_str language; /* of --lang, else that of the messages */
    px_meeting meeting;
} px_meeting_reading;

/* Opens the house and finds the meeting that the first operand names: by its public id, or as
 * "CODE/PROCESS/STEP". Close it whatever is returned. */
int px_meeting_reading_open(px_invocation *run, px_house_mode mode, px_meeting_reading *ret_reading,
                            px_error *err) PX_MUST_CHECK;
void px_meeting_reading_close(px_meeting_reading *reading);
#define PX_AUTO_MEETING_READING PX_CLEANUP(px_meeting_reading_close)

/* Its title, in the language of the messages where it has none of its own. */
const char *px_meeting_title(const px_invocation *run, const px_meeting *meeting);

/* The text of a file of an operand ("-": standard input), of at most max bytes, in the arena. */
int px_operand_text(px_invocation *run, const char *path, size_t max, px_str *ret_text,
                    px_error *err) PX_MUST_CHECK;

/* What a paper of the meeting says now in the language; empty where there is none in it. */
typedef px_str px_meeting_present_fn(px_arena *arena, const px_meeting_papers *papers,
                                     px_str language);

/* Runs a command that writes a paper, the agenda or the minutes, from the file of the second
 * operand, of at most max bytes; message: what it says then, with {meeting}. */
int px_meeting_write_run(px_invocation *run, size_t max, px_meeting_present_fn *present,
                         px_write_fn *deed, const char *message, px_error *err) PX_MUST_CHECK;
extern const px_option px_meeting_write_options[];

/* A document from a file: puts its bytes into the house; what it is, is told by these. UNSUPPORTED
 * for what no meeting takes. */
typedef struct px_document_file {
    char hash[65];
    const char *media_type;
    size_t size;
    px_str name; /* cleaned */
} px_document_file;
int px_document_file_put(px_invocation *run, px_house *house, const char *path,
                         px_document_file *ret_file, px_error *err) PX_MUST_CHECK;

#endif
