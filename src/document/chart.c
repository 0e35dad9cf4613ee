/* SPDX-License-Identifier: EUPL-1.2 */
#include "document/chart.h"

#include "base/builder.h"

#include "base/banned.h"

enum {
    WIDTH = 600,
    NAME_WIDTH = 230,  /* room of the names */
    NAME_LETTERS = 26, /* in a line; */
    NAME_LINES = 3,    /* of these a name has at most so many */
    NAME_LINE = 16,
    BAR = 14,
    GAP = 3,
    ROW_GAP = 12,
    TOP = 40,
    WORDS_ROOM = 64, /* behind the longest bar */
};

/* The class that pages colour a series by, and its colour elsewhere. */
static const struct {
    const char *name, *colour;
} series[PX_CHART_SERIES] = { { "chart-bar-1", "#1d4f91" }, { "chart-bar-2", "#b4690e" } };

static size_t count_series(const px_chart *chart)
{
    size_t n = 0;

    while (n < PX_CHART_SERIES && chart->series[n].len)
        n++;
    return n;
}

/* How many bytes of a name fit in a line. */
static size_t name_fits(px_str name)
{
    size_t end = 0;

    for (size_t letters = 0; end < name.len && letters < NAME_LETTERS; letters++) {
        size_t len;

        (void)px_utf8_decode(px_str_sub(name, end, name.len), &len);
        end += len;
    }
    return end;
}

/* Cuts a name into lines, between words where it can; returns how many. What does not fit is cut
 * off; the whole of it stands in the table below the picture. */
static int name_lines(px_str name, px_str lines[NAME_LINES])
{
    int n = 0;

    while (name.len && n < NAME_LINES) {
        size_t end = name_fits(name);

        for (size_t at = end; end < name.len && n + 1 < NAME_LINES && at > 0; at--)
            if (name.ptr[at] == ' ') {
                end = at;
                break;
            }
        lines[n++] = px_str_sub(name, 0, end);
        name = px_str_trim(px_str_sub(name, end, name.len));
    }
    return n;
}

static void write_text(px_builder *out, const char *name, int x, int y, const char *anchor)
{
    px_builder_format(out,
                      "<text class=\"%s\" x=\"%d\" y=\"%d\" font-size=\"14\" text-anchor=\"%s\" "
                      "fill=\"#1f2328\">",
                      name, x, y, anchor);
}

/* A name around a height, in as many lines as it needs. */
static void write_name(px_builder *out, px_str name, int middle)
{
    px_str lines[NAME_LINES];
    int n = name_lines(name, lines);

    for (int i = 0; i < n; i++) {
        const char *end = lines[i].ptr + lines[i].len;

        write_text(out, "chart-name", NAME_WIDTH - 10,
                   middle - (n - 1) * NAME_LINE / 2 + i * NAME_LINE, "end");
        px_builder_html(out, lines[i]);
        px_builder_add(out, i + 1 == NAME_LINES && end < name.ptr + name.len ? "…</text>\n"
                                                                             : "</text>\n");
    }
}

static int legend_width(px_str name)
{
    return 40 + 8 * (int)px_utf8_count(name);
}

/* Above the bars; where its words are long, it begins above the names. */
static void write_legend(px_builder *out, const px_chart *chart, size_t n)
{
    int x = NAME_WIDTH, room = 0;

    for (size_t i = 0; i < n; i++)
        room += legend_width(chart->series[i]);
    x = PX_MAX(PX_MIN(x, WIDTH - room), 0);
    for (size_t i = 0; i < n; i++) {
        px_builder_format(out,
                          "<rect class=\"%s\" x=\"%d\" y=\"10\" width=\"14\" "
                          "height=\"14\" fill=\"%s\"/>\n",
                          series[i].name, x, series[i].colour);
        write_text(out, "chart-words", x + 20, 22, "start");
        px_builder_html(out, chart->series[i]);
        px_builder_add(out, "</text>\n");
        x += legend_width(chart->series[i]);
    }
}

/* The greatest share, in thousandths, so that its bar fills the room. */
static int64_t greatest_share(const px_chart *chart, size_t n)
{
    int64_t greatest = 1;

    for (size_t r = 0; r < chart->n_rows; r++)
        for (size_t i = 0; i < n; i++)
            if (chart->wholes[i] > 0)
                greatest = PX_MAX(greatest, 1000 * chart->rows[r].values[i] / chart->wholes[i]);
    return greatest;
}

static void write_row(px_builder *out, const px_chart *chart, const px_chart_row *row, size_t n,
                      int y, int64_t greatest)
{
    int room = WIDTH - NAME_WIDTH - WORDS_ROOM;

    write_name(out, row->name, y + ((int)n * (BAR + GAP) - GAP) / 2 + 5);
    for (size_t i = 0; i < n; i++) {
        int64_t share = chart->wholes[i] > 0 ? 1000 * row->values[i] / chart->wholes[i] : 0;
        int width = (int)(share * room / greatest), at = y + (int)i * (BAR + GAP);

        px_builder_format(out,
                          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" "
                          "height=\"%d\" fill=\"%s\"/>\n",
                          series[i].name, NAME_WIDTH, at, PX_MAX(width, 1), BAR, series[i].colour);
        write_text(out, "chart-words", NAME_WIDTH + PX_MAX(width, 1) + 6, at + BAR - 3, "start");
        px_builder_html(out, row->words[i]);
        px_builder_add(out, "</text>\n");
    }
}

static int most_lines(const px_chart *chart)
{
    px_str lines[NAME_LINES];
    int most = 1;

    for (size_t r = 0; r < chart->n_rows; r++)
        most = PX_MAX(most, name_lines(chart->rows[r].name, lines));
    return most;
}

px_str px_chart_svg(px_arena *arena, const px_chart *chart)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t n = count_series(chart);
    int row_height = PX_MAX((int)n * (BAR + GAP), most_lines(chart) * NAME_LINE) + ROW_GAP;
    int height = TOP + (int)chart->n_rows * row_height;
    int64_t greatest = greatest_share(chart, n);

    px_builder_format(&out,
                      "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                      "width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                      "font-family=\"sans-serif\">\n<title>",
                      WIDTH, height, WIDTH, height);
    px_builder_html(&out, chart->title);
    px_builder_add(&out, "</title>\n<desc>");
    px_builder_html(&out, chart->description);
    px_builder_add(&out, "</desc>\n");
    write_legend(&out, chart, n);
    for (size_t i = 0; i < chart->n_rows; i++)
        write_row(&out, chart, &chart->rows[i], n, TOP + (int)i * row_height, greatest);
    px_builder_add(&out, "</svg>");
    return px_arena_str(arena, px_builder_view(&out));
}
