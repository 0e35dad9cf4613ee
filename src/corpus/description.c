/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/description.h"

#include <yaml.h>

#include "base/builder.h"
#include "base/file.h"
#include "base/json_read.h"

#include "base/banned.h"

enum { LIST_MAX = 10000, YAML_EVENTS_MAX = 1000000 };

static const px_str mark = PX_STR_INIT("---");

/* Adds an item to a list with commas. */
static void list_add(px_builder *list, px_str item)
{
    if (px_builder_view(list).len)
        px_builder_char(list, ',');
    px_builder_str(list, item);
}

/* ---- Modalities, as both kinds show them */

enum { HAS_TEXT = 1, HAS_IMAGE = 2, HAS_VIDEO = 4, HAS_AUDIO = 8, DEPTH_MAX = 16 };

static px_str modalities_of(px_arena *arena, unsigned has)
{
    static const struct {
        unsigned bit;
        const char *name;
    } all[] = {
        { HAS_TEXT, "text" }, { HAS_IMAGE, "image" }, { HAS_VIDEO, "video" }, { HAS_AUDIO, "audio" }
    };
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(64);

    for (size_t i = 0; i < PX_COUNT(all); i++)
        if (has & all[i].bit)
            list_add(&list, px_str_of(all[i].name));
    return px_arena_str(arena, px_builder_view(&list));
}

/* ---- Croissant */

/* A value by its name, with or without the prefix of schema.org. */
static const json_t *schema_get(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    char prefixed[64];

    if (value)
        return value;
    (void)snprintf(prefixed, sizeof(prefixed), "sc:%s", key);
    return json_object_get(object, prefixed);
}

static px_str text_of(const json_t *value)
{
    return json_is_string(value) ? px_json_text(value) : PX_STR("");
}

/* A text, the address or name of an object, or those of a list. */
static void texts_add(px_builder *list, const json_t *value)
{
    static const char *const names[] = { "@id", "url", "name", "identifier" };
    px_str text = text_of(value);

    for (size_t i = 0; text.len == 0 && json_is_object(value) && i < PX_COUNT(names); i++)
        text = text_of(schema_get(value, names[i]));
    if (text.len)
        list_add(list, text);
}

static px_str texts_of(px_arena *arena, const json_t *object, const char *key)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(PX_DESCRIPTION_MAX);
    const json_t *value = schema_get(object, key);

    for (size_t i = 0; json_is_array(value) && i < json_array_size(value) && i < LIST_MAX; i++)
        texts_add(&list, json_array_get(value, i));
    if (!json_is_array(value))
        texts_add(&list, value);
    return px_arena_str(arena, px_str_trim(px_builder_view(&list)));
}

/* The type of a field ("sc:Text", "http://schema.org/ImageObject"), or a media type. */
static unsigned type_modality(px_str type)
{
    static const struct {
        const char *begin, *end;
        unsigned bit;
    } types[] = {
        { "", "ImageObject", HAS_IMAGE },    { "", "AudioObject", HAS_AUDIO },
        { "", "VideoObject", HAS_VIDEO },    { "", "sc:Text", HAS_TEXT },
        { "", "schema.org/Text", HAS_TEXT }, { "image/", "", HAS_IMAGE },
        { "audio/", "", HAS_AUDIO },         { "video/", "", HAS_VIDEO },
    };
    unsigned has = 0;

    for (size_t i = 0; i < PX_COUNT(types); i++)
        if (px_str_starts(type, px_str_of(types[i].begin)) &&
            px_str_ends(type, px_str_of(types[i].end)))
            has |= types[i].bit;
    return has;
}

/* What the fields of the records are of, and the files: whatever stands under these keys. */
static unsigned croissant_modalities(const json_t *value, unsigned depth)
{
    static const char *const types[] = { "dataType", "encodingFormat" };
    static const char *const within[] = { "recordSet", "field", "subField", "distribution" };
    unsigned has = 0;

    if (depth > DEPTH_MAX)
        return 0;
    for (size_t i = 0; json_is_array(value) && i < PX_MIN(json_array_size(value), (size_t)LIST_MAX);
         i++)
        has |= croissant_modalities(json_array_get(value, i), depth + 1);
    for (size_t i = 0; json_is_object(value) && i < PX_COUNT(within); i++) {
        const json_t *inner = json_object_get(value, within[i]);

        has |= inner ? croissant_modalities(inner, depth + 1) : 0;
    }
    for (size_t i = 0; json_is_object(value) && i < PX_COUNT(types); i++) {
        const json_t *type = schema_get(value, types[i]);

        has |= type_modality(text_of(type));
        for (size_t k = 0; json_is_array(type) && k < PX_MIN(json_array_size(type), (size_t)100);
             k++)
            has |= type_modality(text_of(json_array_get(type, k)));
    }
    return has;
}

