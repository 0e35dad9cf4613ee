/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/site_export.h"

#include <stdio.h>

#include "base/map.h"
#include "store/act.h"
#include "web/entity.h"
#include "web/icalendar.h"
#include "web/page_frame.h"
#include "web/request_priv.h"
#include "web/respond.h"
#include "web/static_address.h"
#include "web/static_folder.h"
#include "web/static_page.h"
#include "web/static_scan.h"

#include "base/banned.h"

/* The name of the host while pages are rendered: no name of anybody (RFC 2606). */
#define RENDER_HOST "static.invalid"

enum { MAX_MOVES = 4, MAX_SITEMAP = 50000 };

typedef enum entry_state {
    ENTRY_WAITING,
    ENTRY_FILE,
    ENTRY_MOVED,
    ENTRY_LEFT_OUT,
    ENTRY_MISSING
} entry_state;

/* One address of the site. */
typedef struct entry {
    px_str target, file, to; /* to: where it has moved */
    entry_state state;
    bool html;
    px_handler_fn *own; /* a page that the house does not have */
} entry;

/* How many variants of a page there are. */
typedef struct variants {
    size_t single, dual;
} variants;

PX_MAP_DEFINE(entry_map, entry)
PX_MAP_DEFINE(variant_map, variants)

typedef struct site {
    px_house *house;
    px_db *db;
    px_zone *zone;
    px_time now;
    px_str origin; /* empty: none */
    px_str render_base, house_base;
    px_arena *arena; /* of the whole work */
    px_arena *page;  /* of one page */
    entry **entries; /* in the order in which they were found */
    size_t count, room;
    entry_map by_target;
    variant_map by_path;
    px_static_folder *folder;
    px_site_export_report report;
} site;

/* A page while its addresses are replaced. */
typedef struct rewriting {
    site *s;
    const entry *from;
    bool absolute; /* the page is shown at any address: only absolute links hold */
} rewriting;

/* ---- Addresses */

/* "/en/search" as "search": the rest behind a language; else empty. */
static px_str page_of(px_str target, const px_language **ret_language)
{
    px_str path = px_static_path(target);

    *ret_language = px_language_english();
    for (size_t i = 0; px_language_at(i); i++) {
        const char *tag = px_language_tag(px_language_at(i));
        size_t len = strlen(tag);

        if (path.len <= len + 1 || path.ptr[0] != '/' || path.ptr[len + 1] != '/' ||
            !px_str_is(px_str_sub(path, 1, len + 1), tag))
            continue;
        *ret_language = px_language_at(i);
        return px_str_sub(path, len + 2, path.len);
    }
    return PX_STR("");
}

static px_str left_out_target(const site *s, const px_language *language)
{
    return px_str_of(px_arena_format(s->arena, "/%s/left-out", px_language_tag(language)));
}

/* Pages of which it is known that they need the house, with all below them. */
static bool page_needs_house(px_str page)
{
    static const char *const pages[] = { "preference", "search.json", "sign-in", "sign-out",   "me",
                                         "desk",       "people",      "mail",    "unsubscribe" };
    px_str first = px_str_sub(page, 0, px_str_find_char(page, '/'));

    for (size_t i = 0; i < PX_COUNT(pages); i++)
        if (px_str_is(first, pages[i]))
            return true;
    return px_str_is(page, "register/domains") || px_str_is(page, "register/verify");
}

/* Of pages that the copy has, or leaves out, whatever is asked of them: without the query. */
static px_str site_target(px_str target)
{
    const px_language *language;
    px_str page = page_of(target, &language);

    return px_str_is(page, "search") || page_needs_house(page) ? px_static_path(target) : target;
}

/* Files that are made when somebody asks for them. */
static bool is_made_file(px_str target)
{
    return px_str_find(target, PX_STR("?format=")) < target.len ||
           px_str_find(target, PX_STR("&format=")) < target.len;
}

