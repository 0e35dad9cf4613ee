/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules on the model documentation form. */
#include "base/ascii.h"
#include "base/number.h"
#include "duty/check/check_priv.h"
#include "duty/official_value.h"

#include "base/banned.h"

enum { LIST_SHOWN = 4 };

static bool is_due(const px_check_subject *subject, const px_official_field *field)
{
    return !subject->has_recipient || field->header ||
           px_official_field_is_for(field, subject->recipient);
}

/* A form for all is complete with either the exact value or what follows from it. */
static bool follows(const px_check_subject *subject, const px_official_field *field)
{
    const px_official_field *from =
        field->derived.how != PX_DERIVED_NOT
            ? px_official_field_by_id(subject->form, field->derived.from)
            : NULL;

    return from && subject->answers[from - subject->form->fields].state != PX_ANSWER_MISSING;
}

/* ---- FRM-01 */

static void check_complete(const px_check_subject *subject, const px_check_context *context,
                           px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        if (is_due(subject, answer->field) && !answer->field->optional &&
            px_check_lacks(subject, answer) && !follows(subject, answer->field))
            px_finding_add(findings, PX_SEVERITY_ERROR, answer, N_("the field is empty"),
                           N_("answer, or write that it does not apply"), PX_STR(""), NULL);
    }
}

/* ---- FRM-02 */

static void check_lengths(const px_check_subject *subject, const px_check_context *context,
                          px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];
        const size_t words = answer->value ? px_field_words(answer->value) : 0;

        if (answer->field->words && words > (size_t)answer->field->words)
            px_finding_add(findings, PX_SEVERITY_WARNING, answer,
                           N_("the text has {count} words; the form advises about {advice}"),
                           N_("shorten the text; the advice does not bind"), PX_STR(""), "count",
                           px_arena_format(subject->arena, "%zu", words), "advice",
                           px_arena_format(subject->arena, "%lld", answer->field->words), NULL);
    }
}

/* ---- FRM-03 and FRM-04: what is coarse and what is precise */

static bool number_of(const json_t *value, double *ret_number)
{
    char buffer[32];
    const px_str digits = px_value_number(value, buffer);
    px_error ignored = PX_ERROR_INIT;

    return digits.len && px_parse_real(digits, 0, 1e300, ret_number, &ignored) >= 0;
}

static bool bound_of(px_str digits, double *ret_bound)
{
    px_error ignored = PX_ERROR_INIT;

    return digits.len && px_parse_real(digits, 0, 1e300, ret_bound, &ignored) >= 0;
}

/* The number that a derived field follows from. */
static bool precise(const px_check_subject *subject, const px_official_field *field,
                    double *ret_number)
{
    const px_official_field *from = px_official_field_by_id(subject->form, field->derived.from);
    const json_t *value = from ? subject->answers[from - subject->form->fields].value : NULL;

    if (value && field->derived.part.len)
        value = json_object_getn(value, field->derived.part.ptr, field->derived.part.len);
    return value && !field->derived.column.len && number_of(value, ret_number);
}

static const px_form_range *range_by_id(const px_official_field *field, px_str id)
{
    for (size_t i = 0; i < field->n_ranges; i++)
        if (px_str_eq(field->ranges[i].id, id))
            return &field->ranges[i];
    return NULL;
}

static bool lies_in(const px_form_range *range, double number)
{
    double bound;

    if (bound_of(range->lower, &bound) && number < bound)
        return false;
    if (bound_of(range->upper_to.len ? range->upper_to : range->upper, &bound) && number > bound)
        return false;
    return true;
}

static bool same_magnitude(const json_t *value, double number)
{
    double power, low = 1;

    if (!number_of(value, &power) || number <= 0)
        return true;
    /* Either the exponent or the power itself is written. */
    for (int exponent = 0; exponent <= 290; exponent++) {
        if (number >= low * 0.9999999 && number < low * 10 * 0.9999999)
            return power == exponent || (power > low * 0.9 && power < low * 1.1);
        low *= 10;
    }
    return true;
}

static void check_coarse(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];
        const px_official_field *field = answer->field;
        const px_form_range *range;
        double number;
        bool fits = true;

        if (!px_answer_given(answer) || !precise(subject, field, &number))
            continue;
        range = range_by_id(field, px_value_text(answer->value, subject->language, NULL));
        if (field->derived.how == PX_DERIVED_RANGE)
            fits = range && lies_in(range, number);
        else if (field->derived.how == PX_DERIVED_MAGNITUDE)
            fits = same_magnitude(answer->value, number);
        if (!fits)
            px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                           N_("the coarse value contradicts the exact one in {field}"),
                           N_("let the coarse value follow from the exact one"), answer->text,
                           "field", px_arena_cstr(subject->arena, field->derived.from), NULL);
    }
}

static void check_borders(const px_check_subject *subject, const px_check_context *context,
                          px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_official_field *field = &subject->form->fields[i];
        double number, bound;

        if (field->derived.how != PX_DERIVED_RANGE || !precise(subject, field, &number))
            continue;
        for (size_t r = 0; r < field->n_ranges; r++)
            if (bound_of(field->ranges[r].upper, &bound) && bound == number) {
                px_finding_add(findings, PX_SEVERITY_WARNING, &subject->answers[i],
                               N_("the exact value lies on the border of two ranges: the form does "
                                  "not say which one is meant"),
                               N_("say in words which range was chosen"), PX_STR(""), NULL);
                break;
            }
    }
}

/* ---- FRM-05 */

/* Figures of a number as written: without leading zeros, point and exponent; zeros at the end of an
 * integer count, since nobody can tell. */
