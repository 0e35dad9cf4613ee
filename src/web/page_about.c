/* SPDX-License-Identifier: EUPL-1.2 */
/* What this house is: accessibility, privacy, source. */
#include "web/page_frame.h"
#include "web/people/retention_view.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static int about_json(px_request *request, px_reply *reply, px_error *err)
{
    px_json json;
    int rc;

    px_reply_json(reply, &json);
    px_json_pair_cstr(&json, "house", px_house_name(request->house));
    px_json_pair_cstr(&json, "program", "praxis");
    px_json_pair_cstr(&json, "version", PX_VERSION);
    px_json_pair_cstr(&json, "licence", "EUPL-1.2");
    rc = px_retention_json(&json, request, err);
    if (rc < 0)
        return rc;
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_about(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_about view = {
        .house = px_str_of(px_house_name(request->house)),
        .log = px_page_address(request, "/log"),
        .version = PX_STR(PX_VERSION),
        .people = px_page_address(request, "/people"),
        .data = px_page_address(request, "/me/data"),
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("About this house"))),
        .room = PX_ROOM_ABOUT,
    };

    int rc;

    reply->shared = true;
    if (request->json)
        return about_json(request, reply, err);
    rc = px_retention_view(request, &view.retention, err);
    if (rc < 0)
        return rc;
    px_template_about(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}
