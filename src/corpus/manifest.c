/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/manifest_priv.h"

#include <errno.h>
#include <limits.h>
#include <openssl/evp.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json_read.h"
#include "corpus/description.h"
#include "corpus/source_kind.h"

#include "base/banned.h"

enum {
    SOURCES_MAX = 100000,
    PATHS_MAX = 100000,
    STAGES_MAX = 16,
    STAGE_MAX = 48,
    EPOCHS_MAX = 100000
};

/* ---- Values */

/* Where a text of a source goes, and how long it may be; words: those that it may be, or any. */
static const struct source_text {
    const char *key;
    size_t at, max;
    const char *words[3];
} texts[] = {
    { "name", offsetof(px_source, name), 200, { NULL } },
    { "kind", offsetof(px_source, kind), 64, { NULL } },
    { "snapshot", offsetof(px_source, snapshot), 200, { NULL } },
    { "link", offsetof(px_source, link), 2000, { NULL } },
    { "licence", offsetof(px_source, licence), 500, { NULL } },
    { "description", offsetof(px_source, description), 4000, { NULL } },
    { "crawler", offsetof(px_source, crawler), 200, { NULL } },
    { "crawled_by", offsetof(px_source, crawled_by), 64, { "provider", "commissioned", NULL } },
    { "known", offsetof(px_source, known), 64, { "public", "not-public", NULL } },
};

static px_str *text_of(px_source *source, const struct source_text *text)
{
    return (px_str *)((char *)source + text->at);
}

void px_source_cut(px_source *source)
{
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        px_str *text = text_of(source, &texts[i]);

        while (text->len > texts[i].max || (text->len && !px_utf8_valid(*text, NULL)))
            text->len--;
    }
}

static int wrong(px_error *err, const char *key, const char *message)
{
    int rc = px_fail(err, PX_ERR_INVALID, message, NULL);

    px_error_add(err, "key", key);
    return rc;
}

static bool is_word(px_str value, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (px_str_is(value, words[i]))
            return true;
    return !words[0];
}

static int read_text(px_arena *arena, const json_t *object, const struct source_text *text,
                     px_source *source, px_error *err)
{
    px_str value = PX_STR("");
    int rc =
        json_object_get(object, text->key) ? px_json_get_str(object, text->key, &value, err) : 0;

    if (rc < 0)
        return rc;
    value = px_str_trim(value);
    if (value.len > text->max)
        return wrong(err, text->key, N_("'{key}' is longer than is accepted"));
    if (value.len && !is_word(value, text->words))
        return wrong(err, text->key, N_("'{key}' is none of the words that it can be"));
    *text_of(source, text) = px_arena_str(arena, value);
    return 0;
}

static int read_epochs(const json_t *object, px_source *source, px_error *err)
{
    const json_t *epochs = json_object_get(object, "epochs");
    double number = epochs ? json_number_value(epochs) : 1;

    if ((epochs && !json_is_number(epochs)) || number < 0.001 || number > EPOCHS_MAX)
        return wrong(err, "epochs", N_("'{key}' is a number from 0.001 to 100,000"));
    source->epochs = (uint64_t)(number * 1000 + 0.5);
    return 0;
}

/* A list of texts; at most `max` of them. */
static int read_list(px_arena *arena, const json_t *object, const char *key, size_t max,
                     const char ***ret_items, size_t *ret_count, px_error *err)
{
    json_t *array = json_object_get(object, key);
    size_t count = json_array_size(array);

    *ret_items = px_arena_array(arena, count + 1, sizeof(char *));
    *ret_count = 0;
    if (array && (!json_is_array(array) || count > max))
        return wrong(err, key, N_("'{key}' is not a list, or it is longer than is accepted"));
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(array, i);

        if (!json_is_string(item) || json_string_length(item) == 0)
            return wrong(err, key, N_("'{key}' is a list of texts, none of them empty"));
        (*ret_items)[(*ret_count)++] = px_arena_cstr(arena, px_json_text(item));
    }
    return 0;
}

