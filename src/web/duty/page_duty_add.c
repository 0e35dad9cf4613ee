/* SPDX-License-Identifier: EUPL-1.2 */
/* Entering a provider, a model, a version of a model. */
#include "web/access.h"
#include "web/duty/duty_view.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { NAME_MAX = 200 };

static const px_form_field provider_fields[] = {
    { "name", PX_FORM_TEXT, N_("Name"), N_("As people know it, such as Example Lab."),
      .required = true, .max = NAME_MAX, .autocomplete = "organization" },
    { "slug", PX_FORM_TEXT, N_("Name in addresses"),
      N_("Small letters, digits and hyphens; made from the name where it is left empty."),
      .max = PX_SLUG_MAX },
};

static const px_form_field model_fields[] = {
    { "name", PX_FORM_TEXT, N_("Name"), N_("One identifier that points to this model alone."),
      .required = true, .max = NAME_MAX },
    { "family", PX_FORM_TEXT, N_("Family"), N_("The collection that it belongs to, if any."),
      .max = NAME_MAX },
    { "slug", PX_FORM_TEXT, N_("Name in addresses"),
      N_("Small letters, digits and hyphens; made from the name where it is left empty."),
      .max = PX_SLUG_MAX },
};

static const px_form_field version_fields[] = {
    { "name", PX_FORM_TEXT, N_("Version"), N_("The identifier under which it is given out."),
      .required = true, .max = NAME_MAX },
};

/* A page that is one form, from its table to the thing that it enters. */
typedef struct adding {
    px_request *request;
    px_form form;
    px_provider provider;
    px_model_entry model;
    px_model_version version;
    const char *author;
} adding;

typedef struct adding_words {
    const char *title, *lead;
    px_str back, back_title, action;
} adding_words;

static void show(adding *a, px_reply *reply, const adding_words *words)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_language *language = a->request->language;
    px_view_one_form view = {
        .back = words->back,
        .back_title = words->back_title,
        .title = px_str_of(px_tr(language, words->title)),
        .lead = px_str_of(px_tr(language, words->lead)),
        .form = px_form_show(&a->form, reply, words->action, N_("Enter")),
    };
    px_frame frame = { .title = px_form_title(&a->form, view.title),
                       .room = PX_ROOM_REGISTER,
                       .hidden = true };

    px_template_one_form(&body, &view, language);
    px_frame_write(a->request, reply, &frame, &body);
}

/* Runs the form: where it is done, leads on; else shows it. */
static int run(adding *a, px_reply *reply, px_write_fn *deed, const adding_words *words,
               px_str (*then)(const adding *a), px_error *err)
{
    bool done = false;
    int rc = 0;

    reply->cache_control = "no-store";
    a->author = px_form_author(a->request);
    if (a->request->method == PX_POST && px_form_read(&a->form))
        rc = px_form_deed(&a->form, deed, a, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, then(a));
    else
        show(a, reply, words);
    return 0;
}

/* ---- A provider */

static int provider_deed(px_db *db, void *arg, px_error *err)
{
    adding *a = arg;

    a->provider = (px_provider){ .name = px_form_text(&a->form, "name"),
                                 .slug = px_form_text(&a->form, "slug") };
    return px_provider_add(db, a->request->arena, &a->provider, a->author, err);
}

static px_str provider_then(const adding *a)
{
    return px_duty_provider_link(a->request, &a->provider);
}

int px_page_provider_add(px_request *request, px_reply *reply, px_error *err)
{
    adding a = { .request = request };
    adding_words words = {
        .title = N_("Enter a provider"),
        .lead = N_("Its people enter its models and what they claim of them. Give them their role "
                   "on their page."),
        .back = px_page_address(request, "/providers"),
        .back_title = px_str_of(px_tr(request->language, N_("Providers"))),
        .action = px_page_address(request, "/providers/add"),
    };
    int rc = px_access_need(request, PX_ACTION_KEEP_PROVIDERS, px_scope_house(), err);

    if (rc < 0)
        return rc;
    px_form_start(&a.form, request, provider_fields, PX_COUNT(provider_fields));
    return run(&a, reply, provider_deed, &words, provider_then, err);
}

/* ---- A model */

static int model_deed(px_db *db, void *arg, px_error *err)
{
    adding *a = arg;

    a->model = (px_model_entry){ .provider = a->provider.row,
                                 .name = px_form_text(&a->form, "name"),
                                 .family = px_form_text(&a->form, "family"),
                                 .slug = px_form_text(&a->form, "slug") };
    return px_model_entry_add(db, a->request->arena, &a->model, a->author, err);
}

static px_str model_then(const adding *a)
{
    return px_page_address(a->request, "/providers/%.*s/models/%.*s", PX_STR_ARG(a->provider.slug),
                           PX_STR_ARG(a->model.slug));
}

int px_page_model_add(px_request *request, px_reply *reply, px_error *err)
{
    adding a = { .request = request };
    adding_words words = {
        .title = N_("Enter a model"),
        .lead = N_("What the model is, you claim on its page, field by field, or import from its "
                   "files."),
    };
    int rc = px_provider_find(request->db, request->arena, request->params[0], &a.provider, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_DECLARE, px_scope_provider(a.provider.row), err);
    if (rc < 0)
        return rc;
    words.back = px_duty_provider_link(request, &a.provider);
    words.back_title = a.provider.name;
    words.action =
        px_page_address(request, "/providers/%.*s/add-model", PX_STR_ARG(a.provider.slug));
    px_form_start(&a.form, request, model_fields, PX_COUNT(model_fields));
    return run(&a, reply, model_deed, &words, model_then, err);
}

/* ---- A version */

static int version_deed(px_db *db, void *arg, px_error *err)
{
    adding *a = arg;

    a->version =
        (px_model_version){ .model = a->model.row, .name = px_form_text(&a->form, "name") };
    return px_model_version_add(db, a->request->arena, &a->version, a->author, err);
}

static px_str version_then(const adding *a)
{
    return px_duty_model_link(a->request, &a->model, "");
}

int px_page_version_add(px_request *request, px_reply *reply, px_error *err)
{
    adding a = { .request = request };
    adding_words words = {
        .title = N_("Enter a version"),
        .lead = N_("Its dates are claims of their own: of first release, and of placing on the "
                   "Union market."),
    };
    int rc = px_duty_model(request, &a.provider, &a.model, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_DECLARE, px_scope_provider(a.provider.row), err);
    if (rc < 0)
        return rc;
    words.back = px_duty_model_link(request, &a.model, "");
    words.back_title = a.model.name;
    words.action = px_duty_model_link(request, &a.model, "/add-version");
    px_form_start(&a.form, request, version_fields, PX_COUNT(version_fields));
    return run(&a, reply, version_deed, &words, version_then, err);
}