/* Addresses of which it is known that they need the house. */
static bool needs_house(px_str target)
{
    const px_language *language;

    return page_needs_house(page_of(target, &language)) || is_made_file(target) ||
           px_str_starts(target, PX_STR("/healthz")) || px_str_is(target, "/left-out");
}

/* True beyond the bounds of variants; counts the others. Those with two fields count as long as
 * they fit; too_many leaves them out together. */
static bool beyond_bounds(site *s, px_str target)
{
    size_t fields = px_static_fields(target);
    px_str path = px_static_path(target);
    variants *known = variant_map_get(&s->by_path, path);

    if (fields == 0)
        return false;
    if (!known) {
        known = px_arena_alloc(s->arena, sizeof(*known));
        *known = (variants){ 0 };
        (void)variant_map_put(&s->by_path, px_arena_str(s->arena, path), known);
    }
    if (fields == 1)
        return ++known->single > PX_SITE_MAX_SINGLE;
    return fields > 2 || ++known->dual > PX_SITE_MAX_DOUBLE;
}

/* True for a variant with two fields of a page that has too many of them: some of all filters would
 * be a riddle. */
static bool is_one_of_many(const site *s, const entry *e)
{
    const variants *known = variant_map_get(&s->by_path, px_static_path(e->target));

    return known && known->dual > PX_SITE_MAX_DOUBLE && px_static_fields(e->target) == 2;
}

static entry *entry_add(site *s, px_str target, px_handler_fn *own)
{
    entry *e = entry_map_get(&s->by_target, target);

    if (e)
        return e;
    e = px_arena_alloc(s->arena, sizeof(*e));
    *e = (entry){ .target = px_arena_str(s->arena, target), .own = own };
    (void)entry_map_put(&s->by_target, e->target, e);
    if (!own && (needs_house(target) || beyond_bounds(s, target))) {
        e->state = ENTRY_LEFT_OUT;
        s->report.left_out++;
        return e;
    }
    s->entries = px_arena_grow(s->arena, s->entries, s->count, &s->room, sizeof(entry *));
    s->entries[s->count++] = e;
    return e;
}

/* The entry that an address leads to in the end; NULL where there is no file. */
static const entry *entry_find(const site *s, px_str target)
{
    const entry *e = entry_map_get(&s->by_target, site_target(target));

    for (int i = 0; e && e->state == ENTRY_MOVED && i < MAX_MOVES; i++)
        e = entry_map_get(&s->by_target, e->to);
    return e && e->state == ENTRY_FILE ? e : NULL;
}

/* ---- Rendering */

static void own_answer(px_request *request, const px_request_head *head, px_handler_fn *own,
                       px_reply *reply)
{
    px_error err = PX_ERROR_INIT;
    int rc = px_request_read(request, head, &err);

    if (rc >= 0)
        rc = px_db_exec(request->db, "BEGIN", &err);
    if (rc >= 0)
        rc = own(request, reply, &err);
    px_db_rollback(request->db);
    if (rc < 0)
        reply->status = px_error_kind_of(err.code)->http_status;
}

static px_str reply_body(const px_reply *reply)
{
    return reply->entity ? reply->entity->plain : px_builder_view(&reply->body);
}

/* The page of an entry, as it is for somebody who has not signed in. */
static px_request *render(site *s, const entry *e, px_reply *reply)
{
    const px_error early = PX_ERROR_INIT;
    px_request_head head = { .method = PX_STR("GET"), .target = e->target };
    px_request *request;

    px_arena_reset(s->page);
    px_reply_reset(reply);
    head.fields[PX_HEAD_HOST] = PX_STR(RENDER_HOST);
    request = px_arena_alloc(s->page, sizeof(*request));
    *request = (px_request){ .arena = s->page, .house = s->house, .db = s->db, .zone = s->zone };
    px_request_start(request, &head, false);
    request->now = s->now;
    if (e->own)
        own_answer(request, &head, e->own, reply);
    else
        px_respond(request, &head, PX_STR_NONE, &early, reply);
    return request;
}

