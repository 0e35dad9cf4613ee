/* SPDX-License-Identifier: EUPL-1.2 */
/* What a file may and may not be: the fields of the head, of sources and of entries. */
#include "unit/testing.h"

#include "drafting/dossier_read.h"
#include "unit/arena_fixture.h"
#include "unit/drafting/dossier_json_text.h"

/* An entry of a kind with a date and a source; and what else. */
#define ENTRY(kind, more)                                                                          \
    DOSSIER("{\"kind\":\"" kind "\",\"key\":\"one\",\"date\":\"2024\"," more CITED "}")
#define TEXT_EN "{\"en\":\"Words\"}"
#define FACT(more) ENTRY("fact", "\"title\":" TEXT_EN ",\"text\":" TEXT_EN "," more)
#define DATED(more)                                                                                \
    DOSSIER("{\"kind\":\"fact\",\"key\":\"one\",\"title\":" TEXT_EN ",\"text\":" TEXT_EN "," more  \
            "," CITED "}")
#define DUTY(more) ENTRY("duty", "\"provision\":\"k3v7q0m2a9\",\"addressees\":[\"all\"]," more)
#define TERM(type, unit, more)                                                                     \
    DUTY("\"terms\":[{\"type\":\"" type "\",\"value\":5,\"unit\":\"" unit                          \
         "\",\"relation\":\"within\",\"what\":" TEXT_EN more "}],")
#define NAMES(names) ENTRY("group", "\"number\":1,\"names\":[" names "],")
#define NAME(date) "{\"date\":\"" date "\",\"name\":" TEXT_EN "}"
#define FIGURE(more)                                                                               \
    FACT("\"figures\":[{\"what\":\"pages\",\"relation\":\"about\"," more                           \
         "\"source\":\"page\",\"confidence\":\"primary\"}],")
#define HEADED(head) "{" head "," SOURCES ",\"entries\":[]}"
#define SOURCED(sources) "{" HEAD ",\"sources\":" sources ",\"entries\":[]}"

typedef struct bad_row {
    const char *json, *field, *reason, *value;
} bad_row;

