/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"
#include "base/map.h"
#include "base/message.h"
#include "code/import_priv.h"
#include "code/language_code.h"
#include "code/provision_words.h"
#include "store/act.h"
#include "store/digest.h"

#include "base/banned.h"

#define MAX_DIFFERENCES 20

PX_MAP_DEFINE(id_map, char)

typedef struct storing {
    px_storing rows;
    px_db *db;
    px_arena *arena;
    px_import *import;
} storing;

/* ---- What is said about it */

static const px_language *reader_of(const px_import *import)
{
    return import->reader ? import->reader : px_language_english();
}

static void warn(storing *s, const char *kind, const char *message, size_t line, px_str a, px_str b)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64 * 1024);
    px_import_result *result = &s->import->result;
    char number[24];
    px_arg args[] = {
        { "line", px_str_n(number, (size_t)snprintf(number, sizeof(number), "%zu", line)) },
        { "text", a },
        { "expected", a },
        { "found", b },
    };

    if (result->n_warnings == result->warning_room) {
        px_import_warning *old = result->warnings;

        result->warning_room = PX_MAX(2 * result->warning_room, 64);
        result->warnings =
            px_arena_array(s->import->arena, result->warning_room, sizeof(*result->warnings));
        if (result->n_warnings)
            memcpy(result->warnings, old, result->n_warnings * sizeof(*old));
    }
    px_message(&text, reader_of(s->import), message, args, PX_COUNT(args));
    result->warnings[result->n_warnings++] = (px_import_warning){
        .kind = kind,
        .line = line,
        .message = px_arena_str(s->import->arena, px_builder_view(&text)),
    };
}

static void warn_outline(storing *s, px_outline_warning_kind kind, size_t line, px_str text)
{
    const px_outline_warning_text *def = &px_outline_warning_kinds[kind];

    warn(s, def->name, def->message, line, text, PX_STR_NONE);
}

/* ---- Links */

static void warn_missing(void *arg, size_t line, px_str fragment)
{
    storing *s = arg;

    warn_outline(s, PX_WARN_REFERENCE, line, fragment);
}

/* ---- The tree */

/* Notes which provisions of the tree that is there are not in the new one. */
static void note_removed(storing *s, const px_stored_tree *own)
{
    px_import_result *result = &s->import->result;
    px_arena *arena = s->import->arena;
    id_map now = { 0 };
    char present = 0;

    result->removed = px_arena_array(arena, PX_MAX(own->count, 1), sizeof(*result->removed));
    for (size_t i = 0; i < s->rows.outline.count; i++)
        (void)id_map_put(&now, s->rows.lasting_ids[i], &present);
    for (size_t i = 0; i < own->count; i++) {
        const px_stored_node *node = &own->nodes[i];

        if (id_map_get(&now, node->lasting_id))
            continue;
        result->removed[result->n_removed++] = (px_import_provision){
            .kind = node->kind,
            .id = px_arena_str(arena, node->lasting_id),
            .eid = px_arena_str(arena, node->eid),
            .words = px_provision_words(arena, node->number, node->heading, node->text),
        };
    }
    id_map_free(&now);
}

/* The first language, or the only one again: the outline makes the tree. */
static int store_tree(storing *s, px_error *err)
{
    px_stored_tree own = { 0 }, base = { 0 };
    px_str label = PX_STR("");
    int64_t from = 0;
    int rc =
        px_version_row_base(s->db, s->arena, &s->rows.version, s->import->base, &from, &label, err);

    if (rc >= 0)
        rc = px_stored_tree_load(s->db, s->arena, s->rows.version.row, s->import->language, &own,
                                 err);
    if (rc >= 0 && from)
        rc = px_stored_tree_load(s->db, s->arena, from, s->import->language, &base, err);
    if (rc >= 0)
        rc = px_storing_give_ids(&s->rows, &s->import->result, s->import->arena, &own, &base, err);
    if (rc < 0)
        return rc;
    s->import->result.base = px_arena_str(s->import->arena, label);
    if (own.count)
        note_removed(s, &own);
    px_storing_rewrite_links(&s->rows, NULL, warn_missing, s);
    return px_storing_put_tree(&s->rows, err);
}

/* ---- A further language */

static int fail_shape(storing *s, const px_tree_difference *first, px_error *err)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(24);
    px_arena *a = s->arena;

    px_builder_int(&line, (long long)first->line);
    return px_fail(err, PX_ERR_INVALID,
                   N_("the text in '{language}' does not follow the tree of version '{version}': "
                      "line {line}: expected {expected}, found {found}"),
                   "language", px_arena_cstr(a, s->import->language), "version",
                   px_arena_cstr(a, s->import->label), "line", px_builder_cstr(&line), "expected",
                   px_arena_cstr(a, first->expected), "found", px_arena_cstr(a, first->found),
                   NULL);
}

