/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/meeting_json.h"

#include "drafting/process/process_json.h"

#include "base/banned.h"

/* A text that may be missing. */
static void pair(px_json *json, const char *key, px_str value)
{
    if (value.len)
        px_json_pair_str(json, key, value);
}

void px_meeting_json(px_json *json, const px_meeting *meeting, px_str title, bool place)
{
    px_json_object(json);
    px_json_pair_str(json, "meeting", meeting->id);
    px_json_pair_str(json, "code", meeting->code_id);
    px_json_pair_str(json, "process", meeting->process_key);
    px_json_pair_str(json, "step", meeting->step_key);
    px_json_pair_cstr(json, "kind", meeting->kind->name);
    if (meeting->cycle)
        px_json_pair_int(json, "cycle", meeting->cycle);
    px_json_pair_str(json, "title", title);
    pair(json, "text", meeting->text);
    pair(json, "body", meeting->body);
    px_json_key(json, "groups");
    px_json_array(json);
    for (size_t i = 0; i < meeting->n_groups; i++) {
        px_json_object(json);
        px_json_pair_str(json, "key", meeting->groups[i].key);
        px_json_pair_str(json, "name", meeting->groups[i].name);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_pair_str(json, "state", meeting->state);
    px_moment_json(json, "starts", &meeting->starts);
    px_moment_json(json, "ends", &meeting->ends);
    px_json_pair_str(json, "zone", meeting->zone);
    px_json_pair_cstr(json, "may_attend", px_meeting_audience_name(meeting->may_attend));
    px_json_pair_cstr(json, "sees_papers", px_meeting_audience_name(meeting->sees_papers));
    if (place) {
        pair(json, "place", meeting->place);
        pair(json, "link", meeting->link);
    }
    px_json_pair_time(json, "called", meeting->called);
    px_json_pair_int(json, "record", meeting->records);
    if (meeting->records)
        px_json_pair_int(json, "attended", meeting->attended);
    px_json_pair_str(json, "act", meeting->act);
    px_json_object_end(json);
}

static void agendas_json(px_json *json, px_arena *arena, const px_meeting_papers *papers)
{
    char digest[PX_DIGEST_HEX];

    px_json_key(json, "agendas");
    px_json_array(json);
    for (size_t i = 0; i < papers->n_agendas; i++) {
        const px_agenda *agenda = &papers->agendas[i];

        px_meeting_digest(px_agenda_print(arena, agenda), digest);
        px_json_object(json);
        px_json_pair_str(json, "language", agenda->language);
        px_json_pair_cstr(json, "sha256", digest);
        px_json_key(json, "items");
        px_json_array(json);
        for (size_t k = 0; k < agenda->count; k++) {
            px_json_object(json);
            px_json_pair_str(json, "title", agenda->items[k].title);
            pair(json, "provision", agenda->items[k].lasting_id);
            px_json_object_end(json);
        }
        px_json_array_end(json);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void documents_json(px_json *json, const px_meeting_papers *papers)
{
    px_json_key(json, "documents");
    px_json_array(json);
    for (size_t i = 0; i < papers->n_documents; i++) {
        const px_meeting_document *document = &papers->documents[i];

        px_json_object(json);
        px_json_pair_str(json, "document", document->id);
        px_json_pair_str(json, "title", document->title);
        px_json_pair_str(json, "name", document->name);
        px_json_pair_str(json, "media_type", document->media_type);
        px_json_pair_int(json, "bytes", (long long)document->size);
        px_json_pair_str(json, "sha256", document->hash);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void record_json(px_json *json, const px_meeting_papers *papers)
{
    char digest[PX_DIGEST_HEX];

    px_json_key(json, "attendance");
    px_json_array(json);
    for (size_t i = 0; i < papers->n_attendance; i++) {
        px_json_object(json);
        px_json_pair_str(json, "category", papers->attendance[i].category);
        px_json_pair_int(json, "people", papers->attendance[i].people);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_key(json, "minutes");
    px_json_array(json);
    for (size_t i = 0; i < papers->n_minutes; i++) {
        px_meeting_digest(papers->minutes[i].text, digest);
        px_json_object(json);
        px_json_pair_str(json, "language", papers->minutes[i].language);
        px_json_pair_cstr(json, "sha256", digest);
        px_json_pair_str(json, "text", papers->minutes[i].text);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

void px_meeting_papers_json(px_json *json, px_arena *arena, const px_meeting_papers *papers,
                            bool record)
{
    px_json_object(json);
    px_json_pair_int(json, "record", papers->record);
    agendas_json(json, arena, papers);
    documents_json(json, papers);
    if (record)
        record_json(json, papers);
    px_json_object_end(json);
}

void px_meeting_history_json(px_json *json, const px_meeting_change *changes, size_t n_changes,
                             const px_meeting_record *records, size_t n_records)
{
    px_json_key(json, "changes");
    px_json_array(json);
    for (size_t i = 0; i < n_changes; i++) {
        px_json_object(json);
        px_json_pair_cstr(json, "change", changes[i].cancelled ? "cancelled" : "moved");
        pair(json, "starts_before", changes[i].starts_before);
        px_json_pair_str(json, "reason", changes[i].reason);
        px_json_pair_time(json, "time", changes[i].time);
        px_json_pair_str(json, "act", changes[i].act);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_key(json, "records");
    px_json_array(json);
    for (size_t i = 0; i < n_records; i++) {
        px_json_object(json);
        px_json_pair_int(json, "record", records[i].number);
        px_json_pair_time(json, "time", records[i].time);
        pair(json, "reason", records[i].reason);
        px_json_pair_str(json, "act", records[i].act);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

void px_adoption_json(px_json *json, const px_adoption *adoption)
{
    px_json_key(json, "steps");
    px_json_array(json);
    for (size_t i = 0; i < adoption->n_steps; i++) {
        const px_adoption_step *step = &adoption->steps[i];

        px_json_object(json);
        px_json_pair_str(json, "step", step->step.id);
        px_json_pair_cstr(json, "kind", step->step.kind->name);
        px_json_pair_str(json, "title", step->step.title);
        px_json_pair_bool(json, "done", step->done);
        if (step->done)
            px_moment_json(json, "on", &step->step.starts);
        pair(json, "version", step->step.version);
        pair(json, "document", step->step.document);
        pair(json, "name", step->step.document_name);
        pair(json, "address", step->step.document_address);
        pair(json, "meeting", step->meeting);
        if (step->done)
            pair(json, "act", step->step.act);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_pair_int(json, "missing", (long long)adoption->n_missing);
    px_json_pair_str(json, "version", adoption->version.len ? adoption->version : PX_STR_NONE);
    px_json_pair_bool(json, "adopted", adoption->adopted);
    pair(json, "act", adoption->act);
    if (adoption->time != PX_TIME_NONE)
        px_json_pair_time(json, "time", adoption->time);
}
