/* SPDX-License-Identifier: EUPL-1.2 */
/* The register of meetings of a code. */
#include "base/number.h"
#include "drafting/dossier_field.h"
#include "drafting/people/person.h"
#include "drafting/process/meeting_json.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/process/meeting_view.h"
#include "web/route.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

enum { ROWS = 50 };

typedef struct register_page {
    const px_request *request;
    px_code code;
    px_meeting_filter filter;
    px_meeting_page page;
    bool calls; /* the reader may call meetings */
} register_page;

static bool register_calls(const px_request *request, const px_code *code)
{
    const px_who *who = &request->session.who;
    bool calls = px_may(who, PX_ACTION_HOLD_MEETING, px_scope_code(code->row));

    for (size_t i = 0; !calls && i < who->n_grants; i++) {
        const px_grant *grant = &who->grants[i];

        calls = grant->scope.kind == PX_SCOPE_GROUP && grant->scope.code == code->row &&
                px_right_has(grant->role, PX_ACTION_HOLD_MEETING);
    }
    return calls;
}

static int register_read(const px_request *request, register_page *p, px_error *err)
{
    px_str tag = px_part_tag(request);
    px_str cycle = px_fields_get(&request->query, "cycle");
    px_error ignored = PX_ERROR_INIT;
    long long number = 0;
    int rc = px_code_find(request->db, request->arena, request->params[0], tag, &p->code, err);

    p->request = request;
    p->filter = (px_meeting_filter){
        .process = px_fields_get(&request->query, "process"),
        .kind = px_fields_get(&request->query, "kind"),
        .group = px_fields_get(&request->query, "group"),
        .category = px_fields_get(&request->query, "category"),
        .after = px_fields_get(&request->query, "after"),
        .before = px_fields_get(&request->query, "before"),
        .max = ROWS,
    };
    if (cycle.len && px_parse_int(cycle, 1, 99, &number, &ignored) >= 0)
        p->filter.cycle = (int)number;
    if (rc >= 0)
        rc = px_meeting_list(request->db, request->arena, &p->code, &p->filter, tag, &p->page, err);
    if (rc < 0)
        return rc;
    p->calls = register_calls(request, &p->code);
    return 0;
}

/* The question of the address: the filter, and the meeting beside which another page lies. */
static px_str register_query(const register_page *p, const char *turn, px_str id)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(16 * 1024);
    const px_meeting_filter *f = &p->filter;
    px_arena *arena = p->request->arena;

    px_url_pair(&query, "process", f->process);
    px_url_pair(&query, "kind", f->kind);
    px_url_pair(&query, "group", f->group);
    if (f->cycle)
        px_url_pair(&query, "cycle", px_str_of(px_arena_format(arena, "%d", f->cycle)));
    px_url_pair(&query, "category", f->category);
    if (turn)
        px_url_pair(&query, turn, id);
    return px_arena_str(arena, px_builder_view(&query));
}

/* The address of the page before or after this one, empty where there is none. */
static px_str register_turn(const register_page *p, bool json, bool after)
{
    const px_meeting_page *page = &p->page;
    px_str id;

    if (!page->count || !(after ? page->more_after : page->more_before))
        return PX_STR_NONE;
    id = page->rows[after ? page->count - 1 : 0].id;
    return px_page_address(p->request, "/codes/%.*s/meetings%s%.*s", PX_STR_ARG(p->code.id),
                           json ? ".json" : "",
                           PX_STR_ARG(register_query(p, after ? "after" : "before", id)));
}

/* ---- What to choose from: what there is */

static px_view_meetings_option option_of(px_str value, px_str title, px_str chosen)
{
    return (px_view_meetings_option){ .value = value,
                                      .title = title,
                                      .chosen = px_str_eq(value, chosen) };
}

static px_view_meetings_option *options_new(const register_page *p, size_t count)
{
    return px_arena_array(p->request->arena, count + 1, sizeof(px_view_meetings_option));
}

static int register_categories(const register_page *p, px_view_meetings *view, px_error *err)
{
    px_category *categories;
    px_view_meetings_option *rows;
    size_t n;
    int rc = px_category_list(p->request->arena, px_part_tag(p->request), &categories, &n, err);

    if (rc < 0)
        return rc;
    rows = options_new(p, n);
    for (size_t i = 0; i < n; i++)
        rows[i] = option_of(px_str_of(categories[i].key), categories[i].title, p->filter.category);
    view->categories = rows;
    view->n_categories = n;
    return 0;
}

