/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a source of the desk reads by. A room above drafting has a table of its own sources, which
 * px_desk_read takes.
 */
#ifndef PX_DRAFTING_DESK_SOURCE_H
#define PX_DRAFTING_DESK_SOURCE_H

#include "code/code.h"
#include "drafting/desk.h"

enum { PX_DESK_DAY = 24 * 60 * 60 }; /* seconds */

/* What a source reads by, and puts its items into. */
typedef struct px_desk_reading {
    px_db *db;
    px_arena *arena;
    const px_who *who;
    px_time now;
    px_str language;
    px_code *codes; /* all of the house */
    size_t n_codes;
    const px_desk_source *source; /* the one at work */
    int place;                    /* and its place among all of them */
    size_t of_source;
    px_desk_item *items;
    size_t count, room;
} px_desk_reading;

typedef int px_desk_read_fn(px_desk_reading *reading, px_error *err);

/* What there is to do, and what reads it. */
struct px_desk_row {
    px_desk_source source;
    px_desk_read_fn *read;
};

/* Adds an item for the source at work: false where it has as many as one may have. */
bool px_desk_add(px_desk_reading *reading, px_desk_item item);

/* The instant that many days from now. */
static inline px_time px_desk_days_on(const px_desk_reading *reading, int days)
{
    return reading->now + (px_time)days * PX_DESK_DAY * 1000;
}

#endif
