/* SPDX-License-Identifier: EUPL-1.2 */
/* A copy of a document that somebody was given, checked against what was published. */
#include "base/jail.h"
#include "duty/duty_serve.h"
#include "duty/register.h"
#include "duty/view_proof.h"
#include "web/access.h"
#include "web/duty/duty_view.h"
#include "web/duty/register_query.h"
#include "web/form_field.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/server_priv.h"
#include "web/templates.h"

#include "base/banned.h"

enum { PLAIN_BYTES = 256 * 1024 };

static const px_form_field fields[] = {
    { "copy", PX_FORM_FILE, N_("Your copy"),
      N_("The JSON of a filled form, NAME.json, as its provider gave it to you."), .required = true,
      .kinds = PX_UPLOAD_TEXT, .max = PX_FILLED_MAX_BYTES },
};

typedef struct verify_page {
    px_request *request;
    px_view_proof proof;
    bool checked, published; /* it holds; and it was published here: */
    px_published document;
    px_error why; /* what does not hold */
} verify_page;

/* What people may get wrong: a file that is none of ours, or that does not hold. */
static bool is_answer(const px_error *error)
{
    return error->code == PX_ERR_NOT_VERIFIED || error->code == PX_ERR_INVALID ||
           error->code == PX_ERR_MALFORMED || error->code == PX_ERR_TOO_LARGE ||
           error->code == PX_ERR_PARSER || error->code == PX_ERR_TIMEOUT;
}

static int verify_find(verify_page *v, px_error *err)
{
    px_request *r = v->request;
    px_error none = PX_ERROR_INIT;
    int rc = px_register_by_root(r->db, r->arena, v->proof.root, &v->document, &none);

    v->checked = true;
    v->published = rc >= 0;
    if (rc < 0 && none.code != PX_ERR_NOT_FOUND) {
        *err = none;
        return rc;
    }
    return 0;
}

static int verify_run(verify_page *v, px_form *form, px_error *err)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PLAIN_BYTES);
    px_request *r = v->request;
    int rc;

    if (!px_form_read(form))
        return 0;
    rc = px_jail_run(r->server->jail, px_view_parser.name,
                     px_form_entry_of(form, "copy")->upload->bytes, PX_STR(""), &plain, &v->why);
    if (rc >= 0)
        rc = px_view_proof_read(r->arena, px_builder_view(&plain), &v->proof, &v->why);
    if (rc >= 0)
        return verify_find(v, err);
    if (is_answer(&v->why))
        return 0;
    *err = v->why;
    return rc;
}

static void show_result(const verify_page *v, px_view_register_verify *view)
{
    const px_request *request = v->request;
    const px_view_proof *proof = &v->proof;
    const px_published *d = &v->document;

    view->checked = true;
    view->title =
        px_bilingual_in(&px_official_form_by_name(proof->form)->title, px_part_tag(request));
    view->provider = proof->provider;
    view->model = proof->model;
    view->version = proof->version;
    view->date = proof->date;
    view->recipient =
        px_str_of(px_tr(request->language, proof->recipient == PX_RECIPIENT_NOBODY
                                               ? N_("the whole form")
                                               : px_recipient_title(proof->recipient)));
    view->shown = proof->shown;
    view->fields = proof->fields;
    view->root = proof->root;
    if (!v->published)
        return;
    view->published = true;
    view->day = d->day;
    view->number = d->number;
    view->act = px_page_address(request, "/log/%.*s", PX_STR_ARG(d->act));
    if (d->n_openings || px_str_is(d->form, PX_FORM_SUMMARY) ||
        px_access_may(request, PX_ACTION_READ_CLAIMS, px_scope_provider(d->subject.provider)))
        view->link = px_register_link(request, d);
}

int px_page_register_verify(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_frame frame = { .room = PX_ROOM_REGISTER };
    verify_page v = { .request = request, .why = PX_ERROR_INIT };
    px_view_register_verify view = { .back = px_page_address(request, "/register") };
    px_form form;
    int rc = 0;

    px_form_start(&form, request, fields, PX_COUNT(fields));
    if (request->method == PX_POST)
        rc = verify_run(&v, &form, err);
    if (rc < 0)
        return rc;
    if (v.checked)
        show_result(&v, &view);
    if (v.why.code) {
        view.refused = px_part_error(request, &v.why);
        reply->status = 422;
    }
    view.form =
        px_form_show(&form, reply, px_page_address(request, "/register/verify"), N_("Check it"));
    frame.title = px_form_title(
        &form, px_str_of(px_tr(request->language, N_("Check a document that you were given"))));
    frame.description = frame.title;
    px_template_register_verify(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}
