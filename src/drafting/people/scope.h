/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Scopes as people write and read them: "house", "code:gpai", "group:ID", "organisation:ID" with
 * public ids, "provider:SLUG". A group may also be written "group:CODE/PROCESS/KEY", a provider by
 * its public id. Rooms above this one note their scopes here (px_scope_note).
 */
#ifndef PX_DRAFTING_PEOPLE_SCOPE_H
#define PX_DRAFTING_PEOPLE_SCOPE_H

#include "base/arena.h"
#include "base/error.h"
#include "drafting/right.h"
#include "store/db.h"

/* INVALID for what has no such form, with the argument "field"; NOT_FOUND for what is not there. */
int px_scope_parse(px_db *db, px_arena *arena, px_str text, px_scope *ret_scope,
                   px_error *err) PX_MUST_CHECK;

/* The public name of what the scope is about, without its kind: a code's id, a public id; empty
 * for the house. In the arena; NOT_FOUND where it is not there. */
int px_scope_id(px_db *db, px_arena *arena, px_scope scope, px_str *ret_id,
                px_error *err) PX_MUST_CHECK;

/* Its title for people in the language, where there is one: of a code, the name of a group or an
 * organisation; empty for the house. */
int px_scope_title(px_db *db, px_arena *arena, px_scope scope, px_str language, px_str *ret_title,
                   px_error *err) PX_MUST_CHECK;

/* The address of its page within the site, without language: "/codes/gpai", or that of a working
 * group below it; empty for what has no page. In the arena; NOT_FOUND where it is not there. */
int px_scope_address(px_db *db, px_arena *arena, px_scope scope, px_str *ret_address,
                     px_error *err) PX_MUST_CHECK;

/* Inside a deed: the names of a scope that a room above keeps (so far: providers), when it is made
 * and when they change. EXISTS where another of the kind has the slug. */
int px_scope_note(px_db *db, px_scope scope, px_str id, px_str slug, px_str name,
                  px_error *err) PX_MUST_CHECK;

#endif