static const bad_row bad[] = {
    /* the head */
    { "[]", NULL, NULL, NULL },
    { "7", NULL, NULL, NULL },
    { "{}", "dossier", "is missing", NULL },
    { HEADED("\"dossier\":2,\"code\":\"a\",\"part\":\"b\",\"as_of\":\"2024-01-01\""), "dossier",
      "is a number out of bounds", "2" },
    { HEADED("\"dossier\":1,\"code\":\"A\",\"part\":\"b\",\"as_of\":\"2024-01-01\""), "code",
      "has to be 1 to 64 of a-z, 0-9 and -", "A" },
    { HEADED("\"dossier\":1,\"code\":\"a\",\"part\":\"\",\"as_of\":\"2024-01-01\""), "part",
      "has to be 1 to 64 of a-z, 0-9 and -", "" },
    { HEADED("\"dossier\":1,\"code\":\"a\",\"part\":\"b\",\"as_of\":\"2024-01\""), "as_of",
      "is no day; write one like 2024-11-14", "2024-01" },
    { HEADED("\"dossier\":1,\"code\":\"a\",\"part\":7,\"as_of\":\"2024-01-01\""), "part",
      "has to be a text", NULL },
    { HEADED(HEAD ",\"wine\":1"), "wine", "is not known here", NULL },
    { HEADED(HEAD ",\"code_title\":{}"), "code_title", "has to be an object of language and text",
      NULL },
    { HEADED(HEAD ",\"code_title\":{\"English\":\"A\",\"x\":\"B\"}"), "code_title",
      "has what is no tag of a language", "x" },
    { "{" HEAD ",\"entries\":[]}", "sources", "has to be an object", NULL },
    { "{" HEAD "," SOURCES "}", "entries", "has to be a list", NULL },
    { "{" HEAD "," SOURCES ",\"entries\":{}}", "entries", "has to be a list", NULL },
    { DOSSIER("7"), "entries[0]", "has to be an object", NULL },
    /* sources */
    { SOURCED("{\"A\":{\"title\":" TEXT_EN "}}"), "sources.A",
      "has to be 1 to 64 of a-z, 0-9 and -", "A" },
    { SOURCED("{\"a\":7}"), "sources.a", "has to be an object", NULL },
    { SOURCED("{\"a\":{}}"), "sources.a.title", "is missing", NULL },
    { SOURCED("{\"a\":{\"title\":" TEXT_EN ",\"x\":1}}"), "sources.a.x", "is not known here",
      NULL },
    { SOURCED("{\"a\":{\"title\":" TEXT_EN ",\"address\":\"ftp://a.eu\"}}"), "sources.a.address",
      "is no address of http or https", "ftp://a.eu" },
    { SOURCED("{\"a\":{\"title\":" TEXT_EN ",\"address\":\"https://a.eu/ b\"}}"),
      "sources.a.address", "is no address of http or https", "https://a.eu/ b" },
    { SOURCED("{\"a\":{\"title\":" TEXT_EN ",\"address\":\"javascript:alert(1)\"}}"),
      "sources.a.address", "is no address of http or https", "javascript:alert(1)" },
    { SOURCED("{\"a\":{\"title\":" TEXT_EN ",\"address\":\"https://\"}}"), "sources.a.address",
      "is no address of http or https", "https://" },
    /* what all entries have */
    { DOSSIER("{}"), "kind", "is missing", NULL },
    { ENTRY("wine", ""), "kind", "is no kind of entry", "wine" },
    { DOSSIER("{\"kind\":\"fact\"}"), "key", "is missing", NULL },
    { DOSSIER("{\"kind\":\"fact\",\"key\":\"One\"}"), "key", "has to be 1 to 64 of a-z, 0-9 and -",
      "One" },
    { DOSSIER("{\"kind\":\"fact\",\"key\":\"one\"}"), "date", "is missing", NULL },
    { DATED("\"date\":\"2024-13\""), "date", "is no date", "2024-13" },
    { DATED("\"date\":2024"), "date", "has to be a text", NULL },
    { DATED("\"date\":\"2024-05-02\",\"until\":\"2024-05-01\""), "until", "stands before the date",
      NULL },
    { DATED("\"date\":\"2024-05\",\"time\":\"10:00\""), "time", "wants a date that is a day",
      NULL },
    { DATED("\"date\":\"2024-05-01\",\"until\":\"2024-06\",\"time\":\"10:00\""), "time",
      "wants a date that is a day", NULL },
    { DATED("\"date\":\"2024-05-01\",\"time\":\"24:00\""), "time",
      "is no time of day; write one like 18:00", "24:00" },
    { DATED("\"date\":\"2024-05-01\",\"time\":\"1:00\""), "time",
      "is no time of day; write one like 18:00", "1:00" },
    { DATED("\"date\":\"2024-05-01\",\"zone\":\"Europe/Paris\""), "zone", "wants a time", NULL },
    { DATED("\"date\":\"2024-05-01\",\"time\":\"10:00\",\"zone\":\"../etc\""), "zone",
      "is no time zone", "../etc" },
    { DATED("\"date\":\"2024\",\"about\":1"), "about", "has to be true or false", NULL },
    { DOSSIER("{\"kind\":\"fact\",\"key\":\"one\",\"date\":\"2024\",\"title\":" TEXT_EN
              ",\"text\":" TEXT_EN "}"),
      "sources", "is missing", NULL },
    { DOSSIER("{\"kind\":\"fact\",\"key\":\"one\",\"date\":\"2024\",\"title\":" TEXT_EN
              ",\"text\":" TEXT_EN ",\"sources\":[]}"),
      "sources", "has to be a list with something in it", NULL },
    { DOSSIER("{\"kind\":\"fact\",\"key\":\"one\",\"date\":\"2024\",\"title\":" TEXT_EN
              ",\"text\":" TEXT_EN ",\"sources\":[{\"source\":\"x\",\"confidence\":\"primary\"}]}"),
      "sources[0].source", "names no source of this part", "x" },
    { DOSSIER("{\"kind\":\"fact\",\"key\":\"one\",\"date\":\"2024\",\"title\":" TEXT_EN
              ",\"text\":" TEXT_EN ",\"sources\":[{\"source\":\"page\",\"confidence\":\"sure\"}]}"),
      "sources[0].confidence", "is none of the words for it", "sure" },
    { DOSSIER("{\"kind\":\"fact\",\"key\":\"one\",\"date\":\"2024\",\"title\":" TEXT_EN
              ",\"text\":" TEXT_EN ",\"sources\":[\"page\"]}"),
      "sources[0]", "has to be an object", NULL },
    { FACT("\"step\":\"call\","), "step", "is not known here", NULL },
    { FACT("\"wine\":1,"), "wine", "is not known here", NULL },
    { FACT("\"figures\":{},"), "figures", "has to be a list", NULL },
    { FIGURE(""), "figures[0].value", "is missing", NULL },
    { FIGURE("\"value\":-1,"), "figures[0].value", "is a number out of bounds", "-1" },
    { FIGURE("\"value\":1.5,"), "figures[0].value", "has to be a whole number", NULL },
    { FIGURE("\"value\":9007199254740992,"), "figures[0].value", "is a number out of bounds",
      "9007199254740992" },
    /* texts */
    { ENTRY("fact", "\"title\":\"Words\",\"text\":" TEXT_EN ","), "title",
      "has to be an object of language and text", NULL },
    { ENTRY("fact", "\"title\":{\"en\":\"\"},\"text\":" TEXT_EN ","), "title",
      "is empty in a language", "en" },
    { ENTRY("fact", "\"title\":{\"en\":\"a\",\"fr\":\" \"},\"text\":" TEXT_EN ","), "title",
      "is empty in a language", "fr" },
    { ENTRY("fact", "\"title\":{\"en\":\"a\\nb\"},\"text\":" TEXT_EN ","), "title",
      "has to be one paragraph, without line ends or tabs", "en" },
    { ENTRY("fact", "\"title\":{\"en\":7},\"text\":" TEXT_EN ","), "title",
      "has to be a text in each language", "en" },
    { ENTRY("fact", "\"title\":{\"9\":\"a\"},\"text\":" TEXT_EN ","), "title",
      "has what is no tag of a language", "9" },
    /* kinds */
    { ENTRY("fact", "\"title\":" TEXT_EN ","), "text", "is missing", NULL },
    { ENTRY("step", "\"title\":" TEXT_EN ",\"step\":\"party\","), "step",
      "is none of the words for it", "party" },
    { ENTRY("round", "\"title\":" TEXT_EN ",\"cycle\":100,"), "cycle", "is a number out of bounds",
      "100" },
    { ENTRY("round", "\"title\":" TEXT_EN ",\"version\":\"a b\","), "version",
      "is no label of a version", "a b" },
    { ENTRY("appointment", "\"role\":\"chair\",\"person\":\"\","), "person",
      "has to be one line of 1 to 200 bytes", "" },
    { ENTRY("signatory", "\"party\":\"A\",\"state\":\"signed\",\"chapters\":[\"x\"],"),
      "chapters[0]", "is no lasting id", "x" },
    { ENTRY("signatory", "\"party\":\"A\",\"state\":\"signed\",\"chapters\":[7],"), "chapters[0]",
      "has to be a text", NULL },
    { NAMES(""), "names", "has to be a list with something in it", NULL },
    { NAMES(NAME("2025") "," NAME("2024")), "names[1].date",
      "stands before that of the name before", NULL },
    { NAMES("{\"date\":\"2025\"}"), "names[0].name", "is missing", NULL },
    { NAMES("{\"date\":\"2025\",\"until\":\"2024\",\"name\":" TEXT_EN "}"), "names[0].until",
      "stands before the date", NULL },
    { ENTRY("duty", "\"provision\":\"k3v7q0m2a9\",\"addressees\":[],"), "addressees",
      "has to be a list with something in it", NULL },
    { ENTRY("duty", "\"addressees\":[\"all\"],"), "provision", "is missing", NULL },
    { DUTY("\"articles\":[{\"act\":\"ai-act\"}],"), "articles[0].article", "is missing", NULL },
    { TERM("deadline", "sample", ""), "terms[0].unit", "has to be one of time", "sample" },
    { TERM("number", "day", ""), "terms[0].unit", "has to be one that counts", "day" },
    { TERM("wish", "day", ""), "terms[0].type", "is none of the words for it", "wish" },
    { TERM("deadline", "day", ",\"direction\":\"before\""), "terms[0].direction",
      "wants the field 'from'", NULL },
    { TERM("deadline", "day", ",\"direction\":\"aside\""), "terms[0].direction",
      "is none of the words for it", "aside" },
    { TERM("deadline", "day", ",\"when\":1"), "terms[0].when", "is not known here", NULL },
    { DOSSIER(STEP("one", "2024", "") "," STEP("one", "2025", "")), "key",
      "stands in the file twice", "one" },
};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        PX_AUTO_DOSSIER_FILE px_dossier_file file;
        px_error err = PX_ERROR_INIT;
        int rc =
            px_dossier_file_read(px_str_of(bad[i].json), "f", arena, PX_STR("en"), &file, &err);

        if (rc != -(int)PX_ERR_INVALID)
            print_error("row %zu: %d\n%s\n", i, rc, bad[i].json);
        assert_int_equal(rc, -(int)PX_ERR_INVALID);
        assert_string_equal(px_error_arg(&err, "file"), "f");
        if (!bad[i].field)
            continue;
        assert_string_equal(px_error_arg(&err, "field"), bad[i].field);
        assert_string_equal(px_error_arg(&err, "reason"), bad[i].reason);
        if (bad[i].value)
            assert_string_equal(px_error_arg(&err, "value"), bad[i].value);
    }
}

