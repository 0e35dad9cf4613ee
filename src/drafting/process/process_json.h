/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Processes as JSON, for the twins of pages and for the command line: one object each. Keys and
 * values do not vary with the language, save titles and texts. Keys are only added, never changed
 * (docs/format-process.md).
 */
#ifndef PX_DRAFTING_PROCESS_JSON_H
#define PX_DRAFTING_PROCESS_JSON_H

#include "base/json_write.h"
#include "drafting/process/group_people.h"
#include "drafting/process/process.h"
#include "drafting/process/round.h"

/* A process or a step, with its titles in the language in which it was read. */
void px_process_json(px_json *json, const px_process *process);
void px_step_json(px_json *json, const px_step *step);

/* now: for the state. */
void px_round_json(px_json *json, const px_round *round, px_time now);
/* An object for each extension of the round, into an open array. */
void px_round_extensions_json(px_json *json, const px_round *round,
                              const px_round_extension *extensions, size_t count);

/* people: those of the group whom the reader may see; those who lead it are named. */
void px_group_json(px_json *json, const px_group *group, const px_group_person *people,
                   size_t n_people);

/* The pair key: {"civil": ..., "time": ..., "day_only": ...}; nothing where it is not set. */
void px_moment_json(px_json *json, const char *key, const px_moment *moment);

#endif
