/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as an address: the domain is the end of the host, and looking again gives the same. */
#include <stdint.h>

#include "corpus/domain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static px_suffix_list *list;
    static px_domains *domains;
    px_str url = px_str_n((const char *)data, size), host, domain;
    char kept[PX_HOST_MAX + 1];
    size_t len;

    if (!list) {
        demand(px_suffix_list_load(NULL, &list, NULL) == 0);
        domains = px_domains_new(list, PX_SUFFIX_ALL);
    }
    domain = px_domains_of(domains, url, &host);
    demand(domain.len > 0 && domain.len <= PX_HOST_MAX && px_str_ends(host, domain));
    len = domain.len;
    memcpy(kept, domain.ptr, len);
    demand(px_str_eq(px_domains_of(domains, url, NULL), px_str_n(kept, len)));
    return 0;
}
