/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The work list of those who answer: comments that they may answer, with the drafts of their
 * answers, page by page. Drafts are private: the list has only comments in whose scope whoever asks
 * has the right to answer.
 */
#ifndef PX_DRAFTING_COMMENT_ANSWER_WORK_H
#define PX_DRAFTING_COMMENT_ANSWER_WORK_H

#include "drafting/comment/answer.h"

enum { PX_ANSWER_WORK_MAX = 100 };

typedef enum px_work_state {
    PX_WORK_TO_DO, /* without a published answer, or with an objection to it */
    PX_WORK_OPEN,  /* with neither a draft nor a published answer */
    PX_WORK_DRAFTED,
    PX_WORK_OBJECTION,
    PX_WORK_ANSWERED, /* and no objection is open */
    PX_WORK_STATE_COUNT
} px_work_state;
const char *px_work_state_name(px_work_state state); /* "to-do"; never translated */
const char *px_work_state_title(px_work_state state);
bool px_work_state_find(px_str name, px_work_state *ret_state);

/* Empty texts and zeros filter nothing. */
typedef struct px_answer_work_filter {
    int64_t code;          /* row; needed */
    int64_t round;         /* row */
    int64_t working_group; /* row; -1: comments that are for no one group */
    px_str chapter;        /* lasting id */
    px_str category, kind; /* names */
    px_work_state state;
    int64_t after, before; /* number of a comment that the page lies behind, or in front of */
    size_t max;            /* rows of a page, at most PX_ANSWER_WORK_MAX */
} px_answer_work_filter;

typedef struct px_answer_work_row {
    px_comment comment;
    px_str author;              /* words */
    px_answer draft, published; /* row 0: there is none */
    px_str writer;              /* who wrote the draft last, or empty */
} px_answer_work_row;

typedef struct px_answer_work {
    px_answer_work_row *rows; /* by number */
    size_t count;
    bool more_after, more_before;
    int64_t totals[PX_WORK_STATE_COUNT]; /* of the filter, in each state */
} px_answer_work;

/* who: NULL for the operator, who sees all. */
int px_answer_work_read(px_db *db, px_arena *arena, const px_answer_work_filter *filter,
                        const px_who *who, const px_language *language, px_answer_work *ret_work,
                        px_error *err) PX_MUST_CHECK;

#endif
