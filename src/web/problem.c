/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/problem.h"

#include "base/banned.h"

void px_problem_write(const px_request *request, px_reply *reply, const px_error *err)
{
    const px_error_kind *kind = px_error_kind_of(err->code);
    PX_AUTO_BUILDER px_builder detail = PX_BUILDER_INIT(16 * 1024);
    px_error failed = PX_ERROR_INIT;
    char type[64];
    px_json j;

    (void)snprintf(type, sizeof(type), "urn:praxis:problem:%s", kind->stable_name);
    px_error_format(&detail, request->language, err);
    reply->content_type = "application/problem+json";
    px_json_start(&j, &reply->body, PX_JSON_COMPACT);
    px_json_object(&j);
    px_json_pair_cstr(&j, "type", type);
    px_json_pair_cstr(&j, "title", px_tr(request->language, kind->title));
    px_json_pair_int(&j, "status", kind->http_status);
    px_json_pair_str(&j, "detail", px_builder_view(&detail));
    px_json_pair_str(&j, "instance", request->target);
    px_json_object_end(&j);
    if (px_json_finish(&j, &failed) < 0) {
        px_builder_clear(&reply->body);
        px_builder_add(&reply->body, "{\"type\":\"about:blank\"}");
    }
}
