/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/gguf.h"

#include "model/stretch.h"

#include "base/banned.h"

enum {
    VERSION_MAX = 3,
    TEXT_KEPT = 256,
    KEY_MAX = 65535,
    KEYS_MAX = 1 << 16,
    KEPT_MAX = 4096,
    TENSORS_MAX = 1 << 24,
    DIMENSIONS_MAX = 4,
    NAME_MAX = 1024,
    NESTED_MAX = 4,
    ALIGNMENT = 32,
    ALIGNMENT_MAX = 1 << 20
};

enum value_type {
    T_U8,
    T_I8,
    T_U16,
    T_I16,
    T_U32,
    T_I32,
    T_F32,
    T_BOOL,
    T_TEXT,
    T_ARRAY,
    T_U64,
    T_I64,
    T_F64,
    T_COUNT
};

static const unsigned char type_bytes[T_COUNT] = { 1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8 };

bool px_gguf_recognise(px_str head)
{
    return px_str_starts(head, PX_STR("GGUF"));
}

/* ---- Numbers and texts */

static int read_number(const px_gguf *gguf, px_weight_file *file, unsigned bytes, uint64_t *ret,
                       px_error *err)
{
    int rc = px_weight_file_need(file, bytes, err);

    if (rc < 0)
        return rc;
    *ret = 0;
    for (unsigned i = 0; i < bytes; i++) {
        uint64_t byte = (unsigned char)file->ptr[gguf->big ? i : bytes - 1 - i];

        *ret = *ret << 8 | byte;
    }
    px_weight_file_take(file, bytes);
    return 0;
}

/* A length: 32 bits in version 1, 64 since. */
static int read_length(const px_gguf *gguf, px_weight_file *file, uint64_t *ret, px_error *err)
{
    return read_number(gguf, file, gguf->version == 1 ? 4 : 8, ret, err);
}

/* A text of at most `most` bytes, in sight until the file is moved; longer ones are passed over,
 * and none is given. */
static int read_text(const px_gguf *gguf, px_weight_file *file, size_t most, px_str *ret,
                     px_error *err)
{
    uint64_t len;
    int rc = read_length(gguf, file, &len, err);

    *ret = PX_STR_NONE;
    if (rc < 0)
        return rc;
    if (len > most)
        return px_weight_file_skip(file, len, err);
    rc = px_weight_file_need(file, (size_t)len, err);
    if (rc < 0)
        return rc;
    *ret = px_str_n(file->ptr, (size_t)len);
    px_weight_file_take(file, (size_t)len);
    return 0;
}

/* ---- Values */

static int skip_array(const px_gguf *gguf, px_weight_file *file, unsigned depth, uint64_t *ret_len,
                      px_error *err)
{
    uint64_t type, len = 0;
    int rc = read_number(gguf, file, 4, &type, err);

    if (rc >= 0)
        rc = read_length(gguf, file, &len, err);
    if (rc < 0)
        return rc;
    *ret_len = len;
    if (type >= T_COUNT || depth == NESTED_MAX)
        return px_weight_file_bad(file, N_("a value is of no known type"), err);
    if (len > file->end - file->at)
        return px_weight_file_bad(file, N_("a list is said to be longer than the file"), err);
    if (type_bytes[type])
        return px_weight_file_skip(file, len * type_bytes[type], err);
    for (uint64_t i = 0; rc >= 0 && i < len; i++) {
        uint64_t inner;
        px_str text;

        rc = type == T_TEXT ? read_text(gguf, file, 0, &text, err)
                            : skip_array(gguf, file, depth + 1, &inner, err);
    }
    return rc;
}

