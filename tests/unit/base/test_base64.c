/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/base64.h"

static void assert_both_ways(px_str bytes, const char *text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
    unsigned char again[500];
    size_t len = 999;

    px_base64_print(&out, bytes.ptr, bytes.len);
    assert_str(px_builder_view(&out), text);
    assert_int_equal(out.len, PX_BASE64_LEN(bytes.len));
    assert_true(px_base64_parse(px_str_of(text), again, sizeof(again), &len));
    assert_int_equal(len, bytes.len);
    assert_memory_equal(again, bytes.ptr, len);
}

/* RFC 4648, section 10. */
static void test_vectors(void **state)
{
    (void)state;
    assert_both_ways(PX_STR(""), "");
    assert_both_ways(PX_STR("f"), "Zg==");
    assert_both_ways(PX_STR("fo"), "Zm8=");
    assert_both_ways(PX_STR("foo"), "Zm9v");
    assert_both_ways(PX_STR("foob"), "Zm9vYg==");
    assert_both_ways(PX_STR("fooba"), "Zm9vYmE=");
    assert_both_ways(PX_STR("foobar"), "Zm9vYmFy");
    assert_both_ways(PX_STR("\xFB\xFF\xBF"), "+/+/");
}

/* Longer than one piece of the printer. */
static void test_long(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4000);
    unsigned char bytes[301], again[301];
    size_t len;

    (void)state;
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (unsigned char)(i * 7);
    for (size_t n = 0; n <= sizeof(bytes); n++) {
        px_builder_clear(&out);
        px_base64_print(&out, bytes, n);
        assert_true(px_base64_parse(px_builder_view(&out), again, sizeof(again), &len));
        assert_int_equal(len, n);
        assert_memory_equal(again, bytes, n);
    }
}

static void test_strict(void **state)
{
    static const char *const wrong[] = {
        "Z",      "Zg",    "Zg=",   "Zg===", "Zh==",     "Zm9=",   "Zm9v=",    "====",       "=",
        "Zm9v\n", " Zm9v", "Zm 9v", "Zm-_",  "Zg==Zm9v", "Zg=\n=", "Zm9v====", "Z\xC3\xA9v",
    };
    unsigned char out[16];
    size_t len;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++)
        if (px_base64_parse(px_str_of(wrong[i]), out, sizeof(out), &len))
            fail_msg("\"%s\" was taken", wrong[i]);
    assert_true(px_base64_parse(PX_STR("Zm9v"), out, 3, &len));
    assert_false(px_base64_parse(PX_STR("Zm9v"), out, 2, &len));
    assert_false(px_base64_parse(PX_STR("Zg\0="), out, sizeof(out), &len));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_strict),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
