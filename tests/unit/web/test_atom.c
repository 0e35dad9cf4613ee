/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "web/atom.h"

static void test_feed(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_atom_feed feed = {
        .id = PX_STR("urn:praxis:a.example/log:en"),
        .language = PX_STR("en"),
        .title = PX_STR("Codes & <acts>"),
        .author = PX_STR("House"),
        .self = PX_STR("https://a.example/en/feed.atom"),
        .page = PX_STR("https://a.example/en/?a=1&b=2"),
        .updated = 1000,
    };
    px_atom_entry entry = {
        .id = PX_STR("urn:praxis:a.example/log:acts/1"),
        .title = PX_STR("One"),
        .link = PX_STR("https://a.example/en/log/1"),
        .text = PX_STR("a\x01 \xEF\xBF\xBE <b> \"q\""),
        .updated = 2000,
        .published = 1000,
    };

    (void)state;
    px_atom_start(&out, &feed);
    px_atom_entry_add(&out, &entry);
    entry.published = PX_TIME_NONE;
    entry.text = PX_STR_NONE;
    px_atom_entry_add(&out, &entry);
    px_atom_end(&out);
    assert_string_equal(
        px_builder_cstr(&out),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n"
        "<id>urn:praxis:a.example/log:en</id>\n"
        "<title>Codes &amp; &lt;acts&gt;</title>\n"
        "<updated>1970-01-01T00:00:01Z</updated>\n"
        "<author>\n<name>House</name>\n</author>\n"
        "<link rel=\"self\" type=\"application/atom+xml\" "
        "href=\"https://a.example/en/feed.atom\"/>\n"
        "<link rel=\"alternate\" type=\"text/html\" "
        "href=\"https://a.example/en/?a=1&amp;b=2\"/>\n"
        "<generator version=\"" PX_VERSION "\">praxis</generator>\n"
        "<entry>\n<id>urn:praxis:a.example/log:acts/1</id>\n<title>One</title>\n"
        "<updated>1970-01-01T00:00:02Z</updated>\n"
        "<published>1970-01-01T00:00:01Z</published>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://a.example/en/log/1\"/>\n"
        "<content type=\"text\">a  &lt;b&gt; &quot;q&quot;</content>\n</entry>\n"
        "<entry>\n<id>urn:praxis:a.example/log:acts/1</id>\n<title>One</title>\n"
        "<updated>1970-01-01T00:00:02Z</updated>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://a.example/en/log/1\"/>\n"
        "</entry>\n</feed>\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_feed) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