static px_str reply_header(const px_reply *reply, const char *name)
{
    for (size_t i = 0; i < reply->n_headers; i++)
        if (strcmp(reply->headers[i].name, name) == 0)
            return reply->headers[i].value;
    return PX_STR("");
}

/* The name in Content-Disposition: attachment; filename="..." */
static px_str reply_name(const px_reply *reply)
{
    px_str value = reply_header(reply, "Content-Disposition");
    size_t at = px_str_find(value, PX_STR("filename=\""));
    px_str name;

    if (at == value.len)
        return PX_STR("");
    name = px_str_sub(value, at + sizeof("filename=\"") - 1, value.len);
    return px_str_sub(name, 0, px_str_find_char(name, '"'));
}

static bool reply_is(const px_reply *reply, const char *type)
{
    return px_str_starts(px_str_of(reply->content_type), px_str_of(type));
}

/* ---- First round: which addresses there are */

static void survey_links(site *s, px_str html)
{
    px_static_tag tag;

    for (size_t at = 0; px_static_next_tag(html, &at, &tag);) {
        px_str rest = tag.attributes, name, value, target, fragment;

        while (px_static_next_attribute(&rest, &name, &value)) {
            PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);

            if (!value.ptr || !px_static_is_address(name) || px_str_is(tag.name, "form"))
                continue;
            px_static_unescape(&plain, value);
            if (px_static_read(s->page, px_builder_view(&plain), &target, &fragment) ==
                PX_STATIC_INSIDE)
                (void)entry_add(s, site_target(target), NULL);
        }
    }
}

static void survey_missing(site *s, entry *e)
{
    e->state = ENTRY_MISSING;
    if (s->report.missing++ == 0)
        (void)snprintf(s->report.first_missing, sizeof(s->report.first_missing), "%.*s",
                       PX_STR_ARG(e->target));
}

static void survey_moved(site *s, entry *e, px_str location)
{
    px_str target, fragment;

    if (px_static_read(s->arena, location, &target, &fragment) != PX_STATIC_INSIDE) {
        survey_missing(s, e);
        return;
    }
    e->state = ENTRY_MOVED;
    e->to = target;
    (void)entry_add(s, target, NULL);
}

static int survey_entry(site *s, entry *e, px_error *err)
{
    px_reply reply;
    px_str location;

    px_reply_start(&reply);
    (void)render(s, e, &reply);
    location = reply_header(&reply, "Location");
    if (reply.status >= 300 && reply.status < 400 && location.len) {
        survey_moved(s, e, location);
    } else if (reply.status == 200) {
        e->state = ENTRY_FILE;
        e->file = px_static_file(s->arena, e->target, reply.content_type, reply_name(&reply));
        e->html = reply_is(&reply, "text/html");
        if (e->html)
            survey_links(s, reply_body(&reply));
    } else if (reply.status == 404) {
        survey_missing(s, e);
    } else {
        int status = reply.status;

        px_reply_reset(&reply);
        return px_fail(err, PX_ERR_FAILED, N_("the page '{page}' answers {status}"), "page",
                       px_arena_cstr(s->arena, e->target), "status",
                       px_arena_format(s->arena, "%d", status), NULL);
    }
    px_reply_reset(&reply);
    return 0;
}

static void survey_start(site *s)
{
    const px_language *language;

    (void)entry_add(s, PX_STR("/"), px_static_page_start);
    for (size_t i = 0; (language = px_language_at(i)); i++) {
        const char *tag = px_language_tag(language);

        (void)entry_add(s, left_out_target(s, language), px_static_page_left_out);
        (void)entry_add(s, px_str_of(px_arena_format(s->arena, "/%s/search", tag)),
                        px_static_page_list);
        (void)entry_add(s, px_str_of(px_arena_format(s->arena, "/%s/", tag)), NULL);
    }
    (void)entry_add(s, PX_STR("/log/checkpoint"), NULL);
}

