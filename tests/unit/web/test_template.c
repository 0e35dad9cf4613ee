/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The template compiler and what its output calls. tests/template/data/good has every construct;
 * tests/template/data/bad has one template for each error, and beside it what the compiler says.
 */
#include "unit/testing.h"

#include <dirent.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/builder.h"
#include "test_templates.h"
#include "web/template.h"

/* ---- What templates call */

static void assert_url(const char *url, const char *expected)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1024);

    px_template_url(&b, px_str_of(url));
    assert_str(px_builder_view(&b), expected);
}

static void test_url(void **state)
{
    (void)state;
    assert_url("/en/codes", "/en/codes");
    assert_url("/", "/");
    assert_url("#a", "#a");
    assert_url("/x?a=1&b=\"2\"", "/x?a=1&amp;b=&quot;2&quot;");
    assert_url("https://example.org/", "https://example.org/");
    assert_url("http://example.org/", "http://example.org/");
    assert_url("mailto:a@example.org", "mailto:a@example.org");
    assert_url("", "#");
    assert_url("//example.org", "#");
    assert_url("/\\example.org", "#");
    assert_url("javascript:go()", "#");
    assert_url("JAVASCRIPT:go()", "#");
    assert_url(" /x", "#");
    assert_url("data:text/html,x", "#");
    assert_url("x", "#");
}

static void assert_message(const char *message, const char *expected)
{
    static const px_template_arg args[] = {
        { .name = "name", .kind = PX_TEMPLATE_TEXT, .text = PX_STR_INIT("<&>") },
        { .name = "n", .kind = PX_TEMPLATE_INT, .number = 7 },
        { .name = "x", .kind = PX_TEMPLATE_HTML, .text = PX_STR_INIT("<b>x</b>") },
        { .name = "a", .kind = PX_TEMPLATE_LINK, .text = PX_STR_INIT("/a") },
        { .name = "s", .kind = PX_TEMPLATE_TAG, .text = PX_STR_INIT("strong") },
    };
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1024);

    px_template_message(&b, px_language_english(), message, args, PX_COUNT(args));
    assert_str(px_builder_view(&b), expected);
}

/* What a translation may contain, right or wrong. */
static void test_message(void **state)
{
    (void)state;
    assert_message("", "");
    assert_message("plain", "plain");
    assert_message("<script> & \"", "&lt;script&gt; &amp; &quot;");
    assert_message("{name}", "&lt;&amp;&gt;");
    assert_message("{n} {x}", "7 <b>x</b>");
    assert_message("{a}{name}{/a}!", "<a href=\"/a\">&lt;&amp;&gt;</a>!");
    assert_message("{s}x{/s}", "<strong>x</strong>");
    assert_message("{a}never closed", "<a href=\"/a\">never closed</a>");
    assert_message("{/a}never open", "never open");
    assert_message("{a}one {s}in{/s} other{/a}",
                   "<a href=\"/a\">one </a><strong>in</strong> other");
    assert_message("{a}x{/s}y{/a}", "<a href=\"/a\">xy</a>");
    assert_message("{unknown} {", "{unknown} {");
    assert_message("{/name}", "{/name}");
    assert_message("{<}", "{&lt;}");
}

/* ---- Compiled templates */

static const char expected_full[] =
    "<h1 class=\"a &lt;T&gt; b open\" data-count=\"2\" data-linked>\n&lt;T&gt;\n</h1>\n"
    "<title>&lt;T&gt;</title>\n"
    "<img src=\"/x.png\" alt=\"A picture of &lt;T&gt;\"><br>\n"
    "<pre>\n  kept 2\n</pre>\n"
    "<p>open</p>\n"
    "<ul>\n<li><a href=\"#\">One</a> of &lt;T&gt;</li>\n"
    "<li><a href=\"/two\">Two &amp; more</a> of &lt;T&gt;</li>\n</ul>\n"
    "1:<i>a</i>;2:;\n"
    "One <a href=\"#\">One</a>\n"
    "<p>Read <a href=\"/l\">the &lt;T&gt; text</a> of &lt;T&gt;, 2 times: <b>B</b>.</p>\n"
    "<p><strong>2</strong> codes</p>\n"
    "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>\n"
    "<script src=\"/x.js\"></script>\n<!-- seen -->\n"
    "<b>B</b>";

