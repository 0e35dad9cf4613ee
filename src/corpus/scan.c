/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/scan.h"

#include <sys/resource.h>

#include "base/file.h"
#include "corpus/manifest_note.h"
#include "corpus/partial_merge.h"
#include "corpus/scan_folder.h"
#include "corpus/scan_head.h"
#include "corpus/scan_plan.h"
#include "corpus/scan_workers.h"

#include "base/banned.h"

/* A scan, from the choice of its inputs to its output. */
typedef struct scan_run {
    const px_scan_options *options;
    px_arena *arena;
    px_partial_head head;
    const px_input **inputs; /* of this part, those that are finished taken out; owned */
    size_t count, all;       /* all: with those that are finished */
    bool *finished;          /* by the numbers of inputs before any are taken out; owned */
    px_scan_folder folder;   /* where there is an output */
    px_spilling spilling;    /* of all piles */
    px_pile **piles;         /* of each thread; owned */
    px_tally *declared;      /* what the manifest says; owned */
} scan_run;

static int fail_changed(const char *name, const char *where, px_error *err)
{
    return px_fail(
        err, PX_ERR_CONFLICT,
        N_("'{path}' was made of other files: '{input}' is not among those given, or its "
           "size has changed; remove it to begin anew"),
        "path", where, "input", name, NULL);
}

static int compare_key(const void *key, const void *item)
{
    const px_str *name = key;
    const px_input *input = *(const px_input *const *)item;

    return px_str_cmp(*name, px_str_of(input->name));
}

/* The number of the input that a row of files is of; fails where there is none. */
static int find_input(const scan_run *run, const px_row *row, const char *where, size_t *ret_number,
                      px_error *err)
{
    px_str name = px_row_key(row);
    const px_input **found =
        bsearch(&name, run->inputs, run->all, sizeof(*run->inputs), compare_key);
    char excerpt[PX_EXCERPT_SIZE];

    if (!found || (*found)->size != row->figures[PX_FIGURE_STORED])
        return fail_changed(px_str_excerpt(name, excerpt), where, err);
    *ret_number = (size_t)(found - run->inputs);
    return 0;
}

/* ---- An output that is there */

static int check_files(const scan_run *run, const px_partial *partial, px_error *err)
{
    PX_AUTO_ROWS px_rows *files = px_partial_rows(partial, PX_BY_FILE);
    const px_row *row = NULL;
    size_t number;
    int rc = 0;

    if (px_partial_count(partial, PX_BY_FILE) != run->all)
        return px_fail(err, PX_ERR_EXISTS,
                       N_("'{path}' is there already, of other inputs; remove it to begin anew"),
                       "path", run->options->output, NULL);
    do {
        rc = px_rows_next(files, &row, err);
        if (rc >= 0 && row)
            rc = find_input(run, row, run->options->output, &number, err);
    } while (rc >= 0 && row);
    return rc;
}

/* Opens the output where it is what this scan would make. */
static int take_output(const scan_run *run, px_partial **ret_partial, px_error *err)
{
    px_partial *partial;
    int rc = px_partial_open(run->options->output, &partial, err);

    if (rc < 0)
        return rc;
    rc = px_partial_verify(partial, err);
    if (rc >= 0 && !px_partial_head_same(px_partial_head_of(partial), &run->head))
        rc = px_fail(err, PX_ERR_EXISTS,
                     N_("'{path}' is there already, made with other options; remove it to begin "
                        "anew"),
                     "path", run->options->output, NULL);
    if (rc >= 0)
        rc = check_files(run, partial, err);
    if (rc < 0) {
        px_partial_close(partial);
        return rc;
    }
    *ret_partial = partial;
    return 0;
}

/* ---- A scan that goes on */

static int note_finished(void *arg, const px_row *file, px_error *err)
{
    scan_run *run = arg;
    size_t number;
    int rc = find_input(run, file, run->folder.path, &number, err);

    if (rc >= 0)
        run->finished[number] = true;
    return rc;
}

static int open_folder(scan_run *run, px_error *err)
{
    size_t kept = 0;
    int rc;

    run->finished = px_alloc_zero(run->all + 1, sizeof(*run->finished));
    rc = px_scan_folder_open(&run->folder, run->options->output, &run->head, note_finished, run,
                             err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < run->all; i++)
        if (!run->finished[i])
            run->inputs[kept++] = run->inputs[i];
    run->count = kept;
    return 0;
}

