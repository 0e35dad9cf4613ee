/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <time.h>

#include "base/builder.h"
#include "base/civil.h"
#include "base/display.h"
#include "base/progress.h"

/* Standard error led to a pipe or a terminal of our own; what was written is read at the end. */
typedef struct capture {
    int kept, in, out;
} capture;

static void begin(capture *c, bool terminal, unsigned short columns)
{
    if (terminal) {
        struct winsize size = { .ws_row = 24, .ws_col = columns };

        assert_int_equal(openpty(&c->in, &c->out, NULL, NULL, &size), 0);
    } else {
        int ends[2];

        assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
        c->in = ends[0];
        c->out = ends[1];
    }
    c->kept = dup(STDERR_FILENO);
    assert_true(dup2(c->out, STDERR_FILENO) >= 0);
}

/* Once nobody can write any more, reading ends with what was written: at the end of a pipe, with
 * EIO on a terminal, whose last bytes may take a moment to come through. */
static px_str finish(capture *c, char *buffer, size_t size)
{
    size_t len = 0;
    ssize_t n;

    assert_true(dup2(c->kept, STDERR_FILENO) >= 0);
    (void)close(c->kept);
    (void)close(c->out);
    while (len < size && (n = read(c->in, buffer + len, size - len)) > 0)
        len += (size_t)n;
    (void)close(c->in);
    return px_str_n(buffer, len);
}

static int setup(void **state)
{
    (void)state;
    (void)setenv("TERM", "xterm", 1);
    (void)setenv("LC_ALL", "C.UTF-8", 1);
    (void)unsetenv("NO_COLOR");
    return 0;
}

/* One draw and the end, as text. */
static px_str drawn(char *buffer, size_t size, unsigned short columns, const char *label,
                    unsigned long long done, unsigned long long total)
{
    px_progress *progress;
    capture c;

    begin(&c, true, columns);
    progress = px_progress_new(label, total, false, false);
    px_progress_set(progress, done);
    px_progress_end(progress);
    return finish(&c, buffer, size);
}

static void test_bar(void **state)
{
    char buffer[4096];
    px_str text, line;

    (void)state;
    (void)setenv("NO_COLOR", "1", 1);
    text = drawn(buffer, sizeof(buffer), 40, "Reading", 42, 100);
    assert_true(px_str_split(&text, '\r', &line));
    assert_str(line, "Reading [#########--------------]  42 %");
    assert_true(px_str_split(&text, '\r', &line)); /* cleared to the last column */
    assert_str(line, "                                       ");
    assert_str(text, "");
}

static void test_blocks(void **state)
{
    char buffer[4096];
    px_str text, line;

    (void)state;
    text = drawn(buffer, sizeof(buffer), 24, "Lu", 1, 2);
    assert_true(px_str_split(&text, '\r', &line));
    assert_str(line, "Lu ██████░░░░░░  50 %");
}

/* Plain characters where the locale is not UTF-8. */
static void test_locale(void **state)
{
    static const struct {
        const char *all, *ctype, *lang;
        bool plain;
    } cases[] = {
        { "", "", "fr_FR.UTF-8", false },     { "", "de_DE.utf8", "C", false },
        { "C", "", "fr_FR.UTF-8", true },     { "", "", "", true },
        { "fr_FR.ISO-8859-1", "", "", true },
    };
    char buffer[4096];

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_str text;

        (void)setenv("LC_ALL", cases[i].all, 1);
        (void)setenv("LC_CTYPE", cases[i].ctype, 1);
        (void)setenv("LANG", cases[i].lang, 1);
        text = drawn(buffer, sizeof(buffer), 40, "x", 1, 2);
        assert_true((px_str_find_char(text, '#') < text.len) == cases[i].plain);
    }
}

static void test_shares(void **state)
{
    static const struct {
        unsigned long long done, total;
        const char *end;
    } cases[] = {
        { 0, 7, "]   0 %" },        { 6, 7, "]  85 %" },           { 7, 7, "] 100 %" },
        { 9, 7, "] 100 %" },        { 999999, 1000000, "  99 %" }, { ~0ULL, ~0ULL, "] 100 %" },
        { ~0ULL - 1, 1, " 100 %" },
    };
    char buffer[4096];

    (void)state;
    (void)setenv("NO_COLOR", "1", 1);
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_str text = drawn(buffer, sizeof(buffer), 80, "x", cases[i].done, cases[i].total), line;

        assert_true(px_str_split(&text, '\r', &line));
        assert_true(px_str_ends(line, px_str_of(cases[i].end)));
    }
}

