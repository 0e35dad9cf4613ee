/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/weight_count.h"

#include "model/model_note.h"
#include "model/tensor_name.h"

#include "base/banned.h"

/* No sum is larger, so that the double of each fits into 63 bits. */
#define SUM_MAX (UINT64_C(1) << 61)

enum { PATTERNS_MAX = 4096, BITS_USUAL = 4 };

void px_weight_count_start(px_weight_count *count, const px_weight_rules *rules, px_arena *arena)
{
    *count = (px_weight_count){ .rules = *rules, .arena = arena };
}

void px_weight_count_free(px_weight_count *count)
{
    px_name_set_free(&count->names);
    px_map_free(&count->places);
}

/* Names of one pattern are looked at once. */
static const px_tensor_place *place_of(px_weight_count *count, const px_name_pattern *pattern,
                                       px_tensor_place *room)
{
    px_str text = px_str_n(pattern->text, pattern->len);
    px_tensor_place *place = px_map_get(&count->places, text);

    if (place)
        return place;
    if (px_map_count(&count->places) == PATTERNS_MAX) {
        px_tensor_place_find(text, room);
        return room;
    }
    place = px_arena_alloc(count->arena, sizeof(*place));
    px_tensor_place_find(text, place);
    (void)px_map_put(&count->places, px_arena_str(count->arena, text), place);
    return place;
}

static px_weight_type *type_of(px_weight_count *count, const px_element *element)
{
    for (size_t i = 0; i < count->n_types; i++)
        if (count->types[i].element == element)
            return &count->types[i];
    if (count->n_types == PX_MODEL_TYPES_MAX)
        return NULL;
    count->types[count->n_types] = (px_weight_type){ .element = element };
    return &count->types[count->n_types++];
}

/* Parameters in an integer of so many bits where several are packed. */
static unsigned packed_in(const px_weight_count *count, const px_element *element)
{
    unsigned bits = count->rules.bits ? count->rules.bits : BITS_USUAL;

    return PX_MAX(element->bytes * 8 / bits, 1U);
}

/* How many parameters each element stands for; 0: it is none. */
static unsigned parameters_each(px_weight_count *count, const px_tensor *tensor,
                                const px_tensor_place *place)
{
    const px_element *element = tensor->element;

    if (place->role == PX_ROLE_SCALE)
        count->scaled = true;
    if (place->role == PX_ROLE_SCALE || place->role == PX_ROLE_BUFFER)
        return 0;
    switch (element->kind) {
    case PX_ELEMENT_REAL:
    case PX_ELEMENT_BLOCK:
        /* A causal mask, as GPT-2 keeps it: "attn.bias" of four dimensions. */
        return place->part == PX_PART_ATTENTION && tensor->dimensions == 4 &&
                       px_str_ends(tensor->name, PX_STR("attn.bias"))
                   ? 0
                   : 1;
    case PX_ELEMENT_BYTE:
        if (place->role == PX_ROLE_PACKED || place->role == PX_ROLE_PAIRS)
            return element->block == 1 ? 2 : 1;
        return place->role == PX_ROLE_WEIGHT;
    case PX_ELEMENT_INTEGER:
        if (place->role == PX_ROLE_PACKED ||
            (place->role == PX_ROLE_WEIGHT && count->rules.words_packed)) {
            count->packed = true;
            return packed_in(count, element);
        }
        return 0;
    default:
        return 0;
    }
}

static px_model_part part_of(const px_weight_count *count, const px_tensor_place *place,
                             const px_name_pattern *pattern)
{
    if (count->rules.layers && place->layer >= 0 && place->part != PX_PART_VISION &&
        place->part != PX_PART_AUDIO && pattern->numbers[place->layer] >= count->rules.layers)
        return PX_PART_PREDICTION;
    return place->part;
}

static void count_experts(px_weight_count *count, const px_tensor *tensor,
                          const px_tensor_place *place, const px_name_pattern *pattern)
{
    uint64_t experts = tensor->dimensions >= 3 ? tensor->shape[0] : 0;

    if (place->expert >= 0)
        experts = PX_MIN(pattern->numbers[place->expert], (uint64_t)UINT32_MAX) + 1;
    count->experts = PX_MAX(count->experts, experts);
}

static int fail(const px_weight_count *count, const px_tensor *tensor, const char *message,
                px_error *err)
{
    char name[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_MALFORMED, message, "tensor", px_str_excerpt(tensor->name, name),
                   "path", count->file ? count->file : "", NULL);
}

/* What the tensor says beside its numbers. */
static void note_kind(px_weight_count *count, const px_tensor *tensor, const px_tensor_place *place,
                      px_model_part part, uint64_t parameters)
{
    const px_element *element = tensor->element;

    if (parameters && element->kind == PX_ELEMENT_BYTE && element->block == 1 &&
        place->role == PX_ROLE_WEIGHT && element->name[0] == 'U')
        count->bytes_as_weights[part] += parameters;
    if (place->role == PX_ROLE_SCALE && (px_str_ends(tensor->name, PX_STR("absmax")) ||
                                         px_str_ends(tensor->name, PX_STR("weight_scale_2"))))
        count->pairs = true;
    if (place->lookup && part == PX_PART_EMBEDDING)
        count->lookup += parameters;
}

static int add_sums(px_weight_count *count, const px_tensor *tensor, px_model_part part,
                    unsigned each, uint64_t *ret_parameters, px_error *err)
{
    px_weight_type *type = type_of(count, tensor->element);
    uint64_t parameters;

    if (__builtin_mul_overflow(tensor->count, (uint64_t)each, &parameters) ||
        parameters > SUM_MAX - count->total || !type || tensor->bytes > SUM_MAX - count->bytes)
        return fail(count, tensor,
                    N_("up to tensor '{tensor}' of '{path}' there are more parameters than there "
                       "can be"),
                    err);
    type->tensors++;
    type->parameters += parameters;
    type->bytes += tensor->bytes;
    count->parts[part] += parameters;
    count->total += parameters;
    count->bytes += tensor->bytes;
    *ret_parameters = parameters;
    return 0;
}

