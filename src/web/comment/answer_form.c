/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/answer_form.h"

#include "web/page_part.h"

#include "base/banned.h"

void px_answer_form_offer(px_form *form)
{
    const px_request *request = form->request;
    px_form_choice *statuses =
        px_arena_array(request->arena, PX_ANSWER_STATUS_COUNT, sizeof(*statuses));
    px_form_choice *languages;
    size_t n = 0;

    for (int i = 0; i < PX_ANSWER_STATUS_COUNT; i++)
        statuses[i] = (px_form_choice){
            .value = px_str_of(px_answer_status_name((px_answer_status)i)),
            .title =
                px_str_of(px_tr(request->language, px_answer_status_title((px_answer_status)i))),
        };
    while (px_language_at(n))
        n++;
    languages = px_arena_array(request->arena, n, sizeof(*languages));
    for (size_t i = 0; i < n; i++) {
        px_str tag = px_str_of(px_language_tag(px_language_at(i)));

        languages[i] = (px_form_choice){ .value = tag, .title = px_part_language(request, tag) };
    }
    px_form_offer(form, "status", statuses, PX_ANSWER_STATUS_COUNT);
    px_form_offer(form, "language", languages, n);
    px_form_set(form, "language", px_part_tag(request));
}

int px_answer_form_templates(px_form *form, const px_code *code, px_error *err)
{
    const px_request *request = form->request;
    px_answer_template *templates;
    px_form_choice *choices;
    size_t n, offered = 0;
    int rc = px_answer_template_list(request->db, request->arena, code, &templates, &n, err);

    if (rc < 0)
        return rc;
    choices = px_arena_array(request->arena, n + 1, sizeof(*choices));
    for (size_t i = 0; i < n; i++)
        if (!templates[i].retired)
            choices[offered++] = (px_form_choice){
                .value = templates[i].id,
                .title =
                    px_part_headed(request, templates[i].name,
                                   px_str_of(px_tr(request->language,
                                                   px_answer_status_title(templates[i].status)))),
            };
    px_form_offer(form, "template", choices, offered);
    return 0;
}

bool px_answer_form_take(px_form *form, bool with_template, px_answer_write *write)
{
    bool chosen = with_template && px_form_has(form, "template");

    if (!px_form_has(form, "reason") && !chosen)
        px_form_fail(form, "reason", N_("a reason is required; say why in a few words"), NULL);
    if (px_form_has(form, "reason") || !chosen) {
        if (!px_answer_status_find(px_form_text(form, "status"), &write->status))
            px_form_fail(form, "status", N_("choose what becomes of the comment"), NULL);
        if (!px_form_has(form, "language"))
            px_form_fail(form, "language", N_("choose the language of the reason"), NULL);
    }
    write->reason = px_form_text(form, "reason");
    write->language = px_form_text(form, "language");
    write->template_id = with_template ? px_form_text(form, "template") : PX_STR("");
    return px_form_is_valid(form);
}
