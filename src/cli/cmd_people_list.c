/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/output.h"
#include "cli/people_print.h"
#include "drafting/people/people_list.h"
#include "drafting/people/scope.h"
#include "store/house.h"

#include "base/banned.h"

enum { ROWS_USUALLY = 100 };

static px_str option_text(const px_invocation *run, const char *name)
{
    const char *value = px_invocation_option(run, name);

    return px_str_of(value ? value : "");
}

static int list_filter(px_db *db, px_invocation *run, px_people_filter *filter, px_error *err)
{
    px_str sort = option_text(run, "sort"), scope = option_text(run, "scope");
    px_role role;
    long long max;
    int rc = px_invocation_int(run, "max", 1, PX_PEOPLE_PAGE_MAX, ROWS_USUALLY, &max, err);

    if (rc < 0)
        return rc;
    *filter = (px_people_filter){
        .all = true,
        .text = option_text(run, "text"),
        .category = option_text(run, "category"),
        .country = option_text(run, "country"),
        .state = option_text(run, "state"),
        .role = option_text(run, "role"),
        .after = option_text(run, "after"),
        .scoped = scope.len > 0,
        .max = (size_t)max,
    };
    if (filter->role.len && !px_role_find(filter->role, &role))
        return px_fail(err, PX_ERR_USAGE, N_("there is no role '{role}'"), "role",
                       px_arena_cstr(run->arena, filter->role), NULL);
    if (sort.len && !px_people_sort_find(sort, &filter->sort))
        return px_fail(err, PX_ERR_USAGE,
                       N_("people are sorted by name, category, country or newest, not '{sort}'"),
                       "sort", px_arena_cstr(run->arena, sort), NULL);
    return filter->scoped ? px_scope_parse(db, run->arena, scope, &filter->scope, err) : 0;
}

static int list_roles(px_db *db, px_invocation *run, const px_person *person, px_str *ret_roles,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder roles = PX_BUILDER_INIT(64 * 1024);
    px_grant_row *rows;
    size_t count;
    int rc = px_grant_list(db, run->arena, person->row, &rows, &count, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].ended != PX_TIME_NONE)
            continue;
        px_builder_add(&roles, roles.len ? ", " : "");
        px_builder_str(&roles, px_people_grant_text(run->arena, &rows[i]));
    }
    *ret_roles = px_arena_str(run->arena, px_builder_view(&roles));
    return 0;
}

static int list_text(px_db *db, px_invocation *run, const px_people_page *page, px_error *err)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("name")), PX_ALIGN_LEFT },
        { px_tr(language, N_("mail")), PX_ALIGN_LEFT },
        { px_tr(language, N_("category")), PX_ALIGN_LEFT },
        { px_tr(language, N_("country")), PX_ALIGN_LEFT },
        { px_tr(language, N_("organisation")), PX_ALIGN_LEFT },
        { px_tr(language, N_("roles")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    size_t width = px_terminal_width();
    px_str roles = PX_STR_NONE;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < page->count; i++) {
        const px_person *p = &page->rows[i];

        rc = list_roles(db, run, p, &roles, err);
        px_table_cell(table, p->name);
        px_table_cell(table, p->mail);
        px_table_cell(table, p->category);
        px_table_cell(table, p->country);
        px_table_cell(table, p->organisation_name);
        px_table_cell(table, roles);
    }
    px_table_print(table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_table_free(table);
    if (rc < 0)
        return rc;
    px_print(px_builder_view(&out));
    if (page->more_after)
        px_say(run, N_("there are more; '--after {id}' goes on"), "id",
               px_arena_cstr(run->arena, page->rows[page->count - 1].id), NULL);
    return 0;
}

static int list_json(px_db *db, px_invocation *run, const px_people_page *page, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_key(&json, "people");
    px_json_array(&json);
    for (size_t i = 0; i < page->count; i++) {
        px_grant_row *rows;
        size_t count;
        int rc = px_grant_list(db, run->arena, page->rows[i].row, &rows, &count, err);

        if (rc < 0)
            return rc;
        px_people_json(&json, &page->rows[i]);
        px_people_grants_json(&json, rows, count);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_pair_str(&json, "next",
                     page->more_after ? page->rows[page->count - 1].id : PX_STR_NONE);
    return px_print_json_end(&json, err);
}

static int people_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_people_filter filter;
    px_people_page page;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = list_filter(db, run, &filter, err);
    if (rc >= 0)
        rc = px_people_list(db, run->arena, &filter, &page, err);
    if (rc < 0)
        return rc;
    return run->json ? list_json(db, run, &page, err) : list_text(db, run, &page, err);
}

static const px_option people_list_options[] = {
    { "text", N_("WORDS"),
      N_("beginnings of words of the name or organisation, or of an address") },
    { "category", N_("KEY"), N_("only this category of participants") },
    { "country", N_("CODE"), N_("only this country") },
    { "role", N_("ROLE"), N_("only those who hold this role") },
    { "scope", N_("SCOPE"), N_("only those who hold a role there") },
    { "state", N_("STATE"), N_("active, suspended or erased (default: active)") },
    { "sort", N_("ORDER"), N_("name, category, country or newest (default: name)") },
    { "max", "N", N_("how many rows (default: 100; at most 500)") },
    { "after", N_("ID"), N_("public id of the row that the list goes on behind") },
    { 0 },
};

static const px_example people_list_examples[] = {
    { "people list", N_("lists everybody who has an account") },
    { "people list --role chair --scope code:gpai", N_("lists the chairs of a code") },
    { "people list --category civil-society --json", N_("lists a category as JSON") },
    { NULL, NULL },
};

const px_command px_cmd_people_list = {
    .name = "people list",
    .summary = N_("list persons and their roles"),
    .description = N_("Lists persons with the roles that they hold now, page by page. Filters are "
                      "combined."),
    .options = people_list_options,
    .examples = people_list_examples,
    .run = people_list_run,
};
