/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/builder.h"
#include "code/compare/compare_html.h"
#include "code/compare/compare_place.h"
#include "code/compare/compare_rows.h"

#define ROW(d, k, i, n, h, t)                                                                      \
    {                                                                                              \
        .depth = (d),                                                                              \
        .kind = PX_PROVISION_##k,                                                                  \
        .lasting_id = PX_STR_INIT(i),                                                              \
        .eid = PX_STR_INIT("e_" i),                                                                \
        .number = PX_STR_INIT(n),                                                                  \
        .heading = PX_STR_INIT(h),                                                                 \
        .text = PX_STR_INIT(t),                                                                    \
    }

static px_node old_nodes[] = {
    ROW(0, ARTICLE, "a00000000a", "Article 1", "Scope", ""),
    ROW(1, PARAGRAPH, "a00000001a", "1.", "", "Providers shall report within 14 days."),
    ROW(1, PARAGRAPH, "a00000002a", "2.", "", "Nothing here changes at all."),
    ROW(1, PARAGRAPH, "a00000003a", "3.", "",
        "This one, with <script>alert(1)</script> & \"quotes\", is deleted \\*for good\\*."),
    ROW(0, ARTICLE, "a00000004a", "Article 2", "Tables", ""),
    ROW(1, TABLE, "a00000005a", "", "Limits", "| Kind | Days |\n|---|---|\n| a | 5 |\n| b | 7 |\n"),
    ROW(1, CODE_BLOCK, "a00000006a", "", "", "one\ntwo words\nthree\n"),
    ROW(0, ARTICLE, "a00000007a", "Article 3", "Rest", ""),
    ROW(1, PARAGRAPH, "a00000008a", "", "", "This goes to another article of this very text."),
};

static px_node new_nodes[] = {
    ROW(0, ARTICLE, "a00000000a", "Article 1", "Scope & purpose", ""),
    ROW(1, PARAGRAPH, "a00000001a", "1.", "", "Providers may report within 30 days."),
    ROW(1, PARAGRAPH, "a00000002a", "4.", "", "Nothing here changes at all."),
    ROW(1, PARAGRAPH, "a00000008a", "5.", "", "This goes to another article of this very text."),
    ROW(0, ARTICLE, "a00000004a", "Article 2", "Tables", ""),
    ROW(1, TABLE, "a00000005a", "", "Limits", "| Kind | Days |\n|---|---|\n| a | 6 |\n| b | 7 |\n"),
    ROW(1, CODE_BLOCK, "a00000006a", "", "", "one\ntwo words more\nthree\n"),
    ROW(0, ARTICLE, "a00000007a", "Article 3", "Rest", ""),
    ROW(1, PARAGRAPH, "a00000009a", "", "", "Wholly new are <b>these</b> words."),
};

typedef struct fixture {
    px_arena *arena;
    px_text texts[2];
    px_compare_version versions[2];
    px_compare_detail detail;
} fixture;

static void fixture_start(fixture *f)
{
    px_error err = PX_ERROR_INIT;

    *f = (fixture){ .arena = px_arena_new() };
    f->texts[0] = (px_text){ PX_STR("en"), old_nodes, PX_COUNT(old_nodes) };
    f->texts[1] = (px_text){ PX_STR("en"), new_nodes, PX_COUNT(new_nodes) };
    for (size_t i = 0; i < 2; i++)
        assert_ok(px_compare_version_make(f->arena, i ? PX_STR("draft<2>") : PX_STR("draft-1"),
                                          PX_STR("A title"), &f->texts[i], true, &f->versions[i],
                                          &err),
                  &err);
    px_compare_detail_make(f->arena, &f->versions[0], &f->versions[1], &f->detail);
}

