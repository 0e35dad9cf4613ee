/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The checker for everybody (/check): a summary or documentation form is handed in, and its
 * findings are the answer. The file is read in the jail; nothing of it is kept. Only so many are
 * checked at once, and so many from one network within a while.
 */
#include <stdatomic.h>

#include "drafting/people/throttle.h"
#include "duty/check/checked_plain.h"
#include "duty/filed/filed.h"
#include "web/duty/check_view.h"
#include "web/form_field.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/server_priv.h"
#include "web/templates.h"

#include "base/banned.h"

enum { AT_ONCE = 2 };

/* Of any kind: the readers say better than a list of kinds what is wrong with a file. */
static const px_form_field fields[] = {
    { "file", PX_FORM_FILE, N_("Summary or documentation form"),
      N_("PDF with text, DOCX, web page, plain text, or JSON of praxis") },
};

typedef struct check_page {
    px_request *request;
    px_form form;
    px_checked checked;
    bool done;
    px_str name; /* of the file */
} check_page;

static atomic_int running;

/* ---- Checking */

static int count_one(const px_request *request, px_error *err)
{
    const px_throttle count = px_throttle_of(px_house_web_key(request->house), PX_THROTTLE_CHECKING,
                                             PX_STR(""), request->source);
    bool over = false;
    int rc = px_throttle_pass(request->house, &count, request->now, &over, err);

    if (rc >= 0 && over)
        return px_fail(err, PX_ERR_TOO_MANY,
                       N_("too many files were checked from here; wait a quarter of an hour"),
                       NULL);
    return rc;
}

static int check_bytes(check_page *p, px_str bytes, px_error *err)
{
    const px_request *request = p->request;
    const px_civil today = px_check_today(request);
    int rc;

    if (atomic_fetch_add(&running, 1) >= AT_ONCE)
        rc = px_fail(err, PX_ERR_BUSY, N_("other files are being checked; try again in a moment"),
                     NULL);
    else
        rc =
            px_checked_file(request->server->jail, bytes, &today, request->arena, &p->checked, err);
    (void)atomic_fetch_sub(&running, 1);
    return rc;
}

static int check_upload(check_page *p, const px_upload *upload, px_error *err)
{
    int rc = count_one(p->request, err);

    if (rc >= 0)
        rc = check_bytes(p, upload->bytes, err);
    if (rc < 0)
        return rc;
    p->name = upload->name;
    p->done = true;
    return 0;
}

/* What is wrong with the file is the form's to say; a program gets it as an error. */
static int page_send(check_page *p, px_error *err)
{
    px_error why = PX_ERROR_INIT;
    const px_upload *upload;
    int rc;

    if (!px_form_read(&p->form) && !p->request->json)
        return 0;
    upload = px_form_entry_of(&p->form, "file")->upload;
    rc = upload ? check_upload(p, upload, &why)
                : px_fail(&why, PX_ERR_INVALID, N_("choose the file"), NULL);
    if (rc < 0 && (p->request->json || !px_form_refuse(&p->form, "file", &why))) {
        *err = why;
        return rc;
    }
    return 0;
}

/* ---- The page */

static void page_show(check_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = p->request;
    px_view_check view = {
        .register_link = px_page_address(request, "/register"),
        .again = px_page_address(request, "/check"),
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .room = PX_ROOM_REGISTER, .hidden = p->done };
    px_str title = px_str_of(px_tr(request->language, p->done ? N_("What a strict reader would say")
                                                              : N_("Check a summary")));

    if (p->done) {
        view.file = p->name;
        view.form_title = px_bilingual_in(&p->checked.subject->form->title, px_part_tag(request));
        view.report = px_check_report_show(request, &p->checked, NULL);
        reply->cache_control = "no-store";
        frame.title = title;
    } else {
        view.form = px_form_show(&p->form, reply, view.again, N_("Check it"));
        frame.title = px_form_title(&p->form, title);
        frame.description = title;
    }
    px_template_check(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int page_json(const check_page *p, px_reply *reply, px_error *err)
{
    static const char *const kinds[] = { "pdf", "docx", "html", "text", "json" };
    px_json json;

    px_reply_json(reply, &json);
    if (p->done) {
        px_check_report_json(&json, p->request->language, &p->checked);
        reply->cache_control = "no-store";
    } else {
        px_json_pair_int(&json, "max_bytes", PX_UPLOAD_MAX_BODY);
        px_json_key(&json, "takes");
        px_json_array(&json);
        for (size_t i = 0; i < PX_COUNT(kinds); i++)
            px_json_cstr(&json, kinds[i]);
        px_json_array_end(&json);
    }
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_check(px_request *request, px_reply *reply, px_error *err)
{
    check_page p = { .request = request };
    int rc = 0;

    px_form_start(&p.form, request, fields, PX_COUNT(fields));
    if (request->method == PX_POST)
        rc = page_send(&p, err);
    if (rc < 0)
        return rc;
    if (request->json)
        return page_json(&p, reply, err);
    page_show(&p, reply);
    return 0;
}
