/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/people_list.h"
#include "unit/drafting/people_fixture.h"

enum { PEOPLE = 60 };

static int make_all(fixture *f, px_db *db, void *arg, px_error *err)
{
    static const char *const names[] = { "Émile", "anna", "Zoé", "Bob" };
    static const char *const categories[] = { "academia", "industry", "" };
    static const char *const displays[] = { "name", "organisation", "anonymous" };
    int rc = 0;

    for (int i = 0; rc >= 0 && i < PEOPLE; i++) {
        px_person person = {
            .name = px_str_of(px_arena_format(f->arena, "%s Person %d", names[i % 4], i % 7)),
            .mail = px_str_of(px_arena_format(f->arena, "p%d@example.eu", i)),
            .category = px_str_of(categories[i % 3]),
            .country = i % 2 ? PX_STR("BE") : PX_STR("FR"),
            .display = px_str_of(displays[i % 5 % 3]),
        };
        px_grant grant = { i % 10 ? PX_ROLE_MEMBER : PX_ROLE_CHAIR, *(px_scope *)arg };

        rc = px_person_add(db, f->arena, &person, err);
        if (rc >= 0 && i % 6)
            rc = px_grant_give(db, &person, &grant, PX_STR(""), "operator", err);
    }
    return rc;
}

/* Walks all pages forward, then back, and finds the same rows, each once; how many. */
static size_t walk(fixture *f, px_people_filter filter, px_str *ids)
{
    px_people_page page;
    size_t n = 0, back;

    filter.max = 7;
    do {
        assert_ok(px_people_list(f->reader, f->arena, &filter, &page, &f->err), &f->err);
        assert_int_equal(page.more_before, n > 0);
        for (size_t i = 0; i < page.count; i++) {
            for (size_t k = 0; k < n; k++)
                assert_false(px_str_eq(ids[k], page.rows[i].id));
            ids[n++] = page.rows[i].id;
        }
        if (n)
            filter.after = ids[n - 1];
    } while (page.more_after);
    back = n ? n - 1 : 0;
    filter.after = PX_STR("");
    for (filter.before = n ? ids[n - 1] : PX_STR(""); back > 0; filter.before = ids[back]) {
        assert_ok(px_people_list(f->reader, f->arena, &filter, &page, &f->err), &f->err);
        assert_true(page.count > 0 && page.more_after);
        for (size_t i = page.count; i > 0; i--)
            assert_str(page.rows[i - 1].id, ids[--back].ptr);
        assert_int_equal(page.more_before, back > 0);
    }
    return n;
}

static int64_t count_of(fixture *f, const char *where)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const char *sql = px_arena_format(f->arena, "SELECT count(*) FROM person AS p WHERE %s", where);

    assert_ok(px_query_start(f->reader, sql, &query, &f->err), &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    return px_query_next_int(&query);
}

static void each_filter_finds_what_a_plain_query_finds(void **state)
{
    static const struct {
        px_people_filter filter;
        const char *where;
    } cases[] = {
        { { .all = true }, "1" },
        { { .all = false }, "p.listed" },
        { { .all = true, .category = PX_STR_INIT("academia") }, "p.category = 'academia'" },
        { { .category = PX_STR_INIT("industry"), .country = PX_STR_INIT("BE") },
          "p.listed AND p.category = 'industry' AND p.country = 'BE'" },
        { { .all = true, .text = PX_STR_INIT("emi") }, "p.name LIKE 'Émile%'" },
        { { .text = PX_STR_INIT("PERS zoe") }, "p.listed AND p.name LIKE 'Zoé%'" },
        { { .all = true, .text = PX_STR_INIT("p1@") }, "p.mail LIKE 'p1@%'" },
        { { .text = PX_STR_INIT("p1@example.eu") }, "0" },
        { { .all = true, .role = PX_STR_INIT("chair") },
          "p.id IN (SELECT person FROM grant_of_role WHERE role = 'chair')" },
        { { .all = true, .text = PX_STR_INIT("-") }, "0" },
        { { .all = true, .country = PX_STR_INIT("XX"), .text = PX_STR_INIT("bob") }, "0" },
    };
    fixture *f = *state;
    px_scope code = people_code_scope(f, "gpai");
    px_str ids[PEOPLE];

    assert_ok(people_do(f, make_all, &code), &f->err);
    for (size_t i = 0; i < PX_COUNT(cases); i++)
        for (int sort = 0; sort < PX_PEOPLE_SORT_COUNT; sort++) {
            px_people_filter filter = cases[i].filter;

            filter.sort = (px_people_sort)sort;
            assert_int_equal(walk(f, filter, ids), count_of(f, cases[i].where));
        }
}

static void nobody_is_listed_who_did_not_choose_it(void **state)
{
    fixture *f = *state;
    px_scope code = people_code_scope(f, "gpai");
    px_people_page page;
    px_people_count *counts;
    size_t n;

    assert_ok(people_do(f, make_all, &code), &f->err);
    assert_ok(
        px_people_list(f->reader, f->arena, &(px_people_filter){ .max = 500 }, &page, &f->err),
        &f->err);
    assert_true(page.count > 0);
    for (size_t i = 0; i < page.count; i++)
        assert_true(page.rows[i].standing == 2 ||
                    (page.rows[i].standing == 1 && px_str_is(page.rows[i].display, "name")));
    assert_ok(px_people_counts(f->reader, f->arena, &counts, &n, &f->err), &f->err);
    assert_int_equal(n, 12);
    assert_int_equal(counts[n - 1].people, count_of(f, "p.category = '' AND p.standing > 0"));
}

static int make_many(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    (void)arg;
    return px_db_exec(db,
                      "CREATE TEMP TABLE many AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
                      "SELECT i + 1 FROM n WHERE i < 6400) SELECT i FROM n;"
                      "INSERT INTO person (id, public_id, name, sort_key, created) SELECT i, "
                      "printf('p%025d', i), 'n', printf('n %d', i % 97), i FROM many;"
                      "INSERT INTO person_word (word, person) SELECT CASE i % 2 WHEN 0 THEN "
                      "'north' ELSE 'south' END, i FROM many;"
                      "INSERT INTO person_word (word, person) SELECT 'southern', i FROM many "
                      "WHERE i % 160 = 0",
                      err);
}

/* So many that neither word alone is rare. */
static void frequent_words_that_few_have_together(void **state)
{
    enum { BOTH = 40 };
    fixture *f = *state;
    px_people_filter filter = { .all = true, .text = PX_STR_INIT("nor sou") };
    px_str ids[BOTH];

    assert_ok(people_do(f, make_many, NULL), &f->err);
    for (int sort = 0; sort < PX_PEOPLE_SORT_COUNT; sort++) {
        filter.sort = (px_people_sort)sort;
        assert_int_equal(walk(f, filter, ids), BOTH);
    }
    filter.text = PX_STR("nor sou eas");
    assert_int_equal(walk(f, filter, ids), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_filter_finds_what_a_plain_query_finds, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(frequent_words_that_few_have_together, setup, teardown),
        cmocka_unit_test_setup_teardown(nobody_is_listed_who_did_not_choose_it, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
