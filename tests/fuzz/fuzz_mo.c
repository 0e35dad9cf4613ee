/* SPDX-License-Identifier: EUPL-1.2 */
/* A catalogue that is accepted finds each of its messages, and every form for any number. */
#include <stdint.h>

#include "base/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_entry(const px_catalogue *c, const px_catalogue_entry *entry)
{
    static const unsigned long long numbers[] = { 0, 1, 2, 3, 5, 11, 21, 100, 1000000, ~0ULL };
    const char *one = entry->original.ptr;
    const char *found = px_catalogue_find(c, one);

    demand(found ? found == entry->translation.ptr : !one[0] || !entry->translation.ptr[0]);
    if (strlen(one) == entry->original.len) {
        demand(!px_catalogue_find_plural(c, one, "there is no plural", 2));
        return;
    }
    for (size_t i = 0; i < PX_COUNT(numbers); i++) {
        found = px_catalogue_find_plural(c, one, one + strlen(one) + 1, numbers[i]);
        demand(px_plural_form(&c->plural, numbers[i]) < c->plural.n_forms);
        demand(!found || px_utf8_valid(px_str_of(found), NULL));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_str bytes = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_catalogue catalogue;
    px_plural plural;

    if (px_plural_parse(bytes, &plural, NULL) == 0) /* the rules on their own, too */
        for (unsigned long long n = 0; n < 200; n++)
            demand(px_plural_form(&plural, n) < plural.n_forms);
    if (px_catalogue_parse(bytes, &catalogue, &err) < 0) {
        demand(err.message != NULL);
        return 0;
    }
    for (size_t i = 0; i < catalogue.count; i++)
        check_entry(&catalogue, &catalogue.entries[i]);
    px_catalogue_free(&catalogue);
    return 0;
}
