/* SPDX-License-Identifier: EUPL-1.2 */
/* The register as a table (CSV) and as a feed, of what the query chooses. */
#include "web/atom.h"
#include "web/document_file.h"
#include "web/duty/duty_view.h"
#include "web/duty/opening_view.h"
#include "web/duty/register_query.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/site_address.h"

#include "base/banned.h"

enum { TABLE_MAX = 100000, FEED_MAX = 50 };

static px_str absolute(const px_request *request, px_str base, px_str address)
{
    return px_str_of(
        px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(base), PX_STR_ARG(address)));
}

/* ---- Table */

/* Titles are names for programs: the same in every language. */
static const char *const columns[] = { "provider",    "provider_name", "model",     "model_name",
                                       "versions",    "form",          "version",   "date",
                                       "next_update", "recipient",     "missing",   "domains",
                                       "sha256",      "root",          "act",       "address",
                                       "public",      "public_from",   "taken_back" };

/* "downstream 2026-11-02 to 2026-11-30: of another model", of each view that was taken back. */
static px_str taken_cell(const px_request *request, const px_published *p)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64 * 1024);

    for (int r = 0; r < PX_RECIPIENT_COUNT; r++) {
        const px_opening *taken = px_published_taken_back(p, (px_recipient)r);

        if (taken)
            px_builder_format(&text, "%s%s %.*s to %.*s: %.*s", text.len ? "; " : "",
                              px_recipient_name((px_recipient)r),
                              PX_STR_ARG(px_opening_day(request, taken->from)),
                              PX_STR_ARG(px_opening_day(request, taken->to)),
                              PX_STR_ARG(taken->reason));
    }
    return px_arena_str(request->arena, px_builder_view(&text));
}

/* Since when the view is public; of what was taken back empty. */
static px_str public_from(const px_request *request, const px_published *p, px_recipient recipient)
{
    if (recipient == PX_RECIPIENT_PUBLIC)
        return p->day;
    for (size_t i = 0; i < p->n_openings; i++)
        if (p->openings[i].recipient == recipient && p->openings[i].to == PX_TIME_NONE)
            return px_opening_day(request, p->openings[i].from);
    return PX_STR("");
}

static void table_row(px_document *d, const px_request *request, px_str base, const px_published *p)
{
    PX_AUTO_BUILDER px_builder covers = PX_BUILDER_INIT(64 * 1024);
    px_recipient recipient = px_register_recipient(p);
    px_arena *arena = px_document_arena(d);
    bool summary = recipient == PX_RECIPIENT_PUBLIC;
    px_str cells[] = {
        p->provider_slug,
        p->provider_name,
        p->model_slug,
        p->model_name,
        PX_STR_NONE,
        p->form,
        px_str_of(px_arena_format(arena, "%d", p->number)),
        p->day,
        p->next_update,
        px_str_of(px_recipient_name(recipient)),
        summary ? px_str_of(px_arena_format(arena, "%d", p->missing)) : PX_STR(""),
        px_str_of(px_arena_format(arena, "%llu", (unsigned long long)p->n_domains)),
        summary ? p->snapshot : PX_STR(""),
        p->root,
        p->act,
        absolute(request, base, px_register_link(request, p)),
        px_str_of(px_published_is_open(p, recipient) ? "yes" : "no"),
        public_from(request, p, recipient),
        taken_cell(request, p),
    };
    px_doc_run runs[PX_COUNT(cells)];
    px_doc_cell row[PX_COUNT(cells)];

    for (size_t i = 0; i < p->n_covers; i++)
        px_builder_format(&covers, "%s%.*s", i ? "; " : "", PX_STR_ARG(p->covers[i]));
    cells[4] = px_arena_str(arena, px_builder_view(&covers));
    _Static_assert(PX_COUNT(cells) == PX_COUNT(columns), "a cell for each column");
    for (size_t i = 0; i < PX_COUNT(cells); i++) {
        runs[i] = (px_doc_run){ .text = cells[i] };
        row[i] = (px_doc_cell){ .runs = &runs[i], .n_runs = 1 };
    }
    px_doc_row(d, row, PX_COUNT(cells));
}

