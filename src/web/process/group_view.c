/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/group_view.h"

#include "drafting/process/process_json.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/templates.h"

#include "base/banned.h"

px_str px_group_view_role(const px_request *request, const px_group_person *person)
{
    const char *title = person->title.len ? px_arena_cstr(request->arena, person->title)
                                          : px_role_title(person->role);

    return px_str_of(px_tr(request->language, title));
}

const px_view_process_leader *px_group_view_leaders(const px_request *request,
                                                    const px_group_person *people, size_t count,
                                                    size_t *ret_count)
{
    px_view_process_leader *rows = px_arena_array(request->arena, count, sizeof(*rows));
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (people[i].leads)
            rows[n++] = (px_view_process_leader){
                .name = people[i].name,
                .role = px_group_view_role(request, &people[i]),
                .link = px_page_address(request, "/people/%.*s", PX_STR_ARG(people[i].id)),
            };
    *ret_count = n;
    return rows;
}

static int group_card(const px_process_view *v, const px_group *group,
                      px_view_process_group *ret_card, px_error *err)
{
    const px_request *request = v->code.request;
    px_group_person *people;
    px_view_process_group card = {
        .name = group->name,
        .text = group->text,
        .link = px_process_view_link(v, "/groups/%.*s", PX_STR_ARG(group->key)),
    };
    size_t n;
    int rc = px_group_people(request->db, request->arena, group, false, &people, &n, err);

    if (rc < 0)
        return rc;
    if (group->until != PX_TIME_NONE)
        card.ended = px_deadline_day(request, v->process.zone, group->until);
    card.leaders = px_group_view_leaders(request, people, n, &card.n_leaders);
    card.chapters =
        px_code_view_chapters(&v->code, group->chapters, group->n_chapters, &card.n_chapters);
    *ret_card = card;
    return 0;
}

int px_group_view_cards(const px_process_view *v, const px_view_process_group **ret_cards,
                        size_t *ret_count, px_error *err)
{
    const px_request *request = v->code.request;
    px_view_process_group *cards;
    px_group *groups;
    size_t n;
    int rc = px_group_list(request->db, request->arena, &v->process, px_part_tag(request),
                           PX_TIME_NONE, &groups, &n, err);

    if (rc < 0)
        return rc;
    cards = px_arena_array(request->arena, n, sizeof(*cards));
    for (size_t i = 0; i < n; i++) {
        rc = group_card(v, &groups[i], &cards[i], err);
        if (rc < 0)
            return rc;
    }
    *ret_cards = cards;
    *ret_count = n;
    return 0;
}

static int group_json(px_json *json, const px_request *request, const px_group *group,
                      px_error *err)
{
    px_group_person *people;
    size_t n;
    int rc = px_group_people(request->db, request->arena, group, false, &people, &n, err);

    if (rc >= 0)
        px_group_json(json, group, people, n);
    return rc;
}

int px_group_view_json(px_json *json, const px_process_view *v, px_error *err)
{
    const px_request *request = v->code.request;
    px_group *groups;
    size_t n;
    int rc = px_group_list(request->db, request->arena, &v->process, px_part_tag(request),
                           PX_TIME_NONE, &groups, &n, err);

    px_json_key(json, "groups");
    px_json_array(json);
    for (size_t i = 0; rc >= 0 && i < n; i++)
        rc = group_json(json, request, &groups[i], err);
    px_json_array_end(json);
    return rc;
}
