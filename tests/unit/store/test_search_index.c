/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "store/migration.h"
#include "store/search_index.h"

#define START "\xEE\x80\x80"
#define END "\xEE\x80\x81"

typedef struct fixture {
    char *directory;
    px_db *db;
    px_arena *arena;
    px_search_hit *hits;
    size_t count;
} fixture;

static int setup(void **state)
{
    static fixture f;
    char path[4200];
    px_error err;

    f = (fixture){ .directory = px_test_directory(), .arena = px_arena_new() };
    (void)snprintf(path, sizeof(path), "%s/house.db", f.directory);
    assert_ok(px_db_open(path, PX_DB_CREATE, &f.db, &err), &err);
    assert_ok(px_migrate(f.db, &err), &err);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_db_close(f->db);
    px_arena_free(f->arena);
    px_test_remove(f->directory);
    return 0;
}

static void put(fixture *f, int64_t item, const char *language, const char *title, const char *body)
{
    px_error err;

    assert_ok(
        px_search_put(f->db, "provision", item, language, px_str_of(title), px_str_of(body), &err),
        &err);
}

static void find(fixture *f, const char *language, const char *words)
{
    px_error err;

    assert_ok(px_search_find(f->db, f->arena, "provision", language, px_str_of(words), 0, 50,
                             &f->hits, &f->count, &err),
              &err);
}

/* Exactly this item, or none for 0. */
static void assert_finds(fixture *f, const char *language, const char *words, int64_t item)
{
    find(f, language, words);
    if (f->count != (item ? 1 : 0))
        print_error("%zu hits for \"%s\"\n", f->count, words);
    assert_int_equal(f->count, item ? 1 : 0);
    if (item)
        assert_int_equal(f->hits[0].item, item);
}

static void test_english(void **state)
{
    fixture *f = *state;

    put(f, 1, "en", "Duties", "A provider publishes a policy on transparency.");
    put(f, 2, "en", "Government", "What the government does in general.");
    assert_finds(f, "en", "providers", 1);
    assert_finds(f, "en", "PROVIDER'S policies", 1);
    assert_finds(f, "en-GB", "transparent", 1); /* same stem */
    assert_finds(f, "en", "transparen", 1);     /* begun */
    assert_finds(f, "en", "publ", 1);
    assert_finds(f, "en", "publ policy", 0); /* only the last word may be begun */
    assert_finds(f, "en", "policy publ", 1);
    assert_finds(f, "en", "going", 0); /* the stem is no beginning */
    assert_finds(f, "en", "gov", 2);
    assert_finds(f, "en", "provider government", 0);
    assert_finds(f, "fr", "provider", 0);
}

static void test_french(void **state)
{
    fixture *f = *state;

    put(f, 1, "fr", "Registre", "Chaque r\xC3\xA9servation y est inscrite.");
    put(f, 2, "fr", "Acc\xC3\xA8s",
        "L\xE2\x80\x99"
        "acc\xC3\xA8s aux donn\xC3\xA9"
        "es.");
    assert_finds(f, "fr", "r\xC3\xA9servations", 1);
    assert_finds(f, "fr", "RESERVATIONS", 1);
    assert_finds(f, "fr", "reserv", 1);
    assert_finds(f, "fr", "acces", 2);
    assert_finds(f, "fr", "l'acc\xC3\xA8s", 2);
    assert_finds(f, "fr",
                 "d\xE2\x80\x99"
                 "acces",
                 2);
    assert_finds(f, "fr", "donnee", 2);
    assert_finds(f, "fr", "aux acces", 2);
}

static void test_unstemmed(void **state)
{
    fixture *f = *state;

    put(f, 1, "de", "Modell",
        "Die Gr\xC3\xB6\xC3\x9F"
        "e des Modells.");
    put(f, 2, "nl", "Model", "De grootte van het model.");
    assert_finds(f, "de", "gr\xC3\xB6sse", 1);
    assert_finds(f, "de", "GROSSE", 1);
    assert_finds(f, "de", "model", 1); /* begun; the Dutch text is another language */
    assert_finds(f, "nl", "model", 2);
    assert_finds(f, "de", "modelle", 0);
}

