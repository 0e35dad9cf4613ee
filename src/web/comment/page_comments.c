/* SPDX-License-Identifier: EUPL-1.2 */
/* The comments of a code: chosen, in order, page by page; as a page, as JSON, as Web Annotations.
 */
#include "drafting/people/country.h"
#include "drafting/process/process.h"
#include "web/access.h"
#include "web/comment/annotation.h"
#include "web/comment/comment_asked.h"
#include "web/comment/comment_json.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { PER_PAGE = 50, PER_TWIN = 200, MAX_SELECTS = 12, MAX_ROUNDS = 200 };

typedef struct list_page {
    const px_request *request;
    px_code code;
    px_comment_asked asked;
    px_comment_page page;
    px_comment_places *places;
    px_view_comments *view;
    px_view_comments_select *selects;
    px_view_comments_chip *chips;
} list_page;

static int list_read(const px_request *request, list_page *p, px_error *err)
{
    int rc = px_code_find(request->db, request->arena, request->params[0], px_part_tag(request),
                          &p->code, err);

    p->request = request;
    if (rc >= 0)
        rc = px_comment_asked_read(request, &p->code, &p->asked, err);
    if (rc < 0)
        return rc;
    p->asked.filter.max = request->json ? PER_TWIN : PER_PAGE;
    return px_comment_list(request->db, request->arena, &p->asked.filter, request->language,
                           &p->page, err);
}

static px_str list_link(const list_page *p, px_str query)
{
    return px_page_address(p->request, "/codes/%.*s/comments%.*s", PX_STR_ARG(p->code.id),
                           PX_STR_ARG(query));
}

/* The page behind the last row, or before the first. */
static px_str list_turn(const list_page *p, const char *name, const px_comment_line *line)
{
    px_str query = px_comment_asked_query(p->request, &p->asked, NULL, PX_STR(""));

    return px_str_of(px_arena_format(p->request->arena, "%.*s%c%s=%.*s", PX_STR_ARG(query),
                                     query.len ? '&' : '?', name, PX_STR_ARG(line->comment.id)));
}

/* ---- What can be chosen */

typedef struct options {
    px_view_comments_option *rows;
    size_t n, room;
} options;

static options options_new(const list_page *p, size_t room)
{
    return (options){ .rows =
                          px_arena_array(p->request->arena, room, sizeof(px_view_comments_option)),
                      .room = room };
}

static void option_add(options *o, px_str value, px_str title)
{
    if (o->n < o->room)
        o->rows[o->n++] = (px_view_comments_option){ .value = value, .title = title };
}

/* Adds the select, and a chip where the reader has chosen of it. */
static void list_select(list_page *p, const char *name, const char *label, options o)
{
    const px_request *request = p->request;
    px_str chosen = px_comment_asked_value(&p->asked, name);
    px_view_comments *view = p->view;

    if (!o.n)
        return;
    for (size_t i = 0; i < o.n; i++) {
        o.rows[i].chosen = chosen.len && px_str_eq(o.rows[i].value, chosen);
        if (o.rows[i].chosen && strcmp(name, "sort") != 0)
            p->chips[view->n_chips++] = (px_view_comments_chip){
                .text = px_part_headed(request, px_str_of(px_tr(request->language, label)),
                                       o.rows[i].title),
                .link = list_link(p, px_comment_asked_query(request, &p->asked, name, PX_STR(""))),
            };
    }
    p->selects[view->n_selects++] = (px_view_comments_select){
        .id = px_str_of(px_arena_format(request->arena, "by-%s", name)),
        .name = px_str_of(name),
        .label = px_str_of(px_tr(request->language, label)),
        .any = px_str_of(px_tr(request->language, strcmp(name, "sort") == 0
                                                      ? N_("in the order of the text")
                                                      : N_("all"))),
        .options = o.rows,
        .n_options = o.n,
    };
}

static int select_rounds(list_page *p, px_error *err)
{
    const px_request *request = p->request;
    options o = options_new(p, MAX_ROUNDS);
    px_process *processes;
    size_t n, n_rounds;
    int rc = px_process_list(request->db, request->arena, &p->code, px_part_tag(request),
                             &processes, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_round *rounds;

        rc = px_round_list(request->db, request->arena, &processes[i], &rounds, &n_rounds, err);
        for (size_t k = 0; rc >= 0 && k < n_rounds; k++) {
            px_str value = px_str_of(px_arena_format(
                request->arena, "%.*s/%d", PX_STR_ARG(processes[i].key), rounds[k].number));
            px_str title = px_comment_view_message(
                request, N_("Round {number}"), "number",
                px_str_of(px_arena_format(request->arena, "%d", rounds[k].number)));

            if (n > 1)
                title =
                    px_str_of(px_arena_format(request->arena, "%.*s, %.*s",
                                              PX_STR_ARG(processes[i].title), PX_STR_ARG(title)));
            option_add(&o, value, title);
        }
    }
    if (rc >= 0)
        list_select(p, "round", N_("Round"), o);
    return rc;
}

