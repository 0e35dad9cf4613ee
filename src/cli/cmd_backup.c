/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/progress.h"
#include "cli/command.h"
#include "cli/output.h"
#include "store/backup.h"

#include "base/banned.h"

/* The bar is made when the first piece tells how large the whole is. */
typedef struct backup_bar {
    const px_invocation *run;
    px_progress *bar;
} backup_bar;

static void backup_progress(void *arg, uint64_t done, uint64_t total)
{
    backup_bar *b = arg;

    if (!b->bar)
        b->bar = px_progress_new(px_tr(b->run->language, N_("saving the house")), total,
                                 b->run->quiet || b->run->json, false);
    px_progress_set(b->bar, done);
}

static int backup_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    bool keys = px_invocation_option(run, "keys") != NULL;
    PX_AUTO_HOUSE px_house *house = NULL;
    backup_bar bar = { .run = run };
    px_backup_report report;
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc < 0)
        return rc;
    rc = px_backup_write(
        house, run->operands[0],
        &(px_backup_options){ .with_keys = keys, .progress = backup_progress, .arg = &bar },
        &report, err);
    px_progress_end(bar.bar);
    if (rc < 0)
        return rc;
    px_say(run, N_("wrote the backup '{path}': {files} files, {bytes} bytes"), "path",
           run->operands[0], "files", px_arena_format(run->arena, "%ju", (uintmax_t)report.files),
           "bytes", px_arena_format(run->arena, "%ju", (uintmax_t)report.bytes), NULL);
    if (!keys)
        px_say(run, N_("the keys are not in it; '--keys' would put them there"), NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "backup", run->operands[0]);
    px_json_pair_int(&json, "files", (long long)report.files);
    px_json_pair_int(&json, "bytes", (long long)report.bytes);
    px_json_pair_bool(&json, "keys", keys);
    return px_print_json_end(&json, err);
}

static const px_option backup_options[] = {
    { "keys", NULL,
      N_("put the keys of the log and of the web pages, and the secrets, into it too") },
    { 0 },
};

static const px_example backup_examples[] = {
    { "backup /backup/code-2026-11-24.tar", N_("saves ./house while the server goes on") },
    { NULL, NULL },
};

const px_command px_cmd_backup = {
    .name = "backup",
    .operands = N_("FILE"),
    .summary = N_("save the house in one file"),
    .description = N_("Writes one tar file with a snapshot of the database, the files that it "
                      "names and a list of their hashes. The server may go on writing meanwhile. "
                      "An existing file is never overwritten.\n\n"
                      "The keys are left out unless they are asked for, so that a backup can lie "
                      "where the keys must not."),
    .options = backup_options,
    .examples = backup_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = backup_run,
};
