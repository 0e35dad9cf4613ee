/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/field_form.h"

#include "duty/fact.h"
#include "duty/official_value.h"
#include "duty/value_words.h"
#include "web/duty/field_evidence.h"
#include "web/duty/field_form_priv.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

enum { TEXT_MAX = 20000, NAME_MAX = PX_FIELD_NAME_MAX, NUMBER_MAX = PX_FIELD_NUMBER_MAX };

static const char *const tags[] = { "en", "fr" };
static const char *const tag_titles[] = { N_("In English"), N_("In French") };

const px_form_range *field_form_range(const px_official_field *field, px_str modality)
{
    for (size_t i = 0; i < field->n_ranges; i++)
        if (px_str_eq(field->ranges[i].modality, modality))
            return &field->ranges[i];
    return NULL;
}

/* ---- Fields of the form */

const char *field_form_name(const px_field_form *f, px_str part, const char *end)
{
    return part.len ? px_arena_format(f->form.request->arena, "%.*s%s%s", PX_STR_ARG(part),
                                      end ? "-" : "", end ? end : "")
                    : end;
}

px_form_field *field_form_add(px_field_form *f, const char *name, px_form_kind kind,
                              const char *label)
{
    px_form_field *field = &f->fields[f->n_fields++];

    *field = (px_form_field){ .name = name, .kind = kind, .label = label };
    return field;
}

void field_form_add_text(px_field_form *f, px_str part)
{
    for (size_t i = 0; i < PX_COUNT(tags); i++) {
        px_form_field *field =
            field_form_add(f, field_form_name(f, part, tags[i]), PX_FORM_LONG, tag_titles[i]);

        field->max = TEXT_MAX;
        field->language = tags[i];
    }
}

static void add_period(px_field_form *f, px_str part)
{
    field_form_add(f, field_form_name(f, part, "from"), PX_FORM_TEXT, N_("First month"))->hint =
        N_("A month, like 2026-05.");
    field_form_add(f, field_form_name(f, part, "to"), PX_FORM_TEXT, N_("Last month"))->hint =
        N_("A month, or \"ongoing\".");
}

px_str field_form_column(const px_field_form *f, const px_form_column *column)
{
    return px_str_of(px_arena_format(f->form.request->arena, "c_%.*s", PX_STR_ARG(column->key)));
}

static void add_column(px_field_form *f, const px_form_column *column)
{
    static const px_form_kind kinds[PX_COLUMN_TYPE_COUNT] = {
        [PX_COLUMN_NAME] = PX_FORM_TEXT,     [PX_COLUMN_LINK] = PX_FORM_WEB,
        [PX_COLUMN_DATE] = PX_FORM_DATE,     [PX_COLUMN_MONTH] = PX_FORM_TEXT,
        [PX_COLUMN_NUMBER] = PX_FORM_TEXT,   [PX_COLUMN_MODALITY] = PX_FORM_SELECT,
        [PX_COLUMN_CHOICE] = PX_FORM_SELECT,
    };
    px_str name = field_form_column(f, column);
    px_form_field *field;

    if (column->type == PX_COLUMN_TEXT) {
        field_form_add(f, name.ptr, PX_FORM_PART, "");
        field_form_add_text(f, name);
    } else if (column->type == PX_COLUMN_PERIOD) {
        field_form_add(f, name.ptr, PX_FORM_PART, "");
        add_period(f, name);
    } else {
        field = field_form_add(f, name.ptr, kinds[column->type], "");
        field->required = column->required;
        field->max = column->type == PX_COLUMN_NAME ? NAME_MAX : 0;
    }
}

static void add_choices(px_field_form *f)
{
    field_form_add(f, "value", f->field->one ? PX_FORM_RADIO : PX_FORM_SEVERAL, "");
    if (f->with_words)
        field_form_add_text(f, PX_STR("words"));
}

