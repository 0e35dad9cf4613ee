/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/digest.h"

#include "base/builder.h"

#include "base/banned.h"

px_digest px_digest_start(void)
{
    px_digest digest = { .context = EVP_MD_CTX_new() };

    if (!digest.context || EVP_DigestInit_ex(digest.context, EVP_sha256(), NULL) != 1)
        px_out_of_memory();
    return digest;
}

void px_digest_add(px_digest *digest, px_str data)
{
    if (data.len > 0 && EVP_DigestUpdate(digest->context, data.ptr, data.len) != 1)
        px_out_of_memory();
}

void px_digest_end(px_digest *digest, char ret_hex[PX_DIGEST_HEX])
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(PX_DIGEST_HEX);
    unsigned char hash[32];

    if (EVP_DigestFinal_ex(digest->context, hash, NULL) != 1)
        px_out_of_memory();
    px_builder_hex(&hex, hash, sizeof(hash));
    memcpy(ret_hex, px_builder_cstr(&hex), PX_DIGEST_HEX);
}

void px_digest_free(px_digest *digest)
{
    EVP_MD_CTX_free(digest->context);
    digest->context = NULL;
}
