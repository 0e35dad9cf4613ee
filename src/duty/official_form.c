/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/official_form.h"

#include <assert.h>
#include <pthread.h>

#include "base/embedded.h"
#include "base/macro.h"
#include "base/words.h"
#include "duty/official_form_priv.h"

#include "base/banned.h"

enum { FORM_COUNT = 2 };

static px_official_form forms[FORM_COUNT];
static px_arena *forms_arena; /* lasts as long as the program */
static pthread_once_t forms_once = PTHREAD_ONCE_INIT;

static px_str form_file(const char *name)
{
    for (const px_embedded *file = px_embedded_forms; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return px_embedded_str(file);
    return PX_STR("");
}

/* A form of ours that cannot be read would be a mistake of the build, which a test finds. */
static void forms_read(void)
{
    static const char *const names[FORM_COUNT] = { "summary.json", "model.json" };
    px_error err = PX_ERROR_INIT;

    forms_arena = px_arena_new();
    for (size_t i = 0; i < FORM_COUNT; i++) {
        int rc = px_official_form_read(forms_arena, form_file(names[i]), names[i], &forms[i], &err);

        assert(rc == 0);
        (void)rc;
    }
}

const px_official_form *px_official_form_at(size_t index)
{
    (void)pthread_once(&forms_once, forms_read);
    return index < FORM_COUNT ? &forms[index] : NULL;
}

const px_official_form *px_official_form_by_name(px_str name)
{
    const px_official_form *form;

    for (size_t i = 0; (form = px_official_form_at(i)); i++)
        if (px_str_eq(form->name, name))
            return form;
    return NULL;
}

const px_official_field *px_official_field_by_id(const px_official_form *form, px_str id)
{
    for (size_t i = 0; i < form->n_fields; i++)
        if (px_str_eq(form->fields[i].id, id))
            return &form->fields[i];
    return NULL;
}

const px_official_field *px_official_field_by_name(px_str name)
{
    size_t dot = px_str_find_char(name, '.');
    const px_official_form *form = px_official_form_by_name(px_str_sub(name, 0, dot));

    return form ? px_official_field_by_id(form, px_str_sub(name, dot + 1, name.len)) : NULL;
}

const px_form_section *px_official_section(const px_official_form *form, px_str id)
{
    for (size_t i = 0; i < form->n_sections; i++)
        if (px_str_eq(form->sections[i].id, id))
            return &form->sections[i];
    return NULL;
}

bool px_official_field_is_for(const px_official_field *field, px_recipient recipient)
{
    return field->header || (field->recipients & (1u << recipient)) != 0;
}

px_str px_bilingual_in(const px_bilingual *words, px_str language)
{
    return px_str_is(px_str_sub(language, 0, 2), "fr") ? words->fr : words->en;
}

/* ---- Closed lists */

static const struct {
    const char *name, *title;
} recipients[PX_RECIPIENT_COUNT] = {
    [PX_RECIPIENT_PUBLIC] = { "public", N_("The public") },
    [PX_RECIPIENT_AI_OFFICE] = { "ai-office", N_("AI Office") },
    [PX_RECIPIENT_AUTHORITY] = { "authority", N_("National competent authorities") },
    [PX_RECIPIENT_DOWNSTREAM] = { "downstream", N_("Downstream providers") },
};

PX_WORDS(px_recipient, px_recipient, recipients)

const char *px_field_type_name(px_field_type type)
{
    static const char *const names[PX_FIELD_TYPE_COUNT] = {
        [PX_FIELD_TEXT] = "text",
        [PX_FIELD_YES_NO] = "yes_no",
        [PX_FIELD_DATE] = "date",
        [PX_FIELD_MONTH] = "month",
        [PX_FIELD_PERIOD] = "period",
        [PX_FIELD_MODALITIES] = "modalities",
        [PX_FIELD_NUMBER] = "number",
        [PX_FIELD_NUMBERS] = "numbers",
        [PX_FIELD_MAGNITUDE] = "magnitude",
        [PX_FIELD_SIZE] = "size",
        [PX_FIELD_RANGE] = "range",
        [PX_FIELD_LIST] = "list",
        [PX_FIELD_TEXT_BY_MODALITY] = "text_by_modality",
        [PX_FIELD_CHOICES] = "choices",
        [PX_FIELD_DOMAINS] = "domains",
    };

    return names[type];
}

const char *px_form_modality_title(px_str modality)
{
    static const struct {
        const char *name, *title;
    } titles[] = {
        { "text", N_("Text") },   { "image", N_("Image") }, { "audio", N_("Audio") },
        { "video", N_("Video") }, { "other", N_("Other") },
    };

    for (size_t i = 0; i < PX_COUNT(titles); i++)
        if (px_str_is(modality, titles[i].name))
            return titles[i].title;
    return NULL;
}
