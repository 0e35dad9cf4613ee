/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/contradiction_view.h"

#include "web/duty/duty_view.h"
#include "web/duty/value_short.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

/* A claim that takes part in one: what it is called, where it is changed, what it says. */
static void show_side(const px_request *request, const px_model_entry *model, const px_claim *claim,
                      px_str *ret_label, px_str *ret_link, px_str *ret_value)
{
    *ret_label = px_duty_field_title(request, claim->field);
    *ret_link = px_duty_model_link(
        request, model, px_arena_format(request->arena, "/fields/%.*s", PX_STR_ARG(claim->field)));
    *ret_value = px_duty_claim_value(request, claim);
}

const px_view_duty_contradiction *px_duty_contradictions_show(const px_request *request,
                                                              const px_model_entry *model,
                                                              const px_contradiction *all,
                                                              size_t count)
{
    const px_language *language = request->language;
    px_view_duty_contradiction *rows =
        px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*rows));

    for (size_t i = 0; i < count; i++) {
        const px_contradiction *c = &all[i];

        rows[i] = (px_view_duty_contradiction){
            .text = px_part_sentence(request, px_str_of(px_tr(language, c->text)), true),
            .remedy = px_part_sentence(request, px_str_of(px_tr(language, c->remedy)), true),
        };
        show_side(request, model, c->first, &rows[i].first_label, &rows[i].first_link,
                  &rows[i].first_value);
        if (c->second && c->second != c->first)
            show_side(request, model, c->second, &rows[i].second_label, &rows[i].second_link,
                      &rows[i].second_value);
    }
    return rows;
}
