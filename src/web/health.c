/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * /healthz: whether the server can do its work, for supervisors and operators. 200 when all is
 * well, else 503; the body names each part. It shows no texts and no persons.
 */
#include "base/sandbox.h"
#include "store/act.h"
#include "store/job.h"
#include "store/ledger.h"
#include "store/migration.h"
#include "web/route.h"
#include "web/server_priv.h"

#include "base/banned.h"

typedef struct health {
    bool house, writer, log, jail, courier;
    int schema, landlock;
    int64_t log_size, checkpoint_size, checkpoint_age, jobs_waiting, jobs_failed, jobs_late;
} health;

/* Proves that the writer takes, runs and commits a deed. */
static int health_deed(px_db *db, void *arg, px_error *err)
{
    (void)db;
    (void)arg;
    (void)err;
    return 0;
}

/* The log is well when a signed checkpoint covers every act. The age is that of the newest act,
 * since a checkpoint is signed with the act that it covers first. */
static bool health_log(px_request *request, health *h)
{
    px_error err = PX_ERROR_INIT;
    px_checkpoint checkpoint = { 0 };
    px_act_row *rows = NULL;
    size_t count = 0;
    px_str note;

    if (px_ledger_head(request->db, request->arena, &note, &checkpoint, &err) < 0 ||
        px_act_list(request->db, request->arena, -1, 1, &rows, &count, &err) < 0)
        return false;
    h->checkpoint_size = (int64_t)checkpoint.size;
    if (count) {
        h->log_size = rows[0].leaf_index + 1;
        h->checkpoint_age = PX_MAX(0, request->now - rows[0].time) / 1000;
    }
    return h->log_size == h->checkpoint_size;
}

/* How long the job that is due next has been waiting for its runner. */
static bool health_jobs(const px_request *request, health *h)
{
    px_error err = PX_ERROR_INIT;
    px_time due;

    if (px_job_counts(request->db, &h->jobs_waiting, &h->jobs_failed, &err) < 0 ||
        px_job_next_due(request->db, NULL, &due, &err) < 0)
        return false;
    if (due != PX_TIME_NONE)
        h->jobs_late = PX_MAX(0, request->now - due) / 1000;
    return true;
}

static health health_look(px_request *request)
{
    px_error err = PX_ERROR_INIT;
    health h = { .landlock = px_sandbox_landlock_abi() };

    h.house = px_migration_version(request->db, &h.schema, &err) >= 0 && health_jobs(request, &h);
    h.log = health_log(request, &h);
    h.writer = px_house_write(request->house, health_deed, NULL, &err) >= 0;
    h.jail = px_jail_alive(request->server->jail);
    h.courier = !request->courier || px_courier_alive(request->courier);
    return h;
}

static const char *health_word(bool well)
{
    return well ? "ok" : "failed";
}

static int health_json(const health *h, bool well, px_reply *reply, px_error *err)
{
    px_json j;

    px_reply_json(reply, &j);
    px_json_pair_cstr(&j, "status", health_word(well));
    px_json_pair_cstr(&j, "version", PX_VERSION);
    px_json_pair_cstr(&j, "house", health_word(h->house));
    px_json_pair_int(&j, "migration", h->schema);
    px_json_pair_cstr(&j, "writer", health_word(h->writer));
    px_json_pair_cstr(&j, "log", health_word(h->log));
    px_json_pair_int(&j, "log_size", h->log_size);
    px_json_pair_int(&j, "checkpoint_size", h->checkpoint_size);
    px_json_pair_int(&j, "checkpoint_age_seconds", h->checkpoint_age);
    px_json_pair_cstr(&j, "jail", health_word(h->jail));
    px_json_pair_cstr(&j, "courier", health_word(h->courier));
    px_json_pair_int(&j, "landlock_abi", h->landlock);
    px_json_pair_int(&j, "jobs_waiting", h->jobs_waiting);
    px_json_pair_int(&j, "jobs_failed", h->jobs_failed);
    px_json_pair_int(&j, "jobs_late_seconds", h->jobs_late);
    px_json_object_end(&j);
    return px_json_finish(&j, err);
}

static void health_text(const health *h, bool well, px_reply *reply)
{
    reply->content_type = "text/plain; charset=utf-8";
    px_builder_format(
        &reply->body,
        "status: %s\nversion: %s\nhouse: %s\nmigration: %d\nwriter: %s\nlog: %s\n"
        "log size: %lld\ncheckpoint size: %lld\ncheckpoint age: %lld s\njail: %s\n"
        "courier: %s\nlandlock abi: %d\njobs waiting: %lld\njobs failed: %lld\n"
        "jobs late: %lld s\n",
        health_word(well), PX_VERSION, health_word(h->house), h->schema, health_word(h->writer),
        health_word(h->log), (long long)h->log_size, (long long)h->checkpoint_size,
        (long long)h->checkpoint_age, health_word(h->jail), health_word(h->courier), h->landlock,
        (long long)h->jobs_waiting, (long long)h->jobs_failed, (long long)h->jobs_late);
}

int px_web_health(px_request *request, px_reply *reply, px_error *err)
{
    health h = health_look(request);
    bool well = h.house && h.writer && h.log && h.jail && h.courier;

    reply->status = well ? 200 : 503;
    reply->cache_control = "no-store";
    if (request->json)
        return health_json(&h, well, reply, err);
    health_text(&h, well, reply);
    return 0;
}
