/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files that are part of the binary. tools/embed.c turns each group into a table at build time,
 * sorted by name; the groups are listed in src/meson.build.
 */
#ifndef PX_BASE_EMBEDDED_H
#define PX_BASE_EMBEDDED_H

#include "base/str.h"

typedef struct px_embedded {
    const char *name; /* file name without directory; NULL after the last */
    const unsigned char *data;
    size_t len;
} px_embedded;

extern const px_embedded px_embedded_migrations[]; /* 0001-store.sql ... */
extern const px_embedded px_embedded_catalogues[]; /* fr.mo ... */
extern const px_embedded px_embedded_assets[];     /* praxis.css, icons, scripts */
extern const px_embedded px_embedded_codes[];      /* the texts of data/codes */
extern const px_embedded px_embedded_processes[];  /* the templates of data/processes */
extern const px_embedded px_embedded_tables[];     /* the tables of data: acts, words of duty */
extern const px_embedded px_embedded_styles[];     /* of exported documents */
extern const px_embedded px_embedded_office[];     /* fixed parts of DOCX and XLSX (data/office) */
extern const px_embedded px_embedded_forms[];      /* the official forms of data/forms */

static inline px_str px_embedded_str(const px_embedded *file)
{
    return (px_str){ (const char *)file->data, file->len };
}

/* The next row of a table of data/, NAME.tsv: comments (#) and lines that have fewer than n columns
 * are passed over, a test of tools/ reads all. Start with *rest NULL; false at the end. */
bool px_embedded_row(const char *name, px_str *rest, px_str *ret_columns, size_t n);

#endif
