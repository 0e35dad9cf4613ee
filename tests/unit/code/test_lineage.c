/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/lineage.h"
#include "code/provision.h"
#include "unit/code/version_fixture.h"

#define FIRST                                                                                      \
    "Everybody can read the text of the draft before it is discussed by the working group."
#define SECOND                                                                                     \
    "A comment that was sent in time is answered by the chair within fourteen working days."

static px_lineage lineage_of(fixture *f, px_str id, bool published_only)
{
    px_code code = code_of(f);
    px_lineage lineage;

    assert_ok(px_lineage_load(f->reader, f->arena, &code, id, PX_STR("en"), published_only,
                              &lineage, &f->err),
              &f->err);
    return lineage;
}

static void check_step(const px_lineage_step *step, const char *label, const char *change,
                       const char *text)
{
    assert_str(step->version.label, label);
    assert_string_equal(px_lineage_change_name(step), change);
    assert_string_equal(px_lineage_change_text(step), text);
}

static void test_changes(void **state)
{
    fixture *f = *state;
    px_lineage l;
    px_str id;

    import(f, "1", "# A {#000000000a}\n\n" FIRST "\n\n# B {#000000000b}\n\n" SECOND "\n");
    id = id_of(f, "1", "A comment");
    import(f, "2", "# A {#000000000a}\n\n" FIRST "\n\n# B {#000000000b}\n\n" SECOND "\n");
    import(f, "3",
           "# A {#000000000a}\n\n" FIRST "\n\n# B {#000000000b}\n\nA comment that was sent in time "
           "is answered by the chair within fifteen working days.\n");
    import(f, "4",
           "# A {#000000000a}\n\n" FIRST "\n\nA comment that was sent in time is answered by the "
           "chair within fifteen working days.\n\n# B {#000000000b}\n");
    import(f, "5", "# A {#000000000a}\n\n" FIRST "\n\n# B {#000000000b}\n");
    import(f, "6", "# A {#000000000a}\n\n" FIRST "\n\n# B {#000000000b}\n");
    l = lineage_of(f, id, false);
    assert_int_equal(l.count, 5);
    check_step(&l.steps[0], "1", "new", "new");
    check_step(&l.steps[1], "2", "kept", "kept");
    check_step(&l.steps[2], "3", "changed", "reworded");
    check_step(&l.steps[3], "4", "changed", "moved");
    check_step(&l.steps[4], "5", "gone", "not there any more");
    assert_true(l.ended);
    assert_str(l.steps[0].eid, "sec_2__para_1");
    assert_str(l.steps[3].eid, "sec_1__para_2");
}

/* The larger part keeps the id, the rest is lineage; a working version is for those who may see
 * it. */
static void test_split_and_merge(void **state)
{
    fixture *f = *state;
    px_code code;
    px_lineage l;
    px_str whole, part, kept;

    import(f, "1", "# A {#000000000a}\n\n" FIRST " " SECOND "\n");
    whole = id_of(f, "1", "Everybody");
    publish(f, "1");
    import(f, "2", "# A {#000000000a}\n\n" FIRST "\n\n" SECOND "\n");
    publish(f, "2");
    kept = id_of(f, "2", "A comment");
    part = id_of(f, "2", "Everybody");
    if (!px_str_eq(kept, whole)) {
        px_str other = kept;

        kept = part;
        part = other;
    }
    assert_true(px_str_eq(kept, whole));
    l = lineage_of(f, whole, true);
    assert_int_equal(l.steps[1].n_links, 1);
    assert_int_equal(l.steps[1].links[0].tie, PX_TIE_GAVE_PART);
    assert_true(px_str_eq(l.steps[1].links[0].id, part));
    assert_true(l.steps[1].links[0].share > 900);
    l = lineage_of(f, part, true);
    assert_int_equal(l.count, 1);
    assert_int_equal(l.steps[0].links[0].tie, PX_TIE_PART_OF);

    import(f, "3", "# A {#000000000a}\n\n" FIRST " " SECOND "\n");
    l = lineage_of(f, part, true);
    assert_false(l.ended);
    assert_int_equal(l.count, 1);
    l = lineage_of(f, part, false);
    assert_true(l.ended);
    assert_int_equal(l.steps[1].links[0].tie, PX_TIE_MERGED_INTO);
    assert_true(px_str_eq(l.steps[1].links[0].id, whole));
    assert_true(px_str_starts(l.steps[1].links[0].words, PX_STR("Everybody can read")));
    assert_int_equal(lineage_of(f, whole, false).steps[2].links[0].tie, PX_TIE_TOOK_IN);

    /* imported again, the rows of the version are made anew */
    import(f, "3", "# A {#000000000a}\n\n" FIRST "\n\n" SECOND "\n");
    assert_int_equal(lineage_of(f, part, false).steps[1].n_links, 0);
    code = code_of(f);
    assert_fails(px_lineage_load(f->reader, f->arena, &code, PX_STR("zzzzzzzz00"), PX_STR("en"),
                                 false, &l, &f->err),
                 PX_ERR_NOT_FOUND);
}