static void test_not_json(void **state)
{
    static const char *const texts[] = {
        "", "{", "{\"dossier\":1,\"dossier\":1}", "{\"dossier\":\"\\u0000\"}", "\xff",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        PX_AUTO_DOSSIER_FILE px_dossier_file file;
        px_error err = PX_ERROR_INIT;

        assert_fails(
            px_dossier_file_read(px_str_of(texts[i]), "f", arena, PX_STR("en"), &file, &err),
            PX_ERR_MALFORMED);
    }
}

/* Reads a file with so many sources and entries. */
static int read_many(size_t sources, size_t entries, size_t *ret_count)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(8 * 1024 * 1024);
    PX_AUTO_DOSSIER_FILE px_dossier_file file;
    px_error err = PX_ERROR_INIT;
    int rc;

    px_builder_add(&text, "{" HEAD ",\"sources\":{\"page\":{\"title\":{\"en\":\"The page\"}}");
    for (size_t i = 1; i < sources; i++)
        px_builder_format(&text, ",\"s%zu\":{\"title\":{\"en\":\"One\"}}", i);
    px_builder_add(&text, "},\"entries\":[");
    for (size_t i = 0; i < entries; i++) {
        px_builder_format(&text, "%s{\"kind\":\"category\",\"key\":\"k%zu\",", i ? "," : "", i);
        px_builder_add(&text, "\"date\":\"2024\",\"title\":{\"en\":\"One\"}," CITED "}");
    }
    px_builder_add(&text, "]}");
    rc = px_dossier_file_read(px_builder_view(&text), "f", arena, PX_STR("en"), &file, &err);
    *ret_count = file.count;
    return rc;
}

