/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Meetings as JSON, for the twins of pages and for the command line: one object each. What the
 * reader does not see is left out; px_meeting_sees says what that is. Keys are only added, never
 * changed (docs/meetings.md).
 */
#ifndef PX_DRAFTING_PROCESS_MEETING_JSON_H
#define PX_DRAFTING_PROCESS_MEETING_JSON_H

#include "base/json_write.h"
#include "drafting/process/adoption.h"
#include "drafting/process/meeting_paper.h"

/* What is known of the meeting itself. title: in words where it has none of its own. place: place
 * and link too. */
void px_meeting_json(px_json *json, const px_meeting *meeting, px_str title, bool place);

/* The value: an object of agendas, documents with their hashes, and where `record` is set
 * attendance and minutes with theirs. */
void px_meeting_papers_json(px_json *json, px_arena *arena, const px_meeting_papers *papers,
                            bool record);

/* The pairs "changes" and "records": what happened to it, and what was published when. */
void px_meeting_history_json(px_json *json, const px_meeting_change *changes, size_t n_changes,
                             const px_meeting_record *records, size_t n_records);

/* The pairs "steps", "missing", "version", "adopted" and, where it is, "act" and "time". */
void px_adoption_json(px_json *json, const px_adoption *adoption);

#endif
