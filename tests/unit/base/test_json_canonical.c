/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/json_canonical.h"
#include "base/json_read.h"

static int canonical(const char *text, px_builder *out)
{
    PX_AUTO_JSON json_t *value = NULL;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_json_parse(px_str_of(text), "test", 4096, &value, &err), &err);
    px_builder_clear(out);
    return px_json_canonical(out, value, &err);
}

static void one_value_has_one_text(void **state)
{
    static const struct {
        const char *text, *canonical;
    } same[] = {
        { " { \"b\" : 1, \"a\" : [ true , null, \"\\u0041\\n\" ] } ",
          "{\"a\":[true,null,\"A\\n\"],\"b\":1}" },
        { "{\"aa\":1,\"a\":2,\"B\":{}}", "{\"B\":{},\"a\":2,\"aa\":1}" },
        { "9007199254740991", "9007199254740991" },
        { "\"\\u007f\\/\\u001F\"", "\"\x7f/\\u001f\"" },
        { "[]", "[]" },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(same); i++) {
        assert_int_equal(canonical(same[i].text, &out), 0);
        assert_string_equal(px_builder_cstr(&out), same[i].canonical);
    }
}

static void what_has_no_such_text_is_refused(void **state)
{
    static const char *const wrong[] = {
        "1.5", "1e3", "9007199254740992", "[[0.1]]", "{\"\xc3\xa9\":1}", "{\"a\":{\"b\":1.0}}"
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++)
        assert_int_equal(canonical(wrong[i], &out), -PX_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_value_has_one_text),
        cmocka_unit_test(what_has_no_such_text_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
