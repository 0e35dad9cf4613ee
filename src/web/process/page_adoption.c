/* SPDX-License-Identifier: EUPL-1.2 */
/* How far the adoption of a code is, the form that records a step, and the one that adopts. */
#include "drafting/process/adoption.h"
#include "drafting/process/meeting_json.h"
#include "drafting/process/moment.h"
#include "store/blob.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_page.h"
#include "web/process/meeting_view.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct adoption_page {
    px_request *request;
    px_process_view v;
    px_adoption adoption;
    bool adopts; /* the reader may */
} adoption_page;

static int adoption_page_read(px_request *request, adoption_page *p, px_error *err)
{
    int rc = px_process_view_read(request, false, &p->v, err);

    if (rc >= 0)
        rc = px_adoption_read(request->db, request->arena, &p->v.process, px_part_tag(request),
                              &p->adoption, err);
    if (rc < 0)
        return rc;
    p->request = request;
    p->adopts = px_may(&request->session.who, PX_ACTION_ADOPT, px_scope_code(p->v.process.code));
    return 0;
}

static px_str version_link(const adoption_page *p, px_str label)
{
    return px_page_address(p->request, "/codes/%.*s/%.*s", PX_STR_ARG(p->v.process.code_id),
                           PX_STR_ARG(label));
}

static px_str act_link(const adoption_page *p, px_str act)
{
    return px_page_address(p->request, "/log/%.*s", PX_STR_ARG(act));
}

/* ---- Which steps are done */

static px_view_adoption_step adoption_row(const adoption_page *p, const px_adoption_step *step)
{
    const px_step *s = &step->step;
    bool file = s->document.len > 0;

    return (px_view_adoption_step){
        .title = px_process_view_title(&p->v, s),
        .kind = px_part_sentence(p->request, px_str_of(px_tr(p->request->language, s->kind->title)),
                                 false),
        .done = step->done,
        .on = px_process_view_when(&p->v, s),
        .version = step->done ? s->version : PX_STR_NONE,
        .version_link = version_link(p, s->version),
        .document = file && s->document_name.len ? s->document_name : s->document,
        .document_link =
            file ? px_str_of(px_arena_format(p->request->arena,
                                             "/codes/%.*s/processes/%.*s/adoption/%.*s/document",
                                             PX_STR_ARG(p->v.process.code_id),
                                             PX_STR_ARG(p->v.process.key), PX_STR_ARG(s->id)))
                 : PX_STR_NONE,
        .address = s->document_address,
        .has_address = s->document_address.len > 0,
        .meeting = px_page_address(p->request, "/meetings/%.*s", PX_STR_ARG(step->meeting)),
        .has_meeting = step->meeting.len > 0,
        .act = act_link(p, s->act),
        .has_act = step->done && s->act.len,
        .record = p->adopts && step->next && !step->meeting.len
                      ? px_process_view_link(&p->v, "/adoption/%.*s", PX_STR_ARG(s->id))
                      : PX_STR_NONE,
    };
}

