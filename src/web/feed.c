/* SPDX-License-Identifier: EUPL-1.2 */
/* Atom feeds: of the house (the acts on its codes), and of one code (its versions, changes of its
 * dossier, steps of its history). */
#include "web/atom.h"
#include "web/code_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/site_address.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_ENTRIES = 100, MAX_ACTS = 1000 };

/* Entries while they are gathered. */
typedef struct feed {
    px_request *request;
    px_str base; /* of absolute addresses */
    px_atom_entry *entries;
    size_t count, room;
} feed;

static px_str feed_absolute(const feed *f, px_str address)
{
    return px_str_of(
        px_arena_format(f->request->arena, "%.*s%.*s", PX_STR_ARG(f->base), PX_STR_ARG(address)));
}

static void feed_add(feed *f, px_atom_entry entry)
{
    f->entries =
        px_arena_grow(f->request->arena, f->entries, f->count, &f->room, sizeof(*f->entries));
    entry.link = feed_absolute(f, entry.link);
    f->entries[f->count++] = entry;
}

/* Newest first; what is of the same time stays in a fixed order. */
static int feed_order(const void *a, const void *b)
{
    const px_atom_entry *x = a, *y = b;

    if (x->updated != y->updated)
        return x->updated < y->updated ? 1 : -1;
    return px_str_cmp(x->id, y->id);
}

static void feed_write(feed *f, px_reply *reply, px_str id, px_str title, px_str page,
                       px_time never)
{
    const px_request *request = f->request;
    px_str self = px_page_address(request, "%.*s", PX_STR_ARG(request->page));
    px_atom_feed head = {
        .id = id,
        .language = px_part_tag(request),
        .title = title,
        .author = px_str_of(px_house_name(request->house)),
        .self = feed_absolute(f, self),
        .page = feed_absolute(f, page),
        .updated = never,
    };

    if (f->count) {
        qsort(f->entries, f->count, sizeof(*f->entries), feed_order);
        head.updated = f->entries[0].updated;
    }
    reply->content_type = "application/atom+xml; charset=utf-8";
    px_atom_start(&reply->body, &head);
    for (size_t i = 0; i < PX_MIN(f->count, MAX_ENTRIES); i++)
        px_atom_entry_add(&reply->body, &f->entries[i]);
    px_atom_end(&reply->body);
}

/* "Version published: open-drafting, 1" */
static void feed_act(feed *f, const px_act_row *row)
{
    const px_request *request = f->request;
    px_view_act_entry act = px_part_act(request, row);
    px_str tag = px_part_tag(request);

    feed_add(f,
             (px_atom_entry){
                 .id = px_site_urn(request, "log/%.*s:%.*s", PX_STR_ARG(row->id), PX_STR_ARG(tag)),
                 .title = px_part_headed(request, act.summary, act.subject),
                 .link = act.link,
                 .updated = row->time,
                 .published = row->time,
             });
}

/* The acts on codes, or on one; how long ago the newest act of all was. */
static int feed_acts(feed *f, px_str code, px_time *ret_newest, px_error *err)
{
    px_act_row *rows;
    size_t n;
    int rc = px_act_list(f->request->db, f->request->arena, -1, MAX_ACTS, &rows, &n, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < n; i++)
        if (code.len ? px_str_eq(rows[i].code, code) : rows[i].code.len > 0)
            feed_act(f, &rows[i]);
    *ret_newest = n ? rows[0].time : 0;
    return 0;
}

int px_web_feed(px_request *request, px_reply *reply, px_error *err)
{
    feed f = { .request = request };
    px_str tag = px_part_tag(request);
    px_time newest;
    int rc;

    reply->shared = true;
    f.base = px_site_base(request, reply);
    rc = feed_acts(&f, PX_STR_NONE, &newest, err);
    if (rc < 0)
        return rc;
    feed_write(&f, reply, px_site_urn(request, "feed:%.*s", PX_STR_ARG(tag)),
               px_str_of(px_house_name(request->house)), px_page_address(request, "/"), newest);
    return 0;
}

/* ---- One code */

/* The start of a day in the zone of the house. */
static px_time feed_day(const px_request *request, int64_t days)
{
    px_error ignored = PX_ERROR_INIT;
    px_civil day = { 0 };
    px_time time;

    px_date_from_days(days, &day.year, &day.month, &day.day);
    return px_civil_resolve(request->zone, &day, &time, NULL, &ignored) < 0 ? 0 : time;
}

/* What lies ahead of the day on which the dossier was looked over is not told as if it had
 * happened; calendars have it. */
static void feed_step(feed *f, const px_code_view *v, const px_dossier_entry *entry, int64_t as_of)
{
    px_arena *arena = v->request->arena;
    px_str tag = px_part_tag(v->request), when = px_code_view_when(v, &entry->when);
    px_str text = entry->text.value;

    if (!px_code_view_is_step(entry) || entry->when.date.first > as_of)
        return;
    feed_add(f,
             (px_atom_entry){
                 .id = px_site_urn(v->request, "codes/%.*s/history/%.*s:%.*s",
                                   PX_STR_ARG(v->code.id), PX_STR_ARG(entry->key), PX_STR_ARG(tag)),
                 .title = entry->title.value,
                 .link = px_code_view_step_link(v, entry),
                 .text = px_str_of(px_arena_format(arena, "%.*s%s%.*s", PX_STR_ARG(when),
                                                   text.len ? "\n" : "", PX_STR_ARG(text))),
                 .updated = feed_day(v->request, entry->when.date.first),
                 .published = feed_day(v->request, entry->when.date.first),
             });
}

int px_web_code_feed(px_request *request, px_reply *reply, px_error *err)
{
    feed f = { .request = request };
    px_str tag = px_part_tag(request);
    px_code_view v;
    px_time newest;
    int rc = px_code_view_read(request, false, &v, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    reply->until = v.until;
    f.base = px_site_base(request, reply);
    rc = feed_acts(&f, v.code.id, &newest, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < v.dossier.count; i++)
        feed_step(&f, &v, &v.dossier.entries[i], px_code_view_days(v.dossier.as_of));
    feed_write(&f, reply,
               px_site_urn(request, "codes/%.*s/feed:%.*s", PX_STR_ARG(v.code.id), PX_STR_ARG(tag)),
               px_code_view_title(&v),
               px_page_address(request, "/codes/%.*s", PX_STR_ARG(v.code.id)), newest);
    return 0;
}
