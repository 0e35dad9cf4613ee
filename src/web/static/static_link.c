/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/static_priv.h"

#include "web/icalendar.h"
#include "web/static/static_address.h"
#include "web/static/static_scan.h"

#include "base/banned.h"

/* A page while its addresses are replaced. */
typedef struct rewriting {
    px_static_site *s;
    const px_static_entry *from;
    bool absolute; /* the page is shown at any address: only absolute links hold */
} rewriting;

static void add_place(const rewriting *r, bool absolute, const px_static_entry *to, px_str fragment,
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
    const px_static_entry *to;

    if (canonical && !absolute)
        return false;
    if (form &&
        (kind != PX_STATIC_INSIDE || !px_str_is(px_static_page_of(target, &language), "search")))
        return false;
    if (kind != PX_STATIC_INSIDE) {
        px_builder_str(out, address);
        return true;
    }
    to = px_static_entry_find(r->s, target);
    if (!to && (link || px_str_is(tag->name, "img")))
        return false;
    if (!to) {
        (void)px_static_page_of(r->from->target, &language);
        to = px_static_entry_find(r->s, px_static_left_out(r->s, language));
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
    const px_static_entry *to;

    px_static_unescape(&plain, address);
    if (px_static_read(r->s->page, px_builder_view(&plain), &target, &fragment) != PX_STATIC_INSIDE)
        return false;
    to = px_static_entry_find(r->s, target);
    if (!to)
        return false;
    add_place(r, r->s->origin.len > 0, to, fragment, &now);
    px_builder_html(out, px_builder_view(&now)); /* names of files need no escape: fragments may */
    return true;
}

/* A sentence in place of a form. */
static px_str form_note(const px_static_site *s, const px_language *language)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(16 * 1024);

    px_builder_add(&note, "<p class=\"empty\">");
    px_builder_html(&note, px_str_of(px_tr(language, N_("Here stands a form that needs the house "
                                                        "itself; this is a copy of its pages."))));
    px_builder_add(&note, "</p>");
    return px_arena_str(s->page, px_builder_view(&note));
}

void px_static_page_links(px_static_site *s, const px_static_entry *e, bool absolute, px_str html,
                          px_builder *out)
{
    const px_language *language;
    rewriting r = { .s = s, .from = e, .absolute = absolute };

    (void)px_static_page_of(e->target, &language);
    px_static_rewrite(html,
                      &(px_static_rewriting){ .address = rewrite_address,
                                              .arg = &r,
                                              .form_note = form_note(s, language) },
                      out);
}

void px_static_text_links(px_static_site *s, const px_static_entry *e, px_str text, px_builder *out)
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

void px_static_calendar_links(px_static_site *s, const px_static_entry *e, px_str text,
                              px_builder *out)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    while (next_line(&text, &line)) {
        PX_AUTO_BUILDER px_builder now = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        px_str before = px_builder_view(&line);

        if (s->origin.len == 0 && px_str_starts(before, PX_STR("URL:http://" PX_STATIC_HOST)))
            continue;
        px_static_text_links(s, e, before, &now);
        px_ical_line(out, px_builder_view(&now));
    }
}
