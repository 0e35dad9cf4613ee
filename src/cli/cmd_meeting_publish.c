/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"
#include "cli/output.h"

#include "base/banned.h"

static int meeting_publish_run(px_invocation *run, px_error *err)
{
    PX_AUTO_MEETING_READING px_meeting_reading r = { 0 };
    px_meeting_publish publish = { .reason = px_option_str(run, "reason"), .author = "operator" };
    int rc = px_meeting_reading_open(run, PX_HOUSE_WRITE, &r, err);

    publish.meeting = r.meeting.id;
    if (rc >= 0)
        rc = px_house_write(r.house, px_meeting_publish_deed, &publish, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err,
                         N_("record {record} of the meeting {meeting} is published; the act is "
                            "{act}"),
                         "record", px_arena_format(run->arena, "%d", publish.ret_record), "meeting",
                         px_arena_cstr(run->arena, r.meeting.id), "act", publish.ret_act, NULL);
}

static const px_option meeting_publish_options[] = {
    { "reason", N_("TEXT"), N_("of a correction: why; everybody reads it") },
    { 0 },
};

static const px_example meeting_publish_examples[] = {
    { "meeting publish gpai/edition-2/board", N_("makes the record of a meeting public") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_publish = {
    .name = "meeting publish",
    .operands = N_("MEETING"),
    .summary = N_("publish the record of a meeting"),
    .description =
        N_("Publishes agenda, documents, attendance and minutes of a meeting together, as one act "
           "in the log with the digest of each, and tells all who take part in the code by mail. "
           "The record is frozen; its step in the process is done.\n\n"
           "A correction is a further record: change what is wrong, then publish again with "
           "--reason. What was published before stays readable."),
    .options = meeting_publish_options,
    .examples = meeting_publish_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = meeting_publish_run,
};
