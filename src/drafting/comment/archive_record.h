/* SPDX-License-Identifier: EUPL-1.2 */
/* The records between the parser of an archive and its reader; private to both. */
#ifndef PX_DRAFTING_COMMENT_ARCHIVE_RECORD_H
#define PX_DRAFTING_COMMENT_ARCHIVE_RECORD_H

#include <stddef.h>

typedef enum px_archive_record {
    PX_ARCHIVE_HEAD,
    PX_ARCHIVE_ISSUE,
    PX_ARCHIVE_REPLY,
    PX_ARCHIVE_PULL,
    PX_ARCHIVE_REVIEW,
    PX_ARCHIVE_REMARK,
    PX_ARCHIVE_RECORD_COUNT
} px_archive_record;

typedef struct px_archive_record_def {
    char letter;
    size_t fields;
} px_archive_record_def;

extern const px_archive_record_def px_archive_record_defs[PX_ARCHIVE_RECORD_COUNT];

enum { PX_ARCHIVE_MAX_FIELDS = 9 };

#endif
