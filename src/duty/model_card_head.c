/* SPDX-License-Identifier: EUPL-1.2 */
/* The YAML at the head of a model card. */
#include <yaml.h>

#include "base/number.h"
#include "duty/model_card_priv.h"

#include "base/banned.h"

enum { EVENTS_MAX = 200000, WORDS_MAX = 1000, KEY_MAX = 128 };

/* ---- What the keys mean: each takes the scalars that stand under it */

typedef struct head_words {
    px_str *items;
    size_t count, room;
} head_words;

typedef void head_fn(card_reading *r, const head_words *words, px_str where);

static json_t *string_new(px_str text)
{
    return json_stringn(text.ptr, text.len);
}

static void head_licence(card_reading *r, const head_words *words, px_str where)
{
    if (words->count == 1 && !px_str_is(words->items[0], "other"))
        card_add(r, "fact.licence", string_new(words->items[0]), where);
}

static void head_licence_link(card_reading *r, const head_words *words, px_str where)
{
    if (words->count == 1)
        card_add(r, "fact.licence_link", string_new(words->items[0]), where);
}

static json_t *rows_new(const head_words *words, const char *key)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < words->count; i++) {
        json_t *row = json_object();

        json_object_set_new(row, key, string_new(words->items[i]));
        json_array_append_new(rows, row);
    }
    return rows;
}

static void head_languages(card_reading *r, const head_words *words, px_str where)
{
    card_add(r, "fact.languages", rows_new(words, "language"), where);
}

/* Names of the hub, "owner/name", with their addresses there. */
static json_t *hub_rows(card_reading *r, const head_words *words, const char *folder)
{
    json_t *rows = rows_new(words, "name");

    for (size_t i = 0; i < words->count; i++)
        if (px_str_find_char(words->items[i], '/') < words->items[i].len &&
            px_str_find_char(words->items[i], ' ') == words->items[i].len)
            json_object_set_new(
                json_array_get(rows, i), "link",
                json_string(px_arena_format(r->arena, "https://huggingface.co/%s%.*s", folder,
                                            PX_STR_ARG(words->items[i]))));
    return rows;
}

static void head_base(card_reading *r, const head_words *words, px_str where)
{
    card_add(r, "fact.base_models", hub_rows(r, words, ""), where);
}

static void head_datasets(card_reading *r, const head_words *words, px_str where)
{
    card_add(r, "fact.datasets", hub_rows(r, words, "datasets/"), where);
}

/* The tasks of the hub, with what goes in and comes out. */
static void head_pipeline(card_reading *r, const head_words *words, px_str where)
{
    static const struct {
        const char *tag, *in, *out;
    } tags[] = {
        { "text-generation", "text", "text" },
        { "text2text-generation", "text", "text" },
        { "image-text-to-text", "text,image", "text" },
        { "audio-text-to-text", "text,audio", "text" },
        { "video-text-to-text", "text,video", "text" },
        { "visual-question-answering", "text,image", "text" },
        { "text-to-image", "text", "image" },
        { "text-to-video", "text", "video" },
        { "image-to-video", "image", "video" },
        { "text-to-speech", "text", "audio" },
        { "text-to-audio", "text", "audio" },
        { "automatic-speech-recognition", "audio", "text" },
        { "image-to-text", "image", "text" },
        { "image-to-image", "image", "image" },
    };

    for (size_t i = 0; words->count && i < PX_COUNT(tags); i++)
        if (px_str_is(words->items[0], tags[i].tag)) {
            card_add(r, "fact.modalities_in", card_modalities(r->arena, px_str_of(tags[i].in)),
                     where);
            card_add(r, "fact.modalities_out", card_modalities(r->arena, px_str_of(tags[i].out)),
                     where);
            return;
        }
    card_miss(r, where);
}

/* Grams of CO2; a mapping may hold them under "emissions". */
static void head_emissions(card_reading *r, const head_words *words, px_str where)
{
    double grams;

    for (size_t i = 0; i + 1 < words->count; i++)
        if (px_str_is(words->items[i], "emissions") &&
            px_parse_real(words->items[i + 1], 0, 1e18, &grams, NULL) >= 0) {
            card_add(
                r, "fact.emissions",
                card_number(r->arena, px_str_of(px_arena_format(r->arena, "%.6f", grams / 1e6))),
                where);
            return;
        }
    card_miss(r, where);
}

