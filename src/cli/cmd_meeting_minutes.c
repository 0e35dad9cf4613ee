/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"

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
    return px_meeting_write_run(run, PX_MINUTES_MAX + 1, present_text, px_minutes_write_deed,
                                N_("the minutes of the meeting {meeting} are written"), err);
}

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
    .options = px_meeting_write_options,
    .examples = meeting_minutes_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = meeting_minutes_run,
};
