/* SPDX-License-Identifier: EUPL-1.2 */
/* Adopting a version: only what is published, once, with an act; its text stays as it was. */
#include "unit/testing.h"

#include "code/adopt.h"
#include "code/version_digest.h"
#include "store/act.h"
#include "unit/code/version_fixture.h"

static int adopt_deed(px_db *db, void *arg, px_error *err)
{
    return px_version_adopt(db, arg, err);
}

static int adopt(fixture *f, const char *label, px_adopt *ret_adopt)
{
    static const px_adopt_step steps[] = {
        { .step = PX_STR_INIT("s1"),
          .kind = PX_STR_INIT("draft"),
          .on = PX_STR_INIT("2025-07-10") },
        { .step = PX_STR_INIT("s2"),
          .kind = PX_STR_INIT("adequacy"),
          .on = PX_STR_INIT("2025-08-01"),
          .address = PX_STR_INIT("https://example.eu/opinion") },
    };

    *ret_adopt = (px_adopt){ .code = PX_STR("test"),
                             .label = px_str_of(label),
                             .process = PX_STR("first"),
                             .steps = steps,
                             .n_steps = PX_COUNT(steps),
                             .author = "operator" };
    return px_house_write(f->house, adopt_deed, ret_adopt, &f->err);
}

static void test_adopted(void **state)
{
    fixture *f = *state;
    char before[65], after[65];
    px_version version;
    px_act_row act;
    px_adopt deed;

    (void)import(f, "1", "# A {#aaaaaaaaa0}\n\nText.\n");
    publish(f, "1");
    version = version_of(f, "1");
    assert_ok(px_version_digest(f->reader, &version, before, &f->err), &f->err);
    assert_ok(adopt(f, "1", &deed), &f->err);
    version = version_of(f, "1");
    assert_int_equal(version.state, PX_VERSION_ADOPTED);
    assert_str(version.digest, before);
    assert_ok(px_version_digest(f->reader, &version, after, &f->err), &f->err);
    assert_string_equal(before, after);
    assert_ok(px_act_find(f->reader, f->arena, px_str_of(deed.ret_act), &act, &f->err), &f->err);
    assert_str(act.kind, "version.adopted");
    assert_true(act.leaf_index > 0);
    assert_true(px_str_find(act.content, px_str_of(before)) < act.content.len);
    assert_true(px_str_find(act.content, PX_STR("https://example.eu/opinion")) < act.content.len);
    assert_true(px_str_find(act.leaf, PX_STR("example.eu")) == act.leaf.len);
}

static void test_refused(void **state)
{
    fixture *f = *state;
    px_adopt deed;

    (void)import(f, "1", "# A\n\nText.\n");
    assert_int_equal(adopt(f, "1", &deed), -PX_ERR_CONFLICT); /* not published */
    assert_int_equal(adopt(f, "2", &deed), -PX_ERR_NOT_FOUND);
    publish(f, "1");
    assert_ok(adopt(f, "1", &deed), &f->err);
    assert_int_equal(adopt(f, "1", &deed), -PX_ERR_CONFLICT); /* adopted */
    assert_int_equal(import_as(f, "1", "en", "# B\n\nText.\n", NULL), -PX_ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_adopted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