static int read_stages(px_arena *arena, const json_t *object, px_source *source, px_error *err)
{
    PX_AUTO_BUILDER px_builder joined = PX_BUILDER_INIT(4096);
    const char **stages;
    size_t count;
    int rc = read_list(arena, object, "stages", STAGES_MAX, &stages, &count, err);

    for (size_t i = 0; rc >= 0 && i < count; i++) {
        if (strchr(stages[i], ',') || strlen(stages[i]) > STAGE_MAX)
            return wrong(err, "stages", N_("a stage of training has a short name without a comma"));
        if (i)
            px_builder_char(&joined, ',');
        px_builder_str(&joined, px_str_of(stages[i]));
    }
    if (rc >= 0)
        rc = px_builder_check(&joined, err);
    if (rc >= 0)
        source->stages = px_arena_str(arena, px_builder_view(&joined));
    return rc;
}

/* ---- Paths */

/* The path from the root, without "//", "/./" and a "/" at its end. ".." stays: what it leads to is
 * known to the file system alone. False where it is too long. */
static bool path_from_root(const char *folder, const char *path, char ret_path[PATH_MAX])
{
    char whole[2 * PATH_MAX];
    px_str rest, part;
    size_t len = 0;
    int n = path[0] == '/' ? snprintf(whole, sizeof(whole), "%s", path)
                           : snprintf(whole, sizeof(whole), "%s/%s", folder, path);

    if (n < 0 || (size_t)n >= sizeof(whole))
        return false;
    for (rest = px_str_of(whole); px_str_split(&rest, '/', &part);) {
        if (part.len == 0 || px_str_is(part, "."))
            continue;
        if (len + part.len + 2 > PATH_MAX)
            return false;
        ret_path[len++] = '/';
        memcpy(ret_path + len, part.ptr, part.len);
        len += part.len;
    }
    ret_path[len] = '\0';
    return true;
}

int px_source_path(px_arena *arena, const char *path, const char **ret_path, px_error *err)
{
    char here[PATH_MAX], whole[PATH_MAX];

    if (!getcwd(here, sizeof(here)))
        return px_fail_errno(err, errno, N_("cannot tell the folder that this runs in: {reason}"),
                             NULL);
    if (!path_from_root(here, path, whole))
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the path '{path}' is too long"), "path", path,
                       NULL);
    *ret_path = px_arena_cstr(arena, px_str_of(whole));
    return 0;
}

/* The folder that the file is in. */
static int path_folder(px_arena *arena, const char *path, const char **ret_folder, px_error *err)
{
    const char *whole, *slash;
    int rc = px_source_path(arena, path, &whole, err);

    if (rc < 0)
        return rc;
    slash = strrchr(whole, '/');
    *ret_folder = px_arena_cstr(arena, px_str_n(whole, slash ? (size_t)(slash - whole) : 0));
    return 0;
}

static int read_paths(px_arena *arena, const json_t *object, const char *folder, px_source *source,
                      px_error *err)
{
    char path[PATH_MAX];
    size_t count;
    int rc = read_list(arena, object, "paths", PATHS_MAX, &source->paths, &count, err);

    if (rc >= 0 && count == 0)
        return wrong(err, "paths", N_("'{key}' says which inputs belong to the source"));
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        if (!path_from_root(folder, source->paths[i], path))
            return wrong(err, "paths", N_("a path in '{key}' is too long"));
        source->paths[i] = px_arena_cstr(arena, px_str_of(path));
    }
    return rc;
}

/* The last star of a kind, and how far it has reached. */
typedef struct star {
    const char *after; /* in the pattern; NULL: none yet */
    const char *at;    /* in the path */
} star;

/* Goes back to the star, which takes one byte more; false where it cannot. */
static bool star_further(star *last, bool any, const char **pattern, const char **path)
{
    if (!last->after || !*last->at || (*last->at == '/' && !any))
        return false;
    *path = ++last->at;
    *pattern = last->after;
    return true;
}

