/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/protobuf.h"

#include "base/macro.h"

#include "base/banned.h"

enum { VARINT_MAX = 10 };

int px_proto_varint(px_weight_file *file, uint64_t end, uint64_t *ret_value, px_error *err)
{
    uint64_t value = 0, left = end - file->at;
    int rc = file->len >= VARINT_MAX ? 0 : px_weight_file_see(file, VARINT_MAX, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < VARINT_MAX && i < left && i < file->len; i++) {
        uint64_t byte = (unsigned char)file->ptr[i];

        if (i == VARINT_MAX - 1 && byte > 1)
            break;
        value |= (byte & 0x7f) << (7 * i);
        if (byte < 0x80) {
            px_weight_file_take(file, i + 1);
            *ret_value = value;
            return 0;
        }
    }
    return px_weight_file_bad(file, N_("a number of a message is cut off or too long"), err);
}

static int fixed(px_weight_file *file, uint64_t end, unsigned bytes, uint64_t *ret, px_error *err)
{
    int rc;

    if (end - file->at < bytes)
        return px_weight_file_bad(file, N_("a field ends behind its message"), err);
    rc = px_weight_file_need(file, bytes, err);
    if (rc < 0)
        return rc;
    *ret = px_little(file->ptr, bytes);
    px_weight_file_take(file, bytes);
    return 0;
}

int px_proto_next(px_weight_file *file, uint64_t end, px_proto_field *ret_field, bool *ret_more,
                  px_error *err)
{
    px_proto_field field = { 0 };
    uint64_t tag, len;
    int rc;

    *ret_more = file->at < end;
    if (!*ret_more)
        return 0;
    rc = px_proto_varint(file, end, &tag, err);
    if (rc < 0)
        return rc;
    if (tag >> 3 == 0 || tag > UINT32_MAX)
        return px_weight_file_bad(file, N_("a field of a message has no number"), err);
    field.number = (uint32_t)(tag >> 3);
    field.wire = (px_wire)(tag & 7);
    switch (tag & 7) {
    case PX_WIRE_VARINT:
        rc = px_proto_varint(file, end, &field.value, err);
        break;
    case PX_WIRE_64:
        rc = fixed(file, end, 8, &field.value, err);
        break;
    case PX_WIRE_32:
        rc = fixed(file, end, 4, &field.value, err);
        break;
    case PX_WIRE_BYTES:
        rc = px_proto_varint(file, end, &len, err);
        if (rc >= 0 && len > end - file->at)
            rc = px_weight_file_bad(file, N_("a field ends behind its message"), err);
        field.end = file->at + (rc >= 0 ? len : 0);
        break;
    default:
        rc = px_weight_file_bad(file, N_("a field of a message is of no known kind"), err);
    }
    if (rc >= 0)
        *ret_field = field;
    return rc;
}
