/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/waiting_file.h"

#include <sodium.h>

#include "store/blob.h"

#include "base/banned.h"

enum { CODE_LEN = 32 };

static void waiting_code(const px_request *r, const char *hash, char ret_code[CODE_LEN + 1])
{
    static const char purpose[] = "praxis/import/1";
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];

    (void)crypto_auth_hmacsha256_init(&state, px_house_web_key(r->house), 32);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose, sizeof(purpose));
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)r->session.csrf,
                                        sizeof(r->session.csrf));
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)hash, 64);
    (void)crypto_auth_hmacsha256_final(&state, mac);
    (void)sodium_bin2hex(ret_code, CODE_LEN + 1, mac, CODE_LEN / 2);
}

int px_waiting_file_keep(const px_request *request, px_str bytes, char ret_name[PX_WAITING_LEN + 1],
                         px_error *err)
{
    char hash[65], code[CODE_LEN + 1];
    int rc = px_blob_put(request->house, bytes, hash, err);

    if (rc < 0)
        return rc;
    waiting_code(request, hash, code);
    (void)snprintf(ret_name, PX_WAITING_LEN + 1, "%s-%s", hash, code);
    return 0;
}

static int fail_gone(px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, N_("choose the file again"), NULL);
}

int px_waiting_file_read(const px_request *request, px_str name, size_t max, px_str *ret_bytes,
                         px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    char hash[65], code[CODE_LEN + 1];
    size_t len;
    int rc;

    if (name.len != PX_WAITING_LEN || !px_blob_is_hash(px_str_sub(name, 0, 64)))
        return fail_gone(err);
    (void)snprintf(hash, sizeof(hash), "%.64s", name.ptr);
    waiting_code(request, hash, code);
    if (sodium_memcmp(code, name.ptr + 65, CODE_LEN) != 0)
        return fail_gone(err);
    rc = px_blob_get(request->house, hash, max, &data, &len, err);
    if (rc >= 0)
        *ret_bytes = px_arena_str(request->arena, px_str_n(data, len));
    return rc == -PX_ERR_NOT_FOUND ? fail_gone(err) : rc;
}
