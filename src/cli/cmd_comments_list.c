/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/comment_reading.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "web/comment/comment_json.h"

#include "base/banned.h"

enum { ROWS_USUALLY = 100 };

/* The texts of the filter, as they are. */
static void filter_texts(const px_invocation *run, px_comment_filter *filter)
{
    filter->lasting_id = px_option_str(run, "on");
    filter->below = px_invocation_option(run, "below") != NULL;
    filter->kind = px_option_str(run, "kind");
    filter->stance = px_option_str(run, "stance");
    filter->state = px_option_str(run, "state");
    filter->origin = px_option_str(run, "origin");
    filter->category = px_option_str(run, "category");
    filter->country = px_option_str(run, "country");
    filter->status = px_option_str(run, "status");
    filter->text = px_option_str(run, "text");
    filter->after = px_option_str(run, "after");
    if (px_invocation_option(run, "wording"))
        filter->wording = PX_STR("yes");
    if (px_invocation_option(run, "objections"))
        filter->objection = PX_STR("open");
}

static int filter_choices(px_invocation *run, px_comment_filter *filter, px_error *err)
{
    px_comment_state state;
    px_comment_kind kind;
    px_comment_stance stance;
    px_comment_origin origin;
    px_answer_status status;
    px_str sort = px_option_str(run, "sort");
    const struct {
        bool wrong;
        const char *option, *values;
    } choices[] = {
        { filter->kind.len && !px_comment_kind_find(filter->kind, &kind), "--kind",
          "general, technical, editorial, translation" },
        { filter->stance.len && !px_str_is(filter->stance, "none") &&
              !px_comment_stance_find(filter->stance, &stance),
          "--stance", "support, live-with, object, none" },
        { filter->state.len && !px_comment_state_find(filter->state, &state), "--state",
          "submitted, withdrawn, disowned" },
        { filter->origin.len && !px_comment_origin_find(filter->origin, &origin), "--origin",
          "written, form, oral, imported" },
        { filter->status.len && !px_str_is(filter->status, "open") &&
              !px_str_is(filter->status, "answered") &&
              !px_answer_status_find(filter->status, &status),
          "--status",
          "open, answered, accepted, accepted-with-modifications, partly-accepted, noted, "
          "not-accepted, out-of-scope" },
        { sort.len && !px_comment_sort_find(sort, &filter->sort), "--sort",
          "place, number, newest" },
    };

    for (size_t i = 0; i < PX_COUNT(choices); i++)
        if (choices[i].wrong)
            return px_fail(err, PX_ERR_USAGE, N_("'{option}' takes one of these: {values}"),
                           "option", choices[i].option, "values", choices[i].values, NULL);
    return 0;
}

static int filter_read(px_invocation *run, const px_answer_reading *r, px_comment_filter *filter,
                       px_error *err)
{
    px_str label = px_option_str(run, "version");
    px_version version;
    long long max;
    int rc = px_invocation_int(run, "max", 1, PX_COMMENT_PAGE_MAX, ROWS_USUALLY, &max, err);

    if (rc < 0)
        return rc;
    *filter = (px_comment_filter){
        .code = r->code.row, .round = r->round.row, .sort = PX_COMMENT_BY_NUMBER, .max = (size_t)max
    };
    filter_texts(run, filter);
    rc = filter_choices(run, filter, err);
    if (rc < 0 || !label.len)
        return rc;
    rc = px_version_find(r->db, run->arena, &r->code, label, r->language, &version, err);
    if (rc >= 0)
        filter->at_version = version.row;
    return rc;
}

