/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/official_value.h"

#include "base/json_read.h"
#include "base/macro.h"
#include "unit/testing.h"

static int check(const char *field, const char *json, px_error *err)
{
    const px_official_field *f = px_official_field_by_name(px_str_of(field));
    PX_AUTO_JSON json_t *value = NULL;

    assert_non_null(f);
    assert_ok(px_json_parse(px_str_of(json), "test", 1024 * 1024, &value, err), err);
    return px_official_value_check(f, value, err);
}

static void test_good(void **state)
{
    static const struct {
        const char *field, *value;
    } rows[] = {
        { "summary.1.1.a", "{\"en\":\"Example Lab\\nlegal@example.org\"}" },
        { "summary.1.1.a", "{\"fr\":\"Lab\",\"en\":\"Example\"}" },
        { "summary.1.1.b", "{\"not_applicable\":{\"en\":\"Established in the Union\"}}" },
        { "summary.1.2.a", "[{\"name\":\"lantern-7b\",\"version\":\"1.0\"}]" },
        { "summary.1.2.c", "\"2026-02-28\"" },
        { "summary.1.3.a", "[\"text\",\"other\"]" },
        { "summary.1.3.b", "{\"text\":{\"value\":\"15600000000000\",\"unit\":\"tokens\"},"
                           "\"image\":{\"value\":12,\"unit\":\"images\"}}" },
        { "summary.1.3.b", "{\"text\":{\"range\":\"middle\"}}" },
        { "summary.1.3.b", "{\"other\":[{\"value\":7,\"unit\":\"meshes\",\"name\":\"3D\"}]}" },
        { "summary.1.3.c", "{\"text\":{\"en\":\"Law\"}}" },
        { "summary.1.3.d", "\"2026-05\"" },
        { "summary.1.3.d", "{\"month\":\"2026-05\",\"words\":{\"en\":\"Not trained on.\"}}" },
        { "summary.2.1.a", "true" },
        { "summary.2.1.b", "{\"not_applicable\":{\"en\":\"None were used\"}}" },
        { "summary.2.1.c", "[{\"name\":\"Common Crawl\",\"link\":\"https://commoncrawl.org/\","
                           "\"version\":\"CC-MAIN-2024-10\",\"modality\":\"text\","
                           "\"period\":{\"from\":\"2024-02\",\"to\":\"2024-03\"},"
                           "\"share_of_all\":\"12.5\"}]" },
        { "summary.2.3.e", "{\"from\":\"2025-01\",\"to\":\"ongoing\"}" },
        { "summary.2.3.e", "[{\"name\":\"LanternBot\",\"from\":\"2025-01\",\"to\":\"2025-01\"}]" },
        { "summary.2.3.h", "{\"count\":2,\"shown\":[{\"domain\":\"example.org\",\"bytes\":12},"
                           "{\"domain\":\"example.com\"}],\"total_domains\":20,"
                           "\"share_of_bytes\":\"0.87\",\"rule\":\"domains\"}" },
        { "summary.3.2.a", "{\"not_available\":{\"en\":\"Lost\"}}" },
        { "model.p.size", "7241732096" },
        { "model.p.size", "\"7.3e10\"" },
        { "model.p.range", "\"5b-15b\"" },
        { "model.c.time.a", "{\"wall_clock\":\"92.5\",\"hardware\":41000}" },
        { "model.c.flop.n", "25" },
        { "model.x.prov", "[\"public\",\"other\"]" },
        { "model.x.prov", "{\"choices\":[\"other\"],\"words\":{\"en\":\"By hand\"}}" },
        { "model.x.n.a", "[{\"part\":\"training\",\"number\":\"1.2e12\",\"unit\":\"tokens\"}]" },
        { "model.e.mwh", "{\"not_applicable\":{\"en\":\"Withheld by the data centre\"}}" },
    };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++)
        assert_ok(check(rows[i].field, rows[i].value, &err), &err);
}

