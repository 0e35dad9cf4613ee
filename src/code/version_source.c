/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/version_source.h"

#include <string.h>

#include "store/blob.h"

#include "base/banned.h"

/* The first one stands for what is not known. */
static const struct {
    const char *format, *media_type, *ending;
} kinds[] = {
    { "markdown", "text/markdown", "md" },
    { "html", "text/html", "html" },
    { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx" },
    { "akn", "application/akn+xml", "akn" },
};

static size_t kind_of(px_str format)
{
    for (size_t i = 0; i < PX_COUNT(kinds); i++)
        if (px_str_is(format, kinds[i].format))
            return i;
    return 0;
}

const char *px_version_source_media_type(px_str format)
{
    return kinds[kind_of(format)].media_type;
}

const char *px_version_source_ending(px_str format)
{
    return kinds[kind_of(format)].ending;
}

/* ---- Writing */

/* The hash that is kept so far, empty for none. */
static int kept_hash(px_db *db, int64_t version, px_str language, char ret_hash[65], px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str hash;
    int rc = px_query_start(
        db, "SELECT hash FROM version_source WHERE version = ? AND language = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_str(&query, language);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    hash = rc > 0 ? px_query_next_str(&query) : PX_STR("");
    (void)snprintf(ret_hash, 65, "%.*s", PX_STR_ARG(hash));
    return 0;
}

static int forget(px_db *db, int64_t version, px_str language, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char hash[65];
    int rc = kept_hash(db, version, language, hash, err);

    if (rc < 0 || !*hash)
        return rc;
    rc = px_query_start(db, "DELETE FROM version_source WHERE version = ? AND language = ?", &query,
                        err);
    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_str(&query, language);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_blob_unref(db, hash, err);
}

static px_str without_directories(px_str path)
{
    px_str name = path, rest = path, part;

    while (rest.ptr && px_str_split(&rest, '/', &part))
        name = part;
    return name;
}

int px_version_source_set(px_db *db, int64_t version, const px_version_source *source,
                          px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char name[PX_EXCERPT_SIZE];
    int rc = forget(db, version, source->language, err);

    if (rc < 0 || !source->hash)
        return rc;
    rc = px_blob_ref(db, source->hash, source->bytes, px_version_source_media_type(source->format),
                     err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "INSERT INTO version_source (version, language, hash, name, bytes,"
                            " format) VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_str(&query, source->language);
    px_query_cstr(&query, source->hash);
    px_query_cstr(&query, px_str_excerpt(without_directories(source->name), name));
    px_query_int(&query, (int64_t)source->bytes);
    px_query_cstr(&query, kinds[kind_of(source->format)].format);
    return px_query_run(&query, err);
}

/* ---- Reading */

int px_version_source_list(px_db *db, px_arena *arena, const px_version *version,
                           px_version_source **ret_sources, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = version->n_languages, count = 0;
    px_version_source *sources = px_arena_array(arena, PX_MAX(room, 1), sizeof(*sources));
    int rc = px_query_start(db,
                            "SELECT language, hash, name, bytes, format FROM version_source"
                            " WHERE version = ? ORDER BY language",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    while (count < room && (rc = px_query_step(&query, err)) > 0) {
        px_version_source *source = &sources[count++];

        source->language = px_query_next_text(&query, arena);
        source->hash = px_query_next_text(&query, arena).ptr;
        source->name = px_query_next_text(&query, arena);
        source->bytes = (uint64_t)px_query_next_int(&query);
        source->format = px_query_next_text(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_sources = sources;
    *ret_count = count;
    return 0;
}

int px_version_source_find(px_db *db, px_arena *arena, const px_version *version, px_str language,
                           px_version_source *ret_source, px_error *err)
{
    px_version_source *sources;
    size_t count;
    int rc = px_version_source_list(db, arena, version, &sources, &count, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < count; i++) {
        if (px_str_eq(sources[i].language, language)) {
            *ret_source = sources[i];
            return 0;
        }
    }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("no source of version '{version}' in '{language}' is kept"), "version",
                   px_arena_cstr(arena, version->label), "language", px_arena_cstr(arena, language),
                   NULL);
}