static int check_shape(storing *s, const px_stored_tree *tree, px_error *err)
{
    px_tree_difference found[MAX_DIFFERENCES];
    size_t count = px_import_compare(s->arena, reader_of(s->import), &s->rows.outline, tree, found,
                                     MAX_DIFFERENCES);

    for (size_t i = 0; i < PX_MIN(count, MAX_DIFFERENCES); i++)
        warn(s, "shape", N_("line {line}: expected {expected}, found {found}"), found[i].line,
             found[i].expected, found[i].found);
    return count ? fail_shape(s, &found[0], err) : 0;
}

/* Languages supply words only: the tree must be the one that is there. */
static int store_words(storing *s, px_error *err)
{
    px_stored_tree loaded = { 0 };
    const px_stored_tree *tree = &loaded;
    int rc = px_stored_tree_load(s->db, s->arena, s->rows.version.row, s->import->language, &loaded,
                                 err);

    if (rc >= 0)
        rc = check_shape(s, tree, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < tree->count; i++)
        s->rows.lasting_ids[i] = tree->nodes[i].lasting_id;
    px_storing_rewrite_links(&s->rows, tree, warn_missing, s);
    s->import->result.kept = tree->count;
    return px_storing_put_words(&s->rows, tree, err);
}

/* ---- The deed */

/* Says in the house who imported what: an internal act, since a working version is not public. */
static int append_act(storing *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(1 << 16);
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    const px_import *import = s->import;
    px_act act = {
        .kind = "version.imported",
        .code = px_arena_cstr(s->arena, import->code),
        .version = px_arena_cstr(s->arena, import->label),
        .author = import->author,
    };
    char hex[PX_DIGEST_HEX];
    px_json json;

    px_digest_add(&digest, import->outline);
    px_digest_end(&digest, hex);
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", import->code);
    px_json_pair_str(&json, "language", import->language);
    px_json_pair_cstr(&json, "outline_digest", hex);
    px_json_pair_str(&json, "version", import->label);
    return px_act_append_json(s->db, &act, &json, NULL, err);
}

static int keep_source(storing *s, px_error *err)
{
    px_version_source source = s->import->source;

    source.language = s->import->language;
    return px_version_source_set(s->db, s->rows.version.row, &source, err);
}

static void count_outline(storing *s)
{
    px_import_result *result = &s->import->result;

    result->provisions = s->rows.outline.count;
    result->elements = s->rows.outline.elements;
    result->mapped = s->rows.outline.mapped;
    for (size_t i = 0; i < s->rows.outline.count; i++)
        result->kinds[s->rows.outline.nodes[i].kind]++;
}

static int open_version(storing *s, px_error *err)
{
    px_import *import = s->import;
    int rc = px_version_row_open(s->db, import->code, import->label, &s->rows.version, err);

    if (rc < 0 || !import->house)
        return rc;
    return px_import_step_push(s->db, s->arena, import->house, &s->rows.version, import->language,
                               0, err);
}

static int store(storing *s, px_error *err)
{
    px_import *import = s->import;
    const px_outline *outline = &s->rows.outline;
    bool others = false;
    int rc = px_storing_start(&s->rows, import->outline, err);

    if (rc >= 0 && outline->count == 0)
        return px_fail(err, PX_ERR_MALFORMED, N_("there is no text in the draft"), NULL);
    if (rc >= 0)
        rc = open_version(s, err);
    if (rc >= 0)
        rc = px_version_row_has_other(s->db, &s->rows.version, import->language, &others, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < outline->warning_count; i++)
        warn_outline(s, outline->warnings[i].kind, outline->warnings[i].line,
                     outline->warnings[i].text);
    count_outline(s);
    rc = others ? store_words(s, err) : store_tree(s, err);
    if (rc >= 0)
        rc = px_version_row_title(s->db, &s->rows.version, import->language,
                                  outline->title.len ? outline->title : import->label, err);
    if (rc >= 0)
        rc = keep_source(s, err);
    return rc < 0 ? rc : append_act(s, err);
}

int px_import_store(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_import *import = arg;
    storing s = { .db = db, .import = import, .arena = arena };
    int rc;

    import->result = (px_import_result){ 0 };
    if (!import->language.len)
        import->language = PX_STR("en");
    s.rows = (px_storing){ .db = db, .arena = arena, .language = import->language };
    rc = px_language_tag_check(import->language, err);
    if (rc >= 0)
        rc = store(&s, err);
    return rc;
}
