/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/call_json.h"

#include "base/banned.h"

static void pair_time(px_json *json, const char *key, px_time time)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64);

    if (time != PX_TIME_NONE)
        px_time_format(&text, time);
    px_json_pair_str(json, key, time == PX_TIME_NONE ? PX_STR_NONE : px_builder_view(&text));
}

void px_call_json(px_json *json, const px_call *call, px_time now)
{
    px_json_object(json);
    px_json_pair_str(json, "id", call->id);
    px_json_pair_str(json, "code", call->code_id);
    px_json_pair_str(json, "process", call->process_key);
    px_json_pair_cstr(json, "kind", call->chairs ? "chairs" : "participants");
    px_json_pair_cstr(json, "state", px_call_state_name(px_call_state_at(call, now)));
    pair_time(json, "opens", call->opens.at);
    pair_time(json, "closes", call->closes.at);
    px_json_pair_str(json, "opens_civil", call->opens.civil);
    px_json_pair_str(json, "closes_civil", call->closes.civil);
    px_json_pair_str(json, "zone", call->zone);
    px_json_pair_str(json, "late", call->late);
    px_json_pair_int(json, "consent_version", call->consent_version);
    px_json_pair_str(json, "language", call->text_language);
    px_json_pair_str(json, "title", call->title);
    px_json_pair_str(json, "text", call->text);
    px_json_pair_str(json, "act", call->act);
    px_json_object_end(json);
}

static void application_texts_json(px_json *json, const px_application *a)
{
    px_json_pair_str(json, "name", a->name);
    px_json_pair_str(json, "mail", a->mail);
    px_json_pair_str(json, "organisation", a->organisation);
    px_json_pair_str(json, "register_number", a->register_number);
    px_json_pair_str(json, "motivation", a->motivation);
    px_json_pair_str(json, "expertise", a->expertise);
    px_json_pair_str(json, "interests", a->interests);
    px_json_pair_str(json, "reason", a->reason);
}

void px_application_json(px_json *json, const px_application *a, bool personal)
{
    px_json_object(json);
    px_json_pair_str(json, "id", a->id);
    px_json_pair_str(json, "state", a->state);
    px_json_pair_str(json, "category", a->category);
    px_json_pair_str(json, "country", a->country);
    px_json_pair_str(json, "language", a->language);
    px_json_key(json, "groups");
    px_json_array(json);
    for (size_t i = 0; i < a->n_groups; i++)
        px_json_str(json, a->groups[i]);
    px_json_array_end(json);
    px_json_pair_str(json, "function", a->function);
    pair_time(json, "received", a->received);
    pair_time(json, "confirmed", a->confirmed);
    pair_time(json, "decided", a->decided);
    px_json_pair_bool(json, "late", a->late);
    px_json_pair_int(json, "consent_version", a->consent_version);
    if (personal)
        application_texts_json(json, a);
    px_json_object_end(json);
}

void px_application_counts_json(px_json *json, const px_application_count *counts, size_t n)
{
    px_json_array(json);
    for (size_t i = 0; i < n; i++) {
        px_json_object(json);
        px_json_pair_str(json, "category", counts[i].category);
        px_json_pair_int(json, "received", counts[i].received);
        px_json_pair_int(json, "accepted", counts[i].accepted);
        px_json_pair_int(json, "declined", counts[i].declined);
        px_json_pair_int(json, "withdrawn", counts[i].withdrawn);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}
