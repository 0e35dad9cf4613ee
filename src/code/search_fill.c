/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/search_fill.h"

#include <limits.h>

#include "code/markdown/markdown.h"
#include "code/plain.h"
#include "code/search_key.h"

#include "base/banned.h"

/* Bytes of the words below a division that it is found by, about. */
#define MAX_BELOW (256 * 1024)

enum { MAX_DEPTH = 64 };

/* What the nodes of a text have in common. */
typedef struct fill {
    px_db *db;
    px_search_writer *writer;
    const px_code *code;
    const px_version *version;
    const char *language;
} fill;

static int supersede_older(const fill *f, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(f->db,
                       "SELECT o.id FROM node AS n JOIN node AS o ON o.provision = n.provision "
                       "JOIN version AS v ON v.id = o.version "
                       "WHERE n.version = ?1 AND o.version <> ?1 AND v.state <> 'working'",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, f->version->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        rc = px_search_supersede(f->writer, PX_SEARCH_PROVISION, px_query_next_int(&query), err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

/* Appends the words of what stands in a division, without those of further divisions in it. */
static int plain_below(px_builder *out, const px_text *text, size_t division, px_error *err)
{
    int skipped = INT_MAX, rc = 0;

    for (size_t i = division + 1; rc >= 0 && i < text->count; i++) {
        const px_node *node = &text->nodes[i];

        if (node->depth <= text->nodes[division].depth || out->len > MAX_BELOW)
            break;
        if (node->depth > skipped)
            continue;
        skipped = px_provision_kinds[node->kind].division ? node->depth : INT_MAX;
        if (skipped != INT_MAX)
            continue;
        px_builder_add(out, out->len ? " " : "");
        rc = px_markdown_plain(out, node->heading, err);
        px_builder_add(out, node->heading.len ? " " : "");
        if (rc >= 0)
            rc = px_provision_plain(out, node->kind, node->text, err);
    }
    return rc;
}

/* A division is found by the words of its paragraphs too, so that words find it that stand in
 * several of them. */
static int fill_node(const fill *f, const px_text *whole, size_t i, int64_t division, px_error *err)
{
    const px_node *node = &whole->nodes[i];
    PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder id = PX_BUILDER_INIT(64), number = PX_BUILDER_INIT(64);
    px_search_text text = {
        .kind = PX_SEARCH_PROVISION,
        .item = node->row,
        .language = f->language,
        .code = f->code->id,
        .version = f->version->label,
        .part = px_str_of(px_provision_kind_name(node->kind)),
        .within = division,
    };
    int rc;

    if (!node->number.len && !node->heading.len && !node->text.len)
        return 0;
    px_builder_str(&title, node->number);
    if (node->number.len && node->heading.len)
        px_builder_char(&title, ' ');
    rc = px_markdown_plain(&title, node->heading, err);
    if (rc >= 0)
        rc = px_provision_plain(&body, node->kind, node->text, err);
    if (rc >= 0 && px_provision_kinds[node->kind].division)
        rc = plain_below(&body, whole, i, err);
    if (rc < 0)
        return rc;
    text.title = px_builder_view(&title);
    text.body = px_builder_view(&body);
    px_search_key_id(&id, node->lasting_id);
    px_search_key_number(&number, node->number);
    text.keys[text.n_keys++] = px_builder_view(&id);
    if (number.len)
        text.keys[text.n_keys++] = px_builder_view(&number);
    return px_search_put(f->writer, &text, err);
}

/* divisions: by depth, the row of the nearest division that nodes of that depth stand in. */
static int fill_text(const fill *f, const px_text *text, px_error *err)
{
    int64_t divisions[MAX_DEPTH + 1] = { 0 };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < text->count; i++) {
        const px_node *node = &text->nodes[i];
        int depth = PX_MIN(node->depth, MAX_DEPTH - 1);

        divisions[depth + 1] =
            px_provision_kinds[node->kind].division ? node->row : divisions[depth];
        rc = fill_node(f, text, i, divisions[depth], err);
    }
    return rc;
}

int px_search_fill_version(px_search_writer *writer, px_arena *arena, const px_code *code,
                           const px_version *version, px_error *err)
{
    fill f = {
        .db = px_search_writer_db(writer), .writer = writer, .code = code, .version = version
    };
    int rc = supersede_older(&f, err);

    for (size_t i = 0; rc >= 0 && i < version->n_languages; i++) {
        px_text text = { 0 };

        f.language = px_arena_cstr(arena, version->languages[i]);
        rc = px_version_text(f.db, arena, version, version->languages[i], &text, err);
        if (rc >= 0)
            rc = fill_text(&f, &text, err);
    }
    return rc;
}

/* ---- All */

static int fill_all(px_search_writer *writer, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new(), *texts = px_arena_new();
    px_db *db = px_search_writer_db(writer);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT c.name, v.label FROM version AS v JOIN code AS c "
                            "ON c.id = v.code WHERE v.state <> 'working' "
                            "ORDER BY v.published, v.id",
                            &query, err);

    while (rc >= 0 && (rc = px_query_step(&query, err)) > 0) {
        px_str name = px_query_next_text(&query, arena), label = px_query_next_text(&query, arena);
        px_version version;
        px_code code;

        rc = px_code_find(db, arena, name, PX_STR(""), &code, err);
        if (rc >= 0)
            rc = px_version_find(db, arena, &code, label, PX_STR(""), &version, err);
        if (rc >= 0)
            rc = px_search_fill_version(writer, texts, &code, &version, err);
        px_arena_reset(texts);
    }
    return rc;
}

static int expected_rows(px_db *db, int64_t *ret_rows, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db,
                       "SELECT count(DISTINCT n.id || substr(t.language, 1, "
                       "instr(t.language || '-', '-') - 1)) FROM version AS v "
                       "JOIN node AS n ON n.version = v.id JOIN node_text AS t ON t.node = n.id "
                       "WHERE v.state <> 'working' "
                       "AND (t.number <> '' OR t.heading <> '' OR t.text <> '')",
                       &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_rows = px_query_next_int(&query);
    return 0;
}

const px_search_source px_search_fill_source = { fill_all, expected_rows };
