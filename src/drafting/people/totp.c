/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "base/ascii.h"
#include "base/random.h"

#include "base/banned.h"

enum { STEP_MS = 30 * 1000, GROUP = 4, RECOVERY_LETTERS = 16 };

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void px_totp_make(px_totp_secret *ret_secret)
{
    px_random_bytes(ret_secret->bytes, sizeof(ret_secret->bytes));
}

/* 20 bytes are exactly 32 digits: there is no padding. */
void px_totp_print(const px_totp_secret *secret, char ret_text[PX_TOTP_TEXT_LEN + 1])
{
    unsigned long buffer = 0;
    unsigned bits = 0;
    size_t n = 0;

    for (size_t i = 0; i < sizeof(secret->bytes); i++) {
        buffer = (buffer << 8 | secret->bytes[i]) & 0xFFFF;
        for (bits += 8; bits >= 5; bits -= 5)
            ret_text[n++] = base32[buffer >> (bits - 5) & 31];
    }
    ret_text[n] = '\0';
}

static char totp_upper(char c)
{
    return px_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

bool px_totp_read(px_str text, px_totp_secret *ret_secret)
{
    px_totp_secret secret;
    unsigned long buffer = 0;
    unsigned bits = 0;
    size_t n = 0;

    if (text.len != PX_TOTP_TEXT_LEN)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        const char *digit = text.ptr[i] ? strchr(base32, totp_upper(text.ptr[i])) : NULL;

        if (!digit)
            return false;
        buffer = (buffer << 5 | (unsigned long)(digit - base32)) & 0xFFFF;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            secret.bytes[n++] = (unsigned char)(buffer >> bits);
        }
    }
    *ret_secret = secret;
    return true;
}

int64_t px_totp_step(px_time now)
{
    return now / STEP_MS;
}

/* RFC 4226, 5.3: four bytes of the HMAC, at the place that its last digit names. */
void px_totp_code(const px_totp_secret *secret, int64_t step, char ret_code[PX_TOTP_CODE_LEN + 1])
{
    unsigned char counter[8], mac[EVP_MAX_MD_SIZE] = { 0 };
    unsigned len = 0;
    unsigned long value;

    for (size_t i = 0; i < sizeof(counter); i++)
        counter[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
    (void)HMAC(EVP_sha1(), secret->bytes, sizeof(secret->bytes), counter, sizeof(counter), mac,
               &len);
    counter[0] = mac[19] & 15;
    value = (unsigned long)(mac[counter[0]] & 0x7F) << 24 |
            (unsigned long)mac[counter[0] + 1] << 16 | (unsigned long)mac[counter[0] + 2] << 8 |
            mac[counter[0] + 3];
    for (size_t i = PX_TOTP_CODE_LEN; i > 0; i--, value /= 10)
        ret_code[i - 1] = (char)('0' + value % 10);
    ret_code[PX_TOTP_CODE_LEN] = '\0';
}

bool px_totp_check(const px_totp_secret *secret, px_str code, px_time now, int64_t used,
                   int64_t *ret_step)
{
    char typed[PX_TOTP_CODE_LEN], wanted[PX_TOTP_CODE_LEN + 1];
    size_t n = 0;
    bool found = false;

    for (size_t i = 0; i < code.len; i++) {
        if (code.ptr[i] == ' ')
            continue;
        if (n == sizeof(typed))
            return false;
        typed[n++] = code.ptr[i];
    }
    if (n != sizeof(typed))
        return false;
    for (int64_t d = -PX_TOTP_SLACK; d <= PX_TOTP_SLACK; d++) {
        int64_t step = px_totp_step(now) + d;

        px_totp_code(secret, step, wanted);
        if (sodium_memcmp(typed, wanted, sizeof(typed)) == 0 && step > used && !found) {
            *ret_step = step;
            found = true;
        }
    }
    return found;
}

/* Crockford's letters, like the ids that the outside sees. */
void px_recovery_make(char ret_code[PX_RECOVERY_CODE_LEN + 1])
{
    static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
    unsigned char bytes[RECOVERY_LETTERS];
    size_t n = 0;

    px_random_bytes(bytes, sizeof(bytes));
    for (size_t i = 0; i < sizeof(bytes); i++) {
        if (i && i % GROUP == 0)
            ret_code[n++] = '-';
        ret_code[n++] = letters[bytes[i] % 32];
    }
    ret_code[n] = '\0';
}

bool px_recovery_read(px_str typed, char ret_code[PX_RECOVERY_CODE_LEN + 1])
{
    size_t n = 0;

    for (size_t i = 0; i < typed.len; i++) {
        if (typed.ptr[i] == '-' || typed.ptr[i] == ' ')
            continue;
        if (!px_is_alnum(typed.ptr[i]) || n == RECOVERY_LETTERS)
            return false;
        ret_code[n++] = px_lower(typed.ptr[i]);
    }
    ret_code[n] = '\0';
    return n == RECOVERY_LETTERS;
}
