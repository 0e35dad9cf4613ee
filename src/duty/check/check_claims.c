/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What contradicts a form outside of it: weights, model card, policy, the other form. Of these the
 * house knows the claims (duty/contradiction.h), and a document alone nothing.
 */
#include "duty/check/check_priv.h"

#include "base/banned.h"

/* The field of the subject's form that one of the two claims is about; NULL: of another form. */
static const px_official_field *field_of(const px_check_subject *subject,
                                         const px_contradiction *contradiction)
{
    const px_claim *const sides[] = { contradiction->first, contradiction->second };

    for (size_t i = 0; i < PX_COUNT(sides); i++) {
        const px_official_field *field =
            sides[i] ? px_official_field_by_name(sides[i]->field) : NULL;

        if (field && px_str_eq(field->form, subject->form->name))
            return field;
    }
    return NULL;
}

/* The claim on the other side, by the name of its field: where to look. */
static px_str other_side(const px_official_field *field, const px_contradiction *contradiction)
{
    const px_claim *other = px_str_eq(contradiction->first->field, field->name)
                                ? contradiction->second
                                : contradiction->first;

    return other && !px_str_eq(other->field, field->name) ? other->field : PX_STR("");
}

static void check_contradictions(const px_check_subject *subject, const px_check_context *context,
                                 px_findings *findings)
{
    for (size_t i = 0; i < context->n_contradictions; i++) {
        const px_contradiction *contradiction = &context->contradictions[i];
        const px_official_field *field = field_of(subject, contradiction);

        if (field)
            px_finding_add_at(findings, PX_SEVERITY_ERROR, field->id, 0, contradiction->text,
                              contradiction->remedy, other_side(field, contradiction), NULL);
    }
}

const px_check_rule px_check_claim_rules[] = {
    { "FRM-12", "model", N_("Nothing else that is claimed of the model contradicts it."),
      check_contradictions },
    { "SUM-28", "summary", N_("Nothing else that is claimed of the model contradicts it."),
      check_contradictions },
    { 0 },
};
