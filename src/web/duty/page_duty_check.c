/* SPDX-License-Identifier: EUPL-1.2 */
/* What the checker says of a form of a model as it would be published now, for the people of its
 * provider: all findings, counts by section, and for the summary the score with its criteria
 * (.../check/FORM). */
#include "web/duty/check_view.h"
#include "web/duty/page_document_priv.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static void page_show(const document_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    const px_view_duty_check view = {
        .provider = p->provider.name,
        .provider_link = px_duty_provider_link(request, &p->provider),
        .model = p->model.name,
        .model_link = px_duty_model_link(request, &p->model, ""),
        .draft = document_page_link(p),
        .form = px_bilingual_in(&p->form->title, px_part_tag(request)),
        .report = px_check_report_show(request, &p->checked, &p->model),
        .twin = document_page_with_query(p, px_request_address(request, request->language, true),
                                         NULL, PX_STR_NONE),
    };
    const px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("What a strict reader would say"))),
        .room = PX_ROOM_REGISTER,
        .hidden = true,
        .query = document_page_with_query(p, PX_STR(""), NULL, PX_STR_NONE),
    };

    px_template_duty_check(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int page_json(const document_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "provider", p->provider.slug);
    px_json_pair_str(&json, "model", p->model.slug);
    px_check_report_json(&json, p->request->language, &p->checked);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_duty_check(px_request *request, px_reply *reply, px_error *err)
{
    document_page p = { .request = request };
    int rc = document_page_draft(&p, err);

    reply->cache_control = "no-store";
    if (rc >= 0 && request->json)
        rc = page_json(&p, reply, err);
    else if (rc >= 0)
        page_show(&p, reply);
    document_page_free(&p);
    return rc;
}
