/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/people/invitation.h"
#include "store/house.h"

#include "base/banned.h"

static void import_say_row(const px_invocation *run, const px_invitation_row *row)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);
    char line[16];

    (void)snprintf(line, sizeof(line), "%d", row->line);
    if (row->state != PX_INVITATION_ERROR) {
        px_say(run, N_("line {line}: {name}, {mail}: {state}"), "line", line, "name",
               px_arena_cstr(run->arena, row->name), "mail", px_arena_cstr(run->arena, row->mail),
               "state", px_tr(run->language, px_invitation_state_title(row->state)), NULL);
        return;
    }
    px_error_format(&text, run->language, &row->error);
    px_say(run, N_("line {line}, column {column}: {reason}"), "line", line, "column",
           row->column ? row->column : "-", "reason", px_builder_cstr(&text), NULL);
}

static void import_json_row(px_json *json, const px_invitation_row *row)
{
    px_json_object(json);
    px_json_pair_int(json, "line", row->line);
    px_json_pair_str(json, "name", row->name);
    px_json_pair_str(json, "mail", row->mail);
    px_json_pair_cstr(json, "state", px_invitation_state_name(row->state));
    if (row->state == PX_INVITATION_ERROR) {
        PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);

        px_error_format(&text, px_language_english(), &row->error);
        px_json_pair_str(json, "column", px_str_of(row->column));
        px_json_pair_str(json, "error", px_builder_view(&text));
    }
    px_json_object_end(json);
}

/* The report, also of a table that was refused. */
static int import_report(px_invocation *run, const px_invitation *invitation, bool preview,
                         px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    for (size_t i = 0; i < invitation->ret_count; i++)
        import_say_row(run, &invitation->ret_rows[i]);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_bool(&json, "preview", preview);
    for (int state = 0; state < PX_INVITATION_STATE_COUNT; state++)
        px_json_pair_int(&json, px_invitation_state_name((px_invitation_state)state),
                         (long long)invitation->ret_states[state]);
    px_json_key(&json, "rows");
    px_json_array(&json);
    for (size_t i = 0; i < invitation->ret_count; i++)
        import_json_row(&json, &invitation->ret_rows[i]);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int people_import_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_FREE char *data = NULL;
    bool preview = px_invocation_option(run, "preview") != NULL;
    px_invitation invitation = { .code = px_str_of(px_invocation_option(run, "code")),
                                 .process = px_str_of(px_invocation_option(run, "process")),
                                 .author = "operator",
                                 .arena = run->arena };
    px_error unused = PX_ERROR_INIT;
    size_t len = 0;
    px_csv csv;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_file_read(run->operands[0], PX_CSV_MAX_BYTES, &data, &len, err);
    if (rc >= 0)
        rc = px_csv_parse(run->arena, px_str_n(data, len), &csv, err);
    if (rc < 0)
        return rc;
    invitation.table = &csv;
    rc = preview ? px_house_try(house, px_invitation_deed, &invitation, err)
                 : px_house_write(house, px_invitation_deed, &invitation, err);
    if (rc < 0) {
        if (invitation.ret_states[PX_INVITATION_ERROR])
            (void)import_report(run, &invitation, preview, &unused);
        return rc;
    }
    return import_report(run, &invitation, preview, err);
}

static const px_option people_import_options[] = {
    { "code", N_("CODE"), N_("the code whose process they are invited to"), 0, true },
    { "process", N_("PROCESS"), N_("key of the process"), 0, true },
    { "preview", NULL, N_("only show what would happen"), 0, false },
    { 0 },
};

static const px_example people_import_examples[] = {
    { "people import guests.csv --code gpai --process edition-2 --preview",
      N_("shows what each row of the table would do") },
    { NULL, NULL },
};

const px_command px_cmd_people_import = {
    .name = "people import",
    .operands = N_("FILE"),
    .summary = N_("invite people from a table"),
    .description =
        N_("Reads a table as CSV in UTF-8 ('-' is standard input): with commas, semicolons or "
           "tabs, a header, the columns name and mail and, in any order, organisation, category, "
           "country, register_number, language, role (delegate, contact-point, observer, member, "
           "editor; without it member or, by category, observer) and group (key of a working "
           "group; without it the role holds in the code).\n\nPeople who are not known get an "
           "account and a mail with a link to sign in; those who are known keep what they say of "
           "themselves. All rows are taken over or, where one has an error, none; the report tells "
           "line and column of each error."),
    .options = people_import_options,
    .examples = people_import_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = people_import_run,
};
