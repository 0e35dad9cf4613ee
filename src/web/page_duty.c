/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_duty.h"

#include "drafting/dossier_json.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

static px_str kept(const px_request *request, const px_builder *words)
{
    return px_arena_str(request->arena, px_builder_view(words));
}

static bool same_condition(const px_dossier_term *a, const px_dossier_term *b)
{
    return a->before == b->before && px_str_eq(a->from.value, b->from.value) &&
           px_str_eq(a->unless.value, b->unless.value);
}

static px_view_duty_term duty_term(const px_request *request, const px_dossier_term *term)
{
    PX_AUTO_BUILDER px_builder quantity = PX_BUILDER_INIT(64 * 1024);
    px_dossier_term bare = *term;

    bare.from.value = PX_STR_NONE;
    px_dossier_term_words(&quantity, request->language, &bare);
    return (px_view_duty_term){ .quantity = kept(request, &quantity),
                                .what = term->what.value,
                                .language = term->what.language };
}

static void duty_sets(const px_request *request, const px_dossier_entry *duty, px_view_duty *view)
{
    px_view_duty_term *terms = px_arena_array(request->arena, duty->n_terms, sizeof(*terms));
    px_view_duty_terms *groups = px_arena_array(request->arena, duty->n_terms, sizeof(*groups));
    size_t count = 0;

    for (size_t i = 0; i < duty->n_terms; i++) {
        const px_dossier_term *term = &duty->terms[i];

        terms[i] = duty_term(request, term);
        if (i == 0 || !same_condition(term, term - 1))
            groups[count++] = (px_view_duty_terms){
                .terms = &terms[i],
                .before = term->before ? term->from.value : PX_STR_NONE,
                .after = term->before ? PX_STR_NONE : term->from.value,
                .unless = term->unless.value,
            };
        groups[count - 1].n_terms++;
    }
    view->sets = groups;
    view->n_sets = count;
}

static void duty_addressees(const px_request *request, const px_dossier *dossier,
                            const px_dossier_entry *duty, px_view_duty *view)
{
    px_view_duty_name *rows = px_arena_array(request->arena, duty->n_addressees, sizeof(*rows));

    for (size_t i = 0; i < duty->n_addressees; i++) {
        const px_dossier_entry *who =
            px_dossier_find(dossier, PX_DOSSIER_ADDRESSEE, duty->addressees[i]);

        rows[i] = (px_view_duty_name){ .words = who ? who->title.value : duty->addressees[i],
                                       .language = who ? who->title.language : PX_STR_NONE };
    }
    view->addressees = rows;
    view->n_addressees = duty->n_addressees;
}

static void duty_articles(const px_request *request, const px_dossier_entry *duty,
                          px_view_duty *view)
{
    px_view_duty_name *rows = px_arena_array(request->arena, duty->n_articles, sizeof(*rows));

    for (size_t i = 0; i < duty->n_articles; i++) {
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(64 * 1024);

        px_dossier_article_words(&words, request->language, &duty->articles[i]);
        rows[i].words = kept(request, &words);
    }
    view->articles = rows;
    view->n_articles = duty->n_articles;
}

void px_page_duty_entry(const px_request *request, px_builder *out, const px_dossier *dossier,
                        const px_dossier_entry *duty)
{
    px_view_duty view = { .language = px_part_tag(request) };

    duty_sets(request, duty, &view);
    duty_addressees(request, dossier, duty, &view);
    duty_articles(request, duty, &view);
    px_template_duty(out, &view, request->language);
}

void px_page_duty(const px_request *request, px_builder *out, const px_dossier *dossier, px_str id)
{
    for (size_t i = 0; i < dossier->count; i++)
        if (dossier->entries[i].kind == PX_DOSSIER_DUTY &&
            px_str_eq(dossier->entries[i].provision, id))
            px_page_duty_entry(request, out, dossier, &dossier->entries[i]);
}

void px_page_duty_json(px_json *json, const px_request *request, const px_dossier *dossier)
{
    px_json_key(json, "duties");
    px_json_array(json);
    for (size_t i = 0; i < dossier->count; i++)
        if (dossier->entries[i].kind == PX_DOSSIER_DUTY)
            px_dossier_entry_json(json, &dossier->entries[i], px_part_tag(request));
    px_json_array_end(json);
}
