/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/number.h"
#include "base/progress.h"
#include "cli/command.h"
#include "cli/corpus_print.h"
#include "cli/output.h"
#include "cli/text_reading.h"
#include "corpus/json_fields.h"
#include "corpus/scan.h"
#include "corpus/scan_plan.h"

#include "base/banned.h"

enum { THREADS_MAX = 1024, FIELDS_MAX = 8 };

static void scan_progress(void *arg, uint64_t done, uint64_t total)
{
    (void)total;
    px_progress_set(arg, done);
}

/* "url=a.b,date=c" as a list ended by NULL. */
static int read_fields(const px_invocation *run, const char *fields[FIELDS_MAX + 1], px_error *err)
{
    const char *option = px_invocation_option(run, "fields");
    px_str rest = px_str_of(option), part;
    size_t count = 0;

    while (option && px_str_split(&rest, ',', &part)) {
        if (count == FIELDS_MAX)
            return px_fail(err, PX_ERR_USAGE, N_("--fields names too many fields"), NULL);
        fields[count++] = px_arena_cstr(run->arena, part);
    }
    fields[count] = NULL;
    for (size_t i = 0; i < count; i++) {
        px_json_fields tried = { 0 };
        int rc = px_json_fields_set(&tried, px_str_of(fields[i]), err);

        if (rc < 0)
            return rc;
    }
    return 0;
}

static int read_only(const px_invocation *run, bool *ret_sizes_only, px_error *err)
{
    const char *only = px_invocation_option(run, "only");

    if (only && strcmp(only, "sizes") != 0 && strcmp(only, "all") != 0)
        return px_fail(err, PX_ERR_USAGE, N_("--only takes sizes or all, not '{value}'"), "value",
                       only, NULL);
    *ret_sizes_only = only && strcmp(only, "sizes") == 0;
    return 0;
}

/* "a.cdx,b.cdxj.gz": patterns and folders as for inputs. */
static int read_cdx(const px_invocation *run, px_cdx **ret_cdx, px_error *err)
{
    const char *option = px_invocation_option(run, "cdx"), **paths;
    px_str rest = px_str_of(option), part;
    size_t n = 0, count;
    px_input *found;
    int rc;

    if (!option)
        return 0;
    paths = px_arena_array(run->arena, strlen(option) + 1, sizeof(*paths));
    while (px_str_split(&rest, ',', &part))
        paths[n++] = px_arena_cstr(run->arena, part);
    rc = px_inputs_find(run->arena, paths, n, &found, &count, err);
    if (rc < 0)
        return rc;
    paths = px_arena_array(run->arena, count + 1, sizeof(*paths));
    for (size_t i = 0; i < count; i++)
        paths[i] = found[i].name;
    return px_cdx_read(paths, count, ret_cdx, err);
}

static int read_section(const px_invocation *run, px_suffix_section *ret_section, px_error *err)
{
    const char *section = px_invocation_option(run, "suffixes");

    if (section && strcmp(section, "icann") != 0 && strcmp(section, "all") != 0)
        return px_fail(err, PX_ERR_USAGE, N_("--suffixes takes icann or all, not '{value}'"),
                       "value", section, NULL);
    *ret_section = section && strcmp(section, "all") == 0 ? PX_SUFFIX_ALL : PX_SUFFIX_ICANN;
    return 0;
}

/* --rank R --of N, or the number that a scheduler gave; and where that part goes. */
static int read_part(px_invocation *run, px_scan_options *options, px_error *err)
{
    const char *output = px_invocation_option(run, "output");
    long long of, rank;
    int rc = px_invocation_int(run, "of", 1, PX_PLAN_OF_MAX, 0, &of, err);

    if (rc < 0)
        return rc;
    options->output = output;
    options->of = (unsigned)of;
    if (of == 0) {
        if (px_invocation_option(run, "rank"))
            return px_fail(err, PX_ERR_USAGE, N_("--rank goes with --of"), NULL);
        return 0;
    }
    if (!output)
        return px_fail(err, PX_ERR_USAGE, N_("--of goes with --output"), NULL);
    if (px_invocation_option(run, "rank")) {
        rc = px_invocation_int(run, "rank", 0, of - 1, 0, &rank, err);
        options->rank = (unsigned)rank;
    } else {
        rc = px_scan_plan_rank(options->of, &options->rank, err);
    }
    if (rc >= 0 && of > 1) {
        PX_AUTO_FREE char *part = px_scan_plan_output(output, options->rank, options->of);

        options->output = px_arena_cstr(run->arena, px_str_of(part));
    }
    return rc;
}

