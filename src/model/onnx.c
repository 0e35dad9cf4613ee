/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/onnx.h"

#include "model/onnx_tensor.h"
#include "model/protobuf.h"

#include "base/banned.h"

enum { DEPTH_MAX = 32, TEXT_MAX = 256 };

/* Numbers of fields: onnx.proto. */
enum {
    MODEL_VERSION = 1,
    MODEL_PRODUCER = 2,
    MODEL_GRAPH = 7,
    MODEL_FUNCTIONS = 25,
    FUNCTION_NODE = 7,
    GRAPH_NODE = 1,
    GRAPH_NAME = 2,
    GRAPH_INITIALIZER = 5,
    GRAPH_SPARSE = 15,
    NODE_OP = 4,
    NODE_ATTRIBUTE = 5,
    ATTRIBUTE_TENSOR = 5,
    ATTRIBUTE_GRAPH = 6,
    ATTRIBUTE_TENSORS = 10,
    ATTRIBUTE_GRAPHS = 11,
    ATTRIBUTE_SPARSE = 22,
    ATTRIBUTE_SPARSES = 23,
    SPARSE_VALUES = 1
};

bool px_onnx_recognise(px_str head)
{
    /* ir_version, a small number, then another field of a model */
    return head.len > 3 && head.ptr[0] == 0x08 && head.ptr[1] > 0 && head.ptr[1] < 0x40 &&
           (head.ptr[2] == 0x12 || head.ptr[2] == 0x1a || head.ptr[2] == 0x22 ||
            head.ptr[2] == 0x28 || head.ptr[2] == 0x32 || head.ptr[2] == 0x3a ||
            head.ptr[2] == 0x42);
}

typedef int message_fn(px_onnx_reading *r, const px_proto_field *field, unsigned depth,
                       px_error *err);

/* Hands each field of bytes of a message over; what the function leaves is passed over. */
static int each_field(px_onnx_reading *r, uint64_t end, unsigned depth, message_fn *fn,
                      px_error *err)
{
    px_proto_field field;
    bool more;
    int rc;

    if (depth > DEPTH_MAX)
        return px_weight_file_bad(r->file, N_("its graphs are nested too deep"), err);
    while ((rc = px_proto_next(r->file, end, &field, &more, err)) >= 0 && more) {
        rc = fn(r, &field, depth, err);
        if (rc >= 0 && field.wire == PX_WIRE_BYTES)
            rc = px_weight_file_seek(r->file, field.end, err);
        if (rc < 0)
            break;
    }
    return rc;
}

/* Keeps a text of at most TEXT_MAX bytes. */
static int keep_text(px_onnx_reading *r, const px_proto_field *field, px_str *ret, px_error *err)
{
    uint64_t len = field->end - r->file->at;
    int rc;

    if (len == 0 || len > TEXT_MAX)
        return 0;
    rc = px_weight_file_need(r->file, (size_t)len, err);
    if (rc >= 0 && px_utf8_valid(px_str_n(r->file->ptr, (size_t)len), NULL))
        *ret = px_arena_str(r->arena, px_str_n(r->file->ptr, (size_t)len));
    return rc;
}

static int sparse_field(px_onnx_reading *r, const px_proto_field *field, unsigned depth,
                        px_error *err)
{
    (void)depth;
    return field->number == SPARSE_VALUES && field->wire == PX_WIRE_BYTES
               ? px_onnx_tensor(r, field->end, err)
               : 0;
}

static int graph_field(px_onnx_reading *r, const px_proto_field *field, unsigned depth,
                       px_error *err);

static int read_graph(px_onnx_reading *r, uint64_t end, unsigned depth, px_error *err)
{
    uint64_t outside = r->graph;
    int rc;

    r->graph = r->graphs++;
    rc = each_field(r, end, depth + 1, graph_field, err);
    r->graph = outside;
    return rc;
}

/* Tensors count where the node is a constant: elsewhere they say how it works. */
static int attribute_field(px_onnx_reading *r, const px_proto_field *field, unsigned depth,
                           px_error *err)
{
    if (field->wire != PX_WIRE_BYTES)
        return 0;
    switch (field->number) {
    case ATTRIBUTE_GRAPH:
    case ATTRIBUTE_GRAPHS:
        return read_graph(r, field->end, depth, err);
    case ATTRIBUTE_TENSOR:
    case ATTRIBUTE_TENSORS:
        return r->constant ? px_onnx_tensor(r, field->end, err) : 0;
    case ATTRIBUTE_SPARSE:
    case ATTRIBUTE_SPARSES:
        return r->constant ? each_field(r, field->end, depth + 1, sparse_field, err) : 0;
    default:
        return 0;
    }
}

