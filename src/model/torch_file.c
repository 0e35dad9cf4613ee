/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/torch_file.h"

#include "base/map.h"

#include "base/banned.h"

enum {
    END_LEN = 22,
    COMMENT_MAX = 65535,
    LOCATOR_LEN = 20,
    WIDE_LEN = 56,
    ENTRY_LEN = 46,
    LOCAL_LEN = 30,
    ENTRIES_MAX = 1 << 20
};

/* ---- The zip's list */

typedef struct entry {
    uint64_t local, size;
    bool stored;
} entry;

typedef struct zip {
    px_weight_file *file;
    px_arena *arena;
    px_map entries; /* entry by name */
    px_str state;   /* name of the entry data.pkl, or ptr NULL */
} zip;

static int bad(const zip *z, const char *reason, px_error *err)
{
    return px_weight_file_bad(z->file, reason, err);
}

static int find_end(zip *z, uint64_t *ret_at, px_error *err)
{
    uint64_t size = z->file->size, tail = PX_MIN(size, (uint64_t)(COMMENT_MAX + END_LEN));
    int rc = px_weight_file_seek(z->file, size - tail, err);

    if (rc >= 0)
        rc = px_weight_file_need(z->file, (size_t)tail, err);
    for (size_t at = (size_t)tail; rc >= 0 && at-- > 0;)
        if (at + END_LEN <= tail && memcmp(z->file->ptr + at, "PK\5\6", 4) == 0 &&
            px_little(z->file->ptr + at + 20, 2) + at + END_LEN == tail) {
            *ret_at = size - tail + at;
            return 0;
        }
    return rc < 0 ? rc : bad(z, N_("the zip has no list of contents: it was cut off"), err);
}

/* Bytes at a place, in sight. */
static int look(zip *z, uint64_t at, size_t len, px_error *err)
{
    int rc = px_weight_file_seek(z->file, at, err);

    return rc < 0 ? rc : px_weight_file_need(z->file, len, err);
}

/* Where the list lies and how many entries it has, by the narrow or the wide form. */
static int find_list(zip *z, uint64_t *ret_at, uint64_t *ret_end, uint64_t *ret_count,
                     px_error *err)
{
    uint64_t end = 0, size;
    int rc = find_end(z, &end, err);

    if (rc >= 0)
        rc = look(z, end, END_LEN, err);
    if (rc < 0)
        return rc;
    *ret_count = px_little(z->file->ptr + 10, 2);
    size = px_little(z->file->ptr + 12, 4);
    *ret_at = px_little(z->file->ptr + 16, 4);
    if (end >= LOCATOR_LEN && (rc = look(z, end - LOCATOR_LEN, LOCATOR_LEN, err)) >= 0 &&
        memcmp(z->file->ptr, "PK\6\7", 4) == 0) {
        rc = look(z, px_little(z->file->ptr + 8, 8), WIDE_LEN, err);
        if (rc >= 0 && memcmp(z->file->ptr, "PK\6\6", 4) != 0)
            rc = bad(z, N_("the list of contents is damaged"), err);
        if (rc >= 0) {
            *ret_count = px_little(z->file->ptr + 32, 8);
            size = px_little(z->file->ptr + 40, 8);
            *ret_at = px_little(z->file->ptr + 48, 8);
        }
    }
    if (rc >= 0 && (*ret_at > end || size > end - *ret_at || *ret_count > ENTRIES_MAX))
        rc = bad(z, N_("the list of contents is damaged"), err);
    if (rc >= 0)
        *ret_end = *ret_at + size;
    return rc;
}

/* The wide sizes of an entry: each where the narrow field says that it stands there. */
static void read_extra(px_str extra, entry *e, uint64_t *packed)
{
    while (extra.len >= 4) {
        size_t len = (size_t)px_little(extra.ptr + 2, 2);
        px_str value = px_str_sub(extra, 4, 4 + len);
        uint64_t *const fields[] = { &e->size, packed, &e->local };

        for (size_t i = 0; px_little(extra.ptr, 2) == 1 && i < PX_COUNT(fields); i++) {
            if (*fields[i] != UINT32_MAX || value.len < 8)
                continue;
            *fields[i] = px_little(value.ptr, 8);
            value = px_str_sub(value, 8, value.len);
        }
        extra = px_str_sub(extra, 4 + len, extra.len);
    }
}

static int read_entry(zip *z, uint64_t end, px_error *err)
{
    entry *e = px_arena_alloc(z->arena, sizeof(*e));
    size_t name_len, extra_len, comment_len;
    uint64_t packed;
    px_str name;
    int rc = px_weight_file_need(z->file, ENTRY_LEN, err);

    if (rc < 0)
        return rc;
    name_len = (size_t)px_little(z->file->ptr + 28, 2);
    extra_len = (size_t)px_little(z->file->ptr + 30, 2);
    comment_len = (size_t)px_little(z->file->ptr + 32, 2);
    if (memcmp(z->file->ptr, "PK\1\2", 4) != 0 ||
        ENTRY_LEN + name_len + extra_len + comment_len > end - z->file->at)
        return bad(z, N_("the list of contents is damaged"), err);
    rc = px_weight_file_need(z->file, ENTRY_LEN + name_len + extra_len, err);
    if (rc < 0)
        return rc;
    e->stored = px_little(z->file->ptr + 10, 2) == 0 && !(px_little(z->file->ptr + 8, 2) & 1);
    packed = px_little(z->file->ptr + 20, 4);
    e->size = px_little(z->file->ptr + 24, 4);
    e->local = px_little(z->file->ptr + 42, 4);
    name = px_arena_str(z->arena, px_str_n(z->file->ptr + ENTRY_LEN, name_len));
    read_extra(px_str_n(z->file->ptr + ENTRY_LEN + name_len, extra_len), e, &packed);
    if (e->stored && packed != e->size)
        return bad(z, N_("the list of contents is damaged"), err);
    if (px_str_ends(name, PX_STR("/data.pkl")) && !z->state.ptr)
        z->state = name;
    if (name.len && px_map_put(&z->entries, name, e))
        return bad(z, N_("two entries of the zip have one name"), err);
    return px_weight_file_skip(z->file, ENTRY_LEN + name_len + extra_len + comment_len, err);
}

