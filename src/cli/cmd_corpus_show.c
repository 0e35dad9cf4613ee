/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/corpus_print.h"

#include "base/banned.h"

static int corpus_show_run(px_invocation *run, px_error *err)
{
    px_partial *partial;
    int rc = px_partial_open(run->operands[0], &partial, err);

    if (rc < 0)
        return rc;
    rc = px_partial_verify(partial, err);
    if (rc >= 0)
        rc = px_corpus_print(run, partial, false, err);
    px_partial_close(partial);
    return rc;
}

static const px_option corpus_show_options[] = {
    { "top", N_("N"), N_("rows of each list"), 0, false },
    { "html", N_("FILE"), N_("write the report with its charts as one page"), 0, false },
    { "csv", N_("FILE"), N_("write all rows as one table"), 0, false },
    { "strict", NULL, N_("damaged input is an error (exit status 13)"), 0, false },
    { 0 },
};

static const px_example corpus_show_examples[] = {
    { "corpus show crawl.partial", N_("prints the report") },
    { "corpus show crawl.partial --html crawl.html", N_("the report as a page, with charts") },
    { "--json corpus show --top 100000 crawl.partial", N_("for another program") },
    { NULL, NULL },
};

const px_command px_cmd_corpus_show = {
    .name = "corpus show",
    .operands = N_("FILE"),
    .summary = N_("print the result of a scan"),
    .description = N_("Prints what a partial says, which 'praxis corpus scan -o' or 'praxis corpus "
                      "merge' has written: the same report as of a scan without -o. The bytes of "
                      "the file are compared with their checksums first. The exit status is 1 "
                      "where some of the input was damaged."),
    .options = corpus_show_options,
    .examples = corpus_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = corpus_show_run,
};