static int survey(site *s, const px_site_export_options *options, px_error *err)
{
    survey_start(s);
    for (size_t i = 0; i < s->count; i++) {
        entry *e = s->entries[i];
        int rc = is_one_of_many(s, e) ? 0 : survey_entry(s, e, err);

        if (rc < 0)
            return rc;
        if (s->count > PX_SITE_MAX_PAGES)
            return px_fail(err, PX_ERR_TOO_LARGE,
                           N_("the site has more than a million addresses; it cannot be exported"),
                           NULL);
        if (options->progress)
            options->progress(options->arg, i, 2 * s->count);
    }
    for (size_t i = 0; i < s->count; i++) {
        if (!is_one_of_many(s, s->entries[i]))
            continue;
        s->entries[i]->state = ENTRY_LEFT_OUT;
        s->report.left_out++;
    }
    return 0;
}

/* ---- Second round: writing */

static void add_place(const rewriting *r, bool absolute, const entry *to, px_str fragment,
                      px_builder *out)
{
    if (absolute)
        px_static_absolute(out, r->s->origin, to->file);
    else if (to != r->from || fragment.len == 0)
        px_static_relative(out, r->from->file, to->file);
    if (fragment.len) {
        px_builder_char(out, '#');
        px_builder_str(out, fragment);
    }
}

/* What says where a page is on the web: canonical addresses, other languages. */
static bool is_about_page(const px_static_tag *tag, bool *ret_canonical)
{
    px_str rel = px_static_attribute(tag, "rel");

    *ret_canonical = px_str_is(rel, "canonical");
    return px_str_is(tag->name, "link") &&
           (*ret_canonical ||
            (px_str_is(rel, "alternate") && px_static_attribute(tag, "hreflang").ptr));
}

static bool rewrite_address(void *arg, const px_static_tag *tag, px_str address, px_builder *out)
{
    const rewriting *r = arg;
    bool link = px_str_is(tag->name, "link"), form = px_str_is(tag->name, "form"), canonical;
    bool absolute = is_about_page(tag, &canonical) && r->s->origin.len;
    const px_language *language;
    px_str target, fragment;
    px_static_kind kind = px_static_read(r->s->page, address, &target, &fragment);
    const entry *to;

    if (canonical && !absolute)
        return false;
    if (form && (kind != PX_STATIC_INSIDE || !px_str_is(page_of(target, &language), "search")))
        return false;
    if (kind != PX_STATIC_INSIDE) {
        px_builder_str(out, address);
        return true;
    }
    to = entry_find(r->s, target);
    if (!to && (link || px_str_is(tag->name, "img")))
        return false;
    if (!to) {
        (void)page_of(r->from->target, &language);
        to = entry_find(r->s, left_out_target(r->s, language));
        fragment = PX_STR("");
    }
    if (to)
        add_place(r, absolute || r->absolute, to, fragment, out);
    return true;
}

/* In feeds and calendars, where addresses are absolute. */
static bool replace_address(void *arg, px_str address, px_builder *out)
{
    const rewriting *r = arg;
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder now = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str target, fragment;
    const entry *to;

    px_static_unescape(&plain, address);
    if (px_static_read(r->s->page, px_builder_view(&plain), &target, &fragment) != PX_STATIC_INSIDE)
        return false;
    to = entry_find(r->s, target);
    if (!to)
        return false;
    add_place(r, r->s->origin.len > 0, to, fragment, &now);
    px_builder_html(out, px_builder_view(&now)); /* names of files need no escape: fragments may */
    return true;
}

/* A sentence in place of a form. */
static px_str form_note(const site *s, const px_language *language)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(16 * 1024);

    px_builder_add(&note, "<p class=\"empty\">");
    px_builder_html(&note, px_str_of(px_tr(language, N_("Here stands a form that needs the house "
                                                        "itself; this is a copy of its pages."))));
    px_builder_add(&note, "</p>");
    return px_arena_str(s->page, px_builder_view(&note));
}

static void rewrite_page(site *s, const entry *e, bool absolute, px_str html, px_builder *out)
{
    const px_language *language;
    rewriting r = { .s = s, .from = e, .absolute = absolute };

    (void)page_of(e->target, &language);
    px_static_rewrite(html,
                      &(px_static_rewriting){ .address = rewrite_address,
                                              .arg = &r,
                                              .form_note = form_note(s, language) },
                      out);
}

