/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/answer_reading.h"
#include "cli/output.h"

#include "base/banned.h"

static void templates_table(px_invocation *run, const px_answer_template *templates, size_t n)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("name")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("status")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("answers")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("reason")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < n; i++) {
        const px_answer_template *t = &templates[i];

        px_table_cell(table, t->name);
        px_table_cell(
            table, px_str_of(px_tr(run->language, t->retired ? N_("retired")
                                                             : px_answer_status_title(t->status))));
        px_table_cell(table, px_str_of(px_arena_format(run->arena, "%lld", (long long)t->used)));
        px_table_cell(table, px_str_sub(t->reason, 0, px_str_find_char(t->reason, '\n')));
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static void templates_json(px_json *json, const px_answer_template *templates, size_t n)
{
    px_json_key(json, "templates");
    px_json_array(json);
    for (size_t i = 0; i < n; i++) {
        px_json_object(json);
        px_json_pair_str(json, "id", templates[i].id);
        px_json_pair_str(json, "name", templates[i].name);
        px_json_pair_cstr(json, "status", px_answer_status_name(templates[i].status));
        px_json_pair_str(json, "reason", templates[i].reason);
        px_json_pair_str(json, "language", templates[i].language);
        px_json_pair_bool(json, "retired", templates[i].retired);
        px_json_pair_int(json, "used", templates[i].used);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int answers_templates_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_answer_template *templates;
    px_json json;
    size_t n;
    int rc = px_answer_reading_round(run, PX_HOUSE_READ, &r, err);

    if (rc >= 0)
        rc = px_answer_template_list(r.db, run->arena, &r.code, &templates, &n, err);
    if (rc < 0)
        return rc;
    if (!run->json) {
        templates_table(run, templates, n);
        return 0;
    }
    px_print_json(&json, &out);
    templates_json(&json, templates, n);
    return px_print_json_end(&json, err);
}

static const px_option answers_templates_options[] = {
    { 0 },
};

static const px_example answers_templates_examples[] = {
    { "answers templates gpai", N_("lists the templates of a code") },
    { NULL, NULL },
};

const px_command px_cmd_answers_templates = {
    .name = "answers templates",
    .operands = N_("CODE"),
    .summary = N_("list the templates of answers of a code"),
    .description = N_("Lists the templates of answers of a code, those that are retired last."),
    .options = answers_templates_options,
    .examples = answers_templates_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = answers_templates_run,
};
