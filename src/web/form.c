/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/form.h"

#include "web/url.h"

#include "base/banned.h"

/* One "name=value"; a part without "=" is a name with an empty value. */
static int form_field(px_arena *arena, px_str part, px_field *ret_field, px_error *err)
{
    size_t equals = px_str_find_char(part, '=');
    px_field field;
    int rc = px_url_decode(arena, px_str_sub(part, 0, equals), PX_URL_NAME, &field.name, err);

    if (rc < 0)
        return rc;
    if (field.name.len == 0)
        return px_fail(err, PX_ERR_MALFORMED, N_("the request has a field without a name"), NULL);
    if (field.name.len > PX_FORM_MAX_NAME)
        return px_fail(err, PX_ERR_MALFORMED, N_("the name of a field is too long"), NULL);
    rc = px_url_decode(arena, px_str_sub(part, equals + 1, part.len), PX_URL_VALUE, &field.value,
                       err);
    if (rc < 0)
        return rc;
    *ret_field = field;
    return 0;
}

/* Room for as many fields as there can be, bounded. */
static size_t form_room(px_str text)
{
    size_t parts = 1;

    for (size_t i = 0; i < text.len && parts < PX_REQUEST_MAX_FIELDS; i++)
        parts += text.ptr[i] == '&';
    return parts;
}

int px_form_parse(px_arena *arena, px_str text, px_fields *ret_fields, px_error *err)
{
    px_fields fields = { 0 };
    px_str part;

    if (text.len)
        fields.items = px_arena_array(arena, form_room(text), sizeof(*fields.items));
    while (text.len && px_str_split(&text, '&', &part)) {
        int rc;

        if (part.len == 0)
            continue;
        if (fields.count == PX_REQUEST_MAX_FIELDS)
            return px_fail(err, PX_ERR_MALFORMED, N_("the request has too many fields"), NULL);
        rc = form_field(arena, part, &fields.items[fields.count], err);
        if (rc < 0)
            return rc;
        fields.count++;
    }
    *ret_fields = fields;
    return 0;
}

bool px_form_is_type(px_str content_type)
{
    px_str type = px_str_sub(content_type, 0, px_str_find_char(content_type, ';'));

    return px_str_eq_nocase(px_str_trim(type), PX_STR("application/x-www-form-urlencoded"));
}