/* Feeds and calendars name their pages by the address of the house: in a copy with an address of
 * its own by that; otherwise by relative ones, save where the house has told its own. */
static void replace_text(site *s, const entry *e, px_str text, px_builder *out)
{
    PX_AUTO_BUILDER px_builder half = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    rewriting r = { .s = s, .from = e };

    px_static_replace(text, s->render_base, replace_address, &r, &half);
    if (s->origin.len && s->house_base.len)
        px_static_replace(px_builder_view(&half), s->house_base, replace_address, &r, out);
    else
        px_builder_str(out, px_builder_view(&half));
}

/* The next line of a calendar without its folds (RFC 5545, 3.1). */
static bool next_line(px_str *rest, px_builder *line)
{
    px_str part;

    px_builder_clear(line);
    if (!rest->len)
        return false;
    for (bool first = true; first || (rest->len && rest->ptr[0] == ' '); first = false) {
        if (!px_str_line(rest, &part))
            break;
        if (part.len && part.ptr[part.len - 1] == '\r')
            part.len--;
        px_builder_str(line, px_str_sub(part, !first, part.len));
    }
    return true;
}

/* A calendar has no relative addresses: without an absolute one an event has none. */
static void replace_calendar(site *s, const entry *e, px_str text, px_builder *out)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    while (next_line(&text, &line)) {
        PX_AUTO_BUILDER px_builder now = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        px_str before = px_builder_view(&line);

        if (s->origin.len == 0 && px_str_starts(before, PX_STR("URL:http://" RENDER_HOST)))
            continue;
        replace_text(s, e, before, &now);
        px_ical_line(out, px_builder_view(&now));
    }
}

static int write_file(site *s, px_str file, const px_builder *data, px_error *err)
{
    int rc = px_builder_check(data, err);

    if (rc < 0)
        return rc;
    s->report.files++;
    s->report.bytes += data->len;
    return px_static_folder_write(s->folder, file, px_builder_view(data), err);
}

static int write_entry(site *s, const entry *e, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_reply reply;
    int rc = 0;

    px_reply_start(&reply);
    (void)render(s, e, &reply);
    if (reply.status != 200)
        rc = px_fail(err, PX_ERR_CONFLICT,
                     N_("the house has changed while it was exported; start again"), NULL);
    else if (e->html)
        rewrite_page(s, e, false, reply_body(&reply), &out);
    else if (reply_is(&reply, "text/calendar"))
        replace_calendar(s, e, reply_body(&reply), &out);
    else if (reply_is(&reply, "application/atom+xml"))
        replace_text(s, e, reply_body(&reply), &out);
    else
        px_builder_str(&out, reply_body(&reply));
    if (rc >= 0)
        rc = write_file(s, e->file, &out, err);
    px_reply_reset(&reply);
    s->report.pages += e->html;
    return rc;
}

static int write_missing(site *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const entry here = { .target = PX_STR("/"), .file = PX_STR("404.html") };
    px_reply reply;
    px_request *request;
    int rc;

    px_reply_start(&reply);
    request = render(s, &(entry){ .target = PX_STR("/"), .own = px_static_page_start }, &reply);
    px_reply_reset(&reply);
    rc = px_static_page_missing(request, &reply, s->origin.len > 0, err);
    if (rc >= 0)
        rewrite_page(s, &here, s->origin.len > 0, reply_body(&reply), &out);
    if (rc >= 0)
        rc = write_file(s, here.file, &out, err);
    px_reply_reset(&reply);
    return rc;
}

static int write_sitemap(site *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t n = 0;

    px_builder_add(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i < s->count && n < MAX_SITEMAP; i++) {
        const entry *e = s->entries[i];

        if (e->state != ENTRY_FILE || !e->html || e->own == px_static_page_left_out ||
            px_static_fields(e->target))
            continue;
        px_builder_add(&out, "<url><loc>");
        px_static_absolute(&out, s->origin, e->file); /* nothing in it needs an escape */
        px_builder_add(&out, "</loc></url>\n");
        n++;
    }
    px_builder_add(&out, "</urlset>\n");
    return write_file(s, PX_STR("sitemap.xml"), &out, err);
}

