/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/courier.h"
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/mail/mail_queue.h"

#include "base/banned.h"

static int test_send(px_invocation *run, px_courier *courier, px_str *ret_line, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    return rc < 0 ? rc
                  : px_mail_try(house, db, courier, run->arena, px_str_of(run->operands[0]),
                                run->language, ret_line, err);
}

/* The courier first: it must not inherit the database. */
static int mail_test_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(16 * 1024);
    px_courier *courier = NULL;
    px_str line = PX_STR("");
    px_json json;
    int rc = px_courier_start(&courier, err);

    if (rc >= 0)
        rc = test_send(run, courier, &line, err);
    px_courier_stop(courier);
    if (rc < 0)
        return rc;
    px_say(run, N_("the server took a mail to {address}: {line}"), "address", run->operands[0],
           "line", line.ptr, NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "address", run->operands[0]);
    px_json_pair_str(&json, "line", line);
    return px_print_json_end(&json, err);
}

static const px_option mail_test_options[] = { { 0 } };

static const px_example mail_test_examples[] = {
    { "mail test anna@example.eu", N_("tries whether mails can be sent") },
    { NULL, NULL },
};

const px_command px_cmd_mail_test = {
    .name = "mail test",
    .operands = N_("ADDRESS"),
    .summary = N_("send one mail to try the settings"),
    .description = N_("Sends one mail at once, by the settings mail.server, mail.from and the "
                      "others, and says what the server answered."),
    .options = mail_test_options,
    .examples = mail_test_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = mail_test_run,
};
