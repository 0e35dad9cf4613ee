/* SPDX-License-Identifier: EUPL-1.2 */
/* The steps and rounds of a dossier as a timeline. */
#include "web/code_view.h"

#include "web/page_part.h"
#include "web/timeline_svg.h"

#include "base/banned.h"

/* What stands in another lane than that of follow-up. */
static const struct {
    const char *step;
    px_timeline_lane lane;
} lanes[] = {
    { "call", PX_TIMELINE_ROUNDS },
    { "consultation", PX_TIMELINE_ROUNDS },
    { "written-feedback", PX_TIMELINE_ROUNDS },
    { "draft", PX_TIMELINE_DRAFTS },
    { "presented", PX_TIMELINE_DRAFTS },
    { "received", PX_TIMELINE_DRAFTS },
    { "template", PX_TIMELINE_DRAFTS },
    { "guidance", PX_TIMELINE_LAW },
    { "kick-off-plenary", PX_TIMELINE_MEETINGS },
    { "plenary", PX_TIMELINE_MEETINGS },
    { "group-meeting", PX_TIMELINE_MEETINGS },
    { "provider-workshop", PX_TIMELINE_MEETINGS },
    { "synthesis-plenary", PX_TIMELINE_MEETINGS },
    { "closing-plenary", PX_TIMELINE_MEETINGS },
    { "board", PX_TIMELINE_INSTITUTIONS },
    { "board-subgroup", PX_TIMELINE_INSTITUTIONS },
    { "parliament", PX_TIMELINE_INSTITUTIONS },
    { "adequacy", PX_TIMELINE_INSTITUTIONS },
    { "application", PX_TIMELINE_LAW },
    { "deadline", PX_TIMELINE_LAW },
};

static px_timeline_lane timeline_lane(const px_dossier_entry *entry)
{
    if (entry->kind == PX_DOSSIER_ROUND)
        return PX_TIMELINE_ROUNDS;
    for (size_t i = 0; i < PX_COUNT(lanes); i++)
        if (entry->word && strcmp(entry->word->name, lanes[i].step) == 0)
            return lanes[i].lane;
    return PX_TIMELINE_AFTER;
}

static px_timeline_item timeline_item(const px_code_view *v, const px_dossier_entry *entry,
                                      px_str page)
{
    px_str when = px_code_view_when(v, &entry->when);
    px_arena *arena = v->request->arena;

    return (px_timeline_item){
        .lane = timeline_lane(entry),
        .first = entry->when.date.first,
        .last = px_code_view_last_day(&entry->when),
        .window = entry->when.until.precision != PX_DOSSIER_NO_DATE,
        .about = entry->when.about,
        .label = entry->title.value,
        .title = px_part_headed(v->request, when, entry->title.value),
        .link = px_str_of(
            px_arena_format(arena, "%.*s#step-%.*s", PX_STR_ARG(page), PX_STR_ARG(entry->key))),
    };
}

static px_str timeline_description(const px_code_view *v, const px_timeline *t)
{
    PX_AUTO_BUILDER px_builder names = PX_BUILDER_INIT(1024), out = PX_BUILDER_INIT(4096);
    PX_AUTO_BUILDER px_builder count = PX_BUILDER_INIT(64);
    const px_language *language = v->request->language;
    px_arg args[2];

    for (size_t i = 0; i < t->n_bands; i++)
        px_builder_format(&names, "%s%s", i ? ", " : "",
                          px_tr(language, px_timeline_lane_title(t->bands[i].lane)));
    px_format_int(&count, language, (long long)t->n_marks);
    args[0] = (px_arg){ "count", px_builder_view(&count) };
    args[1] = (px_arg){ "lanes", px_builder_view(&names) };
    px_message(&out, language,
               N_("{count} steps and rounds on a scale of months, from left to right, in these "
                  "lanes: {lanes}. The table tells the same in words."),
               args, 2);
    return px_arena_str(v->request->arena, px_builder_view(&out));
}

px_str px_code_view_timeline(const px_code_view *v, px_str page)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_timeline_item *items = px_arena_array(v->request->arena, v->dossier.count, sizeof(*items));
    px_timeline timeline;
    size_t n = 0;

    for (size_t i = 0; i < v->dossier.count; i++)
        if (px_code_view_is_step(&v->dossier.entries[i]))
            items[n++] = timeline_item(v, &v->dossier.entries[i], page);
    if (!n)
        return PX_STR_NONE;
    timeline = px_timeline_lay_out(v->request->arena, items, n);
    px_timeline_svg(&out, v->request->language, &timeline,
                    px_str_of(px_tr(v->request->language, N_("Timeline"))),
                    timeline_description(v, &timeline));
    return px_arena_str(v->request->arena, px_builder_view(&out));
}
