/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/search_fixture.h"

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
    assert_finds(f, "en", "\"policy nothing\"", 2); /* a stop is no word */
    assert_finds(f, "en", "title:policy", 2);
    assert_finds(f, "en", "* ( ) \" : ^ -", 0);
    assert_finds(f, "en", "", 0);
}

static void assert_bad_words(fixture *f, const char *language, px_str words)
{
    px_search_request request = request_of(language, "");
    px_error err;

    request.words = words;
    assert_fails(px_search_find(f->db, f->arena, &request, &f->found, &err), PX_ERR_INVALID);
}

static void assert_bad_text(fixture *f, const char *language, px_str title, px_str body, px_str key)
{
    px_search_text text = text_of(1, language, "", "");
    px_error err;

    text.title = title;
    text.body = body;
    text.keys[0] = key;
    text.n_keys = 1;
    assert_fails(px_search_put(f->writer, &text, &err), PX_ERR_INVALID);
}

static void test_bad_input(void **state)
{
    fixture *f = *state;
    px_str bad = PX_STR("a\xC3"), nul = PX_STR("a\0b"), good = PX_STR("a");

    assert_bad_words(f, "en", nul);
    assert_bad_words(f, "en", bad);
    assert_bad_words(f, "e", good);
    assert_bad_text(f, "en", bad, good, good);
    assert_bad_text(f, "en", good, nul, good);
    assert_bad_text(f, "", good, good, good);
    assert_bad_text(f, "englishes", good, good, good);
    assert_bad_text(f, "e1", good, good, good);
    assert_bad_text(f, "en", good, good, PX_STR("a b"));
    assert_bad_text(f, "en", good, good, PX_STR(""));
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

static void test_replace(void **state)
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
    assert_ok(px_db_exec(f->db,
                         "INSERT INTO search_en(search_en) VALUES ('integrity-check');"
                         "INSERT INTO search_fr(search_fr) VALUES ('integrity-check')",
                         &err),
              &err);
}

static void test_kinds(void **state)
{
    fixture *f = *state;
    px_search_text comment = text_of(1, "en", "Comment", "shared");
    px_search_request request = request_of("en", "shared");

    put(f, 1, "en", "Text", "shared");
    comment.kind = "comment";
    put_text(f, &comment);
    assert_finds(f, "en", "shared", 1);
    request.kind = NULL;
    find_by(f, &request);
    assert_int_equal(f->found.total, 2);
}

static void test_order_and_marks(void **state)
{
    fixture *f = *state;

    put(f, 1, "en", "Something else", "Here the policy is in the body alone, and once.");
    put(f, 2, "en", "The policy", "Here it is in the title alone, not in the body's words.");
    find(f, "en", "policy");
    assert_int_equal(f->found.count, 2);
    assert_int_equal(f->found.hits[0].item, 2); /* the title weighs more */
    assert_true(f->found.hits[0].rank > f->found.hits[1].rank);
    assert_str(f->found.hits[0].title, "The " START "policy" END);
    assert_str(f->found.hits[1].snippet,
               "Here the " START "policy" END " is in the body alone, and once.");
    assert_str(f->found.hits[1].title, "Something else");
}

/* A text cannot pretend to stand elsewhere, or to be marked. */
static void test_marks_in_texts(void **state)
{
    fixture *f = *state;
    px_search_request request = request_of("en", "honest");

    put(f, 1, "en", "\xEE\x80\x82:cother honest", "\xEE\x80\x82:nx");
    request.code = PX_STR("other");
    find_by(f, &request);
    assert_int_equal(f->found.total, 0);
    request.code = PX_STR("code");
    find_by(f, &request);
    assert_int_equal(f->found.total, 1);
}

static int64_t rows_expected;

static int fill_two(px_search_writer *writer, px_error *err)
{
    for (int64_t item = 1; item <= 2; item++) {
        px_search_text text = text_of(item, "en", "Filled", "anew");
        int rc = px_search_put(writer, &text, err);

        if (rc < 0)
            return rc;
    }
    return 0;
}

static int expect_rows(px_db *db, int64_t *ret_rows, px_error *err)
{
    (void)db;
    (void)err;
    *ret_rows = rows_expected;
    return 0;
}

static void test_refresh_and_check(void **state)
{
    static const px_search_source source = { fill_two, expect_rows };
    fixture *f = *state;
    int64_t rows = 0;
    px_error err;

    rows_expected = 2;
    assert_ok(px_search_refresh(f->db, &err), &err); /* nobody fills it */
    assert_finds(f, "en", "anew", 0);
    px_search_source_set(&source);
    assert_fails(px_search_check(f->db, &rows, &err), PX_ERR_DAMAGED);
    assert_ok(px_search_refresh(f->db, &err), &err);
    find(f, "en", "anew");
    assert_int_equal(f->found.total, 2);
    assert_ok(px_search_check(f->db, &rows, &err), &err);
    assert_int_equal(rows, 2);
    assert_ok(px_search_refresh(f->db, &err), &err); /* once is enough */
    rows_expected = 3;
    assert_fails(px_search_check(f->db, &rows, &err), PX_ERR_DAMAGED);
    rows_expected = 2;
    assert_ok(px_db_exec(f->db, "DELETE FROM search_en WHERE rowid = 1", &err), &err);
    assert_fails(px_search_check(f->db, &rows, &err), PX_ERR_DAMAGED);
    px_search_source_set(NULL);
}

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
        with_db(test_replace),
        with_db(test_order_and_marks),
        with_db(test_marks_in_texts),
        with_db(test_refresh_and_check),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
