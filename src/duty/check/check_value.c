/* SPDX-License-Identifier: EUPL-1.2 */
/* From the values of a filled form of ours to answers. */
#include "base/builder.h"
#include "duty/check/check_subject.h"
#include "duty/check/check_word.h"
#include "duty/filled.h"
#include "duty/official_value.h"

#include "base/banned.h"

static void add_part(px_builder *out, px_str text)
{
    if (!text.len)
        return;
    if (out->len && out->ptr[out->len - 1] != '\n')
        px_builder_char(out, ' ');
    px_builder_str(out, text);
}

/* The words of a value of any type: what rules on words read. */
static void add_words(px_builder *out, const json_t *value, px_str language)
{
    char number[32];
    const px_str text = px_value_text(value, language, NULL);
    const char *key;
    json_t *part;
    size_t i;

    if (text.len) {
        add_part(out, text);
    } else if (json_is_array(value)) {
        json_array_foreach(value, i, part)
        {
            add_words(out, part, language);
            px_builder_char(out, '\n');
        }
    } else if (json_is_object(value)) {
        json_object_foreach((json_t *)value, key, part)
        {
            add_words(out, part, language);
        }
    } else if (json_is_integer(value)) {
        add_part(out, px_value_number(value, number));
    }
}

static void read_modalities(px_answer *answer, const json_t *value)
{
    size_t i;
    const json_t *name;

    json_array_foreach(value, i, name)
    {
        px_check_modality modality;

        if (json_is_string(name) &&
            px_check_modality_find(px_str_of(json_string_value(name)), &modality))
            answer->modalities |= 1u << modality;
    }
}

static px_check_row *row_of(px_check_subject *subject, const char *key)
{
    px_check_modality modality;

    if (!px_check_modality_find(px_str_of(key), &modality))
        return NULL;
    subject->modalities[modality].named = true;
    return &subject->modalities[modality];
}

/* The bit of the range that a number lies in; 0: none, or it is no number. */
static unsigned derived_range(const px_official_field *field, const char *modality,
                              const json_t *value)
{
    char buffer[32];
    const px_str number = px_value_number(value, buffer);
    const px_form_range *range = NULL;
    unsigned index = 0;
    bool border;

    if (number.len)
        range = px_form_range_of(field, px_str_of(modality), number, &border);
    for (size_t i = 0; range && i < field->n_ranges; i++) {
        if (!px_str_is(field->ranges[i].modality, modality))
            continue;
        if (&field->ranges[i] == range)
            return 1u << index;
        index++;
    }
    return 0;
}

/* {"range": "middle"}, or {"value": "...", "unit": "tokens"}, from which the range follows. */
static void read_sizes(px_check_subject *subject, const px_answer *answer, const json_t *value)
{
    const char *key;
    json_t *size;

    json_object_foreach((json_t *)value, key, size)
    {
        px_check_row *row = row_of(subject, key);
        const px_str id = px_value_text(json_object_get(size, "range"), subject->language, NULL);
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096);
        unsigned index = 0;

        if (!row)
            continue;
        for (size_t i = 0; i < answer->field->n_ranges; i++) {
            if (!px_str_is(answer->field->ranges[i].modality, key))
                continue;
            if (px_str_eq(answer->field->ranges[i].id, id))
                row->ranges |= 1u << index;
            index++;
        }
        add_words(&words, json_object_get(size, "value"), subject->language);
        add_words(&words, json_object_get(size, "unit"), subject->language);
        row->size = px_arena_str(subject->arena, px_builder_view(&words));
        row->size_plain = px_check_plain(subject->arena, row->size);
        /* An exact value has its range: the document ticks it. */
        if (!row->ranges)
            row->ranges = derived_range(answer->field, key, json_object_get(size, "value"));
    }
}

static void read_contents(px_check_subject *subject, const json_t *value)
{
    const char *key;
    json_t *words;

    json_object_foreach((json_t *)value, key, words)
    {
        px_check_row *row = row_of(subject, key);

        if (!row)
            continue;
        row->content = px_arena_str(subject->arena, px_value_text(words, subject->language, NULL));
        row->content_plain = px_check_plain(subject->arena, row->content);
    }
}

static void read_table(px_check_subject *subject, px_answer *answer, const json_t *value)
{
    if (px_str_is(answer->field->id, "1.3.a"))
        for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++)
            subject->modalities[i].ticked = answer->modalities & (1u << i);
    else if (px_str_is(answer->field->id, "1.3.b"))
        read_sizes(subject, answer, value);
    else if (px_str_is(answer->field->id, "1.3.c"))
        read_contents(subject, value);
}

void px_check_subject_value(px_check_subject *subject, px_answer *answer, const json_t *value)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    answer->labelled = true;
    answer->value = value;
    if (!value || json_is_null(value)) {
        answer->state = PX_ANSWER_MISSING;
        return;
    }
    if (px_value_is_not_applicable(value) || px_value_is_not_available(value)) {
        answer->state =
            px_value_is_not_applicable(value) ? PX_ANSWER_NOT_APPLICABLE : PX_ANSWER_NOT_AVAILABLE;
        add_words(&words, value, subject->language);
        answer->text = px_arena_str(subject->arena, px_builder_view(&words));
        answer->plain = px_check_plain(subject->arena, answer->text);
        return;
    }
    answer->state = PX_ANSWER_GIVEN;
    if (json_is_boolean(value))
        answer->yes_no = json_is_true(value) ? PX_YES_NO_YES : PX_YES_NO_NO;
    if (answer->field->type == PX_FIELD_MODALITIES)
        read_modalities(answer, value);
    else
        add_words(&words, value, subject->language);
    answer->text = px_str_trim(px_arena_str(subject->arena, px_builder_view(&words)));
    answer->plain = px_check_plain(subject->arena, answer->text);
    if (px_str_is(subject->form->name, PX_FORM_SUMMARY))
        read_table(subject, answer, value);
    /* What is typed is settled; a text may still say that it does not apply. */
    if (answer->field->type == PX_FIELD_TEXT)
        px_answer_settle(subject, answer);
}