static int croissant_parse(px_str text, const char *source, px_arena *arena, px_description *d,
                           px_error *err)
{
    PX_AUTO_JSON json_t *root = NULL;
    int rc = px_json_parse(text, source, PX_DESCRIPTION_MAX, &root, err);

    if (rc < 0)
        return rc;
    d->format = "Croissant";
    d->name = texts_of(arena, root, "name");
    d->version = texts_of(arena, root, "version");
    d->link = texts_of(arena, root, "url");
    d->licence = texts_of(arena, root, "license");
    d->languages = texts_of(arena, root, "inLanguage");
    d->coverage = texts_of(arena, root, "temporalCoverage");
    d->modalities = modalities_of(arena, croissant_modalities(root, 0));
    return 0;
}

/* ---- Dataset cards */

/* What of the YAML is wanted: a scalar, or a list of them, at the top. */
static const struct card_key {
    const char *key;
    size_t at;
} card_keys[] = {
    { "pretty_name", offsetof(px_description, name) },
    { "version", offsetof(px_description, version) },
    { "homepage", offsetof(px_description, link) },
    { "license_name", offsetof(px_description, licence) },
    { "license", offsetof(px_description, licence) },
    { "language", offsetof(px_description, languages) },
};

static px_str scalar_of(const yaml_event_t *event)
{
    return px_str_n((const char *)event->data.scalar.value, event->data.scalar.length);
}

static px_str *card_field(px_description *d, px_str key)
{
    for (size_t i = 0; i < PX_COUNT(card_keys); i++)
        if (px_str_is(key, card_keys[i].key))
            return (px_str *)((char *)d + card_keys[i].at);
    return NULL;
}

/* Where the parser stands: at the top, keys and values take turns. */
typedef struct card {
    px_arena *arena;
    px_description *d;
    px_str *field;   /* of the value that comes or is open; NULL: not wanted */
    px_builder list; /* of a value that is a list */
    unsigned depth;  /* of mappings and lists that are open */
    bool value;      /* at the top: the next scalar is a value */
    bool dtype;      /* below it: the next scalar is the type of a feature */
    unsigned has;    /* modalities of features and tags */
} card;

/* "dtype: image" of a feature, or the tag "modality:image". */
static void card_modality(card *c, px_str text)
{
    static const struct {
        const char *name;
        unsigned bit;
    } names[] = { { "string", HAS_TEXT }, { "large_string", HAS_TEXT }, { "text", HAS_TEXT },
                  { "image", HAS_IMAGE }, { "audio", HAS_AUDIO },       { "video", HAS_VIDEO } };
    bool tag = px_str_starts(text, PX_STR("modality:"));
    px_str name = tag ? px_str_sub(text, 9, text.len) : text;

    for (size_t i = 0; (tag || c->dtype) && i < PX_COUNT(names); i++)
        if (px_str_is(name, names[i].name))
            c->has |= names[i].bit;
    c->dtype = c->depth > 1 && px_str_is(text, "dtype");
}

static void card_keep(card *c, px_str text)
{
    if (c->field && c->field->len == 0)
        *c->field = px_arena_str(c->arena, px_str_trim(text));
}

static void card_scalar(card *c, px_str text)
{
    card_modality(c, text);
    if (c->depth == 1 && !c->value) {
        c->field = card_field(c->d, text);
        c->value = true;
    } else if (c->depth == 1) {
        card_keep(c, text);
        c->value = false;
    } else if (c->depth == 2 && c->field) {
        list_add(&c->list, text);
    }
}

static void card_close(card *c)
{
    c->depth--;
    if (c->depth == 1) {
        card_keep(c, px_builder_view(&c->list));
        px_builder_clear(&c->list);
        c->value = false;
    }
}

static void card_event(card *c, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        card_scalar(c, scalar_of(event));
        break;
    case YAML_ALIAS_EVENT: /* never followed: that is how bombs are made */
        card_scalar(c, PX_STR(""));
        break;
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        c->depth++;
        c->dtype = false;
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        card_close(c);
        break;
    default:
        break;
    }
}

