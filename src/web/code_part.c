/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/code_part.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_CYCLE = 99 };

/* ---- Where it stands */

void px_code_part_around(const px_dossier *dossier, int64_t day, const px_dossier_entry **ret_last,
                         const px_dossier_entry **ret_next)
{
    *ret_last = NULL;
    *ret_next = NULL;
    for (size_t i = 0; i < dossier->count; i++) {
        const px_dossier_entry *entry = &dossier->entries[i];

        if (entry->kind != PX_DOSSIER_STEP)
            continue;
        if (entry->when.date.first <= day)
            *ret_last = entry;
        else if (!*ret_next)
            *ret_next = entry;
    }
}

const px_view_code_last *px_code_part_last(const px_code_view *v, const px_dossier_entry *entry)
{
    px_view_code_last *last;

    if (!entry)
        return NULL;
    last = px_arena_alloc(v->request->arena, sizeof(*last));
    *last = (px_view_code_last){
        .title = entry->title.value,
        .title_language = entry->title.language,
        .when = px_code_view_when(v, &entry->when),
        .link = px_code_view_step_link(v, entry),
    };
    return last;
}

/* ---- Cycles */

static bool is_meeting(const px_dossier_entry *entry)
{
    static const char *const meetings[] = {
        "kick-off-plenary", "plenary",    "group-meeting",     "provider-workshop", "board",
        "board-subgroup",   "parliament", "synthesis-plenary", "closing-plenary",
    };

    for (size_t i = 0; i < PX_COUNT(meetings); i++)
        if (strcmp(entry->word->name, meetings[i]) == 0)
            return true;
    return false;
}

static px_view_cycle_step cycle_step(const px_code_view *v, const px_dossier_entry *entry)
{
    return (px_view_cycle_step){
        .when = px_code_view_when(v, &entry->when),
        .title = entry->title.value,
        .title_language = entry->title.language,
        .link = px_code_view_step_link(v, entry),
    };
}

static px_view_cycle_round cycle_round(const px_code_view *v, const px_dossier_entry *entry)
{
    const px_dossier_when *when = &entry->when;
    px_view_cycle_round row = {
        .title = entry->title.value,
        .title_language = entry->title.language,
        .link = px_code_view_step_link(v, entry),
        .when = px_code_view_when(v, when),
        .figures = px_code_view_figures(v, entry),
        .n_figures = entry->n_figures,
        .own = entry->process.len > 0,
    };

    /* From the day of opening to that of closing, where both are known to the day. */
    if (when->date.precision == PX_DOSSIER_DAY && when->until.precision == PX_DOSSIER_DAY)
        row.days = (long long)(when->until.first - when->date.first);
    return row;
}

static void cycle_add_step(const px_code_view *v, px_view_dossier_cycle *cycle,
                           const px_dossier_entry *entry, px_view_cycle_step *drafts,
                           px_view_cycle_step *meetings)
{
    const px_version *version = px_code_view_version(v, entry->version);

    if (strcmp(entry->word->name, "draft") == 0)
        drafts[cycle->n_drafts++] = cycle_step(v, entry);
    else if (is_meeting(entry))
        meetings[cycle->n_meetings++] = cycle_step(v, entry);
    if (version) {
        cycle->version = version->label;
        cycle->version_link = px_code_view_version_link(v, version);
    }
}

static bool same_cycle(const px_dossier_entry *a, const px_dossier_entry *b)
{
    return a->cycle == b->cycle && px_str_eq(a->process, b->process);
}

/* "The second edition, cycle 1": of the cycles of a process of the house. */
static px_str cycle_name(const px_code_view *v, const px_dossier_entry *first)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    char number[16];
    px_arg args[] = { { "process", first->process_title }, { "number", PX_STR_NONE } };

    (void)snprintf(number, sizeof(number), "%d", first->cycle);
    args[1].value = px_str_of(number);
    px_message(&out, v->request->language, N_("{process}: cycle {number}"), args, PX_COUNT(args));
    return px_arena_str(v->request->arena, px_builder_view(&out));
}