static void test_json(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    fixture *f = *state;
    px_lineage l;
    px_json json;

    import(f, "1", "# A {#000000000a}\n");
    import(f, "2", "# B {#000000000b}\n\n" FIRST "\n");
    l = lineage_of(f, PX_STR("000000000a"), false);
    px_json_start(&json, &out, PX_JSON_COMPACT);
    px_lineage_json(&json, &l);
    assert_ok(px_json_finish(&json, &f->err), &f->err);
    assert_str(px_builder_view(&out),
               "[{\"version\":\"1\",\"state\":\"working\",\"published\":null,\"change\":\"new\","
               "\"reworded\":false,\"moved\":false,\"renumbered\":false,\"id\":\"000000000a\","
               "\"kind\":\"section\",\"eid\":\"sec_1\",\"number\":\"\",\"words\":\"A\","
               "\"links\":[]},{\"version\":\"2\",\"state\":\"working\",\"published\":null,"
               "\"change\":\"gone\",\"reworded\":false,\"moved\":false,\"renumbered\":false,"
               "\"id\":\"000000000a\",\"kind\":\"section\",\"eid\":null,\"number\":\"\","
               "\"words\":\"A\",\"links\":[]}]");
}

/* Where it stands, with only what stands in it. */
static void test_places(void **state)
{
    fixture *f = *state;
    px_provision_place *places;
    px_code code;
    px_text text;
    size_t count;

    import(f, "1", "# A {#000000000a}\n\na\n\n## C {#000000000c}\n\nb\n\n# B {#000000000b}\n\nc\n");
    publish(f, "1");
    import(f, "2", "# B {#000000000b}\n\nc\n");
    import(f, "3", "# B {#000000000b}\n\nd\n\n# A {#000000000a}\n\ne\n");
    code = code_of(f);
    assert_ok(px_provision_places(f->reader, f->arena, &code, PX_STR("000000000a"), PX_STR("en"),
                                  false, &places, &count, &f->err),
              &f->err);
    assert_int_equal(count, 2);
    assert_str(places[0].version.label, "3");
    assert_str(places[1].version.label, "1");
    assert_ok(px_provision_text(f->reader, f->arena, &places[1], PX_STR("en"), &text, &f->err),
              &f->err);
    assert_int_equal(text.count, 4);
    assert_str(text.nodes[0].heading, "A");
    assert_str(text.nodes[3].text, "b");
    assert_ok(px_provision_text(f->reader, f->arena, &places[0], PX_STR("en"), &text, &f->err),
              &f->err);
    assert_int_equal(text.count, 2);
    assert_ok(px_provision_places(f->reader, f->arena, &code, PX_STR("000000000a"), PX_STR("en"),
                                  true, &places, &count, &f->err),
              &f->err);
    assert_int_equal(count, 1);
    assert_ok(px_provision_places(f->reader, f->arena, &code, PX_STR("zzzzzzzz00"), PX_STR("en"),
                                  false, &places, &count, &f->err),
              &f->err);
    assert_int_equal(count, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_changes),
        TEST(test_split_and_merge),
        TEST(test_json),
        TEST(test_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