static const struct {
    const char *key;
    head_fn *fn; /* NULL: nothing that a form asks for */
} head_keys[] = {
    { "license_name", head_licence },
    { "license", head_licence },
    { "license_link", head_licence_link },
    { "language", head_languages },
    { "languages", head_languages },
    { "base_model", head_base },
    { "datasets", head_datasets },
    { "pipeline_tag", head_pipeline },
    { "co2_eq_emissions", head_emissions },
    { "library_name", NULL },
    { "widget", NULL },
    { "inference", NULL },
    { "thumbnail", NULL },
    { "extra_gated_prompt", NULL },
    { "extra_gated_fields", NULL },
    { "extra_gated_description", NULL },
    { "extra_gated_button_content", NULL },
};

/* ---- Walking over it */

typedef struct head_walk {
    card_reading *r;
    px_str head;
    head_words words;
    px_str key;      /* of the value that comes or is open */
    size_t from;     /* where the line of the key begins in the head */
    size_t line, at; /* a line that was reached, and where it begins */
    unsigned depth;  /* of mappings and lists that are open */
    bool value;      /* at the top: what comes is a value */
} head_walk;

static void walk_keep(head_walk *w, px_str text)
{
    head_words *words = &w->words;

    if (words->count == WORDS_MAX)
        return;
    words->items =
        px_arena_grow(w->r->arena, words->items, words->count, &words->room, sizeof(px_str));
    words->items[words->count++] = px_arena_str(w->r->arena, px_str_trim(text));
}

/* Where a line begins: marks of libyaml count characters, and come in their order. */
static size_t walk_line(head_walk *w, size_t line)
{
    while (w->line < line && w->at < w->head.len) {
        px_str rest = px_str_sub(w->head, w->at, w->head.len);

        w->at += PX_MIN(px_str_find_char(rest, '\n') + 1, rest.len);
        w->line++;
    }
    return w->at;
}

/* A key with all that stands under it, up to a mark. */
static void walk_take(head_walk *w, const yaml_mark_t *end)
{
    size_t until = walk_line(w, end->line + (end->column > 0));
    px_str where = px_str_trim(px_str_sub(w->head, w->from, until));
    size_t i = 0;

    while (i < PX_COUNT(head_keys) && !px_str_is(w->key, head_keys[i].key))
        i++;
    if (i == PX_COUNT(head_keys))
        card_miss(w->r, w->key);
    else if (head_keys[i].fn && w->words.count)
        head_keys[i].fn(w->r, &w->words, where);
    w->words.count = 0;
    w->value = false;
}

static void walk_scalar(head_walk *w, const yaml_event_t *event)
{
    px_str text = px_str_n((const char *)event->data.scalar.value, event->data.scalar.length);

    if (w->depth == 1 && !w->value) {
        w->key = px_arena_str(w->r->arena, card_cut(text, KEY_MAX));
        w->from = walk_line(w, event->start_mark.line);
        w->value = true;
        return;
    }
    walk_keep(w, text);
    if (w->depth == 1)
        walk_take(w, &event->end_mark);
}

static void walk_event(head_walk *w, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        walk_scalar(w, event);
        break;
    case YAML_ALIAS_EVENT: /* never followed: that is how bombs are made */
        if (w->depth == 1 && w->value)
            walk_take(w, &event->end_mark);
        break;
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        w->depth++;
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        w->depth--;
        if (w->depth == 1 && w->value)
            walk_take(w, &event->end_mark);
        break;
    default:
        break;
    }
}

static int walk_all(head_walk *w, yaml_parser_t *parser, const char *source, px_error *err)
{
    bool end = false;

    for (size_t n = 0; !end; n++) {
        yaml_event_t event;
        char line[24];

        if (n == EVENTS_MAX)
            return px_fail(err, PX_ERR_TOO_LARGE, N_("the YAML of '{source}' is too large"),
                           "source", source, NULL);
        if (!yaml_parser_parse(parser, &event)) {
            (void)snprintf(line, sizeof(line), "%zu", parser->problem_mark.line + 2);
            return px_fail(err, PX_ERR_MALFORMED,
                           N_("{source}, line {line}: the YAML cannot be read: {problem}"),
                           "source", source, "line", line, "problem",
                           parser->problem ? parser->problem : "", NULL);
        }
        end = event.type == YAML_STREAM_END_EVENT || event.type == YAML_DOCUMENT_END_EVENT;
        walk_event(w, &event);
        yaml_event_delete(&event);
    }
    return 0;
}

int card_read_head(card_reading *r, const char *source, px_str *ret_body, px_error *err)
{
    px_str head = card_head_of(r->text, ret_body);
    head_walk w = { .r = r, .head = head };
    yaml_parser_t parser;
    int rc;

    if (head.len == 0)
        return 0;
    if (!yaml_parser_initialize(&parser))
        px_out_of_memory();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)head.ptr, head.len);
    rc = walk_all(&w, &parser, source, err);
    yaml_parser_delete(&parser);
    return rc;
}