static int read_list(zip *z, px_error *err)
{
    uint64_t at, end, count;
    int rc = find_list(z, &at, &end, &count, err);

    if (rc >= 0)
        rc = px_weight_file_seek(z->file, at, err);
    for (uint64_t i = 0; rc >= 0 && i < count; i++)
        rc = read_entry(z, end, err);
    return rc;
}

/* ---- Its state */

static bool storage_bytes(const void *arg, px_str key, uint64_t *ret_bytes)
{
    const zip *z = arg;
    px_str folder = px_str_sub(z->state, 0, z->state.len - 8);
    const entry *e = px_map_get(
        &z->entries,
        px_str_of(px_arena_format(z->arena, "%.*sdata/%.*s", PX_STR_ARG(folder), PX_STR_ARG(key))));

    if (!e || !e->stored || e->local > z->file->size || e->size > z->file->size - e->local)
        return false;
    *ret_bytes = e->size;
    return true;
}

/* The file at the first byte of an entry, its end where that ends. */
static int open_entry(zip *z, const entry *e, px_error *err)
{
    uint64_t from;
    int rc = look(z, e->local, LOCAL_LEN, err);

    if (rc < 0)
        return rc;
    from = e->local + LOCAL_LEN + px_little(z->file->ptr + 26, 2) + px_little(z->file->ptr + 28, 2);
    if (memcmp(z->file->ptr, "PK\3\4", 4) != 0 || from > z->file->size ||
        e->size > z->file->size - from)
        return bad(z, N_("an entry of the zip is not where the list says"), err);
    rc = px_weight_file_seek(z->file, from, err);
    z->file->end = from + e->size;
    return rc;
}

static void take_calls(const px_pickle *pickle, px_torch_calls *ret)
{
    memcpy(ret->names, pickle->calls, sizeof(ret->names));
    ret->count = pickle->n_calls;
}

static int read_state(zip *z, px_tensor_fn *fn, void *arg, px_torch_calls *ret_calls, px_error *err)
{
    const entry *e = z->state.ptr ? px_map_get(&z->entries, z->state) : NULL;
    px_pickle pickle;
    px_pickle_value *root;
    int rc;

    if (!e || !e->stored)
        return px_fail(
            err, PX_ERR_UNSUPPORTED,
            N_("'{path}' is a zip that torch.save did not write: it has no data.pkl that "
               "is stored as it is"),
            "path", z->file->name, NULL);
    rc = open_entry(z, e, err);
    px_pickle_start(&pickle, z->file, z->arena);
    if (rc >= 0)
        rc = px_pickle_read(&pickle, &root, err);
    z->file->end = z->file->size;
    if (rc >= 0)
        rc = px_torch_walk(&pickle, root, storage_bytes, z, fn, arg, err);
    take_calls(&pickle, ret_calls);
    px_pickle_free(&pickle);
    return rc;
}

bool px_torch_zip_recognise(px_str head)
{
    return px_str_starts(head, PX_STR("PK\3\4"));
}

int px_torch_zip_read(px_weight_file *file, px_arena *arena, px_tensor_fn *fn, void *arg,
                      px_torch_calls *ret_calls, px_error *err)
{
    zip z = { .file = file, .arena = arena };
    int rc = read_list(&z, err);

    ret_calls->count = 0;
    if (rc >= 0)
        rc = read_state(&z, fn, arg, ret_calls, err);
    px_map_free(&z.entries);
    return rc;
}

/* ---- The older form: magic number, protocol, machine, state, keys of storages; then the bytes */

static const char old_magic[] = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";

bool px_torch_old_recognise(px_str head)
{
    return head.len > 15 && head.ptr[0] == '\x80' &&
           memcmp(head.ptr + 2, old_magic, sizeof(old_magic) - 1) == 0;
}

int px_torch_old_read(px_weight_file *file, px_arena *arena, px_tensor_fn *fn, void *arg,
                      px_torch_calls *ret_calls, px_error *err)
{
    enum { MAGIC, PROTOCOL, MACHINE, STATE, PICKLES };
    px_pickle pickle;
    px_pickle_value *values[PICKLES];
    int rc = 0;

    px_pickle_start(&pickle, file, arena);
    for (unsigned i = 0; rc >= 0 && i < PICKLES; i++)
        rc = px_pickle_read(&pickle, &values[i], err);
    if (rc >= 0 && (values[PROTOCOL]->kind != PX_PICKLE_INT || values[PROTOCOL]->number != 1001))
        rc = px_fail(err, PX_ERR_UNSUPPORTED,
                     N_("'{path}' is PyTorch's older form in a version that is not read"), "path",
                     file->name, NULL);
    if (rc >= 0)
        rc = px_torch_walk(&pickle, values[STATE], NULL, NULL, fn, arg, err);
    take_calls(&pickle, ret_calls);
    px_pickle_free(&pickle);
    return rc;
}
