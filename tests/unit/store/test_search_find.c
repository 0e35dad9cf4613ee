/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/search_fixture.h"

static void test_phrases(void **state)
{
    fixture *f = *state;

    put(f, 1, "en", "Risk", "A systemic risk of general-purpose models, 7.6 of them.");
    put(f, 2, "en", "Risk", "The risk is systemic; systemic risks come later. Purpose in general.");
    assert_found(f, "systemic risk", 2);
    assert_finds(f, "en", "\"systemic risk\"", 1);
    assert_finds(f, "en", "\"Systemic Risks\"", 2); /* as written but for capitals */
    assert_finds(f, "en", "\xE2\x80\x9Csystemic risk\xE2\x80\x9D", 1);
    assert_finds(f, "en", "\xC2\xAB\xC2\xA0systemic risk\xC2\xA0\xC2\xBB", 1);
    assert_finds(f, "en", "\"systemic risk", 1); /* not closed */
    assert_found(f, "\"risk systemic\"", 0);
    assert_finds(f, "en", "general-purpose", 1); /* side by side */
    assert_finds(f, "en", "7.6", 1);
    assert_found(f, "6.7", 0);
    assert_found(f, "general purpose", 2);
    assert_finds(f, "en", "\"systemic risk\" general-purpose model", 1);
    assert_found(f, "\"\"", 0);
}

static void test_exclusion(void **state)
{
    fixture *f = *state;

    put(f, 1, "en", "A", "A policy on copyright.");
    put(f, 2, "en", "B", "A policy on safety, and risk of systemic kind.");
    assert_found(f, "policy", 2);
    assert_finds(f, "en", "policy -copyright", 2);
    assert_finds(f, "en", "-copyright policy", 2);
    assert_finds(f, "en", "policy -kinds", 1); /* by its stem */
    assert_found(f, "policy - copyright", 1);  /* a stroke alone means nothing */
    assert_found(f, "policy -\"systemic risk\"", 2);
    assert_finds(f, "en", "policy -\"systemic kind\"", 1);
    assert_found(f, "-copyright", 0); /* nothing is wanted */
    assert_found(f, "policy -copyright -safety", 0);
}

static void test_small_words(void **state)
{
    fixture *f = *state;

    put(f, 1, "en", "A", "Provider duty.");
    put(f, 2, "fr", "B", "Obligation du fournisseur.");
    assert_finds(f, "en", "the duties of a provider", 1);
    assert_finds(f, "fr",
                 "les obligations de l\xE2\x80\x99"
                 "un fournisseur",
                 2);
    assert_found(f, "the", 0); /* alone they are words */
    assert_found(f, "\"duty of\"", 0);
}

static void test_french_accents(void **state)
{
    fixture *f = *state;

    put(f, 1, "fr", "A",
        "Les donn\xC3\xA9"
        "es personnelles et les mod\xC3\xA8les.");
    put(f, 2, "fr", "B", "Les g\xC3\xA9n\xC3\xA9raux, l\xE2\x80\x99\xC3\xA9tat nouveau.");
    assert_finds(f, "fr", "donnee personnelle", 1);
    assert_finds(f, "fr", "DONNEES modele", 1);
    assert_finds(f, "fr", "mod\xC3\xA8le", 1);
    assert_finds(f, "fr", "general nouveaux", 2);
    assert_finds(f, "fr", "\xC3\x89tats", 2);
    assert_finds(f, "fr", "d\xE2\x80\x99\xC3\xA9tat", 2);
}

/* ---- Filters */

static void put_at(fixture *f, int64_t item, const char *code, const char *version,
                   const char *part)
{
    px_search_text text = text_of(item, "en", "Word", "about something");

    text.code = px_str_of(code);
    text.version = px_str_of(version);
    text.part = px_str_of(part);
    put_text(f, &text);
}

static void assert_filtered(fixture *f, const char *code, const char *version, const char *part,
                            bool all, int64_t total)
{
    px_search_request request = request_of("en", "word");

    request.code = px_str_of(code);
    request.version = px_str_of(version);
    request.part = px_str_of(part);
    request.all = all;
    find_by(f, &request);
    assert_int_equal(f->found.total, total);
}