static void test_bounds(void **state)
{
    PX_AUTO_FREE char *large = px_alloc(PX_DOSSIER_MAX_BYTES + 2);
    PX_AUTO_DOSSIER_FILE px_dossier_file file;
    px_error err = PX_ERROR_INIT;
    size_t count;

    (void)state;
    assert_int_equal(read_many(PX_DOSSIER_MAX_SOURCES, PX_DOSSIER_MAX_ENTRIES, &count), 0);
    assert_int_equal(count, PX_DOSSIER_MAX_ENTRIES);
    assert_fails(read_many(1, PX_DOSSIER_MAX_ENTRIES + 1, &count), PX_ERR_TOO_LARGE);
    assert_fails(read_many(PX_DOSSIER_MAX_SOURCES + 1, 1, &count), PX_ERR_TOO_LARGE);
    memset(large, ' ', PX_DOSSIER_MAX_BYTES + 1);
    assert_fails(px_dossier_file_read(px_str_n(large, PX_DOSSIER_MAX_BYTES + 1), "f", arena,
                                      PX_STR("en"), &file, &err),
                 PX_ERR_TOO_LARGE);
}

/* One text of 16 KiB is taken, a longer one is not. */
static void test_long_text(void **state)
{
    (void)state;
    for (size_t len = PX_DOSSIER_MAX_TEXT; len <= PX_DOSSIER_MAX_TEXT + 1; len++) {
        PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1 << 16);
        PX_AUTO_DOSSIER_FILE px_dossier_file file;
        px_error err = PX_ERROR_INIT;
        int rc;

        px_builder_add(&text, "{" HEAD "," SOURCES ",\"code_title\":{\"en\":\"");
        for (size_t i = 0; i < len; i++)
            px_builder_char(&text, 'a');
        px_builder_add(&text, "\"},\"entries\":[]}");
        rc = px_dossier_file_read(px_builder_view(&text), "f", arena, PX_STR("en"), &file, &err);
        assert_int_equal(rc, len > PX_DOSSIER_MAX_TEXT ? -(int)PX_ERR_INVALID : 0);
    }
}

