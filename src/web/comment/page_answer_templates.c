/* SPDX-License-Identifier: EUPL-1.2 */
/* Templates of answers of a code: writing, changing, retiring them. */
#include "web/access.h"
#include "web/comment/answer_form.h"
#include "web/comment/answer_view.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_field fields[] = {
    { "template", PX_FORM_HIDDEN, NULL, NULL },
    { "name", PX_FORM_TEXT, N_("Name"), N_("By which you find it in the list."), .required = true,
      .max = 100 },
    PX_ANSWER_FORM_WORDS,
};

typedef struct templates_page {
    px_request *request;
    px_code code;
    px_answer_template *rows;
    size_t n_rows;
    const px_answer_template *chosen; /* that is changed; NULL: a new one is written */
} templates_page;

static px_str page_link(const templates_page *p)
{
    return px_page_address(p->request, "/codes/%.*s/answers/templates", PX_STR_ARG(p->code.id));
}

static const px_answer_template *page_find(const templates_page *p, px_str id)
{
    for (size_t i = 0; i < p->n_rows; i++)
        if (px_str_eq(p->rows[i].id, id))
            return &p->rows[i];
    return NULL;
}

static int page_read(templates_page *p, px_error *err)
{
    const px_request *request = p->request;
    const px_fields *asked = request->method == PX_POST ? &request->form : &request->query;
    px_str id = px_fields_get(asked, "template");
    int rc = px_code_find(request->db, request->arena, request->params[0], px_part_tag(request),
                          &p->code, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_ANSWER, px_scope_code(p->code.row), err);
    if (rc >= 0)
        rc = px_answer_template_list(request->db, request->arena, &p->code, &p->rows, &p->n_rows,
                                     err);
    if (rc < 0 || !id.len)
        return rc;
    p->chosen = page_find(p, id);
    return p->chosen ? 0 : px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such template"), NULL);
}

/* ---- The page */

static void page_show(const templates_page *p, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_answer_template *rows = px_arena_array(request->arena, p->n_rows + 1, sizeof(*rows));
    px_view_answer_templates view = {
        .head = px_comment_view_crumbs(request, &p->code),
        .back = px_page_address(request, "/codes/%.*s/answers", PX_STR_ARG(p->code.id)),
        .action = page_link(p),
        .csrf = px_str_of(request->session.csrf),
        .twin = px_request_address(request, request->language, true),
        .rows = rows,
        .n_rows = p->n_rows,
        .form_title = p->chosen ? px_comment_view_message(request, N_("Change \"{name}\""), "name",
                                                          p->chosen->name)
                                : px_str_of(px_tr(request->language, N_("A new template"))),
        .form = px_form_show(form, reply, page_link(p), N_("Save the template")),
    };
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true, .one_twin = true };

    for (size_t i = 0; i < p->n_rows; i++)
        rows[i] = (px_view_answer_template){
            .id = p->rows[i].id,
            .name = p->rows[i].name,
            .status = px_answer_view_status(request, p->rows[i].status),
            .reason = px_comment_view_html(request, &p->code, p->rows[i].reason, 3),
            .language = p->rows[i].language,
            .used = (long long)p->rows[i].used,
            .retired = p->rows[i].retired,
            .edit = px_str_of(px_arena_format(request->arena, "%.*s?template=%.*s#template-form",
                                              PX_STR_ARG(view.action), PX_STR_ARG(p->rows[i].id))),
        };
    frame.title =
        px_form_title(form, px_str_of(px_tr(request->language, N_("Templates of answers"))));
    px_template_answer_templates(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int page_json(const templates_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", p->code.id);
    px_json_key(&json, "templates");
    px_json_array(&json);
    for (size_t i = 0; i < p->n_rows; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "id", p->rows[i].id);
        px_json_pair_str(&json, "name", p->rows[i].name);
        px_json_pair_cstr(&json, "status", px_answer_status_name(p->rows[i].status));
        px_json_pair_str(&json, "reason", p->rows[i].reason);
        px_json_pair_str(&json, "language", p->rows[i].language);
        px_json_pair_bool(&json, "retired", p->rows[i].retired);
        px_json_pair_int(&json, "used", p->rows[i].used);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- Saving */

/* 1 where it was done, 0 where the form says what is wrong. */
static int page_keep(templates_page *p, px_form *form, px_answer_template_keep *keep,
                     px_reply *reply, px_error *err)
{
    bool done = false;
    int rc;

    keep->code = p->code.id;
    keep->id = p->chosen ? p->chosen->id : PX_STR("");
    keep->person = p->request->session.who.person;
    rc = px_form_deed(form, px_answer_template_keep_deed, keep, &done, err);
    if (rc < 0 || !done)
        return rc;
    px_reply_see_other(reply, page_link(p));
    return 1;
}

static int page_save(templates_page *p, px_form *form, px_reply *reply, px_error *err)
{
    px_answer_template_keep keep = { 0 };
    px_answer_write words = { 0 };
    bool read = px_form_read(form);

    if (!px_answer_form_take(form, false, &words) || !read)
        return 0;
    keep.name = px_form_text(form, "name");
    keep.status = words.status;
    keep.reason = words.reason;
    keep.language = words.language;
    keep.retired = p->chosen && p->chosen->retired;
    return page_keep(p, form, &keep, reply, err);
}

static int page_retire(templates_page *p, px_form *form, bool retired, px_reply *reply,
                       px_error *err)
{
    px_answer_template_keep keep = {
        .name = p->chosen->name,
        .status = p->chosen->status,
        .reason = p->chosen->reason,
        .language = p->chosen->language,
        .retired = retired,
    };

    return page_keep(p, form, &keep, reply, err);
}

static void page_form(const templates_page *p, px_form *form)
{
    px_answer_form_offer(form);
    if (!p->chosen)
        return;
    px_form_set(form, "template", p->chosen->id);
    px_form_set(form, "name", p->chosen->name);
    px_form_set(form, "status", px_str_of(px_answer_status_name(p->chosen->status)));
    px_form_set(form, "reason", p->chosen->reason);
    px_form_set(form, "language", p->chosen->language);
}

int px_page_answer_templates(px_request *request, px_reply *reply, px_error *err)
{
    templates_page *p = px_arena_alloc(request->arena, sizeof(*p));
    bool retire = px_fields_get(&request->form, "retire").len > 0;
    bool offer = px_fields_get(&request->form, "offer").len > 0;
    px_form form;
    int rc;

    p->request = request;
    rc = page_read(p, err);
    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return page_json(p, reply, err);
    px_form_start(&form, request, fields, PX_COUNT(fields));
    page_form(p, &form);
    if (request->method == PX_POST)
        rc = p->chosen && (retire || offer) ? page_retire(p, &form, retire, reply, err)
                                            : page_save(p, &form, reply, err);
    if (rc == 0)
        page_show(p, &form, reply);
    return PX_MIN(rc, 0);
}
