/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/weight_index.h"

#include "model/json_pull.h"

#include "base/banned.h"

enum { PAIR_MAX = 2 * PX_PULL_TEXT };

bool px_plain_file_name(px_str name)
{
    return name.len > 0 && name.len <= 255 && !px_str_is(name, ".") && !px_str_is(name, "..") &&
           px_str_find_char(name, '/') == name.len && px_str_find_char(name, '\0') == name.len;
}

void px_weight_index_free(px_weight_index *index)
{
    px_name_set_free(&index->pairs);
    px_map_free(&index->known);
}

/* The two names as one, which no other two make. */
static px_str pair_of(px_str tensor, px_str file, char room[PAIR_MAX])
{
    size_t n = PX_MIN(tensor.len, (size_t)PX_PULL_TEXT);
    size_t m = PX_MIN(file.len, (size_t)PX_PULL_TEXT - 1);

    memcpy(room, tensor.ptr, n);
    room[n] = '\0';
    memcpy(room + n + 1, file.ptr, m);
    return px_str_n(room, n + 1 + m);
}

bool px_weight_index_has(const px_weight_index *index, px_str tensor, px_str file)
{
    char room[PAIR_MAX];

    return px_name_set_has(&index->pairs, pair_of(tensor, file, room));
}

static int add_file(px_weight_index *index, px_weight_file *file, px_str name, px_error *err)
{
    if (px_map_get(&index->known, name))
        return 0;
    if (!px_plain_file_name(name))
        return px_weight_file_bad(file, N_("a file is named by a path; plain names are taken"),
                                  err);
    if (index->n_files == PX_INDEX_FILES_MAX)
        return px_weight_file_bad(file, N_("it names too many files"), err);
    index->files = px_arena_grow(index->arena, index->files, index->n_files, &index->room,
                                 sizeof(*index->files));
    index->files[index->n_files] = px_arena_str(index->arena, name);
    (void)px_map_put(&index->known, index->files[index->n_files], index);
    index->n_files++;
    return 0;
}

static int read_map(px_weight_index *index, px_json_pull *pull, px_error *err)
{
    char tensor[PX_PULL_TEXT], room[PAIR_MAX];
    bool more;
    int rc = px_pull_enter(pull, '{', err);

    while (rc >= 0 && (rc = px_pull_more(pull, '}', &more, err)) >= 0 && more) {
        px_str name, file;

        rc = px_pull_key(pull, &name, err);
        if (rc < 0)
            break;
        memcpy(tensor, name.ptr, name.len);
        name.ptr = tensor;
        rc = px_pull_text(pull, &file, err);
        if (rc >= 0)
            rc = add_file(index, pull->file, file, err);
        if (rc >= 0 && !px_name_set_add(&index->pairs, pair_of(name, file, room)))
            rc = px_weight_file_bad_tensor(pull->file, name, N_("it comes twice"), err);
        index->tensors++;
    }
    return rc;
}

/* Only total_size says something, where it is a whole number. */
static int read_metadata(px_weight_index *index, px_json_pull *pull, px_error *err)
{
    bool more;
    int rc = px_pull_enter(pull, '{', err);

    while (rc >= 0 && (rc = px_pull_more(pull, '}', &more, err)) >= 0 && more) {
        px_error none = PX_ERROR_INIT;
        px_str key;

        rc = px_pull_key(pull, &key, err);
        if (rc < 0)
            break;
        if (!px_str_is(key, "total_size") || px_pull_number(pull, &index->total_size, &none) < 0)
            rc = px_pull_skip(pull, err);
    }
    return rc;
}

int px_weight_index_read(px_weight_index *index, px_weight_file *file, px_arena *arena,
                         px_error *err)
{
    PX_AUTO_FREE px_json_pull *pull = px_alloc(sizeof(*pull));
    bool more, map = false;
    int rc;

    *index = (px_weight_index){ .arena = arena };
    px_pull_start(pull, file);
    rc = px_pull_enter(pull, '{', err);
    while (rc >= 0 && (rc = px_pull_more(pull, '}', &more, err)) >= 0 && more) {
        px_str key;

        rc = px_pull_key(pull, &key, err);
        if (rc < 0)
            break;
        if (px_str_is(key, "weight_map") && !map) {
            map = true;
            rc = read_map(index, pull, err);
        } else if (px_str_is(key, "metadata")) {
            rc = read_metadata(index, pull, err);
        } else {
            rc = px_pull_skip(pull, err);
        }
    }
    if (rc >= 0)
        rc = px_pull_end(pull, err);
    if (rc >= 0 && !map)
        rc = px_weight_file_bad(file, N_("an index has to have a weight_map"), err);
    return rc;
}