/* Notes the star at the pattern, "*" or "**"; returns what stands behind it. */
static const char *note_star(const char *pattern, const char *path, star *one, star *any)
{
    bool both = pattern[1] == '*';

    pattern += both ? 2 : 1;
    if (both)
        one->after = NULL;
    *(both ? any : one) = (star){ pattern, path };
    return pattern;
}

/* Whether the path, or a folder above it, fits the pattern. To go back to the last star of each
 * kind is enough: what an earlier one could take instead, the later one can reach, too. */
static bool path_fits(const char *pattern, const char *path)
{
    star one = { NULL, NULL }, any = { NULL, NULL };

    for (;;) {
        if (*pattern == '*') {
            pattern = note_star(pattern, path, &one, &any);
        } else if (!*pattern && (!*path || *path == '/')) {
            return true;
        } else if (*path && *pattern && (*pattern == *path || (*pattern == '?' && *path != '/'))) {
            pattern++;
            path++;
        } else if (!star_further(&one, false, &pattern, &path)) {
            one.after = NULL;
            if (!star_further(&any, true, &pattern, &path))
                return false;
        }
    }
}

const px_source *px_manifest_source_of(const px_manifest *manifest, const char *input)
{
    char here[PATH_MAX], path[PATH_MAX];

    if (!getcwd(here, sizeof(here)) || !path_from_root(here, input, path))
        return NULL;
    for (size_t i = 0; i < manifest->count; i++)
        for (const char **pattern = manifest->sources[i].paths; *pattern; pattern++)
            if (path_fits(*pattern, path))
                return &manifest->sources[i];
    return NULL;
}

/* ---- Sources */

static int check_keys(const json_t *object, px_error *err)
{
    static const char *const others[] = { "paths", "stages", "epochs", "metadata", NULL };
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)object, key, value)
    {
        bool known = is_word(px_str_of(key), others);

        for (size_t i = 0; i < PX_COUNT(texts); i++)
            known = known || strcmp(key, texts[i].key) == 0;
        if (!known)
            return wrong(err, key, N_("a source has no '{key}'"));
    }
    return 0;
}

/* What the source leaves open, as the description beside the data says it. */
static int read_metadata(px_arena *arena, const json_t *object, const char *folder,
                         px_source *source, px_error *err)
{
    px_description described;
    char path[PATH_MAX];
    px_str name;
    int rc;

    if (!json_object_get(object, "metadata"))
        return 0;
    rc = px_json_get_str(object, "metadata", &name, err);
    if (rc >= 0 && !path_from_root(folder, px_arena_cstr(arena, name), path))
        return wrong(err, "metadata", N_("a path in '{key}' is too long"));
    if (rc >= 0)
        rc = px_description_read(path, arena, &described, err);
    if (rc < 0)
        return rc;
    if (source->name.len == 0)
        source->name = described.name;
    if (source->snapshot.len == 0)
        source->snapshot = described.version;
    if (source->link.len == 0)
        source->link = described.link;
    if (source->licence.len == 0)
        source->licence = described.licence;
    return 0;
}

static int read_source(px_manifest *m, const json_t *object, const char *folder, px_source *source,
                       px_error *err)
{
    px_source_kind kind;
    int rc = json_is_object(object)
                 ? check_keys(object, err)
                 : px_fail(err, PX_ERR_INVALID, N_("a source is an object of JSON"), NULL);

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(texts); i++)
        rc = read_text(m->arena, object, &texts[i], source, err);
    if (rc >= 0)
        rc = read_epochs(object, source, err);
    if (rc >= 0)
        rc = read_stages(m->arena, object, source, err);
    if (rc >= 0)
        rc = read_paths(m->arena, object, folder, source, err);
    if (rc >= 0)
        rc = read_metadata(m->arena, object, folder, source, err);
    if (rc < 0)
        return rc;
    if (source->name.len == 0)
        return wrong(err, "name", N_("a source needs '{key}'"));
    if (source->kind.len && !px_source_kind_find(source->kind, PX_STR("en"), &kind))
        return wrong(err, "kind",
                     N_("'{key}' is none of the kinds of source; docs/format-manifest.md "
                        "lists them"));
    return 0;
}

