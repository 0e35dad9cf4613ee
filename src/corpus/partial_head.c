/* SPDX-License-Identifier: EUPL-1.2 */
/* The head of a partial: what was counted, how, and which part of it this is. */
#include "base/json_read.h"
#include "base/json_write.h"
#include "corpus/partial_priv.h"

#include "base/banned.h"

#define FORMAT_NAME "praxis corpus partial"

const char *px_partial_setting(const px_partial_head *head, const char *name)
{
    for (size_t i = 0; i < head->n_settings; i++)
        if (strcmp(head->settings[i].name, name) == 0)
            return head->settings[i].value;
    return "";
}

/* ---- Whether two fit */

static int check_settings(const px_partial_head *a, const char *a_name, const px_partial_head *b,
                          const char *b_name, px_error *err)
{
    size_t i = 0, k = 0;

    while (i < a->n_settings || k < b->n_settings) {
        int order = i == a->n_settings   ? 1
                    : k == b->n_settings ? -1
                                         : strcmp(a->settings[i].name, b->settings[k].name);
        const char *name = order <= 0 ? a->settings[i].name : b->settings[k].name;
        const char *x = order <= 0 ? a->settings[i].value : "";
        const char *y = order >= 0 ? b->settings[k].value : "";

        if (strcmp(x, y) != 0)
            return px_fail(err, PX_ERR_CONFLICT,
                           N_("'{other}' does not fit '{name}': its setting {setting} is "
                              "'{theirs}', not '{ours}'"),
                           "other", b_name, "name", a_name, "setting", name, "theirs", y, "ours", x,
                           NULL);
        i += order <= 0;
        k += order >= 0;
    }
    return 0;
}

bool px_partial_head_same(const px_partial_head *a, const px_partial_head *b)
{
    bool same = check_settings(a, "", b, "", NULL) == 0 && a->n_parts == b->n_parts;

    for (size_t i = 0; same && i < a->n_parts; i++) {
        const px_part *x = &a->parts[i], *y = &b->parts[i];

        same = strcmp(x->plan, y->plan) == 0 && x->of == y->of && x->n_ranks == y->n_ranks &&
               memcmp(x->ranks, y->ranks, x->n_ranks * sizeof(*x->ranks)) == 0;
    }
    return same;
}

/* ---- Parts */

static int add_rank(px_arena *arena, px_part *part, unsigned rank, px_error *err)
{
    size_t at = part->n_ranks;

    while (at > 0 && part->ranks[at - 1] > rank)
        at--;
    if (at > 0 && part->ranks[at - 1] == rank) {
        char text[16];

        (void)snprintf(text, sizeof(text), "%u", rank);
        return px_fail(err, PX_ERR_EXISTS,
                       N_("'{second}' holds part {rank} of a scan, and so does one before it: it "
                          "would be counted twice"),
                       "rank", text, NULL);
    }
    part->ranks =
        px_arena_grow(arena, part->ranks, part->n_ranks, &part->ranks_room, sizeof(*part->ranks));
    memmove(part->ranks + at + 1, part->ranks + at, (part->n_ranks - at) * sizeof(*part->ranks));
    part->ranks[at] = rank;
    part->n_ranks++;
    return 0;
}

static int add_ranks(px_arena *arena, px_part *part, const px_part *other, const char *other_name,
                     px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < other->n_ranks; i++)
        rc = add_rank(arena, part, other->ranks[i], err);
    if (rc < 0)
        px_error_add(err, "second", other_name);
    return rc;
}

static void insert_part(px_partial_head *head, size_t at, const px_part *part)
{
    memmove(&head->parts[at + 1], &head->parts[at], (head->n_parts - at) * sizeof(*part));
    head->parts[at] = *part;
    head->n_parts++;
}