int px_weight_count_add(void *arg, const px_tensor *tensor, px_error *err)
{
    px_weight_count *count = arg;
    px_name_pattern pattern;
    px_tensor_place room;
    const px_tensor_place *place;
    px_model_part part;
    uint64_t parameters;
    int rc;

    if (!px_name_set_add(&count->names, tensor->name))
        return fail(count, tensor,
                    N_("tensor '{tensor}' of '{path}' comes twice; remove one of the files or "
                       "write them again"),
                    err);
    count->tensors++;
    if (tensor->again)
        return 0;
    px_name_pattern_make(tensor->name, &pattern);
    place = place_of(count, &pattern, &room);
    part = part_of(count, place, &pattern);
    rc = add_sums(count, tensor, part, parameters_each(count, tensor, place), &parameters, err);
    if (rc < 0)
        return rc;
    note_kind(count, tensor, place, part, parameters);
    if (part == PX_PART_ROUTED_EXPERTS)
        count_experts(count, tensor, place, &pattern);
    return 0;
}

/* ---- The model */

static int compare_types(const void *a, const void *b)
{
    const px_model_type *x = a, *y = b;

    if (x->bytes != y->bytes)
        return x->bytes < y->bytes ? 1 : -1;
    return strcmp(x->name, y->name);
}

/* Bytes that hold two parameters each, now that it is known: 4-bit weights of bitsandbytes, NVFP4.
 */
static void add_pairs(px_weight_count *count)
{
    if (!count->pairs)
        return;
    for (size_t part = 0; part < PX_PART_COUNT; part++) {
        count->parts[part] += count->bytes_as_weights[part];
        for (size_t i = 0; i < count->n_types; i++)
            if (strcmp(count->types[i].element->name, "U8") == 0)
                count->types[i].parameters += count->bytes_as_weights[part];
    }
}

/* Of the routed experts as many as a token goes to; false where that is not known. */
static bool active_experts(const px_weight_count *count, px_model *model, uint64_t *ret_active)
{
    uint64_t routed = count->parts[PX_PART_ROUTED_EXPERTS], experts = count->experts;

    *ret_active = routed;
    if (routed == 0)
        return true;
    if (model->experts.known && experts && model->experts.value != experts)
        px_model_note_add(model, "experts-differ",
                          N_("the configuration says that a layer has {stated} experts, the "
                             "tensors say {counted}; check that they belong together"),
                          "stated", px_number_text(model->experts.value).text, "counted",
                          px_number_text(experts).text, NULL);
    if (model->experts.known && (experts == 0 || experts % model->experts.value == 0))
        experts = model->experts.value;
    if (!model->experts.known && experts)
        model->experts = (px_model_number){ experts, true };
    if (!model->experts_used.known || experts == 0 || model->experts_used.value > experts)
        return false;
    *ret_active = (uint64_t)((unsigned __int128)routed * model->experts_used.value / experts);
    return true;
}

void px_model_types_sort(px_model *model)
{
    qsort(model->types, model->n_types, sizeof(*model->types), compare_types);
}

static void finish_types(const px_weight_count *count, px_model *model)
{
    model->n_types = count->n_types;
    for (size_t i = 0; i < count->n_types; i++)
        model->types[i] = (px_model_type){ .name = count->types[i].element->name,
                                           .tensors = count->types[i].tensors,
                                           .parameters = count->types[i].parameters,
                                           .bytes = count->types[i].bytes };
    px_model_types_sort(model);
}

/* A token of text passes by the encoders, where there is anything else that it goes through. */
static uint64_t encoders(const px_weight_count *count)
{
    return count->parts[PX_PART_ATTENTION]
               ? count->parts[PX_PART_VISION] + count->parts[PX_PART_AUDIO]
               : 0;
}

void px_weight_count_finish(px_weight_count *count, px_model *model)
{
    px_model_parameters *p = &model->parameters;
    uint64_t total = 0, active;

    add_pairs(count);
    finish_types(count, model);
    model->tensors = count->tensors;
    if (count->tensors == 0) {
        px_model_note_add(model, "no-weights",
                          N_("there are no tensors: the file holds a vocabulary or a description "
                             "alone"),
                          NULL);
        return;
    }
    memcpy(p->parts, count->parts, sizeof(p->parts));
    for (size_t i = 0; i < PX_PART_PREDICTION; i++)
        total += count->parts[i];
    p->basis = PX_BASIS_WEIGHTS;
    p->total = (px_model_number){ total, true };
    p->lookup = count->parts[PX_PART_HEAD] ? count->lookup : 0;
    if (active_experts(count, model, &active))
        p->active = (px_model_number){
            total - count->parts[PX_PART_ROUTED_EXPERTS] + active - encoders(count), true
        };
    else
        px_model_note_add(model, "active-unknown",
                          N_("how many experts a token goes to stands in none of the files; keep "
                             "the configuration (config.json) beside the weights"),
                          NULL);
    if (count->packed && !count->rules.bits)
        px_model_note_add(model, "bits-assumed",
                          N_("several weights are packed in one integer and no file says in how "
                             "many bits; 4 were taken"),
                          NULL);
    if (total == 0)
        px_model_note_add(model, "no-parameters",
                          N_("no tensor holds weights: all are integers, scales or buffers"), NULL);
}
