/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/moment_field.h"

#include "base/number.h"

#include "base/banned.h"

int px_moment_field_hour(const px_form *form, const px_form_entry *entry, px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    px_str text = entry->text;
    long long hour, minute;

    (void)form;
    if (text.len == 5 && text.ptr[2] == ':' &&
        px_parse_int(px_str_sub(text, 0, 2), 0, 23, &hour, &ignored) >= 0 &&
        px_parse_int(px_str_sub(text, 3, 5), 0, 59, &minute, &ignored) >= 0)
        return 0;
    return px_fail(err, PX_ERR_INVALID, N_("'{text}' is no time of day; write one like 18:00"),
                   "text", px_arena_cstr(form->request->arena, text), NULL);
}

px_str px_moment_field_text(px_form *form, const char *day, const char *hour)
{
    px_str date = px_form_text(form, day), time = px_form_text(form, hour);

    if (!date.len) {
        if (time.len)
            px_form_fail(form, day, N_("a time of day needs its day"), NULL);
        return PX_STR_NONE;
    }
    if (!time.len)
        return date;
    return px_str_of(
        px_arena_format(form->request->arena, "%.*sT%.*s", PX_STR_ARG(date), PX_STR_ARG(time)));
}

void px_moment_field_set(px_form *form, const char *day, const char *hour, const px_moment *moment)
{
    if (!moment->civil.ptr)
        return;
    px_form_set(form, day, px_str_sub(moment->civil, 0, 10));
    if (!moment->day_only && !px_str_ends(moment->civil, PX_STR("T23:59:59")))
        px_form_set(form, hour, px_str_sub(moment->civil, 11, 16));
}