static int add_part(px_arena *arena, px_partial_head *head, const char *name, const px_part *other,
                    const char *other_name, px_error *err)
{
    size_t at = 0;
    int rc;

    while (at < head->n_parts && strcmp(head->parts[at].plan, other->plan) < 0)
        at++;
    if (at == head->n_parts || strcmp(head->parts[at].plan, other->plan) != 0) {
        if (head->n_parts == PX_PARTS_MAX)
            return px_fail(err, PX_ERR_TOO_MANY,
                           N_("too many scans of which only parts are there; merge those of each "
                              "scan first"),
                           NULL);
        insert_part(
            head, at,
            &(px_part){ .plan = px_arena_cstr(arena, px_str_of(other->plan)), .of = other->of });
    }
    if (head->parts[at].of != other->of)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("'{other}' does not fit '{name}': both are parts of the same scan, cut "
                          "into different numbers of parts"),
                       "other", other_name, "name", name, NULL);
    rc = add_ranks(arena, &head->parts[at], other, other_name, err);
    if (rc >= 0 && head->parts[at].n_ranks == head->parts[at].of) {
        head->n_parts--;
        memmove(&head->parts[at], &head->parts[at + 1],
                (head->n_parts - at) * sizeof(head->parts[at]));
    }
    return rc;
}

int px_partial_head_add(px_arena *arena, px_partial_head *head, const char *head_name,
                        const px_partial_head *other, const char *other_name, px_error *err)
{
    int rc = check_settings(head, head_name, other, other_name, err);

    for (size_t i = 0; rc >= 0 && i < other->n_parts; i++)
        rc = add_part(arena, head, head_name, &other->parts[i], other_name, err);
    return rc;
}

/* ---- As JSON, canonical */

static void put_names(px_json *json, const char *key, const char *(*name_of)(int), int count)
{
    px_json_key(json, key);
    px_json_array(json);
    for (int i = 0; i < count; i++)
        px_json_cstr(json, name_of(i));
    px_json_array_end(json);
}

static const char *dimension_at(int i)
{
    return px_dimension_name((px_dimension)i);
}

static const char *figure_at(int i)
{
    return px_figure_name((px_figure)i);
}

static const char *modality_at(int i)
{
    return px_modality_name((px_modality)i);
}

