/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/timeline_svg.h"

#include "web/template.h"

#include "base/banned.h"

enum { POINT = 5, BAR = 12, YEAR_Y = 16, MONTH_Y = 36, HIT = 24 };

static const struct {
    const char *name, *title;
} lanes[PX_TIMELINE_LANE_COUNT] = {
    [PX_TIMELINE_DRAFTS] = { "drafts", N_("Drafts") },
    [PX_TIMELINE_ROUNDS] = { "rounds", N_("Feedback") },
    [PX_TIMELINE_MEETINGS] = { "meetings", N_("Meetings") },
    [PX_TIMELINE_INSTITUTIONS] = { "institutions", N_("Institutions") },
    [PX_TIMELINE_LAW] = { "law", N_("Law") },
    [PX_TIMELINE_AFTER] = { "after", N_("Follow-up") },
};

static const char *const months[] = {
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};

const char *px_timeline_lane_title(px_timeline_lane lane)
{
    return lanes[lane].title;
}

static void svg_open(px_builder *out, const char *name, int width, int height)
{
    px_builder_format(out,
                      "<svg class=\"%s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                      "xmlns=\"http://www.w3.org/2000/svg\"",
                      name, width, height, width, height);
}

static void svg_bands(px_builder *out, const px_timeline *t, int width)
{
    for (size_t i = 0; i < t->n_bands; i++)
        px_builder_format(out,
                          "<rect class=\"tl-band%s\" x=\"0\" y=\"%d\" width=\"%d\" "
                          "height=\"%d\"/>\n",
                          i % 2 ? " tl-odd" : "", t->bands[i].y, width, t->bands[i].height);
}

static void svg_lane_names(px_builder *out, const px_language *language, const px_timeline *t)
{
    for (size_t i = 0; i < t->n_bands; i++) {
        const px_timeline_band *band = &t->bands[i];

        px_builder_format(out, "<text class=\"tl-lane\" x=\"8\" y=\"%d\">", band->y + 23);
        px_builder_html(out, px_str_of(px_tr(language, lanes[band->lane].title)));
        px_builder_add(out, "</text>\n");
    }
}

static void svg_ticks(px_builder *out, const px_language *language, const px_timeline *t)
{
    for (size_t i = 0; i < t->n_ticks; i++) {
        const px_timeline_tick *tick = &t->ticks[i];
        bool year = tick->month == 1 || i == 0;

        px_builder_format(out, "<path class=\"%s\" d=\"M%d %dV%d\"/>\n",
                          year ? "tl-year" : "tl-month", tick->x, year ? 4 : MONTH_Y - 12,
                          t->height);
        if (tick->named) {
            px_builder_format(out, "<text class=\"tl-name\" x=\"%d\" y=\"%d\">", tick->x + 4,
                              MONTH_Y);
            px_builder_html(out, px_str_of(px_tr(language, months[tick->month - 1])));
            px_builder_add(out, "</text>\n");
        }
        /* A year that ends at once has no room for its number. */
        if (year && tick->month < 11)
            px_builder_format(out, "<text class=\"tl-number\" x=\"%d\" y=\"%d\">%d</text>\n",
                              tick->x + 4, YEAR_Y, tick->year);
    }
}

/* A diamond for drafts, a square for institutions, a triangle for law, else a disc. */
static void svg_point(px_builder *out, const px_timeline_mark *m)
{
    int x = m->x, y = m->y;

    switch (m->item->lane) {
    case PX_TIMELINE_DRAFTS:
        px_builder_format(out, "<path class=\"tl-mark\" d=\"M%d %dl7 7-7 7-7-7z\"/>", x, y - 7);
        break;
    case PX_TIMELINE_INSTITUTIONS:
        px_builder_format(out, "<path class=\"tl-mark\" d=\"M%d %dh10v10h-10z\"/>", x - POINT,
                          y - POINT);
        break;
    case PX_TIMELINE_LAW:
        px_builder_format(out, "<path class=\"tl-mark\" d=\"M%d %dl6 11h-12z\"/>", x, y - 6);
        break;
    default:
        px_builder_format(out, "<circle class=\"tl-mark\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", x, y,
                          POINT);
        break;
    }
}

static void svg_shape(px_builder *out, const px_timeline_mark *m)
{
    if (!m->width) {
        svg_point(out, m);
        return;
    }
    px_builder_format(out,
                      "<rect class=\"tl-mark tl-%s\" x=\"%d\" y=\"%d\" width=\"%d\" "
                      "height=\"%d\"/>",
                      m->item->window ? "window" : "within", m->x, m->y - BAR / 2, m->width, BAR);
}

static void svg_mark(px_builder *out, const px_timeline_mark *m)
{
    px_builder_format(out, "<a class=\"tl-%s%s\" href=\"", lanes[m->item->lane].name,
                      m->item->about ? " tl-about" : "");
    px_template_url(out, m->item->link);
    px_builder_add(out, "\"><title>");
    px_builder_html(out, m->item->title);
    px_builder_format(out,
                      "</title><rect class=\"tl-hit\" x=\"%d\" y=\"%d\" width=\"%d\" "
                      "height=\"%d\"/>",
                      m->hit_x, m->y - HIT / 2, PX_MAX(m->hit_width, HIT), HIT);
    svg_shape(out, m);
    px_builder_format(out, "<text%s x=\"%d\" y=\"%d\">",
                      m->text_before ? " class=\"tl-before\"" : "", m->text_x, m->y + 4);
    px_builder_html(out, m->label);
    px_builder_add(out, "</text></a>\n");
}

void px_timeline_svg(px_builder *out, const px_language *language, const px_timeline *t,
                     px_str title, px_str description)
{
    if (!t->n_bands)
        return;
    svg_open(out, "tl-lanes", PX_TIMELINE_GUTTER, t->height);
    px_builder_add(out, " aria-hidden=\"true\" focusable=\"false\">\n");
    svg_bands(out, t, PX_TIMELINE_GUTTER);
    svg_lane_names(out, language, t);
    px_builder_add(out, "</svg>\n");
    svg_open(out, "tl-picture", t->width, t->height);
    px_builder_add(out, " role=\"group\" aria-labelledby=\"tl-title tl-desc\">\n"
                        "<title id=\"tl-title\">");
    px_builder_html(out, title);
    px_builder_add(out, "</title>\n<desc id=\"tl-desc\">");
    px_builder_html(out, description);
    px_builder_add(out, "</desc>\n");
    svg_bands(out, t, t->width);
    svg_ticks(out, language, t);
    svg_lane_names(out, language, t);
    for (size_t i = 0; i < t->n_marks; i++)
        svg_mark(out, &t->marks[i]);
    px_builder_add(out, "</svg>\n");
}
