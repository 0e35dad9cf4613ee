/* SPDX-License-Identifier: EUPL-1.2 */
#include <jansson.h>

#include "unit/testing.h"

#include "base/builder.h"
#include "code/compare/compare_json.h"

#define ROW(d, k, i, n, t)                                                                         \
    {                                                                                              \
        .depth = (d),                                                                              \
        .kind = PX_PROVISION_##k,                                                                  \
        .lasting_id = PX_STR_INIT(i),                                                              \
        .eid = PX_STR_INIT("e_" i),                                                                \
        .number = PX_STR_INIT(n),                                                                  \
        .heading = PX_STR_INIT(""),                                                                \
        .text = PX_STR_INIT(t),                                                                    \
    }

static px_node old_nodes[] = {
    ROW(0, PARAGRAPH, "a000000001", "1.", "Providers should report *openly* each year."),
    ROW(0, PARAGRAPH, "a000000002", "2.", "The text that nobody has touched."),
    ROW(0, PARAGRAPH, "a000000003", "3.", "Gone are these \"words\"."),
};

static px_node new_nodes[] = {
    ROW(0, PARAGRAPH, "a000000001", "1.", "Providers shall report openly each year."),
    ROW(0, PARAGRAPH, "a000000002", "2.", "The text that nobody has touched."),
};

static json_t *compare(void)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_text texts[] = { { PX_STR("en"), old_nodes, PX_COUNT(old_nodes) },
                        { PX_STR("en"), new_nodes, PX_COUNT(new_nodes) } };
    px_compare_version versions[2];
    px_error err = PX_ERROR_INIT;
    px_compare_detail detail;
    px_json json;
    json_t *root;

    for (size_t i = 0; i < 2; i++)
        assert_ok(px_compare_version_make(arena, i ? PX_STR("2") : PX_STR("1"), PX_STR("T"),
                                          &texts[i], true, &versions[i], &err),
                  &err);
    px_compare_detail_make(arena, &versions[0], &versions[1], &detail);
    px_json_start(&json, &out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_compare_json(&json, &detail);
    px_json_object_end(&json);
    assert_ok(px_json_finish(&json, &err), &err);
    root = json_loadb(out.ptr, out.len, 0, NULL);
    assert_non_null(root);
    return root;
}

static const json_t *change(const json_t *root, const char *kind)
{
    const json_t *changes = json_object_get(root, "changes");

    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *row = json_array_get(changes, i);

        if (strcmp(json_string_value(json_object_get(row, "kind")), kind) == 0)
            return row;
    }
    return NULL;
}

static const char *string_at(const json_t *object, const char *first, const char *second)
{
    return json_string_value(json_object_get(json_object_get(object, first), second));
}

static void test_counts(void **state)
{
    json_t *root = compare();
    const json_t *counts = json_object_get(root, "counts");

    (void)state;
    assert_string_equal(string_at(root, "from", "version"), "1");
    assert_string_equal(string_at(root, "to", "language"), "en");
    assert_int_equal(json_object_size(counts), PX_CHANGE_KIND_COUNT);
    assert_int_equal(json_integer_value(json_object_get(counts, "reworded")), 1);
    assert_int_equal(json_integer_value(json_object_get(counts, "kept")), 1);
    assert_int_equal(json_integer_value(json_object_get(counts, "deleted")), 1);
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(root, "duties"), "stronger")), 1);
    assert_int_equal(json_array_size(json_object_get(root, "chapters")), 1);
    json_decref(root);
}

static void test_reworded(void **state)
{
    json_t *root = compare();
    const json_t *row = change(root, "reworded");
    const json_t *words = json_object_get(row, "words"), *duty;

    (void)state;
    assert_non_null(row);
    assert_string_equal(string_at(row, "old", "id"), "a000000001");
    assert_string_equal(string_at(row, "new", "eid"), "e_a000000001");
    assert_string_equal(string_at(row, "new", "number"), "1.");
    assert_string_equal(json_string_value(json_object_get(row, "reason")), "id");
    assert_true(json_is_false(json_object_get(row, "doubtful")));
    assert_int_equal(json_array_size(words), 4);
    assert_string_equal(json_string_value(json_object_get(json_array_get(words, 1), "text")),
                        "should");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(words, 1), "old_start")),
                     10);
    duty = json_array_get(json_object_get(row, "duties"), 0);
    assert_string_equal(json_string_value(json_object_get(duty, "kind")), "duty-strengthened");
    assert_string_equal(json_string_value(json_object_get(duty, "effect")), "stronger");
    assert_string_equal(string_at(duty, "old", "class"), "recommendation");
    assert_string_equal(string_at(duty, "new", "words"), "shall");
    json_decref(root);
}

static void test_one_sided(void **state)
{
    json_t *root = compare();
    const json_t *row = change(root, "deleted");

    (void)state;
    assert_non_null(row);
    assert_true(json_is_null(json_object_get(row, "new")));
    assert_null(json_object_get(row, "similarity"));
    assert_null(json_object_get(change(root, "kept"), "words"));
    assert_string_equal(json_string_value(json_object_get(
                            json_array_get(json_object_get(row, "words"), 0), "text")),
                        "Gone are these \"words\".");
    json_decref(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_reworded),
        cmocka_unit_test(test_one_sided),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
