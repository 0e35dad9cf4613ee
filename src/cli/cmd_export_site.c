/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/progress.h"
#include "cli/command.h"
#include "cli/output.h"
#include "store/house.h"
#include "web/static/site_export.h"

#include "base/banned.h"

/* The bar is drawn anew when the first round has found how much there is to do. */
typedef struct export_bar {
    const px_invocation *run;
    px_progress *bar;
    uint64_t total;
} export_bar;

static void export_progress(void *arg, uint64_t done, uint64_t total)
{
    export_bar *b = arg;

    if (b->total != total)
        px_progress_end(b->bar);
    if (b->total != total || !b->bar)
        b->bar = px_progress_new(px_tr(b->run->language, N_("exporting the site")), total,
                                 b->run->quiet || b->run->json, false);
    b->total = total;
    px_progress_set(b->bar, done);
}

static int export_report(px_invocation *run, const px_site_export_report *report, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_json json;

    px_say(run, N_("wrote the site to '{folder}': {pages} pages, {files} files, {bytes} bytes"),
           "folder", run->operands[0], "pages", px_arena_format(run->arena, "%zu", report->pages),
           "files", px_arena_format(run->arena, "%zu", report->files), "bytes",
           px_arena_format(run->arena, "%ju", (uintmax_t)report->bytes), NULL);
    if (report->missing)
        px_say(run, N_("links to pages that there are not: {count}, the first to '{page}'"),
               "count", px_arena_format(run->arena, "%zu", report->missing), "page",
               report->first_missing, NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "folder", run->operands[0]);
    px_json_pair_int(&json, "pages", (long long)report->pages);
    px_json_pair_int(&json, "files", (long long)report->files);
    px_json_pair_int(&json, "bytes", (long long)report->bytes);
    px_json_pair_int(&json, "left_out", (long long)report->left_out);
    px_json_pair_int(&json, "missing", (long long)report->missing);
    px_json_pair_bool(&json, "replaced", report->replaced);
    return px_print_json_end(&json, err);
}

static int export_site_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    export_bar bar = { .run = run };
    px_site_export_options options = {
        .origin = px_invocation_option(run, "origin"),
        .progress = export_progress,
        .arg = &bar,
    };
    px_site_export_report report;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_site_export(house, run->operands[0], &options, &report, err);
    px_progress_end(bar.bar);
    return rc < 0 ? rc : export_report(run, &report, err);
}

static const px_option export_site_options[] = {
    { "origin", N_("URL"), N_("where the copy will be, for addresses that must be absolute") },
    { 0 },
};

static const px_example export_site_examples[] = {
    { "export site public", N_("writes the site for any web server, or to open from the disk") },
    { "export site public --origin https://code.example.eu/copy",
      N_("the same with a site map, and feeds that name their pages in full") },
    { NULL, NULL },
};

const px_command px_cmd_export_site = {
    .name = "export site",
    .operands = N_("FOLDER"),
    .summary = N_("write the public site as static files"),
    .description =
        N_("Writes all that somebody who has not signed in can read: pages in all languages, their "
           "twins for programs, feeds, calendars, sources and proofs. Links are relative, so that "
           "the folder can be served from anywhere and opens from a disk. Forms and the search "
           "need the house: a list of all provisions stands in place of the search.\n\n"
           "The folder must be new, empty or an earlier export, which is replaced in one step. The "
           "same house gives the same bytes."),
    .options = export_site_options,
    .examples = export_site_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = export_site_run,
};
