/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/progress.h"

#include <sys/ioctl.h>

#include "base/builder.h"
#include "base/civil.h"
#include "base/display.h"
#include "base/environment.h"

#include "base/banned.h"

/*
 * The line is overwritten with spaces rather than cleared by a terminal code, so that nothing but
 * text and carriage returns is ever written.
 */

#define DRAW_INTERVAL_NS 100000000LL /* ten times a second */
#define SECOND_NS 1000000000LL
#define DEFAULT_COLUMNS 80
#define BAR_MAX 40
#define BAR_MIN 8

struct px_progress {
    px_builder label; /* made harmless */
    px_builder line;
    unsigned long long total, done;
    int64_t started, drawn; /* monotonic */
    size_t drawn_width;     /* columns to clear */
    unsigned draws;
    bool silent, plain;
};

/* True when standard error is a terminal that can overwrite a line. */
static bool progress_terminal(void)
{
    static const char *const names[] = { "TERM", NULL };
    const char *terminal = px_environment_first(names);

    return terminal && strcmp(terminal, "dumb") != 0 && isatty(STDERR_FILENO);
}

/* True where only ASCII is wanted. */
static bool progress_plain(void)
{
    static const char *const no_color[] = { "NO_COLOR", NULL };
    static const char *const locales[] = { "LC_ALL", "LC_CTYPE", "LANG", NULL };
    const char *locale = px_environment_first(locales);

    return px_environment_first(no_color) || !locale ||
           !(strcasestr(locale, "utf-8") || strcasestr(locale, "utf8"));
}

px_progress *px_progress_new(const char *label, unsigned long long total, bool quiet, bool force)
{
    px_progress *progress = px_alloc_zero(1, sizeof(*progress));

    progress->label = PX_BUILDER_INIT(1024);
    progress->line = PX_BUILDER_INIT(8192);
    progress->total = total;
    progress->silent = quiet || !(force || progress_terminal());
    progress->plain = progress_plain();
    progress->started = px_monotonic_ns();
    px_display_text(&progress->label, px_str_of(label));
    return progress;
}

/* Columns of the line: one less than the terminal has, so that it never wraps. */
static size_t progress_columns(void)
{
    struct winsize size = { 0 };

    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        return DEFAULT_COLUMNS - 1;
    return size.ws_col - 1U;
}

static double progress_share(const px_progress *progress)
{
    if (progress->done >= progress->total)
        return 1;
    return (double)progress->done / (double)progress->total;
}

/* " 42 %" and, once a second of work gives a ground for it, the time that is left. */
static void progress_figures(const px_progress *progress, int64_t now, px_builder *out)
{
    double share = progress_share(progress);
    int64_t elapsed = now - progress->started;
    long long left;

    px_builder_format(out, " %3d %%", (int)(share * 100));
    if (elapsed < SECOND_NS || progress->done == 0 || share >= 1)
        return;
    left = (long long)((double)elapsed / SECOND_NS * (1 - share) / share);
    if (left >= 360000) /* a hundred hours: no estimate to rely on */
        return;
    if (left >= 3600)
        px_builder_format(out, "  %lld:%02lld:%02lld", left / 3600, left / 60 % 60, left % 60);
    else
        px_builder_format(out, "  %lld:%02lld", left / 60, left % 60);
}

static void progress_bar(const px_progress *progress, px_builder *out, size_t width)
{
    size_t full = (size_t)(progress_share(progress) * (double)width);

    px_builder_add(out, progress->plain ? " [" : " ");
    for (size_t i = 0; i < width; i++)
        if (progress->plain)
            px_builder_char(out, i < full ? '#' : '-');
        else
            px_builder_utf8(out, i < full ? 0x2588 : 0x2591);
    px_builder_add(out, progress->plain ? "]" : "");
}

/* The line into progress->line, in at most that many columns. */
static void progress_compose(px_progress *progress, int64_t now, size_t columns)
{
    PX_AUTO_BUILDER px_builder figures = PX_BUILDER_INIT(64);
    size_t used, room;

    if (progress->total == 0)
        px_builder_format(&figures, " %c %llu", "|/-\\"[progress->draws % 4], progress -> done);
    else
        progress_figures(progress, now, &figures);
    if (figures.len >= columns)
        return;
    room = columns - figures.len;
    used = px_display_cut(&progress->line, px_builder_view(&progress->label), room);
    room -= used;
    if (progress->total > 0 && room >= BAR_MIN + 3)
        progress_bar(progress, &progress->line, PX_MIN(room - 3, (size_t)BAR_MAX));
    px_builder_str(&progress->line, px_builder_view(&figures));
}

/* Puts the line in place of the last one, whose rest is covered with spaces. */
static void progress_write(px_progress *progress)
{
    px_builder *line = &progress->line;
    size_t width = px_display_width(px_builder_view(line));
    px_str text;

    for (size_t i = width; i < progress->drawn_width; i++)
        px_builder_char(line, ' ');
    px_builder_char(line, '\r');
    progress->drawn_width = width;
    for (text = px_builder_view(line); text.len > 0;) {
        ssize_t n = write(STDERR_FILENO, text.ptr, text.len);

        if (n <= 0) /* a progress bar that nobody can see is no failure */
            return;
        text = px_str_sub(text, (size_t)n, text.len);
    }
}

void px_progress_set(px_progress *progress, unsigned long long done)
{
    int64_t now;

    progress->done = done;
    if (progress->silent)
        return;
    now = px_monotonic_ns();
    if (progress->draws > 0 && now - progress->drawn < DRAW_INTERVAL_NS)
        return;
    progress->drawn = now;
    px_builder_clear(&progress->line);
    progress_compose(progress, now, progress_columns());
    progress_write(progress);
    progress->draws++;
}

void px_progress_end(px_progress *progress)
{
    if (!progress)
        return;
    if (progress->drawn_width > 0) {
        px_builder_clear(&progress->line);
        progress_write(progress);
    }
    px_builder_free(&progress->label);
    px_builder_free(&progress->line);
    free(progress);
}