static void test_typed_operators(void **state)
{
    static const char *const typed[] = {
        "policy AND",
        "AND policy",
        "policy OR nothing*",
        "NOT policy",
        "NEAR(policy, 3)",
        "\"policy",
        "policy*",
        "(policy",
        "policy)",
        "title : policy",
        "^policy",
        "-policy",
        "policy + - ",
        "{policy}",
        "po\"li\"cy",
        "'policy'",
        "policy;DROP",
        "\\",
        "*",
        "\"\"",
        "()",
        ":",
        "^",
        "''",
        "policy \xE2\x80\xA6",
        "%",
        "policy\n\tor",
        "search_en policy",
        "rank",
        "\xCC\x81",
    };
    fixture *f = *state;

    put(f, 1, "en", "A", "A policy.");
    put(f, 2, "en", "B", "The words near, not, and, or, drop, title, and policy: nothing else.");
    for (size_t i = 0; i < PX_COUNT(typed); i++)
        find(f, "en", typed[i]);
    assert_finds(f, "en", "policy AND drop", 2); /* a word like the others */
    assert_finds(f, "en", "policy NOT nothing", 2);
    assert_finds(f, "en", "\"nothing policy\"", 2);
    assert_finds(f, "en", "title:policy", 2);
    assert_finds(f, "en", "* ( ) \" : ^ -", 0);
    assert_finds(f, "en", "", 0);
}

static void test_bad_input(void **state)
{
    fixture *f = *state;
    px_str bad = PX_STR("a\xC3"), nul = PX_STR("a\0b"), good = PX_STR("a");
    px_error err;

    assert_fails(px_search_find(f->db, f->arena, NULL, "en", nul, 0, 1, &f->hits, &f->count, &err),
                 PX_ERR_INVALID);
    assert_fails(px_search_find(f->db, f->arena, NULL, "en", bad, 0, 1, &f->hits, &f->count, &err),
                 PX_ERR_INVALID);
    assert_fails(px_search_find(f->db, f->arena, NULL, "e", good, 0, 1, &f->hits, &f->count, &err),
                 PX_ERR_INVALID);
    assert_fails(px_search_put(f->db, "x", 1, "en", bad, good, &err), PX_ERR_INVALID);
    assert_fails(px_search_put(f->db, "x", 1, "en", good, nul, &err), PX_ERR_INVALID);
    assert_fails(px_search_put(f->db, "x", 1, "", good, good, &err), PX_ERR_INVALID);
    assert_fails(px_search_put(f->db, "x", 1, "englishes", good, good, &err), PX_ERR_INVALID);
    assert_fails(px_search_put(f->db, "x", 1, "e1", good, good, &err), PX_ERR_INVALID);
}

static void test_long_query(void **state)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(16 << 20);
    fixture *f = *state;

    put(f, 1, "en", "A", "word");
    for (int i = 0; i < 100000; i++) /* of which 32 count */
        px_builder_add(&words, i < 32 ? "word " : "other ");
    assert_finds(f, "en", px_builder_cstr(&words), 1);
    px_builder_clear(&words);
    for (int i = 0; i < 1000000; i++)
        px_builder_add(&words, "x\xC3\xA9");
    assert_finds(f, "en", px_builder_cstr(&words), 0);
}

static void test_replace_and_remove(void **state)
{
    fixture *f = *state;
    px_error err;

    put(f, 7, "en", "Old", "before");
    put(f, 7, "fr", "Ancien", "avant");
    put(f, 8, "en", "Other", "before");
    put(f, 7, "en", "New", "after");
    assert_finds(f, "en", "before", 8);
    assert_finds(f, "en", "after", 7);
    assert_finds(f, "fr", "avant", 7);
    assert_ok(px_search_remove(f->db, "provision", 7, &err), &err);
    assert_ok(px_search_remove(f->db, "provision", 7, &err), &err);
    assert_finds(f, "en", "after", 0);
    assert_finds(f, "fr", "avant", 0);
    assert_finds(f, "en", "before", 8);
    assert_ok(px_search_remove(f->db, "provision", 8, &err), &err);
    put(f, 9, "en", "Third", "again"); /* takes a row id that was free again */
    assert_finds(f, "en", "again", 9);
    assert_ok(px_db_exec(f->db,
                         "INSERT INTO search_en(search_en) VALUES ('integrity-check');"
                         "INSERT INTO search_fr(search_fr) VALUES ('integrity-check')",
                         &err),
              &err);
}