static int yaml_failed(const yaml_parser_t *parser, const char *source, px_error *err)
{
    char line[24];

    (void)snprintf(line, sizeof(line), "%zu", parser->problem_mark.line + 1);
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("{source}, line {line}: the YAML cannot be read: {problem}"), "source",
                   source, "line", line, "problem", parser->problem ? parser->problem : "", NULL);
}

static int card_events(card *c, yaml_parser_t *parser, const char *source, px_error *err)
{
    bool end = false;

    for (size_t n = 0; !end; n++) {
        yaml_event_t event;

        if (n == YAML_EVENTS_MAX)
            return px_fail(err, PX_ERR_TOO_LARGE, N_("the YAML of '{source}' is too large"),
                           "source", source, NULL);
        if (!yaml_parser_parse(parser, &event))
            return yaml_failed(parser, source, err);
        end = event.type == YAML_STREAM_END_EVENT || event.type == YAML_DOCUMENT_END_EVENT;
        card_event(c, &event);
        yaml_event_delete(&event);
    }
    return 0;
}

/* The lines between the first "---" and the next. */
static px_str card_head(px_str text)
{
    px_str rest = text, line;
    const char *first;

    (void)px_str_line(&rest, &line);
    first = rest.ptr;
    while (rest.ptr && px_str_line(&rest, &line))
        if (px_str_eq(px_str_trim(line), mark))
            return px_str_n(first, (size_t)(line.ptr - first));
    return PX_STR("");
}

/* The name in "# Dataset Card for NAME", where the YAML has none. */
static px_str card_heading(px_str text)
{
    static const px_str begin = PX_STR_INIT("# Dataset Card for ");
    px_str line;

    while (px_str_line(&text, &line))
        if (px_str_starts(line, begin))
            return px_str_trim(px_str_sub(line, begin.len, line.len));
    return PX_STR("");
}

static int card_parse(px_str text, const char *source, px_arena *arena, px_description *d,
                      px_error *err)
{
    card c = { .arena = arena, .d = d, .list = PX_BUILDER_INIT(PX_DESCRIPTION_MAX) };
    px_str head = card_head(text);
    yaml_parser_t parser;
    int rc;

    d->format = "dataset card";
    if (head.len == 0)
        return 0;
    if (!yaml_parser_initialize(&parser))
        px_out_of_memory();
    yaml_parser_set_input_string(&parser, (const unsigned char *)head.ptr, head.len);
    rc = card_events(&c, &parser, source, err);
    yaml_parser_delete(&parser);
    px_builder_free(&c.list);
    d->modalities = modalities_of(arena, c.has);
    if (d->name.len == 0)
        d->name = px_arena_str(arena, card_heading(text));
    return rc;
}

/* ---- Both */

bool px_description_is(px_str name, px_str head)
{
    px_str base = name;

    while (px_str_find_char(base, '/') < base.len)
        base = px_str_sub(base, px_str_find_char(base, '/') + 1, base.len);
    if (px_str_is(base, "README.md"))
        return px_str_starts(head, mark);
    return px_str_ends(base, PX_STR(".json")) && px_str_starts(px_str_trim(head), PX_STR("{")) &&
           px_str_find(head, PX_STR("\"@context\"")) < head.len;
}

int px_description_parse(px_str text, const char *source, px_arena *arena, px_description *ret_d,
                         px_error *err)
{
    px_str begin = px_str_trim(text);

    *ret_d = (px_description){ .format = "",
                               .name = PX_STR(""),
                               .version = PX_STR(""),
                               .link = PX_STR(""),
                               .licence = PX_STR(""),
                               .languages = PX_STR(""),
                               .modalities = PX_STR(""),
                               .coverage = PX_STR("") };
    if (px_str_starts(begin, PX_STR("{")))
        return croissant_parse(text, source, arena, ret_d, err);
    if (px_str_starts(begin, mark))
        return card_parse(begin, source, arena, ret_d, err);
    return px_fail(err, PX_ERR_UNSUPPORTED,
                   N_("'{source}' is neither a Croissant file nor a dataset card that begins with "
                      "YAML"),
                   "source", source, NULL);
}

int px_description_read(const char *path, px_arena *arena, px_description *ret_description,
                        px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    size_t len;
    int rc = px_file_read(path, PX_DESCRIPTION_MAX, &text, &len, err);

    return rc < 0 ? rc
                  : px_description_parse(px_str_n(text, len), path, arena, ret_description, err);
}