/* The line is always narrower than the terminal, whatever the label is. */
static void test_widths(void **state)
{
    static const char *const labels[] = { "", "x", "日本語日本語日本語日本語日本語",
                                          "a label that is longer than many terminals are wide" };
    char buffer[4096];

    (void)state;
    for (size_t i = 0; i < PX_COUNT(labels); i++)
        for (unsigned short columns = 1; columns < 90; columns++) {
            px_str text = drawn(buffer, sizeof(buffer), columns, labels[i], 1, 3), line;

            while (px_str_split(&text, '\r', &line))
                assert_true(px_display_width(line) < columns);
        }
}

/* The time that is left is told after a second, from the share of it that is done. */
static void test_remaining_time(void **state)
{
    static const struct {
        unsigned long long done, total;
        size_t colons;
    } cases[] = { { 1, 60, 1 }, { 1, 4000, 2 }, { 0, 10, 0 }, { 10, 10, 0 }, { 1, 100000000, 0 } };
    char buffer[4096];

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        const struct timespec second = { .tv_sec = 1, .tv_nsec = 1000000 };
        size_t colons = 0;
        px_progress *progress;
        px_str text;
        capture c;

        begin(&c, true, 80);
        progress = px_progress_new("x", cases[i].total, false, false);
        assert_int_equal(nanosleep(&second, NULL), 0);
        px_progress_set(progress, cases[i].done);
        px_progress_end(progress);
        text = finish(&c, buffer, sizeof(buffer));
        for (size_t k = 0; k < text.len; k++)
            colons += text.ptr[k] == ':';
        assert_int_equal(colons, cases[i].colons);
    }
}

static void test_spinner(void **state)
{
    char buffer[4096];
    px_str text = drawn(buffer, sizeof(buffer), 80, "Crawling", 1430, 0), line;

    (void)state;
    assert_true(px_str_split(&text, '\r', &line));
    assert_str(line, "Crawling | 1430");
}

static void test_label_is_harmless(void **state)
{
    char buffer[4096];
    px_str text = drawn(buffer, sizeof(buffer), 80, "\033[2Jx\n", 1, 0);

    (void)state;
    assert_int_equal(px_str_find_char(text, '\033'), text.len);
    assert_int_equal(px_str_find_char(text, '\n'), text.len);
}

/* Bytes written by a few calls, on a terminal or in a pipe. */
static size_t written(bool terminal, bool quiet, bool force)
{
    char buffer[4096];
    px_progress *progress;
    capture c;

    begin(&c, terminal, 80);
    progress = px_progress_new("x", 10, quiet, force);
    px_progress_set(progress, 1);
    px_progress_set(progress, 10);
    px_progress_end(progress);
    return finish(&c, buffer, sizeof(buffer)).len;
}

static void test_silence(void **state)
{
    (void)state;
    assert_true(written(true, false, false) > 0);
    assert_true(written(false, false, true) > 0);
    assert_int_equal(written(false, false, false), 0);
    assert_int_equal(written(true, true, false), 0);
    assert_int_equal(written(true, true, true), 0);
    (void)setenv("TERM", "dumb", 1);
    assert_int_equal(written(true, false, false), 0);
    (void)unsetenv("TERM");
    assert_int_equal(written(true, false, false), 0);
}

static void test_nothing_drawn_nothing_cleared(void **state)
{
    char buffer[100];
    capture c;

    (void)state;
    begin(&c, true, 80);
    px_progress_end(px_progress_new("x", 10, false, false));
    px_progress_end(NULL);
    assert_int_equal(finish(&c, buffer, sizeof(buffer)).len, 0);
}

/* However often it is told: one draw at once, then one for each tenth of a second. */
static void test_rate(void **state)
{
    static char buffer[1 << 20];
    int64_t start = px_monotonic_ns();
    unsigned long long draws = 0, tenths;
    px_progress *progress;
    px_str text, line;
    capture c;

    (void)state;
    begin(&c, false, 0);
    progress = px_progress_new("x", 200000, false, true);
    for (unsigned long long i = 1; i <= 200000; i++)
        px_progress_set(progress, i);
    px_progress_end(progress);
    tenths = (unsigned long long)(px_monotonic_ns() - start) / 100000000ULL;
    text = finish(&c, buffer, sizeof(buffer));
    while (px_str_split(&text, '\r', &line))
        draws++;
    assert_in_range(draws, 3, 3 + tenths); /* the first, the clearing, the empty rest */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_bar, setup),
        cmocka_unit_test_setup(test_blocks, setup),
        cmocka_unit_test_setup(test_locale, setup),
        cmocka_unit_test_setup(test_shares, setup),
        cmocka_unit_test_setup(test_widths, setup),
        cmocka_unit_test_setup(test_remaining_time, setup),
        cmocka_unit_test_setup(test_spinner, setup),
        cmocka_unit_test_setup(test_label_is_harmless, setup),
        cmocka_unit_test_setup(test_silence, setup),
        cmocka_unit_test_setup(test_nothing_drawn_nothing_cleared, setup),
        cmocka_unit_test_setup(test_rate, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