/* The document, in one of its forms. */
static void document(fixture *f, const char *language, bool sides, bool only, bool three,
                     px_builder *out)
{
    px_compare_page page = { .language = px_language_find(px_str_of(language)),
                             .code_title = PX_STR("Code <of> practice"),
                             .detail = &f->detail,
                             .side_by_side = sides,
                             .only_changes = only };
    px_compare_version third = f->versions[0];
    px_compare_detail next;
    px_error err = PX_ERROR_INIT;

    assert_non_null(page.language);
    if (three) {
        third.label = PX_STR("third");
        px_compare_detail_make(f->arena, &f->versions[1], &third, &next);
        page.next = &next;
    }
    assert_ok(px_compare_html_document(f->arena, &page, out, &err), &err);
}

static bool contains(const px_builder *out, const char *words)
{
    px_str all = px_builder_view(out);
    bool found = px_str_find(all, px_str_of(words)) < all.len;

    if (!found)
        print_error("not there: %s\n", words);
    return found;
}

/* Elements nest, nothing foreign is an element, ids stand once. */
static void check_sound(px_str html)
{
    static const char *const known =
        " html head meta title style body header h1 h2 h3 h4 h5 h6 p main section div table thead "
        "tbody tfoot tr th td a span del ins ul li q details summary pre code ";
    const char *open[64];
    size_t lens[64], depth = 0;

    for (size_t at = px_str_find(html, PX_STR("</style>")) + 8; at < html.len;) {
        px_str rest = px_str_sub(html, at, html.len), name;
        size_t end = px_str_find_char(rest, '>'), length = 0;
        bool closing = rest.len > 1 && rest.ptr[1] == '/';
        char wanted[32];

        if (rest.ptr[0] != '<') {
            at++;
            continue;
        }
        assert_true(end < rest.len);
        name = px_str_sub(rest, closing ? 2 : 1, end);
        while (length < name.len && name.ptr[length] != ' ')
            length++;
        name.len = length;
        (void)snprintf(wanted, sizeof(wanted), " %.*s ", PX_STR_ARG(name));
        if (!strstr(known, wanted))
            print_error("element%s\n", wanted);
        assert_non_null(strstr(known, wanted));
        at += end + 1;
        if (!closing) {
            assert_true(depth < PX_COUNT(open));
            open[depth] = name.ptr;
            lens[depth++] = name.len;
        } else if (depth > 0) { /* head, body and html were opened before the style ended */
            depth--;
            assert_true(px_str_eq(px_str_n(open[depth], lens[depth]), name));
        }
    }
    assert_int_equal(depth, 0);
    assert_int_equal(px_str_find(html, PX_STR("<script")), html.len);
    assert_int_equal(px_str_find(html, PX_STR(" style=")), html.len);
}

/* How often the attribute stands there with exactly this value. */
static size_t count_of(px_str html, const char *attribute, px_str value)
{
    char wanted[64];
    size_t count = 0;

    (void)snprintf(wanted, sizeof(wanted), " %s=\"%s%.*s\"", attribute,
                   strcmp(attribute, "href") == 0 ? "#" : "", PX_STR_ARG(value));
    for (size_t at = 0; at < html.len; count++) {
        at += px_str_find(px_str_sub(html, at, html.len), px_str_of(wanted)) + 1;
        if (at > html.len)
            break;
    }
    return count;
}

/* Each id stands once, and each link within the document leads to one. */
static void check_links(px_str html)
{
    static const char *const attributes[] = { "id", "href" };

    for (size_t i = 0; i < PX_COUNT(attributes); i++) {
        char start[16];
        size_t found = 0;

        (void)snprintf(start, sizeof(start), " %s=\"%s", attributes[i], i ? "#" : "");
        for (size_t at = 0;; found++) {
            px_str rest = px_str_sub(html, at, html.len), value;
            size_t here = px_str_find(rest, px_str_of(start));

            if (here == rest.len)
                break;
            at += here + strlen(start);
            value = px_str_sub(html, at, html.len);
            value.len = px_str_find_char(value, '"');
            assert_int_equal(count_of(html, "id", value), 1);
        }
        assert_true(found > 0);
    }
}

