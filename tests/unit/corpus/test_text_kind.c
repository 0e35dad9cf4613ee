/* SPDX-License-Identifier: EUPL-1.2 */
/* What files without a container are, by their first bytes. */
#include "unit/testing.h"

#include "corpus/reader.h"
#include "corpus/text_kind.h"

static void test_kinds(void **state)
{
    static const struct {
        px_str head;
        const char *type; /* NULL: nothing is known */
        bool is_text, is_coded;
    } cases[] = {
        { PX_STR_INIT(""), NULL, false, false },
        { PX_STR_INIT("Words."), "text/plain", true, false },
        { PX_STR_INIT("\xef\xbb\xbfGr\xc3\xbc\xc3\x9f"), "text/plain", true, false },
        { PX_STR_INIT("cut in a character \xe2\x82"), "text/plain", true, false },
        { PX_STR_INIT("Gr\xfc\xdf"), NULL, false, false }, /* too little to tell */
        { PX_STR_INIT("Gr\xfc\xdf aus einer Stadt, die K\xf6ln hei\xdft"), "text/plain", true,
          true },
        { PX_STR_INIT("\xff\xfe"
                      "a\0b\0"),
          "text/plain", true, true },
        { PX_STR_INIT("words\0and more"), NULL, false, false },
        { PX_STR_INIT("\x80\x02\x7d\x71\x01"), NULL, false, false },
        { PX_STR_INIT(" <!DOCTYPE HTML><p>"), "text/html", false, false },
        { PX_STR_INIT("<!-- a note --><html lang=de>"), "text/html", false, false },
        { PX_STR_INIT("<?xml version='1.0'?><html>"), "application/xhtml+xml", false, false },
        { PX_STR_INIT("<?xml version='1.0'?><rss>"), "application/xml", false, false },
        { PX_STR_INIT("{\n \"a\": 1,\n"), "application/json", true, false },
        { PX_STR_INIT("{ no JSON"), "text/plain", true, false },
        { PX_STR_INIT("%PDF-1.7\n"), "application/pdf", false, false },
        { PX_STR_INIT("{\\rtf1"), "application/rtf", false, false },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        const px_text_kind *kind = px_text_kind_of(cases[i].head);

        if (!kind != !cases[i].type)
            print_error("case %zu: %s\n", i, kind ? kind->type : "nothing");
        assert_true(!kind == !cases[i].type);
        if (!kind)
            continue;
        assert_string_equal(kind->type, cases[i].type);
        assert_int_equal(kind->is_text, cases[i].is_text);
        assert_int_equal(kind->is_coded, cases[i].is_coded);
    }
}

/* ---- What is counted of them */

static void keep_record(void *arg, const px_record *record)
{
    *(px_record *)arg = *record;
}

static void keep_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                         uint64_t times)
{
    px_record *kept = arg;

    (void)offset;
    (void)inside;
    (void)times;
    kept->kind = px_trouble_name(kind);
}

static px_record read_file(px_str bytes)
{
    px_tools tools = { 0 };
    px_record record = { .kind = "none" };
    px_error err = PX_ERROR_INIT;
    px_stream s = px_stream_memory(bytes);
    px_reading r = { .format = px_format_of_head(bytes),
                     .pages = true,
                     .stop = UINT64_MAX,
                     .tools = &tools,
                     .record = keep_record,
                     .trouble = keep_trouble,
                     .arg = &record };

    assert_true(r.format->loose);
    assert_ok(r.format->read(&r, &s, &err), &err);
    px_tools_free(&tools);
    return record;
}

/* Bytes are those of the file, text that of its readers, in UTF-8. */
static void test_figures(void **state)
{
    px_record record = read_file(PX_STR("Gr\xc3\xbc\xc3\x9f"
                                        "e"));

    (void)state;
    assert_int_equal(record.figures[PX_FIGURE_CONTENT], 7);
    assert_int_equal(record.figures[PX_FIGURE_CHARACTERS], 5);
    record = read_file(PX_STR("Gr\xfc\xdf"
                              "e aus einer Stadt, die K\xf6ln hei\xdft"));
    assert_int_equal(record.figures[PX_FIGURE_CONTENT], 37);
    assert_int_equal(record.figures[PX_FIGURE_TEXT], 41);
    record = read_file(PX_STR("<!doctype html><title>One</title><p>two"));
    assert_int_equal(record.figures[PX_FIGURE_CONTENT], 39);
    assert_int_equal(record.figures[PX_FIGURE_TEXT], 7);
    record = read_file(PX_STR("%PDF-1.7\n"));
    assert_int_equal(record.figures[PX_FIGURE_CONTENT], 9);
    assert_int_equal(record.figures[PX_FIGURE_TEXT], 0);
    record = read_file(PX_STR("\x01\x02\x03\x04"));
    assert_int_equal(record.modality, PX_MODALITY_OTHER);
    assert_int_equal(record.figures[PX_FIGURE_CONTENT], 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_figures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
