/* SPDX-License-Identifier: EUPL-1.2 */
/* A working group: its names over time, chapters, those who lead it, people, meetings. */
#include "drafting/people/person.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/process/deadline.h"
#include "web/process/group_view.h"
#include "web/process/process_meeting.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct group {
    px_process_view view;
    px_group group;
    px_group_person *people;
    size_t n_people;
    bool keeps_people;
} group;

static int group_read(const px_request *request, group *g, px_error *err)
{
    int rc = px_process_view_read(request, true, &g->view, err);

    if (rc >= 0)
        rc = px_group_find(request->db, request->arena, &g->view.process, request->params[2],
                           px_part_tag(request), &g->group, err);
    if (rc < 0)
        return rc;
    g->keeps_people =
        px_may(&request->session.who, PX_ACTION_READ_PEOPLE, px_scope_code(g->view.code.code.row));
    return px_group_people(request->db, request->arena, &g->group, g->keeps_people, &g->people,
                           &g->n_people, err);
}

/* ---- Names */

static px_str group_when(const group *g, const px_group_name *name)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
    const px_request *request = g->view.code.request;
    px_arg args[] = { { "since", px_deadline_day(request, g->view.process.zone, name->since) },
                      { "until", PX_STR_NONE } };

    if (name->until == PX_TIME_NONE) {
        px_message(&words, request->language, N_("since {since}"), args, 1);
    } else {
        args[1].value = px_deadline_day(request, g->view.process.zone, name->until);
        px_message(&words, request->language, N_("from {since} to {until}"), args, PX_COUNT(args));
    }
    return px_arena_str(request->arena, px_builder_view(&words));
}

static int group_names(const group *g, px_view_working_group *view, px_error *err)
{
    const px_request *request = g->view.code.request;
    px_view_group_name *rows;
    px_group_name *names;
    size_t n;
    int rc = px_group_name_list(request->db, request->arena, &g->group, px_part_tag(request),
                                &names, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_group_name){ .name = names[i].name, .when = group_when(g, &names[i]) };
    view->names = rows;
    view->n_names = n > 1 ? n : 0; /* of one name that never changed, the heading tells all */
    return 0;
}

/* ---- People */

static void group_leaders(const group *g, px_view_working_group *view)
{
    const px_request *request = g->view.code.request;
    px_view_group_leader *rows = px_arena_array(request->arena, g->n_people, sizeof(*rows));

    for (size_t i = 0; i < g->n_people; i++) {
        const px_group_person *person = &g->people[i];
        px_view_group_interest *interests;

        if (!person->leads)
            continue;
        interests = px_arena_array(request->arena, person->n_interests, sizeof(*interests));
        for (size_t k = 0; k < person->n_interests; k++)
            interests[k].text = person->interests[k];
        rows[view->n_leaders++] = (px_view_group_leader){
            .name = person->name,
            .role = px_part_sentence(request, px_group_view_role(request, person), false),
            .link = px_page_address(request, "/people/%.*s", PX_STR_ARG(person->id)),
            .since = px_part_moment(request, person->since),
            .generated = person->generated,
            .interests = interests,
            .n_interests = person->n_interests,
        };
    }
    view->leaders = rows;
}

/* How many there are of each category, in the order of the table. */
static void group_categories(const group *g, const px_category *categories, size_t n,
                             px_view_working_group *view)
{
    px_view_group_category *rows =
        px_arena_array(g->view.code.request->arena, n + 1, sizeof(*rows));
    long long others = 0;

    for (size_t i = 0; i < n; i++) {
        long long count = 0;

        for (size_t k = 0; k < g->n_people; k++)
            count += px_str_is(g->people[k].category, categories[i].key);
        if (count)
            rows[view->n_categories++] = (px_view_group_category){ categories[i].title, count };
    }
    for (size_t k = 0; k < g->n_people; k++)
        others += !px_category_is(g->people[k].category);
    if (others)
        rows[view->n_categories++] = (px_view_group_category){
            px_str_of(px_tr(g->view.code.request->language, N_("without a category"))), others
        };
    view->categories = rows;
}

/* As the person wishes: what is not to be shown is not there. */
static px_str group_shown(const px_request *request, const px_group_person *person)
{
    const px_person shown = { .name = person->name,
                              .organisation_name = person->organisation,
                              .category = person->category };
    px_display wish = PX_DISPLAY_NAME;

    if (!person->name.len)
        wish = person->organisation.len ? PX_DISPLAY_ORGANISATION : PX_DISPLAY_ANONYMOUS;
    return px_display_of(request->arena, &shown, wish, request->language);
}

