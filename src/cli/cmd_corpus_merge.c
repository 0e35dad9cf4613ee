/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/corpus_print.h"
#include "cli/output.h"
#include "corpus/partial_merge.h"
#include "corpus/result.h"

#include "base/banned.h"

static int find_damage(const char *path, bool *ret_damaged, px_error *err)
{
    px_partial *partial;
    int rc = px_partial_open(path, &partial, err);

    if (rc < 0)
        return rc;
    rc = px_partial_is_damaged(partial, ret_damaged, err);
    px_partial_close(partial);
    return rc;
}

static int corpus_merge_run(px_invocation *run, px_error *err)
{
    const char *output = px_invocation_option(run, "output");
    px_merge_options options = { .incomplete = px_invocation_option(run, "incomplete") != NULL };
    char count[32];
    bool damaged = false;
    int rc = px_partial_merge(run->operands, run->n_operands, output, &options, err);

    if (rc < 0)
        return rc;
    (void)snprintf(count, sizeof(count), "%zu", run->n_operands);
    px_say(run, N_("merged {count} partials into {path}"), "count", count, "path", output, NULL);
    rc = find_damage(output, &damaged, err);
    return rc < 0 ? rc : px_corpus_judge(damaged, px_invocation_option(run, "strict") != NULL, err);
}

static const px_option corpus_merge_options[] = {
    { "output", N_("FILE"), N_("the file to write"), 'o', true },
    { "incomplete", NULL, N_("merge also where parts of a scan are missing"), 0, false },
    { "strict", NULL, N_("damaged input is an error (exit status 13)"), 0, false },
    { 0 },
};

static const px_example corpus_merge_examples[] = {
    { "corpus merge crawl.?-of-4.partial -o crawl.partial",
      N_("puts the parts of a scan together") },
    { "corpus merge web.partial books.partial -o all.partial",
      N_("adds up two scans of different inputs") },
    { NULL, NULL },
};

const px_command px_cmd_corpus_merge = {
    .name = "corpus merge",
    .operands = N_("FILE..."),
    .summary = N_("put partial results of scans together"),
    .description =
        N_("Merges partials that 'praxis corpus scan -o' has written, of parts of one scan or of "
           "several scans. The result is what one scan of all inputs would have given, the same "
           "bytes in whatever order and grouping partials are merged, and may be merged again. "
           "Memory does not grow with the number of domains nor with that of files.\n\n"
           "Partials that do not fit are refused with the reason: made with other options, another "
           "list of public suffixes or another version, or of the same input. The exit status is 1 "
           "where some of what was scanned was damaged; the result is written all the same."),
    .options = corpus_merge_options,
    .examples = corpus_merge_examples,
    .min_operands = 1,
    .max_operands = PX_MAX_OPERANDS,
    .run = corpus_merge_run,
};
