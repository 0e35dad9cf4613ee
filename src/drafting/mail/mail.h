/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Mails. A deed adds a mail, or a notice for an audience, in its own transaction; the job mail.send
 * takes them to the server of the settings when there is one. Without one they wait, and the
 * secretariat sees them.
 *
 * A mail is plain text in one language: the person's, else the one given. Header injection cannot
 * happen: subject and address with control characters are INVALID, bodies are quoted by the
 * courier.
 */
#ifndef PX_DRAFTING_MAIL_MAIL_H
#define PX_DRAFTING_MAIL_MAIL_H

#include "base/message.h"
#include "drafting/right.h"
#include "store/house.h"

/* Kinds: the constant table in mail.c. Urgent ones (links to sign in, decisions, receipts) go at
 * once and are never part of a digest; the others follow the person's wish and carry a link to
 * unsubscribe with one click (RFC 8058). */
typedef enum px_mail_kind {
    PX_MAIL_SIGN_IN,     /* urgent */
    PX_MAIL_ACCOUNT,     /* urgent: password or address changed, new way to sign in */
    PX_MAIL_APPLICATION, /* urgent: received, decided */
    PX_MAIL_RECEIPT,     /* urgent: of what was submitted */
    PX_MAIL_RETENTION,   /* urgent: data will be erased */
    PX_MAIL_ROUND,       /* opened, extended, closed */
    PX_MAIL_MEETING,     /* called, moved, minutes published */
    PX_MAIL_PROCESS,     /* drafts, steps, adoption */
    PX_MAIL_ANSWER,      /* answers to comments; what authors say of them */
    PX_MAIL_DUTY,        /* what a provider of models has to publish by when */
    PX_MAIL_DIGEST,
    PX_MAIL_KIND_COUNT
} px_mail_kind;

/* A text as a message id with its arguments, put into words for each reader's language. The
 * arguments are plain text; one named in `link` of px_mail_text is an address within the site
 * ("/codes/gpai") and becomes absolute, in the reader's language. */
typedef struct px_mail_text {
    const char *subject; /* message id */
    const char *body;    /* message id; paragraphs set apart by "\n\n" */
    const px_arg *args;
    size_t n_args;
    const char *link; /* address within the site without language, or NULL: stands at the end */
} px_mail_text;

/* Inside a deed: one mail to a person (row), or to an address without account (person 0, with
 * name and language). */
typedef struct px_mail_to {
    int64_t person;
    px_str address, language;
} px_mail_to;
int px_mail_add(px_db *db, px_arena *arena, px_mail_kind kind, const px_mail_to *to,
                const px_mail_text *text, px_error *err) PX_MUST_CHECK;

/* Whom a notice reaches: everybody with one of the roles (bits 1U << role) in the scope or a group
 * of it, or only those of a category. */
typedef struct px_audience {
    px_scope scope;
    unsigned roles;  /* 0: all who take part */
    px_str category; /* or empty */
} px_audience;

enum { PX_AUDIENCES_MAX = 64 };

/* Inside a deed: tells an audience, or all of several (at most PX_AUDIENCES_MAX; more are
 * TOO_LARGE). Mails are made of it after the commit, in steps: one for each person, in however many
 * of the audiences, whatever happens in between. */
int px_notice_add(px_db *db, px_mail_kind kind, const px_audience *audience,
                  const px_mail_text *text, px_error *err) PX_MUST_CHECK;
int px_notice_add_all(px_db *db, px_mail_kind kind, const px_audience *audiences,
                      size_t n_audiences, const px_mail_text *text, px_error *err) PX_MUST_CHECK;

#endif