int px_web_register_table(px_request *request, px_reply *reply, px_error *err)
{
    px_register_query query = px_register_query_read(request);
    px_document_head head = { .title = px_str_of(px_tr(request->language, N_("Register"))),
                              .author = px_str_of(px_house_name(request->house)),
                              .language = px_part_tag(request),
                              .date = request->now };
    px_doc_column titles[PX_COUNT(columns)] = { 0 };
    px_str base = px_site_base(request, reply);
    px_document *document = px_document_new(request->arena, &head);
    px_published *rows;
    size_t n;
    int rc;

    query.filter.offset = 0;
    query.filter.max = TABLE_MAX;
    rc = px_register_list(request->db, request->arena, &query.filter, &rows, &n, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < PX_COUNT(columns); i++)
        titles[i].title = px_str_of(columns[i]);
    px_doc_table(document, titles, PX_COUNT(columns), head.title);
    for (size_t i = 0; i < n; i++)
        table_row(document, request, base, &rows[i]);
    px_doc_table_end(document);
    return px_document_file(request, reply, document, PX_DOCUMENT_CSV, PX_STR("register"),
                            PX_STR("register"), err);
}

/* ---- Feed */

static void feed_entry(px_builder *out, const px_request *request, px_str base,
                       const px_published *p)
{
    px_arena *arena = request->arena;
    px_str form = px_bilingual_in(&px_official_form_by_name(p->form)->title, px_part_tag(request));
    px_str title = px_part_headed(request, p->model_name, form);
    px_str taken = px_taken_text(request, p);
    px_atom_entry entry = {
        .id = px_site_urn(request, "documents/%.*s", PX_STR_ARG(p->id)),
        .title = px_str_of(px_arena_format(arena, "%.*s %d", PX_STR_ARG(title), p->number)),
        .link = absolute(request, base, px_register_link(request, p)),
        .text = taken.len
                    ? px_str_of(px_arena_format(arena, "%.*s. %.*s", PX_STR_ARG(p->provider_name),
                                                PX_STR_ARG(taken)))
                    : p->provider_name,
        .updated = px_published_touched(p),
        .published = p->time,
    };

    px_atom_entry_add(out, &entry);
}

int px_web_register_feed(px_request *request, px_reply *reply, px_error *err)
{
    px_register_query query = px_register_query_read(request);
    px_str base = px_site_base(request, reply), chosen;
    px_atom_feed head = { .language = px_part_tag(request) };
    px_published *rows;
    size_t n;
    int rc;

    query.filter.offset = 0;
    query.filter.max = FEED_MAX;
    query.filter.order = PX_REGISTER_NEWEST;
    query.filter.earlier = true;
    chosen = px_register_query_text(request, &query.filter, 1);
    query.filter.order = PX_REGISTER_TOUCHED;
    rc = px_register_list(request->db, request->arena, &query.filter, &rows, &n, err);
    if (rc < 0)
        return rc;
    head.id = px_site_urn(request, "register%.*s", PX_STR_ARG(chosen));
    head.title = px_str_of(px_tr(request->language, N_("Register")));
    head.author = px_str_of(px_house_name(request->house));
    head.self = absolute(
        request, base,
        px_str_of(px_arena_format(request->arena, "%.*s%.*s",
                                  PX_STR_ARG(px_page_address(request, "/register/feed.atom")),
                                  PX_STR_ARG(chosen))));
    head.page =
        absolute(request, base,
                 px_str_of(px_arena_format(request->arena, "%.*s%.*s",
                                           PX_STR_ARG(px_page_address(request, "/register")),
                                           PX_STR_ARG(chosen))));
    head.updated = n ? px_published_touched(&rows[0]) : 0;
    reply->content_type = "application/atom+xml; charset=utf-8";
    px_atom_start(&reply->body, &head);
    for (size_t i = 0; i < n; i++)
        feed_entry(&reply->body, request, base, &rows[i]);
    px_atom_end(&reply->body);
    return 0;
}