/* Called by several threads. */
static int save_pile(void *arg, px_pile *finished, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_pile_rows(finished);

    return px_scan_folder_add(arg, rows, err);
}

/* ---- Reading and merging */

/* What may be in memory at once: of each thread what it has finished, what it reads, what waits
 * for the stretch before it and what an input has come to. */
enum { PILES_OF_A_THREAD = 4 };

/* Piles keep their runs open: as many files as the system lets this process have. */
static void allow_files(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

static void set_spilling(scan_run *run)
{
    const px_scan_options *options = run->options;
    uint64_t memory = options->memory ? options->memory : PX_SCAN_MEMORY;

    run->spilling.limit = (size_t)(memory / (PILES_OF_A_THREAD * options->threads));
    if (options->output) {
        PX_AUTO_FREE char *folder = px_path_join(run->folder.path, ".");

        run->spilling.folder = px_arena_cstr(run->arena, px_str_of(folder));
    }
}

static int read_inputs(scan_run *run, px_error *err)
{
    const px_scan_options *options = run->options;
    px_scan_job job = {
        .inputs = run->inputs,
        .count = run->count,
        .options = options,
        .spilling = &run->spilling,
        .every = options->checkpoint ? options->checkpoint : PX_SCAN_CHECKPOINT,
    };

    set_spilling(run);
    if (options->output) {
        job.checkpoint = save_pile;
        job.arg = &run->folder;
    }
    allow_files();
    return px_scan_work(&job, run->piles, err);
}

static int merge_piles(scan_run *run, px_partial **ret_partial, px_error *err)
{
    const px_scan_options *options = run->options;
    px_merge_options merge = { .folder = options->output ? run->folder.path : NULL };
    PX_AUTO_FREE px_rows **sources = px_alloc((options->threads + 1) * sizeof(*sources));
    PX_AUTO_ROWS px_rows *rows = NULL;
    int rc;

    for (unsigned i = 0; i < options->threads; i++)
        sources[i] = px_pile_rows(run->piles[i]);
    sources[options->threads] = px_rows_of_tally(run->declared);
    rc = px_partial_merge_rows((const char *const *)run->folder.runs, run->folder.n_runs, sources,
                               options->threads + 1, &merge, &rows, err);
    if (rc < 0)
        return rc;
    if (!options->output)
        return px_partial_keep(rows, &run->head, NULL, "", ret_partial, err);
    rc = px_partial_save(options->output, &run->head, rows, err);
    if (rc < 0)
        return rc;
    px_scan_folder_remove(&run->folder);
    return px_partial_open(options->output, ret_partial, err);
}

static int scan_part(scan_run *run, px_partial **ret_partial, px_error *err)
{
    unsigned threads = run->options->threads;
    int rc = 0;

    if (run->options->output)
        rc = open_folder(run, err);
    if (rc < 0)
        return rc;
    run->piles = px_alloc_zero(threads, sizeof(px_pile *));
    rc = read_inputs(run, err);
    if (rc >= 0)
        rc = merge_piles(run, ret_partial, err);
    for (unsigned i = 0; i < threads; i++)
        px_pile_free(run->piles[i]);
    if (run->options->output)
        px_scan_folder_close(&run->folder);
    return rc;
}

int px_scan_run(const px_input *inputs, size_t count, const px_scan_options *options,
                px_partial **ret_partial, px_scan_done *ret_done, px_error *err)
{
    scan_run *run = px_alloc_zero(1, sizeof(*run));
    px_scan_done done = { 0 };
    int rc;

    run->options = options;
    run->arena = px_arena_new();
    run->declared = px_tally_new();
    if (options->manifest)
        px_manifest_note(options->manifest, run->declared);
    run->count = run->all =
        px_scan_plan_choose(inputs, count, options->rank, PX_MAX(options->of, 1U), &run->inputs);
    rc = px_scan_head(run->arena, inputs, count, options, &run->head, err);
    if (rc >= 0 && options->output && px_path_exists(options->output)) {
        rc = take_output(run, ret_partial, err);
        done.already = rc >= 0;
    } else if (rc >= 0) {
        rc = scan_part(run, ret_partial, err);
    }
    done.inputs = run->all;
    done.continued = run->all - run->count;
    if (ret_done)
        *ret_done = done;
    free(run->inputs);
    free(run->finished);
    free(run->piles);
    px_tally_free(run->declared);
    px_arena_free(run->arena);
    free(run);
    return rc;
}
