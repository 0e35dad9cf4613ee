/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of contents at the end of a zip file (PKWARE APPNOTE 6.3.10, 4.3.12 to 4.3.16). */
#ifndef PX_CORPUS_ARCHIVE_ZIP_LIST_H
#define PX_CORPUS_ARCHIVE_ZIP_LIST_H

#include "corpus/media/look.h"

enum { PX_ZIP_STORED = 0, PX_ZIP_DEFLATE = 8, PX_ZIP_BZIP2 = 12, PX_ZIP_ZSTD = 93, PX_ZIP_XZ = 95 };

typedef struct px_zip_entry {
    px_str name;    /* valid until the next look */
    uint64_t local; /* where its own header stands in the file */
    uint64_t packed, size;
    uint32_t crc;
    unsigned method, flags;
    bool encrypted, is_file; /* no folder, no link */
} px_zip_entry;

typedef struct px_zip_list {
    px_look *look; /* borrowed */
    uint64_t at, end, base;
    uint64_t left; /* entries */
} px_zip_list;

/* Finds the list; false where there is none. */
bool px_zip_list_find(px_look *l, px_zip_list *ret_list);

/* 1 with the next entry, 0 at the end, -1 where the list is damaged. */
int px_zip_list_next(px_zip_list *list, px_zip_entry *ret_entry);

#endif