static int read_value(const px_gguf *gguf, px_weight_file *file, px_gguf_value *value, bool *keep,
                      px_error *err)
{
    uint64_t type;
    int rc = read_number(gguf, file, 4, &type, err);

    if (rc < 0)
        return rc;
    *keep = true;
    switch (type) {
    case T_TEXT:
        value->kind = PX_GGUF_TEXT;
        rc = read_text(gguf, file, TEXT_KEPT, &value->text, err);
        *keep = value->text.ptr && px_utf8_valid(value->text, NULL);
        return rc;
    case T_ARRAY:
        value->kind = PX_GGUF_ARRAY;
        return skip_array(gguf, file, 0, &value->number, err);
    default:
        if (type >= T_COUNT)
            return px_weight_file_bad(file, N_("a value is of no known type"), err);
        value->kind = PX_GGUF_NUMBER;
        rc = read_number(gguf, file, type_bytes[type], &value->number, err);
        /* Only whole numbers that are not negative say something here. */
        *keep = type != T_F32 && type != T_F64 &&
                !((type == T_I8 || type == T_I16 || type == T_I32 || type == T_I64) &&
                  value->number >> (8 * type_bytes[type] - 1));
        return rc;
    }
}

static int read_pair(px_gguf *gguf, px_weight_file *file, px_error *err)
{
    px_gguf_value value = { .number = 0 };
    px_str key;
    bool keep, useful;
    int rc = read_text(gguf, file, KEY_MAX, &key, err);

    if (rc < 0)
        return rc;
    if (!key.ptr || key.len == 0)
        return px_weight_file_bad(file, N_("a key is empty or too long"), err);
    keep = key.len <= TEXT_KEPT && px_utf8_valid(key, NULL) && gguf->n_values < KEPT_MAX;
    if (keep)
        value.key = px_arena_str(gguf->arena, key);
    for (size_t i = 0; keep && i < gguf->n_values; i++)
        if (px_str_eq(gguf->values[i].key, value.key))
            return px_weight_file_bad(file, N_("a key is repeated"), err);
    rc = read_value(gguf, file, &value, &useful, err);
    if (rc < 0 || !keep || !useful)
        return rc;
    if (value.kind == PX_GGUF_TEXT)
        value.text = px_arena_str(gguf->arena, value.text);
    gguf->values = px_arena_grow(gguf->arena, gguf->values, gguf->n_values, &gguf->values_room,
                                 sizeof(*gguf->values));
    gguf->values[gguf->n_values++] = value;
    return 0;
}

/* ---- Head */

static int read_head(px_gguf *gguf, px_weight_file *file, px_error *err)
{
    uint64_t version;
    int rc = px_weight_file_need(file, 8, err);

    if (rc < 0)
        return rc;
    px_weight_file_take(file, 4);
    /* The magic is the same in both orders; the version tells which one it is. */
    gguf->big = file->ptr[0] == 0 && file->ptr[1] == 0;
    rc = read_number(gguf, file, 4, &version, err);
    if (rc < 0)
        return rc;
    if (version == 0)
        return px_weight_file_bad(file, N_("it has no version"), err);
    if (version > VERSION_MAX || (gguf->big && version < 3))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("'{path}' is GGUF of a version that is not read; 1 to 3 are"), "path",
                       file->name, NULL);
    gguf->version = (unsigned)version;
    rc = read_length(gguf, file, &gguf->tensors, err);
    if (rc >= 0)
        rc = read_length(gguf, file, &gguf->keys, err);
    if (rc >= 0 && (gguf->keys > KEYS_MAX || gguf->tensors > TENSORS_MAX))
        rc = px_weight_file_bad(file, N_("it is said to have more tensors or values than can be"),
                                err);
    return rc;
}

int px_gguf_open(px_gguf *gguf, px_weight_file *file, px_arena *arena, px_error *err)
{
    int rc;

    *gguf = (px_gguf){ .arena = arena };
    rc = read_head(gguf, file, err);
    for (uint64_t i = 0; rc >= 0 && i < gguf->keys; i++)
        rc = read_pair(gguf, file, err);
    gguf->architecture = px_gguf_text(gguf, "general.architecture");
    return rc;
}

/* ---- Tensors */

typedef struct gguf_tensors {
    const px_gguf *gguf;
    px_weight_file *file;
    px_stretches stretches;
    char name[NAME_MAX];
} gguf_tensors;

