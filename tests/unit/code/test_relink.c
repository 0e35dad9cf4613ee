/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/doubt.h"
#include "code/relink.h"
#include "unit/code/version_fixture.h"

static int relink(fixture *f, const char *label, const char *id, px_relink_how how, const char *to,
                  px_relink *ret)
{
    *ret = (px_relink){
        .code = PX_STR("test"),
        .label = px_str_of(label),
        .id = px_str_of(id),
        .how = how,
        .to = px_str_of(to),
        .author = "operator",
    };
    return px_house_write(f->house, px_version_relink, ret, &f->err);
}

static const px_relinks ring = {
    .rows =
        (px_relink_row[]){
            { 1, 10, PX_STR_INIT("aaaaaaaaa1"), PX_STR_INIT("bbbbbbbbb1") },
            { 2, 20, PX_STR_INIT("bbbbbbbbb1"), PX_STR_INIT("aaaaaaaaa1") },
            { 3, 30, PX_STR_INIT("ccccccccc1"), PX_STR_INIT("ddddddddd1") },
            { 4, 30, PX_STR_INIT("ddddddddd1"), PX_STR_INIT("eeeeeeeee1") },
            { 5, 40, PX_STR_INIT("ccccccccc1"), PX_STR_INIT("fffffffff1") },
        },
    .count = 5,
};

