/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/builder.h"
#include "code/compare/duty.h"

typedef struct row {
    const char *old_text, *new_text, *expected;
} row;

/* The findings as "kind stronger [old words|new words]", a line for each. */
static void check(const char *language, const row *r)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(100000);
    px_str a = px_str_of(r->old_text), b = px_str_of(r->new_text);
    px_word_diff diff;
    px_duties duties;

    px_word_diff_make(arena, a, b, &diff);
    px_duty_compare(arena, px_str_of(language), a, b, &diff, &duties);
    for (size_t i = 0; i < duties.count; i++) {
        const px_duty_finding *f = &duties.items[i];

        assert_int_equal(f->old_place.end - f->old_place.start, px_utf8_count(f->old_place.words));
        assert_int_equal(f->new_place.end - f->new_place.start, px_utf8_count(f->new_place.words));
        assert_true(f->old_place.end <= px_utf8_count(a) && f->new_place.end <= px_utf8_count(b));
        px_builder_format(&out, "%s%s %s [%.*s|%.*s]", i ? "; " : "", px_duty_kind_name(f->kind),
                          px_duty_effect_name(f->effect), PX_STR_ARG(f->old_place.words),
                          PX_STR_ARG(f->new_place.words));
    }
    if (!px_str_is(px_builder_view(&out), r->expected))
        print_error("%s\n%s\n", r->old_text, r->new_text);
    assert_str(px_builder_view(&out), r->expected);
}

static void check_all(const char *language, const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(language, &rows[i]);
}

static void test_duties_en(void **state)
{
    static const row rows[] = {
        { "Providers shall report.", "Providers may report.", "duty-weakened weaker [shall|may]" },
        { "Providers may report.", "Providers shall report.",
          "duty-strengthened stronger [may|shall]" },
        { "Signatories shall report.", "Signatories are encouraged to report.",
          "duty-weakened weaker [shall|are encouraged to]" },
        { "Signatories are encouraged to report.", "Signatories commit to report.",
          "duty-strengthened stronger [are encouraged to|commit to]" },
        { "Signatories will report.", "Signatories should report.",
          "duty-weakened weaker [will|should]" },
        { "Signatories will report.", "Signatories commit to report.",
          "duty-changed neutral [will|commit to]" },
        { "Signatories help.", "Signatories, if asked, will help.", "duty-made stronger [|will]" },
        { "Providers shall report.", "Providers must report.",
          "duty-changed neutral [shall|must]" },
        { "Providers shall share it.", "Providers shall not share it.",
          "duty-changed neutral [shall|shall not]" },
        { "Providers may share it.", "Providers may not share it.",
          "duty-strengthened stronger [may|may not]" },
        { "Providers shall not share it.", "Providers should not share it.",
          "duty-weakened weaker [shall not|should not]" },
        { "Providers shall not share it.", "Providers should share it.",
          "duty-changed neutral [shall not|should]" },
        { "Providers need not report.", "Providers must report.",
          "duty-strengthened stronger [need not|must]" },
        { "They report.", "They shall report.", "duty-made stronger [|shall]" },
        { "They shall report.", "They report.", "duty-dropped weaker [shall|]" },
        { "The user agent MUST read it.", "The user agent SHOULD read it.",
          "duty-weakened weaker [MUST|SHOULD]" },
        { "They shall report. They shall publish it.", "They shall report. They may publish it.",
          "duty-weakened weaker [shall|may]" },
        { "They shall report. The rest stays.",
          "They shall report. They shall pay. The rest stays.", "duty-made stronger [|shall]" },
    };

    (void)state;
    check_all("en", rows, PX_COUNT(rows));
}

static void test_negative_en(void **state)
{
    static const row rows[] = {
        { "Providers shall report.", "Providers shall report.", "" },
        { "Providers shall report on models.", "Providers shall report on systems.", "" },
        { "risks that may arise", "risks that can arise", "" },
        { "risks may arise", "risks arise", "" },
        { "In May 2025 they met.", "In June 2025 they met.",
          "time-changed neutral [May 2025|June 2025]" },
        { "Acts of free will count.", "Acts of good will count.", "" },
        { "Should a provider fail, it ends.", "If a provider fails, it ends.", "" },
        { "It is a must.", "It is a rule.", "" },
        { "A summary is published.", "A report is published.", "" },
        { "the can of worms", "the tin of worms", "" },
        { "see Table 3", "see Table 3 below", "" },
        { "It shall enter into force in May.", "It enters into force in May.", "" },
        { "Others will say more.", "Others say more.", "" },
        { "Signatories help. Others will say more.", "Signatories help. Others say more.", "" },
    };

    (void)state;
    check_all("en", rows, PX_COUNT(rows));
}

