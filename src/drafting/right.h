/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rights: who may do what where. A grant is (person, role, scope); the table role x action is
 * constant (right.c); px_may is the one filter that pages, lists, searches, feeds, comparisons and
 * exports ask. Everybody, signed in or not, has the role public in the house; whoever has signed
 * in is a reader there too.
 *
 * Scopes contain each other: what is granted in the house holds in every code, what is granted in a
 * code holds in its working groups. An organisation and a provider stand for themselves; the roles
 * of a provider's people (px_role_is_of_provider) are granted there, or in the house. Where an
 * action belongs to all who take part in a code (ACTION_OF_ANY_GROUP in right.c), a grant in one of
 * its groups is enough.
 */
#ifndef PX_DRAFTING_RIGHT_H
#define PX_DRAFTING_RIGHT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

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
    PX_ROLE_PROVIDER_READER,
    PX_ROLE_ENGINEER,
    PX_ROLE_COMPLIANCE_OFFICER,
    PX_ROLE_COUNT
} px_role;

typedef enum px_action {
    PX_ACTION_READ_SITE,       /* home, search, published versions, errors, files of the pages */
    PX_ACTION_READ_LOG,        /* acts, heads, proofs */
    PX_ACTION_READ_HEALTH,     /* /healthz */
    PX_ACTION_SET_PREFERENCE,  /* appearance of the pages, in the visitor's own cookie */
    PX_ACTION_SIGN_IN,         /* and out; links in mails */
    PX_ACTION_APPLY,           /* answer a call */
    PX_ACTION_KEEP_ACCOUNT,    /* one's own data, credentials, sessions, preferences, desk */
    PX_ACTION_TAKE_PART,       /* see what participants see: papers and links of their meetings */
    PX_ACTION_CONTRIBUTE,      /* write within a round */
    PX_ACTION_SUBMIT,          /* for an organisation, once, what its delegates wrote */
    PX_ACTION_READ_WORKING,    /* versions that are not published yet */
    PX_ACTION_EDIT_WORKING,    /* and change them */
    PX_ACTION_ANSWER,          /* answer comments, set their place right, record oral ones */
    PX_ACTION_PUBLISH_ANSWERS, /* and say that a round is answered */
    PX_ACTION_HOLD_MEETING,    /* agenda, papers, attendance, minutes */
    PX_ACTION_READ_PEOPLE,     /* everything kept about persons, applications among it */
    PX_ACTION_DECIDE,          /* applications and candidacies */
    PX_ACTION_KEEP_PEOPLE,     /* persons, organisations, grants, invitations */
    PX_ACTION_PLAN,            /* processes, steps, cycles, groups, calls */
    PX_ACTION_PUBLISH,         /* versions; opens, extends and closes rounds */
    PX_ACTION_ADOPT,           /* the steps of adoption and the adopted version */
    PX_ACTION_READ_MAIL,       /* what waits to be sent, and what failed */
    PX_ACTION_KEEP_PROVIDERS,  /* providers of models */
    PX_ACTION_READ_CLAIMS,     /* a provider's models, claims, unpublished documents */
    PX_ACTION_MEASURE,         /* add measured claims */
    PX_ACTION_DECLARE, /* declare and withdraw claims, models, what a provider says of itself */
    PX_ACTION_PUBLISH_DOCUMENTS, /* summaries and forms of a provider's models */
    PX_ACTION_COUNT
} px_action;

typedef enum px_scope_kind {
    PX_SCOPE_HOUSE,
    PX_SCOPE_CODE,
    PX_SCOPE_GROUP,
    PX_SCOPE_ORGANISATION,
    PX_SCOPE_PROVIDER,
    PX_SCOPE_KIND_COUNT
} px_scope_kind;

/* Every object has exactly one. Rows are private to the house. */
typedef struct px_scope {
    px_scope_kind kind;
    int64_t row;  /* of the code, group, organisation or provider; 0 for the house */
    int64_t code; /* of a group: the row of its code; of a code: row again; else 0 */
} px_scope;

typedef struct px_grant {
    px_role role;
    px_scope scope;
} px_grant;

/* Who asks. All zero: somebody who has not signed in. */
typedef struct px_who {
    int64_t person;       /* row; 0: not signed in */
    px_str id, name;      /* public id; name as the person writes it */
    px_str language;      /* "en", "fr": of mails */
    px_str zone;          /* the person's own, or empty */
    px_str category;      /* of data/categories.tsv, or empty */
    int64_t organisation; /* row, or 0 */
    px_grant *grants;
    size_t n_grants;
} px_who;

static inline px_scope px_scope_house(void)
{
    return (px_scope){ .kind = PX_SCOPE_HOUSE };
}

static inline px_scope px_scope_code(int64_t code)
{
    return (px_scope){ .kind = PX_SCOPE_CODE, .row = code, .code = code };
}

static inline px_scope px_scope_provider(int64_t provider)
{
    return (px_scope){ .kind = PX_SCOPE_PROVIDER, .row = provider };
}

static inline px_scope px_scope_group(int64_t group, int64_t code)
{
    return (px_scope){ .kind = PX_SCOPE_GROUP, .row = group, .code = code };
}

/* Whether the role may do it, wherever it was granted. */
bool px_right_has(px_role role, px_action action);

/* Whether it is a role of the people of a provider of models, who take no part in drafting. */
bool px_role_is_of_provider(px_role role);

/* Whether a grant somewhere, or being public or a reader, lets this person do it there. */
bool px_may(const px_who *who, px_action action, px_scope scope);

/* The same in any scope at all: what a route is asked first, before its object is known. */
bool px_may_somewhere(const px_who *who, px_action action);

/* Whether the person holds that role where it counts for the scope. */
bool px_who_is(const px_who *who, px_role role, px_scope scope);

/* Names as in the API description and in tests: "public", "read-site", "group". Titles are message
 * ids. The finders are for options and files. */
const char *px_role_name(px_role role);
const char *px_role_title(px_role role);
const char *px_action_name(px_action action);
const char *px_scope_kind_name(px_scope_kind kind);
bool px_role_find(px_str name, px_role *ret_role);
bool px_scope_kind_find(px_str name, px_scope_kind *ret_kind);

#endif
