/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"

#include "base/banned.h"

/* What is there now, in that language. */
static px_str present_text(px_arena *arena, const px_meeting_papers *papers, px_str language)
{
    const px_agenda *agenda = px_meeting_papers_agenda(papers, language);

    if (!agenda || !px_str_eq(agenda->language, language))
        return PX_STR("");
    return px_agenda_print(arena, agenda);
}

static int meeting_agenda_run(px_invocation *run, px_error *err)
{
    return px_meeting_write_run(run, PX_AGENDA_TEXT_MAX + 1, present_text, px_agenda_write_deed,
                                N_("the agenda of the meeting {meeting} is written"), err);
}

static const px_example meeting_agenda_examples[] = {
    { "meeting agenda gpai/edition-2/board agenda.txt", N_("one item a line") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_agenda = {
    .name = "meeting agenda",
    .operands = N_("MEETING FILE"),
    .summary = N_("write the agenda of a meeting"),
    .description =
        N_("Reads the agenda of a meeting from a file ('-' is standard input), one item a line; "
           "the lasting "
           "id of the provision that it is about may stand at the end, as in \"Measure 1.1 "
           "#k3v7q0m2a9\". It replaces the agenda in that language; an empty file takes it away."),
    .options = px_meeting_write_options,
    .examples = meeting_agenda_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = meeting_agenda_run,
};
