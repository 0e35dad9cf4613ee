/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/static_priv.h"

#include "web/static/static_address.h"
#include "web/static/static_page.h"
#include "web/static/static_scan.h"

#include "base/banned.h"

static void survey_links(px_static_site *s, px_str html)
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
                (void)px_static_entry_add(s, px_static_target(target), NULL);
        }
    }
}

static void survey_missing(px_static_site *s, px_static_entry *e)
{
    e->state = PX_STATIC_MISSING;
    if (s->report.missing++ == 0)
        (void)snprintf(s->report.first_missing, sizeof(s->report.first_missing), "%.*s",
                       PX_STR_ARG(e->target));
}

static void survey_moved(px_static_site *s, px_static_entry *e, px_str location)
{
    px_str target, fragment;

    if (px_static_read(s->arena, location, &target, &fragment) != PX_STATIC_INSIDE) {
        survey_missing(s, e);
        return;
    }
    e->state = PX_STATIC_MOVED;
    e->to = target;
    (void)px_static_entry_add(s, target, NULL);
}

static int survey_entry(px_static_site *s, px_static_entry *e, px_error *err)
{
    px_reply reply;
    px_str location;

    px_reply_start(&reply);
    (void)px_static_render(s, e, &reply);
    location = px_static_header(&reply, "Location");
    if (reply.status >= 300 && reply.status < 400 && location.len) {
        survey_moved(s, e, location);
    } else if (reply.status == 200) {
        e->state = PX_STATIC_FILE;
        e->file = px_static_file(s->arena, e->target, reply.content_type, px_static_name(&reply));
        e->html = px_static_is(&reply, "text/html");
        if (e->html)
            survey_links(s, px_static_body(&reply));
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

static void survey_start(px_static_site *s)
{
    const px_language *language;

    (void)px_static_entry_add(s, PX_STR("/"), px_static_page_start);
    for (size_t i = 0; (language = px_language_at(i)); i++) {
        const char *tag = px_language_tag(language);

        (void)px_static_entry_add(s, px_static_left_out(s, language), px_static_page_left_out);
        (void)px_static_entry_add(s, px_str_of(px_arena_format(s->arena, "/%s/search", tag)),
                                  px_static_page_list);
        (void)px_static_entry_add(s, px_str_of(px_arena_format(s->arena, "/%s/", tag)), NULL);
    }
    (void)px_static_entry_add(s, PX_STR("/log/checkpoint"), NULL);
}

int px_static_survey(px_static_site *s, px_error *err)
{
    survey_start(s);
    for (size_t i = 0; i < s->count; i++) {
        px_static_entry *e = s->entries[i];
        int rc = px_static_one_of_many(s, e) ? 0 : survey_entry(s, e, err);

        if (rc < 0)
            return rc;
        if (s->count > PX_SITE_MAX_PAGES)
            return px_fail(err, PX_ERR_TOO_LARGE,
                           N_("the site has more than a million addresses; it cannot be exported"),
                           NULL);
        if (s->options->progress)
            s->options->progress(s->options->arg, i, 2 * s->count);
    }
    for (size_t i = 0; i < s->count; i++) {
        if (!px_static_one_of_many(s, s->entries[i]))
            continue;
        s->entries[i]->state = PX_STATIC_LEFT_OUT;
        s->report.left_out++;
    }
    return 0;
}
