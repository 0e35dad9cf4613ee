/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The desk: what waits for a person, most urgent first. Each source (a row of the table in desk.c)
 * reads what one role or another has to do; the rights decide who sees it. A room above this one
 * brings a table of its own (drafting/desk_source.h).
 */
#ifndef PX_DRAFTING_DESK_H
#define PX_DRAFTING_DESK_H

#include "base/civil.h"
#include "drafting/right.h"
#include "store/db.h"

enum { PX_DESK_MAX_OF_SOURCE = 100 }; /* items of one source; the rest waits behind them */

/* A sort of thing to do. name is for programs and never changes; the others are message ids. title
 * names the sort ("Applications"), one and many say what to do ("Decide on {count} applications");
 * many: NULL where it always is one thing. */
typedef struct px_desk_source {
    const char *name, *title;
    const char *one, *many;
    bool urgent; /* comes before what has a deadline, though it has none itself */
} px_desk_source;

typedef struct px_desk_item {
    const px_desk_source *source;
    int place;       /* of the source among all of them */
    px_str title;    /* what it is about, in the language asked for or another; may be empty */
    px_str code;     /* id of its code, or empty */
    px_str address;  /* of its page, within the site, without language: "/meetings/k3v7q0m2a9" */
    long long count; /* how many things wait there; at least 1 */
    px_time due;     /* PX_TIME_NONE: it has no deadline */
    px_time since;   /* since when it waits, or PX_TIME_NONE */
    px_str zone;     /* in which due is meant, or empty: that of the house */
    bool day_only;   /* the day of due is known, its hour is not */
    bool overdue;
} px_desk_item;

typedef struct px_desk {
    px_desk_item *items; /* overdue ones first, then urgent ones, then by their deadlines */
    size_t count, n_overdue;
} px_desk;

typedef struct px_desk_row px_desk_row; /* desk_source.h */

typedef struct px_desk_order {
    const px_who *who;
    px_time now;
    px_str language;         /* of titles, where they have one in it */
    const px_desk_row *more; /* sources of rooms above; or NULL */
    size_t n_more;
} px_desk_order;

/* What waits for that person. Everything lies in the arena. */
int px_desk_read(px_db *db, px_arena *arena, const px_desk_order *order, px_desk *ret_desk,
                 px_error *err) PX_MUST_CHECK;

#endif
