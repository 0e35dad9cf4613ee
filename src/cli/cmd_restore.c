/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/people/erasure.h"
#include "store/backup.h"

#include "base/banned.h"

typedef struct erased {
    const char *given; /* a list from elsewhere, or NULL */
    size_t ret_erased;
} erased;

static int erased_replay(px_house *house, const char *path, size_t *ret_erased, px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    size_t len, n = 0;
    int rc = px_file_read(path, PX_ERASURE_LIST_MAX, &text, &len, err);

    if (rc >= 0)
        rc = px_erasure_replay(house, px_str_n(text, len), &n, err);
    *ret_erased += n;
    return rc;
}

/* What was erased since the backup was made is erased in it too, before anybody sees it. */
static int restore_erased(px_house *house, void *arg, px_error *err)
{
    PX_AUTO_FREE char *own = px_path_join(px_house_path(house), PX_HOUSE_ERASED);
    erased *e = arg;
    int rc = 0;

    if (px_path_exists(own))
        rc = erased_replay(house, own, &e->ret_erased, err);
    if (rc >= 0 && e->given)
        rc = erased_replay(house, e->given, &e->ret_erased, err);
    return rc;
}

static int restore_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    erased e = { .given = px_invocation_option(run, "erased") };
    px_backup_report report;
    px_json json;
    int rc = px_backup_restore(run->operands[0], run->house, px_invocation_option(run, "keys"),
                               restore_erased, &e, &report, err);

    if (rc < 0)
        return rc;
    px_say(run, N_("restored '{backup}' as the house '{path}': {files} files"), "backup",
           run->operands[0], "path", run->house, "files",
           px_arena_format(run->arena, "%ju", (uintmax_t)report.files), NULL);
    if (report.new_key)
        px_say(run,
               N_("the backup had no keys: the log goes on under a new key, and an act says so; "
                  "tell those who verify it ('praxis ledger checkpoint --key')"),
               NULL);
    if (e.ret_erased)
        px_say(run, N_("{count} of what the backup held had been erased since, and were again"),
               "count", px_arena_format(run->arena, "%zu", e.ret_erased), NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_bool(&json, "new_key", report.new_key);
    px_json_pair_cstr(&json, "house", run->house);
    px_json_pair_int(&json, "erased", (long long)e.ret_erased);
    px_json_pair_int(&json, "files", (long long)report.files);
    px_json_pair_int(&json, "bytes", (long long)report.bytes);
    return px_print_json_end(&json, err);
}

static const px_option restore_options[] = {
    { "keys", N_("DIR"), N_("folder with the keys, where the backup has none") },
    { "erased", N_("FILE"), N_("list of what was erased, the file 'erased' of the old house") },
    { 0 },
};

static const px_example restore_examples[] = {
    { "--house /srv/code restore /backup/code-2026-11-24.tar --keys /safe/keys",
      N_("brings the house back with its old keys") },
    { NULL, NULL },
};

const px_command px_cmd_restore = {
    .name = "restore",
    .operands = N_("FILE"),
    .summary = N_("bring a house back from a backup"),
    .description = N_("Makes the house again from a backup, in a folder that is missing or empty. "
                      "Every file is checked against its hash; when one does not fit, nothing is "
                      "left behind.\n\nWhat was erased after the backup was made is erased again: "
                      "by the file 'erased' of the house, where the folder still has it (it may "
                      "stand there alone), and by the one that --erased names."),
    .options = restore_options,
    .examples = restore_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = restore_run,
};