/* The versions, and the chapters of the newest published one. */
static int select_places(list_page *p, px_error *err)
{
    const px_request *request = p->request;
    px_version *versions;
    px_text text = { 0 };
    options labels, chapters;
    size_t n;
    int rc = px_version_list(request->db, request->arena, &p->code, px_part_tag(request), true,
                             &versions, &n, err);

    if (rc >= 0 && n)
        rc = px_version_text(request->db, request->arena, &versions[0], px_part_tag(request), &text,
                             err);
    if (rc < 0)
        return rc;
    labels = options_new(p, n);
    for (size_t i = 0; i < n; i++)
        option_add(&labels, versions[i].label, versions[i].label);
    chapters = options_new(p, text.count);
    for (size_t i = 0; i < text.count; i++)
        if (text.nodes[i].depth == 0 && text.nodes[i].lasting_id.len)
            option_add(&chapters, text.nodes[i].lasting_id,
                       px_comment_place_words(p->places, &p->code, versions[0].row, text.language,
                                              text.nodes[i].lasting_id));
    list_select(p, "version", N_("Made on"), labels);
    list_select(p, "chapter", N_("Chapter"), chapters);
    return 0;
}

typedef const char *word_fn(unsigned i);

static options options_words(const list_page *p, unsigned from, unsigned count, word_fn *name,
                             word_fn *title)
{
    options o = options_new(p, count + 2);

    for (unsigned i = from; i < count; i++)
        option_add(&o, px_str_of(name(i)), px_comment_view_title(p->request, title(i)));
    return o;
}

#define WORDS(what, type)                                                                          \
    static const char *what##_name(unsigned i)                                                     \
    {                                                                                              \
        return px_##type##_name((px_##type)i);                                                     \
    }                                                                                              \
    static const char *what##_title(unsigned i)                                                    \
    {                                                                                              \
        return px_##type##_title((px_##type)i);                                                    \
    }
WORDS(kind, comment_kind)
WORDS(stance, comment_stance)
WORDS(origin, comment_origin)
WORDS(status, answer_status)

static void select_words(list_page *p)
{
    const px_language *language = p->request->language;
    options status = options_words(p, 0, PX_ANSWER_STATUS_COUNT, status_name, status_title);
    options wording = options_new(p, 2), sort = options_new(p, PX_COMMENT_SORT_COUNT);

    option_add(&status, PX_STR("answered"), px_str_of(px_tr(language, N_("Answered"))));
    option_add(&status, PX_STR("open"), px_str_of(px_tr(language, N_("Not answered yet"))));
    option_add(&wording, PX_STR("yes"), px_str_of(px_tr(language, N_("with proposed wording"))));
    if (px_may(&p->request->session.who, PX_ACTION_EDIT_WORKING, px_scope_code(p->code.row)))
        option_add(&wording, PX_STR("accepted"),
                   px_str_of(px_tr(language, N_("accepted, in no draft yet"))));
    option_add(&sort, px_str_of(px_comment_sort_name(PX_COMMENT_BY_NUMBER)),
               px_str_of(px_tr(language, N_("by number"))));
    option_add(&sort, px_str_of(px_comment_sort_name(PX_COMMENT_NEWEST)),
               px_str_of(px_tr(language, N_("the newest first"))));
    list_select(p, "kind", N_("Kind"),
                options_words(p, 0, PX_COMMENT_KIND_COUNT, kind_name, kind_title));
    list_select(p, "stance", N_("Stance"),
                options_words(p, PX_STANCE_NONE + 1, PX_STANCE_COUNT, stance_name, stance_title));
    list_select(p, "status", N_("Answer"), status);
    list_select(p, "origin", N_("How it came"),
                options_words(p, 0, PX_ORIGIN_COUNT, origin_name, origin_title));
    list_select(p, "wording", N_("Wording"), wording);
    list_select(p, "sort", N_("Order"), sort);
}

static int select_people(list_page *p, px_error *err)
{
    const px_request *request = p->request;
    options categories, countries;
    px_category *known;
    px_country *lands;
    size_t n, n_lands;
    int rc = px_category_list(request->arena, px_part_tag(request), &known, &n, err);

    if (rc >= 0)
        rc = px_country_list(request->arena, px_part_tag(request), &lands, &n_lands, err);
    if (rc < 0)
        return rc;
    categories = options_new(p, n);
    for (size_t i = 0; i < n; i++)
        option_add(&categories, px_str_of(known[i].key), known[i].title);
    countries = options_new(p, n_lands);
    for (size_t i = 0; i < n_lands; i++)
        option_add(&countries, lands[i].code, lands[i].title);
    list_select(p, "category", N_("Category"), categories);
    list_select(p, "country", N_("Country"), countries);
    return 0;
}