static int list_text(px_invocation *run, px_db *db, const px_comment_page *page)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("No.")), PX_ALIGN_RIGHT },
        { px_tr(language, N_("version")), PX_ALIGN_LEFT },
        { px_tr(language, N_("place")), PX_ALIGN_LEFT },
        { px_tr(language, N_("kind")), PX_ALIGN_LEFT },
        { px_tr(language, N_("author")), PX_ALIGN_LEFT },
        { px_tr(language, N_("state")), PX_ALIGN_LEFT },
        { px_tr(language, N_("answer")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    size_t width = px_terminal_width();

    for (size_t i = 0; i < page->count; i++) {
        const px_comment *c = &page->rows[i].comment;
        bool answered = page->rows[i].answer.row != 0;

        px_table_cell(table, px_str_of(px_arena_format(run->arena, "%lld", (long long)c->number)));
        px_table_cell(table, c->version_label);
        px_table_cell(table, px_comment_reading_place(run, db, c));
        px_table_cell(table, px_str_of(px_tr(language, px_comment_kind_title(c->kind))));
        px_table_cell(table, page->rows[i].author);
        px_table_cell(table, px_str_of(px_tr(language, px_comment_state_title(c->state))));
        px_table_cell(table, answered ? px_str_of(px_tr(language, px_answer_status_title(
                                                                      page->rows[i].answer.status)))
                                      : PX_STR(""));
    }
    px_table_print(table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_table_free(table);
    px_print(px_builder_view(&out));
    px_say(run, N_("{shown} of {total} comments"), "shown",
           px_arena_format(run->arena, "%zu", page->count), "total",
           px_arena_format(run->arena, "%lld", (long long)page->total), NULL);
    if (page->more_after)
        px_say(run, N_("there are more; '--after {id}' goes on"), "id",
               px_arena_cstr(run->arena, page->rows[page->count - 1].comment.id), NULL);
    return 0;
}

static int list_json(const px_comment_page *page, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_int(&json, "total", page->total);
    px_json_key(&json, "comments");
    px_json_array(&json);
    for (size_t i = 0; i < page->count; i++)
        px_comment_json_line(&json, &page->rows[i]);
    px_json_array_end(&json);
    px_json_pair_str(&json, "next",
                     page->more_after ? page->rows[page->count - 1].comment.id : PX_STR_NONE);
    return px_print_json_end(&json, err);
}

static int comments_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_comment_filter filter;
    px_comment_page page;
    int rc = px_answer_reading_round(run, PX_HOUSE_READ, &r, err);

    if (rc >= 0)
        rc = filter_read(run, &r, &filter, err);
    if (rc >= 0)
        rc = px_comment_list(r.db, run->arena, &filter, run->language, &page, err);
    if (rc < 0)
        return rc;
    return run->json ? list_json(&page, err) : list_text(run, r.db, &page);
}

static const px_option comments_list_options[] = {
    { "version", N_("LABEL"), N_("only those that stand in this version, made on it or carried") },
    { "on", N_("ID"), N_("only those on the provision with this lasting id") },
    { "below", NULL, N_("with --on: also those on what stands in it") },
    { "kind", N_("KIND"), N_("general, technical, editorial or translation") },
    { "stance", N_("STANCE"), N_("support, live-with, object or none") },
    { "state", N_("STATE"), N_("submitted, withdrawn or disowned") },
    { "origin", N_("ORIGIN"), N_("written, form, oral or imported") },
    { "category", N_("KEY"), N_("only this category of participants") },
    { "country", N_("CODE"), N_("only this country") },
    { "status", N_("STATUS"), N_("of the answer: open, answered, or one of the statuses") },
    { "text", N_("WORDS"), N_("words, or beginnings of words, that they have") },
    { "wording", NULL, N_("only those with proposed wording") },
    { "objections", NULL, N_("only those with an objection that is open") },
    { "sort", N_("ORDER"), N_("place, number or newest (default: number)") },
    { "max", "N", N_("how many rows (default: 100; at most 500)") },
    { "after", N_("ID"), N_("public id of the row that the list goes on behind") },
    { 0 },
};

static const px_example comments_list_examples[] = {
    { "comments list gpai --status open", N_("lists what is not answered yet") },
    { "comments list gpai edition-2 1 --kind editorial --json",
      N_("lists a kind of comments of one round as JSON") },
    { "comments list gpai --version draft-1 --sort place",
      N_("lists what stands in a draft, in the order of its text") },
    { NULL, NULL },
};

const px_command px_cmd_comments_list = {
    .name = "comments list",
    .operands = N_("CODE [PROCESS ROUND]"),
    .summary = N_("list submitted comments"),
    .description = N_("Lists the submitted comments on a code, or those of one round, page by "
                      "page. Filters are combined. Drafts are their authors' and are not listed."),
    .options = comments_list_options,
    .examples = comments_list_examples,
    .min_operands = 1,
    .max_operands = 3,
    .run = comments_list_run,
};
