/* SPDX-License-Identifier: EUPL-1.2 */
/* A document of a model: the public summary as it was published (.../summary/N; without a number
 * the newest), a recipient's view of the documentation (.../form/N?recipient=), and each official
 * form as it would be published now, for the people of its provider (.../draft/FORM?recipient=).
 * ?format= gives the file. */
#include "duty/filled_document.h"
#include "web/access.h"
#include "web/document_file.h"
#include "web/duty/check_view.h"
#include "web/duty/opening_view.h"
#include "web/duty/page_document_priv.h"
#include "web/duty/value_short.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/session.h"
#include "web/site_address.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_document_format formats[] = { PX_DOCUMENT_DOCX, PX_DOCUMENT_PDF,
                                              PX_DOCUMENT_MARKDOWN };

static bool is_summary(const document_page *p)
{
    return px_str_is(p->form->name, PX_FORM_SUMMARY);
}

/* ---- The document */

static px_str format_link(const document_page *p, px_document_format format)
{
    const char *end =
        p->draft ? px_arena_format(p->request->arena, "/draft/%.*s", PX_STR_ARG(p->form->name))
                 : px_arena_format(p->request->arena, "/%s/%d", is_summary(p) ? "summary" : "form",
                                   p->published.number);

    return document_page_with_query(p, px_duty_model_link(p->request, &p->model, end), "format",
                                    px_str_of(px_document_format_name(format)));
}

/* findings: say at the fields what the checker says, which no file of the document does. */
static int page_document(const document_page *p, px_reply *reply, bool findings,
                         px_document **ret_document, px_error *err)
{
    px_request *request = p->request;
    px_filled_print *print = px_arena_alloc(request->arena, sizeof(*print));
    px_str base = px_site_base(request, reply);

    *print = (px_filled_print){
        .language = request->language,
        .house = px_str_of(px_house_name(request->house)),
        .changed = p->published.changed,
        .n_changed = p->published.n_changed,
        .first = !p->draft && p->published.number == 1,
        .findings = findings ? &p->checked.findings : NULL,
    };
    if (base.len && !p->draft) {
        print->address = px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(base),
                                                   PX_STR_ARG(document_page_link(p))));
        if (p->published.domains.len)
            print->domains_link = px_str_of(px_arena_format(
                request->arena, "%.*s%.*s", PX_STR_ARG(base),
                PX_STR_ARG(document_page_number_link(p, p->published.number, "/domains.csv"))));
    }
    return px_filled_document(request->arena, &p->view, print, ret_document, err);
}

static int page_file(const document_page *p, px_reply *reply, px_str told, px_error *err)
{
    px_request *request = p->request;
    px_document_format format;
    px_document *document;
    int rc;

    if (!px_document_format_find(told, &format) || format == PX_DOCUMENT_XLSX ||
        format == PX_DOCUMENT_CSV)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no format '{format}' of documents"),
                       "format", px_arena_cstr(request->arena, told), NULL);
    rc = page_document(p, reply, false, &document, err);
    if (rc < 0)
        return rc;
    return px_document_file(
        request, reply, document, format, document_page_link(p),
        px_str_of(px_arena_format(
            request->arena, "%.*s-%.*s-%s%s%s%d", PX_STR_ARG(p->model.slug),
            PX_STR_ARG(p->form->name), is_summary(p) ? "" : px_recipient_name(p->recipient),
            is_summary(p) ? "" : "-", p->draft ? "draft" : "", p->published.number)),
        err);
}

/* ---- The page */

static void show_files(const document_page *p, px_view_duty_document *view)
{
    const px_request *request = p->request;
    px_view_report_file *files = px_arena_array(request->arena, PX_COUNT(formats), sizeof(*files));

    for (size_t i = 0; i < PX_COUNT(formats); i++)
        files[i] = (px_view_report_file){
            .name = px_str_of(px_tr(request->language, px_document_format_title(formats[i]))),
            .link = format_link(p, formats[i]),
            .type = px_str_of(px_document_media_type(formats[i])),
        };
    view->files = files;
    view->n_files = PX_COUNT(formats);
}

