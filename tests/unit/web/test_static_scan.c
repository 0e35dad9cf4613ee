/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "web/static/static_scan.h"

static void finds_tags(void **state)
{
    px_str html =
        PX_STR("<!doctype html>\n<p class=\"a > b\">1 &lt; 2</p><!-- <b> --><br><h2>x</h2");
    static const char *const names[] = { "p", "p", "br", "h2" };
    px_static_tag tag;
    size_t at = 0, n = 0;

    (void)state;
    while (px_static_next_tag(html, &at, &tag)) {
        assert_true(n < PX_COUNT(names));
        assert_str(tag.name, names[n]);
        if (n == 0) {
            assert_str(px_static_attribute(&tag, "class"), "a > b");
            assert_false(tag.closing);
        }
        n++;
    }
    assert_int_equal(n, PX_COUNT(names));
}

static void finds_attributes(void **state)
{
    px_str rest = PX_STR(" href=\"/a?b=1&amp;c=2\" hidden\ndata-x=\"\" title=bare /");
    static const struct {
        const char *name, *value;
    } wanted[] = { { "href", "/a?b=1&amp;c=2" },
                   { "hidden", NULL },
                   { "data-x", "" },
                   { "title", NULL },
                   { "bare", NULL } };
    px_str name, value;
    size_t n = 0;

    (void)state;
    while (px_static_next_attribute(&rest, &name, &value)) {
        assert_true(n < PX_COUNT(wanted));
        assert_str(name, wanted[n].name);
        assert_int_equal(value.ptr != NULL, wanted[n].value != NULL);
        if (value.ptr)
            assert_str(value, wanted[n].value);
        n++;
    }
    assert_int_equal(n, PX_COUNT(wanted));
}

static void unescapes(void **state)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(1024), out = PX_BUILDER_INIT(1024);
    px_str text = PX_STR("a&b<c>\"d'e&amp; &eacute; é");

    (void)state;
    px_builder_html(&html, text);
    px_static_unescape(&out, px_builder_view(&html));
    assert_true(px_str_eq(px_builder_view(&out), text)); /* what px_builder_html does, undone */
}

/* "/x" becomes "X"; what ends with "?" is left out. */
static bool shout(void *arg, const px_static_tag *tag, px_str address, px_builder *out)
{
    (void)arg;
    (void)tag;
    if (px_str_ends(address, PX_STR("?")))
        return false;
    px_builder_add(out, "&");
    px_builder_str(out, address);
    return true;
}

static void rewrites(void **state)
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        { "a <b>c</b>", "a <b>c</b>" },
        { "<a class=\"x\" href=\"/a?b&amp;c\" id=\"y\">t</a>",
          "<a class=\"x\" href=\"&amp;/a?b&amp;c\" id=\"y\">t</a>" },
        { "<img src=\"/i\"><a href=\"/j\">", "<img src=\"&amp;/i\"><a href=\"&amp;/j\">" },
        { "<link rel=\"x\" href=\"/l?\">\n<p>", "<p>" },
        { "1<form action=\"/f?\"><input name=\"href\"><a href=\"/x\"></a></form>2", "1NOTE2" },
        { "<form action=\"/f\"><b>x</b></form>", "<form action=\"&amp;/f\"><b>x</b></form>" },
        { "<p title=\"href=&quot;/x&quot;\">href=\"/y\"</p>",
          "<p title=\"href=&quot;/x&quot;\">href=\"/y\"</p>" },
        { "<form action=\"/f?\">", "NOTE" },
        { "<a href=\"/open", "<a href=\"/open" },
        { "x <", "x <" },
    };
    const px_static_rewriting how = { .address = shout, .form_note = PX_STR("NOTE") };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);

        px_static_rewrite(px_str_of(cases[i].from), &how, &out);
        assert_str(px_builder_view(&out), cases[i].to);
    }
}

static bool number(void *arg, px_str address, px_builder *out)
{
    int *n = arg;

    if (px_str_ends(address, PX_STR("no")))
        return false;
    px_builder_format(out, "[%d %.*s]", ++*n, PX_STR_ARG(address));
    return true;
}

static void replaces_in_texts(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    int n = 0;

    (void)state;
    px_static_replace(PX_STR("<id>http://h/a</id> http://h/b\" http://h http://hh/c http://h/no"
                             "\nhttp://h/"),
                      PX_STR("http://h"), number, &n, &out);
    assert_str(px_builder_view(&out), "<id>[1 /a]</id> [2 /b]\" http://h http://hh/c http://h/no"
                                      "\n[3 /]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_tags),        cmocka_unit_test(finds_attributes),
        cmocka_unit_test(unescapes),         cmocka_unit_test(rewrites),
        cmocka_unit_test(replaces_in_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