/* Every kind with all of its fields. */
static void test_good(void **state)
{
    static const char text[] =
        "{" HEAD "," SOURCES ",\"code_title\":{\"en\":\"A\",\"fr\":\"B\"},\"entries\":[" STEP(
            "a", "2024-W01",
            "\"cycle\":2,\"version\":\"draft-1\",\"round\":\"b\","
            "\"text\":" TEXT_EN
            ",") ",{\"kind\":\"round\",\"key\":\"b\",\"date\":\"2024-05-01\",\"until\":\"2024-05-"
                 "09\","
                 "\"time\":\"00:30\",\"zone\":\"America/Argentina/"
                 "Salta\",\"about\":true,\"title\":" TEXT_EN "," CITED "}"
                 ",{\"kind\":\"group\",\"key\":\"c\",\"date\":\"2024\",\"number\":3,\"names\":"
                 "[" NAME("2024") "," NAME(
                     "2024") "],\"chapters\":[\"k3v7q0m2a9\"]," CITED "}"
                             ",{\"kind\":\"appointment\",\"key\":\"d\",\"date\":\"2024\","
                             "\"person\":\"Ada\","
                             "\"role\":\"vice-chair\",\"group\":\"c\",\"subject\":" TEXT_EN
                             "," CITED "}"
                             ",{\"kind\":\"criticism\",\"key\":\"e\",\"date\":\"2024\","
                             "\"by\":" TEXT_EN ",\"title\":" TEXT_EN ",\"answer\":" TEXT_EN
                             "," CITED "}"
                             ",{\"kind\":\"signatory\",\"key\":\"f\",\"date\":\"2024\",\"party\":"
                             "\"Ada\","
                             "\"state\":\"refused\"," CITED "}"
                             ",{\"kind\":\"risk\",\"key\":\"g\",\"date\":\"2024\","
                             "\"title\":" TEXT_EN ",\"text\":" TEXT_EN
                             ",\"provision\":\"k3v7q0m2a9\"," CITED "}"
                             ",{\"kind\":\"duty\",\"key\":\"h\",\"date\":\"2024\",\"provision\":"
                             "\"k3v7q0m2a9\","
                             "\"addressees\":[\"x\",\"y\"],\"articles\":[{\"act\":\"ai-act\","
                             "\"article\":\"53(1)(a)\"}],"
                             "\"terms\":[{\"type\":\"deadline\",\"value\":5,\"unit\":\"day\","
                             "\"relation\":\"within\","
                             "\"what\":" TEXT_EN ",\"from\":" TEXT_EN
                             ",\"direction\":\"before\",\"unless\":" TEXT_EN
                             "}],\"figures\":[]," CITED "}]}";
    PX_AUTO_DOSSIER_FILE px_dossier_file file;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_dossier_file_read(px_str_of(text), "f", arena, PX_STR("en"), &file, &err), &err);
    assert_int_equal(file.n_titles, 2);
    assert_int_equal(file.count, 8);
    assert_int_equal(file.entries[0].cycle, 2);
    assert_str(file.entries[0].round, "b");
    assert_int_equal(file.entries[1].when.minute, 30);
    assert_true(file.entries[1].when.about);
    assert_str(file.entries[1].when.zone, "America/Argentina/Salta");
    assert_int_equal(file.entries[2].n_names, 2);
    assert_int_equal(file.entries[2].names[1].when.minute, -1);
    assert_str(file.entries[2].chapters[0], "k3v7q0m2a9");
    assert_string_equal(file.entries[3].word->name, "vice-chair");
    assert_string_equal(file.entries[5].word->name, "refused");
    assert_int_equal(file.entries[7].n_addressees, 2);
    assert_str(file.entries[7].addressees[1], "y");
    assert_str(file.entries[7].articles[0].article, "53(1)(a)");
    assert_true(file.entries[7].terms[0].before);
    assert_int_equal(file.entries[7].when.minute, -1);
}