static void show_versions(const document_page *p, px_view_duty_document *view)
{
    px_view_duty_document_version *rows =
        px_arena_array(p->request->arena, PX_MAX(p->n_versions, 1), sizeof(*rows));

    for (size_t i = 0; i < p->n_versions; i++)
        rows[i] = (px_view_duty_document_version){
            .number = p->versions[i].number,
            .day = px_duty_day(p->request, p->versions[i].day),
            .link = document_page_number_link(p, p->versions[i].number, ""),
            .here = p->versions[i].number == p->published.number,
            .gone = !document_page_reads(p, &p->versions[i]),
        };
    view->versions = rows;
    view->n_versions = p->n_versions;
}

/* What changed since the version before, field by field: only what the recipient may have. */
static void show_changed(const document_page *p, px_view_duty_document *view)
{
    const px_request *request = p->request;
    px_view_duty_document_field *rows =
        px_arena_array(request->arena, PX_MAX(p->published.n_changed, 1), sizeof(*rows));

    if (!p->before.form)
        return;
    for (size_t i = 0; i < p->published.n_changed; i++) {
        const px_filled_field *before = px_filled_of(&p->before, p->published.changed[i]);
        const px_filled_field *after = px_filled_of(&p->view, p->published.changed[i]);

        if (!before || !after)
            continue;
        rows[view->n_changed++] = (px_view_duty_document_field){
            .id = after->field->id,
            .label = px_bilingual_in(&after->field->label, px_part_tag(request)),
            .before = px_value_short(request, before->field, before->value),
            .after = px_value_short(request, after->field, after->value),
        };
    }
    view->changed = rows;
}

/* Those whose view may be read, or was public; which of them are, where it is no draft. */
static void show_recipients(const document_page *p, px_view_duty_document *view)
{
    const px_request *request = p->request;
    px_view_duty_document_recipient *rows =
        px_arena_array(request->arena, PX_RECIPIENT_COUNT, sizeof(*rows));
    document_page other = *p;

    if (is_summary(p))
        return;
    for (int i = PX_RECIPIENT_AI_OFFICE; i < PX_RECIPIENT_COUNT; i++) {
        other.recipient = (px_recipient)i;
        if (!document_page_reads(&other, &p->published) &&
            !px_published_taken_back(&p->published, other.recipient))
            continue;
        rows[view->n_recipients++] = (px_view_duty_document_recipient){
            .title = px_str_of(px_tr(request->language, px_recipient_title((px_recipient)i))),
            .link = document_page_link(&other),
            .here = p->recipient == (px_recipient)i,
            .open = !p->draft && px_published_is_open(&p->published, other.recipient),
            .gone = px_published_taken_back(&p->published, other.recipient) != NULL,
        };
    }
    view->recipients = rows;
}

static void show_form(const document_page *p, px_view_duty_document *view)
{
    view->root = p->published.root;
    view->verify = px_page_address(p->request, "/register/verify");
    view->open = px_published_is_open(&p->published, p->recipient);
    view->gone = p->gone;
    view->taken = px_taken_words(p->request, &p->published, p->recipient);
    if (view->taken.len)
        view->taken_act = px_page_address(
            p->request, "/log/%.*s",
            PX_STR_ARG(px_published_taken_back(&p->published, p->recipient)->end_act));
    view->recipient = px_str_of(px_tr(p->request->language, px_recipient_title(p->recipient)));
    show_recipients(p, view);
}

static void show_published(const document_page *p, px_view_duty_document *view)
{
    const px_request *request = p->request;
    const px_published *d = &p->published;
    PX_AUTO_BUILDER px_builder covers = PX_BUILDER_INIT(64 * 1024);

    for (size_t i = 0; i < d->n_covers; i++)
        px_builder_format(&covers, "%s%.*s", i ? ", " : "", PX_STR_ARG(d->covers[i]));
    view->covers = px_arena_str(request->arena, px_builder_view(&covers));
    view->number = d->number;
    view->day = px_duty_day(request, d->day);
    view->due = px_duty_day(request, d->next_update);
    if (!d->newest)
        view->newest = document_page_model_link(p, is_summary(p) ? "/summary" : "/form");
    view->act = px_page_address(request, "/log/%.*s", PX_STR_ARG(d->act));
    if (is_summary(p))
        view->snapshot = d->snapshot;
    else
        show_form(p, view);
    view->search = px_page_address(request, "/register/domains");
    view->feed = document_page_feed_link(p);
    view->domain_count = (long long)d->n_domains;
    if (d->domains.len)
        view->domains = document_page_number_link(p, d->number, "/domains.csv");
    show_versions(p, view);
    show_changed(p, view);
}

