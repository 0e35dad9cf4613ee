/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Codes of an app that a person has beside the first proof: TOTP (RFC 6238) with SHA-1, six digits
 * and steps of 30 s, which every such app knows; and recovery codes for when the app is lost.
 */
#ifndef PX_DRAFTING_PEOPLE_TOTP_H
#define PX_DRAFTING_PEOPLE_TOTP_H

#include "base/civil.h"

enum {
    PX_TOTP_SECRET_LEN = 20,
    PX_TOTP_TEXT_LEN = 32, /* of the secret in base32 (RFC 4648) */
    PX_TOTP_CODE_LEN = 6,
    PX_TOTP_SLACK = 1, /* steps that a clock may be off, either way */
    PX_RECOVERY_CODES = 10,
    PX_RECOVERY_CODE_LEN = 19 /* "abcd-efgh-jkmn-pqrs": 80 random bits */
};

typedef struct px_totp_secret {
    unsigned char bytes[PX_TOTP_SECRET_LEN];
} px_totp_secret;

void px_totp_make(px_totp_secret *ret_secret); /* a new secret */

/* The secret as apps take it, with its NUL; and back: false for what is none. */
void px_totp_print(const px_totp_secret *secret, char ret_text[PX_TOTP_TEXT_LEN + 1]);
bool px_totp_read(px_str text, px_totp_secret *ret_secret);

/* The code of a step, with its NUL; the step of an instant. */
void px_totp_code(const px_totp_secret *secret, int64_t step, char ret_code[PX_TOTP_CODE_LEN + 1]);
int64_t px_totp_step(px_time now);

/* Whether the code is that of now or of a step beside it, behind the last one that was used.
 * Spaces in the code do not count. */
bool px_totp_check(const px_totp_secret *secret, px_str code, px_time now, int64_t used,
                   int64_t *ret_step);

/* A new recovery code, with its NUL. */
void px_recovery_make(char ret_code[PX_RECOVERY_CODE_LEN + 1]);

/* The form in which codes are compared: small letters and digits alone; false for what is none. */
bool px_recovery_read(px_str typed, char ret_code[PX_RECOVERY_CODE_LEN + 1]);

#endif
