/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/right.h"

#include <stddef.h>

#include "base/error.h"
#include "base/words.h"

#include "base/banned.h"

#define BIT(role) (1U << (role))

enum {
    EVERYBODY = (1U << PX_ROLE_COUNT) - 1,
    SIGNED_IN = EVERYBODY & ~BIT(PX_ROLE_PUBLIC),
    SECRETARIAT = BIT(PX_ROLE_SECRETARIAT),
    CHAIRS = BIT(PX_ROLE_VICE_CHAIR) | BIT(PX_ROLE_CHAIR) | SECRETARIAT,
    /* Those who draw the text up see it before it is published. */
    DRAFTERS = BIT(PX_ROLE_EDITOR) | CHAIRS,
    /* An organisation is heard through its delegates; observers may comment too. */
    PARTICIPANTS = BIT(PX_ROLE_DELEGATE) | BIT(PX_ROLE_CONTACT_POINT) | BIT(PX_ROLE_OBSERVER) |
                   BIT(PX_ROLE_MEMBER) | DRAFTERS,
    SUBMITTERS = PARTICIPANTS & ~BIT(PX_ROLE_DELEGATE),
    OFFICERS = BIT(PX_ROLE_COMPLIANCE_OFFICER),
    ENGINEERS = BIT(PX_ROLE_ENGINEER) | OFFICERS,
    /* Those who may see what a provider keeps to itself. */
    PROVIDER_PEOPLE = BIT(PX_ROLE_PROVIDER_READER) | ENGINEERS
};

enum { ACTION_OF_ANY_GROUP = 1 }; /* a grant in a group of the code counts for the code */

/* Which roles may do the action: one row an action, one bit a role. */
static const struct {
    const char *name;
    unsigned roles, flags;
} actions[PX_ACTION_COUNT] = {
    [PX_ACTION_READ_SITE] = { "read-site", EVERYBODY, 0 },
    [PX_ACTION_READ_LOG] = { "read-log", EVERYBODY, 0 },
    [PX_ACTION_READ_HEALTH] = { "read-health", EVERYBODY, 0 },
    [PX_ACTION_SET_PREFERENCE] = { "set-preference", EVERYBODY, 0 },
    [PX_ACTION_SIGN_IN] = { "sign-in", EVERYBODY, 0 },
    [PX_ACTION_APPLY] = { "apply", EVERYBODY, 0 },
    [PX_ACTION_KEEP_ACCOUNT] = { "keep-account", SIGNED_IN, 0 },
    [PX_ACTION_TAKE_PART] = { "take-part", PARTICIPANTS, ACTION_OF_ANY_GROUP },
    [PX_ACTION_CONTRIBUTE] = { "contribute", PARTICIPANTS, ACTION_OF_ANY_GROUP },
    [PX_ACTION_SUBMIT] = { "submit", SUBMITTERS, ACTION_OF_ANY_GROUP },
    [PX_ACTION_READ_WORKING] = { "read-working", DRAFTERS, ACTION_OF_ANY_GROUP },
    [PX_ACTION_EDIT_WORKING] = { "edit-working", DRAFTERS, ACTION_OF_ANY_GROUP },
    [PX_ACTION_ANSWER] = { "answer", DRAFTERS, ACTION_OF_ANY_GROUP },
    [PX_ACTION_PUBLISH_ANSWERS] = { "publish-answers", CHAIRS, ACTION_OF_ANY_GROUP },
    [PX_ACTION_HOLD_MEETING] = { "hold-meeting", CHAIRS, 0 },
    [PX_ACTION_READ_PEOPLE] = { "read-people", SECRETARIAT, 0 },
    [PX_ACTION_DECIDE] = { "decide", SECRETARIAT, 0 },
    [PX_ACTION_KEEP_PEOPLE] = { "keep-people", SECRETARIAT, 0 },
    [PX_ACTION_PLAN] = { "plan", SECRETARIAT, 0 },
    [PX_ACTION_PUBLISH] = { "publish", SECRETARIAT, 0 },
    [PX_ACTION_ADOPT] = { "adopt", SECRETARIAT, 0 },
    [PX_ACTION_READ_MAIL] = { "read-mail", SECRETARIAT, 0 },
    [PX_ACTION_KEEP_PROVIDERS] = { "keep-providers", SECRETARIAT, 0 },
    [PX_ACTION_READ_CLAIMS] = { "read-claims", PROVIDER_PEOPLE, 0 },
    [PX_ACTION_MEASURE] = { "measure", ENGINEERS, 0 },
    [PX_ACTION_DECLARE] = { "declare", OFFICERS, 0 },
    [PX_ACTION_PUBLISH_DOCUMENTS] = { "publish-documents", OFFICERS, 0 },
};

