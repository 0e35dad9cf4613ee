/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/overview_view.h"

#include "base/number.h"
#include "web/duty/duty_view.h"
#include "web/page_part.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

enum { PAGES_MAX = 100000, QUERY_MAX = 8 * 1024 };

/* ---- Reading */

int px_overview_page_read(const px_request *request, int64_t provider, px_overview_page *ret_page,
                          px_error *err)
{
    px_overview_page p = { .choice = {
                               .show =
                                   px_overview_show_find(px_fields_get(&request->query, "show")),
                               .order =
                                   px_overview_order_find(px_fields_get(&request->query, "order")),
                               .words = px_str_trim(px_fields_get(&request->query, "q")),
                           } };
    px_error ignored = PX_ERROR_INIT;
    long long page = 1;
    int rc = px_overview_read(request->house, request->db, request->arena, &request->session.who,
                              provider, px_duty_today(request), &p.overview, err);

    if (rc < 0)
        return rc;
    px_overview_choose(request->arena, &p.overview, &p.choice, &p.models, &p.count, p.counts);
    (void)!px_parse_int(px_fields_get(&request->query, "page"), 1, PAGES_MAX, &page, &ignored);
    p.from = PX_MIN((size_t)(page - 1) * PX_OVERVIEW_PAGE, p.count);
    p.to = PX_MIN(p.from + PX_OVERVIEW_PAGE, p.count);
    *ret_page = p;
    return 0;
}

/* ---- Addresses */

static px_str query_of(const px_request *request, px_overview_show show, px_overview_order order,
                       px_str words, size_t page)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(QUERY_MAX);
    char number[24];

    px_url_pair(&query, "q", words);
    if (show != PX_SHOW_ALL)
        px_url_pair(&query, "show", px_str_of(px_overview_show_name(show)));
    if (order != PX_ORDER_NEXT)
        px_url_pair(&query, "order", px_str_of(px_overview_order_name(order)));
    (void)snprintf(number, sizeof(number), "%zu", page);
    if (page > 1)
        px_url_pair(&query, "page", px_str_of(number));
    return px_arena_str(request->arena, px_builder_view(&query));
}

px_str px_overview_page_query(const px_request *request, const px_overview_page *page)
{
    const px_overview_choice *c = &page->choice;

    return query_of(request, c->show, c->order, c->words, page->from / PX_OVERVIEW_PAGE + 1);
}

static px_str list_link(const px_request *request, px_str address, px_str query)
{
    return px_str_of(
        px_arena_format(request->arena, "%.*s%.*s#models", PX_STR_ARG(address), PX_STR_ARG(query)));
}

static px_str page_link(const px_request *request, const px_overview_page *page, px_str address,
                        size_t number)
{
    const px_overview_choice *c = &page->choice;

    return list_link(request, address, query_of(request, c->show, c->order, c->words, number));
}

/* Where a form of the model is shown as it would be published. */
static px_str draft_link(const px_request *request, const px_overview_model *m,
                         const px_overview_form *form)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(QUERY_MAX);
    px_str page = px_duty_model_link(
        request, &m->model,
        px_arena_format(request->arena, "/draft/%.*s", PX_STR_ARG(form->form->name)));

    px_url_pair(&query, "of", form->version);
    return px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(page),
                                     PX_STR_ARG(px_builder_view(&query))));
}

static px_str fields_link(const px_request *request, const px_overview_model *m,
                          const px_overview_form *form)
{
    return px_duty_model_link(
        request, &m->model,
        px_arena_format(request->arena, "#form-%.*s", PX_STR_ARG(form->form->name)));
}

static px_str next_link(const px_request *request, const px_overview_model *m)
{
    const px_overview_form *form = &m->forms[m->next_form];

    switch (m->next) {
    case PX_NEXT_NOTHING:
        return PX_STR("");
    case PX_NEXT_LOOK:
        return px_duty_model_link(request, &m->model, "");
    case PX_NEXT_RESOLVE:
        return px_duty_model_link(request, &m->model, "#contradictions");
    case PX_NEXT_FILL:
    case PX_NEXT_FILL_MORE:
        return fields_link(request, m, form);
    default:
        return draft_link(request, m, form);
    }
}

/* ---- The view */

