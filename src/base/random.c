/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/random.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/banned.h"

static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

static px_random_fn *id_fn;
static void *id_arg;

void px_random_set(px_random_fn *fn, void *arg)
{
    id_fn = fn;
    id_arg = arg;
}

void px_random_bytes(void *ret_bytes, size_t len)
{
    unsigned char *p = ret_bytes;

    while (len > 0) {
        ssize_t n = getrandom(p, len, 0);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            abort(); /* a kernel without the call: going on would give ids that can be guessed */
        p += n;
        len -= (size_t)n;
    }
}

/* One byte a character: the low five bits of a random byte are as random as the byte. */
static void random_id(char *ret_id, size_t len)
{
    unsigned char bytes[PX_PUBLIC_ID_LEN];

    if (id_fn)
        id_fn(id_arg, bytes, len);
    else
        px_random_bytes(bytes, len);
    for (size_t i = 0; i < len; i++)
        ret_id[i] = alphabet[bytes[i] & 31];
    ret_id[len] = '\0';
}

void px_random_lasting_id(char ret_id[PX_LASTING_ID_LEN + 1])
{
    random_id(ret_id, PX_LASTING_ID_LEN);
}

void px_random_public_id(char ret_id[PX_PUBLIC_ID_LEN + 1])
{
    random_id(ret_id, PX_PUBLIC_ID_LEN);
}

bool px_id_is_public(px_str s)
{
    if (s.len != PX_PUBLIC_ID_LEN)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!memchr(alphabet, s.ptr[i], sizeof(alphabet) - 1))
            return false;
    return true;
}