/* The cycle that an entry belongs to. Cycle 1 of one process is not that of another. */
static px_view_dossier_cycle cycle_of(const px_code_view *v, const px_dossier_entry *first)
{
    px_arena *arena = v->request->arena;
    px_view_cycle_step *drafts = px_arena_array(arena, v->dossier.count, sizeof(*drafts));
    px_view_cycle_step *meetings = px_arena_array(arena, v->dossier.count, sizeof(*meetings));
    px_view_cycle_round *rounds = px_arena_array(arena, v->dossier.count, sizeof(*rounds));
    px_view_dossier_cycle cycle = {
        .number = first->process.len ? 0 : first->cycle,
        .drafts = drafts,
        .meetings = meetings,
        .rounds = rounds,
    };

    if (first->process.len)
        cycle.name = cycle_name(v, first);
    for (size_t i = 0; i < v->dossier.count; i++) {
        const px_dossier_entry *entry = &v->dossier.entries[i];

        if (!same_cycle(entry, first))
            continue;
        if (entry->kind == PX_DOSSIER_STEP)
            cycle_add_step(v, &cycle, entry, drafts, meetings);
        else if (entry->kind == PX_DOSSIER_ROUND)
            rounds[cycle.n_rounds++] = cycle_round(v, entry);
    }
    return cycle;
}

static px_view_dossier_cycle cycle_of_round(const px_code_view *v, const px_dossier_entry *entry)
{
    px_view_cycle_round *round = px_arena_alloc(v->request->arena, sizeof(*round));

    *round = cycle_round(v, entry);
    return (px_view_dossier_cycle){
        .name = entry->title.value,
        .name_language = entry->title.language,
        .rounds = round,
        .n_rounds = 1,
    };
}

/* Whether no step or round of the same cycle stands before it. */
static bool is_first(const px_code_view *v, size_t at)
{
    const px_dossier_entry *entries = v->dossier.entries;

    for (size_t i = 0; i < at; i++)
        if (px_code_view_is_step(&entries[i]) && same_cycle(&entries[i], &entries[at]))
            return false;
    return true;
}

const px_view_dossier_cycle *px_code_part_cycles(const px_code_view *v, size_t *ret_count)
{
    px_view_dossier_cycle *cycles =
        px_arena_array(v->request->arena, v->dossier.count, sizeof(*cycles));
    size_t n = 0;

    for (size_t i = 0; i < v->dossier.count; i++) {
        const px_dossier_entry *entry = &v->dossier.entries[i];

        if (!px_code_view_is_step(entry) || entry->cycle < 0 || entry->cycle > MAX_CYCLE)
            continue;
        if (entry->cycle == 0 && entry->kind == PX_DOSSIER_ROUND)
            cycles[n++] = cycle_of_round(v, entry);
        if (entry->cycle && is_first(v, i))
            cycles[n++] = cycle_of(v, entry);
    }
    *ret_count = n;
    return cycles;
}

/* ---- Groups */

static void group_names(const px_code_view *v, const px_dossier_entry *entry,
                        px_view_dossier_group *group)
{
    px_view_group_name *names = px_arena_array(v->request->arena, entry->n_names, sizeof(*names));

    for (size_t i = 0; i < entry->n_names; i++)
        names[i] = (px_view_group_name){
            .name = entry->names[i].name.value,
            .name_language = entry->names[i].name.language,
            .when = px_code_view_when(v, &entry->names[i].when),
        };
    if (!entry->n_names)
        return;
    group->name = names[entry->n_names - 1].name;
    group->name_language = names[entry->n_names - 1].name_language;
    if (entry->n_names > 1) { /* of one name that never changed, the heading tells all */
        group->names = names;
        group->n_names = entry->n_names;
    }
}

static void group_people(const px_code_view *v, px_str key, px_view_dossier_group *group)
{
    size_t n;
    const px_dossier_entry **found = px_code_view_of_kind(v, PX_DOSSIER_APPOINTMENT, &n);
    px_view_group_person *people = px_arena_array(v->request->arena, n, sizeof(*people));

    for (size_t i = 0; i < n; i++)
        if (px_str_eq(found[i]->group, key))
            people[group->n_people++] = (px_view_group_person){
                .person = found[i]->person,
                .role = px_code_view_kind(v, found[i]),
                .subject = found[i]->subject.value,
                .subject_language = found[i]->subject.language,
            };
    group->people = people;
}

const px_view_dossier_group *px_code_part_groups(const px_code_view *v, size_t *ret_count)
{
    const px_dossier_entry **found = px_code_view_of_kind(v, PX_DOSSIER_GROUP, ret_count);
    px_view_dossier_group *groups = px_arena_array(v->request->arena, *ret_count, sizeof(*groups));

    for (size_t i = 0; i < *ret_count; i++) {
        groups[i] = (px_view_dossier_group){
            .number = found[i]->number,
            .process = found[i]->process_title,
            .text = found[i]->text.value,
            .text_language = found[i]->text.language,
            .sources = px_code_view_source_list(v, found[i]),
        };
        groups[i].chapters = px_code_view_chapters(v, found[i]->chapters, found[i]->n_chapters,
                                                   &groups[i].n_chapters);
        group_names(v, found[i], &groups[i]);
        group_people(v, found[i]->key, &groups[i]);
    }
    return groups;
}
