/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "web/form.h"
#include "web/form_field.h"

static int even(const px_form *form, const px_form_entry *entry, px_error *err)
{
    (void)form;
    if (entry->number % 2 == 0)
        return 0;
    return px_fail(err, PX_ERR_INVALID, "'{number}' is odd", "number", entry->text.ptr, NULL);
}

static const px_form_option colours[] = { { "red", "Red" }, { "blue", "Blue", "as the sea" } };

static const px_form_field fields[] = {
    { "part", PX_FORM_PART, "About you", "All of it" },
    { "name", PX_FORM_TEXT, "Name", .required = true, .max = 10, .autocomplete = "name" },
    { "mail", PX_FORM_MAIL, "Mail" },
    { "site", PX_FORM_WEB, "Site" },
    { "text", PX_FORM_LONG, "Text", .max = 20, .language = "fr" },
    { "colour", PX_FORM_SELECT, "Colour", .options = colours, .n_options = 2 },
    { "group", PX_FORM_SEVERAL, "Groups", .max = 2 },
    { "agreed", PX_FORM_CHECK, "I agree", .required = true },
    { "day", PX_FORM_DATE, "Day" },
    { "time", PX_FORM_DATE_TIME, "Time" },
    { "number", PX_FORM_NUMBER, "Number", .min = 1, .max = 99, .check = even },
    { "password", PX_FORM_PASSWORD, "Password" },
    { "paper", PX_FORM_FILE, "Paper", .kinds = PX_UPLOAD_PDF, .max = 2048 },
    { "kept", PX_FORM_HIDDEN },
};

static const px_form_choice groups[] = { { PX_STR_INIT("one"), PX_STR_INIT("One") },
                                         { PX_STR_INIT("two"), PX_STR_INIT("Two") },
                                         { PX_STR_INIT("three"), PX_STR_INIT("Three") } };

static px_request request;
static px_form form;

static bool read_form(const char *body)
{
    px_error err = PX_ERROR_INIT;

    px_arena_reset(arena);
    request = (px_request){ .arena = arena, .language = px_language_english() };
    assert_ok(px_form_parse(arena, px_str_of(body), &request.form, &err), &err);
    px_form_start(&form, &request, fields, PX_COUNT(fields));
    px_form_offer(&form, "group", groups, PX_COUNT(groups));
    return px_form_read(&form);
}

/* What is wrong with the only field that is. */
static px_str refusal(const char *body, const char *name)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(2000), whole = PX_BUILDER_INIT(10000);

    px_builder_format(&whole, "%s%s%s", body, strstr(body, "name=") ? "" : "&name=N",
                      strstr(body, "agreed=") ? "" : "&agreed=1");
    if (read_form(px_builder_cstr(&whole)))
        return PX_STR("");
    assert_int_equal(form.n_errors, 1);
    assert_non_null(px_form_entry_of(&form, name)->error);
    px_error_format(&text, request.language, px_form_entry_of(&form, name)->error);
    return px_arena_str(arena, px_builder_view(&text));
}

static void reads_every_kind(void **state)
{
    (void)state;
    assert_true(read_form("name=+Zo%65%CC%81+&mail=zoe@example.eu&site=https://example.eu/a&"
                          "text=a%0D%0Ab&colour=blue&group=two&group=one&group=two&agreed=1&"
                          "day=2026-11-30&time=2026-11-30T23:59&number=42&password=+x+&kept=+k"));
    assert_str(px_form_text(&form, "name"), "Zo\xC3\xA9");
    assert_str(px_form_text(&form, "mail"), "zoe@example.eu");
    assert_str(px_form_text(&form, "text"), "a\nb");
    assert_str(px_form_text(&form, "colour"), "blue");
    assert_int_equal(px_form_entry_of(&form, "group")->n_several, 2);
    assert_str(px_form_entry_of(&form, "group")->several[1], "one");
    assert_true(px_form_checked(&form, "agreed"));
    assert_int_equal(px_form_entry_of(&form, "day")->civil.day, 30);
    assert_int_equal(px_form_entry_of(&form, "time")->civil.hour, 23);
    assert_int_equal(px_form_entry_of(&form, "time")->civil.minute, 59);
    assert_int_equal(px_form_number(&form, "number"), 42);
    assert_str(px_form_text(&form, "password"), " x ");
    assert_str(px_form_text(&form, "kept"), " k");
    assert_false(px_form_has(&form, "paper"));
}

static void what_may_be_missing_may_be(void **state)
{
    (void)state;
    assert_true(read_form("name=N&agreed=1"));
    assert_str(px_form_text(&form, "mail"), "");
    assert_false(read_form("name=+&agreed="));
    assert_int_equal(form.n_errors, 2);
    assert_non_null(px_form_entry_of(&form, "name")->error);
    assert_non_null(px_form_entry_of(&form, "agreed")->error);
    assert_str(refusal("name=", "name"), "something is missing here");
    assert_str(refusal("agreed=", "agreed"), "tick this box to go on");
}

static void texts_are_bounded(void **state)
{
    (void)state;
    assert_str(refusal("name=%C3%A91234567890", "name"),
               "this is 11 characters long; shorten it to at most 10");
    assert_str(refusal("text=123456789012345678901", "text"),
               "this is 21 characters long; shorten it to at most 20");
    assert_str(refusal("name=a%0Ab", "name"), "this must be one line, without tabs");
    assert_true(px_str_find(refusal("name=a%E2%80%AEb", "name"), PX_STR("cannot be seen")) < 50);
}