static int read_options(px_invocation *run, px_scan_options *options,
                        const char *fields[FIELDS_MAX + 1], px_error *err)
{
    long long threads;
    int rc = px_invocation_int(run, "threads", 1, THREADS_MAX, px_processors(), &threads, err);

    if (rc >= 0)
        rc = px_invocation_size(run, "memory", PX_SCAN_MEMORY_LEAST, PX_SCAN_MEMORY,
                                &options->memory, err);
    if (rc >= 0)
        rc =
            px_invocation_size(run, "checkpoint", 1, PX_SCAN_CHECKPOINT, &options->checkpoint, err);
    if (rc >= 0)
        rc = read_only(run, &options->sizes_only, err);
    if (rc >= 0)
        rc = read_section(run, &options->section, err);
    if (rc >= 0)
        rc = read_fields(run, fields, err);
    if (rc >= 0)
        rc = read_part(run, options, err);
    if (rc < 0)
        return rc;
    options->threads = (unsigned)threads;
    options->pages = !options->sizes_only;
    options->hosts = px_invocation_option(run, "hosts") != NULL;
    options->payloads = px_invocation_option(run, "payloads") != NULL;
    options->sha256 = px_invocation_option(run, "sha256") != NULL;
    options->fields = fields;
    return 0;
}

/* What the manifest says of the inputs, or else the descriptions that lie among them. */
static int read_manifest(const px_invocation *run, px_input *inputs, size_t count,
                         px_manifest **ret_manifest, px_error *err)
{
    const char *path = px_invocation_option(run, "manifest");
    size_t described = px_descriptions_find(inputs, count);

    if (path)
        return px_manifest_read(path, ret_manifest, err);
    return described ? px_manifest_of_descriptions(inputs, count, ret_manifest, err) : 0;
}

static void say_done(const px_invocation *run, const px_scan_options *options,
                     const px_scan_done *done)
{
    char count[32];

    if (done->already) {
        px_say(run, N_("{path} is there already, of these inputs and options"), "path",
               options->output, NULL);
        return;
    }
    (void)snprintf(count, sizeof(count), "%zu", done->continued);
    if (done->continued > 0)
        px_say(run, N_("an interrupted scan had finished {count} of the files; the rest was read"),
               "count", count, NULL);
    if (options->output)
        px_say(run, N_("written to {path}"), "path", options->output, NULL);
}

static int scan_inputs(const px_invocation *run, const px_input *inputs, size_t count,
                       px_scan_options *options, px_partial **ret_partial, px_error *err)
{
    px_progress *progress;
    px_scan_done done;
    uint64_t total = 0;
    int rc;

    for (size_t i = 0; i < count; i++)
        total += inputs[i].size;
    progress = px_progress_new(px_tr(run->language, N_("scanning")), total, run->quiet || run->json,
                               false);
    options->progress = scan_progress;
    options->progress_arg = progress;
    rc = px_scan_run(inputs, count, options, ret_partial, &done, err);
    px_progress_end(progress);
    if (rc >= 0)
        say_done(run, options, &done);
    return rc;
}

static int corpus_scan_run(px_invocation *run, px_error *err)
{
    const char *fields[FIELDS_MAX + 1];
    px_scan_options options = { 0 };
    px_suffix_list *suffixes = NULL;
    px_cdx *cdx = NULL;
    px_manifest *manifest = NULL;
    px_partial *partial = NULL;
    px_tokenizer *tokenizer = NULL;
    px_input *inputs;
    size_t count;
    int rc = read_options(run, &options, fields, err);

    if (rc >= 0)
        rc = px_text_options_read(run, options.sizes_only, &options.texts, &tokenizer, err);
    if (rc >= 0)
        rc = px_suffix_list_load(px_invocation_option(run, "suffix-list"), &suffixes, err);
    if (rc >= 0)
        rc = px_inputs_find(run->arena, run->operands, run->n_operands, &inputs, &count, err);
    if (rc >= 0)
        rc = read_cdx(run, &cdx, err);
    if (rc >= 0)
        rc = read_manifest(run, inputs, count, &manifest, err);
    options.manifest = manifest;
    options.suffixes = suffixes;
    options.cdx = cdx;
    if (rc >= 0)
        rc = scan_inputs(run, inputs, count, &options, &partial, err);
    if (rc >= 0)
        rc = px_corpus_print(run, partial, options.output != NULL, err);
    px_partial_close(partial);
    px_tokenizer_free(tokenizer);
    px_manifest_free(manifest);
    px_cdx_free(cdx);
    px_suffix_list_free(suffixes);
    return rc;
}

