/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/password.h"

#include <sodium.h>
#include <stdatomic.h>

#include "base/builder.h"
#include "base/environment.h"
#include "code/normal.h"

#include "base/banned.h"

_Static_assert((int)PX_PASSWORD_HASH_SIZE == (int)crypto_pwhash_STRBYTES, "libsodium's form");

typedef struct password_cost {
    unsigned long long passes;
    size_t memory;
} password_cost;

static atomic_ulong hashings;

/* What a hash costs. The sanitized program, by which no house is served, makes cheap ones where a
 * test asks for them that tries many passwords for the sake of something else. */
static password_cost password_costs(void)
{
#ifdef PX_SANITIZED
    if (px_environment_first((const char *const[]){ "PRAXIS_TEST_CHEAP_PASSWORDS", NULL }))
        return (password_cost){ crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN };
#endif
    return (password_cost){ crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE };
}

unsigned long px_password_hashings(void)
{
    return atomic_load(&hashings);
}

static int password_fail_memory(px_error *err)
{
    return px_fail(err, PX_ERR_BUSY,
                   N_("there is not enough memory to check a password at the moment"), NULL);
}

static int password_normal(px_str password, px_builder *out, px_error *err)
{
    int rc = px_text_nfc(out, password, err);

    return rc < 0 ? rc : px_builder_check(out, err);
}

static void password_forget(px_builder *b)
{
    if (b->ptr)
        sodium_memzero(b->ptr, b->room);
    px_builder_free(b);
}
#define AUTO_FORGET PX_CLEANUP(password_forget)

int px_password_hash(px_str password, char ret_hash[PX_PASSWORD_HASH_SIZE], px_error *err)
{
    AUTO_FORGET px_builder words = PX_BUILDER_INIT(4 * PX_PASSWORD_MAX);
    const password_cost cost = password_costs();
    char hash[PX_PASSWORD_HASH_SIZE];
    int rc = password_normal(password, &words, err);

    if (rc < 0)
        return rc;
    (void)atomic_fetch_add(&hashings, 1);
    if (crypto_pwhash_str(hash, px_builder_cstr(&words), words.len, cost.passes, cost.memory) != 0)
        return password_fail_memory(err);
    memcpy(ret_hash, hash, sizeof(hash));
    return 0;
}

/* A hash that nobody's password has, of the form that costs as much to check as any other. */
static void password_nobody(password_cost cost, char ret_hash[PX_PASSWORD_HASH_SIZE])
{
    (void)snprintf(ret_hash, PX_PASSWORD_HASH_SIZE, "$argon2id$v=19$m=%zu,t=%llu,p=1$%s$%s",
                   cost.memory / 1024, cost.passes, "cHJheGlzIG9mIG5vYm9keQ",
                   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
}

int px_password_verify(px_str hash, px_str password, bool *ret_right, bool *ret_stale,
                       px_error *err)
{
    AUTO_FORGET px_builder words = PX_BUILDER_INIT(4 * PX_PASSWORD_MAX);
    const password_cost cost = password_costs();
    char kept[PX_PASSWORD_HASH_SIZE] = { 0 };
    bool is_kept = hash.len > 0 && hash.len < sizeof(kept), right;
    int rc = password_normal(password, &words, err);

    if (rc < 0)
        return rc;
    if (is_kept)
        memcpy(kept, hash.ptr, hash.len);
    else
        password_nobody(cost, kept);
    (void)atomic_fetch_add(&hashings, 1);
    right = crypto_pwhash_str_verify(kept, px_builder_cstr(&words), words.len) == 0;
    *ret_right = right && is_kept;
    *ret_stale = *ret_right && crypto_pwhash_str_needs_rehash(kept, cost.passes, cost.memory) != 0;
    sodium_memzero(kept, sizeof(kept));
    return 0;
}
