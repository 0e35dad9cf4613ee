/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"
#include "cli/output.h"
#include "drafting/process/meeting_json.h"
#include "drafting/process/moment.h"

#include "base/banned.h"

typedef struct shown {
    px_meeting_papers papers;
    px_meeting_change *changes;
    px_meeting_record *records;
    size_t n_changes, n_records;
} shown;

/* One line "Word: value", where there is a value. */
static void show_line(px_builder *out, const px_invocation *run, const char *word, px_str value)
{
    if (!value.len)
        return;
    px_builder_format(out, "%s%s%.*s\n", px_tr(run->language, word), px_tr(run->language, N_(": ")),
                      PX_STR_ARG(value));
}

static void show_head(px_builder *out, px_invocation *run, const px_meeting *m)
{
    px_builder_format(out, "%s\n", px_meeting_title(run, m));
    show_line(out, run, N_("Starts"), px_moment_short(run->arena, &m->starts));
    show_line(out, run, N_("Ends"), px_moment_short(run->arena, &m->ends));
    show_line(out, run, N_("Time zone"), m->zone);
    show_line(out, run, N_("Body"), m->body);
    for (size_t i = 0; i < m->n_groups; i++)
        show_line(out, run, N_("Working group"), m->groups[i].name);
    show_line(out, run, N_("Place"), m->place);
    show_line(out, run, N_("Link"), m->link);
    show_line(out, run, N_("May attend"),
              px_str_of(px_tr(run->language, px_meeting_audience_title(m->may_attend))));
    show_line(out, run, N_("See agenda and documents beforehand"),
              px_str_of(px_tr(run->language, px_meeting_audience_title(m->sees_papers))));
}

static void show_papers(px_builder *out, px_invocation *run, const px_meeting_papers *papers,
                        px_str language)
{
    const px_agenda *agenda = px_meeting_papers_agenda(papers, language);
    const px_minutes *minutes = px_meeting_papers_minutes(papers, language);

    if (agenda)
        px_builder_format(out, "\n%s\n%s", px_tr(run->language, N_("Agenda")),
                          px_agenda_print(run->arena, agenda).ptr);
    if (papers->n_documents)
        px_builder_format(out, "\n%s\n", px_tr(run->language, N_("Documents")));
    for (size_t i = 0; i < papers->n_documents; i++)
        px_builder_format(out, "%.*s  %.*s (%.*s)\n", PX_STR_ARG(papers->documents[i].id),
                          PX_STR_ARG(papers->documents[i].title),
                          PX_STR_ARG(papers->documents[i].name));
    if (papers->n_attendance)
        px_builder_format(out, "\n%s\n", px_tr(run->language, N_("Attendance")));
    for (size_t i = 0; i < papers->n_attendance; i++)
        px_builder_format(out, "%.*s: %lld\n", PX_STR_ARG(papers->attendance[i].category),
                          papers->attendance[i].people);
    if (minutes)
        px_builder_format(out, "\n%s\n%.*s\n", px_tr(run->language, N_("Minutes")),
                          PX_STR_ARG(minutes->text));
}

static int show_json(px_invocation *run, const px_meeting_reading *r, const shown *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_key(&json, "meeting");
    px_meeting_json(&json, &r->meeting, px_str_of(px_meeting_title(run, &r->meeting)), true);
    px_json_key(&json, "papers");
    px_meeting_papers_json(&json, run->arena, &s->papers, true);
    px_meeting_history_json(&json, s->changes, s->n_changes, s->records, s->n_records);
    return px_print_json_end(&json, err);
}

static int meeting_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_MEETING_READING px_meeting_reading r = { 0 };
    long long record = 0;
    shown s;
    int rc = px_invocation_int(run, "record", 1, 10000, 0, &record, err);

    if (rc >= 0)
        rc = px_meeting_reading_open(run, PX_HOUSE_READ, &r, err);
    if (rc < 0)
        return rc;
    if (record > r.meeting.records)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the meeting has no such record"), NULL);
    rc = px_meeting_papers_read(r.db, run->arena, &r.meeting, (int)record, &s.papers, err);
    if (rc >= 0)
        rc = px_meeting_change_list(r.db, run->arena, &r.meeting, &s.changes, &s.n_changes, err);
    if (rc >= 0)
        rc = px_meeting_record_list(r.db, run->arena, &r.meeting, &s.records, &s.n_records, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return show_json(run, &r, &s, err);
    show_head(&out, run, &r.meeting);
    show_papers(&out, run, &s.papers, r.language);
    px_print(px_builder_view(&out));
    return px_builder_check(&out, err);
}

static const px_option meeting_show_options[] = {
    { "record", N_("N"), N_("what was published as this record (default: what is prepared)") },
    { "lang", N_("TAG"), N_("language of the texts (default: that of the messages)") },
    { 0 },
};

static const px_example meeting_show_examples[] = {
    { "meeting show gpai/edition-2/board", N_("shows a meeting with all that is prepared for it") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_show = {
    .name = "meeting show",
    .operands = N_("MEETING"),
    .summary = N_("show a meeting and its papers"),
    .description = N_("Shows a meeting, named by its id or as CODE/PROCESS/STEP: time, place, who "
                      "may attend, agenda, documents, attendance and minutes, as they are prepared "
                      "or as they were published."),
    .options = meeting_show_options,
    .examples = meeting_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = meeting_show_run,
};
