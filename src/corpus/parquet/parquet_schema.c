/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/parquet_schema.h"

#include "base/builder.h"

#include "base/banned.h"

enum { DEPTH_MAX = 32, WIDTH_MAX = 1 << 20, PATH_BYTES_MAX = 16 << 20 };

/* Numbers of ConvertedType. */
enum {
    CONVERTED_UTF8 = 0,
    CONVERTED_MAP = 1,
    CONVERTED_MAP_KEY_VALUE = 2,
    CONVERTED_LIST = 3,
    CONVERTED_ENUM = 4,
    CONVERTED_DECIMAL = 5,
    CONVERTED_DATE = 6,
    CONVERTED_TIME_MILLIS = 7,
    CONVERTED_TIME_MICROS = 8,
    CONVERTED_TIMESTAMP_MILLIS = 9,
    CONVERTED_TIMESTAMP_MICROS = 10,
    CONVERTED_UINT_8 = 11,
    CONVERTED_UINT_64 = 14,
    CONVERTED_INT_8 = 15,
    CONVERTED_INT_64 = 18,
    CONVERTED_JSON = 19,
    CONVERTED_NONE = 99
};

/* Fields of the union LogicalType. */
enum {
    LOGICAL_STRING = 1,
    LOGICAL_MAP = 2,
    LOGICAL_LIST = 3,
    LOGICAL_ENUM = 4,
    LOGICAL_DECIMAL = 5,
    LOGICAL_DATE = 6,
    LOGICAL_TIME = 7,
    LOGICAL_TIMESTAMP = 8,
    LOGICAL_INTEGER = 10,
    LOGICAL_JSON = 12,
    LOGICAL_UUID = 14,
    LOGICAL_FLOAT16 = 15,
    LOGICAL_VARIANT = 16,
    LOGICAL_GEOMETRY = 17,
    LOGICAL_GEOGRAPHY = 18
};

enum { REQUIRED, OPTIONAL, REPEATED, REPETITION_COUNT };

typedef struct element {
    px_str name;
    int64_t type, width, repetition, children, converted;
    int logical; /* field of the union; 0: none */
    bool is_unsigned;
    px_parquet_meaning unit; /* of a timestamp */
} element;

/* A group whose children are being read. */
typedef struct group {
    size_t left; /* children */
    size_t full_len, path_len;
    unsigned definition, repetition;
    bool list, map; /* its repeated child has a name that means nothing */
    bool wrapped;   /* that child of a list: so has its only child */
} group;

typedef struct schema_reading {
    px_arena *arena;
    px_parquet_leaf *leaves;
    size_t count, room, path_bytes;
    group groups[DEPTH_MAX];
    size_t depth;
    px_builder full, path;
} schema_reading;

/* ---- One element */

static void read_unit(px_thrift *t, element *e)
{
    px_thrift_field field = { 0 };

    while (px_thrift_next(t, &field)) {
        if (field.id >= 1 && field.id <= 3)
            e->unit = (px_parquet_meaning)(PX_PARQUET_MILLIS + field.id - 1);
        px_thrift_skip(t, field.type);
    }
}

static void read_logical(px_thrift *t, element *e)
{
    px_thrift_field of = { 0 }, field;

    while (px_thrift_next(t, &of)) {
        e->logical = of.id;
        px_thrift_struct(t, &of);
        field = (px_thrift_field){ 0 };
        while (px_thrift_next(t, &field)) {
            if (of.id == LOGICAL_TIMESTAMP && field.id == 2 && field.type == PX_THRIFT_STRUCT)
                read_unit(t, e);
            else if (of.id == LOGICAL_INTEGER && field.id == 2)
                e->is_unsigned = !px_thrift_bool(t, &field);
            else
                px_thrift_skip(t, field.type);
        }
    }
}

