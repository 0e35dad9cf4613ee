/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/dossier_read.h"

#include "base/ascii.h"
#include "code/outline.h"

#include "base/banned.h"

static bool is_line(px_str s)
{
    return s.len > 0 && s.len <= 200 && !px_str_has_control(s) && px_str_eq(px_str_trim(s), s);
}

static bool is_name(px_str s, char also)
{
    if (!s.len || s.len > 64 || s.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!px_is_lower(s.ptr[i]) && !px_is_digit(s.ptr[i]) && s.ptr[i] != '-' && s.ptr[i] != also)
            return false;
    return true;
}

static bool is_key(px_str s)
{
    return is_name(s, '-');
}

static bool is_label(px_str s)
{
    return is_name(s, '.');
}

/* Letters, digits, _, +, - in parts set apart by slashes: what px_zone_load takes. */
static bool is_zone(px_str s)
{
    px_str rest = s, part;

    if (!s.len || s.len > 64)
        return false;
    while (px_str_split(&rest, '/', &part)) {
        if (!part.len)
            return false;
        for (size_t i = 0; i < part.len; i++)
            if (!px_is_alnum(part.ptr[i]) && !strchr("_+-", part.ptr[i]))
                return false;
    }
    return true;
}

static bool is_address(px_str s)
{
    size_t scheme = px_str_starts(s, PX_STR("https://")) ? 8 : 7;

    if (scheme == 7 && !px_str_starts(s, PX_STR("http://")))
        return false;
    if (s.len <= scheme || s.len > 2000 || s.ptr[scheme] == '/')
        return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || (unsigned char)s.ptr[i] >= 0x7f ||
            strchr("\"<>\\^`{|}", s.ptr[i]))
            return false;
    return true;
}

static bool is_day(px_str s)
{
    px_dossier_date date;

    return px_dossier_date_parse(s, &date) && date.precision == PX_DOSSIER_DAY;
}

static const struct {
    bool (*holds)(px_str s);
    const char *reason;
} forms[PX_DOSSIER_FORM_COUNT] = {
    [PX_DOSSIER_FORM_LINE] = { is_line, N_("has to be one line of 1 to 200 bytes") },
    [PX_DOSSIER_FORM_KEY] = { is_key, N_("has to be 1 to 64 of a-z, 0-9 and -") },
    [PX_DOSSIER_FORM_REFERENCE] = { is_key, N_("has to be 1 to 64 of a-z, 0-9 and -") },
    [PX_DOSSIER_FORM_LABEL] = { is_label, N_("is no label of a version") },
    [PX_DOSSIER_FORM_LASTING_ID] = { px_lasting_id_valid, N_("is no lasting id") },
    [PX_DOSSIER_FORM_ZONE] = { is_zone, N_("is no time zone") },
    [PX_DOSSIER_FORM_ADDRESS] = { is_address, N_("is no address of http or https") },
    [PX_DOSSIER_FORM_DAY] = { is_day, N_("is no day; write one like 2024-11-14") },
};

int px_dossier_form_check(px_dossier_reader *r, const char *name, px_dossier_form form,
                          px_str value, px_error *err)
{
    return forms[form].holds(value) ? 0 : px_dossier_fail(r, name, forms[form].reason, value, err);
}
