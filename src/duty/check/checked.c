/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/check/checked.h"

#include "duty/check/check_filled.h"

#include "base/banned.h"

enum { ERRORS_BYTES = 64 * 1024 };

void px_checked_make(px_check_subject *subject, const px_check_context *context,
                     px_checked *ret_checked)
{
    *ret_checked = (px_checked){ .subject = subject };
    px_check_run(subject, context, &ret_checked->findings);
    ret_checked->scored = px_str_is(subject->form->name, PX_FORM_SUMMARY) && !subject->earlier.len;
    if (ret_checked->scored)
        px_score_make(subject, &ret_checked->findings, &ret_checked->score);
}

void px_checked_filled(px_arena *arena, const px_filled_form *filled,
                       const px_check_context *context, px_checked *ret_checked)
{
    px_checked_make(px_check_subject_of_filled(arena, filled), context, ret_checked);
}

px_str px_checked_section(const px_checked *checked, const px_finding *finding)
{
    const px_official_field *field =
        px_official_field_by_id(checked->subject->form, finding->field);

    return field ? field->section : finding->field;
}

px_str px_checked_errors(const px_checked *checked, px_arena *arena)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(ERRORS_BYTES);

    for (size_t i = 0; i < checked->findings.count; i++) {
        const px_finding *finding = &checked->findings.list[i];

        if (finding->severity == PX_SEVERITY_ERROR)
            px_builder_format(&out, "%s%s:%.*s", out.len ? "," : "", finding->rule->id,
                              PX_STR_ARG(finding->field));
    }
    return px_arena_str(arena, px_builder_view(&out));
}
