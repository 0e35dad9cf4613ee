/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/erasure_finish.h"
#include "cli/output.h"
#include "drafting/people/erasure.h"

#include "base/banned.h"

typedef struct erase_order {
    px_invocation *run;
    px_person ret_person;
    bool ret_function;
} erase_order;

static int erase_write(px_db *db, void *arg, px_error *err)
{
    erase_order *order = arg;
    px_arena *arena = order->run->arena;
    int rc =
        px_person_find_any(db, arena, px_str_of(order->run->operands[0]), &order->ret_person, err);

    if (rc >= 0)
        rc = px_erasure_keeps_function(db, order->ret_person.row, &order->ret_function, err);
    return rc < 0 ? rc : px_erase_person(db, arena, &order->ret_person, "operator", err);
}

static int erase_say(px_invocation *run, const erase_order *order, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_json json;

    px_say(run, N_("the data of {id} are erased"), "id",
           px_arena_cstr(run->arena, order->ret_person.id), NULL);
    if (order->ret_function)
        px_say(run, N_("the public functions that were held stay on the record without a name"),
               NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "person", order->ret_person.id);
    px_json_pair_bool(&json, "function_kept", order->ret_function);
    return px_print_json_end(&json, err);
}

static int people_erase_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    erase_order order = { .run = run };
    int rc;

    if (!px_invocation_option(run, "yes"))
        return px_fail(err, PX_ERR_USAGE,
                       N_("an erasure cannot be taken back; say --yes where it is meant"), NULL);
    rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0)
        rc = px_house_write(house, erase_write, &order, err);
    if (rc >= 0)
        rc = px_erasure_finish_run(run, house, err);
    return rc < 0 ? rc : erase_say(run, &order, err);
}

static const px_option people_erase_options[] = {
    { "yes", NULL, N_("it is meant: an erasure cannot be taken back") },
    { 0 },
};

static const px_example people_erase_examples[] = {
    { "people erase anna@example.eu --yes", N_("erases what is kept of a person") },
    { NULL, NULL },
};

const px_command px_cmd_people_erase = {
    .name = "people erase",
    .operands = N_("PERSON"),
    .summary = N_("erase what is kept of a person"),
    .description =
        N_("Erases the data of a person: name, address, applications, interests, consents, "
           "credentials, sessions, the text of mails, and the contents of acts about the person "
           "alone; the log stays valid. Who held a public function stays on the record as that "
           "function without a name. The public id is remembered in the house and in its file "
           "'erased', so that restoring an older backup erases the same again.\n\nThe only "
           "secretariat of a house cannot be erased. PERSON is a mail address or a public id."),
    .options = people_erase_options,
    .examples = people_erase_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = people_erase_run,
};