/* What was chosen by a link alone: a provision, a state, a version that it stands in. */
static void list_chips(list_page *p)
{
    static const struct {
        const char *name, *label;
    } more[] = {
        { "on", N_("On") },       { "at", N_("Standing in") },
        { "place", N_("Where") }, { "objection", N_("Objection") },
        { "q", N_("Words") },
    };
    const px_request *request = p->request;

    for (size_t i = 0; i < PX_COUNT(more); i++) {
        px_str value = px_comment_asked_value(&p->asked, more[i].name);

        if (!value.len)
            continue;
        if (i == 0 && p->page.count)
            value = px_comment_place_words(p->places, &p->code,
                                           p->asked.at.len ? p->asked.filter.at_version
                                                           : p->page.rows[0].comment.version,
                                           p->page.rows[0].comment.language, value);
        p->chips[p->view->n_chips++] = (px_view_comments_chip){
            .text =
                px_part_headed(request, px_str_of(px_tr(request->language, more[i].label)), value),
            .link =
                list_link(p, px_comment_asked_query(request, &p->asked, more[i].name, PX_STR(""))),
        };
    }
}

static int list_choices(list_page *p, px_error *err)
{
    int rc;

    p->selects = px_arena_array(p->request->arena, MAX_SELECTS, sizeof(*p->selects));
    p->chips = px_arena_array(p->request->arena, 2 * MAX_SELECTS, sizeof(*p->chips));
    list_chips(p);
    rc = select_rounds(p, err);
    if (rc >= 0)
        rc = select_places(p, err);
    if (rc < 0)
        return rc;
    select_words(p);
    rc = select_people(p, err);
    p->view->selects = p->selects;
    p->view->chips = p->chips;
    return rc;
}

/* ---- The page */

static int list_html(list_page *p, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_str query = px_comment_asked_query(request, &p->asked, NULL, PX_STR(""));
    px_view_comment_row *rows = px_arena_array(request->arena, p->page.count, sizeof(*rows));
    px_view_comments view = {
        .head = px_comment_view_crumbs(request, &p->code),
        .count = (long long)p->page.total,
        .filtered = p->asked.filtered,
        .action = list_link(p, PX_STR("")),
        .words = p->asked.filter.text,
        .on = p->asked.filter.lasting_id,
        .all = list_link(p, PX_STR("")),
        .rows = rows,
        .n_rows = p->page.count,
        .twin = px_str_of(px_arena_format(
            request->arena, "%.*s%.*s",
            PX_STR_ARG(px_request_address(request, request->language, true)), PX_STR_ARG(query))),
    };
    px_frame frame = {
        .title = px_part_headed(request, px_str_of(px_tr(request->language, N_("Comments"))),
                                p->code.title.len ? p->code.title : p->code.id),
        .room = PX_ROOM_CODES,
        .query = query,
        .hidden = p->asked.filtered || p->asked.filter.after.len || p->asked.filter.before.len,
    };
    int rc;

    p->view = &view;
    p->places = px_comment_places_new(request);
    for (size_t i = 0; i < p->page.count; i++)
        rows[i] = px_comment_view_row(request, p->places, &p->code, &p->page.rows[i]);
    view.file =
        px_page_address(request, "/codes/%.*s/comments/export%.*s", PX_STR_ARG(p->code.id),
                        PX_STR_ARG(px_comment_asked_query(request, &p->asked, "sort", PX_STR(""))));
    if (px_access_may(request, PX_ACTION_CONTRIBUTE, px_scope_code(p->code.row)))
        view.import =
            px_page_address(request, "/codes/%.*s/comments/import", PX_STR_ARG(p->code.id));
    view.annotation =
        list_link(p, px_comment_asked_query(request, &p->asked, "format", PX_STR("annotation")));
    if (p->page.more_before)
        view.newer = list_link(p, list_turn(p, "before", &p->page.rows[0]));
    if (p->page.more_after)
        view.older = list_link(p, list_turn(p, "after", &p->page.rows[p->page.count - 1]));
    rc = list_choices(p, err);
    if (rc < 0)
        return rc;
    px_template_comments(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static void json_turn(const list_page *p, px_json *json, const char *key, bool more,
                      const char *name, size_t row)
{
    px_json_key(json, key);
    if (more)
        px_json_str(json, px_str_of(px_arena_format(
                              p->request->arena, "/%s/codes/%.*s/comments.json%.*s",
                              px_language_tag(p->request->language), PX_STR_ARG(p->code.id),
                              PX_STR_ARG(list_turn(p, name, &p->page.rows[row])))));
    else
        px_json_null(json);
}

static int list_json(const list_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", p->code.id);
    px_json_pair_int(&json, "count", p->page.total);
    json_turn(p, &json, "previous", p->page.more_before, "before", 0);
    json_turn(p, &json, "next", p->page.more_after, "after", p->page.count ? p->page.count - 1 : 0);
    px_json_key(&json, "comments");
    px_json_array(&json);
    for (size_t i = 0; i < p->page.count; i++)
        px_comment_json_line(&json, &p->page.rows[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_comments(px_request *request, px_reply *reply, px_error *err)
{
    list_page *p = px_arena_alloc(request->arena, sizeof(*p));
    int rc = list_read(request, p, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    if (request->json)
        return list_json(p, reply, err);
    if (px_str_is(px_fields_get(&request->query, "format"), "annotation"))
        return px_annotation_page(request, reply, &p->code, &p->asked, &p->page, err);
    return list_html(p, reply, err);
}
