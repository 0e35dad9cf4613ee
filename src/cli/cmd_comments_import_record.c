/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/table.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/comment/archive_import.h"

#include "base/banned.h"

static const char *const kind_names[PX_ARCHIVE_KIND_COUNT] = {
    [PX_ARCHIVE_FROM_ISSUE] = "issues",
    [PX_ARCHIVE_FROM_REMARK] = "inline",
    [PX_ARCHIVE_FROM_REVIEW] = "reviews",
};

static const char *const kind_titles[PX_ARCHIVE_KIND_COUNT] = {
    [PX_ARCHIVE_FROM_ISSUE] = N_("issues"),
    [PX_ARCHIVE_FROM_REMARK] = N_("remarks on lines of changes"),
    [PX_ARCHIVE_FROM_REVIEW] = N_("words of whole reviews"),
};

/* ---- The file */

static int read_archive(px_invocation *run, px_builder *records, px_archive *ret_archive,
                        px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    px_jail *jail = NULL;
    size_t len = 0;
    int rc = px_file_read(run->operands[0], PX_ARCHIVE_MAX_BYTES, &data, &len, err);

    if (rc >= 0)
        rc = px_jail_start(&px_archive_parser, 1, NULL, 0, &jail, err);
    if (rc < 0)
        return rc;
    rc = px_jail_run(jail, px_archive_parser.name, px_str_n(data, len), PX_STR_NONE, records, err);
    px_jail_stop(jail);
    return rc < 0 ? rc : px_archive_read(px_builder_view(records), run->arena, ret_archive, err);
}

/* ---- The report */

static void report_row(px_table *table, const px_invocation *run, const char *title, size_t all,
                       size_t words, size_t provision, size_t draft)
{
    px_table_cell(table, px_str_of(px_tr(run->language, title)));
    px_table_cell_int(table, (long long)all);
    px_table_cell_int(table, (long long)words);
    px_table_cell_int(table, (long long)provision);
    px_table_cell_int(table, (long long)draft);
}