static void show_draft(document_page *p, px_reply *reply, px_view_duty_document *view)
{
    px_request *request = p->request;

    show_recipients(p, view);
    view->refused = p->refused;
    view->counts = px_check_counts_show(
        request, &p->checked,
        document_page_model_link(
            p, px_arena_format(request->arena, "/check/%.*s", PX_STR_ARG(p->form->name))));
    view->errors = px_check_list_show(request, &p->checked,
                                      &(px_check_wish){ .model = &p->model,
                                                        .severities = 1u << PX_SEVERITY_ERROR,
                                                        .placed = true });
    view->error_count = view->counts->errors;
    view->asked = p->asked;
    view->ranges = px_fields_get(&request->form, "ranges").len > 0;
    if (p->asked || p->refused.len)
        view->confirm = px_checked_errors(&p->checked, request->arena);
    for (size_t i = 0; i < p->form->n_fields; i++)
        view->missing_count += px_filled_is_missing(&p->whole, &p->whole.fields[i]);
    if (!px_duty_may(request, PX_ACTION_PUBLISH_DOCUMENTS, &p->provider))
        return;
    px_session_need(request, reply);
    view->csrf = px_arena_str(request->arena, px_str_of(request->session.csrf));
    view->action = document_page_link(p);
    view->sizes = is_summary(p);
    view->numbers = !is_summary(p) && p->refused.len > 0;
}

/* The form that makes the view public, or the way to take it back, for those who may publish. */
static void show_opening(document_page *p, px_reply *reply, px_view_duty_document *view)
{
    px_request *request = p->request;

    view->refused = p->refused;
    if (is_summary(p) || !px_duty_may(request, PX_ACTION_PUBLISH_DOCUMENTS, &p->provider))
        return;
    if (view->open) {
        view->withdraw = document_page_number_link(p, p->published.number, "/withdraw");
        return;
    }
    px_session_need(request, reply);
    view->csrf = px_arena_str(request->arena, px_str_of(request->session.csrf));
    view->action = document_page_link(p);
}

/* Its text; of what was taken back none. */
static int show_body(const document_page *p, px_reply *reply, px_view_duty_document *view,
                     px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_document *document;
    int rc;

    if (p->gone)
        return 0;
    rc = page_document(p, reply, p->draft, &document, err);
    if (rc >= 0)
        rc = px_document_html_body(document, 2, &text, err);
    if (rc < 0)
        return rc;
    view->body = px_arena_str(p->request->arena, px_builder_view(&text));
    show_files(p, view);
    return 0;
}

