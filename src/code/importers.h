/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The formats that a draft may come in, and the parsers of the jail: one table. Every importer is
 * a px_jail_fn (base/jail.h): the bytes of the file in, the bytes of an outline (code/outline.h)
 * out.
 */
#ifndef PX_CODE_IMPORTERS_H
#define PX_CODE_IMPORTERS_H

#include "base/jail.h"

typedef struct px_importer {
    const char *format;            /* "markdown": for --format, and the parser's name in the jail */
    const char *title;             /* message id: "Markdown" */
    const char *const *extensions; /* of file names, without the dot; NULL-terminated */
    bool (*recognise)(px_str head); /* by the first PX_IMPORT_HEAD bytes; NULL: never by content */
} px_importer;

#define PX_IMPORT_HEAD 4096

extern const px_importer px_importers[];
extern const size_t px_importer_count;

/* The parsers that the jail runs, for px_jail_start: one for each importer, of the same name. */
extern const px_jail_parser px_code_parsers[];
extern const size_t px_code_parser_count;

/* The importer of a format; for NULL and "auto" the one that recognises the bytes, else the one of
 * the name's extension, else Markdown. INVALID, with all names, for a format that is not known. */
int px_importer_find(const char *format, const char *name, px_str bytes,
                     const px_importer **ret_importer, px_error *err) PX_MUST_CHECK;

#endif
