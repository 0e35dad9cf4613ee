/* SPDX-License-Identifier: EUPL-1.2 */
/* How people are shown who wish to be shown with their name, their organisation, or neither. */
#include "drafting/people/person.h"

#include "base/words.h"

#include "base/banned.h"

static const struct {
    const char *name, *title;
} displays[] = {
    [PX_DISPLAY_NAME] = { "name", N_("with name and organisation") },
    [PX_DISPLAY_ORGANISATION] = { "organisation", N_("with the organisation alone") },
    [PX_DISPLAY_ANONYMOUS] = { "anonymous", N_("anonymously, with the category alone") },
};

PX_WORDS(px_display, px_display, displays)

static px_str display_anonymous(px_arena *arena, px_str category, const px_language *language)
{
    px_category *categories;
    size_t n;

    if (px_category_list(arena, px_str_of(px_language_tag(language)), &categories, &n, NULL) >= 0)
        for (size_t i = 0; i < n; i++)
            if (px_str_is(category, categories[i].key))
                return categories[i].one;
    return px_str_of(px_tr(language, N_("A participant")));
}

px_str px_display_of(px_arena *arena, const px_person *person, px_display wish,
                     const px_language *language)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(8192);
    px_str organisation = person->organisation_name;
    const px_arg args[] = { { "name", person->name }, { "organisation", organisation } };

    if (px_str_is(person->state, "erased"))
        return px_str_of(px_tr(language, N_("A person whose data were erased")));
    if (wish == PX_DISPLAY_ORGANISATION && organisation.len)
        return organisation;
    if (wish != PX_DISPLAY_NAME || !person->name.len)
        return display_anonymous(arena, person->category, language);
    if (!organisation.len)
        return person->name;
    px_message(&words, language, N_("{name}, {organisation}"), args, PX_COUNT(args));
    return px_arena_str(arena, px_builder_view(&words));
}
