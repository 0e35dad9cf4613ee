/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/meeting_reading.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/meeting_json.h"
#include "drafting/process/moment.h"
#include "drafting/process/process_json.h"

#include "base/banned.h"

typedef struct showing {
    px_step *steps;
    size_t n_steps;
    px_round *rounds;
    size_t n_rounds;
    px_group *groups;
    size_t n_groups;
} showing;

static int show_read(px_invocation *run, const px_process_reading *r, showing *s, px_error *err)
{
    int rc = px_step_list(r->db, run->arena, &r->process, r->language, &s->steps, &s->n_steps, err);

    if (rc >= 0)
        rc = px_round_list(r->db, run->arena, &r->process, &s->rounds, &s->n_rounds, err);
    if (rc >= 0)
        rc = px_group_list(r->db, run->arena, &r->process, r->language, PX_TIME_NONE, &s->groups,
                           &s->n_groups, err);
    return rc;
}

static const char *state_title(px_str state)
{
    if (px_str_is(state, "done"))
        return N_("done");
    return px_str_is(state, "cancelled") ? N_("cancelled") : N_("planned");
}

static void show_steps(px_invocation *run, const showing *s, px_builder *out)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("step")), PX_ALIGN_LEFT },
        { px_tr(language, N_("begins")), PX_ALIGN_LEFT },
        { px_tr(language, N_("ends")), PX_ALIGN_LEFT },
        { px_tr(language, N_("state")), PX_ALIGN_LEFT },
        { px_tr(language, N_("title")), PX_ALIGN_LEFT },
    };
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < s->n_steps; i++) {
        const px_step *step = &s->steps[i];
        const char *key =
            px_arena_format(run->arena, step->required ? "%.*s *" : "%.*s", PX_STR_ARG(step->key));

        px_table_cell(table, px_str_of(key));
        px_table_cell(table, px_moment_short(run->arena, &step->starts));
        px_table_cell(table, px_moment_short(run->arena, &step->ends));
        px_table_cell(table, px_str_of(px_tr(language, state_title(step->state))));
        px_table_cell(table, step->title);
    }
    px_table_print(table, out, px_terminal_width(), false);
    px_table_free(table);
}

static void show_groups(px_invocation *run, const showing *s, px_builder *out)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("working group")), PX_ALIGN_LEFT },
        { px_tr(language, N_("chapters")), PX_ALIGN_LEFT },
        { px_tr(language, N_("name")), PX_ALIGN_LEFT },
    };
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < s->n_groups; i++) {
        PX_AUTO_BUILDER px_builder chapters = PX_BUILDER_INIT(64 * 1024);

        for (size_t k = 0; k < s->groups[i].n_chapters; k++) {
            px_builder_add(&chapters, k ? " " : "");
            px_builder_str(&chapters, s->groups[i].chapters[k]);
        }
        px_table_cell(table, s->groups[i].key);
        px_table_cell(table, px_builder_view(&chapters));
        px_table_cell(table, s->groups[i].name);
    }
    px_table_print(table, out, px_terminal_width(), false);
    px_table_free(table);
}

static int show_text(px_invocation *run, const px_process_reading *r, const showing *s)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_str(&out, r->process.title);
    px_builder_format(&out, " (%.*s)\n\n", PX_STR_ARG(r->process.zone));
    show_steps(run, s, &out);
    px_builder_char(&out, '\n');
    if (s->n_groups)
        show_groups(run, s, &out);
    px_print(px_builder_view(&out));
    if (!s->n_steps)
        px_say(run, N_("no step is planned; 'praxis step add' plans one"), NULL);
    return 0;
}

static int groups_json(px_json *json, const px_invocation *run, const px_process_reading *r,
                       const showing *s, px_error *err)
{
    int rc = 0;

    px_json_key(json, "groups");
    px_json_array(json);
    for (size_t i = 0; rc >= 0 && i < s->n_groups; i++) {
        px_group_person *people;
        size_t n;

        rc = px_group_people(r->db, run->arena, &s->groups[i], false, &people, &n, err);
        if (rc >= 0)
            px_group_json(json, &s->groups[i], people, n);
    }
    px_json_array_end(json);
    return rc;
}

static int meetings_json(px_json *json, const px_invocation *run, const px_process_reading *r,
                         px_error *err)
{
    px_meeting_filter filter = { .process = r->process.key };
    px_meeting_page page;
    int rc = px_meeting_list(r->db, run->arena, &r->code, &filter, r->language, &page, err);

    if (rc < 0)
        return rc;
    px_json_key(json, "meetings");
    px_json_array(json);
    for (size_t i = 0; i < page.count; i++)
        px_meeting_json(json, &page.rows[i], px_str_of(px_meeting_title(run, &page.rows[i])), true);
    px_json_array_end(json);
    return 0;
}

static int show_json(const px_invocation *run, const px_process_reading *r, const showing *s,
                     px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    int rc;

    px_print_json(&json, &out);
    px_json_key(&json, "process");
    px_process_json(&json, &r->process);
    px_json_key(&json, "steps");
    px_json_array(&json);
    for (size_t i = 0; i < s->n_steps; i++)
        px_step_json(&json, &s->steps[i]);
    px_json_array_end(&json);
    px_json_key(&json, "rounds");
    px_json_array(&json);
    for (size_t i = 0; i < s->n_rounds; i++)
        px_round_json(&json, &s->rounds[i], px_now());
    px_json_array_end(&json);
    rc = groups_json(&json, run, r, s, err);
    if (rc >= 0)
        rc = meetings_json(&json, run, r, err);
    return rc < 0 ? rc : px_print_json_end(&json, err);
}

static int process_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    showing s = { 0 };
    int rc = px_process_reading_open(run, PX_HOUSE_READ, &r, err);

    if (rc >= 0)
        rc = show_read(run, &r, &s, err);
    if (rc < 0)
        return rc;
    return run->json ? show_json(run, &r, &s, err) : show_text(run, &r, &s);
}

static const px_option process_show_options[] = {
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { 0 },
};

static const px_example process_show_examples[] = {
    { "process show gpai edition-2", N_("prints what is planned and what was done") },
    { "process show gpai edition-2 --json", N_("the same as JSON, with texts") },
    { NULL, NULL },
};

const px_command px_cmd_process_show = {
    .name = "process show",
    .operands = N_("CODE PROCESS"),
    .summary = N_("print the steps and working groups of a process"),
    .description = N_("Prints a process: its steps by their time, in its time "
                      "zone, with the name by which other commands take them; and "
                      "its working groups with their chapters. Steps that adoption "
                      "waits for are marked."),
    .options = process_show_options,
    .examples = process_show_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = process_show_run,
};