static int read_shape(gguf_tensors *g, px_tensor *tensor, px_error *err)
{
    uint64_t dimensions;
    int rc = read_number(g->gguf, g->file, 4, &dimensions, err);

    if (rc < 0)
        return rc;
    if (dimensions > DIMENSIONS_MAX)
        return px_weight_file_bad_tensor(g->file, tensor->name, N_("it has too many dimensions"),
                                         err);
    tensor->dimensions = (unsigned)dimensions;
    for (unsigned i = tensor->dimensions; rc >= 0 && i-- > 0;) /* the innermost comes first */
        rc = read_length(g->gguf, g->file, &tensor->shape[i], err);
    return rc;
}

static int read_tensor(gguf_tensors *g, px_tensor *tensor, px_error *err)
{
    uint64_t type, offset;
    px_str name;
    int rc = read_text(g->gguf, g->file, NAME_MAX, &name, err);

    if (rc < 0)
        return rc;
    if (!name.ptr || name.len == 0)
        return px_weight_file_bad(g->file, N_("a tensor has no name, or too long a one"), err);
    memcpy(g->name, name.ptr, name.len);
    tensor->name = px_str_n(g->name, name.len);
    rc = read_shape(g, tensor, err);
    if (rc >= 0)
        rc = read_number(g->gguf, g->file, 4, &type, err);
    if (rc >= 0)
        rc = read_number(g->gguf, g->file, 8, &offset, err);
    if (rc < 0)
        return rc;
    tensor->element = px_element_ggml((uint32_t)type);
    if (!tensor->element)
        return px_weight_file_bad_tensor(g->file, tensor->name, N_("its element type is not known"),
                                         err);
    if (tensor->dimensions && tensor->shape[tensor->dimensions - 1] % tensor->element->block)
        return px_weight_file_bad_tensor(g->file, tensor->name,
                                         N_("its rows are no whole number of blocks"), err);
    if (!px_tensor_measure(tensor) || tensor->bytes > g->file->size ||
        offset > g->file->size - tensor->bytes)
        return px_weight_file_bad_tensor(g->file, tensor->name,
                                         N_("its bytes are said to lie behind the file"), err);
    px_stretches_add(&g->stretches, offset, offset + tensor->bytes);
    return 0;
}

/* Where the elements lie, counted from the first aligned byte behind the list. */
static int check_places(gguf_tensors *g, px_error *err)
{
    px_model_number stated = px_gguf_number(g->gguf, "general.alignment");
    uint64_t alignment = stated.known ? stated.value : ALIGNMENT, start;
    const char *reason;

    if (alignment == 0 || alignment > ALIGNMENT_MAX || (alignment & (alignment - 1)))
        return px_weight_file_bad(g->file, N_("its alignment is no power of two"), err);
    if (g->stretches.count == 0)
        return 0;
    for (size_t i = 0; i < g->stretches.count; i++)
        if (g->stretches.items[i].from % alignment)
            return px_weight_file_bad(g->file, N_("a tensor is not aligned"), err);
    start = (g->file->at + alignment - 1) / alignment * alignment;
    if (start > g->file->size)
        return px_weight_file_bad(g->file, N_("it ends here, before its time"), err);
    reason = px_stretches_check(&g->stretches, g->file->size - start, alignment);
    return reason ? px_weight_file_bad(g->file, reason, err) : 0;
}

int px_gguf_tensors(const px_gguf *gguf, px_weight_file *file, px_tensor_fn *fn, void *arg,
                    px_error *err)
{
    PX_AUTO_FREE gguf_tensors *g = px_alloc_zero(1, sizeof(*g));
    int rc = 0;

    g->gguf = gguf;
    g->file = file;
    for (uint64_t i = 0; rc >= 0 && i < gguf->tensors; i++) {
        px_tensor tensor = { .dimensions = 0 };

        rc = read_tensor(g, &tensor, err);
        if (rc >= 0)
            rc = fn(arg, &tensor, err);
    }
    if (rc >= 0)
        rc = check_places(g, err);
    px_stretches_free(&g->stretches);
    return rc;
}
