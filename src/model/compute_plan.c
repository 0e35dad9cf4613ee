/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/compute_plan.h"

#include "base/file.h"
#include "base/json_read.h"
#include "model/compute_priv.h"

#include "base/banned.h"

enum {
    STAGES_MAX = 200,
    HARDWARE_MAX = 50, /* of a stage */
    ENERGY_MAX = 200,
    NAME_MAX_BYTES = 200,
    NOTE_MAX_BYTES = 2000,
    CONTEXT_MAX = 1 << 30,
    WIDTH_MAX = 1 << 24
};

/* Where the reader is: for messages. */
typedef struct place {
    px_arena *arena;
    const char *path; /* "stages[0].hardware[1]", "" at the top */
    const char *folder;
} place;

static const char *below(const place *at, const char *key)
{
    return at->path[0] ? px_arena_format(at->arena, "%s.%s", at->path, key) : key;
}

static int wrong(const place *at, const char *key, const char *message, px_error *err)
{
    int rc = px_fail(err, PX_ERR_INVALID, message, NULL);

    px_error_add(err, "key", below(at, key));
    return rc;
}

/* An error of a getter, with the whole path. */
static int located(const place *at, const char *key, int rc, px_error *err)
{
    if (rc < 0)
        px_error_add(err, "key", below(at, key));
    return rc;
}

/* ---- Values */

typedef struct field {
    const char *key;
    enum { TEXT, NOTE, GIVEN, COUNT, FLAG, OTHER } type;
    size_t at;
    long long max; /* of a count */
} field;

static int read_decimal(const place *at, const char *key, const json_t *value,
                        px_decimal *ret_decimal, px_error *err)
{
    px_str text;

    if (json_is_integer(value) && json_integer_value(value) >= 0) {
        *ret_decimal = px_decimal_of((uint64_t)json_integer_value(value));
        return 0;
    }
    if (!json_is_string(value))
        return wrong(at, key,
                     N_("'{key}' is a whole number, or a text such as \"0.45\" or \"2.3e25\": a "
                        "number with a point or an exponent outside quotation marks would be "
                        "rounded"),
                     err);
    text = px_json_text(value);
    if (px_decimal_parse(text, ret_decimal, err) < 0)
        return wrong(
            at, key,
            N_("'{key}' is no number as a plan takes it: digits, as in \"15600000000000\", "
               "\"0.5\" or \"2.3e25\", at most 40 of them, below 1e60"),
            err);
    return 0;
}

static int read_text(const place *at, const char *key, const json_t *value, size_t max,
                     px_str *ret_text, px_error *err)
{
    if (!json_is_string(value) || json_string_length(value) > max)
        return wrong(at, key, N_("'{key}' is not a text, or it is longer than is accepted"), err);
    *ret_text = px_arena_str(at->arena, px_str_trim(px_json_text(value)));
    return 0;
}

/* Refuses keys that an object of this kind does not have. */
static int check_keys(const place *at, const json_t *object, const field *fields, size_t count,
                      px_error *err)
{
    const char *key;
    json_t *value;

    if (!json_is_object(object))
        return wrong(at, "", N_("'{key}' is not an object"), err);
    json_object_foreach((json_t *)object, key, value)
    {
        bool known = false;

        for (size_t i = 0; i < count; i++)
            known = known || strcmp(key, fields[i].key) == 0;
        if (!known)
            return wrong(at, px_arena_cstr(at->arena, px_str_sub(px_str_of(key), 0, 60)),
                         N_("there is no '{key}' in a plan"), err);
    }
    return 0;
}

static int read_bounds(const place *at, const json_t *object, px_quantity *q, px_error *err)
{
    const json_t *percent = json_object_get(object, "percent");
    const json_t *low = json_object_get(object, "low"), *high = json_object_get(object, "high");
    px_decimal share, hundred = px_decimal_of(100);
    int rc;

    if (!low != !high || (percent && low))
        return wrong(at, "percent", N_("bounds are '{key}', or 'low' and 'high' together"), err);
    q->stated = percent || low;
    if (percent) {
        rc = read_decimal(at, "percent", percent, &share, err);
        if (rc >= 0 && px_decimal_cmp(&share, &hundred) > 0)
            return wrong(at, "percent", N_("'{key}' is at most 100"), err);
        if (rc >= 0)
            px_quantity_spread(q, &share);
        return rc;
    }
    if (!low)
        return 0;
    rc = read_decimal(at, "low", low, &q->low, err);
    if (rc >= 0)
        rc = read_decimal(at, "high", high, &q->high, err);
    if (rc >= 0 &&
        (px_decimal_cmp(&q->low, &q->value) > 0 || px_decimal_cmp(&q->value, &q->high) > 0))
        return wrong(at, "value", N_("'{key}' does not lie between 'low' and 'high'"), err);
    return rc;
}