static px_str next_words(const px_request *request, const px_overview_model *m)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096), number = PX_BUILDER_INIT(64);
    const px_overview_form *form = &m->forms[m->next_form];
    int count = m->next == PX_NEXT_RESOLVE  ? m->contradictions
                : m->next == PX_NEXT_UPDATE ? form->changed
                                            : form->missing;
    const char *many, *one = px_next_step_title(m->next, &many);
    px_arg args[] = { { "day", px_duty_day(request, form->next_update) },
                      { "count", PX_STR_NONE } };
    const char *text = many ? px_tr_plural(request->language, one, many, (unsigned)count)
                            : px_tr(request->language, one);

    px_format_int(&number, request->language, count);
    args[1].value = px_builder_view(&number);
    px_message_fill(&words, text, args, PX_COUNT(args));
    return px_part_sentence(request, px_arena_str(request->arena, px_builder_view(&words)), false);
}

static const px_view_overview_form *show_forms(const px_request *request,
                                               const px_overview_model *m)
{
    px_view_overview_form *rows = px_arena_array(request->arena, PX_OVERVIEW_FORMS, sizeof(*rows));

    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++) {
        const px_overview_form *form = &m->forms[i];

        rows[i] = (px_view_overview_form){
            .asked = form->asked,
            .missing = form->missing,
            .missing_link = fields_link(request, m, form),
            .number = form->number,
            .version = form->version,
            .day = px_duty_day(request, form->day),
            .changed = form->changed,
            .changed_link = draft_link(request, m, form),
        };
        if (form->number)
            rows[i].link = px_duty_form_link(request, &m->model, form->form->name, form->number,
                                             form->version, PX_RECIPIENT_PUBLIC);
    }
    return rows;
}

static bool is_of_form(px_next_step step)
{
    return step != PX_NEXT_LOOK && step != PX_NEXT_RESOLVE && step != PX_NEXT_NOTHING;
}

static px_view_overview_model show_model(const px_request *request, const px_overview *overview,
                                         const px_overview_model *m)
{
    px_view_overview_model row = {
        .name = m->model.name,
        .link = px_duty_model_link(request, &m->model, ""),
        .provider = overview->several ? m->model.provider_name : PX_STR(""),
        .family = m->model.family,
        .facts_link = px_duty_model_link(request, &m->model, "/facts"),
        .old = !m->counted,
        .due = px_duty_day(request, m->due_day),
        .overdue = m->due == PX_DUE_OVERDUE,
        .soon = m->due == PX_DUE_SOON,
        .forms = show_forms(request, m),
        .n_forms = PX_OVERVIEW_FORMS,
        .contradictions = m->contradictions,
        .contradictions_link = px_duty_model_link(request, &m->model, "#contradictions"),
        .next = next_words(request, m),
        .next_link = next_link(request, m),
    };

    if (is_of_form(m->next))
        row.next_form = px_bilingual_in(&m->forms[m->next_form].form->title, px_part_tag(request));
    return row;
}

/* Ways of showing that have no model are left out, but not the one that is chosen. */
static void show_choices(const px_request *request, const px_overview_page *page, px_str address,
                         px_view_duty_overview *view)
{
    px_view_overview_choice *rows = px_arena_array(request->arena, PX_SHOW_COUNT, sizeof(*rows));

    for (int i = 0; i < PX_SHOW_COUNT; i++) {
        px_overview_show show = (px_overview_show)i;

        if (i != PX_SHOW_ALL && !page->counts[i] && show != page->choice.show)
            continue;
        rows[view->n_choices++] = (px_view_overview_choice){
            .name = px_str_of(px_tr(request->language, px_overview_show_title(show))),
            .link = list_link(request, address,
                              query_of(request, show, page->choice.order, page->choice.words, 1)),
            .count = (long long)page->counts[i],
            .current = show == page->choice.show,
        };
    }
    view->choices = rows;
}

