/* SPDX-License-Identifier: EUPL-1.2 */
/* The bytes of a mail. tests/cli/mail.t has Python's email package read them too. */
#include "unit/testing.h"

#include "drafting/mail/mail_message.h"

static px_mail_message plain(void)
{
    return (px_mail_message){
        .from_name = PX_STR("Code of practice"),
        .from = PX_STR("code@example.eu"),
        .to_name = PX_STR("Anna"),
        .to = PX_STR("anna@example.eu"),
        .subject = PX_STR("A round is open"),
        .body = PX_STR("Hello.\n\nBye."),
        .language = PX_STR("en"),
        .id = PX_STR("abc"),
        .date = 1795910400000, /* 2026-11-29T00:00:00Z */
    };
}

static void print(const px_mail_message *m, px_builder *out)
{
    px_error err = PX_ERROR_INIT;

    px_builder_clear(out);
    assert_ok(px_mail_message_print(m, out, &err), &err);
}

static void a_plain_mail_is_plain(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    px_mail_message m = plain();

    (void)state;
    print(&m, &out);
    assert_str(px_builder_view(&out), "Date: Sun, 29 Nov 2026 00:00:00 +0000\r\n"
                                      "From: \"Code of practice\" <code@example.eu>\r\n"
                                      "To: \"Anna\" <anna@example.eu>\r\n"
                                      "Subject: A round is open\r\n"
                                      "Message-ID: <abc@example.eu>\r\n"
                                      "Content-Language: en\r\n"
                                      "Auto-Submitted: auto-generated\r\n"
                                      "MIME-Version: 1.0\r\n"
                                      "Content-Type: text/plain; charset=UTF-8\r\n"
                                      "Content-Transfer-Encoding: 7bit\r\n"
                                      "\r\n"
                                      "Hello.\r\n\r\nBye.\r\n");
}

static void what_can_be_stopped_says_how(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    px_mail_message m = plain();

    (void)state;
    m.unsubscribe = PX_STR("https://code.example.eu/en/unsubscribe/x");
    m.reply_to = PX_STR("office@example.eu");
    print(&m, &out);
    assert_non_null(strstr(out.ptr, "\r\nList-Unsubscribe:\r\n "
                                    "<https://code.example.eu/en/unsubscribe/x>\r\n"
                                    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    assert_non_null(strstr(out.ptr, "\r\nReply-To: <office@example.eu>\r\n"));
}

/* The lines of the head that begin a header. */
static size_t headers_of(const px_builder *out)
{
    px_str rest = px_builder_view(out), line;
    size_t count = 0;

    while (px_str_line(&rest, &line) && line.len)
        count += line.ptr[0] != ' ';
    return count;
}

static void nothing_adds_a_header(void **state)
{
    static const char evil[] = "x\r\nBcc: evil@example.eu\r\n\r\nbody\rX: y\nZ: w";
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    px_mail_message m = plain();
    px_error err = PX_ERROR_INIT;
    size_t count;

    (void)state;
    print(&m, &out);
    count = headers_of(&out);
    m.subject = m.from_name = m.to_name = px_str_of(evil);
    print(&m, &out);
    assert_int_equal(headers_of(&out), count);
    m = plain();
    for (int i = 0; i < 6; i++) {
        px_mail_message bad = plain();
        px_str *const fields[] = { &bad.from, &bad.to,       &bad.reply_to,
                                   &bad.id,   &bad.language, &bad.unsubscribe };

        *fields[i] = px_str_of(evil);
        assert_fails(px_mail_message_print(&bad, &out, &err), PX_ERR_INVALID);
    }
}

static void a_name_cannot_leave_its_quotes(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    px_mail_message m = plain();

    (void)state;
    m.to_name = PX_STR("A\" <evil@example.eu>, \"\\");
    print(&m, &out);
    assert_non_null(
        strstr(out.ptr, "\r\nTo: \"A\\\" <evil@example.eu>, \\\"\\\\\" <anna@example.eu>\r\n"));
}

static void what_is_not_ascii_is_encoded(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    px_mail_message m = plain();

    (void)state;
    m.subject = PX_STR("Été");
    m.body = PX_STR("Été = 1\nun mot ");
    print(&m, &out);
    assert_non_null(strstr(out.ptr, "\r\nSubject: =?UTF-8?B?w4l0w6k=?=\r\n"));
    assert_non_null(strstr(out.ptr, "Transfer-Encoding: quoted-printable\r\n\r\n"
                                    "=C3=89t=C3=A9 =3D 1\r\nun mot=20\r\n"));
    m.subject = PX_STR("=?UTF-8?B?eA==?=");
    print(&m, &out);
    assert_null(strstr(out.ptr, "Subject: =?UTF-8?B?eA==?=\r\n"));
}

static void lines_are_short_and_end_with_both(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1 << 20);
    px_mail_message m = plain();
    px_str rest, line;

    (void)state;
    for (int i = 0; i < 400; i++)
        px_builder_add(&text, "é« mots »\t\x01 " /* and an address that cannot be broken: */);
    for (int i = 0; i < 400; i++)
        px_builder_add(&text, "x/y");
    m.subject = m.to_name = m.body = px_builder_view(&text);
    print(&m, &out);
    rest = px_builder_view(&out);
    while (px_str_split(&rest, '\n', &line)) {
        assert_true(line.len <= 79);
        if (rest.len)
            assert_true(line.len && line.ptr[line.len - 1] == '\r');
        for (size_t i = 0; i + 1 < line.len; i++)
            assert_true(line.ptr[i] >= ' ' && line.ptr[i] < 0x7f);
    }
}

static void what_is_not_utf8_does_no_harm(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    px_mail_message m = plain();

    (void)state;
    m.subject = m.body = PX_STR("a\xff\xc3z\xe2\x82");
    print(&m, &out);
    assert_non_null(strstr(out.ptr, "\r\nSubject: a??z??\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_mail_is_plain),
        cmocka_unit_test(what_can_be_stopped_says_how),
        cmocka_unit_test(nothing_adds_a_header),
        cmocka_unit_test(a_name_cannot_leave_its_quotes),
        cmocka_unit_test(what_is_not_ascii_is_encoded),
        cmocka_unit_test(lines_are_short_and_end_with_both),
        cmocka_unit_test(what_is_not_utf8_does_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