static const struct {
    const char *name, *title;
} roles[PX_ROLE_COUNT] = {
    [PX_ROLE_PUBLIC] = { "public", N_("public") },
    [PX_ROLE_READER] = { "reader", N_("reader") },
    [PX_ROLE_DELEGATE] = { "delegate", N_("delegate") },
    [PX_ROLE_CONTACT_POINT] = { "contact-point", N_("contact point") },
    [PX_ROLE_OBSERVER] = { "observer", N_("observer") },
    [PX_ROLE_MEMBER] = { "member", N_("member") },
    [PX_ROLE_EDITOR] = { "editor", N_("editor") },
    [PX_ROLE_VICE_CHAIR] = { "vice-chair", N_("vice-chair") },
    [PX_ROLE_CHAIR] = { "chair", N_("chair") },
    [PX_ROLE_SECRETARIAT] = { "secretariat", N_("secretariat") },
    [PX_ROLE_PROVIDER_READER] = { "provider-reader", N_("reader of a provider") },
    [PX_ROLE_ENGINEER] = { "engineer", N_("engineer of a provider") },
    [PX_ROLE_COMPLIANCE_OFFICER] = { "compliance-officer", N_("compliance officer of a provider") },
};

static const char *const scope_kinds[PX_SCOPE_KIND_COUNT] = {
    [PX_SCOPE_HOUSE] = "house",       [PX_SCOPE_CODE] = "code",
    [PX_SCOPE_GROUP] = "group",       [PX_SCOPE_ORGANISATION] = "organisation",
    [PX_SCOPE_PROVIDER] = "provider",
};

bool px_right_has(px_role role, px_action action)
{
    if ((unsigned)role >= PX_ROLE_COUNT || (unsigned)action >= PX_ACTION_COUNT)
        return false;
    return (actions[action].roles & BIT(role)) != 0;
}

bool px_role_is_of_provider(px_role role)
{
    return (unsigned)role < PX_ROLE_COUNT && (PROVIDER_PEOPLE & BIT(role)) != 0;
}

/* Whether what was granted in `granted` holds in `asked`. */
static bool right_reaches(px_scope granted, px_scope asked, unsigned flags)
{
    if (granted.kind == PX_SCOPE_HOUSE)
        return true;
    if (granted.kind == asked.kind)
        return granted.row == asked.row;
    if (granted.kind == PX_SCOPE_CODE && asked.kind == PX_SCOPE_GROUP)
        return granted.row == asked.code;
    return (flags & ACTION_OF_ANY_GROUP) && granted.kind == PX_SCOPE_GROUP &&
           asked.kind == PX_SCOPE_CODE && granted.code == asked.row;
}

/* What nobody needs a grant for. */
static bool right_is_given(const px_who *who, px_action action)
{
    return px_right_has(PX_ROLE_PUBLIC, action) ||
           (who->person && px_right_has(PX_ROLE_READER, action));
}

bool px_may(const px_who *who, px_action action, px_scope scope)
{
    if (right_is_given(who, action))
        return true;
    for (size_t i = 0; i < who->n_grants; i++)
        if (px_right_has(who->grants[i].role, action) &&
            right_reaches(who->grants[i].scope, scope, actions[action].flags))
            return true;
    return false;
}

bool px_may_somewhere(const px_who *who, px_action action)
{
    if (right_is_given(who, action))
        return true;
    for (size_t i = 0; i < who->n_grants; i++)
        if (px_right_has(who->grants[i].role, action))
            return true;
    return false;
}

bool px_who_is(const px_who *who, px_role role, px_scope scope)
{
    if (role == PX_ROLE_PUBLIC || (role == PX_ROLE_READER && who->person))
        return true;
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].role == role && right_reaches(who->grants[i].scope, scope, 0))
            return true;
    return false;
}

PX_WORDS(px_role, px_role, roles)

const char *px_action_name(px_action action)
{
    return (unsigned)action < PX_ACTION_COUNT ? actions[action].name : NULL;
}

const char *px_scope_kind_name(px_scope_kind kind)
{
    return (unsigned)kind < PX_SCOPE_KIND_COUNT ? scope_kinds[kind] : NULL;
}

bool px_scope_kind_find(px_str name, px_scope_kind *ret_kind)
{
    for (unsigned i = 0; i < PX_SCOPE_KIND_COUNT; i++)
        if (px_str_is(name, scope_kinds[i])) {
            *ret_kind = (px_scope_kind)i;
            return true;
        }
    return false;
}