static void test_kinds(void **state)
{
    fixture *f = *state;
    px_error err;

    put(f, 1, "en", "Text", "shared");
    assert_ok(px_search_put(f->db, "comment", 1, "en", PX_STR("Comment"), PX_STR("shared"), &err),
              &err);
    assert_finds(f, "en", "shared", 1);
    assert_str(f->hits[0].kind, "provision");
    assert_ok(px_search_find(f->db, f->arena, NULL, "en", PX_STR("shared"), 0, 9, &f->hits,
                             &f->count, &err),
              &err);
    assert_int_equal(f->count, 2);
}

static void test_order_and_marks(void **state)
{
    fixture *f = *state;

    put(f, 1, "en", "Something else", "Here the policy is in the body alone, and once.");
    put(f, 2, "en", "The policy", "Here it is in the title alone, not in the body's words.");
    find(f, "en", "policy");
    assert_int_equal(f->count, 2);
    assert_int_equal(f->hits[0].item, 2); /* the title weighs more */
    assert_true(f->hits[0].rank < f->hits[1].rank);
    assert_str(f->hits[0].title, "The " START "policy" END);
    assert_str(f->hits[1].snippet,
               "Here the " START "policy" END " is in the body alone, and once.");
    assert_str(f->hits[1].title, "Something else");
}

static void test_pages(void **state)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(1 << 20);
    fixture *f = *state;
    px_error err;

    assert_ok(px_db_exec(f->db, "BEGIN IMMEDIATE", &err), &err);
    for (int i = 1; i <= 10000; i++) {
        px_builder_clear(&body);
        for (int k = 0; k < 40; k++)
            px_builder_format(&body, "word%d ", (i * 31 + k * k * 17) % 5000);
        px_builder_format(&body, "all number%d", i);
        put(f, i, "en", "Title", px_builder_cstr(&body));
    }
    assert_ok(px_db_exec(f->db, "COMMIT", &err), &err);
    assert_finds(f, "en", "number777 all", 777);
    find(f, "en", "all");
    assert_int_equal(f->count, 50);
    assert_ok(px_search_find(f->db, f->arena, NULL, "en", PX_STR("all"), 9990, 50, &f->hits,
                             &f->count, &err),
              &err);
    assert_int_equal(f->count, 10);
    assert_ok(px_search_find(f->db, f->arena, NULL, "en", PX_STR("all"), SIZE_MAX, 50, &f->hits,
                             &f->count, &err),
              &err);
    assert_int_equal(f->count, 0);
    assert_ok(px_search_find(f->db, f->arena, NULL, "en", PX_STR("al"), 0, 5000, &f->hits,
                             &f->count, &err),
              &err);
    assert_int_equal(f->count, 200);
}

static void test_snippet_html(void **state)
{
    static const char *const cases[][2] = {
        { "a < " START "b & c" END " \"d\"", "a &lt; <mark>b &amp; c</mark> &quot;d&quot;" },
        { START "open", "<mark>open</mark>" },
        { "closed" END, "closed" },
        { START "a" START "b" END "c" END, "<mark>ab</mark>c" },
        { START END START END, "<mark></mark><mark></mark>" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);

        px_search_snippet_html(&out, px_str_of(cases[i][0]));
        assert_str(px_builder_view(&out), cases[i][1]);
    }
}

#define with_db(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_db(test_english),
        with_db(test_french),
        with_db(test_unstemmed),
        with_db(test_bad_input),
        with_db(test_typed_operators),
        with_db(test_long_query),
        with_db(test_kinds),
        with_db(test_replace_and_remove),
        with_db(test_order_and_marks),
        with_db(test_pages),
        cmocka_unit_test(test_snippet_html),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