static void test_full(void **state)
{
    static const px_view_child children[] = {
        { PX_STR_INIT("One"), PX_STR_INIT("javascript:go()") },
        { PX_STR_INIT("Two & more"), PX_STR_INIT("/two") },
    };
    static const px_view_pair pairs[] = { { 1, PX_STR_INIT("<i>a</i>") }, { 2, { NULL, 0 } } };
    static const px_view_every view = {
        .title = PX_STR_INIT("<T>"),
        .count = 2,
        .open = true,
        .link = PX_STR_INIT("/l"),
        .body = PX_STR_INIT("<b>B</b>"),
        .children = children,
        .n_children = 2,
        .pairs = pairs,
        .n_pairs = 2,
        .first = children,
    };
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(64 * 1024);

    (void)state;
    px_template_every(&b, &view, px_language_english());
    assert_string_equal(px_builder_cstr(&b), expected_full);
}

static const char expected_empty[] =
    "<h1 class=\"a  b\" data-count=\"1\">\n\n</h1>\n<title></title>\n"
    "<img src=\"/x.png\" alt=\"A picture of \"><br>\n<pre>\n  kept 1\n</pre>\n"
    "<p>closed</p>\n<p>There is nothing &quot;here&quot; yet.</p>\n\n\n"
    "<p>Read <a href=\"#\">the  text</a> of , 1 times: .</p>\n"
    "<p><strong>one</strong> code</p>\n"
    "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>\n"
    "<script src=\"/x.js\"></script>\n<!-- seen -->\n";

static void test_empty(void **state)
{
    static const px_view_every view = { .count = 1 };
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(64 * 1024);

    (void)state;
    px_template_every(&b, &view, px_language_english());
    assert_string_equal(px_builder_cstr(&b), expected_empty);
}

/* ---- The compiler */

static void read_all(int fd, px_builder *out)
{
    char bytes[4096];
    ssize_t n;

    while ((n = read(fd, bytes, sizeof(bytes))) > 0)
        px_builder_str(out, px_str_n(bytes, (size_t)n));
}

static px_builder read_path(const char *path)
{
    px_builder b = PX_BUILDER_INIT(1024 * 1024);
    FILE *f = fopen(path, "rb");

    assert_non_null(f);
    read_all(fileno(f), &b);
    (void)fclose(f);
    return b;
}

/* Runs the compiler in the directory of bad templates; returns its exit status. */
static int compile(const char *template, px_builder *out)
{
    int fds[2], status = -1;
    pid_t child;

    assert_return_code(pipe(fds), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (chdir(PX_TEST_SOURCE "/tests/template/data/bad") == 0 && dup2(fds[1], 2) == 2)
            (void)execl(PX_TEMPLATE_COMPILER, "template_compiler", "--pot", "/dev/null", template,
                        (char *)NULL);
        _exit(99);
    }
    (void)close(fds[1]);
    read_all(fds[0], out);
    (void)close(fds[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void check_bad(const char *name)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(4096), said = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_BUILDER px_builder expected = PX_BUILDER_INIT(1);

    px_builder_format(&path, PX_TEST_SOURCE "/tests/template/data/bad/%.*s.txt",
                      (int)strlen(name) - 5, name);
    expected = read_path(px_builder_cstr(&path));
    assert_int_equal(compile(name, &said), 1);
    assert_string_equal(px_builder_cstr(&said), px_builder_cstr(&expected));
}

static void test_bad(void **state)
{
    DIR *directory = opendir(PX_TEST_SOURCE "/tests/template/data/bad");
    struct dirent *entry;
    int n = 0;

    (void)state;
    assert_non_null(directory);
    while ((entry = readdir(directory))) {
        if (!px_str_ends(px_str_of(entry->d_name), PX_STR(".html")))
            continue;
        check_bad(entry->d_name);
        n++;
    }
    (void)closedir(directory);
    assert_true(n >= 70);
}

static void test_usage(void **state)
{
    PX_AUTO_BUILDER px_builder said = PX_BUILDER_INIT(64 * 1024);

    (void)state;
    assert_int_equal(compile("--header", &said), 2);
    px_builder_clear(&said);
    assert_int_equal(compile("nowhere.html", &said), 1);
    assert_string_equal(px_builder_cstr(&said), "nowhere.html: No such file or directory\n");
}

static void test_pot(void **state)
{
    PX_AUTO_BUILDER px_builder made = read_path(PX_TEST_POT);
    PX_AUTO_BUILDER px_builder expected =
        read_path(PX_TEST_SOURCE "/tests/template/data/good/every.pot");

    (void)state;
    assert_string_equal(px_builder_cstr(&made), px_builder_cstr(&expected));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_url),   cmocka_unit_test(test_message), cmocka_unit_test(test_full),
        cmocka_unit_test(test_empty), cmocka_unit_test(test_bad),     cmocka_unit_test(test_usage),
        cmocka_unit_test(test_pot),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
