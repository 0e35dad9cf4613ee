/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of a document is asked for, and the addresses that lead to it. */
#include "base/number.h"
#include "duty/filled_claims.h"
#include "web/access.h"
#include "web/duty/check_view.h"
#include "web/duty/page_document_priv.h"
#include "web/url.h"

#include "base/banned.h"

enum { NUMBER_MAX = 1000000 };

/* ---- What is asked for */

int document_page_find(document_page *p, px_error *err)
{
    px_request *request = p->request;
    px_str of = px_fields_get(&request->query, "of");
    int rc = px_duty_model(request, &p->provider, &p->model, err);

    if (rc >= 0 && of.len)
        rc = px_model_version_find(request->db, request->arena, p->model.row, of, &p->of, err);
    p->subject = (px_claim_subject){ p->provider.row, p->model.row, p->of.row };
    return rc;
}

static int read_view(document_page *p, px_error *err)
{
    return px_filled_view(p->request->arena, &p->whole, p->recipient, &p->view, err);
}

/* What differs from the version before, as far as whoever asks may read both. */
static int read_before(document_page *p, px_error *err)
{
    px_request *request = p->request;
    const px_published *before = NULL;
    size_t kept = 0;
    int rc;

    for (size_t i = 0; i < p->n_versions; i++)
        if (p->versions[i].number == p->published.number - 1 &&
            document_page_reads(p, &p->versions[i]))
            before = &p->versions[i];
    for (size_t i = 0; before && i < p->published.n_changed; i++) {
        const px_filled_field *field = px_filled_of(&p->whole, p->published.changed[i]);

        if (field && px_filled_shows(&p->view, field->field))
            p->published.changed[kept++] = p->published.changed[i];
    }
    p->published.n_changed = kept;
    if (!before)
        return 0;
    rc = px_register_whole(request->house, request->arena, before, &p->before_whole, err);
    return rc < 0 ? rc
                  : px_filled_view(request->arena, &p->before_whole, p->recipient, &p->before, err);
}

/* Whose view is asked for: as told, else the first that may be read; of a summary everybody's. */
static int read_recipient(document_page *p, px_error *err)
{
    px_str told = px_fields_get(&p->request->query, "recipient");

    if (px_str_is(p->form->name, PX_FORM_SUMMARY)) {
        p->recipient = PX_RECIPIENT_PUBLIC;
        return 0;
    }
    p->recipient = PX_RECIPIENT_COUNT;
    if (told.len &&
        (!px_recipient_find(told, &p->recipient) || p->recipient == PX_RECIPIENT_PUBLIC))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("nobody is called '{recipient}'"), "recipient",
                       px_arena_cstr(p->request->arena, told), NULL);
    return 0;
}

/* ---- Which version, and whose view of it */

typedef bool seeing(const document_page *p, const px_published *published, px_recipient recipient);

static bool may_read(const document_page *p, const px_published *published, px_recipient recipient)
{
    return p->inside || px_published_is_open(published, recipient);
}

/* Or may know that it was public. */
static bool may_see(const document_page *p, const px_published *published, px_recipient recipient)
{
    return may_read(p, published, recipient) || px_published_taken_back(published, recipient);
}

/* The recipient who is told, else the last of whom it holds; PX_RECIPIENT_COUNT: none. */
static px_recipient recipient_of(const document_page *p, const px_published *published,
                                 seeing *sees)
{
    px_recipient last = PX_RECIPIENT_COUNT;

    if (p->recipient != PX_RECIPIENT_COUNT)
        return sees(p, published, p->recipient) ? p->recipient : PX_RECIPIENT_COUNT;
    for (int r = PX_RECIPIENT_AI_OFFICE; r < PX_RECIPIENT_COUNT; r++)
        if (sees(p, published, (px_recipient)r))
            last = (px_recipient)r;
    return last;
}

/* The version of that number, or with 0 the newest, of which it holds. */
static bool choose(document_page *p, long long number, seeing *sees)
{
    for (size_t i = 0; i < p->n_versions; i++) {
        px_recipient recipient = recipient_of(p, &p->versions[i], sees);

        if ((number && p->versions[i].number != number) || recipient == PX_RECIPIENT_COUNT)
            continue;
        p->published = p->versions[i];
        p->recipient = recipient;
        return true;
    }
    return false;
}