static int64_t count_of(const px_search_counts *counts, const char *value)
{
    for (size_t i = 0; i < counts->count; i++)
        if (px_str_is(counts->values[i].value, value))
            return counts->values[i].hits;
    return 0;
}

/* Item 1 and 2 are older forms of 3 and 4. */
static void put_versions(fixture *f)
{
    px_error err;

    put_at(f, 1, "a", "1", "measure");
    put_at(f, 2, "a", "1", "point");
    put_at(f, 3, "a", "2", "measure");
    put_at(f, 4, "a", "2", "point");
    put_at(f, 5, "b", "1", "measure");
    put_at(f, 6, "b", "1", "code-block");
    assert_ok(px_search_supersede(f->writer, "provision", 1, &err), &err);
    assert_ok(px_search_supersede(f->writer, "provision", 2, &err), &err);
    assert_ok(px_search_supersede(f->writer, "provision", 2, &err), &err);
}

static void test_filters(void **state)
{
    fixture *f = *state;

    put_versions(f);
    assert_filtered(f, "", "", "", false, 4);
    assert_filtered(f, "", "", "", true, 6);
    assert_filtered(f, "a", "", "", false, 2);
    assert_filtered(f, "a", "1", "", false, 2);
    assert_filtered(f, "", "1", "", false, 4);
    assert_filtered(f, "a", "1", "point", false, 1);
    assert_int_equal(f->found.hits[0].item, 2);
    assert_filtered(f, "b", "", "code-block", false, 1);
    assert_filtered(f, "b", "", "code", false, 0);
    assert_filtered(f, "c", "", "", true, 0);
    assert_filtered(f, "\" OR word", "", "", true, 0);
    assert_filtered(f, "a b", "", "", true, 0);
}

static void test_counts(void **state)
{
    fixture *f = *state;

    put_versions(f);
    assert_filtered(f, "a", "", "measure", false, 1);
    assert_true(f->found.counted);
    assert_int_equal(count_of(&f->found.codes, "a"), 1); /* measures */
    assert_int_equal(count_of(&f->found.codes, "b"), 1);
    assert_int_equal(count_of(&f->found.parts, "measure"), 1); /* in a */
    assert_int_equal(count_of(&f->found.parts, "point"), 1);
    assert_int_equal(count_of(&f->found.parts, "code-block"), 0);
    assert_filtered(f, "a", "", "", true, 4);
    assert_int_equal(count_of(&f->found.versions, "1"), 2);
    assert_int_equal(count_of(&f->found.versions, "2"), 2);
}

/* ---- Keys */

static void test_keys(void **state)
{
    fixture *f = *state;
    px_search_text text = text_of(1, "en", "Article 7", "Something.");
    px_search_request request = request_of("en", "7");

    text.keys[text.n_keys++] = PX_STR("n7");
    text.part = PX_STR("article");
    put_text(f, &text);
    text.item = 2;
    text.part = PX_STR("measure");
    text.title = PX_STR("Measure 7");
    put_text(f, &text);
    put(f, 3, "en", "7 7 7 7", "7 7 7");
    request.key = PX_STR("n7");
    request.prefer = PX_STR("measure");
    find_by(f, &request);
    assert_int_equal(f->found.total, 3);
    assert_int_equal(f->found.hits[0].item, 2);
    assert_true(f->found.hits[0].by_key);
    assert_int_equal(f->found.hits[1].item, 1);
    assert_int_equal(f->found.hits[2].item, 3);
    assert_false(f->found.hits[2].by_key);
    request.words = PX_STR("nothing else"); /* the key is enough */
    find_by(f, &request);
    assert_int_equal(f->found.total, 2);
    request.part = PX_STR("article");
    find_by(f, &request);
    assert_int_equal(f->found.total, 1);
    request.key = PX_STR("\"");
    find_by(f, &request);
    assert_int_equal(f->found.total, 0);
}

/* ---- Wholes and parts */

