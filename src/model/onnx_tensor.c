/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/onnx_tensor.h"

#include <inttypes.h>

#include "base/number.h"
#include "model/protobuf.h"
#include "model/weight_index.h"

#include "base/banned.h"

enum { TYPE_TEXT = 8, KEY_MAX = 255 };

/* Numbers of fields: onnx.proto, TensorProto. */
enum {
    TENSOR_DIMS = 1,
    TENSOR_TYPE = 2,
    TENSOR_NAME = 8,
    TENSOR_RAW = 9,
    TENSOR_EXTERNAL = 13,
    TENSOR_LOCATION = 14
};

typedef struct onnx_tensor {
    px_tensor tensor;
    uint64_t type, raw; /* raw: bytes of the elements that stand here */
    bool has_raw, external;
    px_str location;
    uint64_t offset, length;
    bool has_length;
    size_t name_len;
} onnx_tensor;

static int bad(const px_onnx_reading *r, const char *reason, px_error *err)
{
    return px_weight_file_bad(r->file, reason, err);
}

static int add_dimension(const px_onnx_reading *r, px_tensor *tensor, uint64_t dimension,
                         px_error *err)
{
    if (tensor->dimensions == PX_TENSOR_DIMENSIONS)
        return bad(r, N_("a tensor has too many dimensions"), err);
    if (dimension > INT64_MAX)
        return bad(r, N_("a tensor has a negative dimension"), err);
    tensor->shape[tensor->dimensions++] = dimension;
    return 0;
}

static int read_dimensions(px_onnx_reading *r, px_tensor *tensor, const px_proto_field *field,
                           px_error *err)
{
    uint64_t dimension;
    int rc = 0;

    if (field->wire == PX_WIRE_VARINT)
        return add_dimension(r, tensor, field->value, err);
    if (field->wire != PX_WIRE_BYTES)
        return bad(r, N_("a field of a message is of no known kind"), err);
    while (rc >= 0 && r->file->at < field->end) {
        rc = px_proto_varint(r->file, field->end, &dimension, err);
        if (rc >= 0)
            rc = add_dimension(r, tensor, dimension, err);
    }
    return rc;
}

/* A text of at most `most` bytes into the arena. */
static int read_text(px_onnx_reading *r, const px_proto_field *field, size_t most, px_str *ret,
                     px_error *err)
{
    uint64_t len = field->end - r->file->at;
    int rc;

    if (field->wire != PX_WIRE_BYTES || len > most)
        return bad(r, N_("a name is too long"), err);
    rc = px_weight_file_need(r->file, (size_t)len, err);
    if (rc >= 0)
        *ret = px_arena_str(r->arena, px_str_n(r->file->ptr, (size_t)len));
    return rc;
}

/* A key and its value. */
static int read_pair(px_onnx_reading *r, uint64_t end, px_str pair[2], px_error *err)
{
    px_proto_field field;
    bool more;
    int rc;

    while ((rc = px_proto_next(r->file, end, &field, &more, err)) >= 0 && more) {
        if (field.number == 1 || field.number == 2)
            rc = read_text(r, &field, KEY_MAX, &pair[field.number - 1], err);
        if (rc >= 0 && field.wire == PX_WIRE_BYTES)
            rc = px_weight_file_seek(r->file, field.end, err);
        if (rc < 0)
            break;
    }
    return rc;
}

/* One pair of where the elements are: "location", "offset", "length". */
static int read_external(px_onnx_reading *r, onnx_tensor *t, uint64_t end, px_error *err)
{
    px_str pair[2] = { PX_STR_INIT(""), PX_STR_INIT("") };
    bool offset, length;
    long long number;
    int rc = read_pair(r, end, pair, err);

    if (rc < 0)
        return rc;
    offset = px_str_is(pair[0], "offset");
    length = px_str_is(pair[0], "length");
    if (px_str_is(pair[0], "location"))
        t->location = pair[1];
    if (!offset && !length)
        return 0;
    if (px_parse_int(pair[1], 0, INT64_MAX, &number, NULL) < 0)
        return bad(r, N_("the place of a tensor in another file is no number"), err);
    if (offset)
        t->offset = (uint64_t)number;
    else
        t->length = (uint64_t)number;
    t->has_length = t->has_length || length;
    return 0;
}

static int read_name(px_onnx_reading *r, onnx_tensor *t, const px_proto_field *field, px_error *err)
{
    uint64_t len = field->end - r->file->at;
    int rc;

    if (field->wire != PX_WIRE_BYTES || len > PX_ONNX_NAME)
        return bad(r, N_("a tensor has no name, or too long a one"), err);
    rc = px_weight_file_need(r->file, (size_t)len, err);
    if (rc < 0)
        return rc;
    t->name_len = 0;
    if (r->graph)
        t->name_len = (size_t)snprintf(r->name, 32, "%" PRIu64 "/", r->graph);
    memcpy(r->name + t->name_len, r->file->ptr, (size_t)len);
    t->name_len = len ? t->name_len + (size_t)len : 0;
    return 0;
}

