/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of comments: filtered, sorted, page by page (a page begins behind a row, however deep it
 * lies), and counted. 100,000 comments filter and page in less than 100 ms.
 */
#ifndef PX_DRAFTING_COMMENT_COMMENT_LIST_H
#define PX_DRAFTING_COMMENT_COMMENT_LIST_H

#include "drafting/comment/answer.h"
#include "drafting/comment/comment.h"

enum { PX_COMMENT_LINE_BYTES = 2000 };

typedef enum px_comment_sort {
    PX_COMMENT_BY_PLACE, /* in the order of the versions and of the text */
    PX_COMMENT_BY_NUMBER,
    PX_COMMENT_NEWEST,
    PX_COMMENT_SORT_COUNT
} px_comment_sort;

/* Its wording was accepted and did not shape a draft yet; a condition on comment AS c. */
#define PX_COMMENT_WORDING_ACCEPTED                                                                \
    "c.has_wording = 1 AND c.state = 'submitted' "                                                 \
    "AND c.answer IN ('accepted', 'accepted-with-modifications') "                                 \
    "AND NOT EXISTS (SELECT 1 FROM comment_change AS h WHERE h.comment = c.id)"

/* Empty texts and zeros filter nothing. Without `drafts` the list has what was submitted, with what
 * was withdrawn or disowned since; with it what was not: of an author all, of an organisation what
 * is with its contact point. What anonymous authors wrote is not found by organisation or country.
 * Whether the reader may ask for an author, or for drafts, is for the caller to know. */
typedef struct px_comment_filter {
    int64_t code;           /* row; needed, unless author or organisation is set */
    int64_t round, version; /* rows; version: that they were made on */
    int64_t at_version;     /* row: those that stand in this version, made on it or carried */
    px_str lasting_id;      /* with at_version where they stand there, else where they were made */
    bool below;             /* lasting_id: also in what stands in it */
    px_str chapter;         /* lasting id */
    px_str kind, stance, state, origin, category, country; /* names, keys; stance "none": none */
    px_str status;         /* of the published answer: a name, "open" for none, "answered" */
    px_str place_state;    /* with at_version: name of a px_anchor_state */
    px_str wording;        /* "yes": with proposed wording; "accepted": with some that was accepted
                              and shaped no draft yet, for whoever may edit drafts */
    px_str late;           /* "yes": after its round had closed */
    px_str objection;      /* "open": with an objection that was not dealt with */
    px_str text;           /* words, or beginnings of words, in text, wording and quoted words */
    int64_t author;        /* row; of those without author, the recorder's */
    int64_t organisation;  /* row */
    int64_t working_group; /* row */
    int64_t submission;    /* row */
    int64_t meeting;       /* row */
    bool drafts;
    px_comment_sort sort;
    px_str after, before; /* public id: the page behind, or in front of, this one */
    size_t max;           /* at most PX_COMMENT_PAGE_MAX; 0: that */
} px_comment_filter;

typedef struct px_comment_line {
    px_comment comment; /* in pages, text and wording are cut at PX_COMMENT_LINE_BYTES */
    bool cut;           /* one of them was */
    px_str author;      /* words */
    px_answer answer;   /* the newest published one; row 0: none */
} px_comment_line;

typedef struct px_comment_page {
    px_comment_line *rows;
    size_t count;
    bool more_after, more_before;
    int64_t total; /* of the filter */
} px_comment_page;

/* "place", "number", "newest": never translated. */
const char *px_comment_sort_name(px_comment_sort sort);
bool px_comment_sort_find(px_str name, px_comment_sort *ret_sort);

/* INVALID for a page behind or in front of a comment that is not there. */
int px_comment_list(px_db *db, px_arena *arena, const px_comment_filter *filter,
                    const px_language *language, px_comment_page *ret_page,
                    px_error *err) PX_MUST_CHECK;

/* Every row of the filter in its order, one after the other, in bounded memory: for exports and
 * reports. The line lives until the next call. */
typedef int px_comment_row_fn(const px_comment_line *line, void *arg, px_error *err);
int px_comment_each(px_db *db, const px_comment_filter *filter, const px_language *language,
                    px_comment_row_fn *fn, void *arg, px_error *err) PX_MUST_CHECK;

/* How many comments stand on each provision of a version (of their own; not those below it), made
 * on it or carried to it, and how many of them have no published answer: for the margin. */
typedef struct px_comment_count {
    px_str lasting_id; /* empty: the whole draft */
    int64_t comments, open;
    int64_t first; /* the smallest of their numbers */
    int64_t place; /* where the first of them stands in the order of the text, by which they come */
} px_comment_count;
int px_comment_counts(px_db *db, px_arena *arena, const px_version *version,
                      px_comment_count **ret_counts, size_t *ret_count,
                      px_error *err) PX_MUST_CHECK;

#endif