static void test_within(void **state)
{
    fixture *f = *state;
    px_search_text text = text_of(1, "en", "Reports", "one apple two pears");
    px_search_request request = request_of("en", "apple");

    put_text(f, &text);
    text = text_of(2, "en", "", "one apple");
    text.within = 1;
    text.part = PX_STR("point");
    put_text(f, &text);
    text = text_of(3, "en", "", "two pears");
    text.within = 1;
    put_text(f, &text);
    assert_finds(f, "en", "apple", 2); /* the part says it better ... */
    assert_int_equal(count_of(&f->found.codes, "code"), 1);
    assert_int_equal(count_of(&f->found.parts, "measure"), 1); /* ... unless wholes are chosen */
    assert_finds(f, "en", "apple pears", 1);                   /* only the whole has both */
    assert_finds(f, "en", "reports", 1);
    request.part = PX_STR("measure");
    find_by(f, &request);
    assert_int_equal(f->found.total, 1);
    assert_int_equal(f->found.hits[0].item, 1);
}

/* ---- Many */

static void put_many(fixture *f)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(1 << 20);
    px_error err;

    assert_ok(px_db_exec(f->db, "BEGIN IMMEDIATE", &err), &err);
    for (int i = 1; i <= 4000; i++) {
        px_search_text text = text_of(i, "en", i % 400 ? "Heading" : "All of them", "");

        px_builder_clear(&body);
        for (int k = 0; k < 10; k++)
            px_builder_format(&body, "word%d ", (i * 31 + k * k * 17) % 5000);
        px_builder_format(&body, "all number%d", i);
        text.body = px_builder_view(&body);
        text.part = i % 100 ? PX_STR("measure") : PX_STR("point");
        assert_ok(px_search_put(f->writer, &text, &err), &err);
    }
    assert_ok(px_search_writer_end(f->writer, &err), &err);
    assert_ok(px_db_exec(f->db, "COMMIT", &err), &err);
}

static void test_many(void **state)
{
    fixture *f = *state;
    px_search_request request = request_of("en", "all");

    put_many(f);
    assert_finds(f, "en", "number777 all", 777);
    find(f, "en", "all");
    assert_int_equal(f->found.count, 50);
    assert_true(f->found.more); /* not all were ranked ... */
    assert_false(f->found.counted);
    for (int i = 0; i < 10; i++) /* ... but those with the word in the title were */
        assert_int_equal(f->found.hits[i].item % 400, 0);
    request.part = PX_STR("point");
    find_by(f, &request);
    assert_int_equal(f->found.total, 40);
    assert_false(f->found.more);
    request.offset = 30;
    find_by(f, &request);
    assert_int_equal(f->found.count, 10);
    request.offset = SIZE_MAX;
    find_by(f, &request);
    assert_int_equal(f->found.count, 0);
    request = request_of("en", "al");
    request.max = 5000;
    find_by(f, &request);
    assert_int_equal(f->found.count, 200);
}

/* The same hits in the same order, page by page. */
static void test_stable(void **state)
{
    fixture *f = *state;
    px_search_request request = request_of("en", "all");
    int64_t first[50];

    put_many(f);
    request.max = 50;
    find_by(f, &request);
    for (size_t i = 0; i < 50; i++)
        first[i] = f->found.hits[i].item;
    request.max = 10;
    for (size_t page = 0; page < 5; page++) {
        request.offset = page * 10;
        find_by(f, &request);
        for (size_t i = 0; i < 10; i++)
            assert_int_equal(f->found.hits[i].item, first[page * 10 + i]);
    }
}

static void test_languages(void **state)
{
    fixture *f = *state;
    px_str *languages;
    size_t count;
    px_error err;

    assert_ok(px_search_languages(f->db, f->arena, &languages, &count, &err), &err);
    assert_int_equal(count, 0);
    put(f, 1, "fr", "A", "mot");
    put(f, 1, "de", "A", "Wort");
    put(f, 1, "en-GB", "A", "word");
    assert_ok(px_search_languages(f->db, f->arena, &languages, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_str(languages[0], "de");
    assert_str(languages[1], "en");
    assert_str(languages[2], "fr");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_db(test_phrases),        with_db(test_exclusion), with_db(test_small_words),
        with_db(test_french_accents), with_db(test_filters),   with_db(test_counts),
        with_db(test_keys),           with_db(test_within),    with_db(test_many),
        with_db(test_stable),         with_db(test_languages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
