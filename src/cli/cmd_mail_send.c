/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/courier.h"
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/mail/mail_queue.h"
#include "store/job.h"

#include "base/banned.h"

static int send_soon_deed(px_db *db, void *arg, px_error *err)
{
    int rc = px_job_soon(db, PX_MAIL_NOTICE_JOB, err);

    (void)arg;
    if (rc >= 0)
        rc = px_job_soon(db, PX_MAIL_DIGEST_JOB, err);
    return rc < 0 ? rc : px_job_soon(db, PX_MAIL_JOB, err);
}

/* What the server's jobs would do, here. */
static int send_here(px_invocation *run, px_house *house, px_db *db, px_courier *courier,
                     px_error *err)
{
    const px_job_work work = { NULL, house, db, run->arena, courier };
    int rc = px_mail_notice_job(&work, err);

    if (rc >= 0)
        rc = px_mail_digest_job(&work, err);
    return rc < 0 ? rc : px_mail_send_job(&work, err);
}

static int send_say(px_invocation *run, px_db *db, bool elsewhere, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    int64_t counts[PX_MAIL_STATE_COUNT];
    const char *waiting, *failed;
    px_json json;
    int rc = px_mail_counts(db, counts, err);

    if (rc < 0)
        return rc;
    waiting = px_arena_format(run->arena, "%lld", (long long)counts[PX_MAIL_WAITING]);
    failed = px_arena_format(run->arena, "%lld", (long long)counts[PX_MAIL_FAILED]);
    px_say(run,
           elsewhere ? N_("the running server sends them; waiting: {waiting}, failed: {failed}")
                     : N_("done; still waiting: {waiting}, failed: {failed}"),
           "waiting", waiting, "failed", failed, NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_bool(&json, "server", elsewhere);
    px_json_pair_int(&json, "waiting", counts[PX_MAIL_WAITING]);
    px_json_pair_int(&json, "failed", counts[PX_MAIL_FAILED]);
    return px_print_json_end(&json, err);
}

static int send_run(px_invocation *run, px_courier *courier, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    bool elsewhere;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc < 0)
        return rc;
    rc = px_mail_ready(house, db, err);
    if (rc < 0)
        return rc;
    rc = px_house_lock(house, err);
    elsewhere = rc == -PX_ERR_BUSY;
    if (elsewhere)
        rc = px_house_write(house, send_soon_deed, NULL, err);
    else if (rc >= 0)
        rc = send_here(run, house, db, courier, err);
    return rc < 0 ? rc : send_say(run, db, elsewhere, err);
}

/* The courier first: it must not inherit the database. */
static int mail_send_run(px_invocation *run, px_error *err)
{
    px_courier *courier = NULL;
    int rc = px_courier_start(&courier, err);

    if (rc >= 0)
        rc = send_run(run, courier, err);
    px_courier_stop(courier);
    return rc;
}

static const px_option mail_send_options[] = { { 0 } };

static const px_example mail_send_examples[] = {
    { "mail send", N_("sends the mails that are due") },
    { NULL, NULL },
};

const px_command px_cmd_mail_send = {
    .name = "mail send",
    .summary = N_("send the mails that are due"),
    .description = N_("Makes the mails of notices and digests, and sends what is due. 'praxis "
                      "serve' does so by itself; where one runs on this house, it is asked to do "
                      "it now."),
    .options = mail_send_options,
    .examples = mail_send_examples,
    .run = mail_send_run,
};
