/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/answer_list.h"

#include "base/number.h"
#include "web/access.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

enum { MAX_SELECTS = 8, MAX_ROUND = 9999 };

/* ---- Reading the query */

static px_str asked_value(const px_request *request, const char *name)
{
    px_str value = px_fields_get(&request->query, name);

    return value.ptr ? value : PX_STR("");
}

static int fail_choice(px_error *err, const char *name)
{
    return px_fail(err, PX_ERR_INVALID, N_("'{name}' in the address names nothing that there is"),
                   "name", name, NULL);
}

/* "edition-1/2": the process and the number of its round. */
static int asked_round(px_answer_asked *asked, px_error *err)
{
    const px_request *request = asked->request;
    size_t slash = px_str_find_char(asked->round, '/');
    px_process process;
    long long number;
    px_round round = { 0 };
    int rc;

    if (slash >= asked->round.len ||
        px_parse_int(px_str_sub(asked->round, slash + 1, asked->round.len), 1, MAX_ROUND, &number,
                     err) < 0)
        return fail_choice(err, "round");
    rc = px_process_find(request->db, request->arena, &asked->code,
                         px_str_sub(asked->round, 0, slash), px_part_tag(request), &process, err);
    if (rc >= 0)
        rc = px_round_find(request->db, request->arena, &process, (int)number, &round, err);
    if (rc >= 0)
        asked->filter.round = round.row;
    return rc;
}

/* A group of any process of the code, by its public id. */
static int asked_group(px_answer_asked *asked, px_error *err)
{
    const px_request *request = asked->request;
    px_process *processes;
    size_t n, n_groups;
    int rc = px_process_list(request->db, request->arena, &asked->code, px_part_tag(request),
                             &processes, &n, err);

    if (px_str_is(asked->group, "none")) {
        asked->filter.working_group = -1;
        return rc;
    }
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_group *groups;

        rc = px_group_list(request->db, request->arena, &processes[i], px_part_tag(request),
                           PX_TIME_NONE, &groups, &n_groups, err);
        for (size_t k = 0; rc >= 0 && k < n_groups; k++)
            if (px_str_eq(groups[k].id, asked->group))
                asked->filter.working_group = groups[k].row;
    }
    return rc < 0 || asked->filter.working_group ? rc : fail_choice(err, "group");
}

static int asked_number(const px_request *request, const char *name, int64_t *ret_number,
                        px_error *err)
{
    px_str value = px_fields_get(&request->query, name);
    long long number = 0;

    if (value.len && px_parse_int(value, 1, INT64_MAX / 2, &number, err) < 0)
        return fail_choice(err, name);
    *ret_number = number;
    return 0;
}

static int asked_words(px_answer_asked *asked, px_error *err)
{
    const px_request *request = asked->request;
    px_str state = asked_value(request, "state");
    px_comment_kind kind;
    int rc;

    asked->filter.chapter = asked_value(request, "chapter");
    asked->filter.category = asked_value(request, "category");
    asked->filter.kind = asked_value(request, "kind");
    if (state.len && !px_work_state_find(state, &asked->filter.state))
        return fail_choice(err, "state");
    if (asked->filter.kind.len && !px_comment_kind_find(asked->filter.kind, &kind))
        return fail_choice(err, "kind");
    rc = asked_number(request, "after", &asked->filter.after, err);
    return rc < 0 ? rc : asked_number(request, "before", &asked->filter.before, err);
}

int px_answer_asked_read(const px_request *request, px_answer_asked *ret_asked, px_error *err)
{
    px_answer_asked asked = { .request = request };
    int rc = px_code_find(request->db, request->arena, request->params[0], px_part_tag(request),
                          &asked.code, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_ANSWER, px_scope_code(asked.code.row), err);
    if (rc < 0)
        return rc;
    asked.filter.code = asked.code.row;
    asked.round = asked_value(request, "round");
    asked.group = asked_value(request, "group");
    rc = asked_words(&asked, err);
    if (rc >= 0 && asked.round.len)
        rc = asked_round(&asked, err);
    if (rc >= 0 && asked.group.len)
        rc = asked_group(&asked, err);
    asked.filtered = asked.round.len || asked.group.len || asked.filter.chapter.len ||
                     asked.filter.category.len || asked.filter.kind.len;
    if (rc >= 0)
        *ret_asked = asked;
    return rc;
}

px_str px_answer_asked_link(const px_answer_asked *asked, px_work_state state, const char *turn,
                            int64_t number)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(16 * 1024);
    const struct {
        const char *name;
        px_str value;
    } pairs[] = { { "state", px_str_of(px_work_state_name(state)) },
                  { "round", asked->round },
                  { "group", asked->group },
                  { "chapter", asked->filter.chapter },
                  { "category", asked->filter.category },
                  { "kind", asked->filter.kind } };

    px_builder_str(
        &out, px_page_address(asked->request, "/codes/%.*s/answers", PX_STR_ARG(asked->code.id)));
    for (size_t i = 0, n = 0; i < PX_COUNT(pairs); i++) {
        if (!pairs[i].value.len)
            continue;
        px_builder_format(&out, "%c%s=", n++ ? '&' : '?', pairs[i].name);
        px_url_encode(&out, pairs[i].value);
    }
    if (turn)
        px_builder_format(&out, "&%s=%lld", turn, (long long)number);
    return px_arena_str(asked->request->arena, px_builder_view(&out));
}

/* ---- What can be chosen */

typedef struct choices {
    const px_answer_asked *asked;
    px_view_answers_select *selects;
    size_t n_selects;
} choices;

typedef struct options {
    px_view_answers_option *rows;
    size_t n, room;
} options;

