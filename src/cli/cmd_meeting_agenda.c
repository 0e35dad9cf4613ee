/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"
#include "cli/output.h"

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
    PX_AUTO_MEETING_READING px_meeting_reading r = { 0 };
    px_str made_from = px_option_str(run, "made-from");
    px_meeting_papers papers;
    px_meeting_write write = { .author = "operator" };
    char digest[PX_DIGEST_HEX];
    int rc = px_operand_text(run, run->operands[1], PX_AGENDA_TEXT_MAX + 1, &write.text, err);

    if (rc >= 0)
        rc = px_meeting_reading_open(run, PX_HOUSE_WRITE, &r, err);
    if (rc >= 0)
        rc = px_meeting_papers_read(r.db, run->arena, &r.meeting, 0, &papers, err);
    if (rc < 0)
        return rc;
    px_meeting_digest(present_text(run->arena, &papers, r.language), digest);
    write.meeting = r.meeting.id;
    write.language = r.language;
    write.made_from = made_from.len ? made_from : px_str_of(digest);
    rc = px_house_write(r.house, px_agenda_write_deed, &write, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the agenda of the meeting {meeting} is written"), "meeting",
                         px_arena_cstr(run->arena, r.meeting.id), NULL);
}

static const px_option meeting_agenda_options[] = {
    { "lang", N_("TAG"), N_("language of the text (default: that of the messages)") },
    { "made-from", N_("SHA-256"),
      N_("of the text that this one was made from: fails where it has changed since") },
    { 0 },
};

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
    .options = meeting_agenda_options,
    .examples = meeting_agenda_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = meeting_agenda_run,
};
