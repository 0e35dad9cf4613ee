/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"
#include "base/map.h"
#include "base/message.h"
#include "code/eid.h"
#include "code/import.h"
#include "code/link_rewrite.h"
#include "code/stored_tree.h"
#include "code/version_row.h"
#include "store/act.h"
#include "store/digest.h"

#include "base/banned.h"

#define MAX_DIFFERENCES 20

typedef struct target {
    px_str lasting_id;
} target;
PX_MAP_DEFINE(target_map, target)

typedef struct storing {
    px_db *db;
    px_import *import;
    px_arena *arena;
    px_outline outline;
    px_version_row version;
    px_match_side side;             /* the outline's */
    px_str *lasting_ids;            /* of each node */
    int64_t *provisions;            /* row of each node's provision */
    target_map links;               /* ids that links may use: aliases and lasting ids */
    const px_outline_node *linking; /* the node whose links are being rewritten */
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

static int fail_line(const px_outline_node *node, const char *message, px_error *err)
{
    char line[24], text[16];

    (void)snprintf(line, sizeof(line), "%zu", node->line);
    (void)snprintf(text, sizeof(text), "%.*s", PX_STR_ARG(node->id));
    return px_fail(err, PX_ERR_INVALID, message, "line", line, "id", text, NULL);
}

/* ---- Hashes and ids */

static int provision_find(storing *s, px_str lasting_id, int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(s->db, "SELECT id FROM provision WHERE code = ? AND lasting_id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, s->version.code);
    px_query_str(&query, lasting_id);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_row = rc > 0 ? px_query_next_int(&query) : 0;
    return 0;
}

static int provision_insert(storing *s, px_str lasting_id, int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(s->db, "INSERT INTO provision (code, lasting_id) VALUES (?, ?)", &query,
                            err);

    if (rc < 0)
        return rc;
    px_query_int(&query, s->version.code);
    px_query_str(&query, lasting_id);
    rc = px_query_run(&query, err);
    *ret_row = px_db_last_id(s->db);
    return rc;
}

/* The provision of an explicit id, or a new one with a new id. */
static int provision_for(storing *s, size_t i, px_error *err)
{
    px_str id = s->outline.nodes[i].id;
    int64_t row = 0;
    int rc;

    do {
        char made[11];

        if (!s->outline.nodes[i].id.len) {
            px_lasting_id_make(made);
            id = px_arena_str(s->arena, px_str_of(made));
        }
        rc = provision_find(s, id, &row, err);
        if (rc < 0)
            return rc;
    } while (row && !s->outline.nodes[i].id.len);
    s->lasting_ids[i] = id;
    s->import->result.kept += row ? 1 : 0;
    s->import->result.fresh += row ? 0 : 1;
    rc = row ? 0 : provision_insert(s, id, &row, err);
    s->provisions[i] = row;
    return rc;
}

static int check_unique_ids(storing *s, px_error *err)
{
    target_map seen = { 0 };
    target present = { 0 };
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < s->outline.count; i++) {
        const px_outline_node *node = &s->outline.nodes[i];

        if (node->id.len && target_map_put(&seen, node->id, &present))
            rc = fail_line(node,
                           N_("the id '{id}' in line {line} is used before; each provision needs "
                              "its own"),
                           err);
    }
    target_map_free(&seen);
    return rc;
}

/* Ids for every node: explicit ones, those of the nodes that they continue, new ones. */
static int give_ids(storing *s, const px_stored_tree *base, px_error *err)
{
    px_match_side from;
    px_match match;
    int rc = check_unique_ids(s, err);

    if (rc >= 0)
        rc = px_match_side_of_tree(s->arena, base, &from, err);
    if (rc < 0)
        return rc;
    px_match_make(s->arena, &from, &s->side, &match);
    for (size_t i = 0; rc >= 0 && i < s->outline.count; i++) {
        size_t node = match.to_old[i].node;

        if (s->outline.nodes[i].id.len || node == PX_OUTLINE_TOP) {
            rc = provision_for(s, i, err);
            continue;
        }
        s->lasting_ids[i] = base->nodes[node].lasting_id;
        s->provisions[i] = base->nodes[node].provision;
        s->import->result.kept++;
    }
    return rc;
}

/* ---- Links */

static void add_link_target(storing *s, px_str id, px_str lasting_id)
{
    target *t;

    if (!id.len || target_map_get(&s->links, id))
        return;
    t = px_arena_alloc(s->arena, sizeof(*t));
    t->lasting_id = lasting_id;
    (void)target_map_put(&s->links, id, t);
}

static px_str link_target(void *arg, px_str fragment)
{
    storing *s = arg;
    const target *t = target_map_get(&s->links, fragment);

    if (t)
        return t->lasting_id;
    warn_outline(s, PX_WARN_REFERENCE, s->linking->line, fragment);
    return PX_STR_NONE;
}

static void rewrite_links(storing *s)
{
    for (size_t i = 0; i < s->outline.count; i++) {
        add_link_target(s, s->outline.nodes[i].alias, s->lasting_ids[i]);
        add_link_target(s, s->lasting_ids[i], s->lasting_ids[i]);
    }
    for (size_t i = 0; i < s->outline.count; i++) {
        px_outline_node *node = &s->outline.nodes[i];

        s->linking = node;
        node->heading = px_link_rewrite(s->arena, node->heading, link_target, s);
        if (node->kind != PX_PROVISION_CODE_BLOCK)
            node->text = px_link_rewrite(s->arena, node->text, link_target, s);
    }
}

/* ---- Rows */

static int insert_node(storing *s, size_t i, px_str eid, int64_t parent, int64_t *ret_row,
                       px_error *err)
{
    const px_outline_node *node = &s->outline.nodes[i];
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(s->db,
                            "INSERT INTO node (version, provision, parent, position, depth, kind, "
                            "eid, alias, extra) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, s->version.row);
    px_query_int(&query, s->provisions[i]);
    if (parent)
        px_query_int(&query, parent);
    else
        px_query_null(&query);
    px_query_int(&query, (int64_t)i + 1);
    px_query_int(&query, node->depth);
    px_query_cstr(&query, px_provision_kind_name(node->kind));
    px_query_str(&query, eid);
    px_query_str(&query, node->alias.len ? node->alias : PX_STR(""));
    px_query_str(&query, node->extra.len ? node->extra : PX_STR(""));
    rc = px_query_run(&query, err);
    *ret_row = px_db_last_id(s->db);
    return rc;
}

static int put_text(storing *s, size_t i, int64_t row, px_error *err)
{
    const px_outline_node *node = &s->outline.nodes[i];
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(s->db,
                            "INSERT OR REPLACE INTO node_text (node, language, number, heading, "
                            "text, hash) VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    px_query_str(&query, s->import->language);
    px_query_str(&query, node->number.len ? node->number : PX_STR(""));
    px_query_str(&query, node->heading.len ? node->heading : PX_STR(""));
    px_query_str(&query, node->text.len ? node->text : PX_STR(""));
    px_query_blob(&query, s->side.nodes[i].hash, PX_TEXT_HASH_LEN);
    return px_query_run(&query, err);
}

/* Replaces the tree of the version by the outline's. */
static int replace_tree(storing *s, px_error *err)
{
    px_str *eids = px_eid_make(s->arena, &s->outline);
    int64_t *rows = px_arena_array(s->arena, PX_MAX(s->outline.count, 1), sizeof(*rows));
    int rc = px_version_row_clear(s->db, &s->version, err);

    for (size_t i = 0; rc >= 0 && i < s->outline.count; i++) {
        size_t parent = s->outline.nodes[i].parent;

        rc = insert_node(s, i, eids[i], parent == PX_OUTLINE_TOP ? 0 : rows[parent], &rows[i], err);
        if (rc >= 0)
            rc = put_text(s, i, rows[i], err);
    }
    return rc;
}

/* Notes which provisions of the tree that is there are not in the new one. */
static void note_removed(storing *s, const px_stored_tree *own)
{
    px_import_result *result = &s->import->result;
    px_arena *arena = s->import->arena;
    target_map now = { 0 };
    target present = { 0 };

    result->removed = px_arena_array(arena, PX_MAX(own->count, 1), sizeof(*result->removed));
    for (size_t i = 0; i < s->outline.count; i++)
        (void)target_map_put(&now, s->lasting_ids[i], &present);
    for (size_t i = 0; i < own->count; i++) {
        const px_stored_node *node = &own->nodes[i];

        if (target_map_get(&now, node->lasting_id))
            continue;
        result->removed[result->n_removed++] = (px_import_provision){
            .kind = node->kind,
            .id = px_arena_str(arena, node->lasting_id),
            .eid = px_arena_str(arena, node->eid),
            .words = px_arena_str(arena, node->heading),
        };
    }
    target_map_free(&now);
}

/* The first language, or the only one again: the outline makes the tree. */
static int store_tree(storing *s, px_error *err)
{
    px_stored_tree own = { 0 }, base = { 0 };
    px_str label = PX_STR("");
    int64_t from = 0;
    int rc = px_version_row_base(s->db, s->arena, &s->version, s->import->base, &from, &label, err);

    if (rc >= 0)
        rc = px_stored_tree_load(s->db, s->arena, s->version.row, s->import->language, &own, err);
    if (rc >= 0 && from)
        rc = px_stored_tree_load(s->db, s->arena, from, s->import->language, &base, err);
    if (rc >= 0)
        rc = give_ids(s, own.count ? &own : &base, err);
    if (rc < 0)
        return rc;
    s->import->result.base = px_arena_str(s->import->arena, label);
    note_removed(s, &own);
    rewrite_links(s);
    return replace_tree(s, err);
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
    size_t count = px_import_compare(s->arena, reader_of(s->import), &s->outline, tree, found,
                                     MAX_DIFFERENCES);

    for (size_t i = 0; i < PX_MIN(count, MAX_DIFFERENCES); i++)
        warn(s, "shape", N_("line {line}: expected {expected}, found {found}"), found[i].line,
             found[i].expected, found[i].found);
    return count ? fail_shape(s, &found[0], err) : 0;
}

/* Languages supply words only: the tree must be the one that is there. */
static int store_words(storing *s, px_error *err)
{
    px_stored_tree tree = { 0 };
    int rc = px_stored_tree_load(s->db, s->arena, s->version.row, s->import->language, &tree, err);

    if (rc >= 0)
        rc = check_shape(s, &tree, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < tree.count; i++) {
        s->lasting_ids[i] = tree.nodes[i].lasting_id;
        add_link_target(s, tree.nodes[i].alias, tree.nodes[i].lasting_id);
    }
    rewrite_links(s);
    s->import->result.kept = tree.count;
    for (size_t i = 0; rc >= 0 && i < tree.count; i++)
        rc = put_text(s, i, tree.nodes[i].row, err);
    return rc;
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
    int rc;

    px_digest_add(&digest, import->outline);
    px_digest_end(&digest, hex);
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", import->code);
    px_json_pair_str(&json, "language", import->language);
    px_json_pair_cstr(&json, "outline_digest", hex);
    px_json_pair_str(&json, "version", import->label);
    px_json_object_end(&json);
    rc = px_json_finish(&json, err);
    if (rc < 0)
        return rc;
    act.content = px_builder_view(&content);
    return px_act_append(s->db, &act, NULL, err);
}

static int keep_source(storing *s, px_error *err)
{
    px_version_source source = s->import->source;

    source.language = s->import->language;
    return px_version_source_set(s->db, s->version.row, &source, err);
}

static void count_outline(storing *s)
{
    px_import_result *result = &s->import->result;

    result->provisions = s->outline.count;
    result->elements = s->outline.elements;
    result->mapped = s->outline.mapped;
    for (size_t i = 0; i < s->outline.count; i++)
        result->kinds[s->outline.nodes[i].kind]++;
}

static int store(storing *s, px_error *err)
{
    px_import *import = s->import;
    bool others;
    int rc = px_outline_read(import->outline, s->arena, &s->outline, err);

    if (rc >= 0 && s->outline.count == 0)
        return px_fail(err, PX_ERR_MALFORMED, N_("there is no text in the draft"), NULL);
    if (rc >= 0)
        rc = px_version_row_open(s->db, import->code, import->label, &s->version, err);
    if (rc >= 0)
        rc = px_match_side_of_outline(s->arena, &s->outline, &s->side, err);
    if (rc >= 0)
        rc = px_version_row_has_other(s->db, &s->version, import->language, &others, err);
    if (rc < 0)
        return rc;
    s->lasting_ids = px_arena_array(s->arena, PX_MAX(s->outline.count, 1), sizeof(px_str));
    s->provisions = px_arena_array(s->arena, PX_MAX(s->outline.count, 1), sizeof(int64_t));
    for (size_t i = 0; i < s->outline.warning_count; i++) {
        const px_outline_warning *w = &s->outline.warnings[i];

        warn_outline(s, w->kind, w->line, w->text);
    }
    rc = others ? store_words(s, err) : store_tree(s, err);
    if (rc < 0)
        return rc;
    count_outline(s);
    rc = px_version_row_title(s->db, &s->version, import->language,
                              s->outline.title.len ? s->outline.title : import->label, err);
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
    rc = px_language_tag_check(import->language, err);
    if (rc >= 0)
        rc = store(&s, err);
    target_map_free(&s.links);
    return rc;
}
