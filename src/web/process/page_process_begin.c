/* SPDX-License-Identifier: EUPL-1.2 */
/* Beginning a process of a code from a template: first what its steps and days would be, then the
 * act. */
#include "drafting/process/process_template.h"
#include "web/page_part.h"
#include "web/process/form_page.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_TEMPLATES = 32 };

static const px_form_field fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "template", PX_FORM_RADIO, N_("How it is to go"),
      N_("The template says which steps and working groups there are, and how they follow one "
         "another. Each can be moved, changed and cancelled later."),
      .required = true },
    { "key", PX_FORM_TEXT, N_("Its key in addresses"),
      N_("Small letters, digits and hyphens, like edition-2. It never changes."), .required = true,
      .max = 64 },
    { "from", PX_FORM_DATE, N_("Day on which it begins"), NULL, .required = true },
    { "title-en", PX_FORM_TEXT, N_("Title in English"), N_("Empty: that of the template."),
      .max = 200, .language = "en" },
    { "title-fr", PX_FORM_TEXT, N_("Title in French"), NULL, .max = 200, .language = "fr" },
};

static const px_form_page_form begin_form = { "begin", N_("A new process"),
                                              NULL,    N_("Begin the process"),
                                              fields,  PX_COUNT(fields) };

typedef struct begin {
    px_form_page page;
    px_code code;
    px_process_make make;
    px_process_template template;
    px_str *lines; /* what it would be */
    size_t n_lines;
    px_process_view view;
} begin;

/* ---- The form */

static px_str begin_template_title(const px_request *request, const px_process_template *template)
{
    for (size_t i = 0; i < template->n_texts; i++)
        if (px_str_eq(template->texts[i].language, px_part_tag(request)))
            return template->texts[i].title;
    return template->n_texts ? template->texts[0].title : template->key;
}

static px_str begin_template_text(const px_request *request, const px_process_template *template)
{
    for (size_t i = 0; i < template->n_texts; i++)
        if (px_str_eq(template->texts[i].language, px_part_tag(request)))
            return template->texts[i].text;
    return PX_STR_NONE;
}

static int begin_offer(px_form *form, px_error *err)
{
    px_request *request = form->request;
    px_form_choice *choices = px_arena_array(request->arena, MAX_TEMPLATES, sizeof(*choices));
    const char *name;
    size_t n = 0;

    while (n < MAX_TEMPLATES && (name = px_template_name_at(request->arena, n))) {
        px_process_template template;
        int rc = px_template_find(request->arena, px_str_of(name), &template, err);

        if (rc < 0)
            return rc;
        choices[n++] = (px_form_choice){ px_str_of(name), begin_template_title(request, &template),
                                         begin_template_text(request, &template) };
    }
    px_form_offer(form, "template", choices, n);
    return 0;
}

static const px_view_process_head *begin_head(const px_request *request, const px_code *code)
{
    px_view_process_head *head = px_arena_alloc(request->arena, sizeof(*head));

    *head = (px_view_process_head){
        .home = px_page_address(request, "/"),
        .code_title = code->title.len ? code->title : code->id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(code->id)),
    };
    return head;
}

/* ---- What it would be */

static px_str begin_line(const px_process_view *v, const px_step *step)
{
    px_str when = px_process_view_when(v, step);

    return px_part_headed(v->code.request,
                          when.len ? when
                                   : px_str_of(px_tr(v->code.request->language, N_("no day yet"))),
                          px_process_view_title(v, step));
}

/* Makes the process and reads its steps; run on trial. */
static int begin_trial(px_db *db, void *arg, px_error *err)
{
    begin *b = arg;
    px_process_view *v = &b->view;
    px_arena *arena = b->page.request->arena;
    px_str tag = px_part_tag(b->page.request);
    int rc = px_process_make_deed(db, &b->make, err);

    if (rc >= 0)
        rc = px_process_find(db, arena, &b->code, b->make.key, tag, &v->process, err);
    if (rc >= 0)
        rc = px_step_list(db, arena, &v->process, tag, &v->steps, &v->n_steps, err);
    if (rc < 0)
        return rc;
    b->lines = px_arena_array(arena, v->n_steps, sizeof(*b->lines));
    for (b->n_lines = 0; b->n_lines < v->n_steps; b->n_lines++)
        b->lines[b->n_lines] = begin_line(v, &v->steps[b->n_lines]);
    return 0;
}

static int begin_sent(begin *b, px_reply *reply, px_error *err)
{
    px_form *form = px_form_page_sent(&b->page, err);
    bool sure, done = false;
    int rc = 0;

    if (!form)
        return -(int)err->code;
    sure = px_form_page_is_sure(form);
    if (px_form_is_valid(form)) {
        rc = px_template_find(b->page.request->arena, px_form_text(form, "template"), &b->template,
                              err);
        b->make = (px_process_make){ .code = b->code.id,
                                     .key = px_form_text(form, "key"),
                                     .template = &b->template,
                                     .from = px_form_text(form, "from"),
                                     .author = px_form_author(b->page.request) };
        b->make.texts = px_form_texts(form, &b->make.n_texts);
    }
    if (rc >= 0 && px_form_is_valid(form))
        rc = sure ? px_form_deed(form, px_process_make_deed, &b->make, &done, err)
                  : px_form_deed_try(form, begin_trial, b, &done, err);
    if (rc < 0)
        return rc;
    if (done && sure) {
        px_reply_see_other(reply, px_page_address(b->page.request, "/codes/%.*s/processes/%.*s",
                                                  PX_STR_ARG(b->code.id), PX_STR_ARG(b->make.key)));
        return 0;
    }
    if (done) {
        b->page.lead = px_str_of(px_tr(b->page.request->language,
                                       N_("These would be its steps. Nothing is saved yet: send "
                                          "the form again to begin the process, or change it "
                                          "first.")));
        for (size_t i = 0; i < b->n_lines; i++)
            px_form_page_fact(&b->page, b->lines[i]);
        (void)px_form_page_must_ask(&b->page, form);
    }
    px_form_page_write(&b->page, reply);
    return 0;
}

int px_page_process_begin(px_request *request, px_reply *reply, px_error *err)
{
    begin *b = px_arena_alloc(request->arena, sizeof(*b));
    int rc = px_code_find(request->db, request->arena, request->params[0], px_part_tag(request),
                          &b->code, err);

    if (rc < 0)
        return rc;
    if (!px_may(&request->session.who, PX_ACTION_PLAN, px_scope_code(b->code.row)))
        return px_fail(err, PX_ERR_FORBIDDEN, N_("your roles do not give the right to this page"),
                       NULL);
    px_form_page_start(&b->page, request, NULL,
                       px_str_of(px_tr(request->language, N_("Begin a process"))));
    b->page.head = begin_head(request, &b->code);
    b->view.code = (px_code_view){ .request = request, .code = b->code };
    rc = begin_offer(px_form_page_add(&b->page, &begin_form), err);
    if (rc < 0)
        return rc;
    if (request->method == PX_POST)
        return begin_sent(b, reply, err);
    px_form_page_write(&b->page, reply);
    return 0;
}
