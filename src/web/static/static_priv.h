/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A static copy while it is made: what the parts of the export share; private to this folder.
 * Addresses are found in a first round (static_survey.c), so that the second (static_write.c) knows
 * of each whether the copy has a file for it.
 */
#ifndef PX_WEB_STATIC_STATIC_PRIV_H
#define PX_WEB_STATIC_STATIC_PRIV_H

#include "base/map.h"
#include "web/reply.h"
#include "web/route.h"
#include "web/static/site_export.h"
#include "web/static/static_folder.h"

/* The name of the host while pages are rendered: no name of anybody (RFC 2606). */
#define PX_STATIC_HOST "static.invalid"

typedef enum px_static_state {
    PX_STATIC_WAITING,
    PX_STATIC_FILE,
    PX_STATIC_MOVED,
    PX_STATIC_LEFT_OUT,
    PX_STATIC_MISSING
} px_static_state;

/* One address of the site. */
typedef struct px_static_entry {
    px_str target, file, to; /* to: where it has moved */
    px_static_state state;
    bool html;
    px_handler_fn *own; /* a page that the house does not have */
} px_static_entry;

/* How many variants of a page there are. */
typedef struct px_static_variants {
    size_t single, dual;
} px_static_variants;

PX_MAP_DEFINE(px_static_entry_map, px_static_entry)
PX_MAP_DEFINE(px_static_variant_map, px_static_variants)

typedef struct px_static_site {
    const px_site_export_options *options;
    px_house *house;
    px_db *db;
    px_zone *zone;
    px_time now;
    px_str origin; /* empty: none */
    px_str render_base, house_base;
    px_arena *arena;           /* of the whole work */
    px_arena *page;            /* of one page */
    px_static_entry **entries; /* in the order in which they were found */
    size_t count, room;
    px_static_entry_map by_target;
    px_static_variant_map by_path;
    px_static_folder *folder;
    px_site_export_report report;
} px_static_site;

/* ---- Addresses (static_entry.c) */

/* "/en/search" as "search": the rest behind a language; else empty. */
px_str px_static_page_of(px_str target, const px_language **ret_language);

/* Where the page is that stands for what the copy does not have. */
px_str px_static_left_out(const px_static_site *s, const px_language *language);

/* Of pages that the copy has, or leaves out, whatever is asked of them: without the query. */
px_str px_static_target(px_str target);

/* The entry of an address, which waits to be looked at, or is left out where it needs the house or
 * lies beyond the bounds. own: what the copy shows there, or NULL. */
px_static_entry *px_static_entry_add(px_static_site *s, px_str target, px_handler_fn *own);

/* The entry that an address leads to in the end; NULL where there is no file. */
const px_static_entry *px_static_entry_find(const px_static_site *s, px_str target);

/* True for a variant with two fields of a page that has too many of them: some of all filters would
 * be a riddle. */
bool px_static_one_of_many(const px_static_site *s, const px_static_entry *e);

/* ---- Pages (static_render.c) */

/* The page of an entry, as it is for somebody who has not signed in; the request lives until the
 * next one. */
px_request *px_static_render(px_static_site *s, const px_static_entry *e, px_reply *reply);

/* What a reply says: its bytes, a header (or empty), the name that it is to be kept under (or
 * empty), whether its type begins like that. */
px_str px_static_body(const px_reply *reply);
px_str px_static_header(const px_reply *reply, const char *name);
px_str px_static_name(const px_reply *reply);
bool px_static_is(const px_reply *reply, const char *type);

/* ---- First round (static_survey.c) */

/* Finds which addresses there are, from the home pages on, and what is at each. */
int px_static_survey(px_static_site *s, px_error *err) PX_MUST_CHECK;

/* ---- Addresses in what is written (static_link.c) */

/* Appends a page as it stands in the copy. absolute: it is shown at any address, so that only
 * absolute links hold. */
void px_static_page_links(px_static_site *s, const px_static_entry *e, bool absolute, px_str html,
                          px_builder *out);

/* Feeds name their pages by the address of the house: in a copy with an address of its own by that;
 * otherwise by relative ones, save where the house has told its own. */
void px_static_text_links(px_static_site *s, const px_static_entry *e, px_str text,
                          px_builder *out);

/* A calendar has no relative addresses: without an absolute one an event has none. */
void px_static_calendar_links(px_static_site *s, const px_static_entry *e, px_str text,
                              px_builder *out);

/* ---- Second round (static_write.c) */

/* Writes the files. */
int px_static_write(px_static_site *s, px_error *err) PX_MUST_CHECK;

#endif
