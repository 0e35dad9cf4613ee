/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/civil.h"
#include "drafting/dossier_field.h"
#include "unit/mo_file.h"

static px_dossier_date date_of(const char *text)
{
    px_dossier_date date = { 0 };

    if (*text)
        assert_true(px_dossier_date_parse(px_str_of(text), &date));
    return date;
}

static void test_parse(void **state)
{
    static const struct {
        const char *text, *first, *last;
        px_dossier_precision precision;
    } rows[] = {
        { "2024-11-14", "2024-11-14", "2024-11-14", PX_DOSSIER_DAY },
        { "2024-02-29", "2024-02-29", "2024-02-29", PX_DOSSIER_DAY },
        { "2025-02", "2025-02-01", "2025-02-28", PX_DOSSIER_MONTH },
        { "2024-02", "2024-02-01", "2024-02-29", PX_DOSSIER_MONTH },
        { "2024", "2024-01-01", "2024-12-31", PX_DOSSIER_YEAR },
        { "2024-W47", "2024-11-18", "2024-11-24", PX_DOSSIER_WEEK },
        { "2025-W01", "2024-12-30", "2025-01-05", PX_DOSSIER_WEEK },
        { "2020-W53", "2020-12-28", "2021-01-03", PX_DOSSIER_WEEK },
        { "2021-W01", "2021-01-04", "2021-01-10", PX_DOSSIER_WEEK },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        PX_AUTO_BUILDER px_builder again = PX_BUILDER_INIT(32);
        px_dossier_date date = date_of(rows[i].text);

        assert_int_equal(date.precision, rows[i].precision);
        assert_int_equal(date.first, date_of(rows[i].first).first);
        assert_int_equal(date.last, date_of(rows[i].last).last);
        px_dossier_date_print(&again, &date);
        assert_string_equal(px_builder_cstr(&again), rows[i].text);
    }
}

static void test_refused(void **state)
{
    static const char *const bad[] = {
        "",          "2",           "202",        "20244",      "2024-",      "2024-1",
        "2024-13",   "2024-00",     "2024-11-1",  "2024-11-31", "2023-02-29", "2024-11-00",
        "2024-W00",  "2024-W53",    "2024-W1",    "2024-w47",   "2024W47",    "0000",
        "9999",      "2024-11-14T", "2024/11/14", "x024-11-14", "2024-11x14", " 2024",
        "2024-W470", "2021-W53",    "2024-11-1x", "14-11-2024",
    };
    px_dossier_date date;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        if (px_dossier_date_parse(px_str_of(bad[i]), &date)) {
            print_error("'%s' was taken\n", bad[i]);
            fail();
        }
}

typedef struct when_row {
    const char *date, *until;
    int minute;
    bool about;
    const char *english, *french;
} when_row;

static const when_row rows[] = {
    { "2024-11-14", "", -1, false, "14 November 2024", "14 novembre 2024" },
    { "2027-01-01", "", -1, false, "1 January 2027", "1er janvier 2027" },
    { "2024-W47", "", -1, false, "week of 18 November 2024", "semaine du 18 novembre 2024" },
    { "2025-02", "", -1, false, "February 2025", "février 2025" },
    { "2024", "", -1, false, "2024", "2024" },
    { "2025-03-11", "2025-03-30", -1, false, "11 to 30 March 2025", "du 11 au 30 mars 2025" },
    { "2025-03-01", "2025-03-30", -1, false, "1 to 30 March 2025", "du 1er au 30 mars 2025" },
    { "2024-09-30", "2024-11-01", -1, false, "30 September to 1 November 2024",
      "du 30 septembre au 1er novembre 2024" },
    { "2024-09-01", "2024-11-02", -1, false, "1 September to 2 November 2024",
      "du 1er septembre au 2 novembre 2024" },
    { "2024-12-19", "2025-01-15", -1, false, "19 December 2024 to 15 January 2025",
      "du 19 décembre 2024 au 15 janvier 2025" },
    { "2025-01", "2025-03", -1, false, "January to March 2025", "janvier à mars 2025" },
    { "2024-12", "2025-03", -1, false, "December 2024 to March 2025", "décembre 2024 à mars 2025" },
    { "2024-W47", "2024-W48", -1, false, "weeks of 18 November 2024 to 25 November 2024",
      "semaines du 18 novembre 2024 au 25 novembre 2024" },
    { "2024", "2025", -1, false, "2024 to 2025", "de 2024 à 2025" },
    { "2024", "2025-02-03", -1, false, "2024 to 3 February 2025", "2024 – 3 février 2025" },
    { "2024-11-14", "2024-11-14", -1, false, "14 November 2024", "14 novembre 2024" },
    { "2024-08-25", "", 18 * 60, false, "25 August 2024, 18:00", "25 août 2024 à 18 h 00" },
    { "2024-11-14", "2024-11-28", 9 * 60 + 5, false, "14 to 28 November 2024, until 09:05",
      "du 14 au 28 novembre 2024, jusqu’à 9 h 05" },
    { "2024-09-10", "", -1, true, "about 10 September 2024", "vers le 10 septembre 2024" },
    { "2025-02", "", -1, true, "about February 2025", "vers février 2025" },
    { "2024-W47", "", -1, true, "about the week of 18 November 2024",
      "vers la semaine du 18 novembre 2024" },
    { "2024", "", -1, true, "about 2024", "vers 2024" },
    { "2025-03-11", "2025-03-30", -1, true, "about 11 to 30 March 2025",
      "du 11 au 30 mars 2025 environ" },
    { "", "", -1, false, "", "" },
};

