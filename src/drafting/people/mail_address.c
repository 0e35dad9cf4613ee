/* SPDX-License-Identifier: EUPL-1.2 */
#include <utf8proc.h>

#include "base/ascii.h"
#include "code/normal.h"
#include "drafting/people/person.h"

#include "base/banned.h"

enum { LOCAL_MAX = 64, LABEL_MAX = 63 };

/* What RFC 5322 lets stand in an atom, and all beyond ASCII (RFC 6531) but controls. */
static bool local_may_hold(unsigned c)
{
    if (c >= 0x80)
        return c >= 0xa1 && c != 0x2028 && c != 0x2029 && c != 0xfeff;
    return px_is_letter((int)c) || px_is_digit((int)c) ||
           (c && strchr("!#$%&'*+-/=?^_`{|}~.", (int)c));
}

static bool local_is_good(px_str local)
{
    px_str part;

    if (local.len == 0 || local.len > LOCAL_MAX)
        return false;
    for (size_t i = 0, len; i < local.len; i += len)
        if (!local_may_hold(px_utf8_decode(px_str_sub(local, i, local.len), &len)))
            return false;
    while (px_str_split(&local, '.', &part)) /* no dot at an end, nor two in a row */
        if (part.len == 0)
            return false;
    return true;
}

static bool label_is_good(px_str label)
{
    if (label.len == 0 || label.len > LABEL_MAX || label.ptr[0] == '-' ||
        label.ptr[label.len - 1] == '-')
        return false;
    for (size_t i = 0, len; i < label.len; i += len) {
        unsigned c = px_utf8_decode(px_str_sub(label, i, label.len), &len);

        if (c < 0x80 ? !px_is_letter((int)c) && !px_is_digit((int)c) && c != '-'
                     : !local_may_hold(c))
            return false;
    }
    return true;
}

/* A name with a dot: one without is nearly always a slip. */
static bool domain_is_good(px_str domain)
{
    size_t labels = 0;
    bool localhost = px_str_is(domain, "localhost");
    px_str label;

    while (px_str_split(&domain, '.', &label)) {
        if (!label_is_good(label))
            return false;
        labels++;
    }
    return labels > 1 || localhost;
}

static bool address_is_good(px_str address)
{
    size_t at = px_str_find_char(address, '@');

    return at < address.len && local_is_good(px_str_sub(address, 0, at)) &&
           domain_is_good(px_str_sub(address, at + 1, address.len));
}

/* NFC, then small letters, then NFC again, since small letters may combine anew. */
static int address_fold(px_str address, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder nfc = PX_BUILDER_INIT(4096), lower = PX_BUILDER_INIT(4096);
    px_str text;
    int rc = px_text_nfc(&nfc, address, err);

    if (rc < 0)
        return rc;
    text = px_builder_view(&nfc);
    for (size_t i = 0, len; i < text.len; i += len) {
        unsigned c = px_utf8_decode(px_str_sub(text, i, text.len), &len);

        px_builder_utf8(&lower, (unsigned)utf8proc_tolower((utf8proc_int32_t)c));
    }
    return px_text_nfc(out, px_builder_view(&lower), err);
}

int px_mail_address_key(px_arena *arena, px_str address, px_str *ret_key, px_error *err)
{
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(4096);
    px_str trimmed = px_str_trim(address);
    bool good =
        trimmed.len > 0 && trimmed.len <= PX_MAIL_ADDRESS_MAX && px_utf8_valid(trimmed, NULL);
    int rc = good ? address_fold(trimmed, &key, err) : 0;

    if (rc < 0)
        return rc;
    good = good && key.len <= PX_MAIL_ADDRESS_MAX && address_is_good(px_builder_view(&key));
    if (!good)
        return px_fail(err, PX_ERR_INVALID,
                       N_("this is no mail address; it looks like name@example.eu"), "field",
                       "mail", NULL);
    *ret_key = px_arena_str(arena, px_builder_view(&key));
    return 0;
}
