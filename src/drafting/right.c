/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/right.h"

#include <stddef.h>

#include "base/banned.h"

#define BIT(role) (1U << (role))

enum {
    EVERYBODY = (1U << PX_ROLE_COUNT) - 1,
    /* Those who draw the text up see it before it is published. */
    DRAFTERS = BIT(PX_ROLE_EDITOR) | BIT(PX_ROLE_VICE_CHAIR) | BIT(PX_ROLE_CHAIR) |
               BIT(PX_ROLE_SECRETARIAT)
};

/* Which roles may do the action: one row an action, one bit a role. */
static const struct {
    const char *name;
    unsigned roles;
} actions[PX_ACTION_COUNT] = {
    [PX_ACTION_READ_SITE] = { "read-site", EVERYBODY },
    [PX_ACTION_READ_LOG] = { "read-log", EVERYBODY },
    [PX_ACTION_READ_HEALTH] = { "read-health", EVERYBODY },
    [PX_ACTION_SET_PREFERENCE] = { "set-preference", EVERYBODY },
    [PX_ACTION_READ_WORKING] = { "read-working", DRAFTERS },
};

static const char *const roles[PX_ROLE_COUNT] = {
    [PX_ROLE_PUBLIC] = "public",     [PX_ROLE_READER] = "reader",
    [PX_ROLE_DELEGATE] = "delegate", [PX_ROLE_CONTACT_POINT] = "contact-point",
    [PX_ROLE_OBSERVER] = "observer", [PX_ROLE_MEMBER] = "member",
    [PX_ROLE_EDITOR] = "editor",     [PX_ROLE_VICE_CHAIR] = "vice-chair",
    [PX_ROLE_CHAIR] = "chair",       [PX_ROLE_SECRETARIAT] = "secretariat",
};

bool px_right_has(px_role role, px_action action)
{
    if ((unsigned)role >= PX_ROLE_COUNT || (unsigned)action >= PX_ACTION_COUNT)
        return false;
    return (actions[action].roles & BIT(role)) != 0;
}

const char *px_role_name(px_role role)
{
    return (unsigned)role < PX_ROLE_COUNT ? roles[role] : NULL;
}

const char *px_action_name(px_action action)
{
    return (unsigned)action < PX_ACTION_COUNT ? actions[action].name : NULL;
}
