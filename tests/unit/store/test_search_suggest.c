/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Did you mean: every way to mistype a word by one letter leads back to it, or to what it could
 * have been as well. The words are the most frequent ones of the code of practice in data/codes.
 */
#include "unit/search_fixture.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/embedded.h"
#include "base/map.h"
#include "store/search_word.h"

static void suggest(fixture *f, const px_search_request *request, px_str *ret_words)
{
    px_error err;

    find_by(f, request);
    assert_ok(px_search_suggest(f->db, f->arena, request, &f->found, ret_words, &err), &err);
}

static void assert_suggests(fixture *f, const char *language, const char *words,
                            const char *expected)
{
    px_search_request request = request_of(language, words);
    px_str suggestion;

    suggest(f, &request, &suggestion);
    assert_str(suggestion, expected);
}

static void test_words(void **state)
{
    fixture *f = *state;

    for (int i = 1; i <= 20; i++)
        put(f, i, "en", "Model", "A model of systemic risk and transparency.");
    assert_suggests(f, "en", "modle", "model");
    assert_suggests(f, "en", "Modle", "Model");
    assert_suggests(f, "en", "MODLE", "MODEL");
    assert_suggests(f, "en", "systemmic", "systemic");
    assert_suggests(f, "en", "sytemic risk", "systemic risk");
    assert_suggests(f, "en", "\"sytemic risk\"", "\"systemic risk\"");
    assert_suggests(f, "en", "modle sytemic -nothing", "model systemic -nothing");
    assert_suggests(f, "en", "modle -sytemic", "model -sytemic");
    assert_suggests(f, "en", "the modle, please", ""); /* nothing has all of it */
    assert_suggests(f, "en", "model", "");
    assert_suggests(f, "en", "mod", ""); /* begun */
    assert_suggests(f, "en", "mo", "");
    assert_suggests(f, "en", "xyzzy", "");
    assert_suggests(f, "en", "20255", "");
    assert_suggests(f, "en", "", "");
    assert_suggests(f, "fr", "modle", "");
}

static void test_rare_words(void **state)
{
    fixture *f = *state;

    for (int i = 1; i <= 50; i++)
        put(f, i, "en", "Model", "A model.");
    put(f, 51, "en", "Slip", "A modell that somebody mistyped, and a mode.");
    assert_suggests(f, "en", "modell", ""); /* it has the stem of the right one */
    assert_suggests(f, "en", "mistyped", "");
    put(f, 52, "en", "Slip", "A nodel.");
    assert_suggests(f, "en", "nodel", "model");
}

static void test_filters(void **state)
{
    fixture *f = *state;
    px_search_request request = request_of("en", "modle");
    px_str suggestion;

    for (int i = 1; i <= 5; i++)
        put(f, i, "en", "Model", "A model.");
    request.part = PX_STR("point");
    suggest(f, &request, &suggestion);
    assert_int_equal(suggestion.len, 0);
    request.part = PX_STR("measure");
    suggest(f, &request, &suggestion);
    assert_str(suggestion, "model");
}

static void test_accents(void **state)
{
    fixture *f = *state;

    for (int i = 1; i <= 20; i++)
        put(f, i, "fr", "Mod\xC3\xA8le", "L\xE2\x80\x99\xC3\xA9valuation du mod\xC3\xA8le.");
    assert_suggests(f, "fr", "modlee", "mod\xC3\xA8le");
    assert_suggests(f, "fr", "l\xE2\x80\x99\xC3\xA9valaution", "l\xE2\x80\x99\xC3\xA9valuation");
    assert_suggests(f, "fr", "\xC3\x89VALAUTION", "\xC3\x89VALUATION");
    assert_suggests(f, "fr", "evaluation", "");
}

/* ---- All mistakes */

PX_MAP_DEFINE(count_map, size_t)

typedef struct listed {
    px_str word;
    size_t often;
} listed;

static int by_often(const void *a, const void *b)
{
    const listed *x = a, *y = b;

    if (x->often != y->often)
        return x->often > y->often ? -1 : 1;
    return px_str_cmp(x->word, y->word);
}

/* Five to twelve small letters of ASCII. */
static bool is_plain(px_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!px_is_lower(word.ptr[i]))
            return false;
    return word.len >= 5 && word.len <= 12;
}