static void add_value(px_field_form *f)
{
    const px_official_field *field = f->field;

    if (f->is_name) {
        field_form_add(f, "value", PX_FORM_TEXT, "")->max = NAME_MAX;
        return;
    }
    switch (field->type) {
    case PX_FIELD_TEXT:
        field_form_add_text(f, PX_STR_NONE);
        break;
    case PX_FIELD_YES_NO:
        field_form_add(f, "value", PX_FORM_RADIO, "");
        break;
    case PX_FIELD_DATE:
        field_form_add(f, "value", PX_FORM_DATE, "");
        break;
    case PX_FIELD_MONTH:
        field_form_add(f, "value", PX_FORM_TEXT, N_("Month"))->hint = N_("A month, like 2026-05.");
        if (f->with_words)
            field_form_add_text(f, PX_STR("words"));
        break;
    case PX_FIELD_PERIOD:
        add_period(f, PX_STR_NONE);
        break;
    case PX_FIELD_MODALITIES:
        field_form_add(f, "value", PX_FORM_SEVERAL, "");
        break;
    case PX_FIELD_CHOICES:
        add_choices(f);
        break;
    case PX_FIELD_NUMBER:
    case PX_FIELD_MAGNITUDE:
        field_form_add(f, "value", PX_FORM_TEXT, "")->max = NUMBER_MAX;
        break;
    case PX_FIELD_NUMBERS:
        for (size_t i = 0; i < field->n_parts; i++)
            field_form_add(f, field->parts[i].key.ptr, PX_FORM_TEXT, "")->max = NUMBER_MAX;
        break;
    case PX_FIELD_RANGE:
        field_form_add(f, "value", PX_FORM_RADIO, "");
        break;
    case PX_FIELD_SIZE:
        field_form_add_sizes(f);
        break;
    case PX_FIELD_TEXT_BY_MODALITY:
        for (size_t i = 0; i < field->n_modalities; i++) {
            field_form_add(f, field->modalities[i].ptr, PX_FORM_PART, "");
            field_form_add_text(f, field->modalities[i]);
        }
        break;
    case PX_FIELD_LIST:
        for (size_t i = 0; i < field->n_columns; i++)
            add_column(f, &field->columns[i]);
        break;
    case PX_FIELD_DOMAINS:
    case PX_FIELD_TYPE_COUNT:
        break;
    }
}

/* ---- Words that are data */

static px_str words_of(const px_field_form *f, const px_bilingual *words)
{
    return px_bilingual_in(words, px_part_tag(f->form.request));
}

px_str field_form_modality(const px_field_form *f, px_str modality)
{
    const char *title = px_form_modality_title(modality);

    return title ? px_str_of(px_tr(f->form.request->language, title)) : modality;
}

static void offer_modalities(px_field_form *f, const char *name, const px_str *names, size_t n)
{
    static const px_str all[] = { PX_STR_INIT("text"), PX_STR_INIT("image"), PX_STR_INIT("video"),
                                  PX_STR_INIT("audio"), PX_STR_INIT("other") };
    px_form_choice *choices;

    if (!n) {
        names = all;
        n = PX_COUNT(all);
    }
    choices = px_arena_array(f->form.request->arena, n, sizeof(*choices));
    for (size_t i = 0; i < n; i++)
        choices[i] =
            (px_form_choice){ .value = names[i], .title = field_form_modality(f, names[i]) };
    px_form_offer(&f->form, name, choices, n);
}

static void offer_parts(px_field_form *f, const char *name, const px_form_part *parts, size_t n)
{
    px_form_choice *choices = px_arena_array(f->form.request->arena, n, sizeof(*choices));

    for (size_t i = 0; i < n; i++)
        choices[i] =
            (px_form_choice){ .value = parts[i].key, .title = words_of(f, &parts[i].label) };
    px_form_offer(&f->form, name, choices, n);
}

/* Those of the modality; of the whole where it is empty. */
void field_form_offer_ranges(px_field_form *f, px_str modality, const char *name)
{
    const px_official_field *field = f->field;
    px_form_choice *choices =
        px_arena_array(f->form.request->arena, field->n_ranges + 1, sizeof(*choices));
    size_t n = 0;

    if (modality.len)
        choices[n++] = (px_form_choice){ PX_STR(""), PX_STR("–") };
    for (size_t i = 0; i < field->n_ranges; i++)
        if (px_str_eq(field->ranges[i].modality, modality))
            choices[n++] = (px_form_choice){ .value = field->ranges[i].id,
                                             .title = words_of(f, &field->ranges[i].label) };
    px_form_offer(&f->form, name, choices, n);
}

static void offer_yes_no(px_field_form *f)
{
    const px_language *language = f->form.request->language;
    px_form_choice *choices = px_arena_array(f->form.request->arena, 2, sizeof(*choices));

    choices[0] = (px_form_choice){ PX_STR("yes"), px_str_of(px_tr(language, N_("Yes"))) };
    choices[1] = (px_form_choice){ PX_STR("no"), px_str_of(px_tr(language, N_("No"))) };
    px_form_offer(&f->form, "value", choices, 2);
}