static void test_read(void **state)
{
    static const struct {
        int64_t version;
        const char *id, *read_as;
    } rows[] = {
        { 9, "aaaaaaaaa1", "aaaaaaaaa1" },  { 10, "aaaaaaaaa1", "bbbbbbbbb1" },
        { 20, "aaaaaaaaa1", "aaaaaaaaa1" }, { 20, "bbbbbbbbb1", "aaaaaaaaa1" },
        { 30, "ccccccccc1", "eeeeeeeee1" }, { 40, "ccccccccc1", "fffffffff1" },
        { 99, "ggggggggg1", "ggggggggg1" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++)
        assert_str(px_relinks_read(&ring, rows[i].version, px_str_of(rows[i].id)), rows[i].read_as);
}

/* Links to the provision follow its new id; the words and so the hashes stay. */
static void test_working(void **state)
{
    fixture *f = *state;
    px_relink r;
    px_text text;
    int64_t hashes;

    import(f, "1", "# A {#000000000a}\n\nSee [b](#000000000b).\n\n# B {#000000000b}\n");
    hashes = number_of(f, "SELECT sum(unicode(hash)) FROM node_text");
    assert_ok(relink(f, "1", "000000000b", PX_RELINK_NEW, "", &r), &f->err);
    assert_false(r.published);
    text = text_of(f, "1", "en");
    assert_str(text.nodes[2].lasting_id, r.ret_id);
    assert_str(text.nodes[1].text, px_arena_format(f->arena, "See [b](#%s).", r.ret_id));
    assert_int_equal(number_of(f, "SELECT sum(unicode(hash)) FROM node_text"), hashes);
    assert_int_equal(
        number_of(f, "SELECT count(*) FROM act WHERE kind = 'provision.settled' AND leaf IS NULL"),
        1);
    assert_fails(relink(f, "1", "000000000b", PX_RELINK_NEW, "", &r), PX_ERR_NOT_FOUND);
    assert_fails(relink(f, "1", "000000000a", PX_RELINK_CONFIRM, "", &r), PX_ERR_NOT_FOUND);
    assert_fails(relink(f, "1", "000000000a", PX_RELINK_TO, "zzzzzzzzz9", &r), PX_ERR_NOT_FOUND);
    assert_fails(relink(f, "9", "000000000a", PX_RELINK_NEW, "", &r), PX_ERR_NOT_FOUND);
}

/* The text stays, the id is read as another one, and later imports take that. */
static void test_published(void **state)
{
    static const char two[] = "# C {#000000000c}\n\nNothing of this was there.\n";
    fixture *f = *state;
    px_relinks relinks;
    px_relink r;
    px_text text;

    import(f, "1", "# A {#000000000a}\n\nSome words of it.\n");
    publish(f, "1");
    import(f, "2", two);
    publish(f, "2");
    assert_fails(relink(f, "2", "000000000c", PX_RELINK_TO, "zzzzzzzzz9", &r), PX_ERR_NOT_FOUND);
    assert_ok(relink(f, "2", "000000000c", PX_RELINK_TO, "000000000a", &r), &f->err);
    assert_true(r.published);
    assert_int_equal(number_of(f, "SELECT count(*) FROM act WHERE kind = 'provision.relinked' "
                                  "AND leaf IS NOT NULL"),
                     1);
    text = text_of(f, "2", "en");
    assert_str(text.nodes[0].lasting_id, "000000000c");
    assert_ok(px_relinks_load(f->reader, f->arena, code_of(f).row, &relinks, &f->err), &f->err);
    px_relinks_apply(&relinks, version_of(f, "2").row, &text);
    assert_str(text.nodes[0].lasting_id, "000000000a");
    text = text_of(f, "1", "en");
    px_relinks_apply(&relinks, version_of(f, "1").row, &text);
    assert_str(text.nodes[0].lasting_id, "000000000a");

    import(f, "3", two); /* its explicit id is read as the other one, too */
    assert_str(text_of(f, "3", "en").nodes[0].lasting_id, "000000000a");
    assert_fails(relink(f, "2", "000000000c", PX_RELINK_TO, "000000000a", &r), PX_ERR_CONFLICT);
    assert_ok(relink(f, "2", "000000000c", PX_RELINK_TO, "000000000c", &r), &f->err);
    assert_int_equal(number_of(f, "SELECT count(*) FROM relink"), 0);
    assert_fails(relink(f, "2", "000000000c", PX_RELINK_TO, "000000000c", &r), PX_ERR_INVALID);
}

/* A doubt holds publication up, stays over a further import, and goes when it is settled. */
static void test_doubts(void **state)
{
    static const char one[] =
        "# A {#000000000a}\n\nThe chair answers each comment within ten days of its arrival.\n";
    static const char two[] =
        "# A {#000000000a}\n\nThe chair answers each comment within nine days of its arrival.\n\n"
        "The chair answers each comment within eight days of its arrival.\n";
    fixture *f = *state;
    px_publish version = { .code = PX_STR("test"), .label = PX_STR("2"), .author = "operator" };
    px_version row;
    px_import_result result;
    px_doubt *doubts;
    size_t count;
    px_relink r;

    import(f, "1", one);
    publish(f, "1");
    result = import(f, "2", two);
    assert_int_equal(result.n_doubts, 1);
    assert_true(px_str_starts(result.doubts[0].words, PX_STR("The chair answers")));
    assert_str(result.doubts[0].eid, "sec_1__para_1");
    result = import(f, "2", two);
    assert_int_equal(result.n_doubts, 1);
    assert_fails(px_house_write(f->house, px_version_publish, &version, &f->err), PX_ERR_CONFLICT);
    row = version_of(f, "2");
    assert_ok(px_doubt_list(f->reader, f->arena, &row, PX_STR("en"), &doubts, &count, &f->err),
              &f->err);
    assert_int_equal(count, 1);
    assert_str(doubts[0].was_in, "1");
    assert_true(px_str_starts(doubts[0].was_words, PX_STR("The chair answers")));
    assert_ok(relink(f, "2", px_arena_cstr(f->arena, doubts[0].id), PX_RELINK_CONFIRM, "", &r),
              &f->err);
    assert_int_equal(import(f, "2", two).n_doubts, 0);
    assert_ok(px_house_write(f->house, px_version_publish, &version, &f->err), &f->err);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_read),
        TEST(test_working),
        TEST(test_published),
        TEST(test_doubts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
