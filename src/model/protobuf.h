/* SPDX-License-Identifier: EUPL-1.2 */
/* Protocol buffers read field by field from a file of weights. */
#ifndef PX_MODEL_PROTOBUF_H
#define PX_MODEL_PROTOBUF_H

#include "model/weight_file.h"

typedef enum px_wire {
    PX_WIRE_VARINT = 0,
    PX_WIRE_64 = 1,
    PX_WIRE_BYTES = 2,
    PX_WIRE_32 = 5
} px_wire;

typedef struct px_proto_field {
    uint32_t number;
    px_wire wire;
    uint64_t value; /* of a number */
    uint64_t end;   /* of bytes: where they end; the file stands at the first of them */
} px_proto_field;

/* The next field of the message that ends at `end`; *ret_more false at its end. MALFORMED. Bytes
 * are the caller's to read or pass over, up to ret_field->end. */
int px_proto_next(px_weight_file *file, uint64_t end, px_proto_field *ret_field, bool *ret_more,
                  px_error *err) PX_MUST_CHECK;

/* A varint at the file's place that ends before `end`. */
int px_proto_varint(px_weight_file *file, uint64_t end, uint64_t *ret_value,
                    px_error *err) PX_MUST_CHECK;

#endif
