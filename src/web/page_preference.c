/* SPDX-License-Identifier: EUPL-1.2 */
/* The appearance of the pages, kept in the visitor's own cookie: a form, and what it sends. */
#include "web/cookie.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

enum { ONE_YEAR = 365 * 24 * 60 * 60 };

static const struct {
    const char *value, *label, *note;
} choices[] = {
    { "auto", N_("As the device"), N_("light by day and dark by night, if the device does so") },
    { "light", N_("Light"), N_("dark ink on paper") },
    { "dark", N_("Dark"), N_("light ink on a dark ground") },
};

static void preference_form(px_request *request, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str present = px_fields_get(&request->cookies, "appearance");
    px_view_preference_choice rows[PX_COUNT(choices)];
    px_view_preference view = { .choices = rows, .n_choices = PX_COUNT(choices) };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Appearance"))),
        .hidden = true,
    };
    bool known = px_str_is(present, "light") || px_str_is(present, "dark");

    px_session_need(request, reply);
    for (size_t i = 0; i < PX_COUNT(choices); i++)
        rows[i] = (px_view_preference_choice){
            .value = px_str_of(choices[i].value),
            .label = px_str_of(px_tr(request->language, choices[i].label)),
            .note = px_str_of(px_tr(request->language, choices[i].note)),
            .chosen = px_str_is(known ? present : PX_STR("auto"), choices[i].value),
        };
    view.action = px_page_address(request, "/preference");
    view.csrf = px_str_of(request->session.csrf);
    view.back = px_part_back(request, px_fields_get(&request->query, "back"), "/");
    px_template_preference(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store"; /* the form's token is for one visitor */
}

int px_page_preference(px_request *request, px_reply *reply, px_error *err)
{
    px_str chosen = px_fields_get(&request->form, "appearance");
    px_cookie cookie = { .name = "appearance", .max_age = ONE_YEAR, .secure = request->https };

    if (request->method == PX_GET) {
        preference_form(request, reply);
        return 0;
    }
    for (size_t i = 0; i < PX_COUNT(choices); i++) {
        if (!px_str_is(chosen, choices[i].value))
            continue;
        cookie.value = px_str_of(choices[i].value);
        px_reply_header(reply, "Set-Cookie", px_cookie_print(request->arena, &cookie));
        px_reply_see_other(reply,
                           px_part_back(request, px_fields_get(&request->form, "back"), "/"));
        return 0;
    }
    return px_fail(err, PX_ERR_INVALID,
                   N_("there is no appearance '{value}'; choose auto, light or dark"), "value",
                   px_arena_cstr(request->arena, chosen), NULL);
}
