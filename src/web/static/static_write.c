/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/static_priv.h"

#include "web/static/static_address.h"
#include "web/static/static_page.h"

#include "base/banned.h"

enum { MAX_SITEMAP = 50000 };

static int write_file(px_static_site *s, px_str file, const px_builder *data, px_error *err)
{
    int rc = px_builder_check(data, err);

    if (rc < 0)
        return rc;
    s->report.files++;
    s->report.bytes += data->len;
    return px_static_folder_write(s->folder, file, px_builder_view(data), err);
}

static int write_entry(px_static_site *s, const px_static_entry *e, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_reply reply;
    int rc = 0;

    px_reply_start(&reply);
    (void)px_static_render(s, e, &reply);
    if (reply.status != 200)
        rc = px_fail(err, PX_ERR_CONFLICT,
                     N_("the house has changed while it was exported; start again"), NULL);
    else if (e->html)
        px_static_page_links(s, e, false, px_static_body(&reply), &out);
    else if (px_static_is(&reply, "text/calendar"))
        px_static_calendar_links(s, e, px_static_body(&reply), &out);
    else if (px_static_is(&reply, "application/atom+xml"))
        px_static_text_links(s, e, px_static_body(&reply), &out);
    else
        px_builder_str(&out, px_static_body(&reply));
    if (rc >= 0)
        rc = write_file(s, e->file, &out, err);
    px_reply_reset(&reply);
    s->report.pages += e->html;
    return rc;
}

static int write_missing(px_static_site *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_static_entry here = { .target = PX_STR("/"), .file = PX_STR("404.html") };
    px_reply reply;
    px_request *request;
    int rc;

    px_reply_start(&reply);
    request = px_static_render(
        s, &(px_static_entry){ .target = PX_STR("/"), .own = px_static_page_start }, &reply);
    px_reply_reset(&reply);
    rc = px_static_page_missing(request, &reply, s->origin.len > 0, err);
    if (rc >= 0)
        px_static_page_links(s, &here, s->origin.len > 0, px_static_body(&reply), &out);
    if (rc >= 0)
        rc = write_file(s, here.file, &out, err);
    px_reply_reset(&reply);
    return rc;
}

static int write_sitemap(px_static_site *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t n = 0;

    px_builder_add(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i < s->count && n < MAX_SITEMAP; i++) {
        const px_static_entry *e = s->entries[i];

        if (e->state != PX_STATIC_FILE || !e->html || e->own == px_static_page_left_out ||
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

static int write_robots(px_static_site *s, px_error *err)
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

int px_static_write(px_static_site *s, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < s->count; i++) {
        if (s->entries[i]->state == PX_STATIC_FILE)
            rc = write_entry(s, s->entries[i], err);
        if (s->options->progress)
            s->options->progress(s->options->arg, s->count + i, 2 * s->count);
    }
    if (rc >= 0)
        rc = write_missing(s, err);
    if (rc >= 0)
        rc = write_robots(s, err);
    if (rc >= 0 && s->origin.len)
        rc = write_sitemap(s, err);
    return rc;
}