/* Indexes each line of the text; the 200 most frequent words of five to twelve letters. */
static size_t read_text(fixture *f, const char *file, const char *language, listed *ret_words)
{
    PX_AUTO_WORDS px_words *words = px_words_new(language);
    count_map counts = { 0 };
    px_str text = PX_STR(""), rest, line, word, key;
    size_t n = 0, position = 0, *often;
    listed *all;
    px_error err;

    for (const px_embedded *code = px_embedded_codes; code->name; code++)
        if (strcmp(code->name, file) == 0)
            text = px_embedded_str(code);
    assert_true(text.len > 0);
    assert_ok(px_db_exec(f->db, "BEGIN IMMEDIATE", &err), &err);
    for (int64_t row = 1; px_str_line(&text, &line); row++) {
        put(f, row, language, "", px_arena_cstr(f->arena, line));
        for (rest = line; px_words_next(words, &rest, &word);) {
            px_str folded, stem;

            px_words_terms(words, word, &folded, &stem);
            if (!is_plain(folded))
                continue;
            folded = px_arena_str(f->arena, folded);
            often = count_map_get(&counts, folded);
            if (!often) {
                often = px_arena_alloc(f->arena, sizeof(*often));
                (void)count_map_put(&counts, folded, often);
            }
            ++*often;
        }
    }
    assert_ok(px_db_exec(f->db, "COMMIT", &err), &err);
    all = px_arena_array(f->arena, px_map_count(&counts.map), sizeof(*all));
    while (count_map_next(&counts, &position, &key, &often))
        all[n++] = (listed){ key, *often };
    count_map_free(&counts);
    qsort(all, n, sizeof(*all), by_often);
    n = PX_MIN(n, (size_t)200);
    memcpy(ret_words, all, n * sizeof(*all));
    return n;
}

typedef struct recall {
    const char *language;
    listed *words;
    size_t tried, found, proposed, other, letter;
} recall;

/* The stem of a word without its accents. */
static px_str bare_stem(fixture *f, px_words *words, px_str word)
{
    px_str folded, stem;

    px_words_terms(words, word, &folded, &stem);
    folded = px_arena_str(f->arena, folded);
    px_words_terms(words, folded, &folded, &stem);
    return px_arena_str(f->arena, stem);
}

/* A mistyped word leads to the right one where it finds it all the same, by its stem or as a
 * beginning, or is proposed. What is a word itself is no mistake. */
static void try_mistake(fixture *f, recall *r, px_str word, const char *mistake)
{
    PX_AUTO_WORDS px_words *words = px_words_new(r->language);
    px_str right, suggestion, rest, first;
    px_search_request request = request_of(r->language, mistake);

    if (px_str_is(word, mistake))
        return;
    right = bare_stem(f, words, word);
    suggest(f, &request, &suggestion);
    r->tried++;
    if (!suggestion.len) {
        r->found += f->found.total > 0;
        return;
    }
    rest = suggestion;
    assert_true(px_words_next(words, &rest, &first));
    if (px_str_eq(bare_stem(f, words, first), right))
        r->proposed++;
    else
        r->other++;
}

/* At each place one letter is lost, two are exchanged, and one of the alphabet is typed too many or
 * instead of the right one: another one from place to place, so that each has its turn. */
static void try_mistakes(fixture *f, recall *r, px_str word)
{
    for (size_t at = 0; at <= word.len; at++) {
        px_str head = px_str_sub(word, 0, at), tail = px_str_sub(word, at, word.len);
        px_str rest = px_str_sub(tail, 1, tail.len), rest2 = px_str_sub(tail, 2, tail.len);
        char letter = (char)('a' + r->letter++ % 26);

        try_mistake(
            f, r, word,
            px_arena_format(f->arena, "%.*s%c%.*s", PX_STR_ARG(head), letter, PX_STR_ARG(tail)));
        if (!tail.len)
            continue;
        try_mistake(f, r, word,
                    px_arena_format(f->arena, "%.*s%.*s", PX_STR_ARG(head), PX_STR_ARG(rest)));
        try_mistake(
            f, r, word,
            px_arena_format(f->arena, "%.*s%c%.*s", PX_STR_ARG(head), letter, PX_STR_ARG(rest)));
        if (rest.len)
            try_mistake(f, r, word,
                        px_arena_format(f->arena, "%.*s%c%c%.*s", PX_STR_ARG(head), tail.ptr[1],
                                        tail.ptr[0], PX_STR_ARG(rest2)));
    }
}

static void check_recall(fixture *f, const char *file, const char *language)
{
    listed words[200];
    recall r = { .language = language, .words = words };
    size_t n = read_text(f, file, language, words);
    px_error err;
    double share;

    assert_true(n == 200);
    assert_ok(px_db_exec(f->db, "BEGIN", &err), &err); /* as a page reads */
    for (size_t i = 0; i < n; i++) {
        px_search_request request = request_of(language, px_arena_cstr(f->arena, words[i].word));
        px_str suggestion;

        suggest(f, &request, &suggestion); /* a word that is there is right */
        assert_int_equal(suggestion.len, 0);
        assert_true(f->found.total > 0);
        try_mistakes(f, &r, words[i].word);
    }
    assert_ok(px_db_exec(f->db, "COMMIT", &err), &err);
    share = (double)(r.found + r.proposed) / (double)r.tried;
    print_message("# %s: of %zu mistakes %zu find something, %zu get the right word, %zu another: "
                  "%.1f %%\n",
                  language, r.tried, r.found, r.proposed, r.other, 100 * share);
    assert_true(share >= 0.97);
}

static void test_all_mistakes_english(void **state)
{
    check_recall(*state, "gpai.final.en.md", "en");
}

static void test_all_mistakes_french(void **state)
{
    check_recall(*state, "gpai.final.fr.md", "fr");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_db(test_words),
        with_db(test_rare_words),
        with_db(test_filters),
        with_db(test_accents),
        with_db(test_all_mistakes_english),
        with_db(test_all_mistakes_french),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
