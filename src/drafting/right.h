/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rights: which role may do which action. The table is constant (right.c); grants, which say who
 * has which role where, come with people. Everybody, signed in or not, has the role public.
 */
#ifndef PX_DRAFTING_RIGHT_H
#define PX_DRAFTING_RIGHT_H

#include <stdbool.h>

typedef enum px_role {
    PX_ROLE_PUBLIC,
    PX_ROLE_READER,
    PX_ROLE_DELEGATE,
    PX_ROLE_CONTACT_POINT,
    PX_ROLE_OBSERVER,
    PX_ROLE_MEMBER,
    PX_ROLE_EDITOR,
    PX_ROLE_VICE_CHAIR,
    PX_ROLE_CHAIR,
    PX_ROLE_SECRETARIAT,
    PX_ROLE_COUNT
} px_role;

typedef enum px_action {
    PX_ACTION_READ_SITE,      /* home, search, published versions, errors, files of the pages */
    PX_ACTION_READ_LOG,       /* acts, heads, proofs */
    PX_ACTION_READ_HEALTH,    /* /healthz */
    PX_ACTION_SET_PREFERENCE, /* appearance of the pages, in the visitor's own cookie */
    PX_ACTION_READ_WORKING,   /* versions that are not published yet */
    PX_ACTION_COUNT
} px_action;

/* Whether the role may do it. */
bool px_right_has(px_role role, px_action action);

/* Names as in the API description and in tests: "public", "read-site". */
const char *px_role_name(px_role role);
const char *px_action_name(px_action action);

#endif
