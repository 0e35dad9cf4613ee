/* SPDX-License-Identifier: EUPL-1.2 */
/* How often a person wants what is not urgent, and the link that changes it with one click. */
#include <sodium.h>

#include "base/random.h"
#include "drafting/mail/mail_queue.h"
#include "store/job.h"

#include "base/banned.h"

bool px_mail_wish_is(px_str wish)
{
    return px_str_is(wish, "each") || px_str_is(wish, "daily") || px_str_is(wish, "weekly") ||
           px_str_is(wish, "none");
}

enum { WISH_HEX = 2 * crypto_auth_hmacsha256_BYTES };

static void wish_mac(const px_house *house, px_str person_id, char ret_hex[WISH_HEX + 1])
{
    static const char purpose[] = "praxis/unsubscribe/1"; /* with its NUL: ends the purpose */
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];

    (void)crypto_auth_hmacsha256_init(&state, px_house_web_key(house), 32);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose, sizeof(purpose));
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)person_id.ptr,
                                        person_id.len);
    (void)crypto_auth_hmacsha256_final(&state, mac);
    (void)sodium_bin2hex(ret_hex, WISH_HEX + 1, mac, sizeof(mac));
    sodium_memzero(&state, sizeof(state));
}

px_str px_mail_token(px_arena *arena, const px_house *house, px_str person_id)
{
    char hex[WISH_HEX + 1];

    wish_mac(house, person_id, hex);
    return px_str_of(px_arena_format(arena, "%.*s-%s", PX_STR_ARG(person_id), hex));
}

bool px_mail_token_read(const px_house *house, px_str token, px_str *ret_person_id)
{
    px_str id = px_str_sub(token, 0, PX_PUBLIC_ID_LEN);
    char hex[WISH_HEX + 1];

    if (token.len != PX_PUBLIC_ID_LEN + 1 + WISH_HEX || !px_id_is_public(id) ||
        token.ptr[PX_PUBLIC_ID_LEN] != '-')
        return false;
    wish_mac(house, id, hex);
    if (sodium_memcmp(hex, token.ptr + PX_PUBLIC_ID_LEN + 1, WISH_HEX) != 0)
        return false;
    *ret_person_id = id;
    return true;
}

int px_mail_wish(px_db *db, int64_t person, px_str wish, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (!px_mail_wish_is(wish))
        return px_fail(err, PX_ERR_INVALID,
                       N_("choose how often mails come: each, daily, weekly or none"), "field",
                       "digest", NULL);
    rc = px_query_start(db, "UPDATE person SET digest = ? WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, wish);
    px_query_int(&query, person);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_job_soon(db, PX_MAIL_DIGEST_JOB, err);
}
