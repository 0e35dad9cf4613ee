/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/password.h"
#include "unit/testing.h"

static const px_str own[] = { PX_STR_INIT("Anna"), PX_STR_INIT("Schmidt"), PX_STR_INIT("example"),
                              PX_STR_INIT("eu") };

static int check(const char *password)
{
    px_error err = PX_ERROR_INIT;
    int rc = px_password_check(px_str_of(password), own, PX_COUNT(own), &err);

    if (rc < 0)
        assert_string_equal(px_error_arg(&err, "field"), "password");
    return rc;
}

static void what_is_guessed_first_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "short",
        "elevenchars",
        "passwordpassword",
        "Password2026!",
        "P4ssw0rd2026",
        "qwertyuiop123",
        "azertyuiop2026",
        "motdepasse1234",
        "letmeinletmein",
        "123456789012",
        "481516234213",
        "111111111111",
        "abababababab",
        "abcdefghijklm",
        "zyxwvutsrqpon",
        "annaschmidt2026",
        "Anna.Schmidt.1",
        "schmidt@example",
        "Winter2026!!",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        if (check(bad[i]) != -(int)PX_ERR_INVALID)
            fail_msg("'%s' was taken", bad[i]);
}

static void others_are_taken(void **state)
{
    static const char *const fine[] = {
        "otter lantern quiet",
        "correct staple lantern otter",
        "xK7#pQ2!vM9z",
        "une loutre dort sous la pluie",
        "\xce\xb2\xce\xb1\xce\xb8\xce\xbc\xcf\x8c\xcf\x82 \xce\xbb\xcf\x8d\xce\xba\xce\xbf\xcf\x82",
        "Anna mag lieber Seerosen",
    };
    char longest[PX_PASSWORD_MAX + 2];

    (void)state;
    for (size_t i = 0; i < PX_COUNT(fine); i++)
        if (check(fine[i]) < 0)
            fail_msg("'%s' was refused", fine[i]);
    for (size_t i = 0; i < sizeof(longest); i++)
        longest[i] = "otrlanequi"[i * 7 % 10];
    longest[PX_PASSWORD_MAX + 1] = '\0';
    assert_fails(check(longest), PX_ERR_INVALID);
    longest[PX_PASSWORD_MAX] = '\0';
    assert_int_equal(check(longest), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_guessed_first_is_refused),
        cmocka_unit_test(others_are_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
