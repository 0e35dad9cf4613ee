/* SPDX-License-Identifier: EUPL-1.2 */
/* What documents lead to: the addresses that they have printed in them, their lists of domains, the
 * feed of a model's documents. */
#include "document/document_write.h"
#include "store/blob.h"
#include "web/atom.h"
#include "web/duty/opening_view.h"
#include "web/duty/page_document_priv.h"
#include "web/duty/register_query.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/site_address.h"

#include "base/banned.h"

enum { DOMAINS_BYTES = 128 * 1024 * 1024 };

/* ---- Addresses that documents have printed in them, and that never change */

/* By the public id of the document; there it is asked who may read it. */
int px_web_document(px_request *request, px_reply *reply, px_error *err)
{
    px_published p;
    int rc = px_register_find(request->db, request->arena, request->params[0], &p, err);

    if (rc < 0)
        return rc;
    px_reply_see_other(reply, px_register_link(request, &p));
    return 0;
}

int px_web_document_domains(px_request *request, px_reply *reply, px_error *err)
{
    px_published p;
    int rc = px_register_find(request->db, request->arena, request->params[0], &p, err);

    if (rc >= 0 && !px_str_is(p.form, PX_FORM_SUMMARY))
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such document"), NULL);
    if (rc < 0)
        return rc;
    px_reply_see_other(reply, px_duty_summary_link(request, &p, "/domains.csv"));
    return 0;
}

int px_web_document_feed(px_request *request, px_reply *reply, px_error *err)
{
    document_page feed = { .request = request };
    px_published p;
    int rc = px_register_find(request->db, request->arena, request->params[0], &p, err);

    if (rc >= 0)
        rc = px_model_entry_get(request->db, request->arena, p.subject.model, &feed.model, err);
    if (rc < 0)
        return rc;
    feed.of.name = p.version_name;
    px_reply_see_other(reply, document_page_model_link(&feed, "/feed.atom"));
    return 0;
}

/* ---- Files */

int px_web_summary_domains(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    document_page p = { .request = request };
    size_t len;
    int rc = document_page_published(&p, PX_FORM_SUMMARY, err);

    if (rc >= 0 && !p.published.domains.len)
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("this summary has no list of domains"), NULL);
    if (rc >= 0)
        rc = px_blob_get(request->house, px_arena_cstr(request->arena, p.published.domains),
                         DOMAINS_BYTES, &data, &len, err);
    document_page_free(&p);
    if (rc < 0)
        return rc;
    reply->content_type = px_document_media_type(PX_DOCUMENT_CSV);
    px_builder_str(&reply->body, px_str_n(data, len));
    return 0;
}

/* What is public of a model, or was, what changed last first: summaries, and forms of which a view
 * was made public. */
static int feed_read(document_page *p, px_error *err)
{
    px_request *request = p->request;
    px_published *rows = NULL, *of;
    const px_official_form *form;
    size_t n = 0, room = 0, count;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && (form = px_official_form_at(i)); i++) {
        rc = px_register_versions(request->db, request->arena, &p->subject, form->name, &of, &count,
                                  err);
        for (size_t k = 0; rc >= 0 && k < count; k++) {
            size_t at = n;

            if (!of[k].n_openings && !px_str_is(form->name, PX_FORM_SUMMARY))
                continue;
            rows = px_arena_grow(request->arena, rows, n++, &room, sizeof(*rows));
            for (; at > 0 && px_published_touched(&rows[at - 1]) < px_published_touched(&of[k]);
                 at--)
                rows[at] = rows[at - 1];
            rows[at] = of[k];
        }
    }
    p->versions = rows;
    p->n_versions = n;
    return rc;
}

static void feed_entry(const document_page *p, px_str base, const px_published *published,
                       px_builder *out)
{
    const px_request *request = p->request;
    px_str title = px_part_headed(
        request, p->model.name,
        px_bilingual_in(&px_official_form_by_name(published->form)->title, px_part_tag(request)));
    px_atom_entry entry = {
        .id = px_site_urn(request, "documents/%.*s", PX_STR_ARG(published->id)),
        .title = px_str_of(
            px_arena_format(request->arena, "%.*s %d", PX_STR_ARG(title), published->number)),
        .link = px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(base),
                                          PX_STR_ARG(px_register_link(request, published)))),
        .text = px_taken_text(request, published),
        .updated = px_published_touched(published),
        .published = published->time,
    };

    px_atom_entry_add(out, &entry);
}

int px_web_model_feed(px_request *request, px_reply *reply, px_error *err)
{
    document_page p = { .request = request };
    px_str base = px_site_base(request, reply);
    px_atom_feed head = { .language = px_part_tag(request) };
    int rc = document_page_find(&p, err);

    if (rc >= 0)
        rc = feed_read(&p, err);
    if (rc < 0)
        return rc;
    head.id = px_site_urn(request, "models/%.*s", PX_STR_ARG(p.model.id));
    head.title = px_part_headed(request, p.model.name,
                                px_str_of(px_tr(request->language, N_("published documents"))));
    head.author = p.provider.name;
    head.self =
        px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(base),
                                  PX_STR_ARG(px_duty_model_link(request, &p.model, "/feed.atom"))));
    head.page = px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(base),
                                          PX_STR_ARG(px_duty_model_link(request, &p.model, ""))));
    head.updated = p.n_versions ? px_published_touched(&p.versions[0]) : p.model.created;
    reply->content_type = "application/atom+xml; charset=utf-8";
    px_atom_start(&reply->body, &head);
    for (size_t i = 0; i < p.n_versions; i++)
        feed_entry(&p, base, &p.versions[i], &reply->body);
    px_atom_end(&reply->body);
    return 0;
}