static int adoption_html(const adoption_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    const px_adoption *a = &p->adoption;
    px_view_adoption_step *steps = px_arena_array(request->arena, a->n_steps, sizeof(*steps));
    px_frame frame =
        px_process_view_frame(&p->v, px_str_of(px_tr(request->language, N_("Adoption"))));
    px_view_adoption view = {
        .head = px_process_view_head(&p->v, PX_STR("adoption")),
        .adopted = a->adopted,
        .version = a->version,
        .version_link = version_link(p, a->version),
        .time = px_part_moment(request, a->time),
        .act = act_link(p, a->act),
        .missing = (long long)a->n_missing,
        .twin = px_request_address(request, request->language, true),
        .steps = steps,
        .n_steps = a->n_steps,
    };

    for (size_t i = 0; i < a->n_steps; i++)
        steps[i] = adoption_row(p, &a->steps[i]);
    if (p->adopts && a->n_steps && !a->n_missing && !a->adopted)
        view.adopt = px_process_view_link(&p->v, "%s", "/adoption/adopt");
    px_template_adoption(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int adoption_json(const adoption_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", p->v.process.code_id);
    px_json_pair_str(&json, "process", p->v.process.key);
    px_adoption_json(&json, &p->adoption);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_adoption(px_request *request, px_reply *reply, px_error *err)
{
    adoption_page *p = px_arena_alloc(request->arena, sizeof(*p));
    int rc = adoption_page_read(request, p, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    return request->json ? adoption_json(p, reply, err) : adoption_html(p, reply);
}

/* ---- The document of a step */

int px_web_adoption_document(px_request *request, px_reply *reply, px_error *err)
{
    adoption_page *p = px_arena_alloc(request->arena, sizeof(*p));
    PX_AUTO_FREE char *data = NULL;
    size_t len;
    int rc = adoption_page_read(request, p, err);

    for (size_t i = 0; rc >= 0 && i < p->adoption.n_steps; i++) {
        const px_step *step = &p->adoption.steps[i].step;

        if (!px_str_eq(step->id, request->params[2]) || !step->document.len)
            continue;
        rc = px_blob_get(request->house, step->document.ptr, PX_MEETING_DOCUMENT_BYTES, &data, &len,
                         err);
        if (rc < 0)
            return rc;
        reply->content_type = px_upload_media_type(px_upload_kind_of(px_str_n(data, len)));
        px_file_header(request, reply, step->document_name);
        px_builder_str(&reply->body, px_str_n(data, len));
        return 0;
    }
    return rc < 0 ? rc : px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such document"), NULL);
}

/* ---- Recording a step */

static const px_form_field step_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "on", PX_FORM_DATE, N_("On which day"), NULL, .required = true },
    { "version", PX_FORM_SELECT, N_("Final draft"),
      N_("Of a draft: which published version it is.") },
    { "file", PX_FORM_FILE, N_("Document"),
      N_("PDF, DOCX, ODT or plain text; or give its address below."),
      .kinds = PX_UPLOAD_PDF | PX_UPLOAD_DOCX | PX_UPLOAD_ODT | PX_UPLOAD_TEXT },
    { "document_address", PX_FORM_WEB, N_("Address of the document"),
      N_("An https address where the document stands.") },
};
static const px_form_page_form step_form = {
    "record",
    N_("Record this step"),
    N_("The step and its document are public and stay as they are recorded."),
    N_("Record the step"),
    step_fields,
    PX_COUNT(step_fields),
};

static void step_versions(const adoption_page *p, px_form *form)
{
    const px_code_view *code = &p->v.code;
    px_form_choice *choices = px_arena_array(p->request->arena, code->n_versions, sizeof(*choices));
    size_t n = 0;

    for (size_t i = 0; i < code->n_versions; i++)
        if (code->versions[i].state != PX_VERSION_WORKING)
            choices[n++] =
                (px_form_choice){ code->versions[i].label, code->versions[i].label, PX_STR_NONE };
    px_form_offer(form, "version", choices, n);
}

static int step_sent(adoption_page *p, px_form *form, px_str step, bool *ret_done, px_error *err)
{
    const px_upload *upload = px_form_entry_of(form, "file")->upload;
    px_adoption_record record = {
        .code = p->v.process.code_id,
        .process = p->v.process.key,
        .step = step,
        .on = px_form_text(form, "on"),
        .version = px_form_text(form, "version"),
        .document_address = px_form_text(form, "document_address"),
        .author = px_form_author(p->request),
    };
    char hash[65];
    int rc = upload ? px_blob_put(p->request->house, upload->bytes, hash, err) : 0;

    if (rc < 0)
        return rc;
    if (upload) {
        record.hash = hash;
        record.size = upload->bytes.len;
        record.media_type = px_upload_media_type(upload->kind);
        record.document_name = upload->name;
    }
    return px_form_deed(form, px_adoption_record_deed, &record, ret_done, err);
}

static const px_adoption_step *step_find(const adoption_page *p, px_str id)
{
    for (size_t i = 0; i < p->adoption.n_steps; i++)
        if (px_str_eq(p->adoption.steps[i].step.id, id))
            return &p->adoption.steps[i];
    return NULL;
}

/* ---- Adopting */

static const px_form_field adopt_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "agree", PX_FORM_CHECK, N_("The version is to be adopted. This cannot be taken back."), NULL,
      .required = true },
};
static const px_form_page_form adopt_form = {
    "adopt",
    N_("Adopt the version"),
    N_("All who take part in the code are told by mail."),
    N_("Adopt"),
    adopt_fields,
    PX_COUNT(adopt_fields),
};

static int adopt_sent(adoption_page *p, px_form *form, bool *ret_done, px_error *err)
{
    px_code_adoption adopt = {
        .code = p->v.process.code_id,
        .version = p->adoption.version,
        .process = p->v.process.key,
        .author = px_form_author(p->request),
    };

    return px_form_deed(form, px_code_adopt, &adopt, ret_done, err);
}

/* Its forms stand below the page of the adoption, which itself leads on to the process. */
static const px_view_process_head *step_head(const adoption_page *p)
{
    px_view_process_head *head = px_arena_alloc(p->request->arena, sizeof(*head));

    *head = *px_process_view_head(&p->v, PX_STR("adoption"));
    head->title = px_str_of(px_tr(p->request->language, N_("Adoption, step by step")));
    head->link = px_process_view_link(&p->v, "%s", "/adoption");
    return head;
}

/* Both forms: the last part of the address is the id of a step, or "adopt". */
int px_page_adoption_step(px_request *request, px_reply *reply, px_error *err)
{
    adoption_page *p = px_arena_alloc(request->arena, sizeof(*p));
    px_form_page *page = px_arena_alloc(request->arena, sizeof(*page));
    bool adopts = px_str_is(request->params[2], "adopt"), done = false;
    const px_adoption_step *step;
    px_form *form;
    int rc = adoption_page_read(request, p, err);

    if (rc >= 0)
        rc = px_process_view_need(&p->v, p->adopts, err);
    if (rc < 0)
        return rc;
    step = step_find(p, request->params[2]);
    if (!step && !adopts)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the process has no such step of adoption"), NULL);
    px_form_page_start(page, request, &p->v,
                       adopts ? px_str_of(px_tr(request->language, N_("Adoption")))
                              : px_process_view_title(&p->v, &step->step));
    page->head = step_head(p);
    form = px_form_page_add(page, adopts ? &adopt_form : &step_form);
    if (!adopts) {
        step_versions(p, form);
        px_form_set(form, "version", step->step.version);
    }
    if (request->method == PX_POST) {
        form = px_form_page_sent(page, err);
        if (!form)
            return -(int)err->code;
        if (px_form_is_valid(form))
            rc = adopts ? adopt_sent(p, form, &done, err)
                        : step_sent(p, form, step->step.id, &done, err);
        if (rc < 0)
            return rc;
    }
    if (done)
        px_reply_see_other(reply, px_process_view_link(&p->v, "%s", "/adoption"));
    else
        px_form_page_write(page, reply);
    return 0;
}
