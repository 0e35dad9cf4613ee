/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "web/icalendar.h"

static void assert_folded(const char *line, const char *expected)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

    px_ical_line(&out, px_str_of(line));
    assert_string_equal(px_builder_cstr(&out), expected);
}

#define TEN "0123456789"
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static void test_folding(void **state)
{
    (void)state;
    assert_folded("", "\r\n");
    assert_folded(SEVENTY "01234", SEVENTY "01234\r\n");
    assert_folded(SEVENTY "012345", SEVENTY "01234\r\n 5\r\n");
    /* The blank counts: 74 more octets in each line that goes on. */
    assert_folded(SEVENTY "01234" SEVENTY "0123" SEVENTY,
                  SEVENTY "01234\r\n " SEVENTY "0123\r\n " SEVENTY "\r\n");
    /* Between characters, not inside them: é has two octets, the smile four. */
    assert_folded(SEVENTY "0123\xC3\xA9!", SEVENTY "0123\r\n \xC3\xA9!\r\n");
    assert_folded(SEVENTY "01\xF0\x9F\x99\x82", SEVENTY "01\r\n \xF0\x9F\x99\x82\r\n");
    assert_folded(SEVENTY "0\xF0\x9F\x99\x82", SEVENTY "0\xF0\x9F\x99\x82\r\n");
}

static void test_escaping(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024);

    (void)state;
    px_ical_escape(&out, PX_STR("a, b; c\\d\r\ne:\x07\"f\""));
    assert_string_equal(px_builder_cstr(&out), "a\\, b\\; c\\\\d\\ne:\"f\"");
}

static void test_days(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    px_ical_event event = {
        .uid = PX_STR("call.gpai@a.example"),
        .stamp = 0,
        .first = px_days_from_date(2024, 12, 30),
        .last = px_days_from_date(2024, 12, 31),
        .start = PX_TIME_NONE,
        .end = PX_TIME_NONE,
        .tentative = true,
        .language = PX_STR("fr"),
        .title = PX_STR("Appel, ouvert"),
        .link = PX_STR("https://a.example/fr/codes/gpai/history#call"),
    };

    (void)state;
    px_ical_start(&out, PX_STR("fr"), PX_STR("Code; un"));
    px_ical_event_add(&out, &event);
    px_ical_end(&out);
    assert_string_equal(
        px_builder_cstr(&out),
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//praxis//praxis " PX_VERSION "//EN\r\n"
        "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nNAME;LANGUAGE=fr:Code\\; un\r\n"
        "X-WR-CALNAME:Code\\; un\r\n"
        "BEGIN:VEVENT\r\nUID:call.gpai@a.example\r\nDTSTAMP:19700101T000000Z\r\n"
        "DTSTART;VALUE=DATE:20241230\r\nDTEND;VALUE=DATE:20250101\r\n"
        "SUMMARY;LANGUAGE=fr:Appel\\, ouvert\r\n"
        "URL:https://a.example/fr/codes/gpai/history#call\r\n"
        "STATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void test_instants(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    px_civil c = { .year = 2024, .month = 8, .day = 25, .hour = 16 };
    px_ical_event event = { .uid = PX_STR("a@b"), .start = px_civil_to_utc(&c) };

    (void)state;
    event.end = event.start;
    px_ical_event_add(&out, &event);
    assert_non_null(strstr(px_builder_cstr(&out), "\r\nDTSTART:20240825T160000Z\r\nSUMMARY"));
    assert_null(strstr(px_builder_cstr(&out), "DTEND"));
    px_builder_clear(&out);
    event.end += (px_time)90 * 60 * 1000;
    px_ical_event_add(&out, &event);
    assert_non_null(strstr(px_builder_cstr(&out),
                           "\r\nDTSTART:20240825T160000Z\r\nDTEND:20240825T173000Z\r\n"));
}

/* The value of a property as a calendar reads it: first unfolded, then without its escapes. */
static void property(const px_builder *out, const char *name, char *ret_value, size_t size)
{
    PX_AUTO_BUILDER px_builder copy = PX_BUILDER_INIT(64 * 1024);
    px_str text = px_builder_view(out);
    const char *p;
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++)
        if (px_str_starts(px_str_sub(text, i, text.len), PX_STR("\r\n ")))
            i += 2;
        else
            px_builder_char(&copy, text.ptr[i]);
    p = strstr(px_builder_cstr(&copy), name);
    assert_non_null(p);
    for (p += strlen(name); n + 1 < size && *p != '\r'; p++) {
        bool escaped = *p == '\\';

        p += escaped;
        ret_value[n++] = escaped && *p == 'n' ? '\n' : *p;
    }
    ret_value[n] = '\0';
}

/* A place comes back as it was, however long, and no line is longer than 75 octets. */
static void test_places(void **state)
{
    static const char *const places[] = {
        "Room 1",
        "Rue de la Loi 200; Brussels, Belgium: \\3rd floor\\ \"A, B; C\"",
        "Bâtiment Charlemagne, salle de conférence « Alcide De Gasperi », 170 rue de la Loi, "
        "1000 Bruxelles; entrée côté parc, accès aux personnes à mobilité réduite",
        "ends with ; , \\",
        "BEGIN:VEVENT, END:VEVENT; SUMMARY:x",
        "https://meet.example.eu/a?b=c&d=e,f;g",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(places); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
        px_ical_event event = { .uid = PX_STR("a@b"),
                                .language = PX_STR("en"),
                                .title = PX_STR("Meeting"),
                                .place = px_str_of(places[i]) };
        char value[1024];
        px_str rest, line;

        px_ical_event_add(&out, &event);
        property(&out, "\r\nLOCATION;LANGUAGE=en:", value, sizeof(value));
        assert_string_equal(value, places[i]);
        rest = px_builder_view(&out);
        while (rest.len && px_str_split(&rest, '\n', &line))
            assert_true(line.len <= 75 + 1); /* with its CR */
    }
}

/* A line break in a place makes no property of what follows. */
static void test_place_of_lines(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    px_ical_event event = { .uid = PX_STR("a@b"),
                            .title = PX_STR("Meeting"),
                            .place = PX_STR("Room 1\r\nATTENDEE:mailto:x@y\nX\rY") };
    char value[200];

    (void)state;
    px_ical_event_add(&out, &event);
    assert_null(strstr(px_builder_cstr(&out), "\r\nATTENDEE"));
    property(&out, "\r\nLOCATION:", value, sizeof(value));
    assert_string_equal(value, "Room 1\nATTENDEE:mailto:x@y\nXY");
}

static void test_without_place(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    px_ical_event event = { .uid = PX_STR("a@b"), .title = PX_STR("Meeting") };

    (void)state;
    px_ical_event_add(&out, &event);
    assert_null(strstr(px_builder_cstr(&out), "LOCATION"));
    assert_null(strstr(px_builder_cstr(&out), "SEQUENCE"));
    event.sequence = 2;
    event.cancelled = true;
    px_ical_event_add(&out, &event);
    assert_non_null(strstr(px_builder_cstr(&out), "\r\nSEQUENCE:2\r\n"));
    assert_non_null(strstr(px_builder_cstr(&out), "\r\nSTATUS:CANCELLED\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folding),       cmocka_unit_test(test_escaping),
        cmocka_unit_test(test_days),          cmocka_unit_test(test_instants),
        cmocka_unit_test(test_places),        cmocka_unit_test(test_place_of_lines),
        cmocka_unit_test(test_without_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