static int group_members(const group *g, px_view_working_group *view, px_error *err)
{
    const px_request *request = g->view.code.request;
    px_view_group_member *rows = px_arena_array(request->arena, g->n_people, sizeof(*rows));
    px_category *categories;
    size_t n;
    int rc = px_category_list(request->arena, px_part_tag(request), &categories, &n, err);

    if (rc < 0)
        return rc;
    group_categories(g, categories, n, view);
    for (size_t i = 0; i < g->n_people; i++) {
        const px_group_person *person = &g->people[i];

        if (person->leads)
            continue;
        view->hidden += !person->name.len && !person->organisation.len;
        if (person->name.len || person->organisation.len)
            rows[view->n_members++] = (px_view_group_member){
                .name = group_shown(request, person),
                .link = person->name.len
                            ? px_page_address(request, "/people/%.*s", PX_STR_ARG(person->id))
                            : PX_STR_NONE,
                .role = px_group_view_role(request, person),
                .category = px_people_category(request, person->category),
                .generated = person->generated,
            };
    }
    view->members = rows;
    view->count = (long long)g->n_people;
    return 0;
}

/* ---- The page */

static int group_html(const group *g, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_process_view *v = &g->view;
    const px_request *request = v->code.request;
    px_frame frame =
        px_process_view_frame(v, px_part_headed(request, g->group.name, v->process.title));
    px_view_working_group view = {
        .head = px_process_view_head(v, g->group.key),
        .name = g->group.name,
        .text = g->group.text,
        .twin = px_request_address(request, request->language, true),
    };
    int rc = group_names(g, &view, err);

    if (rc >= 0)
        rc = group_members(g, &view, err);
    if (rc < 0)
        return rc;
    group_leaders(g, &view);
    view.meetings = px_process_meetings(v, g->group.key, 0, &view.n_meetings);
    view.chapters =
        px_code_view_chapters(&v->code, g->group.chapters, g->group.n_chapters, &view.n_chapters);
    if (g->group.until != PX_TIME_NONE)
        view.ended = px_deadline_day(request, v->process.zone, g->group.until);
    else if (v->plans)
        view.change = px_process_view_link(v, "/groups/%.*s/change", PX_STR_ARG(g->group.key));
    if (g->keeps_people)
        view.appoint = px_page_address(request, "/people");
    px_template_working_group(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int group_names_json(px_json *json, const group *g, px_error *err)
{
    const px_request *request = g->view.code.request;
    px_group_name *names;
    size_t n;
    int rc = px_group_name_list(request->db, request->arena, &g->group, px_part_tag(request),
                                &names, &n, err);

    if (rc < 0)
        return rc;
    px_json_key(json, "names");
    px_json_array(json);
    for (size_t i = 0; i < n; i++) {
        px_json_object(json);
        px_json_pair_str(json, "name", names[i].name);
        px_json_pair_str(json, "text", names[i].text);
        px_json_pair_time(json, "since", names[i].since);
        px_json_key(json, "until");
        if (names[i].until == PX_TIME_NONE)
            px_json_null(json);
        else
            px_json_time(json, names[i].until);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    return 0;
}

static void group_person_json(px_json *json, const px_request *request,
                              const px_group_person *person)
{
    px_json_object(json);
    px_json_pair_str(json, "person", person->id);
    px_json_pair_str(json, "name", person->name);
    px_json_pair_str(json, "organisation", person->organisation);
    px_json_pair_str(json, "shown", group_shown(request, person));
    px_json_pair_str(json, "category", person->category);
    px_json_pair_cstr(json, "role", px_role_name(person->role));
    px_json_pair_str(json, "title", person->title);
    px_json_pair_bool(json, "generated", person->generated);
    px_json_key(json, "interests");
    px_json_array(json);
    for (size_t k = 0; k < person->n_interests; k++)
        px_json_str(json, person->interests[k]);
    px_json_array_end(json);
    px_json_object_end(json);
}

static int group_json(const group *g, px_reply *reply, px_error *err)
{
    px_json json;
    int rc;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", g->view.code.code.id);
    px_json_pair_str(&json, "process", g->view.process.key);
    px_json_pair_str(&json, "group", g->group.key);
    px_json_pair_str(&json, "id", g->group.id);
    px_json_pair_str(&json, "name", g->group.name);
    rc = group_names_json(&json, g, err);
    if (rc < 0)
        return rc;
    px_json_key(&json, "chapters");
    px_json_array(&json);
    for (size_t i = 0; i < g->group.n_chapters; i++)
        px_json_str(&json, g->group.chapters[i]);
    px_json_array_end(&json);
    px_json_key(&json, "people");
    px_json_array(&json);
    for (size_t i = 0; i < g->n_people; i++)
        group_person_json(&json, g->view.code.request, &g->people[i]);
    px_json_array_end(&json);
    px_process_meetings_json(&json, &g->view, g->group.key, 0);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_group(px_request *request, px_reply *reply, px_error *err)
{
    group g = { 0 };
    int rc = group_read(request, &g, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    return request->json ? group_json(&g, reply, err) : group_html(&g, reply, err);
}
