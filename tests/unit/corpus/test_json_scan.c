/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "corpus/json_fields.h"

static px_json_end scan(const char *json, const char *path, px_json_value *found)
{
    px_json_path parsed;
    const char *p = json;

    assert_true(px_json_path_parse(px_str_of(path), &parsed));
    return px_json_scan(&p, json + strlen(json), &parsed, 1, found);
}

static void test_paths(void **state)
{
    static const char json[] =
        "{\"a\":{\"b\":[1,{\"c\":2}],\"c\":\"x\\n\"},\"d\":null,\"e\":-1.5e3}";
    px_json_value found;

    (void)state;
    assert_int_equal(scan(json, "a.c", &found), PX_JSON_WHOLE);
    assert_int_equal(found.kind, PX_JSON_STRING);
    assert_str(found.text.raw, "x\\n");
    assert_int_equal(scan(json, "d", &found), PX_JSON_WHOLE);
    assert_int_equal(found.kind, PX_JSON_NULL);
    assert_int_equal(scan(json, "e", &found), PX_JSON_WHOLE);
    assert_str(found.raw, "-1.5e3");
    assert_int_equal(scan(json, "b", &found), PX_JSON_WHOLE);
    assert_int_equal(found.kind, PX_JSON_ABSENT);
    assert_int_equal(scan(json, "a", &found), PX_JSON_WHOLE);
    assert_int_equal(found.kind, PX_JSON_OBJECT);
}

/* A whole object has no beginning that is whole, or that is more than cut off. */
static void test_cut(void **state)
{
    static const char json[] =
        " {\"a\" : [true, false ,null, 0, -12.5E-3, {}, []], \"b\":\"\\u00e9\"}";
    px_json_path path;
    px_json_value found;

    (void)state;
    assert_true(px_json_path_parse(PX_STR("b"), &path));
    for (size_t len = 0; len < sizeof(json) - 1; len++) {
        const char *p = json + 1;

        assert_int_equal(px_json_scan(&p, p + len, &path, 1, &found),
                         len == sizeof(json) - 2 ? PX_JSON_WHOLE : PX_JSON_CUT);
    }
}

static void test_malformed(void **state)
{
    static const char *const wrong[] = {
        "{a:1}",       "{\"a\":}",     "{\"a\":1,}",  "{\"a\":01 }",
        "{\"a\":1. }", "{\"a\":tru }", "{\"a\":+1}",  "{\"a\":[1 2]}",
        "{\"a\" 1}",   "[1]",          "x",           "{\"a\":\"\x01\"}",
        "{\"a\":- }",  "{\"a\":1e }",  "{\"a\":[1}]", "{,}",
    };
    px_json_value found;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++)
        assert_int_equal(scan(wrong[i], "a", &found), PX_JSON_BAD);
}

static void test_depth(void **state)
{
    char deep[400];
    px_json_value found;

    (void)state;
    memcpy(deep, "{\"a\":", 5);
    memset(deep + 5, '[', 100);
    memset(deep + 105, ']', 100);
    memcpy(deep + 205, "}", 2);
    assert_int_equal(scan(deep, "a", &found), PX_JSON_BAD);
}

static void test_schemas(void **state)
{
    static const struct {
        const char *line, *schema;
    } cases[] = {
        { "{\"text\":\"\",\"id\":\"\",\"dump\":\"\",\"url\":\"\",\"date\":\"\"}", "FineWeb" },
        { "{\"id\":\"\",\"text\":\"\",\"source\":\"\"}", "Dolma" },
        { "{\"text\":\"\",\"timestamp\":\"\",\"url\":\"\"}", "C4" },
        { "{\"text\":\"\",\"meta\":{\"url\":\"\"}}", "RedPajama" },
        { "{\"url\":\"\",\"raw_content\":\"\"}", "RedPajama-V2" },
        { "{\"content\":\"\",\"warc_headers\":{}}", "OSCAR" },
        { "{\"message\":\"\"}", "" },
        { "no JSON", "" },
    };
    px_json_fields fields;
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_json_fields_choose(px_str_of(cases[i].line), &fields);
        assert_string_equal(fields.schema, cases[i].schema);
    }
    assert_ok(px_json_fields_set(&fields, PX_STR("text=body.plain"), &err), &err);
    assert_fails(px_json_fields_set(&fields, PX_STR("text="), &err), PX_ERR_INVALID);
    assert_fails(px_json_fields_set(&fields, PX_STR("title=a"), &err), PX_ERR_INVALID);
}

/* The id of a document is an address only where it looks like one. */
static void test_ids(void **state)
{
    static const struct {
        const char *line;
        bool address;
    } cases[] = {
        { "{\"id\":\"http://a.example/\",\"text\":\"\",\"source\":\"\"}", true },
        { "{\"id\":\"book.1-2\",\"text\":\"\",\"source\":\"\"}", false },
        { "{\"id\":12,\"text\":\"\",\"source\":\"\"}", false },
        { "{\"id\":\"7\",\"url\":\"a.example/x\",\"text\":\"\",\"source\":\"\"}", true },
    };
    px_json_value found[PX_JSON_PATHS_MAX];
    px_json_fields fields;
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        const char *p = cases[i].line;

        px_json_fields_choose(px_str_of(p), &fields);
        assert_ok(px_json_fields_set(&fields, PX_STR("date=made"), &err), &err);
        assert_int_equal(px_json_scan(&p, p + strlen(p), fields.paths, fields.count, found),
                         PX_JSON_WHOLE);
        assert_int_equal(px_json_field(&fields, found, PX_JSON_URL) != NULL, cases[i].address);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),     cmocka_unit_test(test_cut),
        cmocka_unit_test(test_malformed), cmocka_unit_test(test_depth),
        cmocka_unit_test(test_schemas),   cmocka_unit_test(test_ids),
    };

    return cmocka_run_group_tests_name("json_scan", tests, NULL, NULL);
}
