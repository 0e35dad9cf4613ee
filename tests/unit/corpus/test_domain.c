/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <libpsl.h>

#include "base/file.h"
#include "corpus/domain.h"

static px_suffix_list *list;

static void check(const char *url, px_suffix_section section, const char *domain)
{
    px_domains *domains = px_domains_new(list, section);
    px_str got = px_domains_of(domains, px_str_of(url), NULL);

    if (!px_str_is(got, domain))
        print_error("%s: %.*s instead of %s\n", url, PX_STR_ARG(got), domain);
    assert_true(px_str_is(got, domain));
    px_domains_free(domains);
}

static void test_domains(void **state)
{
    (void)state;
    check("https://www.example.co.uk/a?b", PX_SUFFIX_ICANN, "example.co.uk");
    check("HTTP://WWW.Example.CO.UK", PX_SUFFIX_ICANN, "example.co.uk");
    check("https://blog.user1.github.io/", PX_SUFFIX_ICANN, "github.io");
    check("https://blog.user1.github.io/", PX_SUFFIX_ALL, "user1.github.io");
    check("http://github.io/", PX_SUFFIX_ALL, PX_BUCKET_BARE);
    check("<http://user:word@example.com.:8080/x>", PX_SUFFIX_ICANN, "example.com");
    check("archives2.getty.edu:8082", PX_SUFFIX_ICANN, "getty.edu");
    check("http://192.168.0.1/", PX_SUFFIX_ICANN, PX_BUCKET_ADDRESS);
    check("http://192.168.0.1./", PX_SUFFIX_ICANN, PX_BUCKET_ADDRESS);
    check("http://[::1]:80/", PX_SUFFIX_ICANN, PX_BUCKET_ADDRESS);
    check("http://localhost/", PX_SUFFIX_ICANN, PX_BUCKET_BARE);
    check("http://co.uk/", PX_SUFFIX_ICANN, PX_BUCKET_BARE);
    check("http://foo.bar.unknownzz/", PX_SUFFIX_ICANN, "bar.unknownzz");
    check("http://a.b.kawasaki.jp/", PX_SUFFIX_ICANN, "a.b.kawasaki.jp");
    check("http://x.city.kawasaki.jp/", PX_SUFFIX_ICANN, "city.kawasaki.jp");
    check("http://www.ck/", PX_SUFFIX_ICANN, "www.ck");
    check("http://b\xc3\xbc"
          "cher.example.de/",
          PX_SUFFIX_ICANN, "example.de");
    check("http://B\xc3\x9c"
          "CHER.de/",
          PX_SUFFIX_ICANN, "xn--bcher-kva.de");
    check("http://xn--bcher-kva.de/", PX_SUFFIX_ICANN, "xn--bcher-kva.de");
    check("http://a..b.com/", PX_SUFFIX_ICANN, PX_BUCKET_INVALID);
    check("http:///x", PX_SUFFIX_ICANN, PX_BUCKET_INVALID);
    check("http://a b.com/", PX_SUFFIX_ICANN, PX_BUCKET_INVALID);
    check("metadata://gnu.org/software", PX_SUFFIX_ICANN, PX_BUCKET_OTHER);
    check("urn:uuid:1", PX_SUFFIX_ICANN, PX_BUCKET_OTHER);
    check("mailto:a@example.org", PX_SUFFIX_ICANN, PX_BUCKET_OTHER);
    check("", PX_SUFFIX_ICANN, PX_BUCKET_NONE);
}

/* The cache answers as the first look did. */
static void test_again(void **state)
{
    px_domains *domains = px_domains_new(list, PX_SUFFIX_ICANN);

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 20000; i++) {
            char url[64], domain[64];
            px_str host;

            (void)snprintf(url, sizeof(url), "http://WWW.site%d.co.uk/", i);
            (void)snprintf(domain, sizeof(domain), "site%d.co.uk", i);
            assert_str(px_domains_of(domains, px_str_of(url), &host), domain);
            assert_true(px_str_starts(host, PX_STR("www.site")));
        }
    }
    px_domains_free(domains);
}

/* libpsl cannot hold both "nom.br" and "*.nom.br". */
static bool is_twofold(px_str text, px_str name)
{
    char plain[512], wild[512];

    (void)snprintf(plain, sizeof(plain), "\n%.*s\n", PX_STR_ARG(name));
    (void)snprintf(wild, sizeof(wild), "\n*.%.*s\n", PX_STR_ARG(name));
    return px_str_find(text, px_str_of(plain)) < text.len &&
           px_str_find(text, px_str_of(wild)) < text.len;
}

/* libpsl reads the same list; it knows no section, so both are asked for. */
static void compare(const psl_ctx_t *psl, const char *host)
{
    const char *wanted = psl_registrable_domain(psl, host);
    size_t at = px_suffix_registrable(list, PX_SUFFIX_ALL, px_str_of(host));

    if (!wanted)
        assert_int_equal(at, strlen(host));
    else
        assert_string_equal(host + at, wanted);
}

static void test_libpsl(void **state)
{
    psl_ctx_t *psl = psl_load_file(PX_TEST_SOURCE "/data/public_suffix_list.dat");
    char *text;
    size_t len, rules = 0;
    px_str rest, whole, line;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_non_null(psl);
    assert_ok(
        px_file_read(PX_TEST_SOURCE "/data/public_suffix_list.dat", 8 << 20, &text, &len, &err),
        &err);
    rest = whole = px_str_n(text, len);
    while (px_str_line(&rest, &line)) {
        char host[512];

        if (line.len == 0 || px_str_starts(line, PX_STR("//")))
            continue;
        line = px_str_sub(line, line.ptr[0] == '!' ? 1 : line.ptr[0] == '*' ? 2 : 0, line.len);
        rules++;
        if (is_twofold(whole, line))
            continue;
        for (size_t labels = 0; labels < 4; labels++) {
            static const char *const before[] = { "", "b.", "a.b.", "www.a.b." };

            (void)snprintf(host, sizeof(host), "%s%.*s", before[labels], PX_STR_ARG(line));
            compare(psl, host);
        }
    }
    assert_int_equal(rules, px_suffix_list_count(list));
    assert_true(rules > 9000);
    free(text);
    psl_free(psl);
}

static void test_lists(void **state)
{
    px_suffix_list *own;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_string_equal(px_suffix_list_version(list), "2026-11-19");
    assert_ok(
        px_suffix_list_parse(PX_STR("// ===BEGIN ICANN DOMAINS===\ncom\n\xe4\xb8\xad\xe5\x9b\xbd\n"
                                    "// ===BEGIN PRIVATE DOMAINS===\nexample.com\n"),
                             &own, &err),
        &err);
    assert_int_equal(px_suffix_registrable(own, PX_SUFFIX_ICANN, PX_STR("a.example.com")), 2);
    assert_int_equal(px_suffix_registrable(own, PX_SUFFIX_ALL, PX_STR("a.example.com")), 0);
    assert_int_equal(px_suffix_registrable(own, PX_SUFFIX_ALL, PX_STR("b.a.xn--fiqs8s")), 2);
    px_suffix_list_free(own);
    assert_fails(px_suffix_list_parse(PX_STR("com\na b.*.c\n"), &own, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "line"), "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_domains),
        cmocka_unit_test(test_again),
        cmocka_unit_test(test_libpsl),
        cmocka_unit_test(test_lists),
    };
    px_error err = PX_ERROR_INIT;

    if (px_suffix_list_load(NULL, &list, &err) < 0)
        return 1;
    int failed = cmocka_run_group_tests_name("domain", tests, NULL, NULL);

    px_suffix_list_free(list);
    return failed;
}
