/* SPDX-License-Identifier: EUPL-1.2 */
/* Which domains are listed: how many, that no modality is crowded out, to the last name. */
#include "corpus/domain_list.h"
#include "corpus/rows.h"
#include "unit/testing.h"

static px_error err;

static void add(px_tally *tally, px_dimension dimension, px_modality modality, const char *name,
                uint64_t content)
{
    px_row *row = px_tally_row(tally, dimension, modality, px_str_of(name));

    row->figures[PX_FIGURE_DOCUMENTS]++;
    row->figures[PX_FIGURE_CONTENT] += content;
}

static px_partial *keep(const px_tally *tally)
{
    const px_partial_head head = { 0 };
    PX_AUTO_ROWS px_rows *rows = px_rows_of_tally(tally);
    px_partial *partial;

    assert_ok(px_partial_keep(rows, &head, NULL, "", &partial, &err), &err);
    return partial;
}

static int add_line(void *arg, uint64_t rank, const px_group *domain, px_error *ignored)
{
    (void)ignored;
    px_builder_format(arg, "%ju %.*s %ju\n", (uintmax_t)rank, PX_STR_ARG(domain->key),
                      (uintmax_t)domain->figures[PX_FIGURE_CONTENT]);
    return 0;
}

static void expect(const px_partial *partial, const px_domain_list_options *options,
                   const char *expected)
{
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(4096);
    px_domain_list list;

    assert_ok(px_domain_list_make(partial, options, &list, &err), &err);
    assert_ok(px_domain_list_ranked(&list, add_line, &lines, &err), &err);
    assert_str(px_builder_view(&lines), expected);
    px_domain_list_free(&list);
}

static void shares_are_rounded_up(void **state)
{
    (void)state;
    assert_int_equal(px_domain_list_share(0, false), 0);
    assert_int_equal(px_domain_list_share(1, false), 1);
    assert_int_equal(px_domain_list_share(10, false), 1);
    assert_int_equal(px_domain_list_share(11, false), 2);
    assert_int_equal(px_domain_list_share(30000000, false), 3000000);
    assert_int_equal(px_domain_list_share(21, true), 2);
    assert_int_equal(px_domain_list_share(20000, true), 1000);
    assert_int_equal(px_domain_list_share(20001, true), 1000);
    assert_int_equal(px_domain_list_share(19980, true), 999);
}

static void equal_sizes_go_by_name(void **state)
{
    px_tally *tally = px_tally_new();
    px_partial *partial;
    char name[16];

    (void)state;
    for (int i = 19; i >= 0; i--) {
        (void)snprintf(name, sizeof(name), "d%02d.org", i);
        add(tally, PX_BY_DOMAIN, PX_MODALITY_TEXT, name, i == 7 ? 9 : 5);
    }
    add(tally, PX_BY_DOMAIN, PX_MODALITY_TEXT, "*none", 1000); /* no domain */
    partial = keep(tally);
    expect(partial, &(px_domain_list_options){ .dimension = PX_BY_DOMAIN },
           "1 d07.org 9\n2 d00.org 5\n");
    expect(partial, &(px_domain_list_options){ .dimension = PX_BY_DOMAIN, .small = true },
           "1 d07.org 9\n");
    expect(partial, &(px_domain_list_options){ .dimension = PX_BY_CRAWLED_DOMAIN }, "");
    px_partial_close(partial);
    px_tally_free(tally);
}

/* Video outweighs all text; the names with text are listed in their own share all the same. */
static void no_modality_is_crowded_out(void **state)
{
    px_tally *tally = px_tally_new();
    px_partial *partial;
    char name[24];

    (void)state;
    for (int i = 0; i < 10; i++) {
        (void)snprintf(name, sizeof(name), "video%d.org", i);
        add(tally, PX_BY_DOMAIN, PX_MODALITY_VIDEO, name, 1000000 - (uint64_t)i);
        (void)snprintf(name, sizeof(name), "text%d.org", i);
        add(tally, PX_BY_DOMAIN, PX_MODALITY_TEXT, name, 10 + (uint64_t)i);
    }
    add(tally, PX_BY_DOMAIN, PX_MODALITY_TEXT, "video0.org", 1);
    add(tally, PX_BY_CRAWLED_DOMAIN, PX_MODALITY_TEXT, "text3.org", 13);
    partial = keep(tally);
    /* 2 of 20 names; of the 11 with text 2, of the 10 with video 1 */
    expect(partial, &(px_domain_list_options){ .dimension = PX_BY_DOMAIN },
           "1 video0.org 1000001\n2 video1.org 999999\n3 text9.org 19\n4 text8.org 18\n");
    expect(partial, &(px_domain_list_options){ .dimension = PX_BY_CRAWLED_DOMAIN },
           "1 text3.org 13\n");
    px_partial_close(partial);
    px_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_rounded_up),
        cmocka_unit_test(equal_sizes_go_by_name),
        cmocka_unit_test(no_modality_is_crowded_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
