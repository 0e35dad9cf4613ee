/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/person.h"
#include "unit/arena_fixture.h"

static void two_spellings_are_one_address(void **state)
{
    static const char *const same[][2] = {
        { "Anna@Example.EU", "anna@example.eu" },
        { "  anna@example.eu\t", "anna@example.eu" },
        { "E\xcc\x81mile@example.eu", "\xc3\xa9mile@example.eu" }, /* E and an accent of its own */
        { "a.b+c'd@x-y.example", "a.b+c'd@x-y.example" },
        { "root@localhost", "root@localhost" },
        { "\xc3\x9c@B\xc3\xbc"
          "cher.example",
          "\xc3\xbc@b\xc3\xbc"
          "cher.example" },
    };
    px_error err = PX_ERROR_INIT;
    px_str key;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(same); i++) {
        assert_ok(px_mail_address_key(arena, px_str_of(same[i][0]), &key, &err), &err);
        assert_str(key, same[i][1]);
    }
}

static void what_is_no_address_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "anna",
        "@example.eu",
        "anna@",
        "anna@example",
        "anna@@example.eu",
        "anna@exa mple.eu",
        "an na@example.eu",
        "anna@example.eu\r\nBcc: all@example.eu",
        "anna\n@example.eu",
        "anna@example.eu, otto@example.eu",
        "Anna <anna@example.eu>",
        "\"anna\"@example.eu",
        ".anna@example.eu",
        "anna.@example.eu",
        "an..na@example.eu",
        "anna@-example.eu",
        "anna@example-.eu",
        "anna@example..eu",
        "anna@.example.eu",
        "anna@[192.0.2.1]",
        "anna\xff@example.eu",
        "anna\xc2\x85@example.eu",
        "anna\xe2\x80\xa8@example.eu",
    };
    px_error err = PX_ERROR_INIT;
    px_str key;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        if (px_mail_address_key(arena, px_str_of(bad[i]), &key, &err) >= 0)
            print_error("taken: %s\n", bad[i]);
        assert_fails(px_mail_address_key(arena, px_str_of(bad[i]), &key, &err), PX_ERR_INVALID);
        assert_string_equal(px_error_arg(&err, "field"), "mail");
    }
}

static void lengths_are_bounded(void **state)
{
    char address[400];
    px_error err = PX_ERROR_INIT;
    px_str key;

    (void)state;
    memset(address, 'a', sizeof(address));
    memcpy(address + 64, "@example.eu", 11);
    assert_ok(px_mail_address_key(arena, px_str_n(address, 75), &key, &err), &err);
    memset(address, 'a', sizeof(address));
    memcpy(address + 65, "@example.eu", 11);
    assert_fails(px_mail_address_key(arena, px_str_n(address, 76), &key, &err), PX_ERR_INVALID);
    memset(address, 'a', sizeof(address));
    address[1] = '@';
    for (size_t i = 60; i < sizeof(address); i += 60)
        address[i] = '.';
    assert_ok(px_mail_address_key(arena, px_str_n(address, 254), &key, &err), &err);
    assert_fails(px_mail_address_key(arena, px_str_n(address, 255), &key, &err), PX_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_spellings_are_one_address),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(lengths_are_bounded),
    };

    return cmocka_run_group_tests(tests, make, end);
}