/* What may be read goes before what was taken back. */
static int choose_version(document_page *p, long long number, px_error *err)
{
    px_request *request = p->request;
    size_t kept = 0;
    int rc = px_register_versions(request->db, request->arena, &p->subject, p->form->name,
                                  &p->versions, &p->n_versions, err);

    if (rc >= 0 && !choose(p, number, may_read) && !choose(p, number, may_see))
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("this model has no such version of the document"),
                     NULL);
    if (rc < 0)
        return rc;
    p->gone = !may_read(p, &p->published, p->recipient);
    for (size_t i = 0; i < p->n_versions; i++)
        if (may_see(p, &p->versions[i], p->recipient))
            p->versions[kept++] = p->versions[i];
    p->n_versions = kept;
    return 0;
}

bool document_page_reads(const document_page *p, const px_published *published)
{
    return may_read(p, published, p->recipient);
}

static int read_published(document_page *p, px_error *err)
{
    px_request *request = p->request;
    int rc = px_register_whole(request->house, request->arena, &p->published, &p->whole, err);

    if (rc >= 0)
        rc = read_view(p, err);
    return rc < 0 ? rc : read_before(p, err);
}

int document_page_published(document_page *p, const char *form, px_error *err)
{
    px_request *request = p->request;
    px_str told = request->params[2];
    long long number = 0;
    int rc = document_page_find(p, err);

    p->form = px_official_form_by_name(px_str_of(form));
    if (rc >= 0 && told.len && px_parse_int(told, 1, NUMBER_MAX, &number, err) < 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("this model has no such version of the document"),
                       NULL);
    if (rc >= 0)
        rc = read_recipient(p, err);
    if (rc < 0)
        return rc;
    p->inside = px_duty_may(request, PX_ACTION_READ_CLAIMS, &p->provider);
    rc = choose_version(p, number, err);
    return rc < 0 || p->gone ? rc : read_published(p, err);
}

int document_page_draft(document_page *p, px_error *err)
{
    px_request *request = p->request;
    px_str told = px_fields_get(&request->query, "recipient");
    int rc = document_page_find(p, err);

    p->draft = p->inside = true;
    if (rc >= 0)
        rc =
            px_access_hide(request, PX_ACTION_READ_CLAIMS, px_scope_provider(p->provider.row), err);
    if (rc < 0)
        return rc;
    p->form = px_official_form_by_name(request->params[2]);
    if (!p->form)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no form '{form}'"), "form",
                       px_arena_cstr(request->arena, request->params[2]), NULL);
    p->recipient =
        px_str_is(p->form->name, PX_FORM_SUMMARY) ? PX_RECIPIENT_PUBLIC : PX_RECIPIENT_AI_OFFICE;
    if (told.len && !px_recipient_find(told, &p->recipient))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("nobody is called '{recipient}'"), "recipient",
                       px_arena_cstr(request->arena, told), NULL);
    rc = px_filled_from_claims(request->db, request->arena, &p->subject, p->form, &p->whole, err);
    if (rc >= 0)
        rc = px_check_claimed(request, &p->subject, &p->whole, &p->checked, err);
    return rc < 0 ? rc : read_view(p, err);
}

void document_page_free(document_page *p)
{
    px_filled_free(&p->view);
    px_filled_free(&p->before);
    px_filled_free(&p->before_whole);
    px_filled_free(&p->whole);
}

/* ---- Addresses */

px_str document_page_with_query(const document_page *p, px_str address, const char *name,
                                px_str value)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(16 * 1024);

    px_url_pair(&query, "of", p->of.name);
    if (p->recipient != PX_RECIPIENT_PUBLIC && p->recipient != PX_RECIPIENT_COUNT)
        px_url_pair(&query, "recipient", px_str_of(px_recipient_name(p->recipient)));
    if (name)
        px_url_pair(&query, name, value);
    return px_str_of(px_arena_format(p->request->arena, "%.*s%.*s", PX_STR_ARG(address),
                                     PX_STR_ARG(px_builder_view(&query))));
}

px_str document_page_feed_link(const document_page *p)
{
    document_page of_all = *p;

    of_all.recipient = PX_RECIPIENT_PUBLIC;
    return document_page_model_link(&of_all, "/feed.atom");
}

px_str document_page_model_link(const document_page *p, const char *end)
{
    return document_page_with_query(p, px_duty_model_link(p->request, &p->model, end), NULL,
                                    PX_STR_NONE);
}

px_str document_page_number_link(const document_page *p, int number, const char *end)
{
    const char *name = px_str_is(p->form->name, PX_FORM_SUMMARY) ? "summary" : "form";

    return document_page_model_link(
        p, px_arena_format(p->request->arena, "/%s/%d%s", name, number, end));
}

px_str document_page_link(const document_page *p)
{
    if (!p->draft)
        return document_page_number_link(p, p->published.number, "");
    return document_page_model_link(
        p, px_arena_format(p->request->arena, "/draft/%.*s", PX_STR_ARG(p->form->name)));
}
