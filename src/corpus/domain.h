/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From an address to the domain that it is counted under.
 *
 * The host is what stands between "//" and the next of / ? # in an http or https address, without
 * user, port, one final dot and <> round the whole, in lower case, in ASCII (IDNA 2008). What has
 * no registrable domain is counted in a bucket of its own, never dropped.
 */
#ifndef PX_CORPUS_DOMAIN_H
#define PX_CORPUS_DOMAIN_H

#include "corpus/suffix.h"

enum { PX_HOST_MAX = 253 };

/* Buckets: their keys cannot be domains. */
#define PX_BUCKET_NONE "*none"       /* no address */
#define PX_BUCKET_OTHER "*other"     /* neither http nor https */
#define PX_BUCKET_ADDRESS "*address" /* the host is an address of IPv4 or IPv6 */
#define PX_BUCKET_BARE "*bare"       /* a public suffix itself, or a name of one label */
#define PX_BUCKET_INVALID "*invalid" /* not the name of a host */

/* The title of a bucket (message id); NULL for a domain. */
const char *px_bucket_title(px_str key);

/* The host as it is written (with capitals, no port); false where the address is not of http or
 * https. An address without "://" is taken as a host, maybe with port and path. */
bool px_url_host(px_str url, px_str *ret_host);

typedef struct px_domains px_domains;

/* Looks up domains by the list, which is borrowed; with a cache of bounded size. For one thread. */
px_domains *px_domains_new(const px_suffix_list *list, px_suffix_section section) PX_MUST_CHECK;
void px_domains_free(px_domains *domains);

/* The registrable domain of the address, or a bucket; valid until the next call. ret_host (may be
 * NULL) gets the host in its normal form; for a bucket the bucket. */
px_str px_domains_of(px_domains *domains, px_str url, px_str *ret_host);

#endif
