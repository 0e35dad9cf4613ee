/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/torch_file.h"

#include "model/name_set.h"

#include "base/banned.h"

enum { DEPTH_MAX = 32, NAME_MAX = 2048 };

typedef struct walk {
    px_pickle *p;
    px_storage_fn *storage;
    const void *storage_arg;
    px_tensor_fn *fn;
    void *arg;
    px_name_set seen; /* storage and place of tensors */
    char name[NAME_MAX];
} walk;

/* ---- A tensor */

static int bad(const walk *w, px_str name, const char *reason, px_error *err)
{
    return px_weight_file_bad_tensor(w->p->file, name, reason, err);
}

/* A tensor may be a part of its storage, never more than that. */
static int check_storage(const walk *w, const px_pickle_value *value, const px_tensor *tensor,
                         px_error *err)
{
    const px_pickle_value *storage = value->storage;
    uint64_t held, stated, from;

    if (!px_element_bytes(storage->element, (uint64_t)storage->number, &stated))
        return bad(w, tensor->name, N_("its storage is larger than there can be"), err);
    if (w->storage && (!w->storage(w->storage_arg, storage->text, &held) || held != stated))
        return bad(w, tensor->name, N_("its storage is missing, or not as long as it should be"),
                   err);
    if (tensor->count &&
        (__builtin_mul_overflow((uint64_t)value->number, (uint64_t)tensor->element->bytes, &from) ||
         from > stated || tensor->bytes > stated - from))
        return bad(w, tensor->name, N_("it reaches beyond its storage"), err);
    return 0;
}

static int give_tensor(walk *w, px_pickle_value *value, px_str name, px_error *err)
{
    px_tensor tensor = { .name = name, .element = value->element };
    char place[128];
    int rc, n;

    if (value->count > PX_TENSOR_DIMENSIONS)
        return bad(w, name, N_("it has too many dimensions"), err);
    tensor.dimensions = (unsigned)value->count;
    for (size_t i = 0; i < value->count; i++)
        tensor.shape[i] = (uint64_t)value->items[i]->number;
    if (!px_tensor_measure(&tensor))
        return bad(w, name, N_("its shape has more elements than there can be"), err);
    rc = check_storage(w, value, &tensor, err);
    if (rc < 0)
        return rc;
    n = snprintf(place, sizeof(place), "%.64s:%lld", value->storage->text.ptr,
                 (long long)value->number);
    tensor.again = tensor.count && !px_name_set_add(&w->seen, px_str_n(place, (size_t)n));
    return w->fn(w->arg, &tensor, err);
}

/* ---- What holds tensors */

/* What an optimizer keeps, and buffers of modules, are no parameters. */
static bool is_left_out(px_str key, size_t depth)
{
    return (depth == 0 &&
            (px_str_starts(key, PX_STR("optim")) || px_str_starts(key, PX_STR("lr_sched")))) ||
           px_str_is(key, "_buffers") || px_str_is(key, "_backward_hooks");
}

/* Members of modules that stand between the names of modules and parameters. */
static bool is_passed_over(px_str key)
{
    return px_str_is(key, "_parameters") || px_str_is(key, "_modules");
}

static int walk_value(walk *w, px_pickle_value *value, size_t len, size_t depth, px_error *err);

static int walk_member(walk *w, px_str key, px_pickle_value *value, size_t len, size_t depth,
                       px_error *err)
{
    size_t dot = len > 0;

    if (is_left_out(key, depth))
        return 0;
    if (is_passed_over(key))
        return walk_value(w, value, len, depth + 1, err);
    if (len + dot + key.len > NAME_MAX)
        return px_weight_file_bad(w->p->file, N_("a tensor has no name, or too long a one"), err);
    if (dot)
        w->name[len] = '.';
    memcpy(w->name + len + dot, key.ptr, key.len);
    return walk_value(w, value, len + dot + key.len, depth + 1, err);
}

static int walk_items(walk *w, px_pickle_value *value, size_t len, size_t depth, px_error *err)
{
    bool pairs = value->kind != PX_PICKLE_LIST;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < value->count; i += pairs ? 2 : 1) {
        const px_pickle_value *key = value->items[i];
        char number[24];
        px_str name;

        if (pairs && key->kind == PX_PICKLE_TEXT) {
            name = key->text;
        } else {
            (void)snprintf(number, sizeof(number), "%lld",
                           pairs && key->kind == PX_PICKLE_INT ? (long long)key->number
                                                               : (long long)i);
            name = px_str_of(number);
        }
        rc = walk_member(w, name, value->items[i + pairs], len, depth, err);
    }
    return rc;
}

static int walk_value(walk *w, px_pickle_value *value, size_t len, size_t depth, px_error *err)
{
    if (value->kind == PX_PICKLE_TENSOR)
        return give_tensor(w, value, px_str_n(w->name, len), err);
    if (value->kind != PX_PICKLE_LIST && value->kind != PX_PICKLE_DICT &&
        value->kind != PX_PICKLE_OBJECT)
        return 0;
    if (value->walked)
        return 0;
    value->walked = true;
    if (depth == DEPTH_MAX)
        return px_weight_file_bad(w->p->file, N_("its values are nested too deep"), err);
    return walk_items(w, value, len, depth, err);
}

/* Training frameworks keep the state of the model under one of these names, beside other things. */
static px_pickle_value *state_of(px_pickle_value *root)
{
    static const char *const names[] = { "state_dict", "model_state_dict", "model", "module" };

    for (size_t n = 0; root->kind == PX_PICKLE_DICT && n < PX_COUNT(names); n++)
        for (size_t i = 0; i + 1 < root->count; i += 2)
            if (root->items[i]->kind == PX_PICKLE_TEXT &&
                px_str_is(root->items[i]->text, names[n]) &&
                (root->items[i + 1]->kind == PX_PICKLE_DICT ||
                 root->items[i + 1]->kind == PX_PICKLE_OBJECT))
                return root->items[i + 1];
    return root;
}

int px_torch_walk(px_pickle *pickle, px_pickle_value *root, px_storage_fn *storage,
                  const void *storage_arg, px_tensor_fn *fn, void *arg, px_error *err)
{
    PX_AUTO_FREE walk *w = px_alloc_zero(1, sizeof(*w));
    int rc;

    w->p = pickle;
    w->storage = storage;
    w->storage_arg = storage_arg;
    w->fn = fn;
    w->arg = arg;
    rc = walk_value(w, state_of(root), 0, 0, err);
    px_name_set_free(&w->seen);
    return rc;
}
