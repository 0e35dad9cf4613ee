/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/safetensors.h"

#include "model/json_pull.h"
#include "model/stretch.h"

#include "base/banned.h"

enum { LENGTH = 8, NAME_MAX = 2048 };

typedef struct safetensors {
    px_weight_file *file;
    px_json_pull pull;
    px_tensor_fn *fn;
    void *arg;
    uint64_t data; /* bytes behind the head */
    px_stretches stretches;
    char name[NAME_MAX];
} safetensors;

bool px_safetensors_recognise(px_str head)
{
    return head.len > LENGTH && head.ptr[LENGTH] == '{' &&
           px_little(head.ptr, LENGTH) <= PX_SAFETENSORS_HEAD_MAX;
}

static int bad(const safetensors *s, const px_tensor *tensor, const char *reason, px_error *err)
{
    return px_weight_file_bad_tensor(s->file, tensor->name, reason, err);
}

static int read_shape(safetensors *s, px_tensor *tensor, px_error *err)
{
    bool more;
    int rc = px_pull_enter(&s->pull, '[', err);

    while (rc >= 0 && (rc = px_pull_more(&s->pull, ']', &more, err)) >= 0 && more) {
        if (tensor->dimensions == PX_TENSOR_DIMENSIONS)
            return bad(s, tensor, N_("it has too many dimensions"), err);
        rc = px_pull_number(&s->pull, &tensor->shape[tensor->dimensions++], err);
    }
    return rc;
}

static int read_offsets(safetensors *s, const px_tensor *tensor, px_stretch *ret, px_error *err)
{
    uint64_t *const numbers[] = { &ret->from, &ret->to };
    size_t n = 0;
    bool more;
    int rc = px_pull_enter(&s->pull, '[', err);

    while (rc >= 0 && (rc = px_pull_more(&s->pull, ']', &more, err)) >= 0 && more) {
        if (n == PX_COUNT(numbers))
            break;
        rc = px_pull_number(&s->pull, numbers[n++], err);
    }
    if (rc >= 0 && (n < PX_COUNT(numbers) || more))
        rc = bad(s, tensor, N_("its place is not given by two numbers"), err);
    return rc;
}

static int read_element(safetensors *s, px_tensor *tensor, px_error *err)
{
    px_str name;
    int rc = px_pull_text(&s->pull, &name, err);

    if (rc < 0)
        return rc;
    tensor->element = px_element_named(name);
    return tensor->element ? 0 : bad(s, tensor, N_("its element type is not known"), err);
}

enum { FIELD_ELEMENT = 1, FIELD_SHAPE = 2, FIELD_PLACE = 4, FIELD_ALL = 7 };

static int read_field(safetensors *s, px_tensor *tensor, px_stretch *place, unsigned *fields,
                      px_error *err)
{
    unsigned field = 0;
    px_str key;
    int rc = px_pull_key(&s->pull, &key, err);

    if (rc < 0)
        return rc;
    if (px_str_is(key, "dtype"))
        field = FIELD_ELEMENT;
    else if (px_str_is(key, "shape"))
        field = FIELD_SHAPE;
    else if (px_str_is(key, "data_offsets"))
        field = FIELD_PLACE;
    if (*fields & field)
        return bad(s, tensor, N_("a key is repeated"), err);
    *fields |= field;
    switch (field) {
    case FIELD_ELEMENT:
        return read_element(s, tensor, err);
    case FIELD_SHAPE:
        return read_shape(s, tensor, err);
    case FIELD_PLACE:
        return read_offsets(s, tensor, place, err);
    default:
        return px_pull_skip(&s->pull, err);
    }
}

static int check_tensor(safetensors *s, px_tensor *tensor, const px_stretch *place, unsigned fields,
                        px_error *err)
{
    if (fields != FIELD_ALL)
        return bad(s, tensor, N_("its type, shape or place is missing"), err);
    if (!px_tensor_measure(tensor))
        return bad(s, tensor, N_("its shape has more elements than there can be"), err);
    if (place->from > place->to || place->to > s->data)
        return bad(s, tensor, N_("its bytes are said to lie behind the file"), err);
    if (place->to - place->from != tensor->bytes)
        return bad(s, tensor, N_("its shape and type do not take as many bytes as it has"), err);
    px_stretches_add(&s->stretches, place->from, place->to);
    return s->fn(s->arg, tensor, err);
}