static int read_given(const place *at, const char *key, const json_t *value, px_given *ret_given,
                      px_error *err)
{
    static const field parts[] = {
        { "value", OTHER, 0, 0 }, { "percent", OTHER, 0, 0 }, { "low", OTHER, 0, 0 },
        { "high", OTHER, 0, 0 },  { "note", OTHER, 0, 0 },
    };
    place inner = { at->arena, below(at, key), at->folder };
    const json_t *note = json_object_get(value, "note");
    px_given given = { .given = true };
    px_decimal plain;
    int rc;

    if (!json_is_object(value)) {
        rc = read_decimal(at, key, value, &plain, err);
        given.is = px_quantity_of(rc < 0 ? px_decimal_of(0) : plain);
    } else {
        rc = check_keys(&inner, value, parts, PX_COUNT(parts), err);
        if (rc >= 0 && !json_object_get(value, "value"))
            return wrong(&inner, "value", N_("'{key}' is missing"), err);
        if (rc >= 0)
            rc = read_decimal(&inner, "value", json_object_get(value, "value"), &plain, err);
        given.is = px_quantity_of(rc < 0 ? px_decimal_of(0) : plain);
        if (rc >= 0)
            rc = read_bounds(&inner, value, &given.is, err);
        if (rc >= 0 && note)
            rc = read_text(&inner, "note", note, NOTE_MAX_BYTES, &given.is.note, err);
    }
    if (rc >= 0)
        *ret_given = given;
    return rc;
}

static int read_count(const place *at, const char *key, const json_t *value, long long max,
                      long long *ret_count, px_error *err)
{
    if (!json_is_integer(value) || json_integer_value(value) < 1 || json_integer_value(value) > max)
        return wrong(at, key, N_("'{key}' is a whole number from 1 on, within reason"), err);
    *ret_count = json_integer_value(value);
    return 0;
}

/* Reads the fields of an object into the struct at `into`. */
static int read_fields(const place *at, const json_t *object, const field *fields, size_t count,
                       void *into, px_error *err)
{
    int rc = check_keys(at, object, fields, count, err);

    for (size_t i = 0; rc >= 0 && i < count; i++) {
        const json_t *value = json_object_get(object, fields[i].key);
        void *target = (char *)into + fields[i].at;

        if (!value || json_is_null(value))
            continue;
        switch (fields[i].type) {
        case TEXT:
            rc = read_text(at, fields[i].key, value, NAME_MAX_BYTES, target, err);
            break;
        case NOTE:
            rc = read_text(at, fields[i].key, value, NOTE_MAX_BYTES, target, err);
            break;
        case GIVEN:
            rc = read_given(at, fields[i].key, value, target, err);
            break;
        case COUNT:
            rc = read_count(at, fields[i].key, value, fields[i].max, target, err);
            break;
        case FLAG:
            if (!json_is_boolean(value))
                return wrong(at, fields[i].key, N_("'{key}' is true or false"), err);
            *(bool *)target = json_is_true(value);
            break;
        case OTHER:
            break;
        }
    }
    return rc;
}

/* A list of objects of `size` bytes each, read by fn. */
typedef int item_fn(const place *at, const json_t *object, void *item, px_error *err);

static int read_list(const place *at, const json_t *parent, const char *key, size_t max,
                     size_t size, item_fn *fn, void **ret_items, size_t *ret_count, px_error *err)
{
    const json_t *array = json_object_get(parent, key);
    size_t count = json_array_size(array);
    char *items;
    int rc = 0;

    if (!array)
        return 0;
    if (!json_is_array(array) || count > max)
        return wrong(at, key, N_("'{key}' is not a list, or it is longer than is accepted"), err);
    items = px_arena_array(at->arena, count + 1, size);
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        place inner = { at->arena, px_arena_format(at->arena, "%s[%zu]", below(at, key), i),
                        at->folder };

        rc = fn(&inner, json_array_get(array, i), items + i * size, err);
    }
    if (rc >= 0) {
        *ret_items = items;
        *ret_count = count;
    }
    return rc;
}

/* ---- Objects */

#define AT(type, member) offsetof(type, member)

static int read_hardware(const place *at, const json_t *object, void *item, px_error *err)
{
    static const field fields[] = {
        { "accelerator", TEXT, AT(px_plan_hardware, accelerator), 0 },
        { "format", TEXT, AT(px_plan_hardware, format), 0 },
        { "units", GIVEN, AT(px_plan_hardware, units), 0 },
        { "hours", GIVEN, AT(px_plan_hardware, hours), 0 },
        { "unit_hours", GIVEN, AT(px_plan_hardware, unit_hours), 0 },
        { "peak", GIVEN, AT(px_plan_hardware, peak), 0 },
        { "utilisation", GIVEN, AT(px_plan_hardware, utilisation), 0 },
    };

    return read_fields(at, object, fields, PX_COUNT(fields), item, err);
}

