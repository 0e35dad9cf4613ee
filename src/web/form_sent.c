/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/form_sent.h"

#include "base/banned.h"

enum { DIGITS_MAX = 4 };

bool px_form_sent_has(const px_request *request, const char *name, px_str value)
{
    for (size_t i = 0; i < request->form.count; i++)
        if (px_str_is(request->form.items[i].name, name) &&
            px_str_eq(request->form.items[i].value, value))
            return true;
    return false;
}

size_t px_form_sent_all(const px_request *request, const char *name, px_str **ret_values)
{
    px_str *values = px_arena_array(request->arena, request->form.count + 1, sizeof(*values));
    size_t n = 0;

    for (size_t i = 0; i < request->form.count; i++)
        if (px_str_is(request->form.items[i].name, name))
            values[n++] = request->form.items[i].value;
    *ret_values = values;
    return n;
}

long long px_form_sent_number(const px_request *request, const char *name)
{
    px_str value = px_fields_get(&request->query, name);
    long long n = 0;

    if (value.len > DIGITS_MAX)
        return 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return 0;
        n = n * 10 + value.ptr[i] - '0';
    }
    return n;
}