static size_t figures(px_str digits)
{
    size_t count = 0;
    bool begun = false;

    for (size_t i = 0; i < digits.len && px_lower(digits.ptr[i]) != 'e'; i++) {
        begun |= px_is_digit(digits.ptr[i]) && digits.ptr[i] != '0';
        count += begun && px_is_digit(digits.ptr[i]) ? 1 : 0;
    }
    return count;
}

static void check_figures(const px_check_subject *subject, const px_check_context *context,
                          px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];
        char buffer[32];
        px_str digits;

        if (answer->field->type != PX_FIELD_NUMBER || !answer->field->significant ||
            !px_answer_given(answer))
            continue;
        digits = px_value_number(answer->value, buffer);
        if (digits.len && figures(digits) < (size_t)answer->field->significant)
            px_finding_add(findings, PX_SEVERITY_WARNING, answer,
                           N_("the number has fewer significant figures than the form asks for"),
                           N_("write at least two significant figures, as in 7.3e10"), answer->text,
                           NULL);
    }
}

/* ---- FRM-06 */

static void check_leaks(const px_check_subject *subject, const px_check_context *context,
                        px_findings *findings)
{
    (void)context;
    for (size_t i = 0; subject->has_recipient && i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        if (answer->state != PX_ANSWER_MISSING && !is_due(subject, answer->field))
            px_finding_add(
                findings, PX_SEVERITY_ERROR, answer,
                N_("this field is not for the recipient of the document"),
                N_("build the document for its recipient again and do not send this one"),
                PX_STR(""), NULL);
    }
}

/* ---- FRM-07 */

static void check_applies(const px_check_subject *subject, const px_check_context *context,
                          px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        if (answer->state == PX_ANSWER_NOT_APPLICABLE && !answer->field->not_applicable)
            px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                           N_("the form does not allow that this field does not apply"),
                           N_("answer the field"), answer->text, NULL);
    }
}

/* ---- FRM-08 */

static void check_vague(const px_check_subject *subject, const px_check_context *context,
                        px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        if (!px_answer_given(answer) || answer->field->type != PX_FIELD_TEXT)
            continue;
        if (px_check_has("vague", answer))
            px_finding_add(findings, PX_SEVERITY_WARNING, answer, N_("the words are vague"),
                           N_("say what is the case instead of what may be"),
                           px_check_phrases(subject->arena, "vague", answer->plain, LIST_SHOWN),
                           NULL);
        if (px_check_has("refusal", answer))
            px_finding_add(findings, PX_SEVERITY_WARNING, answer,
                           N_("general words stand in place of an answer"),
                           N_("answer the question of the field"),
                           px_check_phrases(subject->arena, "refusal", answer->plain, LIST_SHOWN),
                           NULL);
    }
}

/* ---- FRM-09 */

static void check_energy(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    const px_answer *energy = px_check_subject_answer(subject, "e.mwh");
    const px_answer *method = px_check_subject_answer(subject, "e.how");

    (void)context;
    if (px_answer_given(energy) && px_answer_given(method) &&
        !px_check_has("energy-boundary", method))
        px_finding_add(findings, PX_SEVERITY_WARNING, method,
                       N_("what the energy was measured of is not said"),
                       N_("say whether accelerators, nodes or the whole site are counted"),
                       PX_STR(""), NULL);
}

/* ---- FRM-10 */

static void check_dates(const px_check_subject *subject, const px_check_context *context,
                        px_findings *findings)
{
    const px_answer *release = px_check_subject_answer(subject, "g.release");
    const px_answer *market = px_check_subject_answer(subject, "g.union");
    const px_read_date first = px_check_date_find(release->text, 0);
    const px_read_date second = px_check_date_find(market->text, 0);

    (void)context;
    if (first.kind == PX_DATE_DAY && second.kind == PX_DATE_DAY &&
        px_check_date_cmp(&second, &first) < 0)
        px_finding_add(findings, PX_SEVERITY_ERROR, market,
                       N_("the model was placed on the Union market before its first release"),
                       N_("the first release counts through any channel: correct one of the dates"),
                       market->text, NULL);
}

/* ---- FRM-11 */

static void check_values(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];
        px_error err = PX_ERROR_INIT;
        PX_AUTO_BUILDER px_builder sentence = PX_BUILDER_INIT(2000);

        if (!answer->value || json_is_null(answer->value) ||
            px_official_value_check(answer->field, answer->value, &err) >= 0)
            continue;
        px_error_format(&sentence, px_language_english(), &err);
        px_finding_add(findings, PX_SEVERITY_ERROR, answer, N_("the value does not fit the field"),
                       N_("give a value as docs/forms.md describes it"),
                       px_arena_str(subject->arena, px_builder_view(&sentence)), NULL);
    }
}

const px_check_rule px_check_form_rules[] = {
    { "FRM-01", "model", N_("Every field for the recipient is answered."), check_complete },
    { "FRM-02", "model", N_("Texts keep to the advised length."), check_lengths },
    { "FRM-03", "model", N_("Coarse values follow from exact ones."), check_coarse },
    { "FRM-04", "model", N_("No exact value lies on the border of two ranges."), check_borders },
    { "FRM-05", "model", N_("Numbers have the significant figures that are asked for."),
      check_figures },
    { "FRM-06", "model", N_("No field goes to a recipient that may not have it."), check_leaks },
    { "FRM-07", "model", N_("Only fields that may say so do not apply."), check_applies },
    { "FRM-08", "model", N_("Answers are definite."), check_vague },
    { "FRM-09", "model", N_("The energy has a boundary."), check_energy },
    { "FRM-10", "model", N_("Dates follow each other."), check_dates },
    { "FRM-11", "model", N_("Values fit their fields."), check_values },
    { 0 },
};
