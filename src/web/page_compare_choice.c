/* SPDX-License-Identifier: EUPL-1.2 */
/* Which versions of a code to compare: each with the next one, or what a form says; the form leads
 * on to the comparison (?from=A&to=B&next=C&view=side&only=changes). */
#include "web/access.h"
#include "web/page_compare.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct choice {
    px_code code;
    px_version *versions; /* newest first */
    size_t count;
    px_str from, to, next; /* as asked for; empty: not asked */
    px_compare_form form;
} choice;

/* "/codes/CODE/compare/FROM/TO[/NEXT]" in the language of the page. */
static px_str choice_address(const px_request *request, const choice *c, px_str from, px_str to,
                             px_str next, px_compare_form form)
{
    return px_page_address(request, "/codes/%.*s/compare/%.*s/%.*s%s%.*s%.*s",
                           PX_STR_ARG(c->code.id), PX_STR_ARG(from), PX_STR_ARG(to),
                           next.len ? "/" : "", PX_STR_ARG(next),
                           PX_STR_ARG(px_compare_form_query(form)));
}

static bool choice_has(const choice *c, px_str label)
{
    for (size_t i = 0; i < c->count; i++)
        if (px_str_eq(c->versions[i].label, label))
            return true;
    return false;
}

/* What is wrong with what was asked for, as a message id; NULL: nothing. */
static const char *choice_error(const choice *c)
{
    if (!choice_has(c, c->from) || !choice_has(c, c->to) ||
        (c->next.len && !choice_has(c, c->next)))
        return N_("Choose versions that are in the lists.");
    if (px_str_eq(c->from, c->to) || px_str_eq(c->to, c->next))
        return N_("Choose two different versions.");
    return NULL;
}

static void choice_options(const px_request *request, const choice *c, px_view_compare_choice *view)
{
    px_view_compare_option *options =
        px_arena_array(request->arena, PX_MAX(c->count, 1), sizeof(*options));
    bool asked = choice_has(c, c->from) && choice_has(c, c->to);

    for (size_t i = 0; i < c->count; i++) {
        px_str label = c->versions[i].label;

        options[i] = (px_view_compare_option){
            .label = label,
            .title = c->versions[i].title,
            .title_language = px_part_other_language(request, &c->versions[i]),
            .is_from = asked ? px_str_eq(label, c->from) : i == 1,
            .is_to = asked ? px_str_eq(label, c->to) : i == 0,
            .is_next = px_str_eq(label, c->next),
        };
    }
    view->options = options;
    view->n_options = c->count;
}

/* Each version with the one before it, newest first. */
static void choice_pairs(const px_request *request, const choice *c, px_view_compare_choice *view)
{
    px_view_compare_pair *pairs =
        px_arena_array(request->arena, PX_MAX(c->count, 1), sizeof(*pairs));

    for (size_t i = 0; i + 1 < c->count; i++) {
        px_str from = c->versions[i + 1].label, to = c->versions[i].label;

        pairs[i] = (px_view_compare_pair){
            .from = from,
            .to = to,
            .link = choice_address(request, c, from, to, PX_STR_NONE, (px_compare_form){ 0 }),
            .sides = choice_address(request, c, from, to, PX_STR_NONE,
                                    (px_compare_form){ .side = true }),
        };
        view->n_pairs++;
    }
    view->pairs = pairs;
}

static void choice_html(const px_request *request, px_reply *reply, const choice *c,
                        const char *error)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(4096);
    px_view_compare_choice view = {
        .home = px_page_address(request, "/"),
        .code_title = c->code.title.len ? c->code.title : c->code.id,
        .code_language = c->count ? px_part_other_language(request, &c->versions[0]) : PX_STR_NONE,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(c->code.id)),
        .action = px_page_address(request, "/codes/%.*s/compare", PX_STR_ARG(c->code.id)),
        .error = error ? px_str_of(px_tr(request->language, error)) : PX_STR_NONE,
        .side = c->form.side,
        .only = c->form.only,
    };
    px_arg arg = { "code", view.code_title };
    px_frame frame = { .room = PX_ROOM_CODES };

    choice_options(request, c, &view);
    choice_pairs(request, c, &view);
    px_message(&title, request->language, N_("{code}: compare versions"), &arg, 1);
    frame.title = px_builder_view(&title);
    frame.description = frame.title;
    px_template_compare_choice(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int choice_json(const px_request *request, px_reply *reply, const choice *c, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", c->code.id);
    px_json_key(&json, "versions");
    px_json_array(&json);
    for (size_t i = 0; i < c->count; i++)
        px_part_version_json(&json, &c->versions[i]);
    px_json_array_end(&json);
    px_json_key(&json, "comparisons");
    px_json_array(&json);
    for (size_t i = 0; i + 1 < c->count; i++) {
        px_str from = c->versions[i + 1].label, to = c->versions[i].label;

        px_json_object(&json);
        px_json_pair_str(&json, "from", from);
        px_json_pair_str(&json, "to", to);
        px_json_pair_str(&json, "link",
                         choice_address(request, c, from, to, PX_STR_NONE, (px_compare_form){ 0 }));
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* A field of the form; empty where it was not sent. */
static px_str choice_field(const px_request *request, const char *name)
{
    px_str value = px_fields_get(&request->query, name);

    return value.ptr ? value : PX_STR("");
}

int px_page_compare_choice(px_request *request, px_reply *reply, px_error *err)
{
    choice c = {
        .from = choice_field(request, "from"),
        .to = choice_field(request, "to"),
        .next = choice_field(request, "next"),
        .form = px_compare_form_read(request),
    };
    px_str tag = px_part_tag(request);
    const char *error = NULL;
    int rc = px_code_find(request->db, request->arena, request->params[0], tag, &c.code, err);

    if (rc >= 0)
        rc = px_version_list(request->db, request->arena, &c.code, tag,
                             !px_access_working(request, &c.code), &c.versions, &c.count, err);
    if (rc < 0)
        return rc;
    if (request->json)
        return choice_json(request, reply, &c, err);
    if (c.from.len || c.to.len) {
        error = choice_error(&c);
        if (!error) {
            px_reply_see_other(reply, choice_address(request, &c, c.from, c.to, c.next, c.form));
            return 0;
        }
    }
    reply->shared = !error;
    choice_html(request, reply, &c, error);
    return 0;
}
