/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "web/form.h"
#include "web/multipart.h"

#define TYPE "multipart/form-data; boundary=----b7"
#define PART "------b7\r\n"
#define FIELD(name) PART "Content-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define END "------b7--\r\n"

static px_fields fields;
static px_uploads uploads;

static int parse_n(const char *type, px_str body)
{
    px_error err = PX_ERROR_INIT;
    int rc = px_multipart_parse(arena, px_str_of(type), body, &fields, &uploads, &err);

    assert_true(rc == 0 || err.message);
    return rc;
}

static int parse(const char *body)
{
    return parse_n(TYPE, px_str_of(body));
}

static void reads_fields_and_files(void **state)
{
    (void)state;
    assert_int_equal(
        parse(FIELD("csrf") "abc\r\n" FIELD("text") "one\r\ntwo \xC3\xA9\r\n" FIELD(
            "empty") "\r\n" PART
                     "Content-Disposition: form-data; name=\"paper\"; filename=\"a%22b.txt\"\r\n"
                     "Content-Type: application/pdf\r\n\r\nline\r\n--\r\n----b7\r\n" PART
                     "content-disposition: FORM-DATA; filename=\"\"; name=none\r\n\r\n\r\n" END),
        0);
    assert_int_equal(fields.count, 3);
    assert_str(px_fields_get(&fields, "csrf"), "abc");
    assert_str(px_fields_get(&fields, "text"), "one\ntwo \xC3\xA9");
    assert_str(px_fields_get(&fields, "empty"), "");
    assert_int_equal(uploads.count, 1);
    assert_str(uploads.items[0].field, "paper");
    assert_str(uploads.items[0].name, "ab.txt");
    assert_str(uploads.items[0].bytes, "line\r\n--\r\n----b7");
    assert_int_equal(uploads.items[0].kind, PX_UPLOAD_TEXT);
}

static void an_empty_form_is_one(void **state)
{
    (void)state;
    assert_int_equal(parse(END), 0);
    assert_int_equal(fields.count + uploads.count, 0);
}

static void the_boundary_may_be_quoted(void **state)
{
    (void)state;
    assert_int_equal(parse_n("Multipart/Form-Data; charset=utf-8; BOUNDARY=\"a b'c\"",
                             PX_STR("--a b'c\r\nContent-Disposition: form-data; name=x\r\n\r\n"
                                    "1\r\n--a b'c--")),
                     0);
    assert_str(px_fields_get(&fields, "x"), "1");
}

static void refuses_other_boundaries(void **state)
{
    static const char *const types[] = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=a\"b",
        "multipart/form-data; boundary=\"a",
        "multipart/form-data; boundary=a; boundary=b",
        "multipart/form-data; boundary=\"a \"",
        "multipart/form-data boundary=a",
        "multipart/form-data; boundary="
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(types); i++)
        assert_fails(parse_n(types[i], PX_STR("--a--\r\n")), PX_ERR_MALFORMED);
}

static void refuses_what_is_not_well_formed(void **state)
{
    static const char *const bad[] = {
        "",
        "text before\r\n" END,
        PART,
        "------b7",
        "------b7x\r\n",
        FIELD("a") "never ended",
        FIELD("a") "ended wrongly\r\n------b7-",
        FIELD("a") "x\r\n" END "text behind",
        FIELD("a") "x\n------b7--\r\n",
        FIELD("") "x\r\n" END,
        PART "Content-Type: text/plain\r\n\r\nx\r\n" END,
        PART "Content-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n" END,
        PART "Content-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n" END,
        PART "Content-Disposition: form-data; name=\"a\r\n\r\nx\r\n" END,
        PART "Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''b\r\n\r\nx\r\n" END,
        PART "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; "
             "name=\"b\"\r\n\r\nx\r\n" END,
        PART "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n"
             "\r\neA==\r\n" END,
        PART "Content-Disposition: form-data; name=\"a\"\r\n folded: line\r\n\r\nx\r\n" END,
        PART "Content-Disposition: form-data; name=\"a\"\r\n: x\r\n\r\nx\r\n" END,
        PART "Content-Disposition: form-data; name=\"a\tb\"\r\n\r\nx\r\n" END,
        FIELD("a") "not UTF-8 \xFF\r\n" END,
        FIELD("a") "control \x01\r\n" END,
        FIELD("a") "lone \r return\r\n" END,
        FIELD("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn") "x\r\n" END,
        PART "a:1\r\nb:1\r\nc:1\r\nd:1\r\ne:1\r\nf:1\r\ng:1\r\nh:1\r\nContent-Disposition: "
             "form-data; name=\"a\"\r\n\r\nx\r\n" END,
    };

    (void)state;
    fields.count = 77;
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        if (parse(bad[i]) != -PX_ERR_MALFORMED)
            print_error("taken: %s\n", bad[i]);
        assert_fails(parse(bad[i]), PX_ERR_MALFORMED);
    }
    assert_fails(parse_n(TYPE, PX_STR(FIELD("a") "nul \0\r\n" END)), PX_ERR_MALFORMED);
    assert_int_equal(fields.count, 77);
}

static void bounds_fields_files_and_heads(void **state)
{
    static const char file[] =
        PART "Content-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\nx\r\n";
    px_builder body = PX_BUILDER_INIT(4 << 20);

    (void)state;
    for (int i = 0; i < PX_REQUEST_MAX_FIELDS; i++)
        px_builder_format(&body, FIELD("n%d") "%d\r\n", i, i);
    for (int i = 0; i < PX_UPLOAD_MAX_FILES; i++)
        px_builder_add(&body, file);
    px_builder_add(&body, END);
    assert_int_equal(parse_n(TYPE, px_builder_view(&body)), 0);
    assert_int_equal(fields.count, PX_REQUEST_MAX_FIELDS);
    assert_int_equal(uploads.count, PX_UPLOAD_MAX_FILES);

    px_builder_cut(&body, body.len - strlen(END));
    px_builder_add(&body, file);
    px_builder_add(&body, END);
    assert_fails(parse_n(TYPE, px_builder_view(&body)), PX_ERR_TOO_LARGE);

    px_builder_clear(&body);
    px_builder_add(&body, FIELD("a"));
    while (body.len < PX_REQUEST_MAX_BODY + 100)
        px_builder_add(&body, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    px_builder_add(&body, "\r\n" END);
    assert_fails(parse_n(TYPE, px_builder_view(&body)), PX_ERR_TOO_LARGE);

    px_builder_clear(&body);
    px_builder_add(&body, PART "X: ");
    while (body.len < 5000)
        px_builder_char(&body, 'x');
    px_builder_add(&body, "\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" END);
    assert_fails(parse_n(TYPE, px_builder_view(&body)), PX_ERR_MALFORMED);
    px_builder_free(&body);
}

static void knows_its_type(void **state)
{
    (void)state;
    assert_true(px_multipart_is_type(PX_STR("Multipart/Form-Data ; boundary=x")));
    assert_false(px_multipart_is_type(PX_STR("multipart/form-data2")));
    assert_false(px_multipart_is_type(PX_STR("multipart/mixed; boundary=x")));
    assert_false(px_multipart_is_type(PX_STR_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_fields_and_files),
        cmocka_unit_test(an_empty_form_is_one),
        cmocka_unit_test(the_boundary_may_be_quoted),
        cmocka_unit_test(refuses_other_boundaries),
        cmocka_unit_test(refuses_what_is_not_well_formed),
        cmocka_unit_test(bounds_fields_files_and_heads),
        cmocka_unit_test(knows_its_type),
    };

    return cmocka_run_group_tests(tests, make, end);
}