static int check_name(const px_manifest *m, const px_source *source, px_error *err)
{
    for (const px_source *other = m->sources; other < source; other++)
        if (px_str_eq(other->name, source->name))
            return wrong(err, "name", N_("two sources have the same '{key}'"));
    return 0;
}

static int read_sources(px_manifest *m, const json_t *root, px_error *err)
{
    const char *folder = "";
    json_t *list = NULL;
    long long version;
    int rc = path_folder(m->arena, m->path, &folder, err);

    if (rc >= 0)
        rc = px_json_get_int(root, "manifest", 1, 1, &version, err);
    if (rc >= 0)
        rc = px_json_get_array(root, "sources", &list, err);
    if (rc >= 0 && json_array_size(list) > SOURCES_MAX)
        rc = wrong(err, "sources", N_("'{key}' is longer than is accepted"));
    if (rc < 0)
        return rc;
    m->sources = px_arena_array(m->arena, json_array_size(list) + 1, sizeof(*m->sources));
    for (; m->count < json_array_size(list); m->count++) {
        px_source *source = &m->sources[m->count];

        rc = read_source(m, json_array_get(list, m->count), folder, source, err);
        if (rc >= 0)
            rc = check_name(m, source, err);
        if (rc < 0) {
            px_error_add(err, "field",
                         px_arena_format(m->arena, "%s: sources[%zu]", m->path, m->count));
            return rc;
        }
    }
    return 0;
}

px_manifest *px_manifest_new(const char *path)
{
    px_manifest *m = px_alloc_zero(1, sizeof(*m));

    m->arena = px_arena_new();
    m->path = px_arena_cstr(m->arena, px_str_of(path));
    return m;
}

int px_manifest_hash(px_manifest *m, px_str text, px_error *err)
{
    PX_AUTO_BUILDER px_builder all = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    unsigned char hash[32];
    int rc;

    px_builder_str(&all, text);
    for (size_t i = 0; i < m->count; i++) {
        px_builder_str(&all, m->sources[i].name);
        for (size_t k = 0; k < PX_COUNT(texts); k++) {
            px_builder_char(&all, '\0');
            px_builder_str(&all, *text_of(&m->sources[i], &texts[k]));
        }
    }
    rc = px_builder_check(&all, err);
    if (rc < 0)
        return rc;
    if (EVP_Digest(px_builder_view(&all).ptr, px_builder_view(&all).len, hash, NULL, EVP_sha256(),
                   NULL) != 1)
        px_out_of_memory();
    for (size_t i = 0; i < sizeof(hash); i++)
        (void)snprintf(m->sha256 + 2 * i, 3, "%02x", hash[i]);
    return 0;
}

int px_manifest_read(const char *path, px_manifest **ret_manifest, px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    PX_AUTO_JSON json_t *root = NULL;
    px_manifest *m;
    size_t len;
    int rc = px_file_read(path, PX_MANIFEST_MAX, &text, &len, err);

    if (rc >= 0)
        rc = px_json_parse(px_str_n(text, len), path, PX_MANIFEST_MAX, &root, err);
    if (rc < 0)
        return rc;
    m = px_manifest_new(path);
    rc = read_sources(m, root, err);
    if (rc >= 0)
        rc = px_manifest_hash(m, px_str_n(text, len), err);
    if (rc < 0) {
        if (!px_error_arg(err, "field"))
            px_error_add(err, "field", path);
        px_manifest_free(m);
        return rc;
    }
    *ret_manifest = m;
    return 0;
}

void px_manifest_free(px_manifest *manifest)
{
    if (!manifest)
        return;
    px_arena_free(manifest->arena);
    free(manifest);
}
