/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/form_deed.h"

#include "base/banned.h"

static const char *deed_field(const px_form *form, const px_error *why)
{
    const char *field = px_error_arg(why, "field");

    for (size_t i = 0; field && i < form->n_entries; i++)
        if (strcmp(form->entries[i].field->name, field) == 0)
            return field;
    return NULL;
}

static int deed_end(px_form *form, int rc, const px_error *why, bool *ret_done, px_error *err)
{
    if (rc >= 0) {
        *ret_done = true;
        return 0;
    }
    if (!px_form_refuse(form, deed_field(form, why), why)) {
        *err = *why;
        return rc;
    }
    *ret_done = false;
    return 0;
}

int px_form_deed(px_form *form, px_write_fn *deed, void *arg, bool *ret_done, px_error *err)
{
    px_error why = PX_ERROR_INIT;

    return deed_end(form, px_house_write(form->request->house, deed, arg, &why), &why, ret_done,
                    err);
}

int px_form_deed_try(px_form *form, px_write_fn *deed, void *arg, bool *ret_done, px_error *err)
{
    px_error why = PX_ERROR_INIT;

    return deed_end(form, px_house_try(form->request->house, deed, arg, &why), &why, ret_done, err);
}

const char *px_form_author(const px_request *request)
{
    return px_arena_cstr(request->arena, request->session.who.id);
}

static px_str deed_text(const px_form *form, const char *name)
{
    for (size_t i = 0; i < form->n_entries; i++)
        if (strcmp(form->entries[i].field->name, name) == 0)
            return form->entries[i].text;
    return PX_STR_NONE;
}

px_plan_text *px_form_texts(const px_form *form, size_t *ret_count)
{
    px_arena *arena = form->request->arena;
    px_plan_text *texts = px_arena_array(arena, PX_PLAN_LANGUAGES_MAX, sizeof(*texts));
    size_t n = 0;

    for (size_t i = 0; i < PX_PLAN_LANGUAGES_MAX && px_language_at(i); i++) {
        const char *tag = px_language_tag(px_language_at(i));
        px_str title = deed_text(form, px_arena_format(arena, "title-%s", tag));

        if (title.len)
            texts[n++] = (px_plan_text){
                .language = px_str_of(tag),
                .title = title,
                .text = deed_text(form, px_arena_format(arena, "text-%s", tag)),
            };
    }
    *ret_count = n;
    return texts;
}
