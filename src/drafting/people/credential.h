/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person can prove who they are with: password, second factor, recovery codes. */
#ifndef PX_DRAFTING_PEOPLE_CREDENTIAL_H
#define PX_DRAFTING_PEOPLE_CREDENTIAL_H

#include "drafting/people/password.h"
#include "drafting/people/totp.h"
#include "store/db.h"

typedef struct px_credential {
    px_str password; /* its hash; empty where none is set */
    bool second;     /* codes of an app are asked for */
    px_totp_secret secret;
    int64_t used;    /* the last step of which a code was used */
    size_t recovery; /* recovery codes that are left */
} px_credential;

/* All zero for a person who has none. */
int px_credential_read(px_db *db, px_arena *arena, int64_t person, px_credential *ret_credential,
                       px_error *err) PX_MUST_CHECK;

/* Inside a deed: sets the password by its hash, or takes it away (an empty one). */
int px_credential_set_password(px_db *db, int64_t person, px_str hash, px_error *err) PX_MUST_CHECK;

typedef struct px_recovery_codes {
    char codes[PX_RECOVERY_CODES][PX_RECOVERY_CODE_LEN + 1];
} px_recovery_codes;

/* Inside a deed: turns the second factor on, with the step of the code that proved it and new
 * recovery codes (px_recovery_make) in place of the old ones; or off. */
int px_credential_set_second(px_db *db, int64_t person, const px_totp_secret *secret, int64_t used,
                             const px_recovery_codes *codes, px_error *err) PX_MUST_CHECK;
int px_credential_end_second(px_db *db, int64_t person, px_error *err) PX_MUST_CHECK;

/* Inside a deed: new recovery codes in place of the old ones. */
int px_credential_set_recovery(px_db *db, int64_t person, const px_recovery_codes *codes,
                               px_error *err) PX_MUST_CHECK;

/* Inside a deed: checks a code of the app or a recovery code, and uses it up. INVALID with "field"
 * "code" where it is not right; ret_recovery: it was a recovery code. */
int px_credential_use_code(px_db *db, int64_t person, px_str code, px_time now, bool *ret_recovery,
                           px_error *err) PX_MUST_CHECK;

#endif
