/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The folder of a static copy, replaced as a whole: files are written into a new folder beside it,
 * which takes its place at the end in one step, so that a web server never shows half of a copy.
 *
 * A copy holds a list of its files (PX_STATIC_LIST). A folder that is neither empty nor such a
 * copy, or in which there is a file that the list does not name, is refused: nothing of others is
 * lost.
 */
#ifndef PX_WEB_STATIC_STATIC_FOLDER_H
#define PX_WEB_STATIC_STATIC_FOLDER_H

#include "base/arena.h"
#include "base/error.h"

#define PX_STATIC_LIST ".praxis-export"

typedef struct px_static_folder px_static_folder;

/* Checks the folder and makes the new one beside it. EXISTS where something of others is there,
 * INVALID for a path without a name at its end. */
int px_static_folder_start(const char *path, px_static_folder **ret_folder,
                           px_error *err) PX_MUST_CHECK;

/* Writes a file of the copy: "en/index.html"; makes the folders above it. EXISTS for a file that
 * was written already, or where a file is needed as a folder. */
int px_static_folder_write(px_static_folder *folder, px_str file, px_str data,
                           px_error *err) PX_MUST_CHECK;

/* Puts all on disk and the copy into its place; what was there is removed. */
int px_static_folder_finish(px_static_folder *folder, px_error *err) PX_MUST_CHECK;

/* True where an earlier copy was there. */
bool px_static_folder_replaces(const px_static_folder *folder);

/* Frees; a copy that was not finished is removed. NULL is fine. */
void px_static_folder_free(px_static_folder *folder);

static inline void px_cleanup_static_folder(px_static_folder **folder)
{
    px_static_folder_free(*folder);
}
#define PX_AUTO_STATIC_FOLDER PX_CLEANUP(px_cleanup_static_folder)

#endif
