/* SPDX-License-Identifier: EUPL-1.2 */
#include <unistd.h>

#include "base/file.h"
#include "cli/corpus_print.h"
#include "cli/output.h"
#include "corpus/domain_list.h"
#include "corpus/scan.h"

#include "base/banned.h"

/* --of crawled or all; where it is not given, the crawled ones if the manifest names some. */
static int read_of(const px_invocation *run, const px_partial *partial, px_dimension *ret_dimension,
                   px_error *err)
{
    const char *of = px_invocation_option(run, "of");

    if (of && strcmp(of, "all") != 0 && strcmp(of, "crawled") != 0)
        return px_fail(err, PX_ERR_USAGE, N_("--of takes crawled or all, not '{value}'"), "value",
                       of, NULL);
    if (of)
        *ret_dimension = strcmp(of, "all") == 0 ? PX_BY_DOMAIN : PX_BY_CRAWLED_DOMAIN;
    else
        *ret_dimension =
            px_partial_count(partial, PX_BY_CRAWLED_DOMAIN) ? PX_BY_CRAWLED_DOMAIN : PX_BY_DOMAIN;
    return 0;
}

static int fill_csv(void *arg, int fd, px_error *err)
{
    return px_domain_list_csv(arg, fd, "-", err);
}

static int print_json(const px_domain_list *list, size_t max, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    int rc;

    px_print_json(&json, &out);
    rc = px_domain_list_json(&json, list, max, err);
    return rc < 0 ? rc : px_print_json_end(&json, err);
}

/* As pages, as a file, as JSON, or as CSV on standard output. */
static int print_list(const px_invocation *run, px_domain_list *list, size_t max, px_error *err)
{
    const char *pages = px_invocation_option(run, "html");
    const char *output = px_invocation_option(run, "output");
    int rc = pages ? px_domain_list_pages(list, run->language, pages, err) : 0;

    if (rc >= 0 && output)
        rc = px_file_fill(output, fill_csv, list, 0644, err);
    if (rc < 0)
        return rc;
    if (pages)
        px_say(run, N_("pages written to {path}"), "path", pages, NULL);
    if (output)
        px_say(run, N_("written to {path}"), "path", output, NULL);
    if (run->json)
        return print_json(list, pages || output ? 0 : max, err);
    return pages || output ? 0 : px_domain_list_csv(list, STDOUT_FILENO, "-", err);
}

static int corpus_domains_run(px_invocation *run, px_error *err)
{
    px_domain_list_options options = { .small = px_invocation_option(run, "small") != NULL };
    px_partial *partial = NULL;
    px_domain_list list = { 0 };
    uint64_t memory;
    long long max;
    int rc = px_invocation_size(run, "memory", PX_SCAN_MEMORY_LEAST, PX_SCAN_MEMORY, &memory, err);

    if (rc >= 0)
        rc = px_invocation_int(run, "max", 1, 100000000, 100000, &max, err);
    if (rc >= 0)
        rc = px_partial_open(run->operands[0], &partial, err);
    if (rc < 0)
        return rc;
    options.memory = (size_t)memory;
    rc = px_partial_verify(partial, err);
    if (rc >= 0)
        rc = read_of(run, partial, &options.dimension, err);
    if (rc >= 0)
        rc = px_domain_list_make(partial, &options, &list, err);
    if (rc >= 0)
        rc = print_list(run, &list, (size_t)max, err);
    px_domain_list_free(&list);
    px_partial_close(partial);
    return rc;
}

static const px_option corpus_domains_options[] = {
    { "small", NULL,
      N_("the provider is a small or medium-sized enterprise: the top 5 % or 1,000, whichever is "
         "lower"),
      0, false },
    { "of", N_("WHAT"), N_("crawled (where the manifest says that something was), or all data"), 0,
      false },
    { "output", N_("FILE"), N_("write the table (CSV) to this file"), 'o', false },
    { "html", N_("DIR"), N_("write pages with a search into this folder, which is new or empty"), 0,
      false },
    { "max", N_("N"), N_("with --json: domains at most (100000)"), 0, false },
    { "memory", N_("SIZE"), N_("memory for what is put in order (256M)"), 0, false },
    { 0 },
};

static const px_example corpus_domains_examples[] = {
    { "corpus domains crawl.partial", N_("the list as a table, the largest first") },
    { "corpus domains crawl.partial --small --html domains/",
      N_("as pages that any web server can serve") },
    { NULL, NULL },
};

const px_command px_cmd_corpus_domains = {
    .name = "corpus domains",
    .operands = N_("FILE"),
    .summary = N_("list the most relevant domains of a corpus"),
    .description = N_(
        "Lists the most relevant domains of a partial as the public summary of training content "
        "asks for them: the top 10 % of all domain names by size of content. So that the list is "
        "representative, it also has the same share of the names that have content of each "
        "modality, by that content.\n\n"
        "The table has a line for each domain, with its rank, documents, bytes of content, share "
        "of "
        "all bytes, bytes by modality, and the first and last date of fetching."),
    .options = corpus_domains_options,
    .examples = corpus_domains_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = corpus_domains_run,
};
