/* SPDX-License-Identifier: EUPL-1.2 */
/* A file as a whole: its head, its sources, its entries. */
#include "drafting/dossier_read.h"

#include <stddef.h>

#include "base/map.h"

#include "base/banned.h"

#define HEAD(member) offsetof(px_dossier_file, member)
#define HEAD_STRING(name_, form_)                                                                  \
    { .name = #name_,                                                                              \
      .type = PX_DOSSIER_TYPE_STRING,                                                              \
      .required = true,                                                                            \
      .offset = HEAD(name_),                                                                       \
      .form = PX_DOSSIER_FORM_##form_ }

static const px_dossier_field head_fields[] = {
    { .name = "dossier",
      .type = PX_DOSSIER_TYPE_INT,
      .required = true,
      .offset = HEAD(version),
      .min = 1,
      .max = 1 },
    HEAD_STRING(code, KEY),
    HEAD_STRING(part, KEY),
    HEAD_STRING(as_of, DAY),
    { .name = "code_title",
      .type = PX_DOSSIER_TYPE_TEXTS,
      .offset = HEAD(titles),
      .count = HEAD(n_titles) },
    { 0 },
};

/* Those that are read below. */
static const px_dossier_field body_fields[] = { { .name = "sources" },
                                                { .name = "entries" },
                                                { 0 } };

static int read_sources(px_dossier_file *file, px_error *err)
{
    px_dossier_reader *r = &file->reader;
    const json_t *sources = json_object_get(file->json, "sources");
    size_t count = json_object_size(sources);
    const char *key;
    json_t *value;

    if (!json_is_object(sources))
        return px_dossier_fail(r, "sources", N_("has to be an object"), PX_STR_NONE, err);
    if (count > PX_DOSSIER_MAX_SOURCES)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("{file} has more than 500 sources"), "file",
                       r->file, NULL);
    r->sources = px_arena_array(r->arena, PX_MAX(count, 1), sizeof(*r->sources));
    json_object_foreach((json_t *)sources, key, value)
    {
        int rc = px_dossier_read_source(r, px_str_of(key), value, err);

        if (rc < 0)
            return rc;
    }
    return 0;
}

static int read_entry(px_dossier_file *file, px_map *keys, const json_t *value, px_error *err)
{
    px_dossier_reader *r = &file->reader;
    px_dossier_entry *entry = &file->entries[file->count];
    int rc;

    if (!json_is_object(value)) {
        char field[40];

        r->place = 0;
        (void)snprintf(field, sizeof(field), "entries[%zu]", file->count);
        return px_dossier_fail(r, field, N_("has to be an object"), PX_STR_NONE, err);
    }
    r->place = file->count + 1;
    rc = px_dossier_read_entry(r, value, entry, err);
    if (rc < 0)
        return rc;
    if (px_map_put(keys, entry->key, entry))
        return px_dossier_fail(r, "key", N_("stands in the file twice"), entry->key, err);
    entry->part = file->part;
    file->count++;
    return 0;
}

static int read_entries(px_dossier_file *file, px_map *keys, px_error *err)
{
    px_dossier_reader *r = &file->reader;
    const json_t *entries = json_object_get(file->json, "entries");
    size_t count = json_array_size(entries);

    if (!json_is_array(entries))
        return px_dossier_fail(r, "entries", N_("has to be a list"), PX_STR_NONE, err);
    if (count > PX_DOSSIER_MAX_ENTRIES)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("{file} has more than 5,000 entries"), "file",
                       r->file, NULL);
    file->entries = px_arena_array(r->arena, PX_MAX(count, 1), sizeof(*file->entries));
    for (size_t i = 0; i < count; i++) {
        int rc = read_entry(file, keys, json_array_get(entries, i), err);

        if (rc < 0)
            return rc;
    }
    r->place = 0;
    return 0;
}

int px_dossier_file_read(px_str bytes, const char *name, px_arena *arena, px_str language,
                         px_dossier_file *ret_file, px_error *err)
{
    px_dossier_file *file = ret_file;
    px_map keys = PX_MAP_INIT;
    int rc;

    *file = (px_dossier_file){ .reader = { .arena = arena,
                                           .language = language,
                                           .file = name,
                                           .path = PX_BUILDER_INIT(512) } };
    rc = px_json_parse(bytes, name, PX_DOSSIER_MAX_BYTES, &file->json, err);
    if (rc < 0)
        return rc;
    if (!json_is_object(file->json))
        return px_fail(err, PX_ERR_INVALID, N_("{file} is no dossier: it has to be an object"),
                       "file", name, NULL);
    rc = px_dossier_read_object(&file->reader, head_fields, body_fields, file->json, file, err);
    if (rc >= 0)
        rc = read_sources(file, err);
    if (rc >= 0)
        rc = read_entries(file, &keys, err);
    px_map_free(&keys);
    return rc;
}

void px_dossier_file_free(px_dossier_file *file)
{
    json_decref(file->json);
    file->json = NULL;
    px_builder_free(&file->reader.path);
}
