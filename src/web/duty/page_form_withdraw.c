/* SPDX-License-Identifier: EUPL-1.2 */
/* A provider takes back a recipient's view that it had made public: a reason, and a box to tick. */
#include "web/access.h"
#include "web/duty/page_document_priv.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_field fields[] = {
    { "reason", PX_FORM_LONG, N_("Why you take it back"), N_("The reason is public."),
      .required = true, .max = 1000 },
    { "certain", PX_FORM_CHECK,
      N_("Take it back: everybody reads from when to when it was public, and why it no longer is"),
      .required = true },
};

static void withdraw_show(const document_page *p, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_one_form view = {
        .back = document_page_link(p),
        .back_title =
            px_part_headed(request, p->model.name,
                           px_str_of(px_tr(request->language, px_recipient_title(p->recipient)))),
        .title = px_str_of(px_tr(request->language, N_("Take a view back from the public"))),
        .lead = px_str_of(px_tr(
            request->language,
            N_("The register no longer gives this view, and says that it was public. The version "
               "stays as it is for those who were given it. Copies that others made stay with "
               "them, and so does the act of the log."))),
        .form = px_form_show(form, reply,
                             document_page_number_link(p, p->published.number, "/withdraw"),
                             N_("Take it back")),
    };
    px_frame frame = { .title = px_form_title(form, view.title),
                       .room = PX_ROOM_REGISTER,
                       .query = document_page_with_query(p, PX_STR(""), NULL, PX_STR_NONE),
                       .hidden = true };

    px_template_one_form(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int withdraw_find(document_page *p, px_error *err)
{
    int rc = document_page_published(p, PX_FORM_MODEL, err);

    if (rc >= 0)
        rc = px_access_need(p->request, PX_ACTION_PUBLISH_DOCUMENTS,
                            px_scope_provider(p->provider.row), err);
    if (rc >= 0 && !px_published_is_open(&p->published, p->recipient))
        rc = px_fail(err, PX_ERR_CONFLICT, N_("this view is not public"), NULL);
    return rc;
}

/* What the reader can mend is put to the form. */
static int withdraw_run(const document_page *p, px_form *form, bool *ret_done, px_error *err)
{
    px_request *request = p->request;
    px_open_order order = { .published = &p->published,
                            .recipient = p->recipient,
                            .reason = px_form_text(form, "reason"),
                            .author = px_form_author(request) };
    px_error why = PX_ERROR_INIT;
    int rc = px_register_withdraw(request->house, request->arena, &order, &why);

    *ret_done = rc >= 0;
    if (rc >= 0 || px_form_refuse(form, px_error_arg(&why, "field") ? "reason" : NULL, &why))
        return 0;
    *err = why;
    return rc;
}

int px_page_form_withdraw(px_request *request, px_reply *reply, px_error *err)
{
    document_page p = { .request = request };
    bool done = false;
    px_form form;
    int rc = withdraw_find(&p, err);

    px_form_start(&form, request, fields, PX_COUNT(fields));
    if (rc >= 0 && request->method == PX_POST && px_form_read(&form))
        rc = withdraw_run(&p, &form, &done, err);
    if (rc >= 0 && done)
        px_reply_see_other(reply, document_page_link(&p));
    else if (rc >= 0)
        withdraw_show(&p, &form, reply);
    document_page_free(&p);
    return rc;
}