static void test_bad(void **state)
{
    static const struct {
        const char *field, *value, *reason;
    } rows[] = {
        { "summary.1.1.a", "\"Example Lab\"", "object of texts" },
        { "summary.1.1.a", "{}", "object of texts" },
        { "summary.1.1.a", "{\"en\":\" \\n\"}", "empty" },
        { "summary.1.1.a", "{\"EN\":\"x\"}", "no such language" },
        { "summary.1.1.a", "{\"en\":\"bell\\u0007\"}", "control character" },
        { "summary.1.1.a", "{\"not_applicable\":{\"en\":\"no\"}}", "always applies" },
        { "summary.1.2.a", "[]", "empty" },
        { "summary.1.2.a", "[{\"version\":\"1\"}]", "column is missing" },
        { "summary.1.2.a", "[{\"name\":\"a\",\"size\":\"1\"}]", "no such column" },
        { "summary.1.2.a", "[{\"name\":\"a\",\"link\":\"javascript:x\"}]", "link has to begin" },
        { "summary.1.2.a", "[{\"name\":\"a\",\"link\":\"https://a b\"}]", "no spaces" },
        { "summary.1.2.c", "\"2026-02-29\"", "of the form 2026-05-31" },
        { "summary.1.2.c", "\"7/8/26\"", "of the form 2026-05-31" },
        { "summary.1.3.a", "[\"text\",\"text\"]", "twice" },
        { "summary.1.3.a", "[\"speech\"]", "no such modality" },
        { "summary.1.3.b", "{\"text\":{\"range\":\"huge\"}}", "no such range" },
        { "summary.1.3.b", "{\"text\":{\"value\":-1,\"unit\":\"tokens\"}}", "number" },
        { "summary.1.3.b", "{\"text\":{\"value\":1}}", "text" },
        { "summary.1.3.d", "\"2026-13\"", "of the form 2026-05" },
        { "summary.2.1.a", "\"yes\"", "true or false" },
        { "summary.2.3.e", "{\"from\":\"2025-02\",\"to\":\"2025-01\"}", "ends before" },
        { "summary.2.3.e", "[{\"from\":\"2025-02\",\"to\":\"2025-03\"}]", "text" },
        { "summary.2.3.e", "{\"name\":\"A\",\"from\":\"2025-02\",\"to\":\"2025-03\"}",
          "no such key" },
        { "summary.2.3.h", "{\"count\":0,\"shown\":[]}", "out of its bounds" },
        { "summary.2.3.h", "{\"count\":1,\"shown\":[{\"domain\":\"a.eu\"},{\"domain\":\"b.eu\"}]}",
          "too many" },
        { "summary.2.3.h", "{\"count\":1,\"shown\":[],\"file\":\"abc\"}", "SHA-256" },
        { "model.p.size", "\"about 7 billion\"", "number" },
        { "model.p.size", "\"1.\"", "number" },
        { "model.p.size", "\"1e99\"", "number" },
        { "model.p.size", "9007199254740992", "number" },
        { "model.c.time.a", "{\"days\":1}", "no such key" },
        { "model.c.time.a", "{}", "object of numbers" },
        { "model.c.flop.n", "61", "power of ten" },
        { "model.x.prov", "[\"stolen\"]", "no such choice" },
        { "model.x.n.a", "[{\"part\":\"rehearsal\",\"number\":1,\"unit\":\"t\"}]",
          "no such choice" },
    };
    px_error err;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        err = PX_ERROR_INIT;
        assert_fails(check(rows[i].field, rows[i].value, &err), PX_ERR_INVALID);
        if (!strstr(px_error_arg(&err, "reason"), rows[i].reason))
            print_error("%s %s: %s\n", rows[i].field, rows[i].value, px_error_arg(&err, "reason"));
        assert_non_null(strstr(px_error_arg(&err, "reason"), rows[i].reason));
        assert_string_equal(px_error_arg(&err, "field"), rows[i].field);
    }
}

/* No value of JSON makes the check stumble, whatever the type. */
static void test_every_type(void **state)
{
    static const char *const values[] = { "null",
                                          "1",
                                          "\"x\"",
                                          "[]",
                                          "{}",
                                          "[[]]",
                                          "[null]",
                                          "{\"text\":null}",
                                          "{\"text\":[[[]]]}",
                                          "{\"not_applicable\":1}",
                                          "{\"month\":1}",
                                          "{\"choices\":{}}",
                                          "{\"range\":{}}",
                                          "true" };
    const px_official_form *form;

    (void)state;
    for (size_t i = 0; (form = px_official_form_at(i)); i++)
        for (size_t j = 0; j < form->n_fields; j++)
            for (size_t k = 0; k < PX_COUNT(values); k++) {
                px_error err = PX_ERROR_INIT;
                int rc = check(form->fields[j].name.ptr, values[k], &err);

                assert_true(rc == 0 || rc == -(int)PX_ERR_INVALID);
                assert_false(rc == 0 && k == 0);
            }
}

static void test_texts(void **state)
{
    PX_AUTO_JSON json_t *value = NULL;
    px_error err = PX_ERROR_INIT;
    px_str language;

    (void)state;
    assert_ok(px_json_parse(PX_STR("{\"fr\":\"un deux trois\"}"), "test", 1024, &value, &err),
              &err);
    assert_str(px_value_text(value, PX_STR("en"), &language), "un deux trois");
    assert_str(language, "fr");
    assert_int_equal(px_field_words(value), 3);
    json_object_set_new(value, "en", json_string("one"));
    assert_str(px_value_text(value, PX_STR("en-GB"), NULL), "one");
    assert_str(px_value_text(value, PX_STR("fr"), NULL), "un deux trois");
    assert_int_equal(px_field_words(value), 3);
    assert_str(px_value_text(json_null(), PX_STR("en"), NULL), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_every_type),
        cmocka_unit_test(test_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