static void test_every_form(void **state)
{
    static const char *const languages[] = { "en", "fr" };
    fixture f;

    (void)state;
    fixture_start(&f);
    for (unsigned form = 0; form < 16; form++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        px_str html;

        document(&f, languages[form & 1], form & 2, form & 4, form & 8, &out);
        html = px_builder_view(&out);
        check_sound(html);
        check_links(html);
        assert_true(contains(&out, "Code &lt;of&gt; practice"));
        assert_true(contains(&out, "draft&lt;2&gt;"));
        assert_true(
            contains(&out, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"));
        assert_true(contains(&out, form & 1 ? "<html lang=\"fr\">" : "<html lang=\"en\">"));
    }
    px_arena_free(f.arena);
}

static void test_inline(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    fixture f;

    (void)state;
    fixture_start(&f);
    document(&f, "en", false, false, false, &out);
    assert_true(contains(&out, "Providers <del data-w=\"deleted\">shall</del><ins "
                               "data-w=\"inserted\">may</ins> report within"));
    assert_true(contains(&out, "<span class=\"num\"><del data-w=\"deleted\">2.</del> <ins "
                               "data-w=\"inserted\">4.</ins></span>"));
    assert_true(contains(&out, "moved from <a href=\"#a-a00000008a\">Article 3, paragraph 1</a>"));
    assert_true(contains(&out, "moved to <a href=\"#a00000008a\">Article 1(5)</a>"));
    assert_true(contains(&out, "id=\"a-a00000008a\""));
    assert_true(contains(&out, "<td><del data-w=\"deleted\">5</del><ins "
                               "data-w=\"inserted\">6</ins></td>"));
    assert_true(contains(&out, "<span class=\"c-gutter\">~</span>two words <ins "
                               "data-w=\"inserted\">more</ins>"));
    assert_true(contains(&out, "Wholly new are &lt;b&gt;these&lt;/b&gt; words."));
    assert_true(contains(&out, "duty weakened"));
    assert_true(contains(&out, "Asks for less"));
    px_arena_free(f.arena);
}

/* The newest version that has a provision owns its lasting id. */
static void test_ids(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    fixture f;

    (void)state;
    fixture_start(&f);
    document(&f, "en", true, false, false, &out);
    assert_true(contains(&out, "id=\"a-a00000001a\" data-v=\"Version draft-1\""));
    assert_true(contains(&out, "id=\"a00000001a\" data-v=\"Version draft&lt;2&gt;\""));
    assert_true(contains(&out, "id=\"a00000003a\" data-v=\"Version draft-1\"")); /* deleted */
    px_builder_clear(&out);
    document(&f, "en", true, false, true, &out); /* and back to the first */
    assert_true(contains(&out, "id=\"a-a00000003a\" data-v=\"Version draft-1\""));
    assert_true(contains(&out, "id=\"b-a00000001a\" data-v=\"Version draft&lt;2&gt;\""));
    assert_true(contains(&out, "id=\"a00000009a\" data-v=\"Version draft&lt;2&gt;\""));
    px_arena_free(f.arena);
}

/* From change to change, and out to the site where there is one. */
static void test_steps_and_ways(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_compare_links links = {
        .provision = PX_STR("/en/codes/c/p/"),
        .versions = { PX_STR("/en/codes/c/1"), PX_STR("/en/codes/c/2") },
    };
    px_error err = PX_ERROR_INIT;
    px_compare_page page;
    fixture f;

    (void)state;
    fixture_start(&f);
    document(&f, "en", false, false, false, &out);
    assert_true(contains(&out, "<span class=\"c-steps\"><span class=\"c-end\"></span>"
                               "<a href=\"#a00000000a\" aria-label=\"Change 1 of 8\">1/8</a>"
                               "<a href=\"#a00000001a\" aria-label=\"Next change\">↓</a></span>"));
    assert_true(contains(&out, "aria-label=\"Previous change\">↑</a><a href=\"#a00000009a\" "
                               "aria-label=\"Change 8 of 8\">8/8</a>"
                               "<span class=\"c-end\"></span></span>"));
    assert_int_equal(px_str_find(px_builder_view(&out), PX_STR("c-ways\"")), out.len);
    px_builder_clear(&out);
    page = (px_compare_page){ .language = px_language_find(PX_STR("en")),
                              .detail = &f.detail,
                              .links = &links };
    assert_ok(px_compare_html_body(f.arena, &page, &out, &err), &err);
    assert_true(contains(&out, "<span class=\"c-ways\">"
                               " <a href=\"/en/codes/c/1#a00000001a\">in version draft-1</a>"
                               " <a href=\"/en/codes/c/2#a00000001a\">in version draft&lt;2&gt;</a>"
                               " <a href=\"/en/codes/c/p/a00000001a\">in all versions</a>"));
    px_arena_free(f.arena);
}

/* The text alone, with ids of its own where a page has several. */
static void test_redline(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;
    px_compare_page page;
    fixture f;

    (void)state;
    fixture_start(&f);
    page = (px_compare_page){ .language = px_language_english(),
                              .detail = &f.detail,
                              .prefix = "c1-" };
    assert_ok(px_compare_html_redline(f.arena, &page, &out, &err), &err);
    assert_true(px_str_starts(px_builder_view(&out),
                              PX_STR("<div class=\"comparison\">\n<div class=\"c-text\" lang=\"")));
    assert_true(contains(&out, " id=\"c1-a00000001a\""));
    assert_true(contains(&out, "<a href=\"#c1-a00000001a\" aria-label=\"Next change\">"));
    assert_int_equal(px_str_find(px_builder_view(&out), PX_STR("<h2")), out.len);
    px_arena_free(f.arena);
}

static void test_only_changes(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    fixture f;

    (void)state;
    old_nodes[2].number = new_nodes[2].number = PX_STR("2.");
    fixture_start(&f);
    document(&f, "en", false, true, false, &out);
    assert_true(contains(&out, "<summary>1 unchanged provision</summary>"));
    document(&f, "fr", false, true, false, &out); /* the text is English */
    assert_true(contains(&out, "<summary lang=\"fr\">1 disposition inchangée</summary>"));
    assert_true(contains(&out, "<p class=\"c-notes\" lang=\"fr\">"));
    new_nodes[2].number = PX_STR("4.");
    px_arena_free(f.arena);
}

static void test_nothing_changed(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    fixture f;

    (void)state;
    fixture_start(&f);
    px_compare_detail_make(f.arena, &f.versions[0], &f.versions[0], &f.detail);
    document(&f, "en", false, false, false, &out);
    assert_true(contains(&out, "Nothing has changed."));
    assert_int_equal(f.detail.total.counts[PX_CHANGE_KEPT], PX_COUNT(old_nodes));
    px_arena_free(f.arena);
}

static void test_empty_side(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;
    fixture f;

    (void)state;
    fixture_start(&f);
    f.texts[1].count = 0;
    assert_ok(px_compare_version_make(f.arena, PX_STR("none"), PX_STR(""), &f.texts[1], true,
                                      &f.versions[1], &err),
              &err);
    px_compare_detail_make(f.arena, &f.versions[0], &f.versions[1], &f.detail);
    document(&f, "en", true, true, false, &out);
    check_sound(px_builder_view(&out));
    assert_int_equal(f.detail.total.counts[PX_CHANGE_DELETED], PX_COUNT(old_nodes));
    px_arena_free(f.arena);
}

static void check_place(const fixture *f, const char *language, size_t node, const char *expected)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);

    px_compare_place(&out, px_language_find(px_str_of(language)), &f->versions[0], node);
    assert_str(px_builder_view(&out), expected);
}

static void test_places(void **state)
{
    fixture f;

    (void)state;
    fixture_start(&f);
    check_place(&f, "en", 0, "Article 1");
    check_place(&f, "en", 1, "Article 1(1)");
    check_place(&f, "en", 6, "Article 2, code block 1");
    check_place(&f, "fr", 8, "Article 3, paragraphe 1");
    px_arena_free(f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_form),      cmocka_unit_test(test_inline),
        cmocka_unit_test(test_redline),         cmocka_unit_test(test_only_changes),
        cmocka_unit_test(test_nothing_changed), cmocka_unit_test(test_empty_side),
        cmocka_unit_test(test_places),          cmocka_unit_test(test_ids),
        cmocka_unit_test(test_steps_and_ways),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