/* A path of the plan, from its folder. */
static int read_path(const place *at, const char *key, const json_t *value, const char **ret_path,
                     px_error *err)
{
    px_str name = PX_STR_NONE;
    int rc = read_text(at, key, value, NOTE_MAX_BYTES, &name, err);

    if (rc < 0)
        return rc;
    if (!at->folder)
        return wrong(at, key, N_("'{key}' can name no file here"), err);
    *ret_path = name.len && name.ptr[0] == '/'
                    ? px_arena_cstr(at->arena, name)
                    : px_arena_format(at->arena, "%s/%.*s", at->folder, PX_STR_ARG(name));
    return 0;
}

/* A configuration stands in the plan itself, or is named by a path. */
static int read_config(const place *at, const json_t *value, px_plan_architecture *architecture,
                       px_error *err)
{
    const char *path = NULL;
    int rc;

    if (json_is_object(value))
        return located(at, "config", px_compute_plan_config(value, at->arena, architecture, err),
                       err);
    rc = read_path(at, "config", value, &path, err);
    return rc < 0 ? rc : px_compute_config_open(path, at->arena, architecture, err);
}

static int read_model(const place *at, const json_t *value, px_plan_architecture *architecture,
                      px_error *err)
{
    const char *path = NULL;
    int rc = read_path(at, "model", value, &path, err);

    return rc < 0 ? rc : px_compute_plan_model(path, at->arena, architecture, err);
}

static int read_architecture(const place *at, const json_t *object,
                             px_plan_architecture *architecture, px_error *err)
{
    static const field fields[] = {
        { "parameters", GIVEN, AT(px_plan_architecture, parameters), 0 },
        { "active_parameters", GIVEN, AT(px_plan_architecture, active), 0 },
        { "tokens", GIVEN, AT(px_plan_architecture, tokens), 0 },
        { "tokens_kept", GIVEN, AT(px_plan_architecture, kept), 0 },
        { "epochs", GIVEN, AT(px_plan_architecture, epochs), 0 },
        { "context", COUNT, AT(px_plan_architecture, context), CONTEXT_MAX },
        { "width", COUNT, AT(px_plan_architecture, width), WIDTH_MAX },
        { "all_positions", FLAG, AT(px_plan_architecture, all_positions), 0 },
        { "config", OTHER, 0, 0 },
        { "model", OTHER, 0, 0 },
    };
    const json_t *config = json_object_get(object, "config");
    const json_t *model = json_object_get(object, "model");
    int rc = read_fields(at, object, fields, PX_COUNT(fields), architecture, err);

    if (rc >= 0 && config)
        rc = read_config(at, config, architecture, err);
    return rc >= 0 && model ? read_model(at, model, architecture, err) : rc;
}

static int read_stage(const place *at, const json_t *object, void *item, px_error *err)
{
    static const field fields[] = {
        { "name", TEXT, AT(px_plan_stage, name), 0 },
        { "kind", TEXT, AT(px_plan_stage, kind), 0 },
        { "note", NOTE, AT(px_plan_stage, note), 0 },
        { "use", TEXT, AT(px_plan_stage, use), 0 },
        { "compute", GIVEN, AT(px_plan_stage, stated), 0 },
        { "architecture", OTHER, 0, 0 },
        { "hardware", OTHER, 0, 0 },
    };
    px_plan_stage *stage = item;
    const json_t *architecture = json_object_get(object, "architecture");
    place inner = { at->arena, below(at, "architecture"), at->folder };
    void *hardware = NULL;
    int rc = read_fields(at, object, fields, PX_COUNT(fields), stage, err);

    if (rc >= 0 && architecture) {
        stage->by_architecture = true;
        rc = read_architecture(&inner, architecture, &stage->architecture, err);
    }
    if (rc >= 0)
        rc = read_list(at, object, "hardware", HARDWARE_MAX, sizeof(*stage->hardware),
                       read_hardware, &hardware, &stage->n_hardware, err);
    if (rc >= 0)
        stage->hardware = hardware;
    return rc;
}

static int read_word(const place *at, const json_t *object, const char *key,
                     const char *const *words, size_t count, int *ret_word, px_error *err)
{
    const char *text = json_string_value(json_object_get(object, key));

    for (size_t i = 0; text && i < count; i++)
        if (strcmp(text, words[i]) == 0) {
            *ret_word = (int)i;
            return 0;
        }
    return wrong(at, key, N_("'{key}' is none of the words that it can be"), err);
}

