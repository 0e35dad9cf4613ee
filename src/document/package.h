/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Packages: the ZIP container of DOCX and XLSX, written by libzip. The times of all parts are the
 * first that the format knows, so that the same parts are the same bytes anywhere. Private to
 * src/document.
 */
#ifndef PX_DOCUMENT_PACKAGE_H
#define PX_DOCUMENT_PACKAGE_H

#include <stdio.h>

#include "base/arena.h"
#include "base/builder.h"

typedef struct px_package px_package;

/* In the arena; the bytes of its parts are borrowed until it is written, which is once; files are
 * taken over and closed then. */
px_package *px_package_new(px_arena *arena);

/* Parts in the order in which they stand in the file. A file is read from its start. */
void px_package_add(px_package *package, const char *name, px_str bytes);
void px_package_add_file(px_package *package, const char *name, FILE *file);

/* Appends the package; or writes it to a path, in the folder of which a temporary file stands
 * meanwhile, in bounded memory. IO, FULL. */
int px_package_write(px_package *package, px_builder *out, px_error *err) PX_MUST_CHECK;
int px_package_save(px_package *package, const char *path, px_error *err) PX_MUST_CHECK;

/* Closes the files of a package that is not written; fine for one that was. */
void px_package_abandon(px_package *package);

#endif
