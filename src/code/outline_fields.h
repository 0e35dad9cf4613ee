/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of a node in the bytes of an outline; private to its writer and its reader. */
#ifndef PX_CODE_OUTLINE_FIELDS_H
#define PX_CODE_OUTLINE_FIELDS_H

#include "code/outline.h"

typedef struct px_outline_field_def {
    const char *name;
    size_t offset, max;
} px_outline_field_def;

extern const px_outline_field_def px_outline_fields[];
extern const size_t px_outline_field_count;

static inline px_str *px_outline_field(px_outline_node *node, size_t field)
{
    return (px_str *)((char *)node + px_outline_fields[field].offset);
}

#endif
