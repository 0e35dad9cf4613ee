/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/mail_print.h"
#include "cli/output.h"

#include "base/banned.h"

static void show_line(const px_invocation *run, px_builder *out, const char *label, px_str value)
{
    if (value.len)
        px_builder_format(out, "%s%s%.*s\n", px_tr(run->language, label),
                          px_tr(run->language, N_(": ")), PX_STR_ARG(value));
}

/* Only who has the whole house at hand anyway, and asks for it, sees what opens something. */
static px_str show_body(const px_invocation *run, const px_mail_row *mail)
{
    return px_invocation_option(run, "links") ? mail->body : px_mail_shown(run->arena, mail);
}

static void show_text(const px_invocation *run, const px_mail_row *mail, px_builder *out)
{
    show_line(run, out, N_("To"), mail->address);
    show_line(run, out, N_("Subject"), mail->subject);
    show_line(run, out, N_("Kind"),
              px_str_of(px_tr(run->language, px_mail_kind_at(mail->kind)->title)));
    show_line(run, out, N_("State"),
              px_str_of(px_tr(run->language, px_mail_state_title(mail->state))));
    show_line(run, out, N_("Made"), px_mail_when(run->arena, mail->created));
    if (mail->state == PX_MAIL_WAITING)
        show_line(run, out, N_("Due"), px_mail_when(run->arena, mail->due));
    if (mail->sent != PX_TIME_NONE)
        show_line(run, out, N_("Sent"), px_mail_when(run->arena, mail->sent));
    if (mail->reason.len)
        show_line(run, out, N_("Reason"), px_str_of(px_tr(run->language, mail->reason.ptr)));
    px_builder_char(out, '\n');
    px_wrap(out, show_body(run, mail), 0, PX_TEXT_WIDTH);
    px_builder_char(out, '\n');
}

static int mail_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_mail_row mail;
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_mail_find(db, run->arena, px_str_of(run->operands[0]), &mail, err);
    if (rc < 0)
        return rc;
    if (!run->json) {
        show_text(run, &mail, &out);
        px_print(px_builder_view(&out));
        return 0;
    }
    px_print_json(&json, &out);
    px_mail_json(&json, &mail);
    px_json_pair_str(&json, "body", show_body(run, &mail));
    return px_print_json_end(&json, err);
}

static const px_option mail_show_options[] = {
    { "links", NULL, N_("also the links that open something, while the mail is not sent") },
    { 0 },
};

static const px_example mail_show_examples[] = {
    { "mail show 0123456789abcdefghjkmnpqrs", N_("shows one mail with its text") },
    { NULL, NULL },
};

const px_command px_cmd_mail_show = {
    .name = "mail show",
    .operands = N_("MAIL"),
    .summary = N_("show one mail with its text"),
    .description =
        N_("Shows a mail as it will be sent or was sent. MAIL is an id of 'praxis mail "
           "list'. Of links that open an account or an application only the host is shown, unless "
           "--links asks for them."),
    .options = mail_show_options,
    .examples = mail_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = mail_show_run,
};