static int page_show(document_page *p, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_duty_document view = {
        .provider = p->provider.name,
        .provider_link = px_duty_provider_link(request, &p->provider),
        .model = p->model.name,
        .model_link = px_duty_model_link(request, &p->model, ""),
        .title = px_bilingual_in(&p->form->title, px_part_tag(request)),
        .draft = p->draft,
        .twin = document_page_with_query(p, px_request_address(request, request->language, true),
                                         NULL, PX_STR_NONE),
    };
    px_frame frame = { .room = PX_ROOM_REGISTER,
                       .hidden = p->draft || (!is_summary(p) && p->inside),
                       .query = document_page_with_query(p, PX_STR(""), NULL, PX_STR_NONE) };
    int rc = show_body(p, reply, &view, err);

    if (rc < 0)
        return rc;
    if (p->draft) {
        show_draft(p, reply, &view);
    } else {
        show_published(p, &view);
        show_opening(p, reply, &view);
        frame.feed = view.feed;
        frame.feed_title = view.title;
    }
    if (p->refused.len || p->asked)
        reply->status = 422;
    frame.title = px_part_headed(request, p->model.name, view.title);
    frame.description = frame.title;
    px_template_duty_document(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

/* Of what was taken back: which it is, and when it was public. */
static int page_gone_json(const document_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "document", p->published.id);
    px_json_pair_str(&json, "form", p->form->name);
    px_json_pair_int(&json, "number", p->published.number);
    px_json_pair_str(&json, "date", p->published.day);
    px_json_pair_cstr(&json, "recipient", px_recipient_name(p->recipient));
    px_json_pair_bool(&json, "public", false);
    px_published_times_json(&json, &p->published);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static int page_answer(document_page *p, px_reply *reply, px_error *err)
{
    px_str told = px_fields_get(&p->request->query, "format");

    if (p->gone && p->request->json)
        return page_gone_json(p, reply, err);
    if (p->gone && told.len)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the provider took this view back; its page says when and why"), NULL);
    if (p->request->json || px_str_is(told, "json")) {
        reply->content_type = px_document_media_type(PX_DOCUMENT_JSON);
        return px_filled_write(&p->view, &reply->body, err);
    }
    return told.len ? page_file(p, reply, told, err) : page_show(p, reply, err);
}

int px_page_summary(px_request *request, px_reply *reply, px_error *err)
{
    document_page p = { .request = request };
    int rc = document_page_published(&p, PX_FORM_SUMMARY, err);

    reply->shared = true;
    if (rc >= 0)
        rc = page_answer(&p, reply, err);
    document_page_free(&p);
    return rc;
}

/* ---- Making a view public */

static int page_open(document_page *p, bool *ret_done, px_error *err)
{
    px_request *request = p->request;
    px_open_order order = { .published = &p->published,
                            .recipient = p->recipient,
                            .author = px_form_author(request) };
    px_error why = PX_ERROR_INIT;
    int rc = px_access_need(request, PX_ACTION_PUBLISH_DOCUMENTS,
                            px_scope_provider(p->provider.row), err);

    if (rc < 0)
        return rc;
    rc = px_register_open(request->house, request->arena, &order, &why);
    if (rc < 0 && why.code != PX_ERR_CONFLICT) {
        *err = why;
        return rc;
    }
    if (rc < 0)
        p->refused = px_part_error(request, &why);
    *ret_done = rc >= 0;
    return 0;
}

int px_page_form(px_request *request, px_reply *reply, px_error *err)
{
    document_page p = { .request = request };
    bool done = false;
    int rc = document_page_published(&p, PX_FORM_MODEL, err);

    if (p.inside)
        reply->cache_control = "no-store";
    if (rc >= 0 && request->method == PX_POST)
        rc = page_open(&p, &done, err);
    if (rc >= 0 && done)
        px_reply_see_other(reply, document_page_link(&p));
    else if (rc >= 0)
        rc = page_answer(&p, reply, err);
    document_page_free(&p);
    return rc;
}

/* ---- Publishing */

static int page_publish(document_page *p, bool *ret_done, px_error *err)
{
    px_request *request = p->request;
    px_publish_order order = { .subject = p->subject,
                               .form = p->form->name,
                               .ranges_only = px_fields_get(&request->form, "ranges").len > 0,
                               .allow_numbers = px_fields_get(&request->form, "numbers").len > 0,
                               .author = px_form_author(request) };
    px_error why = PX_ERROR_INIT;
    int rc = px_access_need(request, PX_ACTION_PUBLISH_DOCUMENTS,
                            px_scope_provider(p->provider.row), err);

    if (rc < 0)
        return rc;
    /* With errors only after these very errors were shown: a warning, no bar. */
    p->asked = !px_str_eq(px_fields_get(&request->form, "confirm"),
                          px_checked_errors(&p->checked, request->arena)) &&
               px_findings_of(&p->checked.findings, PX_SEVERITY_ERROR) > 0;
    if (p->asked)
        return 0;
    rc = px_register_publish(request->house, request->db, request->arena, &order, &why);
    if (rc < 0 && why.code != PX_ERR_CONFLICT && why.code != PX_ERR_INVALID) {
        *err = why;
        return rc;
    }
    if (rc < 0)
        p->refused = px_part_error(request, &why);
    p->published = order.ret_published;
    *ret_done = rc >= 0;
    return 0;
}

int px_page_document_draft(px_request *request, px_reply *reply, px_error *err)
{
    document_page p = { .request = request };
    bool done = false;
    int rc = document_page_draft(&p, err);

    reply->cache_control = "no-store";
    if (rc >= 0 && request->method == PX_POST)
        rc = page_publish(&p, &done, err);
    if (rc >= 0 && done)
        px_reply_see_other(reply, px_duty_form_link(request, &p.model, p.form->name,
                                                    p.published.number, p.of.name, p.recipient));
    else if (rc >= 0)
        rc = page_answer(&p, reply, err);
    document_page_free(&p);
    return rc;
}
