/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/command.h"
#include "cli/mail_print.h"
#include "cli/output.h"

#include "base/banned.h"

static int list_ask(const px_invocation *run, px_mail_query *ask, px_error *err)
{
    const char *state = px_invocation_option(run, "state");
    const char *kind = px_invocation_option(run, "kind");
    long long count;
    int rc = px_invocation_int(run, "count", 1, 1000, 100, &count, err);

    if (rc < 0)
        return rc;
    *ask = (px_mail_query){ PX_MAIL_STATE_COUNT, PX_MAIL_KIND_COUNT, 0, (size_t)count };
    if (state && !px_mail_state_find(px_str_of(state), &ask->state))
        return px_fail(err, PX_ERR_USAGE,
                       N_("'{value}' is not one of waiting, held, failed, sent and void"), "value",
                       state, NULL);
    if (kind && !px_mail_kind_find(px_str_of(kind), &ask->kind))
        return px_fail(err, PX_ERR_USAGE, N_("there are no mails of the kind '{value}'"), "value",
                       kind, NULL);
    return 0;
}

static void list_table(const px_invocation *run, const px_mail_row *mails, size_t count,
                       px_builder *out)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("Mail")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("State")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("Due")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("Tries")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("To")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("Subject")), PX_ALIGN_LEFT },
    };
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < count; i++) {
        const px_mail_row *m = &mails[i];
        px_time when = m->sent == PX_TIME_NONE ? m->due : m->sent;

        px_table_cell(table, m->id);
        px_table_cell(table, px_str_of(px_tr(run->language, px_mail_state_title(m->state))));
        px_table_cell(table, px_mail_when(run->arena, when));
        px_table_cell_int(table, m->tries);
        px_table_cell(table, m->address);
        px_table_cell(table, m->subject);
    }
    px_table_print(table, out, px_terminal_width(), px_terminal_width() > 0);
    px_table_free(table);
}

static int mail_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_mail_query ask;
    px_mail_row *mails;
    size_t count;
    px_json json;
    int rc = list_ask(run, &ask, err);

    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);
    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_mail_list(db, run->arena, &ask, &mails, &count, err);
    if (rc < 0)
        return rc;
    if (!run->json) {
        if (count == 0)
            px_say(run, N_("there are no such mails"), NULL);
        else
            list_table(run, mails, count, &out);
        px_print(px_builder_view(&out));
        return 0;
    }
    px_print_json(&json, &out);
    px_json_key(&json, "mails");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(&json);
        px_mail_json(&json, &mails[i]);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static const px_option mail_list_options[] = {
    { "state", N_("STATE"), N_("only waiting, held, failed, sent or void ones") },
    { "kind", N_("KIND"), N_("only those of a kind: sign-in, round, meeting ...") },
    { "count", "N", N_("at most that many, the newest (default: 100)") },
    { 0 },
};

static const px_example mail_list_examples[] = {
    { "mail list --state failed", N_("shows which mails could not be sent") },
    { NULL, NULL },
};

const px_command px_cmd_mail_list = {
    .name = "mail list",
    .summary = N_("list the mails of the house, the newest first"),
    .description =
        N_("Lists the mails that wait, are held for a digest, failed or were sent. Mails wait as "
           "long as no server is set; 'praxis serve' sends them, or 'praxis mail send'."),
    .options = mail_list_options,
    .examples = mail_list_examples,
    .run = mail_list_run,
};
