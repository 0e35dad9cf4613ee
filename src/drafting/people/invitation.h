/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Invitations from a table: persons who take part without having answered a call. Columns by the
 * names in the header, in any order: name, mail (both needed), organisation, category, country,
 * register_number, language, role, group. All rows are taken or none. A preview is the same deed
 * on trial (px_house_try).
 */
#ifndef PX_DRAFTING_PEOPLE_INVITATION_H
#define PX_DRAFTING_PEOPLE_INVITATION_H

#include "base/csv.h"
#include "drafting/people/person.h"

typedef enum px_invitation_state {
    PX_INVITATION_NEW,     /* a new person */
    PX_INVITATION_CHANGED, /* known, gets what was empty or another role */
    PX_INVITATION_KNOWN,   /* all of it is so already */
    PX_INVITATION_ERROR,
    PX_INVITATION_STATE_COUNT
} px_invitation_state;

typedef struct px_invitation_row {
    int line;
    px_str name, mail;
    px_invitation_state state;
    const char *column; /* of the error, or NULL */
    px_error error;
} px_invitation_row;

/* "new"; the title is a message id. */
const char *px_invitation_state_name(px_invitation_state state);
const char *px_invitation_state_title(px_invitation_state state);

/* The deed. Roles are delegate, contact-point (both in the row's organisation), observer, member
 * and editor; empty: member or, by category, observer. group: a key of a group of the process, or
 * empty: the code. Those with the state new are told by mail. MALFORMED for a header without what
 * is needed or with unknown columns. INVALID where rows have errors: the report tells them, and
 * nothing is done. */
typedef struct px_invitation {
    px_str code, process; /* where roles hold */
    const px_csv *table;
    const char *author;
    px_arena *arena; /* for the report */
    px_invitation_row *ret_rows;
    size_t ret_count, ret_states[PX_INVITATION_STATE_COUNT];
} px_invitation;
int px_invitation_deed(px_db *db, void *invitation, px_error *err);

#endif
