/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The few calls of pickles that mean something here: those by which PyTorch makes its tensors
 * (torch/_utils.py) and dictionaries that keep their order. All others are written down, not made.
 */
#include "model/pickle.h"

#include "base/banned.h"

typedef int call_fn(px_pickle *p, const px_pickle_value *arguments, px_pickle_value **ret_value,
                    px_error *err);

static int bad(const px_pickle *p, const char *reason, px_error *err)
{
    return px_weight_file_bad(p->file, reason, err);
}

static const px_pickle_value *argument(const px_pickle_value *arguments, size_t at)
{
    return arguments->kind == PX_PICKLE_LIST && at < arguments->count ? arguments->items[at] : NULL;
}

static bool is_kind(const px_pickle_value *value, px_pickle_kind kind)
{
    return value && value->kind == kind;
}

/* (storage, where in it, shape, strides, ...) */
static int rebuild_tensor(px_pickle *p, const px_pickle_value *arguments,
                          px_pickle_value **ret_value, px_error *err)
{
    const px_pickle_value *storage = argument(arguments, 0), *from = argument(arguments, 1);
    const px_pickle_value *shape = argument(arguments, 2);
    px_pickle_value *tensor;
    int rc;

    if (!is_kind(storage, PX_PICKLE_STORAGE) || !is_kind(from, PX_PICKLE_INT) ||
        !is_kind(shape, PX_PICKLE_LIST) || from->number < 0)
        return bad(p, N_("a tensor has no storage, place or shape"), err);
    for (size_t i = 0; i < shape->count; i++)
        if (shape->items[i]->kind != PX_PICKLE_INT || shape->items[i]->number < 0)
            return bad(p, N_("the shape of a tensor is not made of numbers"), err);
    rc = px_pickle_make(p, PX_PICKLE_TENSOR, &tensor, err);
    if (rc < 0)
        return rc;
    tensor->storage = arguments->items[0];
    tensor->element = storage->element;
    tensor->number = from->number;
    tensor->items = shape->items;
    tensor->count = shape->count;
    *ret_value = tensor;
    return 0;
}

/* The same with the element type behind the rest. */
static int rebuild_tensor_v3(px_pickle *p, const px_pickle_value *arguments,
                             px_pickle_value **ret_value, px_error *err)
{
    const px_pickle_value *type = argument(arguments, 6);
    int rc = rebuild_tensor(p, arguments, ret_value, err);

    if (rc < 0)
        return rc;
    if (!is_kind(type, PX_PICKLE_GLOBAL) || !px_element_torch(type->name))
        return bad(p, N_("the element type of a tensor is not known"), err);
    (*ret_value)->element = px_element_torch(type->name);
    return 0;
}

/* (tensor, ...): the tensor itself */
static int first_argument(px_pickle *p, const px_pickle_value *arguments,
                          px_pickle_value **ret_value, px_error *err)
{
    if (!is_kind(argument(arguments, 0), PX_PICKLE_TENSOR))
        return bad(p, N_("a parameter is made of no tensor"), err);
    *ret_value = arguments->items[0];
    return 0;
}

/* (function, type, arguments, state) */
static int from_type(px_pickle *p, const px_pickle_value *arguments, px_pickle_value **ret_value,
                     px_error *err)
{
    const px_pickle_value *function = argument(arguments, 0), *inner = argument(arguments, 2);

    if (!is_kind(function, PX_PICKLE_GLOBAL) || !is_kind(inner, PX_PICKLE_LIST) ||
        px_str_starts(function->name, PX_STR("_rebuild_from_type")))
        return bad(p, N_("a tensor has no storage, place or shape"), err);
    return px_pickle_call(p, function, inner, ret_value, err);
}

/* () or (list of pairs) */
static int ordered_dict(px_pickle *p, const px_pickle_value *arguments, px_pickle_value **ret_value,
                        px_error *err)
{
    const px_pickle_value *pairs = argument(arguments, 0);
    int rc = px_pickle_make(p, PX_PICKLE_DICT, ret_value, err);

    for (size_t i = 0; rc >= 0 && is_kind(pairs, PX_PICKLE_LIST) && i < pairs->count; i++) {
        if (!is_kind(pairs->items[i], PX_PICKLE_LIST) || pairs->items[i]->count != 2)
            return bad(p, N_("a pickle adds a key without a value"), err);
        px_pickle_add(p, *ret_value, pairs->items[i]->items[0]);
        px_pickle_add(p, *ret_value, pairs->items[i]->items[1]);
    }
    return rc;
}

static const struct {
    const char *module, *name;
    call_fn *call;
} known[] = {
    { "torch._utils", "_rebuild_tensor_v2", rebuild_tensor },
    { "torch._utils", "_rebuild_tensor", rebuild_tensor },
    { "torch._utils", "_rebuild_tensor_v3", rebuild_tensor_v3 },
    { "torch._utils", "_rebuild_parameter", first_argument },
    { "torch._utils", "_rebuild_parameter_with_state", first_argument },
    { "torch._tensor", "_rebuild_from_type_v2", from_type },
    { "collections", "OrderedDict", ordered_dict },
};

static void write_down(px_pickle *p, const px_pickle_value *function)
{
    px_str name = function->kind == PX_PICKLE_GLOBAL
                      ? px_str_of(px_arena_format(p->arena, "%.*s.%.*s", PX_STR_ARG(function->text),
                                                  PX_STR_ARG(function->name)))
                      : PX_STR("?");

    for (size_t i = 0; i < p->n_calls; i++)
        if (px_str_eq(p->calls[i], name))
            return;
    if (p->n_calls < PX_PICKLE_CALLS_MAX)
        p->calls[p->n_calls++] = name;
}

int px_pickle_call(px_pickle *p, const px_pickle_value *function, const px_pickle_value *arguments,
                   px_pickle_value **ret_value, px_error *err)
{
    for (size_t i = 0; function->kind == PX_PICKLE_GLOBAL && i < PX_COUNT(known); i++)
        if (px_str_is(function->text, known[i].module) && px_str_is(function->name, known[i].name))
            return known[i].call(p, arguments, ret_value, err);
    write_down(p, function);
    return px_pickle_make(p, PX_PICKLE_OBJECT, ret_value, err);
}

/* ('storage', type, key, place, elements) */
int px_pickle_persistent(px_pickle *p, const px_pickle_value *id, px_pickle_value **ret_value,
                         px_error *err)
{
    const px_pickle_value *type = argument(id, 1), *key = argument(id, 2);
    const px_pickle_value *elements = argument(id, 4);
    int rc;

    if (!is_kind(argument(id, 0), PX_PICKLE_TEXT) || !px_str_is(argument(id, 0)->text, "storage") ||
        !is_kind(type, PX_PICKLE_GLOBAL) || !is_kind(key, PX_PICKLE_TEXT) ||
        !is_kind(elements, PX_PICKLE_INT) || elements->number < 0)
        return bad(p, N_("a storage is not described as PyTorch does"), err);
    rc = px_pickle_make(p, PX_PICKLE_STORAGE, ret_value, err);
    if (rc < 0)
        return rc;
    (*ret_value)->text = key->text;
    (*ret_value)->number = elements->number;
    (*ret_value)->element = px_element_torch(type->name);
    if (!(*ret_value)->element)
        return bad(p, N_("the element type of a storage is not known"), err);
    return 0;
}