static int read_tensor(safetensors *s, px_str name, px_error *err)
{
    px_tensor tensor = { .name = px_str_n(s->name, name.len) };
    px_stretch place = { 0 };
    unsigned fields = 0;
    bool more;
    int rc;

    if (name.len == 0 || name.len > NAME_MAX)
        return px_weight_file_bad(s->file, N_("a tensor has no name, or too long a one"), err);
    memcpy(s->name, name.ptr, name.len);
    rc = px_pull_enter(&s->pull, '{', err);
    while (rc >= 0 && (rc = px_pull_more(&s->pull, '}', &more, err)) >= 0 && more)
        rc = read_field(s, &tensor, &place, &fields, err);
    return rc < 0 ? rc : check_tensor(s, &tensor, &place, fields, err);
}

/* __metadata__: texts by name. */
static int read_metadata(safetensors *s, px_error *err)
{
    bool more;
    int rc = px_pull_enter(&s->pull, '{', err);

    while (rc >= 0 && (rc = px_pull_more(&s->pull, '}', &more, err)) >= 0 && more) {
        px_str key;
        char first;

        rc = px_pull_key(&s->pull, &key, err);
        if (rc >= 0)
            rc = px_pull_peek(&s->pull, &first, err);
        if (rc >= 0 && first != '"')
            return px_weight_file_bad(s->file, N_("a value of __metadata__ is not a text"), err);
        if (rc >= 0)
            rc = px_pull_skip(&s->pull, err);
    }
    return rc;
}

static int read_head(safetensors *s, px_error *err)
{
    const char *reason;
    bool more, metadata = false;
    px_str name;
    int rc;

    px_pull_start(&s->pull, s->file);
    rc = px_pull_enter(&s->pull, '{', err);
    while (rc >= 0 && (rc = px_pull_more(&s->pull, '}', &more, err)) >= 0 && more) {
        rc = px_pull_key(&s->pull, &name, err);
        if (rc < 0)
            return rc;
        if (!px_str_is(name, "__metadata__")) {
            rc = read_tensor(s, name, err);
        } else if (metadata) {
            return px_weight_file_bad(s->file, N_("a key is repeated"), err);
        } else {
            metadata = true;
            rc = read_metadata(s, err);
        }
    }
    if (rc >= 0)
        rc = px_pull_end(&s->pull, err);
    if (rc < 0)
        return rc;
    reason = px_stretches_check(&s->stretches, s->data, 1);
    return reason ? px_weight_file_bad(s->file, reason, err) : 0;
}

int px_safetensors_read(px_weight_file *file, px_tensor_fn *fn, void *arg, px_error *err)
{
    PX_AUTO_FREE safetensors *s = px_alloc_zero(1, sizeof(*s));
    uint64_t head;
    int rc = px_weight_file_need(file, LENGTH, err);

    if (rc < 0)
        return rc;
    head = px_little(file->ptr, LENGTH);
    if (head > PX_SAFETENSORS_HEAD_MAX)
        return px_weight_file_bad(file, N_("the head is said to be longer than 100 MB"), err);
    if (head > file->size - LENGTH)
        return px_weight_file_bad(file, N_("the head is said to be longer than the file"), err);
    px_weight_file_take(file, LENGTH);
    *s = (safetensors){ .file = file, .fn = fn, .arg = arg, .data = file->size - LENGTH - head };
    file->end = LENGTH + head;
    file->len = (size_t)PX_MIN((uint64_t)file->len, head);
    rc = px_weight_file_need(file, 1, err);
    if (rc >= 0 && *file->ptr != '{')
        rc = px_weight_file_bad(file, N_("the head does not begin with a brace"), err);
    if (rc >= 0)
        rc = read_head(s, err);
    px_stretches_free(&s->stretches);
    file->end = file->size;
    return rc;
}
