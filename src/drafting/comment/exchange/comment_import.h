/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Taking comments in from a file: row by row, with a report for each; rows with errors are left
 * out, the others taken. Nothing comes in twice: a row is known by the public id that an export of
 * a house gave it, by the source that it names, or else by what it says, where, and for whom.
 *
 * Comments become drafts of a person; or, entered for somebody else, they are submitted at once.
 */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_IMPORT_H
#define PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_IMPORT_H

#include "drafting/comment/answer.h"
#include "drafting/comment/exchange/read.h"
#include "store/house.h"

typedef enum px_comment_taken {
    PX_TAKEN_NEW,
    PX_TAKEN_KNOWN, /* it is there already */
    PX_TAKEN_NOT,   /* withdrawn or disowned where it comes from: there are no words to take */
    PX_TAKEN_ERROR,
    PX_TAKEN_COUNT
} px_comment_taken;

/* "new"; the title is a message id. */
const char *px_comment_taken_name(px_comment_taken taken);
const char *px_comment_taken_title(px_comment_taken taken);

/* A provision that a row can mean, whose place several are called. */
typedef struct px_comment_candidate {
    px_str id, title; /* lasting id; as px_clause_title */
} px_comment_candidate;

/* What became of a row. Its slices live until the function that gets it returns. */
typedef struct px_comment_report {
    int64_t line;
    px_comment_taken taken;
    px_str called;   /* clause as it is typed, or id of the form */
    px_str place;    /* where it went: "Measure 5.1, paragraph 2" */
    px_str text;     /* head of what it says */
    px_str id;       /* public, of what is there or was made; empty in a preview of a new one */
    bool unplaced;   /* it is on the whole draft, its place is kept in words */
    bool in_words;   /* part of its place is kept in words */
    bool unanswered; /* its observation could not become an answer: `error` says why */
    bool answered;   /* an observation became the draft of an answer, or its publication */
    px_error error;  /* of ERROR, and of unanswered */
    const px_comment_candidate *candidates; /* where the place can be one of several */
    size_t n_candidates;
} px_comment_report;
typedef int px_comment_report_fn(const px_comment_report *report, void *arg, px_error *err);

/* Which of several a row means. */
typedef struct px_comment_choice {
    int64_t line;
    px_str id; /* lasting */
} px_comment_choice;

typedef struct px_comment_import {
    px_str code, version; /* version: for rows that name none of the code */
    /* Whose they become: drafts of that person; or, with 0, submitted for the organisation (row),
     * or under the byline, or under what the file says of each. */
    int64_t person, organisation;
    px_str byline;
    int64_t recorder; /* who enters them for somebody else; 0: the operator */
    bool unplaced;    /* what is not found in the text goes on the whole draft; what several are
                         called is an error all the same */
    const px_comment_choice *choices;
    size_t n_choices;
    bool answers;       /* observations become drafts of answers */
    bool publish;       /* and these are published */
    const px_who *who;  /* for the answers; NULL: the operator */
    const char *author; /* of acts */
    /* Rows that name an account are its own: drafts, ready, submitted by it or by the contact point
     * of its organisation, in the open round, as they say; what their authors say of answers that
     * are published counts as said by them. Only for operators. */
    bool accounts;
    bool preview;
    px_comment_report_fn *report; /* or NULL */
    void *report_arg;
    int64_t ret_counts[PX_TAKEN_COUNT];
    int64_t ret_unplaced, ret_answered, ret_judged;
} px_comment_import;

/* Reads a file, or rows in the plain form of the jail, and takes them in, some hundred at once,
 * each such part with all that it holds or not at all. INVALID where the file has no row. */
int px_comment_import_file(px_house *house, px_comment_import *import, const px_comment_file *file,
                           px_comment_format format, px_error *err) PX_MUST_CHECK;
int px_comment_import_plain(px_house *house, px_comment_import *import, FILE *plain,
                            px_error *err) PX_MUST_CHECK;

#endif
