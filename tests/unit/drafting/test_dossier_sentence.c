/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "drafting/dossier_field.h"
#include "unit/mo_file.h"

static const px_dossier_word *word(const px_dossier_word *words, const char *name)
{
    const px_dossier_word *found = px_dossier_word_find(words, px_str_of(name));

    assert_non_null(found);
    return found;
}

static void figure(const px_language *language, const char *what, const char *relation,
                   long long value, const char *expected)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
    px_dossier_figure f = {
        .what = word(px_dossier_figure_whats, what),
        .relation = word(px_dossier_figure_relations, relation),
        .value = value,
    };

    px_dossier_figure_words(&words, language, &f);
    assert_string_equal(px_builder_cstr(&words), expected);
}

typedef struct term_row {
    const char *type, *relation, *unit, *from;
    long long value;
    bool before;
    const char *expected;
} term_row;

static void term(const px_language *language, const term_row *row)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
    px_dossier_term t = {
        .type = word(px_dossier_term_types, row->type),
        .relation = word(px_dossier_term_relations, row->relation),
        .unit = word(px_dossier_term_units, row->unit),
        .value = row->value,
        .from = { .value = px_str_of(row->from) },
        .before = row->before,
    };

    px_dossier_term_words(&words, language, &t);
    assert_string_equal(px_builder_cstr(&words), row->expected);
}

static void test_figures(void **state)
{
    const px_language *english = px_language_english();

    (void)state;
    figure(english, "participants", "almost", 1000, "almost 1,000 participants");
    figure(english, "submissions", "more-than", 430, "more than 430 submissions");
    figure(english, "submissions", "exactly", 1, "1 submission");
    figure(english, "share-percent", "about", 4, "about 4%");
    figure(english, "groups", "at-least", 4, "at least 4 working groups");
}

static void test_terms(void **state)
{
    static const term_row rows[] = {
        { "deadline", "within", "business-day", "confirmation", 5, false,
          "within 5 business days after confirmation" },
        { "deadline", "at-least", "week", "the placing on the market", 2, true,
          "at least 2 weeks before the placing on the market" },
        { "period", "at-least", "year", NULL, 10, false, "at least 10 years" },
        { "period", "at-most", "hour", NULL, 1, false, "at most 1 hour" },
        { "interval", "exactly", "month", NULL, 6, false, "every 6 months" },
        { "interval", "exactly", "year", NULL, 1, false, "every year" },
        { "interval", "at-most", "month", "the last update", 6, false,
          "at least every 6 months after the last update" },
        { "interval", "within", "week", NULL, 4, false, "at least every 4 weeks" },
        { "interval", "at-least", "day", NULL, 2, false, "every 2 days or less often" },
        { "interval", "about", "month", NULL, 3, false, "about every 3 months" },
        { "number", "at-least", "sample", NULL, 5, false, "at least 5" },
        { "number", "about", "person", NULL, 10, false, "about 10" },
        { "number", "at-most", "euro", NULL, 1000000, false, "at most 1,000,000 euros" },
        { "number", "exactly", "flop-exponent", NULL, 25, false,
          "10^25 floating-point operations" },
        { "number", "exactly", "percent", NULL, 4, false, "4%" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++)
        term(px_language_english(), &rows[i]);
}

/* The forms of a plural and the order of words are the catalogue's. */
static void test_french(void **state)
{
    static const mo_pair pairs[] = {
        MO_HEADER("nplurals=2; plural=n > 1;"),
        MO_PAIR("at least {interval}", "au moins {interval}"),
        MO_PAIR("every month\0every {count} months", "tous les mois\0tous les {count} mois"),
        MO_PAIR("more than {quantity}", "plus de {quantity}"),
        MO_PAIR("within {quantity}", "dans un délai de {quantity}"),
        MO_PAIR("{count} business day\0{count} business days",
                "{count} jour ouvrable\0{count} jours ouvrables"),
        MO_PAIR("{count} submission\0{count} submissions",
                "{count} contribution\0{count} contributions"),
        MO_PAIR("{term} after {from}", "{term} après {from}"),
    };
    PX_AUTO_BUILDER px_builder mo = PX_BUILDER_INIT(1 << 16);
    px_error err = PX_ERROR_INIT;
    px_language *language;

    (void)state;
    mo_build(&mo, false, pairs, PX_COUNT(pairs));
    assert_ok(px_language_parse("fr", "French", px_builder_view(&mo), &language, &err), &err);
    figure(language, "submissions", "more-than", 430, "plus de 430 contributions");
    figure(language, "submissions", "exactly", 0, "0 contribution");
    term(language, &(term_row){ "deadline", "within", "business-day", "la confirmation", 5, false,
                                "dans un délai de 5 jours ouvrables après la confirmation" });
    term(language,
         &(term_row){ "interval", "at-most", "month", NULL, 1, false, "au moins tous les mois" });
    px_language_free(language);
}

/* Each word of the lists has words of its own. */
static void test_complete(void **state)
{
    static const char *const types[] = { "deadline", "interval" };

    (void)state;
    for (const px_dossier_word *w = px_dossier_figure_whats; w->name; w++) {
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
        px_dossier_figure f = { .what = w, .relation = px_dossier_figure_relations, .value = 7 };

        px_dossier_figure_words(&words, px_language_english(), &f);
        assert_int_not_equal(words.len, 0);
    }
    for (const px_dossier_word *u = px_dossier_term_units; u->name; u++) {
        for (const px_dossier_word *r = px_dossier_term_relations; r->name; r++)
            for (size_t i = 0; i < PX_COUNT(types); i++) {
                PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
                px_dossier_term t = {
                    .type = word(px_dossier_term_types, types[i]),
                    .unit = u,
                    .relation = r,
                    .value = 7,
                };

                px_dossier_term_words(&words, px_language_english(), &t);
                assert_true(px_str_find(px_builder_view(&words), PX_STR("7")) < words.len);
            }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_french),
        cmocka_unit_test(test_complete),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