static void test_qualifiers_en(void **state)
{
    static const row rows[] = {
        { "They shall report.", "They shall, where appropriate, report.",
          "qualifier-added weaker [|where appropriate]" },
        { "They shall, as far as possible, report.", "They shall report.",
          "qualifier-removed stronger [as far as possible|]" },
        { "They shall report.", "They shall immediately report.",
          "qualifier-added stronger [|immediately]" },
        { "They shall report without undue delay.", "They shall report.",
          "qualifier-removed weaker [without undue delay|]" },
        { "They shall use reasonable efforts to report.", "They shall use best efforts to report.",
          "qualifier-changed stronger [use reasonable efforts|use best efforts]" },
        { "They shall report immediately.", "They shall report where appropriate.",
          "qualifier-changed weaker [immediately|where appropriate]" },
        { "They shall report.", "They shall report, unless asked otherwise.",
          "qualifier-added neutral [|unless]" },
        { "They shall report at least 3 cases.", "They shall report 3 cases.",
          "qualifier-removed neutral [at least|]" },
        { "It is done.", "It is done where possible.",
          "qualifier-added neutral [|where possible]" },
        { "They shall ensure it.", "They shall seek to ensure it.",
          "qualifier-added weaker [|seek to]" },
    };

    (void)state;
    check_all("en", rows, PX_COUNT(rows));
}

static void test_numbers_en(void **state)
{
    static const row rows[] = {
        { "They shall report within 14 days.", "They shall report within 7 days.",
          "deadline-shorter stronger [within 14 days|within 7 days]" },
        { "They shall report within two weeks.", "They shall report within 15 days.",
          "deadline-longer weaker [within two weeks|within 15 days]" },
        { "They shall report within 30 days.", "They shall report within one month.",
          "deadline-changed neutral [within 30 days|within one month]" },
        { "They may object within 14 days.", "They may object within 7 days.",
          "deadline-shorter neutral [within 14 days|within 7 days]" },
        { "They shall report by 2 August 2025.", "They shall report by 2 August 2026.",
          "deadline-longer weaker [by 2 August 2025|by 2 August 2026]" },
        { "They shall report no later than 1 May 2025.",
          "They shall report no later than 1 April 2025.",
          "deadline-shorter stronger [no later than 1 May 2025|no later than 1 April 2025]" },
        { "They shall report.", "They shall report within 14 days.",
          "deadline-added stronger [|within 14 days]" },
        { "They shall report within 14 days.", "They shall report.",
          "deadline-removed weaker [within 14 days|]" },
        { "They shall review it at least every 6 months.",
          "They shall review it at least every two years.",
          "interval-longer weaker [at least every 6 months|at least every two years]" },
        { "They shall review it every year.", "They shall review it every month.",
          "interval-shorter stronger [every year|every month]" },
        { "They keep it for 10 years.", "They keep it for 5 years.",
          "time-changed neutral [10 years|5 years]" },
        { "It applies from 2 August 2025.", "It applies from 2 August 2026.",
          "time-changed neutral [2 August 2025|2 August 2026]" },
        { "at least 5 % of users", "at least 10 % of users",
          "percentage-changed neutral [5 %|10 %]" },
        { "fines of EUR 15 000 000", "fines of EUR 35 million",
          "amount-changed neutral [EUR 15 000 000|EUR 35 million]" },
        { "at 10 meetings", "at 12 meetings", "number-changed neutral [10|12]" },
        { "as in Article 3(1)(a)", "as in Article 3(1)(b)",
          "reference-changed neutral [Article 3(1)(a)|Article 3(1)(b)]" },
        { "see Annex II", "see Annex III", "reference-changed neutral [Annex II|Annex III]" },
        { "Regulation (EU) 2024/1689 applies", "Regulation (EU) 2016/679 applies",
          "reference-changed neutral [Regulation (EU) 2024/1689|Regulation (EU) 2016/679]" },
        { "The list grows, should a need arise.", "The list grows where a need arises.", "" },
        { "They shall report within 14 days.", "They may report within 30 days.",
          "duty-weakened weaker [shall|may]; "
          "deadline-longer neutral [within 14 days|within 30 days]" },
    };

    (void)state;
    check_all("en", rows, PX_COUNT(rows));
}

