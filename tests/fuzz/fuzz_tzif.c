/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a time zone file. A zone that the reader takes must answer for every instant, and
 * the local time it shows must lead back to that instant, or to an earlier one that shows the same.
 */
#include "base/civil.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_instant(const px_zone *zone, px_time t)
{
    const char *abbreviation;
    px_civil shown;
    px_civil_fit fit;
    px_time again;
    int offset;
    px_civil c = px_civil_from_time(zone, t, &offset, &abbreviation);

    demand(px_civil_valid(&c));
    demand(strlen(abbreviation) < 256);
    demand(px_civil_resolve(zone, &c, &again, &fit, NULL) == 0);
    demand(fit == PX_CIVIL_UNIQUE ? again == t : fit == PX_CIVIL_FOLDED && again <= t);
    shown = px_civil_from_time(zone, again, NULL, NULL);
    demand(px_civil_to_utc(&shown) == px_civil_to_utc(&c));
    demand(px_civil_deadline(zone, c.year, c.month, c.day, &again, NULL) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_zone *zone;
    px_error err;

    if (px_zone_parse(px_str_n((const char *)data, size), "Fuzz/Zone", &zone, &err) < 0) {
        demand(err.code == PX_ERR_MALFORMED);
        return 0;
    }
    for (px_time second = -62000000000; second < 253400000000; second += 9500000123)
        check_instant(zone, second * 1000);
    for (px_time second = 1764000000; second < 1798000000; second += 1800300)
        check_instant(zone, second * 1000);
    for (px_time second = -4000; second < 4000; second += 500)
        check_instant(zone, second * 1000 + 1);
    px_zone_free(zone);
    return 0;
}