static void put_parts(px_json *json, const px_partial_head *head)
{
    px_json_key(json, "parts");
    px_json_array(json);
    for (size_t i = 0; i < head->n_parts; i++) {
        const px_part *part = &head->parts[i];

        px_json_object(json);
        px_json_pair_int(json, "of", part->of);
        px_json_pair_cstr(json, "plan", part->plan);
        px_json_key(json, "ranks");
        px_json_array(json);
        for (size_t k = 0; k < part->n_ranks; k++)
            px_json_int(json, part->ranks[k]);
        px_json_array_end(json);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

int px_partial_head_write(const px_partial_head *head, px_builder *out, px_error *err)
{
    px_json json;

    px_json_start(&json, out, PX_JSON_CANONICAL);
    px_json_object(&json);
    put_names(&json, "dimensions", dimension_at, PX_DIMENSION_COUNT);
    put_names(&json, "figures", figure_at, PX_FIGURE_COUNT);
    px_json_pair_cstr(&json, "format", FORMAT_NAME);
    put_names(&json, "modalities", modality_at, PX_MODALITY_COUNT);
    put_parts(&json, head);
    px_json_key(&json, "settings");
    px_json_object(&json);
    for (size_t i = 0; i < head->n_settings; i++)
        px_json_pair_cstr(&json, head->settings[i].name, head->settings[i].value);
    px_json_object_end(&json);
    px_json_pair_int(&json, "version", PX_PARTIAL_VERSION);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static int fail_unsupported(const char *what, px_error *err)
{
    return px_fail(err, PX_ERR_UNSUPPORTED,
                   N_("'{path}' was made by another version of praxis: it holds '{what}', which "
                      "this one does not know"),
                   "what", what, NULL);
}

static int fail_head(px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, N_("'{path}' is not a partial: its head is not valid"),
                   NULL);
}

/* For each name in the array, the number that it has here. */
static int read_names(const json_t *head, const char *key, const char *(*name_of)(int), int known,
                      unsigned char numbers[64], size_t *ret_count, px_error *err)
{
    json_t *names;

    if (px_json_get_array(head, key, &names, NULL) < 0 || json_array_size(names) > 64)
        return fail_head(err);
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        int number = 0;

        while (name && number < known && strcmp(name, name_of(number)) != 0)
            number++;
        if (!name)
            return fail_head(err);
        if (number == known)
            return fail_unsupported(name, err);
        numbers[i] = (unsigned char)number;
        if (i > 0 && numbers[i - 1] >= numbers[i])
            return fail_head(err);
    }
    *ret_count = json_array_size(names);
    return 0;
}

static int read_settings(px_arena *arena, json_t *settings, px_partial_head *head, px_error *err)
{
    const char *name;
    json_t *value;

    if (json_object_size(settings) > PX_SETTINGS_MAX)
        return fail_head(err);
    json_object_foreach(settings, name, value)
    {
        px_setting *setting = &head->settings[head->n_settings++];

        if (!json_is_string(value))
            return fail_head(err);
        setting->name = px_arena_cstr(arena, px_str_of(name));
        setting->value = px_arena_cstr(arena, px_str_of(json_string_value(value)));
    }
    for (size_t i = 1; i < head->n_settings; i++)
        if (strcmp(head->settings[i - 1].name, head->settings[i].name) >= 0)
            return fail_head(err);
    return 0;
}

static int read_part(px_arena *arena, const json_t *json, px_part *part, px_error *err)
{
    px_str plan;
    json_t *ranks;
    long long of;

    if (px_json_get_str(json, "plan", &plan, NULL) < 0 ||
        px_json_get_int(json, "of", 1, PX_PLAN_OF_MAX, &of, NULL) < 0 ||
        px_json_get_array(json, "ranks", &ranks, NULL) < 0 || plan.len != 64 ||
        json_array_size(ranks) == 0 || json_array_size(ranks) >= (size_t)of)
        return fail_head(err);
    *part = (px_part){ .plan = px_arena_cstr(arena, plan), .of = (unsigned)of };
    part->n_ranks = json_array_size(ranks);
    part->ranks = px_arena_array(arena, part->n_ranks, sizeof(*part->ranks));
    for (size_t i = 0; i < part->n_ranks; i++) {
        const json_t *rank = json_array_get(ranks, i);
        long long value = json_is_integer(rank) ? json_integer_value(rank) : -1;

        if (value < 0 || value >= of || (i > 0 && value <= part->ranks[i - 1]))
            return fail_head(err);
        part->ranks[i] = (unsigned)value;
    }
    return 0;
}

static int read_parts(px_arena *arena, const json_t *parts, px_partial_head *head, px_error *err)
{
    if (json_array_size(parts) > PX_PARTS_MAX)
        return fail_head(err);
    for (size_t i = 0; i < json_array_size(parts); i++) {
        int rc = read_part(arena, json_array_get(parts, i), &head->parts[i], err);

        if (rc < 0)
            return rc;
        if (i > 0 && strcmp(head->parts[i - 1].plan, head->parts[i].plan) >= 0)
            return fail_head(err);
        head->n_parts++;
    }
    return 0;
}

int px_partial_head_read(px_arena *arena, px_str text, const char *name, px_partial_head *ret_head,
                         px_partial_names *ret_names, px_error *err)
{
    PX_AUTO_JSON json_t *json = NULL;
    json_t *settings, *parts;
    unsigned char modalities[64];
    long long version;
    px_str format;
    size_t count;
    int rc;

    *ret_head = (px_partial_head){ 0 };
    if (px_json_parse(text, name, PX_HEAD_MAX, &json, NULL) < 0 ||
        px_json_get_str(json, "format", &format, NULL) < 0 || !px_str_is(format, FORMAT_NAME) ||
        px_json_get_int(json, "version", 1, 1000000, &version, NULL) < 0)
        return fail_head(err);
    if (version != PX_PARTIAL_VERSION)
        return fail_unsupported("version", err);
    if (px_json_get_object(json, "settings", &settings, NULL) < 0 ||
        px_json_get_array(json, "parts", &parts, NULL) < 0)
        return fail_head(err);
    rc = read_names(json, "figures", figure_at, PX_FIGURE_COUNT, ret_names->figures,
                    &ret_names->n_figures, err);
    if (rc >= 0)
        rc = read_names(json, "dimensions", dimension_at, PX_DIMENSION_COUNT, ret_names->dimensions,
                        &ret_names->n_dimensions, err);
    if (rc >= 0)
        rc =
            read_names(json, "modalities", modality_at, PX_MODALITY_COUNT, modalities, &count, err);
    if (rc >= 0 && count != PX_MODALITY_COUNT)
        return fail_head(err);
    if (rc >= 0)
        rc = read_settings(arena, settings, ret_head, err);
    return rc < 0 ? rc : read_parts(arena, parts, ret_head, err);
}
