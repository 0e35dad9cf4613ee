/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"
#include "cli/output.h"

#include "base/banned.h"

/* What is there now, in that language. */
static px_str present_text(px_arena *arena, const px_meeting_papers *papers, px_str language)
{
    const px_minutes *minutes = px_meeting_papers_minutes(papers, language);

    (void)arena;
    return minutes && px_str_eq(minutes->language, language) ? minutes->text : PX_STR("");
}

static int meeting_minutes_run(px_invocation *run, px_error *err)
{
    PX_AUTO_MEETING_READING px_meeting_reading r = { 0 };
    px_str made_from = px_option_str(run, "made-from");
    px_meeting_papers papers;
    px_meeting_write write = { .author = "operator" };
    char digest[PX_DIGEST_HEX];
    int rc = px_operand_text(run, run->operands[1], PX_MINUTES_MAX + 1, &write.text, err);

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
    rc = px_house_write(r.house, px_minutes_write_deed, &write, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the minutes of the meeting {meeting} are written"),
                         "meeting", px_arena_cstr(run->arena, r.meeting.id), NULL);
}

static const px_option meeting_minutes_options[] = {
    { "lang", N_("TAG"), N_("language of the text (default: that of the messages)") },
    { "made-from", N_("SHA-256"),
      N_("of the text that this one was made from: fails where it has changed since") },
    { 0 },
};

static const px_example meeting_minutes_examples[] = {
    { "meeting minutes gpai/edition-2/board minutes.md --lang en",
      N_("in one language; another call brings the other one") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_minutes = {
    .name = "meeting minutes",
    .operands = N_("MEETING FILE"),
    .summary = N_("write the minutes of a meeting"),
    .description =
        N_("Reads the minutes of a meeting from a file in Markdown ('-' is standard input). Links "
           "lead to "
           "https, http or mailto addresses, or to a provision as '#' and its lasting id. The text "
           "replaces what is prepared in that language; nobody but those who hold the meeting sees "
           "it before it is published."),
    .options = meeting_minutes_options,
    .examples = meeting_minutes_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = meeting_minutes_run,
};