static bool read_element(px_thrift *t, element *e)
{
    px_thrift_field field = { 0 };

    *e = (element){ .type = -1, .converted = CONVERTED_NONE, .unit = PX_PARQUET_OTHER };
    while (px_thrift_next(t, &field)) {
        if (field.id == 1)
            e->type = px_thrift_int(t, &field);
        else if (field.id == 2)
            e->width = px_thrift_int(t, &field);
        else if (field.id == 3)
            e->repetition = px_thrift_int(t, &field);
        else if (field.id == 4)
            e->name = px_thrift_binary(t, &field);
        else if (field.id == 5)
            e->children = px_thrift_int(t, &field);
        else if (field.id == 6)
            e->converted = px_thrift_int(t, &field);
        else if (field.id == 10 && field.type == PX_THRIFT_STRUCT)
            read_logical(t, e);
        else
            px_thrift_skip(t, field.type);
    }
    return !t->bad && e->children >= 0 && e->repetition >= 0 && e->repetition < REPETITION_COUNT;
}

static px_parquet_meaning converted_meaning(int64_t converted)
{
    switch (converted) {
    case CONVERTED_UTF8:
    case CONVERTED_ENUM:
    case CONVERTED_JSON:
        return PX_PARQUET_TEXT;
    case CONVERTED_DATE:
        return PX_PARQUET_DAYS;
    case CONVERTED_TIMESTAMP_MILLIS:
        return PX_PARQUET_MILLIS;
    case CONVERTED_TIMESTAMP_MICROS:
        return PX_PARQUET_MICROS;
    case CONVERTED_NONE:
        return PX_PARQUET_PLAIN;
    default:
        if (converted >= CONVERTED_UINT_8 && converted <= CONVERTED_UINT_64)
            return PX_PARQUET_UNSIGNED;
        if (converted >= CONVERTED_INT_8 && converted <= CONVERTED_INT_64)
            return PX_PARQUET_PLAIN;
        return PX_PARQUET_OTHER;
    }
}

static px_parquet_meaning meaning_of(const element *e)
{
    switch (e->logical) {
    case 0:
        return converted_meaning(e->converted);
    case LOGICAL_STRING:
    case LOGICAL_ENUM:
    case LOGICAL_JSON:
        return PX_PARQUET_TEXT;
    case LOGICAL_DATE:
        return PX_PARQUET_DAYS;
    case LOGICAL_TIMESTAMP:
        return e->unit;
    case LOGICAL_INTEGER:
        return e->is_unsigned ? PX_PARQUET_UNSIGNED : PX_PARQUET_PLAIN;
    case LOGICAL_DECIMAL:
    case LOGICAL_TIME:
    case LOGICAL_UUID:
    case LOGICAL_FLOAT16:
    case LOGICAL_VARIANT:
    case LOGICAL_GEOMETRY:
    case LOGICAL_GEOGRAPHY:
        return PX_PARQUET_OTHER;
    default: /* also what is not known yet: it is read as what it is stored as */
        return PX_PARQUET_PLAIN;
    }
}

static bool is_list(const element *e)
{
    return e->logical == LOGICAL_LIST || (e->logical == 0 && e->converted == CONVERTED_LIST);
}

static bool is_map(const element *e)
{
    return e->logical == LOGICAL_MAP ||
           (e->logical == 0 &&
            (e->converted == CONVERTED_MAP || e->converted == CONVERTED_MAP_KEY_VALUE));
}

/* ---- The tree */

static uint32_t width_of(px_parquet_type type, int64_t stated)
{
    static const uint32_t widths[PX_PARQUET_TYPE_COUNT] = {
        [PX_PARQUET_INT32] = 4, [PX_PARQUET_INT64] = 8,  [PX_PARQUET_INT96] = 12,
        [PX_PARQUET_FLOAT] = 4, [PX_PARQUET_DOUBLE] = 8,
    };

    return type == PX_PARQUET_FIXED ? (uint32_t)stated : widths[type];
}

static void append_name(px_builder *out, px_str name)
{
    if (out->len)
        px_builder_char(out, '.');
    px_builder_str(out, name);
}