static int register_options(const register_page *p, px_view_meetings *view, px_error *err)
{
    const px_request *request = p->request;
    px_view_meetings_option *kinds, *groups, *cycles;
    px_meeting_choices c;
    int rc = px_meeting_choices_read(request->db, request->arena, &p->code, px_part_tag(request),
                                     &c, err);

    if (rc < 0)
        return rc;
    kinds = options_new(p, c.n_kinds);
    for (size_t i = 0; i < c.n_kinds; i++)
        kinds[i] =
            option_of(px_str_of(c.kinds[i]->name),
                      px_part_sentence(
                          request, px_str_of(px_tr(request->language, c.kinds[i]->title)), false),
                      p->filter.kind);
    groups = options_new(p, c.n_groups);
    for (size_t i = 0; i < c.n_groups; i++)
        groups[i] = option_of(c.groups[i].key, c.groups[i].name, p->filter.group);
    cycles = options_new(p, c.n_cycles);
    for (size_t i = 0; i < c.n_cycles; i++) {
        px_str number = px_str_of(px_arena_format(request->arena, "%d", c.cycles[i]));

        cycles[i] = option_of(number, number, PX_STR_NONE);
        cycles[i].chosen = c.cycles[i] == p->filter.cycle;
    }
    view->kinds = kinds;
    view->n_kinds = c.n_kinds;
    view->groups = groups;
    view->n_groups = c.n_groups;
    view->cycles = cycles;
    view->n_cycles = c.n_cycles;
    return register_categories(p, view, err);
}

/* ---- The page */

static void register_rows(const register_page *p, px_view_meetings *view)
{
    const px_request *request = p->request;
    px_view_meetings_row *rows = px_arena_array(request->arena, p->page.count, sizeof(*rows));

    for (size_t i = 0; i < p->page.count; i++) {
        const px_meeting *m = &p->page.rows[i];

        rows[i] = (px_view_meetings_row){
            .link = px_meeting_view_link(request, m, ""),
            .title = px_meeting_view_title(request, m),
            .kind = px_meeting_view_kind_beside(request, m),
            .when = px_meeting_view_when(request, m),
            .groups = px_meeting_view_groups(request, m),
            .attends =
                px_str_of(px_tr(request->language, px_meeting_audience_title(m->may_attend))),
            .state = px_meeting_view_state(request, m),
            .cancelled = px_str_is(m->state, "cancelled"),
            .attended = m->attended,
        };
    }
    view->meetings = rows;
    view->n_meetings = p->page.count;
    view->count = p->page.total;
    view->previous = register_turn(p, false, false);
    view->following = register_turn(p, false, true);
}

static const px_view_process_head *register_head(const register_page *p)
{
    px_view_process_head *head = px_arena_alloc(p->request->arena, sizeof(*head));

    *head = (px_view_process_head){
        .home = px_page_address(p->request, "/"),
        .code_title = p->code.title.len ? p->code.title : p->code.id,
        .code_link = px_page_address(p->request, "/codes/%.*s", PX_STR_ARG(p->code.id)),
    };
    return head;
}

static int register_html(const register_page *p, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_str query = register_query(p, NULL, PX_STR_NONE);
    px_frame frame = {
        .title =
            px_part_headed(request, px_str_of(px_tr(request->language, N_("Register of meetings"))),
                           p->code.title.len ? p->code.title : p->code.id),
        .room = PX_ROOM_CODES,
        .query = query,
        .hidden = query.len > 0 || p->filter.after.len || p->filter.before.len,
    };
    px_str own = px_page_address(request, "/codes/%.*s/meetings", PX_STR_ARG(p->code.id));
    px_view_meetings view = {
        .head = register_head(p),
        .action = own,
        .all = own,
        .call = p->calls
                    ? px_page_address(request, "/codes/%.*s/meetings/call", PX_STR_ARG(p->code.id))
                    : PX_STR_NONE,
        .twin = px_str_of(px_arena_format(
            request->arena, "%.*s%.*s",
            PX_STR_ARG(px_request_address(request, request->language, true)), PX_STR_ARG(query))),
        .calendar = px_page_address(request, "/codes/%.*s/calendar.ics", PX_STR_ARG(p->code.id)),
        .filtered = query.len > 0,
    };
    int rc = register_options(p, &view, err);

    if (rc < 0)
        return rc;
    register_rows(p, &view);
    px_template_meetings(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int register_json(const register_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", p->code.id);
    px_json_pair_int(&json, "count", p->page.total);
    px_json_pair_str(&json, "previous", register_turn(p, true, false));
    px_json_pair_str(&json, "next", register_turn(p, true, true));
    px_json_key(&json, "meetings");
    px_json_array(&json);
    for (size_t i = 0; i < p->page.count; i++)
        px_meeting_json(
            &json, &p->page.rows[i], px_meeting_view_title(p->request, &p->page.rows[i]),
            px_meeting_sees(&p->request->session.who, &p->page.rows[i], PX_MEETING_PLACE));
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_meetings(px_request *request, px_reply *reply, px_error *err)
{
    register_page p = { 0 };
    int rc = register_read(request, &p, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    for (size_t i = 0; i < p.page.count; i++)
        px_deadline_until(request, reply, p.page.rows[i].starts.at);
    return request->json ? register_json(&p, reply, err) : register_html(&p, reply, err);
}
