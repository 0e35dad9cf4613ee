/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Applications, and candidacies to a call for chairs: one for each call and address. An application
 * counts once its address was confirmed by the link in a mail, so that nobody can apply in the name
 * of another; what stays unconfirmed for PX_APPLICATION_UNCONFIRMED_MS is deleted. Whoever holds
 * the private link sees it, changes it until the call closes, and withdraws it.
 *
 * What the form says of an application never tells whether somebody has applied: that is said by
 * mail alone.
 *
 * Deeds are for px_house_write. The acts application.received, .decided and .withdrawn are logged;
 * they name the application by its random id alone.
 */
#ifndef PX_DRAFTING_PEOPLE_APPLICATION_H
#define PX_DRAFTING_PEOPLE_APPLICATION_H

#include "drafting/people/call.h"
#include "drafting/people/person.h"

enum {
    PX_APPLICATION_TEXT_MAX = 4000, /* code points of motivation, expertise, interests */
    PX_APPLICATION_GROUPS_MAX = 32,
    PX_APPLICATION_ASKED_MAX = 5, /* mails to an address about one application before it counts */
    PX_APPLICATION_KEY_LEN = 43,  /* of a private link */
    PX_APPLICATION_DECIDE_MAX = 1000
};
#define PX_APPLICATION_UNCONFIRMED_MS ((px_time)7 * 24 * 60 * 60 * 1000)

typedef struct px_application {
    int64_t row, call, person;
    px_str id; /* public */
    px_str name, mail, language;
    px_str organisation, category, country, register_number;
    px_str motivation, expertise, interests;
    px_str *groups; /* keys of working groups wished for */
    size_t n_groups;
    px_str function; /* "chair", "co-chair", "vice-chair" in candidacies, else empty */
    int consent_version;
    px_time received, confirmed, decided; /* confirmed, decided: PX_TIME_NONE where not yet */
    bool late;
    px_str state; /* "unconfirmed", "received", "accepted", "declined", "withdrawn" */
    px_str reason;
    px_str act; /* received or decided; empty before */
} px_application;

/* The key of the private link "/applications/ID?key=KEY": made from the house's secret, so that
 * nothing of it is stored. */
void px_application_key(const unsigned char secret[32], px_str id,
                        char ret_key[PX_APPLICATION_KEY_LEN + 1]);
/* Whether that is the key; in constant time. */
bool px_application_key_is(const unsigned char secret[32], px_str id, px_str key);

/* By its public id. NOT_FOUND. */
int px_application_find(px_db *db, px_arena *arena, px_str id, px_application *ret_application,
                        px_error *err) PX_MUST_CHECK;

/* "received"; the title is a message id. NULL for an unknown name. */
const char *px_application_state_title(px_str state);
/* "co-chair"; the title is a message id. NULL for an unknown name. */
const char *px_application_function_title(px_str function);

/* ---- The applicant */

/* Sends one: mail, call and what was given are checked (INVALID with "field"; CONFLICT by the
 * clock). With `confirmed` its address counts as confirmed at once: the command line, or the
 * signed-in owner of the address. ret_id: empty where nothing was made, since the address has
 * applied before; never shown to a sender whose address is not confirmed. */
typedef struct px_application_send {
    px_str call;
    px_application given;
    bool confirmed;
    px_str source;               /* the network that it comes from: counted unless confirmed */
    const unsigned char *secret; /* px_house_web_key */
    const char *author;
    char ret_id[PX_PUBLIC_ID_LEN + 1];
} px_application_send;
int px_application_send_deed(px_db *db, void *send, px_error *err);

/* By its private link: confirms the address (nothing happens where it is confirmed already),
 * changes all but the address, withdraws. */
typedef struct px_application_answer {
    px_str id;
    px_application given; /* for a change */
    const unsigned char *secret;
    char ret_act[64];
} px_application_answer;
int px_application_confirm_deed(px_db *db, void *answer, px_error *err);
int px_application_change_deed(px_db *db, void *answer, px_error *err);
int px_application_withdraw_deed(px_db *db, void *answer, px_error *err);

/* Deletes what stayed unconfirmed for too long, every day. */
int px_application_sweep_job(const px_job_work *work, px_error *err);

/* ---- The secretariat */

typedef struct px_application_filter {
    int64_t call;
    px_str state;    /* or empty: all but unconfirmed */
    px_str category; /* or empty */
    px_str country;  /* or empty */
    px_str text;     /* words that all begin a word of name, organisation or address, or empty */
    px_str after;    /* public id of the last one of the page before, or empty */
    size_t max;
} px_application_filter;

/* In the order in which they came. ret_more: there are others behind. */
int px_application_list(px_db *db, px_arena *arena, const px_application_filter *filter,
                        px_application **ret_applications, size_t *ret_count, bool *ret_more,
                        px_error *err) PX_MUST_CHECK;

/* How many there are of a category, by state. */
typedef struct px_application_count {
    px_str category;
    int64_t received, accepted, declined, withdrawn;
} px_application_count;
int px_application_counts(px_db *db, px_arena *arena, int64_t call,
                          px_application_count **ret_counts, size_t *ret_count,
                          px_error *err) PX_MUST_CHECK;

/* Calls with applications that wait for a decision since before `before`. */
typedef struct px_application_waiting {
    px_str call, title; /* public id and title of the call */
    int64_t code;       /* row: the scope of the right to decide */
    int64_t count, old; /* all that wait; those that wait for long */
    px_time oldest;
} px_application_waiting;
int px_application_waiting_list(px_db *db, px_arena *arena, px_time before, px_str language,
                                px_application_waiting **ret_waiting, size_t *ret_count,
                                px_error *err) PX_MUST_CHECK;

/* Decides on all of them or, where one cannot be decided, on none: CONFLICT names it. Accepting
 * makes or finds person and organisation, keeps consent and declared interests, and grants: member
 * or, by category, observer, in the groups wished for, else in the code; to a candidacy the
 * function in `groups` or, where none are given, in those wished for. Everybody is told by mail. */
typedef struct px_application_decide {
    px_str call;
    const px_str *ids;
    size_t n_ids;
    bool accept;
    px_str reason;   /* needed; the applicant reads it */
    px_str function; /* candidacies: instead of that wished for, or empty */
    const px_str *groups;
    size_t n_groups;
    px_str until;   /* candidacies: the day on which the appointment ends, or empty */
    int64_t person; /* who decides: row, or 0 for the command line */
    const unsigned char *secret;
    const char *author;
    size_t ret_decided;
} px_application_decide;
int px_application_decide_deed(px_db *db, void *decide, px_error *err);

#endif