static void test_french(void **state)
{
    static const row rows[] = {
        { "Le fournisseur doit publier.", "Le fournisseur devrait publier.",
          "duty-weakened weaker [doit|devrait]" },
        { "Les fournisseurs peuvent publier.", "Les fournisseurs doivent publier.",
          "duty-strengthened stronger [peuvent|doivent]" },
        { "Les signataires s'engagent \xC3\xA0 publier.",
          "Les signataires sont encourag\xC3\xA9s \xC3\xA0 publier.",
          "duty-weakened weaker [s'engagent \xC3\xA0|sont encourag\xC3\xA9s \xC3\xA0]" },
        { "Le fournisseur doit publier.", "Le fournisseur ne doit pas publier.",
          "duty-changed neutral [doit|ne doit pas]" },
        { "Le fournisseur peut publier.", "Le fournisseur ne peut publier.",
          "duty-strengthened stronger [peut|ne peut]" },
        { "Il n'est pas tenu de publier.", "Il est tenu de publier.",
          "duty-strengthened stronger [n'est pas tenu de|est tenu de]" },
        { "Il doit publier.",
          "Il doit, le cas \xC3\xA9"
          "ch\xC3\xA9"
          "ant, publier.",
          "qualifier-added weaker [|le cas \xC3\xA9"
          "ch\xC3\xA9"
          "ant]" },
        { "Il doit publier dans la mesure du possible.", "Il doit publier.",
          "qualifier-removed stronger [dans la mesure du possible|]" },
        { "Il doit publier sans d\xC3\xA9lai.", "Il doit publier.",
          "qualifier-removed weaker [sans d\xC3\xA9lai|]" },
        { "Il doit publier dans un d\xC3\xA9lai de 14 jours.",
          "Il doit publier dans un d\xC3\xA9lai d'un mois.",
          "deadline-changed neutral [dans un d\xC3\xA9lai de 14 jours|dans un d\xC3\xA9lai d'un "
          "mois]" },
        { "Il doit publier dans les 14 jours.", "Il doit publier dans les sept jours.",
          "deadline-shorter stronger [dans les 14 jours|dans les sept jours]" },
        { "Il doit publier au plus tard le 2 ao\xC3\xBBt 2025.",
          "Il doit publier au plus tard le 1er janvier 2026.",
          "deadline-longer weaker [au plus tard le 2 ao\xC3\xBBt 2025|au plus tard le 1er janvier "
          "2026]" },
        { "Il doit le revoir tous les six mois.", "Il doit le revoir tous les deux ans.",
          "interval-longer weaker [tous les six mois|tous les deux ans]" },
        { "l\xE2\x80\x99"
          "article 3, point a)",
          "l\xE2\x80\x99"
          "article 4, point a)",
          "reference-changed neutral [article 3|article 4]" },
        { "au moins 5 % des cas", "au moins 10 % des cas",
          "percentage-changed neutral [5 %|10 %]" },
        { "Le fournisseur publie le r\xC3\xA9sum\xC3\xA9.", "Le fournisseur publie le rapport.",
          "" },
        { "des risques peuvent survenir", "des risques surviennent", "" },
        { "Les risques sont susceptibles de cro\xC3\xAEtre.",
          "Les risques sont de nature \xC3\xA0 cro\xC3\xAEtre.", "" },
    };

    (void)state;
    check_all("fr", rows, PX_COUNT(rows));
}

/* What is new or deleted as a whole: the strongest duty of each sentence, nothing else. */
static void test_whole(void **state)
{
    static const row rows[] = {
        { "", "Providers shall report within 14 days where appropriate.",
          "duty-made stronger [|shall]" },
        { "They may do so. They should, and shall not fail.", "",
          "duty-dropped weaker [shall not|]" },
        { "", "It must stay. It should go.",
          "duty-made stronger [|must]; duty-made stronger "
          "[|should]" },
        { "", "It applies from 2 August 2025. They may object.", "" },
        { "", "", "" },
    };

    (void)state;
    check_all("en", rows, PX_COUNT(rows));
}

/* A language without words in the table still has its numbers. */
static void test_other_language(void **state)
{
    static const row rows[] = {
        { "Anbieter sollen 5 % melden.", "Anbieter m\xC3\xBCssen 10 % melden.",
          "percentage-changed neutral [5 %|10 %]" },
    };

    (void)state;
    check_all("de", rows, PX_COUNT(rows));
}

static void test_sentence(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str a = PX_STR("One is here. They shall go, now. End."),
           b = PX_STR("One is here. They may go, now. End.");
    px_word_diff diff;
    px_duties duties;

    (void)state;
    px_word_diff_make(arena, a, b, &diff);
    px_duty_compare(arena, PX_STR("en"), a, b, &diff, &duties);
    assert_int_equal(duties.count, 1);
    assert_str(duties.items[0].old_place.sentence, "They shall go, now.");
    assert_str(duties.items[0].new_place.sentence, "They may go, now.");
    assert_int_equal(duties.items[0].old_place.start, 18);
    assert_int_equal(duties.items[0].new_place.end, 21);
    assert_string_equal(duties.items[0].old_place.class_, "obligation");
    assert_string_equal(duties.items[0].new_place.class_, "permission");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_duties_en),      cmocka_unit_test(test_negative_en),
        cmocka_unit_test(test_qualifiers_en),  cmocka_unit_test(test_numbers_en),
        cmocka_unit_test(test_french),         cmocka_unit_test(test_whole),
        cmocka_unit_test(test_other_language), cmocka_unit_test(test_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