static int op_field(px_onnx_reading *r, const px_proto_field *field, unsigned depth, px_error *err)
{
    static const char constant[] = "Constant";
    size_t len = sizeof(constant) - 1;
    int rc;

    (void)depth;
    if (field->number != NODE_OP || field->wire != PX_WIRE_BYTES || field->end - r->file->at != len)
        return 0;
    rc = px_weight_file_need(r->file, len, err);
    r->constant = rc >= 0 && memcmp(r->file->ptr, constant, len) == 0;
    return rc;
}

static int node_field(px_onnx_reading *r, const px_proto_field *field, unsigned depth,
                      px_error *err)
{
    return field->number == NODE_ATTRIBUTE && field->wire == PX_WIRE_BYTES
               ? each_field(r, field->end, depth + 1, attribute_field, err)
               : 0;
}

/* What a node is may stand behind its attributes: it is gone through twice. */
static int read_node(px_onnx_reading *r, uint64_t end, unsigned depth, px_error *err)
{
    uint64_t start = r->file->at;
    bool outside = r->constant;
    int rc;

    r->constant = false;
    rc = each_field(r, end, depth + 1, op_field, err);
    if (rc >= 0)
        rc = px_weight_file_seek(r->file, start, err);
    if (rc >= 0)
        rc = each_field(r, end, depth + 1, node_field, err);
    r->constant = outside;
    return rc;
}

static int graph_field(px_onnx_reading *r, const px_proto_field *field, unsigned depth,
                       px_error *err)
{
    if (field->wire != PX_WIRE_BYTES)
        return 0;
    switch (field->number) {
    case GRAPH_NODE:
        return read_node(r, field->end, depth, err);
    case GRAPH_NAME:
        return r->graph == 0 ? keep_text(r, field, &r->onnx->name, err) : 0;
    case GRAPH_INITIALIZER:
        return px_onnx_tensor(r, field->end, err);
    case GRAPH_SPARSE:
        return each_field(r, field->end, depth + 1, sparse_field, err);
    default:
        return 0;
    }
}

static int function_field(px_onnx_reading *r, const px_proto_field *field, unsigned depth,
                          px_error *err)
{
    return field->number == FUNCTION_NODE && field->wire == PX_WIRE_BYTES
               ? read_node(r, field->end, depth, err)
               : 0;
}

static int model_field(px_onnx_reading *r, const px_proto_field *field, unsigned depth,
                       px_error *err)
{
    switch (field->number) {
    case MODEL_VERSION:
        r->onnx->version = field->value;
        return 0;
    case MODEL_PRODUCER:
        return field->wire == PX_WIRE_BYTES ? keep_text(r, field, &r->onnx->producer, err) : 0;
    case MODEL_GRAPH:
        if (field->wire != PX_WIRE_BYTES || r->graphs)
            return px_weight_file_bad(r->file, N_("it does not have one graph"), err);
        return read_graph(r, field->end, depth, err);
    case MODEL_FUNCTIONS:
        if (field->wire != PX_WIRE_BYTES)
            return 0;
        r->graph = r->graphs++;
        return each_field(r, field->end, depth + 1, function_field, err);
    default:
        return 0;
    }
}

int px_onnx_read(px_weight_file *file, px_arena *arena, px_tensor_fn *fn, void *arg,
                 px_onnx *ret_onnx, px_error *err)
{
    PX_AUTO_FREE px_onnx_reading *r = px_alloc_zero(1, sizeof(*r));
    int rc;

    *ret_onnx = (px_onnx){ .version = 0 };
    r->file = file;
    r->arena = arena;
    r->fn = fn;
    r->arg = arg;
    r->onnx = ret_onnx;
    rc = each_field(r, file->end, 0, model_field, err);
    if (rc >= 0 && r->graphs == 0)
        rc = px_weight_file_bad(file, N_("it does not have one graph"), err);
    return rc;
}