static void option_add(const choices *c, options *o, px_str value, px_str title, px_str chosen)
{
    o->rows = px_arena_grow(c->asked->request->arena, o->rows, o->n, &o->room, sizeof(*o->rows));
    o->rows[o->n++] = (px_view_answers_option){
        .value = value,
        .title = title.len ? title : value,
        .chosen = chosen.len && px_str_eq(value, chosen),
    };
}

static void select_add(choices *c, const char *name, const char *label, options o)
{
    const px_language *language = c->asked->request->language;

    if (o.n)
        c->selects[c->n_selects++] = (px_view_answers_select){
            .id = px_str_of(px_arena_format(c->asked->request->arena, "by-%s", name)),
            .name = px_str_of(name),
            .label = px_str_of(px_tr(language, label)),
            .any = px_str_of(px_tr(language, N_("all"))),
            .options = o.rows,
            .n_options = o.n,
        };
}

/* Rounds and working groups of all processes of the code. */
static int select_process(choices *c, px_error *err)
{
    const px_request *request = c->asked->request;
    const px_str tag = px_part_tag(request);
    options rounds = { 0 }, groups = { 0 };
    px_process *processes;
    size_t n, k_rounds, k_groups;
    int rc =
        px_process_list(request->db, request->arena, &c->asked->code, tag, &processes, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_round *found;
        px_group *people;

        rc = px_round_list(request->db, request->arena, &processes[i], &found, &k_rounds, err);
        for (size_t k = 0; rc >= 0 && k < k_rounds; k++) {
            px_str number = px_str_of(px_arena_format(request->arena, "%d", found[k].number));
            px_str title = px_comment_view_message(request, N_("Round {number}"), "number", number);

            option_add(c, &rounds,
                       px_str_of(px_arena_format(request->arena, "%.*s/%d",
                                                 PX_STR_ARG(processes[i].key), found[k].number)),
                       n > 1 ? px_part_headed(request, processes[i].title, title) : title,
                       c->asked->round);
        }
        if (rc >= 0)
            rc = px_group_list(request->db, request->arena, &processes[i], tag, PX_TIME_NONE,
                               &people, &k_groups, err);
        for (size_t k = 0; rc >= 0 && k < k_groups; k++)
            if (px_access_may(request, PX_ACTION_ANSWER,
                              px_scope_group(people[k].row, c->asked->code.row)))
                option_add(c, &groups, people[k].id, people[k].name, c->asked->group);
    }
    if (rc < 0)
        return rc;
    if (groups.n)
        option_add(c, &groups, PX_STR("none"),
                   px_str_of(px_tr(request->language, N_("for all chairs of the code"))),
                   c->asked->group);
    select_add(c, "round", N_("Round"), rounds);
    select_add(c, "group", N_("Working group"), groups);
    return 0;
}

/* The chapters that have comments, as the newest version names them. */
static int select_chapters(choices *c, px_error *err)
{
    const px_request *request = c->asked->request;
    px_comment_places *places = px_comment_places_new(request);
    px_answer_share *shares;
    options chapters = { 0 };
    px_version *versions;
    size_t n, n_versions;
    int rc = px_version_list(request->db, request->arena, &c->asked->code, px_part_tag(request),
                             true, &versions, &n_versions, err);

    if (rc >= 0)
        rc = px_answer_share_list(request->db, request->arena, &c->asked->code, NULL,
                                  PX_ANSWER_BY_CHAPTER, &shares, &n, err);
    for (size_t i = 0; rc >= 0 && n_versions && i < n; i++)
        if (shares[i].key.len)
            option_add(c, &chapters, shares[i].key,
                       px_comment_place_words(places, &c->asked->code, versions[0].row,
                                              px_part_tag(request), shares[i].key),
                       c->asked->filter.chapter);
    select_add(c, "chapter", N_("Chapter"), chapters);
    return rc;
}

static int select_words(choices *c, px_error *err)
{
    const px_request *request = c->asked->request;
    options categories = { 0 }, kinds = { 0 };
    px_category *known;
    size_t n;
    int rc = px_category_list(request->arena, px_part_tag(request), &known, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++)
        option_add(c, &categories, px_str_of(known[i].key), known[i].title,
                   c->asked->filter.category);
    for (int i = 0; i < PX_COMMENT_KIND_COUNT; i++)
        option_add(c, &kinds, px_str_of(px_comment_kind_name((px_comment_kind)i)),
                   px_comment_view_title(request, px_comment_kind_title((px_comment_kind)i)),
                   c->asked->filter.kind);
    select_add(c, "category", N_("Category"), categories);
    select_add(c, "kind", N_("Kind"), kinds);
    return rc;
}

int px_answer_asked_choices(const px_answer_asked *asked, const px_answer_work *work,
                            px_view_answers *view, px_error *err)
{
    px_arena *arena = asked->request->arena;
    choices c = { .asked = asked,
                  .selects = px_arena_array(arena, MAX_SELECTS, sizeof(*c.selects)) };
    px_view_answers_tab *tabs = px_arena_array(arena, PX_WORK_STATE_COUNT, sizeof(*tabs));
    int rc = select_process(&c, err);

    if (rc >= 0)
        rc = select_chapters(&c, err);
    if (rc >= 0)
        rc = select_words(&c, err);
    for (int i = 0; i < PX_WORK_STATE_COUNT; i++)
        tabs[i] = (px_view_answers_tab){
            .title =
                px_str_of(px_tr(asked->request->language, px_work_state_title((px_work_state)i))),
            .count = (long long)work->totals[i],
            .link = px_answer_asked_link(asked, (px_work_state)i, NULL, 0),
            .current = asked->filter.state == (px_work_state)i,
        };
    view->tabs = tabs;
    view->n_tabs = PX_WORK_STATE_COUNT;
    view->selects = c.selects;
    view->n_selects = c.n_selects;
    return rc;
}
