/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/process_json.h"

#include "drafting/process/moment.h"

#include "base/banned.h"

void px_moment_json(px_json *json, const char *key, const px_moment *moment)
{
    if (!px_moment_is_set(moment))
        return;
    px_json_key(json, key);
    px_json_object(json);
    px_json_pair_str(json, "civil",
                     moment->day_only ? px_str_sub(moment->civil, 0, 10) : moment->civil);
    px_json_pair_time(json, "time", moment->at);
    px_json_pair_bool(json, "day_only", moment->day_only);
    px_json_object_end(json);
}

/* A text that may be missing. */
static void pair(px_json *json, const char *key, px_str value)
{
    if (value.len)
        px_json_pair_str(json, key, value);
}

void px_process_json(px_json *json, const px_process *process)
{
    px_json_object(json);
    px_json_pair_str(json, "code", process->code_id);
    px_json_pair_str(json, "process", process->key);
    px_json_pair_str(json, "title", process->title);
    pair(json, "text", process->text);
    pair(json, "template", process->template_key);
    px_json_pair_str(json, "zone", process->zone);
    px_json_pair_str(json, "late", process->late);
    px_json_pair_int(json, "window_days", process->window_days);
    px_json_pair_time(json, "begun", process->created);
    if (process->ended != PX_TIME_NONE)
        px_json_pair_time(json, "ended", process->ended);
    px_json_object_end(json);
}

void px_step_json(px_json *json, const px_step *step)
{
    px_json_object(json);
    px_json_pair_str(json, "step", step->key);
    px_json_pair_str(json, "id", step->id);
    px_json_pair_cstr(json, "kind", step->kind->name);
    if (step->cycle)
        px_json_pair_int(json, "cycle", step->cycle);
    px_moment_json(json, "starts", &step->starts);
    px_moment_json(json, "ends", &step->ends);
    px_json_pair_str(json, "state", step->state);
    px_json_pair_bool(json, "required", step->required);
    px_json_pair_str(json, "title", step->title);
    pair(json, "text", step->text);
    pair(json, "version", step->version);
    pair(json, "document", step->document);
    pair(json, "document_name", step->document_name);
    pair(json, "document_address", step->document_address);
    pair(json, "act", step->act);
    px_json_object_end(json);
}

void px_round_json(px_json *json, const px_round *round, px_time now)
{
    px_json_object(json);
    px_json_pair_int(json, "round", round->number);
    if (round->cycle)
        px_json_pair_int(json, "cycle", round->cycle);
    pair(json, "version", round->version);
    px_json_pair_cstr(json, "state", px_round_state_name(px_round_state_at(round, now)));
    px_moment_json(json, "opens", &round->opens);
    px_moment_json(json, "closes", &round->closes);
    px_json_pair_str(json, "late", round->late);
    px_json_pair_int(json, "extensions", (long long)round->n_extensions);
    px_json_object_end(json);
}

void px_round_extensions_json(px_json *json, const px_round *round,
                              const px_round_extension *extensions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        px_json_object(json);
        px_json_pair_int(json, "round", round->number);
        px_moment_json(json, "before", &extensions[i].before);
        px_moment_json(json, "closes", &extensions[i].closes);
        px_json_pair_str(json, "reason", extensions[i].reason);
        px_json_pair_str(json, "act", extensions[i].act);
        px_json_object_end(json);
    }
}

static void leaders_json(px_json *json, const px_group_person *people, size_t count)
{
    px_json_key(json, "leaders");
    px_json_array(json);
    for (size_t i = 0; i < count; i++) {
        if (!people[i].leads)
            continue;
        px_json_object(json);
        px_json_pair_str(json, "person", people[i].id);
        px_json_pair_str(json, "name", people[i].name);
        px_json_pair_cstr(json, "role", px_role_name(people[i].role));
        px_json_pair_str(json, "title", people[i].title);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

void px_group_json(px_json *json, const px_group *group, const px_group_person *people,
                   size_t n_people)
{
    px_json_object(json);
    px_json_pair_str(json, "group", group->key);
    px_json_pair_str(json, "id", group->id);
    px_json_pair_str(json, "name", group->name);
    pair(json, "text", group->text);
    px_json_key(json, "chapters");
    px_json_array(json);
    for (size_t i = 0; i < group->n_chapters; i++)
        px_json_str(json, group->chapters[i]);
    px_json_array_end(json);
    px_json_pair_time(json, "since", group->since);
    if (group->until != PX_TIME_NONE)
        px_json_pair_time(json, "until", group->until);
    leaders_json(json, people, n_people);
    px_json_object_end(json);
}
