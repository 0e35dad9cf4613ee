/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "corpus/date.h"
#include "corpus/media_type.h"

static void check(const char *text, px_date_state state, const char *meant)
{
    px_time date = 0, wanted = 0;

    assert_int_equal(px_corpus_date(px_str_of(text), &date), state);
    if (state == PX_DATE_KNOWN) {
        assert_int_equal(px_time_parse(px_str_of(meant), &wanted, NULL), 0);
        assert_int_equal(date, wanted);
    }
}

static void test_dates(void **state)
{
    px_time date;

    (void)state;
    check("2024-05-18T01:58:10Z", PX_DATE_KNOWN, "2024-05-18T01:58:10Z");
    check("2024-05-18T01:58:10", PX_DATE_KNOWN, "2024-05-18T01:58:10Z");
    check("2024-05-18 01:58:10", PX_DATE_KNOWN, "2024-05-18T01:58:10Z");
    check("2023-04-07T15:24:38.743534+00:00", PX_DATE_KNOWN, "2023-04-07T15:24:38.743Z");
    check("2024-05-18T01:58:10+0200", PX_DATE_KNOWN, "2024-05-17T23:58:10Z");
    check("2024-05-18T01:58:10-05:30", PX_DATE_KNOWN, "2024-05-18T07:28:10Z");
    check("2024-05-18", PX_DATE_KNOWN, "2024-05-18T00:00:00Z");
    check("1969-12-31T23:59:59Z", PX_DATE_KNOWN, "1969-12-31T23:59:59Z");
    check("", PX_DATE_NONE, NULL);
    check("2008-10-294T05:21:46-0700", PX_DATE_BAD, NULL);
    check("2023-02-29T00:00:00Z", PX_DATE_BAD, NULL);
    check("2024-05", PX_DATE_BAD, NULL);
    check("2024-05-18T01:58", PX_DATE_BAD, NULL);
    check("2024-05-18T01:58:10.Z", PX_DATE_BAD, NULL);
    check("2024-05-18T01:58:10+2", PX_DATE_BAD, NULL);
    check("18 May 2024 01:58:10", PX_DATE_BAD, NULL);
    assert_int_equal(px_corpus_date14(PX_STR("20140216050221"), &date), PX_DATE_KNOWN);
    assert_int_equal(px_corpus_date14(PX_STR("20141316050221"), &date), PX_DATE_BAD);
    assert_int_equal(px_corpus_date14(PX_STR("2014021605022"), &date), PX_DATE_BAD);
}

static void test_media_types(void **state)
{
    char room[PX_MEDIA_TYPE_MAX + 1];

    (void)state;
    assert_str(px_media_type(PX_STR(" Text/HTML; charset=UTF-8"), room), "text/html");
    assert_str(px_media_type(PX_STR("text/html, text/html"), room), "text/html");
    assert_str(px_media_type(PX_STR(""), room), "");
    assert_str(px_media_type(PX_STR("html"), room), PX_MEDIA_BAD);
    assert_str(px_media_type(PX_STR("a/b c"), room), PX_MEDIA_BAD);
    assert_int_equal(px_media_modality(PX_STR("image/png")), PX_MODALITY_IMAGE);
    assert_int_equal(px_media_modality(PX_STR("application/ogg")), PX_MODALITY_AUDIO);
    assert_int_equal(px_media_modality(PX_STR("application/zip")), PX_MODALITY_OTHER);
    assert_int_equal(px_media_modality(PX_STR("application/xhtml+xml")), PX_MODALITY_TEXT);
    assert_int_equal(px_media_modality(PX_STR("")), PX_MODALITY_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_media_types),
    };

    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