static int write_robots(site *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

    px_builder_add(&out, "User-agent: *\nDisallow:\n");
    if (s->origin.len) {
        px_builder_add(&out, "Sitemap: ");
        px_static_absolute(&out, s->origin, PX_STR("sitemap.xml"));
        px_builder_char(&out, '\n');
    }
    return write_file(s, PX_STR("robots.txt"), &out, err);
}

static int write_all(site *s, const px_site_export_options *options, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < s->count; i++) {
        if (s->entries[i]->state == ENTRY_FILE)
            rc = write_entry(s, s->entries[i], err);
        if (options->progress)
            options->progress(options->arg, s->count + i, 2 * s->count);
    }
    if (rc >= 0)
        rc = write_missing(s, err);
    if (rc >= 0)
        rc = write_robots(s, err);
    if (rc >= 0 && s->origin.len)
        rc = write_sitemap(s, err);
    return rc;
}

/* ---- The whole */

static int check_origin(const char *origin, px_error *err)
{
    px_str s = px_str_of(origin);
    bool ok = (px_str_starts(s, PX_STR("https://")) && s.len > 8) ||
              (px_str_starts(s, PX_STR("http://")) && s.len > 7);

    for (size_t i = 0; i < s.len; i++)
        ok = ok && s.ptr[i] > ' ' && s.ptr[i] < 0x7F && !strchr("\"<>\\^`{|}?#&'", s.ptr[i]);
    if (ok)
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("'{origin}' is no address of a site; write it like "
                      "https://code.example.eu/copy"),
                   "origin", origin, NULL);
}

/* Time stands still at the newest act, so that the same house gives the same pages. */
static int site_open(site *s, px_error *err)
{
    px_str name = px_str_of(px_house_origin(s->house));
    px_act_row *rows;
    size_t n;
    int rc = px_house_reader(s->house, &s->db, err);

    if (rc >= 0)
        rc = px_zone_load(px_house_zone(s->house), &s->zone, err);
    if (rc >= 0)
        rc = px_act_list(s->db, s->arena, -1, 1, &rows, &n, err);
    if (rc < 0)
        return rc;
    s->now = n ? rows[0].time : 0;
    s->render_base = PX_STR("http://" RENDER_HOST);
    name = px_str_sub(name, 0, px_str_find_char(name, '/'));
    if (px_str_find_char(name, '.') < name.len)
        s->house_base = px_str_of(px_arena_format(s->arena, "https://%.*s", PX_STR_ARG(name)));
    return 0;
}

static void site_close(site *s)
{
    px_static_folder_free(s->folder);
    entry_map_free(&s->by_target);
    variant_map_free(&s->by_path);
    px_zone_free(s->zone);
    px_db_close(s->db);
    px_arena_free(s->page);
    px_arena_free(s->arena);
}

int px_site_export(px_house *house, const char *folder, const px_site_export_options *options,
                   px_site_export_report *ret_report, px_error *err)
{
    site s = { .house = house, .arena = px_arena_new(), .page = px_arena_new() };
    int rc = options->origin ? check_origin(options->origin, err) : 0;

    s.origin = px_str_of(options->origin ? options->origin : "");
    if (rc >= 0)
        rc = px_static_folder_start(folder, &s.folder, err);
    if (rc >= 0)
        rc = site_open(&s, err);
    if (rc >= 0)
        rc = survey(&s, options, err);
    if (rc >= 0)
        rc = write_all(&s, options, err);
    if (rc >= 0)
        rc = px_static_folder_finish(s.folder, err);
    if (rc >= 0) {
        s.report.replaced = px_static_folder_replaces(s.folder);
        *ret_report = s.report;
    }
    site_close(&s);
    return rc;
}
