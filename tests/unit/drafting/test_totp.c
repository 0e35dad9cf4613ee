/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/totp.h"
#include "unit/testing.h"

/* RFC 6238, appendix B, for SHA-1; its codes have eight digits, of which these are the last six. */
static void codes_are_those_of_the_standard(void **state)
{
    static const struct {
        int64_t seconds;
        const char *code;
    } vectors[] = {
        { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
        { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
    };
    px_totp_secret secret;
    char code[PX_TOTP_CODE_LEN + 1];

    (void)state;
    memcpy(secret.bytes, "12345678901234567890", sizeof(secret.bytes));
    for (size_t i = 0; i < PX_COUNT(vectors); i++) {
        px_totp_code(&secret, px_totp_step(vectors[i].seconds * 1000), code);
        assert_string_equal(code, vectors[i].code);
    }
}

static void secrets_go_to_base32_and_back(void **state)
{
    px_totp_secret secret, back;
    char text[PX_TOTP_TEXT_LEN + 1];

    (void)state;
    memcpy(secret.bytes, "12345678901234567890", sizeof(secret.bytes));
    px_totp_print(&secret, text);
    assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_true(px_totp_read(px_str_of("gezdgnbvgy3tqojqGEZDGNBVGY3TQOJQ"), &back));
    assert_memory_equal(&secret, &back, sizeof(secret));
    assert_false(px_totp_read(px_str_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ"), &back));
    assert_false(px_totp_read(px_str_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1"), &back));
    for (int i = 0; i < 100; i++) {
        px_totp_make(&secret);
        px_totp_print(&secret, text);
        assert_true(px_totp_read(px_str_of(text), &back));
        assert_memory_equal(&secret, &back, sizeof(secret));
    }
}

static void a_code_holds_a_step_either_way_and_once(void **state)
{
    px_totp_secret secret;
    char code[PX_TOTP_CODE_LEN + 1];
    px_time now = 1700000010000;
    int64_t step, used;

    (void)state;
    px_totp_make(&secret);
    for (int d = -2; d <= 2; d++) {
        px_totp_code(&secret, px_totp_step(now) + d, code);
        assert_int_equal(px_totp_check(&secret, px_str_of(code), now, 0, &used), d >= -1 && d <= 1);
    }
    px_totp_code(&secret, px_totp_step(now), code);
    assert_true(px_totp_check(&secret, px_str_of(code), now, 0, &used));
    assert_int_equal(used, px_totp_step(now));
    assert_false(px_totp_check(&secret, px_str_of(code), now, used, &step));
    assert_false(px_totp_check(&secret, px_str_of(""), now, 0, &step));
    assert_false(px_totp_check(&secret, px_str_of("12345"), now, 0, &step));
    assert_false(px_totp_check(&secret, px_str_of("1234567"), now, 0, &step));
    assert_false(px_totp_check(&secret, px_str_n("abcdef", 6), now, 0, &step));
}

static void recovery_codes_are_read_as_people_type_them(void **state)
{
    char code[PX_RECOVERY_CODE_LEN + 1], one[PX_RECOVERY_CODE_LEN + 1],
        two[PX_RECOVERY_CODE_LEN + 1];

    (void)state;
    px_recovery_make(code);
    assert_int_equal(strlen(code), PX_RECOVERY_CODE_LEN);
    assert_true(px_recovery_read(px_str_of(code), one));
    assert_true(px_recovery_read(px_str_of("ABCD efgh-jkmn pqrs"), two));
    assert_string_equal(two, "abcdefghjkmnpqrs");
    assert_false(px_recovery_read(px_str_of("abcd-efgh-jkmn-pqr"), two));
    assert_false(px_recovery_read(px_str_of("abcd-efgh-jkmn-pqrst"), two));
    assert_false(px_recovery_read(px_str_of("abcd-efgh-jkmn-pq!s"), two));
    assert_false(px_recovery_read(px_str_of(""), two));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_standard),
        cmocka_unit_test(secrets_go_to_base32_and_back),
        cmocka_unit_test(a_code_holds_a_step_either_way_and_once),
        cmocka_unit_test(recovery_codes_are_read_as_people_type_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