static const px_option corpus_scan_options[] = {
    { "output", N_("FILE"),
      N_("write the result as a partial to this file; what is finished stands beside it, so that "
         "the same command goes on after an interruption"),
      'o', false },
    { "threads", N_("N"), N_("threads; as many as there are processors where it is not given"), 0,
      false },
    { "memory", N_("SIZE"),
      N_("memory for what is counted (512M; 256M where it is not given): more goes through "
         "temporary files"),
      0, false },
    { "of", N_("N"), N_("read one of N parts of the input, chosen so that all have as many bytes"),
      0, false },
    { "rank", N_("R"),
      N_("which part, from 0; where it is not given, the number by which Slurm, MPI, Kubernetes or "
         "Grid Engine calls this process"),
      0, false },
    { "checkpoint", N_("SIZE"),
      N_("bytes that a thread reads before what is finished is put on disk (2G)"), 0, false },
    { "sha256", NULL, N_("note the SHA-256 of each file: files are read twice"), 0, false },
    { "only", N_("WHAT"),
      N_("all (default), or sizes: no characters, and heads alone where that is exact"), 0, false },
    { "fields", N_("LIST"),
      N_("fields of JSON, columns of Parquet: url=PATH, date=PATH, text=PATH, media=PATH, "
         "tokens=PATH, "
         "language=PATH, with commas"),
      0, false },
    { "suffixes", N_("SECTION"),
      N_("public suffixes of registries (icann, the default), or those of companies, too (all)"), 0,
      false },
    { "suffix-list", N_("FILE"), N_("a public suffix list in place of the one in the program"), 0,
      false },
    { "manifest", N_("FILE"),
      N_("what kind of source each input comes from (docs/format-manifest.md)"), 0, false },
    { "cdx", N_("PATHS"),
      N_("indexes of the archives (CDX, CDXJ), with commas: with --only sizes, heads alone are "
         "read"),
      0, false },
    { "hosts", NULL, N_("count hosts, too"), 0, false },
    { "languages", N_("WHAT"),
      N_("languages of the texts: off (default), full (all of each text), prefix (its beginning), "
         "or sample (whole texts of a sample)"),
      0, false },
    { "tokens", N_("WHAT"),
      N_("tokens: column (default: the field that the data have), sample (estimated with "
         "--tokenizer), or off"),
      0, false },
    { "tokenizer", N_("FILE"), N_("vocabulary of the tokenizer (.tiktoken)"), 0, false },
    { "token-pattern", N_("NAME"),
      N_("how a vocabulary that is not known cuts text: r50k, p50k, cl100k or o200k"), 0, false },
    { "sample", N_("N"), N_("texts of the sample (default 10,000)"), 0, false },
    { "duplicates", NULL, N_("count documents whose text is the same"), 0, false },
    { "payloads", NULL,
      N_("count pages whose payload is the same by the digest that their archive states"), 0,
      false },
    { "top", N_("N"), N_("rows of each list"), 0, false },
    { "strict", NULL, N_("damaged input is an error (exit status 13)"), 0, false },
    { 0 },
};

static const px_example corpus_scan_examples[] = {
    { "corpus scan crawl/", N_("measures all that is below ./crawl") },
    { "corpus scan --only sizes --json 'crawl/*.warc.gz'",
      N_("sizes by domain, for another program") },
    { "corpus scan --languages sample --tokens sample --tokenizer our.tiktoken "
      "--token-pattern cl100k crawl/",
      N_("estimates languages and tokens, with intervals") },
    { "corpus scan --fields text=body,url=link pages.jsonl",
      N_("says which fields hold text and address") },
    { "corpus scan crawl/ -o crawl.partial", N_("keeps the result, to be shown and merged") },
    { "corpus scan crawl/ -o crawl.partial --rank 3 --of 4", N_("reads the last of four parts") },
    { NULL, NULL },
};

const px_command px_cmd_corpus_scan = {
    .name = "corpus scan",
    .operands = N_("PATH..."),
    .summary = N_("measure a training corpus"),
    .description = N_(
        "Reads web archives (WARC, WET, WAT, ARC), JSON lines, tables (Parquet), tar and zip, "
        "plain or packed by gzip, zstd, bzip2 or xz, and images, sound, video and texts in "
        "folders, and counts documents, bytes, pixels and hours by modality, media type, day and "
        "registrable domain. A path is a file, a folder, a pattern, @FILE with one path a line, "
        "or - for standard input; formats are told by content.\n\n"
        "Damaged input never stops a scan and is never silent: it is passed over up to the next "
        "record, counted by its kind with file and place, and the exit status is 1. The result "
        "does not depend on the number of threads."),
    .options = corpus_scan_options,
    .examples = corpus_scan_examples,
    .min_operands = 1,
    .max_operands = PX_MAX_OPERANDS,
    .run = corpus_scan_run,
};