static int read_energy(const place *at, const json_t *object, void *item, px_error *err)
{
    static const char *const methods[] = { "meter", "power" };
    static const char *const boundaries[] = { "accelerator", "node", "facility" };
    static const field fields[] = {
        { "name", TEXT, AT(px_plan_energy, name), 0 },
        { "note", NOTE, AT(px_plan_energy, note), 0 },
        { "kwh", GIVEN, AT(px_plan_energy, kwh), 0 },
        { "accelerator", TEXT, AT(px_plan_energy, accelerator), 0 },
        { "unit_hours", GIVEN, AT(px_plan_energy, unit_hours), 0 },
        { "watts", GIVEN, AT(px_plan_energy, watts), 0 },
        { "pue", GIVEN, AT(px_plan_energy, pue), 0 },
        { "devices_covered", GIVEN, AT(px_plan_energy, devices), 0 },
        { "time_covered", GIVEN, AT(px_plan_energy, time), 0 },
        { "method", OTHER, 0, 0 },
        { "boundary", OTHER, 0, 0 },
    };
    px_plan_energy *energy = item;
    int method = 0, boundary = 0;
    int rc = read_fields(at, object, fields, PX_COUNT(fields), energy, err);

    if (rc >= 0)
        rc = read_word(at, object, "method", methods, PX_COUNT(methods), &method, err);
    if (rc >= 0)
        rc = read_word(at, object, "boundary", boundaries, PX_COUNT(boundaries), &boundary, err);
    energy->method = (px_energy_method)method;
    energy->boundary = (px_energy_boundary)boundary;
    return rc;
}

/* ---- The whole */

static int read_original(const place *at, const json_t *object, px_compute_plan *plan,
                         px_error *err)
{
    static const field fields[] = {
        { "compute", GIVEN, AT(px_compute_plan, original), 0 },
        { "systemic_risk", FLAG, AT(px_compute_plan, original_systemic), 0 },
    };
    place inner = { at->arena, below(at, "modifies"), at->folder };

    if (!object)
        return 0;
    plan->modification = true;
    return read_fields(&inner, object, fields, PX_COUNT(fields), plan, err);
}

static int read_plan(const place *at, const json_t *object, px_compute_plan *plan, px_error *err)
{
    static const field fields[] = {
        { "plan", OTHER, 0, 0 },
        { "model", TEXT, AT(px_compute_plan, model), 0 },
        { "note", NOTE, AT(px_compute_plan, note), 0 },
        { "known", TEXT, AT(px_compute_plan, known), 0 },
        { "stages", OTHER, 0, 0 },
        { "modifies", OTHER, 0, 0 },
        { "energy", OTHER, 0, 0 },
    };
    void *stages = NULL, *energy = NULL;
    int rc = read_fields(at, object, fields, PX_COUNT(fields), plan, err);

    if (rc >= 0 && json_integer_value(json_object_get(object, "plan")) != 1)
        return wrong(at, "plan", N_("'{key}' is 1, the version of this format"), err);
    if (rc >= 0)
        rc = read_list(at, object, "stages", STAGES_MAX, sizeof(*plan->stages), read_stage, &stages,
                       &plan->n_stages, err);
    if (rc >= 0)
        rc = read_list(at, object, "energy", ENERGY_MAX, sizeof(*plan->energy), read_energy,
                       &energy, &plan->n_energy, err);
    plan->stages = stages;
    plan->energy = energy;
    return rc < 0 ? rc : read_original(at, json_object_get(object, "modifies"), plan, err);
}

int px_compute_plan_read(px_str json, const char *source, const char *folder, px_arena *arena,
                         px_compute_plan **ret_plan, px_error *err)
{
    PX_AUTO_JSON json_t *top = NULL;
    px_compute_plan *plan = px_arena_alloc(arena, sizeof(*plan));
    place at = { arena, "", folder };
    int rc = px_json_parse(json, source, PX_COMPUTE_PLAN_MAX_BYTES, &top, err);

    if (rc >= 0)
        rc = read_plan(&at, top, plan, err);
    if (rc >= 0)
        rc = px_compute_plan_check(plan, err);
    if (rc >= 0)
        *ret_plan = plan;
    return rc;
}

int px_compute_plan_open(const char *path, px_arena *arena, px_compute_plan **ret_plan,
                         px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    const char *slash = strrchr(path, '/');
    const char *folder =
        slash ? px_arena_cstr(arena, px_str_n(path, (size_t)(slash - path) + 1)) : ".";
    size_t len = 0;
    int rc = px_file_read(path, PX_COMPUTE_PLAN_MAX_BYTES, &text, &len, err);

    return rc < 0 ? rc
                  : px_compute_plan_read(px_str_n(text, len), path, folder, arena, ret_plan, err);
}