static void show_orders(const px_request *request, const px_overview_page *page,
                        px_view_duty_overview *view)
{
    px_view_overview_order *rows = px_arena_array(request->arena, PX_ORDER_COUNT, sizeof(*rows));
    px_view_overview_order *columns =
        px_arena_array(request->arena, PX_OVERVIEW_FORMS, sizeof(*columns));

    for (int i = 0; i < PX_ORDER_COUNT; i++)
        rows[i] = (px_view_overview_order){
            .value = px_str_of(px_overview_order_name((px_overview_order)i)),
            .title =
                px_str_of(px_tr(request->language, px_overview_order_title((px_overview_order)i))),
            .chosen = (px_overview_order)i == page->choice.order,
        };
    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++)
        columns[i].title = px_bilingual_in(&px_official_form_at(i)->title, px_part_tag(request));
    view->orders = rows;
    view->n_orders = PX_ORDER_COUNT;
    view->columns = columns;
    view->n_columns = PX_OVERVIEW_FORMS;
}

const px_view_duty_overview *px_overview_page_show(const px_request *request,
                                                   const px_overview_page *page, px_str address)
{
    size_t n = page->to - page->from, number = page->from / PX_OVERVIEW_PAGE + 1;
    px_view_duty_overview *view = px_arena_alloc(request->arena, sizeof(*view));
    px_view_overview_model *rows = px_arena_array(request->arena, n + 1, sizeof(*rows));

    *view = (px_view_duty_overview){
        .action = list_link(request, address, PX_STR("")),
        .words = page->choice.words,
        .count = (long long)page->count,
        .from = (long long)page->from + 1,
        .to = (long long)page->to,
        .paged = page->count > n,
        .models = rows,
        .n_models = n,
    };
    if (page->choice.show != PX_SHOW_ALL)
        view->show = px_str_of(px_overview_show_name(page->choice.show));
    for (size_t i = 0; i < n; i++)
        rows[i] = show_model(request, &page->overview, page->models[page->from + i]);
    show_choices(request, page, address, view);
    show_orders(request, page, view);
    if (page->from > 0)
        view->previous = page_link(request, page, address, number - 1);
    if (page->to < page->count)
        view->following = page_link(request, page, address, number + 1);
    return view;
}

/* ---- The twin */

static void json_form(px_json *json, const px_overview_form *form)
{
    px_json_object(json);
    px_json_pair_str(json, "form", form->form->name);
    px_json_pair_int(json, "asked", form->asked);
    px_json_pair_int(json, "missing", form->missing);
    px_json_pair_int(json, "number", form->number);
    px_json_pair_str(json, "version", form->version);
    px_json_pair_str(json, "date", form->day);
    px_json_pair_str(json, "next_update", form->next_update);
    px_json_pair_cstr(json, "due", px_due_name(form->due));
    px_json_pair_int(json, "changed", form->changed);
    px_json_object_end(json);
}

static void json_model(px_json *json, const px_overview_model *m)
{
    px_json_object(json);
    px_json_pair_str(json, "provider", m->model.provider_slug);
    px_json_pair_str(json, "model", m->model.slug);
    px_json_pair_str(json, "name", m->model.name);
    px_json_pair_str(json, "family", m->model.family);
    px_json_pair_bool(json, "counted", m->counted && !m->unreadable);
    px_json_pair_int(json, "contradictions", m->contradictions);
    px_json_pair_cstr(json, "due", px_due_name(m->due));
    px_json_pair_str(json, "due_day", m->due_day);
    px_json_pair_cstr(json, "next", px_next_step_name(m->next));
    px_json_pair_str(json, "next_form",
                     is_of_form(m->next) ? m->forms[m->next_form].form->name : PX_STR(""));
    px_json_key(json, "forms");
    px_json_array(json);
    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++)
        json_form(json, &m->forms[i]);
    px_json_array_end(json);
    px_json_object_end(json);
}

void px_overview_page_json(px_json *json, const px_overview_page *page)
{
    px_json_key(json, "overview");
    px_json_object(json);
    px_json_pair_int(json, "count", (long long)page->count);
    px_json_pair_int(json, "from", (long long)page->from + 1);
    px_json_key(json, "counts");
    px_json_object(json);
    for (int i = 0; i < PX_SHOW_COUNT; i++)
        px_json_pair_int(json, px_overview_show_name((px_overview_show)i),
                         (long long)page->counts[i]);
    px_json_object_end(json);
    px_json_key(json, "models");
    px_json_array(json);
    for (size_t i = page->from; i < page->to; i++)
        json_model(json, page->models[i]);
    px_json_array_end(json);
    px_json_object_end(json);
}
