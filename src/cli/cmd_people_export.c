/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "drafting/people/personal_data.h"
#include "store/house.h"

#include "base/banned.h"

typedef struct exporting {
    px_person person;
    px_personal_part *parts;
    size_t count;
} exporting;

static int export_read(px_invocation *run, exporting *x, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_person_find_any(db, run->arena, px_str_of(run->operands[0]), &x->person, err);
    return rc < 0 ? rc : px_personal_data(db, run->arena, &x->person, &x->parts, &x->count, err);
}

static void export_value(px_builder *out, const px_invocation *run, px_personal_form form,
                         const px_personal_value *value)
{
    px_str text = value->text;

    switch (form) {
    case PX_PERSONAL_TIME:
        px_time_format(out, value->number / 1000 * 1000);
        break;
    case PX_PERSONAL_YES:
        px_builder_add(out, px_tr(run->language, value->number ? N_("yes") : N_("no")));
        break;
    case PX_PERSONAL_NUMBER:
        px_builder_int(out, value->number);
        break;
    case PX_PERSONAL_TEXT: /* further lines of a text stand below its first one */
        for (size_t i = 0; i < text.len; i++) {
            px_builder_char(out, text.ptr[i]);
            if (text.ptr[i] == '\n')
                px_builder_add(out, "    ");
        }
        break;
    }
}

static void export_part(px_builder *out, const px_invocation *run, const px_personal_part *part)
{
    const px_personal_value *value = part->values;

    px_builder_format(out, "%s\n", px_tr(run->language, part->source->title));
    for (size_t row = 0; row < part->n_rows; row++) {
        if (row)
            px_builder_char(out, '\n');
        for (size_t i = 0; i < part->n_fields; i++, value++) {
            if (value->none)
                continue;
            px_builder_format(out, "  %s%s", px_tr(run->language, part->source->fields[i].label),
                              px_tr(run->language, N_(": ")));
            export_value(out, run, part->source->fields[i].form, value);
            px_builder_char(out, '\n');
        }
    }
}

static void export_text(const px_invocation *run, const exporting *x)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < x->count; i++) {
        if (!x->parts[i].n_rows)
            continue;
        if (out.len)
            px_builder_char(&out, '\n');
        export_part(&out, run, &x->parts[i]);
    }
    px_print(px_builder_view(&out));
}

static int people_export_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    exporting x = { 0 };
    px_json json;
    int rc = export_read(run, &x, err);

    if (rc < 0)
        return rc;
    if (!run->json) {
        export_text(run, &x);
        return 0;
    }
    px_print_json(&json, &out);
    px_personal_data_json(&json, &x.person, x.parts, x.count);
    return px_print_json_end(&json, err);
}

static const px_option people_export_options[] = { { 0 } };

static const px_example people_export_examples[] = {
    { "people export anna@example.eu", N_("prints everything that is kept of a person") },
    { "--json people export anna@example.eu", N_("the same as a file for other programs") },
    { NULL, NULL },
};

const px_command px_cmd_people_export = {
    .name = "people export",
    .operands = N_("PERSON"),
    .summary = N_("print everything that is kept of a person"),
    .description =
        N_("Prints what the house keeps of a person, from every table: account, roles, "
           "applications, interests, consents, sessions, mails, acts. It is the copy of the data "
           "that the person has a right to, and the same as the page \"Your data\" gives. Secrets "
           "such as the hash of the password are told of and not printed. PERSON is a mail address "
           "or a public id."),
    .options = people_export_options,
    .examples = people_export_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = people_export_run,
};
