/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The public site as files that any web server can serve, from a folder of its own or a lower one,
 * and that open from a disk (docs/publishing.md).
 *
 * Pages are rendered here, without a server, as somebody sees them who has not signed in: from the
 * home page of each language on, every link of the site is followed, into twins, feeds, calendars,
 * sources, proofs and assets. The same house gives the same bytes: the time of the pages is that of
 * the newest act in the log.
 *
 * What needs the house is left out: forms are replaced by a sentence, search by a list of all
 * provisions, the choice of appearance and what the bounds below cut off by one page that says so.
 */
#ifndef PX_WEB_STATIC_SITE_EXPORT_H
#define PX_WEB_STATIC_SITE_EXPORT_H

#include <stdint.h>

#include "store/house.h"

/* Addresses with a query are variants of a page: filters, pages of a list, forms of a comparison.
 * Those with one field are kept up to the first number of a page, those with two all or, where
 * there are more than the second number, none; those with more fields never. */
enum { PX_SITE_MAX_PAGES = 1000000, PX_SITE_MAX_SINGLE = 1000, PX_SITE_MAX_DOUBLE = 64 };

typedef struct px_site_export_options {
    const char *origin; /* "https://example.eu/copy": where the copy will be; NULL: anywhere */
    void (*progress)(void *arg, uint64_t done, uint64_t total); /* may be NULL */
    void *arg;
} px_site_export_options;

typedef struct px_site_export_report {
    size_t pages;    /* HTML pages */
    size_t files;    /* all */
    uint64_t bytes;  /* of all files */
    size_t left_out; /* addresses that need the house or lie beyond the bounds */
    size_t missing;  /* addresses that a page names and the house does not have */
    char first_missing[256];
    bool replaced; /* an earlier export was there */
} px_site_export_report;

/* Writes the site into the folder (static_folder.h). INVALID for an origin that is none. */
int px_site_export(px_house *house, const char *folder, const px_site_export_options *options,
                   px_site_export_report *ret_report, px_error *err) PX_MUST_CHECK;

#endif
