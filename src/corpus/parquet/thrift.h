/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading Thrift's compact protocol (thrift/doc/specs/thrift-compact-protocol.md), as far as
 * Parquet uses it. Nothing is copied or allocated; what is cut off or not of the protocol sets
 * `bad`, after which every struct ends and every value is zero. No count is believed that the bytes
 * left cannot hold, so that the work is bounded by their number.
 */
#ifndef PX_CORPUS_THRIFT_H
#define PX_CORPUS_THRIFT_H

#include <stdint.h>

#include "base/str.h"

typedef struct px_thrift {
    const unsigned char *at, *end;
    bool bad;
} px_thrift;

typedef enum px_thrift_type {
    PX_THRIFT_STOP,
    PX_THRIFT_TRUE,
    PX_THRIFT_FALSE,
    PX_THRIFT_BYTE,
    PX_THRIFT_I16,
    PX_THRIFT_I32,
    PX_THRIFT_I64,
    PX_THRIFT_DOUBLE,
    PX_THRIFT_BINARY,
    PX_THRIFT_LIST,
    PX_THRIFT_SET,
    PX_THRIFT_MAP,
    PX_THRIFT_STRUCT
} px_thrift_type;

/* Zero before the first field of a struct. */
typedef struct px_thrift_field {
    int id;
    px_thrift_type type;
} px_thrift_field;

static inline px_thrift px_thrift_of(px_str bytes)
{
    const unsigned char *at = (const unsigned char *)bytes.ptr;

    return (px_thrift){ at, at + bytes.len, false };
}

/* The next field of the struct that is read; false at its end. Its value must be read, or skipped,
 * before the next. */
bool px_thrift_next(px_thrift *t, px_thrift_field *field);

/* The value of the field, which must be of that type: an integer of any width, ... */
int64_t px_thrift_int(px_thrift *t, const px_thrift_field *field);
bool px_thrift_bool(px_thrift *t, const px_thrift_field *field);
px_str px_thrift_binary(px_thrift *t, const px_thrift_field *field);
/* A struct: its fields follow. */
void px_thrift_struct(px_thrift *t, const px_thrift_field *field);
/* A list: so many elements of this type follow. */
size_t px_thrift_list(px_thrift *t, const px_thrift_field *field, px_thrift_type of);

/* Passes over a value of the type. */
void px_thrift_skip(px_thrift *t, px_thrift_type type);

#endif