static px_dossier_text title_in(const char *titles, const char *language)
{
    px_dossier_file file;
    px_error err = PX_ERROR_INIT;
    px_dossier_text title;

    assert_ok(px_dossier_file_read(
                  px_str_of(px_arena_format(arena, ENTRY("category", "\"title\":%s,"), titles)),
                  "f", arena, px_str_of(language), &file, &err),
              &err);
    title = file.entries[0].title;
    px_dossier_file_free(&file);
    return title;
}

/* The language asked for, else its first part, else English, else the first by its tag. */
static void test_languages(void **state)
{
    static const struct {
        const char *titles, *asked, *value, *language;
    } rows[] = {
        { "{\"en\":\"E\",\"fr\":\"F\"}", "fr", "F", "" },
        { "{\"en\":\"E\",\"fr\":\"F\"}", "fr-BE", "F", "" },
        { "{\"fr-BE\":\"B\",\"fr\":\"F\"}", "fr-BE", "B", "" },
        { "{\"fr\":\"F\",\"en\":\"E\"}", "de", "E", "en" },
        { "{\"fr\":\"F\",\"bg\":\"B\"}", "de", "B", "bg" },
        { "{\"fr\":\"F\"}", "", "F", "fr" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        px_dossier_text title = title_in(rows[i].titles, rows[i].asked);

        assert_str(title.value, rows[i].value);
        assert_str(title.language, rows[i].language);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad),    cmocka_unit_test(test_not_json),
        cmocka_unit_test(test_bounds), cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_good),   cmocka_unit_test(test_languages),
    };

    return cmocka_run_group_tests(tests, make, end);
}
