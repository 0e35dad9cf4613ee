/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/domain.h"

#include <idn2.h>

#include "base/ascii.h"

#include "base/banned.h"

enum { CACHE_ROOM = 1 << 12 }; /* hosts; a power of two */

/* A host as it was written and what came of it. */
typedef struct cached_host {
    unsigned short written_len; /* 0: free */
    unsigned short host_len, domain_at;
    const char *bucket; /* NULL: host and domain_at hold */
    char written[PX_HOST_MAX + 1], host[PX_HOST_MAX + 1];
} cached_host;

struct px_domains {
    const px_suffix_list *list;
    px_suffix_section section;
    cached_host *cache;
};

static const struct {
    const char *key, *title;
} buckets[] = {
    { PX_BUCKET_NONE, N_("(no address)") },
    { PX_BUCKET_OTHER, N_("(not of the web)") },
    { PX_BUCKET_ADDRESS, N_("(numeric addresses)") },
    { PX_BUCKET_BARE, N_("(hosts without a registrable domain)") },
    { PX_BUCKET_INVALID, N_("(not the name of a host)") },
};

const char *px_bucket_title(px_str key)
{
    for (size_t i = 0; i < PX_COUNT(buckets); i++)
        if (px_str_is(key, buckets[i].key))
            return buckets[i].title;
    return NULL;
}

/* ---- The host of an address */

/* Cuts "http://" or "https://" off; true also where there is no scheme at all. */
static bool cut_scheme(px_str *url)
{
    size_t at = px_str_find(*url, PX_STR("://"));
    px_str scheme = px_str_sub(*url, 0, at);

    if (at == url->len)
        return px_str_find_char(*url, '.') < url->len && px_str_find_char(*url, ' ') == url->len &&
               px_str_find_char(*url, '@') == url->len;
    if (!px_str_eq_nocase(scheme, PX_STR("http")) && !px_str_eq_nocase(scheme, PX_STR("https")))
        return false;
    *url = px_str_sub(*url, at + 3, url->len);
    return true;
}

bool px_url_host(px_str url, px_str *ret_host)
{
    size_t end = 0, at;

    if (url.len >= 2 && url.ptr[0] == '<' && url.ptr[url.len - 1] == '>')
        url = px_str_sub(url, 1, url.len - 1);
    if (!cut_scheme(&url))
        return false;
    while (end < url.len && !strchr("/?#\\", url.ptr[end]))
        end++;
    url = px_str_sub(url, 0, end);
    for (at = url.len; at > 0 && url.ptr[at - 1] != '@'; at--)
        ;
    url = px_str_sub(url, at, url.len);
    if (url.len && url.ptr[0] == '[') {
        *ret_host = px_str_sub(url, 0, px_str_find_char(url, ']') + 1);
        return true;
    }
    end = px_str_find_char(url, ':');
    for (at = end + 1; at < url.len; at++)
        if (!px_is_digit(url.ptr[at]))
            return false; /* "mailto:somebody", "a:b" */
    *ret_host = px_str_sub(url, 0, end);
    return true;
}

/* ---- The host in its normal form */

/* Small letters, in ASCII: copy, or what *ret_owned holds, which the caller frees. NULL where it
 * cannot be. */
static const char *to_ascii(px_str written, char copy[PX_HOST_MAX + 1], char **ret_owned)
{
    bool plain = true;

    for (size_t i = 0; i < written.len; i++) {
        copy[i] = px_lower(written.ptr[i]);
        plain = plain && written.ptr[i] > ' ' && written.ptr[i] < 0x7f;
    }
    copy[written.len] = '\0';
    if (plain)
        return copy;
    if (strlen(copy) != written.len ||
        idn2_to_ascii_8z(copy, ret_owned, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) != IDN2_OK)
        return NULL;
    return *ret_owned;
}

/* Whether the character may stand in a host behind the one before it (a point at its head). */
static bool may_follow(char before, char c)
{
    return px_is_alnum(c) || c == '-' || c == '_' || (c == '.' && before != '.');
}

/* Lower case and IDNA; false where it cannot be the name of a host. */
static bool normalise(px_str written, char ret_host[PX_HOST_MAX + 1], size_t *ret_len)
{
    char copy[PX_HOST_MAX + 1];
    PX_AUTO_FREE char *owned = NULL;
    const char *from = to_ascii(written, copy, &owned);
    size_t n = 0;

    for (; from && from[n] && n < PX_HOST_MAX; n++) {
        if (!may_follow(n ? from[n - 1] : '.', from[n]))
            return false;
        ret_host[n] = from[n];
    }
    if (!from || from[n])
        return false;
    if (n > 0 && ret_host[n - 1] == '.')
        n--;
    ret_host[n] = '\0';
    *ret_len = n;
    return n > 0;
}

/* As browsers see it: the last label is a number. */
static bool is_address(px_str host)
{
    size_t at = host.len;

    if (host.len && host.ptr[0] == '[')
        return true;
    while (at > 0 && px_is_digit(host.ptr[at - 1]))
        at--;
    return at < host.len && (at == 0 || host.ptr[at - 1] == '.');
}

static void look_up(const px_domains *d, px_str written, cached_host *c)
{
    px_str trimmed = written;
    size_t len;

    c->bucket = NULL;
    while (trimmed.len && trimmed.ptr[trimmed.len - 1] == '.')
        trimmed.len--;
    if (is_address(trimmed)) {
        c->bucket = PX_BUCKET_ADDRESS;
        return;
    }
    if (!normalise(written, c->host, &len)) {
        c->bucket = PX_BUCKET_INVALID;
        return;
    }
    c->host_len = (unsigned short)len;
    c->domain_at =
        (unsigned short)px_suffix_registrable(d->list, d->section, px_str_n(c->host, len));
    if (c->domain_at == len)
        c->bucket = PX_BUCKET_BARE;
}

px_domains *px_domains_new(const px_suffix_list *list, px_suffix_section section)
{
    px_domains *d = px_alloc(sizeof(*d));

    *d = (px_domains){ list, section, px_alloc_zero(CACHE_ROOM, sizeof(cached_host)) };
    return d;
}

void px_domains_free(px_domains *d)
{
    if (!d)
        return;
    free(d->cache);
    free(d);
}

static px_str bucket(const char *key, px_str *ret_host)
{
    if (ret_host)
        *ret_host = px_str_of(key);
    return px_str_of(key);
}

px_str px_domains_of(px_domains *d, px_str url, px_str *ret_host)
{
    cached_host *c;
    px_str written, host;

    if (!url.ptr || url.len == 0)
        return bucket(PX_BUCKET_NONE, ret_host);
    if (!px_url_host(url, &written))
        return bucket(PX_BUCKET_OTHER, ret_host);
    if (written.len == 0 || written.len > PX_HOST_MAX)
        return bucket(PX_BUCKET_INVALID, ret_host);
    c = &d->cache[px_str_hash(written) & (CACHE_ROOM - 1)];
    if (!px_str_eq(px_str_n(c->written, c->written_len), written)) {
        look_up(d, written, c);
        memcpy(c->written, written.ptr, written.len);
        c->written_len = (unsigned short)written.len;
    }
    if (c->bucket)
        return bucket(c->bucket, ret_host);
    host = px_str_n(c->host, c->host_len);
    if (ret_host)
        *ret_host = host;
    return px_str_sub(host, c->domain_at, host.len);
}