static void addresses_are_checked(void **state)
{
    static const char *const good[] = { "mail=a@b.eu",      "mail=a.b%2Bc@x-y.example.eu",
                                        "mail=%C3%A9@b.eu", "mail=o'neil@b.eu",
                                        "site=http://b.eu", "site=https://b.eu/%C3%A9?q=1" };
    static const char *const bad[] = { "mail=a",          "mail=@b.eu",        "mail=a@",
                                       "mail=a@b",        "mail=a@b..eu",      "mail=a@-b.eu",
                                       "mail=a@b@c.eu",   "mail=a..b@c.eu",    "mail=.a@c.eu",
                                       "mail=a+b@c.eu",   "mail=%3Ca@c.eu%3E", "mail=a,b@c.eu",
                                       "mail=a%09b@c.eu", "site=javascript:1", "site=https://",
                                       "site=b.eu",       "site=https://a+b",  "site=//b.eu" };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(good); i++)
        assert_str(refusal(good[i], "name"), "");
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_true(refusal(bad[i], bad[i][0] == 'm' ? "mail" : "site").len > 0);
}

static void choices_must_be_offered(void **state)
{
    (void)state;
    assert_str(refusal("colour=green", "colour"), "this choice is not offered; choose another one");
    assert_str(refusal("group=four", "group"), "this choice is not offered; choose another one");
    assert_str(refusal("group=one&group=two&group=three", "group"), "choose at most 2 of these");
}

static void numbers_and_dates_are_checked(void **state)
{
    static const char *const bad[][2] = {
        { "number=0", "number" },
        { "number=100", "number" },
        { "number=1e1", "number" },
        { "number=3", "number" },
        { "day=30.11.2026", "day" },
        { "day=2026-02-29", "day" },
        { "day=2026-11-30T23:59", "day" },
        { "time=2026-11-30", "time" },
        { "time=2026-11-30T24:00", "time" },
        { "time=2026-11-30T23:60", "time" },
        { "time=2026-11-30T23-59", "time" },
        { "time=2026-11-30T23:59:60", "time" },
        { "time=2026-11-30T2a:59", "time" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_true(refusal(bad[i][0], bad[i][1]).len > 0);
    assert_str(refusal("number=7", "number"), "'7' is odd");
    assert_str(refusal("time=2026-11-30+23:59:59", "name"), "");
}

static void files_are_checked(void **state)
{
    px_upload upload = { PX_STR("paper"), PX_STR("a.pdf"), PX_STR("MZ"), PX_UPLOAD_UNKNOWN };

    (void)state;
    assert_true(read_form("name=N&agreed=1"));
    request.uploads = (px_uploads){ &upload, 1 };
    assert_false(px_form_read(&form));
    assert_non_null(px_form_entry_of(&form, "paper")->error);
    assert_true(read_form("name=N&agreed=1"));
    upload.kind = PX_UPLOAD_PDF;
    request.uploads = (px_uploads){ &upload, 1 };
    assert_true(px_form_read(&form));
    assert_ptr_equal(px_form_entry_of(&form, "paper")->upload, &upload);
    upload.bytes.len = 2049;
    assert_false(px_form_read(&form));
}

static void the_house_can_refuse(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_true(read_form("name=N&agreed=1"));
    (void)px_fail(&err, PX_ERR_IO, "cannot read", NULL);
    assert_false(px_form_refuse(&form, NULL, &err));
    assert_true(px_form_is_valid(&form));
    (void)px_fail(&err, PX_ERR_EXISTS, "there is one already", NULL);
    assert_true(px_form_refuse(&form, NULL, &err));
    assert_non_null(form.common);
    px_form_fail(&form, "name", "'{name}' is taken", "name", "N", NULL);
    px_form_fail(&form, "name", "a second refusal", NULL);
    assert_int_equal(form.n_errors, 2);
    assert_string_equal(px_error_arg(px_form_entry_of(&form, "name")->error, "name"), "N");
}

static void a_form_can_be_filled_before(void **state)
{
    (void)state;
    request = (px_request){ .arena = arena, .language = px_language_english() };
    px_form_start(&form, &request, fields, PX_COUNT(fields));
    px_form_set(&form, "name", PX_STR("N"));
    px_form_set(&form, "group", PX_STR("one"));
    px_form_set(&form, "agreed", PX_STR("1"));
    px_form_set(&form, "day", PX_STR("2026-11-30"));
    px_form_set(&form, "time", PX_STR("2026-11-30T09:05"));
    assert_str(px_form_text(&form, "name"), "N");
    assert_str(px_form_text(&form, "day"), "2026-11-30");
    assert_str(px_form_text(&form, "time"), "2026-11-30T09:05");
    assert_true(px_form_checked(&form, "agreed"));
    assert_int_equal(px_form_entry_of(&form, "group")->n_several, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind),
        cmocka_unit_test(what_may_be_missing_may_be),
        cmocka_unit_test(texts_are_bounded),
        cmocka_unit_test(addresses_are_checked),
        cmocka_unit_test(choices_must_be_offered),
        cmocka_unit_test(numbers_and_dates_are_checked),
        cmocka_unit_test(files_are_checked),
        cmocka_unit_test(the_house_can_refuse),
        cmocka_unit_test(a_form_can_be_filled_before),
    };

    return cmocka_run_group_tests(tests, make, end);
}