static int read_field(px_onnx_reading *r, onnx_tensor *t, const px_proto_field *field,
                      px_error *err)
{
    switch (field->number) {
    case TENSOR_DIMS:
        return read_dimensions(r, &t->tensor, field, err);
    case TENSOR_TYPE:
        t->type = field->value;
        return 0;
    case TENSOR_NAME:
        return read_name(r, t, field, err);
    case TENSOR_RAW:
        if (field->wire != PX_WIRE_BYTES)
            return bad(r, N_("a field of a message is of no known kind"), err);
        t->has_raw = true;
        t->raw = field->end - r->file->at;
        return 0;
    case TENSOR_EXTERNAL:
        return field->wire == PX_WIRE_BYTES ? read_external(r, t, field->end, err) : 0;
    case TENSOR_LOCATION:
        t->external = field->value == 1;
        return 0;
    default:
        return 0;
    }
}

/* Notes that the file has to hold these bytes. */
static int add_external(px_onnx_reading *r, const onnx_tensor *t, px_error *err)
{
    px_onnx *onnx = r->onnx;
    uint64_t end;
    size_t i = 0;

    if (!px_plain_file_name(t->location))
        return bad(r, N_("a file is named by a path; plain names are taken"), err);
    if ((t->has_length && t->length != t->tensor.bytes) ||
        __builtin_add_overflow(t->offset, t->tensor.bytes, &end))
        return bad(r, N_("a tensor in another file is not as long as its shape says"), err);
    while (i < onnx->n_externals && !px_str_eq(onnx->externals[i].name, t->location))
        i++;
    if (i == PX_ONNX_EXTERNALS_MAX)
        return bad(r, N_("it names too many files"), err);
    if (i == onnx->n_externals) {
        onnx->externals = px_arena_grow(r->arena, onnx->externals, onnx->n_externals,
                                        &onnx->externals_room, sizeof(*onnx->externals));
        onnx->externals[onnx->n_externals++] = (px_onnx_external){ .name = t->location };
    }
    onnx->externals[i].size = PX_MAX(onnx->externals[i].size, end);
    return 0;
}

/* Four bits to an element: the last byte may be half empty. */
static bool measure(px_tensor *tensor)
{
    tensor->count = 1;
    for (unsigned i = 0; i < tensor->dimensions; i++)
        if (__builtin_mul_overflow(tensor->count, tensor->shape[i], &tensor->count))
            return false;
    return !__builtin_mul_overflow(tensor->count / tensor->element->block +
                                       (tensor->count % tensor->element->block != 0),
                                   (uint64_t)tensor->element->bytes, &tensor->bytes);
}

static int give(px_onnx_reading *r, onnx_tensor *t, px_error *err)
{
    px_tensor *tensor = &t->tensor;
    int rc = 0;

    tensor->element = px_element_onnx(t->type);
    if (!tensor->element)
        return bad(r, N_("the element type of a tensor is not known"), err);
    if (!measure(tensor))
        return bad(r, N_("a tensor has more elements than there can be"), err);
    if (!t->external && t->has_raw && t->raw != tensor->bytes)
        return bad(r, N_("a tensor does not have as many bytes as its shape says"), err);
    if (t->name_len == 0)
        t->name_len = (size_t)snprintf(r->name, sizeof(r->name), "%" PRIu64 "//%" PRIu64, r->graph,
                                       r->unnamed++);
    tensor->name = px_str_n(r->name, t->name_len);
    if (t->external)
        rc = add_external(r, t, err);
    return rc < 0 ? rc : r->fn(r->arg, tensor, err);
}

int px_onnx_tensor(px_onnx_reading *r, uint64_t end, px_error *err)
{
    onnx_tensor t = { .location = PX_STR_INIT("") };
    px_proto_field field;
    bool more;
    int rc;

    while ((rc = px_proto_next(r->file, end, &field, &more, err)) >= 0 && more) {
        rc = read_field(r, &t, &field, err);
        if (rc >= 0 && field.wire == PX_WIRE_BYTES)
            rc = px_weight_file_seek(r->file, field.end, err);
        if (rc < 0)
            break;
    }
    if (rc < 0 || t.type == TYPE_TEXT)
        return rc;
    if (r->constant)
        t.name_len = 0; /* constants of many nodes may have one name */
    return give(r, &t, err);
}
