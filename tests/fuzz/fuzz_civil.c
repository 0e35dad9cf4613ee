/* SPDX-License-Identifier: EUPL-1.2 */
/* RFC 3339 instants and dates: what is accepted, printed and read again, is the same. */
#include "base/civil.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64);
    px_str s = px_str_n((const char *)data, size);
    px_time t, again;
    px_civil c;

    if (px_time_parse(s, &t, NULL) == 0) {
        px_time_format(&text, t);
        demand(px_time_parse(px_builder_view(&text), &again, NULL) == 0);
        demand(again == t);
    }
    if (px_date_parse(s, &c, NULL) == 0) {
        px_builder_clear(&text);
        px_builder_format(&text, "%04d-%02d-%02d", c.year, c.month, c.day);
        demand(px_str_eq(px_builder_view(&text), s));
    }
    return 0;
}