static void word_columns(px_field_form *f)
{
    for (size_t i = 0; i < f->field->n_columns; i++) {
        const px_form_column *column = &f->field->columns[i];
        const char *name = field_form_column(f, column).ptr;

        px_form_label(&f->form, name, words_of(f, &column->label), column->unit);
        if (column->type == PX_COLUMN_MODALITY)
            offer_modalities(f, name, NULL, 0);
        else if (column->type == PX_COLUMN_CHOICE)
            offer_parts(f, name, column->options, column->n_options);
    }
}

static void word_modalities(px_field_form *f)
{
    for (size_t i = 0; i < f->field->n_modalities; i++) {
        px_str modality = f->field->modalities[i];

        px_form_label(&f->form, field_form_name(f, modality, NULL),
                      field_form_modality(f, modality), PX_STR(""));
    }
}

static void word_value(px_field_form *f)
{
    const px_official_field *field = f->field;
    px_str label = words_of(f, &field->label);

    if (field->type == PX_FIELD_LIST)
        word_columns(f);
    else if (field->type == PX_FIELD_SIZE)
        field_form_word_sizes(f);
    else if (field->type == PX_FIELD_TEXT_BY_MODALITY)
        word_modalities(f);
    for (size_t i = 0; i < field->n_parts; i++)
        px_form_label(&f->form, field->parts[i].key.ptr, words_of(f, &field->parts[i].label),
                      field->parts[i].unit);
    if (field->type == PX_FIELD_YES_NO)
        offer_yes_no(f);
    else if (field->type == PX_FIELD_MODALITIES)
        offer_modalities(f, "value", field->modalities, field->n_modalities);
    else if (field->type == PX_FIELD_CHOICES)
        offer_parts(f, "value", field->options, field->n_options);
    else if (field->type == PX_FIELD_RANGE)
        field_form_offer_ranges(f, PX_STR_NONE, "value");
    for (size_t i = 0; i < f->n_fields; i++)
        if (strcmp(f->fields[i].name, "value") == 0 && field->type != PX_FIELD_MONTH)
            px_form_label(&f->form, "value", label,
                          px_value_words_unit(f->form.request->language, field->unit));
}

/* ---- All of it */

bool px_field_form_has_rows(const px_official_field *field)
{
    return field->type == PX_FIELD_LIST;
}

bool px_field_form_is_for(const px_official_field *field)
{
    return field->level != PX_FIELD_OF_DOCUMENT && field->type != PX_FIELD_DOMAINS &&
           field->derived.how == PX_DERIVED_NOT;
}

bool px_field_form_is_more(const px_request *request)
{
    return px_str_is(px_fields_get(&request->form, "do"), "more");
}

const px_view_form *px_field_form_show(px_field_form *f, px_reply *reply, px_str action)
{
    px_view_form *view = px_arena_alloc(f->form.request->arena, sizeof(*view));

    *view = *px_form_show(&f->form, reply, action, N_("Declare"));
    if (f->field->type == PX_FIELD_SIZE) {
        view->other = px_str_of(px_tr(f->form.request->language, N_("Room for another modality")));
        view->other_value = PX_STR("more");
    }
    return view;
}

void px_field_form_start(px_field_form *f, px_request *request, const px_official_field *field,
                         const px_claim *before, const json_t *value)
{
    *f = (px_field_form){ .field = field, .before = before, .value = value };
    f->is_name = px_claim_field_is_name(field);
    f->with_words = field->with_words ||
                    (field->type == PX_FIELD_CHOICES && px_official_form_by_name(field->form));
    f->form.request = request;
    f->fields = px_arena_array(request->arena, PX_FORM_MAX_ENTRIES, sizeof(*f->fields));
    add_value(f);
    if (field->not_applicable || field->n_conditions) {
        field_form_add(f, "without", PX_FORM_PART, N_("If it does not apply"));
        field_form_add(f, "not_applicable", PX_FORM_CHECK, N_("This field does not apply"))->hint =
            N_("The document says so expressly, with the reason.");
        field_form_add_text(f, PX_STR("reason"));
    }
    field_form_add(f, "source", PX_FORM_PART, N_("Where this comes from"));
    field_form_add(f, "note", PX_FORM_TEXT, N_("Remark"))->hint =
        N_("For your own records, such as who said so. It is not published.");
    px_field_evidence_add(f);
    px_form_start(&f->form, request, f->fields, f->n_fields);
    word_value(f);
    px_field_evidence_offer(f);
    field_form_fill(f);
}