static bool add_leaf(schema_reading *r, const element *e, unsigned definition, unsigned repetition)
{
    px_parquet_leaf leaf = { .meaning = meaning_of(e),
                             .max_definition = definition,
                             .max_repetition = repetition };

    if (e->type >= PX_PARQUET_TYPE_COUNT)
        return false;
    leaf.type = (px_parquet_type)e->type;
    if (leaf.type == PX_PARQUET_FIXED && (e->width < 1 || e->width > WIDTH_MAX))
        return false;
    leaf.width = width_of(leaf.type, e->width);
    leaf.full = px_arena_str(r->arena, px_builder_view(&r->full));
    leaf.path = px_arena_str(r->arena, px_builder_view(&r->path));
    r->leaves = px_arena_grow(r->arena, r->leaves, r->count, &r->room, sizeof(leaf));
    r->leaves[r->count++] = leaf;
    return true;
}

/* The repeated group of a list is its element itself where it has several children, or one of the
 * names of older writers (LogicalTypes.md, backward compatibility). */
static bool is_element_itself(const element *e)
{
    return e->children != 1 || px_str_is(e->name, "array") ||
           px_str_ends(e->name, PX_STR("_tuple"));
}

static bool add_element(schema_reading *r, const element *e)
{
    const group *above = &r->groups[r->depth - 1];
    group below = { .left = (size_t)e->children,
                    .full_len = r->full.len,
                    .path_len = r->path.len,
                    .definition = above->definition + (e->repetition != REQUIRED),
                    .repetition = above->repetition + (e->repetition == REPEATED),
                    .list = is_list(e),
                    .map = is_map(e) };
    bool unnamed = above->wrapped || ((above->list || above->map) && e->repetition == REPEATED);

    append_name(&r->full, e->name);
    if (!unnamed)
        append_name(&r->path, e->name);
    r->path_bytes += r->full.len;
    if (r->path_bytes > PATH_BYTES_MAX)
        return false;
    if (e->children == 0) {
        bool good = e->type < 0 /* a group of nothing */ ||
                    add_leaf(r, e, below.definition, below.repetition);

        px_builder_cut(&r->full, below.full_len);
        px_builder_cut(&r->path, below.path_len);
        return good;
    }
    below.wrapped = above->list && e->repetition == REPEATED && !is_element_itself(e);
    if (r->depth == DEPTH_MAX)
        return false;
    r->groups[r->depth++] = below;
    return true;
}

/* Leaves the groups all of whose children have been read. */
static void close_groups(schema_reading *r)
{
    while (r->depth > 1 && r->groups[r->depth - 1].left == 0) {
        const group *closed = &r->groups[--r->depth];

        px_builder_cut(&r->full, closed->full_len);
        px_builder_cut(&r->path, closed->path_len);
    }
}

static bool read_tree(schema_reading *r, px_thrift *t, size_t count)
{
    element e;

    if (count == 0 || !read_element(t, &e))
        return false;
    r->groups[0] = (group){ .left = (size_t)e.children };
    r->depth = 1;
    for (size_t i = 1; i < count; i++) {
        close_groups(r);
        if (r->groups[r->depth - 1].left == 0 || !read_element(t, &e))
            return false;
        r->groups[r->depth - 1].left--;
        if (!add_element(r, &e))
            return false;
    }
    close_groups(r);
    return r->depth == 1 && r->groups[0].left == 0;
}

bool px_parquet_schema_read(px_arena *arena, px_thrift *t, size_t count,
                            px_parquet_schema *ret_schema)
{
    schema_reading r = { .arena = arena,
                         .full = PX_BUILDER_INIT(PX_BUILDER_LARGE),
                         .path = PX_BUILDER_INIT(PX_BUILDER_LARGE) };
    bool good = read_tree(&r, t, count);

    px_builder_free(&r.full);
    px_builder_free(&r.path);
    if (good)
        *ret_schema = (px_parquet_schema){ r.leaves, r.count };
    return good;
}

const px_parquet_leaf *px_parquet_schema_find(const px_parquet_schema *schema, px_str path)
{
    for (size_t i = 0; i < schema->count; i++)
        if (px_str_eq(schema->leaves[i].path, path) || px_str_eq(schema->leaves[i].full, path))
            return &schema->leaves[i];
    return NULL;
}
