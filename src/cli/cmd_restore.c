/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "store/backup.h"

#include "base/banned.h"

static int restore_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_backup_report report;
    px_json json;
    int rc = px_backup_restore(run->operands[0], run->house, px_invocation_option(run, "keys"),
                               &report, err);

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
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_bool(&json, "new_key", report.new_key);
    px_json_pair_cstr(&json, "house", run->house);
    px_json_pair_int(&json, "files", (long long)report.files);
    px_json_pair_int(&json, "bytes", (long long)report.bytes);
    return px_print_json_end(&json, err);
}

static const px_option restore_options[] = {
    { "keys", N_("DIR"), N_("folder with the keys, where the backup has none") },
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
                      "left behind."),
    .options = restore_options,
    .examples = restore_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = restore_run,
};
