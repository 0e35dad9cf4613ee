/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A filter of comments as SQL, put together of constant parts; values are bound. Private to
 * src/drafting/comment.
 */
#ifndef PX_DRAFTING_COMMENT_COMMENT_FILTER_H
#define PX_DRAFTING_COMMENT_COMMENT_FILTER_H

#include "drafting/comment/comment_list.h"

enum { COMMENT_BINDS_MAX = 96 };

typedef struct comment_bind {
    px_str text; /* ptr NULL: the number */
    int64_t number;
} comment_bind;

/* A statement that grows. */
typedef struct comment_sql {
    px_builder text;
    comment_bind binds[COMMENT_BINDS_MAX];
    size_t n_binds;
} comment_sql;

static inline void comment_sql_free(comment_sql *sql)
{
    px_builder_free(&sql->text);
}
#define AUTO_COMMENT_SQL PX_CLEANUP(comment_sql_free)
#define COMMENT_SQL_INIT ((comment_sql){ .text = PX_BUILDER_INIT(64 * 1024) })

void comment_sql_add(comment_sql *sql, const char *part);
void comment_sql_int(comment_sql *sql, int64_t number);
void comment_sql_str(comment_sql *sql, px_str text);
int comment_sql_start(comment_sql *sql, px_db *db, px_query *query, px_error *err) PX_MUST_CHECK;

/* Where the rows of one walk come from. */
typedef enum comment_walk {
    COMMENT_WALK_PLAIN,  /* in the order of the list: at_version is one more condition */
    COMMENT_WALK_ANY,    /* in whatever order is read fastest; the same conditions */
    COMMENT_WALK_MADE,   /* with at_version: those that were made on it, by c.place */
    COMMENT_WALK_CARRIED /* with at_version: those carried to it, by p.place */
} comment_walk;

/* What is looked up once for a filter. */
typedef struct comment_range {
    int64_t version, from, to; /* of c.place: from <= place < to */
} comment_range;
typedef struct comment_filtering {
    const px_comment_filter *filter;
    comment_range *below; /* for each version that has the provision */
    size_t n_below;
    px_str words; /* for MATCH; empty: no words to look for */
} comment_filtering;
int comment_filtering_start(px_db *db, px_arena *arena, const px_comment_filter *filter,
                            comment_filtering *ret_filtering, px_error *err) PX_MUST_CHECK;

/* Whether it chooses among the comments of the code at all. */
bool comment_filter_chooses(const px_comment_filter *filter);

/* Appends " FROM ... WHERE ..." with all conditions of the filter. */
void comment_sql_where(comment_sql *sql, const comment_filtering *filtering, comment_walk walk);

#endif
