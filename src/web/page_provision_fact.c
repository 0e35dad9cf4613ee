/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_provision_fact.h"

#include "web/page_duty.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

static px_view_provision_source *fact_sources(const px_request *request,
                                              const px_dossier_entry *entry)
{
    px_view_provision_source *rows =
        px_arena_array(request->arena, entry->n_sources, sizeof(*rows));

    for (size_t i = 0; i < entry->n_sources; i++) {
        const px_dossier_source *source = &entry->sources[i];

        rows[i] = (px_view_provision_source){
            .title = source->title.value,
            .language = source->title.language,
            .link = source->address,
            .confidence = px_str_of(px_tr(request->language, source->confidence->title)),
            .note = source->note.value,
        };
    }
    return rows;
}

static px_view_provision_fact fact_of(const px_request *request, const px_dossier *dossier,
                                      const px_dossier_entry *entry)
{
    PX_AUTO_BUILDER px_builder box = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (entry->kind == PX_DOSSIER_DUTY)
        px_page_duty_entry(request, &box, dossier, entry);
    return (px_view_provision_fact){
        .kind = px_part_sentence(
            request, px_str_of(px_tr(request->language, px_dossier_kind_title(entry->kind))),
            false),
        .title = entry->title.value,
        .text = entry->text.value,
        .language = entry->text.language,
        .box = px_arena_str(request->arena, px_builder_view(&box)),
        .sources = fact_sources(request, entry),
        .n_sources = entry->n_sources,
    };
}

void px_page_provision_facts(const px_request *request, const px_dossier *dossier, px_str id,
                             px_view_provision *view)
{
    px_view_provision_fact *rows =
        px_arena_array(request->arena, PX_MAX(dossier->count, 1), sizeof(*rows));

    for (size_t i = 0; i < dossier->count; i++)
        if (px_str_eq(dossier->entries[i].provision, id))
            rows[view->n_facts++] = fact_of(request, dossier, &dossier->entries[i]);
    view->facts = rows;
}