/* In the order of their originals. */
static const mo_pair french[] = {
    MO_HEADER("nplurals=2; plural=n > 1;"),
    MO_PAIR("0{hour}:{minute}", "{hour} h {minute}"),
    MO_PAIR("1 to {last_date}", "du 1er au {last_date}"),
    MO_PAIR("1 {month} to {last_date}", "du 1er {month} au {last_date}"),
    MO_PAIR("1 {month} {year}", "1er {month} {year}"),
    MO_PAIR("August", "août"),
    MO_PAIR("December", "décembre"),
    MO_PAIR("February", "février"),
    MO_PAIR("January", "janvier"),
    MO_PAIR("March", "mars"),
    MO_PAIR("November", "novembre"),
    MO_PAIR("September", "septembre"),
    MO_PAIR("about the {week}", "vers la {week}"),
    MO_PAIR("about {date}", "vers le {date}"),
    MO_PAIR("about {month}", "vers {month}"),
    MO_PAIR("about {range}", "{range} environ"),
    MO_PAIR("about {year}", "vers {year}"),
    MO_PAIR("week of {monday}", "semaine du {monday}"),
    MO_PAIR("weeks of {date} to {last_date}", "semaines du {date} au {last_date}"),
    MO_PAIR("{date} to {last_date}", "du {date} au {last_date}"),
    MO_PAIR("{date}, {time}", "{date} à {time}"),
    MO_PAIR("{day} to {last_date}", "du {day} au {last_date}"),
    MO_PAIR("{day} {month} to {last_date}", "du {day} {month} au {last_date}"),
    MO_PAIR("{first} to {last}", "{first} – {last}"),
    MO_PAIR("{hour}:{minute}", "{hour} h {minute}"),
    MO_PAIR("{month} to {last_month} {last_year}", "{month} à {last_month} {last_year}"),
    MO_PAIR("{month} {year} to {last_month} {last_year}",
            "{month} {year} à {last_month} {last_year}"),
    MO_PAIR("{range}, until {time}", "{range}, jusqu’à {time}"),
    MO_PAIR("{year} to {last_year}", "de {year} à {last_year}"),
};

static void check_words(const px_language *language, bool in_french)
{
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
        px_dossier_when when = {
            .date = date_of(rows[i].date),
            .until = date_of(rows[i].until),
            .minute = rows[i].minute,
            .about = rows[i].about,
        };

        px_dossier_when_words(&words, language, &when);
        assert_string_equal(px_builder_cstr(&words), in_french ? rows[i].french : rows[i].english);
    }
}

static void test_english(void **state)
{
    (void)state;
    check_words(px_language_english(), false);
}

static void test_french(void **state)
{
    PX_AUTO_BUILDER px_builder mo = PX_BUILDER_INIT(1 << 16);
    px_error err = PX_ERROR_INIT;
    px_language *language;

    (void)state;
    mo_build(&mo, false, french, PX_COUNT(french));
    assert_ok(px_language_parse("fr", "French", px_builder_view(&mo), &language, &err), &err);
    check_words(language, true);
    px_language_free(language);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_french),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
