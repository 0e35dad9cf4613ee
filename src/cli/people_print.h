/* SPDX-License-Identifier: EUPL-1.2 */
/* Persons and their roles as commands print them. */
#ifndef PX_CLI_PEOPLE_PRINT_H
#define PX_CLI_PEOPLE_PRINT_H

#include "base/json_write.h"
#include "cli/command.h"
#include "drafting/people/person.h"

/* The object of a person, with all that the house keeps in the row; it stays open for more. */
void px_people_json(px_json *json, const px_person *person);

/* "chair code:gpai (co-chair)". In the arena. */
px_str px_people_grant_text(px_arena *arena, const px_grant_row *row);

/* The member "grants" of an open object: all, also those that have ended. */
void px_people_grants_json(px_json *json, const px_grant_row *rows, size_t count);

/* Says what was done to a person: the message with {name}, {mail} and {id}, or these as JSON. */
int px_people_say(px_invocation *run, const px_person *person, const char *message,
                  px_error *err) PX_MUST_CHECK;

#endif
