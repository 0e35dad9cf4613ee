/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every parser of base/number.h reads the same bytes: what one accepts must be in its bounds and,
 * written out again, must be read as the same value.
 */
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>

#include "base/builder.h"
#include "base/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_int(px_str s)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64);
    long long value, again;
    px_error err;

    if (px_parse_int(s, LLONG_MIN, LLONG_MAX, &value, &err) < 0) {
        demand(err.code == PX_ERR_INVALID && px_error_arg(&err, "value"));
        return;
    }
    px_builder_int(&text, value);
    demand(px_parse_int(px_builder_view(&text), value, value, &again, NULL) == 0);
    demand(again == value);
}

static void check_real(px_str s)
{
    char text[400];
    double value, again;
    int len;

    if (px_parse_real(s, -DBL_MAX, DBL_MAX, &value, NULL) < 0)
        return;
    demand(isfinite(value));
    len = snprintf(text, sizeof(text), "%.17g", value);
    demand(px_parse_real(px_str_n(text, (size_t)len), -DBL_MAX, DBL_MAX, &again, NULL) == 0);
    demand(again == value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_str s = px_str_n((const char *)data, size);
    unsigned long long bytes;
    unsigned char hash[32];

    check_int(s);
    check_real(s);
    if (px_parse_size(s, &bytes, NULL) == 0)
        demand(size > 0);
    demand(px_parse_hex(s, hash, sizeof(hash), NULL) < 0 || size == 2 * sizeof(hash));
    return 0;
}