static void report_places(px_invocation *run, const px_archive_count *counts)
{
    const px_column columns[] = {
        { "", PX_ALIGN_LEFT },
        { px_tr(run->language, N_("all")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("on exact words")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("on a provision")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("on the whole draft")), PX_ALIGN_RIGHT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    const px_archive_count *r = &counts[PX_ARCHIVE_FROM_REMARK];

    for (size_t k = 0; k < PX_ARCHIVE_KIND_COUNT; k++)
        report_row(table, run, kind_titles[k], counts[k].all, counts[k].words, counts[k].provision,
                   counts[k].draft);
    report_row(table, run, N_("replies to such remarks, in their answers"), r->replies,
               r->reply_words, r->reply_provision, r->reply_draft);
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static void report_statuses(px_invocation *run, const px_archive_count *counts)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("answer")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("issues")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("remarks")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("reviews")), PX_ALIGN_RIGHT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t s = 0; s < PX_ANSWER_STATUS_COUNT; s++) {
        px_table_cell(table,
                      px_str_of(px_tr(run->language, px_answer_status_title((px_answer_status)s))));
        for (size_t k = 0; k < PX_ARCHIVE_KIND_COUNT; k++)
            px_table_cell_int(table, (long long)counts[k].statuses[s]);
    }
    px_table_cell(table, px_str_of(px_tr(run->language, N_("none yet"))));
    for (size_t k = 0; k < PX_ARCHIVE_KIND_COUNT; k++)
        px_table_cell_int(table, (long long)(counts[k].all - counts[k].answers));
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static void kind_json(px_json *json, const px_archive_count *c)
{
    px_json_object(json);
    px_json_pair_int(json, "all", (long long)c->all);
    px_json_pair_int(json, "known", (long long)c->known);
    px_json_pair_int(json, "words", (long long)c->words);
    px_json_pair_int(json, "provision", (long long)c->provision);
    px_json_pair_int(json, "draft", (long long)c->draft);
    px_json_key(json, "found_by");
    px_json_object(json);
    for (size_t b = 0; b < PX_ARCHIVE_BY_COUNT; b++)
        px_json_pair_int(json, px_archive_by_name((px_archive_by)b), (long long)c->by[b]);
    px_json_object_end(json);
    px_json_pair_int(json, "replies", (long long)c->replies);
    px_json_pair_int(json, "wordings", (long long)c->wordings);
    px_json_pair_int(json, "answers", (long long)c->answers);
    px_json_key(json, "statuses");
    px_json_object(json);
    for (size_t s = 0; s < PX_ANSWER_STATUS_COUNT; s++)
        px_json_pair_int(json, px_answer_status_name((px_answer_status)s),
                         (long long)c->statuses[s]);
    px_json_object_end(json);
    px_json_object_end(json);
}

/* Where each came to stand: for those who check it. */
static void items_json(px_json *json, const px_archive_plan *plan)
{
    px_json_key(json, "comments");
    px_json_array(json);
    for (size_t i = 0; i < plan->count; i++) {
        const px_archive_item *item = &plan->items[i];
        const px_archive_spot *spot = &item->found.spot;

        px_json_object(json);
        px_json_pair_str(json, "source", item->source);
        px_json_pair_str(json, "code", plan->codes->items[item->code].code.id);
        px_json_pair_str(json, "version", item->draft->version.label);
        px_json_pair_cstr(json, "found_by", px_archive_by_name(item->found.by));
        if (spot->node != PX_OUTLINE_TOP) {
            px_json_pair_str(json, "lasting_id", item->draft->side.nodes[spot->node].id);
            px_json_pair_str(
                json, "exact",
                px_str_sub(px_archive_draft_plain(item->draft, spot->node, spot->in_heading),
                           spot->start, spot->end));
        }
        if (item->has_wording)
            px_json_pair_str(json, "wording", item->wording);
        px_json_pair_bool(json, "known", item->known);
        if (item->answered)
            px_json_pair_cstr(json, "status", px_answer_status_name(item->status));
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int report_json(px_invocation *run, const px_archive_import *import,
                       const px_archive_count *counts, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    (void)run;
    px_print_json(&json, &out);
    px_json_pair_int(&json, "imported", (long long)import->ret_comments);
    px_json_pair_int(&json, "answered", (long long)import->ret_answers);
    px_json_pair_int(&json, "known", (long long)import->ret_known);
    for (size_t k = 0; k < PX_ARCHIVE_KIND_COUNT; k++) {
        px_json_key(&json, kind_names[k]);
        kind_json(&json, &counts[k]);
    }
    items_json(&json, import->plan);
    return px_print_json_end(&json, err);
}

static int report(px_invocation *run, const px_archive_import *import, bool preview, px_error *err)
{
    px_archive_count counts[PX_ARCHIVE_KIND_COUNT];
    char *comments = px_arena_format(run->arena, "%zu", import->ret_comments);
    char *answers = px_arena_format(run->arena, "%zu", import->ret_answers);
    char *known = px_arena_format(run->arena, "%zu", import->ret_known);

    for (size_t k = 0; k < PX_ARCHIVE_KIND_COUNT; k++)
        px_archive_plan_count(import->plan, (px_archive_kind)k, &counts[k]);
    if (run->json)
        return report_json(run, import, counts, err);
    report_places(run, counts);
    px_print(PX_STR("\n"));
    report_statuses(run, counts);
    px_print(PX_STR("\n"));
    if (preview)
        px_say(run,
               N_("Nothing was changed: {comments} comments would come in with {answers} answers; "
                  "{known} are there already."),
               "comments", comments, "answers", answers, "known", known, NULL);
    else
        px_say(
            run,
            N_("{comments} comments came in with {answers} answers; {known} were there already."),
            "comments", comments, "answers", answers, "known", known, NULL);
    return 0;
}

/* ---- The command */

static int import_plan(px_invocation *run, px_house *house, px_db *db, const px_archive *archive,
                       px_archive_import *import, px_error *err)
{
    px_str ids[PX_MAX_OPERANDS];
    px_archive_codes codes;
    px_archive_plan *plan = px_arena_alloc(run->arena, sizeof(*plan));
    bool preview = px_invocation_option(run, "preview") != NULL;
    int rc;

    for (size_t i = 1; i < run->n_operands; i++)
        ids[i - 1] = px_str_of(run->operands[i]);
    rc = px_archive_codes_load(house, db, run->arena, ids, run->n_operands - 1,
                               px_option_str(run, "dates"), &codes, err);
    if (rc >= 0)
        rc = px_archive_plan_make(run->arena, run->language, archive, &codes, plan, err);
    if (rc < 0)
        return rc;
    import->plan = plan;
    rc = preview ? px_house_try(house, px_archive_import_deed, import, err)
                 : px_house_write(house, px_archive_import_deed, import, err);
    return rc < 0 ? rc : report(run, import, preview, err);
}

static int comments_import_record_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder records = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    px_archive_import import = { .author = "operator", .language = PX_STR("en") };
    px_archive archive;
    px_db *db = NULL;
    int rc;

    if (px_invocation_option(run, "lang"))
        import.language = px_option_str(run, "lang");
    rc = read_archive(run, &records, &archive, err);
    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc < 0)
        return rc;
    rc = import_plan(run, house, db, &archive, &import, err);
    px_db_close(db);
    return rc;
}

static const px_option comments_import_record_options[] = {
    { "dates", N_("LIST"),
      N_("when versions were published in truth, as code/label=2025-04-28,... (default: when the "
         "house published them)") },
    { "lang", N_("TAG"), N_("language of the record (default: en)") },
    { "preview", NULL, N_("show what the import would do, and change nothing") },
    { 0 },
};

static const px_example comments_import_record_examples[] = {
    { "comments import-record archive.json gpai --preview",
      N_("shows where each comment of the record would stand") },
    { NULL, NULL },
};

const px_command px_cmd_comments_import_record = {
    .name = "comments import-record",
    .operands = N_("FILE CODE..."),
    .summary = N_("take the public record of a group over"),
    .description = N_(
        "Reads the archive of a repository in which a group kept its issues and its requests for "
        "changes ('archive.json'), and makes a comment of each issue, of each remark on a line "
        "of a change and of the words of each review. A comment stands on the draft that was "
        "the newest at its time: on the exact words, where it quotes or replaces words that are "
        "there and can be no others; else on the provision that is sure; else on the whole "
        "draft. Replies and closings become answers, and a proposal counts as accepted only "
        "where its words are in the next draft. Of several codes the first is the main one; "
        "labels, quotes and titles say which of them an entry is about.\n\n"
        "What came in before does not come in again. The file is read in a process of its own "
        "that can open nothing."),
    .options = comments_import_record_options,
    .examples = comments_import_record_examples,
    .min_operands = 2,
    .max_operands = 64,
    .run = comments_import_record_run,
};
