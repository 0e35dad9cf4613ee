/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <openssl/evp.h>
#include <zstd.h>

#include "base/environment.h"
#include "base/file.h"
#include "base/number.h"
#include "corpus/bytes.h"
#include "corpus/partial_row.h"
#include "corpus/sample.h"

#include "base/banned.h"

enum { LEVEL_KEPT = 1, LEVEL_SAVED = 3, OUT_ROOM = 256 << 10 };

const char px_folder_memory[] = "(memory)";

typedef struct partial_writer {
    int fd;
    px_builder *memory; /* in place of fd; borrowed, or NULL */
    const char *name;
    EVP_MD_CTX *digest; /* of all that was written */
    ZSTD_CCtx *packer;
    int level;
    char *block; /* rows of one dimension, encoded; owned */
    size_t block_len;
    uint32_t block_rows;
    char *packed; /* owned */
    size_t packed_room;
    px_builder out; /* not written yet */
    uint64_t at;    /* bytes written, with those of out */
    uint64_t offsets[PX_DIMENSION_COUNT], counts[PX_DIMENSION_COUNT];
    px_row_room before; /* the row put last */
    px_sample_cut cut;
    size_t sample_size; /* texts of the sample that stand in it; 0: all */
    bool begun;
} partial_writer;

/* ---- Bytes and chunks */

void px_put_u64(unsigned char *to, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)(value >> (8 * i));
}

static void put_u32(unsigned char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(value >> (8 * i));
}

static uint32_t chunk_crc(const unsigned char head[PX_CHUNK_HEAD], px_str stored)
{
    uint32_t crc = libdeflate_crc32(0, head, PX_CHUNK_HEAD - 4);

    return libdeflate_crc32(crc, stored.ptr, stored.len);
}

void px_chunk_write(const px_chunk *chunk, px_str stored, unsigned char ret_head[PX_CHUNK_HEAD])
{
    put_u32(ret_head, chunk->kind);
    put_u32(ret_head + 4, chunk->stored);
    put_u32(ret_head + 8, chunk->unpacked);
    put_u32(ret_head + 12, chunk->rows);
    put_u32(ret_head + 16, chunk_crc(ret_head, stored));
}

px_chunk px_chunk_read(const unsigned char head[PX_CHUNK_HEAD])
{
    return (px_chunk){ px_le32(head), px_le32(head + 4), px_le32(head + 8), px_le32(head + 12) };
}

bool px_chunk_is_sound(const unsigned char head[PX_CHUNK_HEAD], px_str stored)
{
    return px_le32(head + 16) == chunk_crc(head, stored);
}

static int flush(partial_writer *w, px_error *err)
{
    int rc = 0;

    if (w->memory) {
        px_builder_str(w->memory, px_builder_view(&w->out));
        rc = px_builder_check(w->memory, err);
    } else {
        rc = px_fd_write(w->fd, w->name, px_builder_view(&w->out), err);
    }
    px_builder_clear(&w->out);
    return rc;
}

static int write_bytes(partial_writer *w, px_str bytes, px_error *err)
{
    if (EVP_DigestUpdate(w->digest, bytes.ptr, bytes.len) != 1)
        return px_fail(err, PX_ERR_FAILED, N_("the hash function failed"), NULL);
    w->at += bytes.len;
    px_builder_str(&w->out, bytes);
    return w->out.len < OUT_ROOM ? 0 : flush(w, err);
}

static int write_chunk(partial_writer *w, const px_chunk *chunk, px_str stored, px_error *err)
{
    unsigned char head[PX_CHUNK_HEAD];
    int rc;

    px_chunk_write(chunk, stored, head);
    rc = write_bytes(w, px_str_n((const char *)head, sizeof(head)), err);
    return rc < 0 ? rc : write_bytes(w, stored, err);
}

/* ---- Rows */

static int end_block(partial_writer *w, px_error *err)
{
    px_chunk chunk = { PX_CHUNK_IS_ROWS, 0, (uint32_t)w->block_len, w->block_rows };
    size_t packed;

    if (w->block_rows == 0)
        return 0;
    packed =
        ZSTD_compressCCtx(w->packer, w->packed, w->packed_room, w->block, w->block_len, w->level);
    if (ZSTD_isError(packed))
        return px_fail(err, PX_ERR_FAILED, N_("rows cannot be packed: {reason}"), "reason",
                       ZSTD_getErrorName(packed), NULL);
    chunk.stored = (uint32_t)packed;
    w->block_len = 0;
    w->block_rows = 0;
    return write_chunk(w, &chunk, px_str_n(w->packed, packed), err);
}

static int begin_block(partial_writer *w, unsigned dimension, px_error *err)
{
    int rc = end_block(w, err);

    if (w->counts[dimension] == 0)
        w->offsets[dimension] = w->at;
    w->block[w->block_len++] = (char)dimension;
    return rc;
}

/* The bytes that both keys begin with; *ret_order says whether the second row is behind the first.
 */
static size_t compare_keys(const px_row *before, const px_row *row, bool *ret_order)
{
    size_t most = PX_MIN(before->key_len, row->key_len), shared = 0;

    while (shared < most && before->key[shared] == row->key[shared])
        shared++;
    if (shared < most)
        *ret_order = (unsigned char)before->key[shared] < (unsigned char)row->key[shared];
    else if (before->key_len != row->key_len)
        *ret_order = before->key_len < row->key_len;
    else
        *ret_order = before->modality < row->modality;
    return shared;
}

static int put_row(partial_writer *w, const px_row *row, px_error *err)
{
    px_row *before = &w->before.row;
    bool in_order = !w->begun || before->dimension < row->dimension;
    size_t shared = 0;
    int rc = 0;

    if (!px_sample_keeps(&w->cut, w->sample_size, row))
        return 0;
    if (w->begun && before->dimension == row->dimension)
        shared = compare_keys(before, row, &in_order);
    if (!in_order)
        return px_fail(err, PX_ERR_DAMAGED, N_("rows are not in their order"), NULL);
    if (!w->begun || before->dimension != row->dimension || w->block_len >= PX_BLOCK_FULL)
        rc = begin_block(w, row->dimension, err);
    if (rc < 0)
        return rc;
    w->block_len += px_row_encode(row, w->block_rows ? shared : 0, w->block + w->block_len);
    w->block_rows++;
    w->counts[row->dimension]++;
    before->dimension = row->dimension;
    before->modality = row->modality;
    before->key_len = row->key_len;
    memcpy(before->key + shared, row->key + shared, row->key_len - shared);
    w->begun = true;
    return 0;
}

/* ---- Head and tail */

static int write_head(partial_writer *w, const px_partial_head *head, px_error *err)
{
    PX_AUTO_BUILDER px_builder json = PX_BUILDER_INIT(PX_HEAD_MAX);
    int rc = px_partial_head_write(head, &json, err);
    px_chunk chunk = { PX_CHUNK_IS_HEAD, (uint32_t)json.len, (uint32_t)json.len, 0 };

    if (rc >= 0)
        rc = write_bytes(w, px_str_n(PX_PARTIAL_MAGIC, PX_PARTIAL_MAGIC_SIZE), err);
    return rc < 0 ? rc : write_chunk(w, &chunk, px_builder_view(&json), err);
}

static size_t sample_size(const px_partial_head *head)
{
    long long size;

    return px_parse_int(px_str_of(px_partial_setting(head, "sample")), 0, PX_SAMPLE_LARGEST, &size,
                        NULL) == 0
               ? (size_t)size
               : 0;
}

static void abandon(partial_writer *w)
{
    if (!w)
        return;
    EVP_MD_CTX_free(w->digest);
    (void)ZSTD_freeCCtx(w->packer);
    free(w->block);
    free(w->packed);
    px_builder_free(&w->out);
    free(w);
}

static int begin_file(int fd, px_builder *memory, const char *name, int level,
                      const px_partial_head *head, partial_writer **ret_writer, px_error *err)
{
    partial_writer *w = px_alloc_zero(1, sizeof(*w));
    int rc;

    w->fd = fd;
    w->memory = memory;
    w->name = name;
    w->level = level;
    w->sample_size = sample_size(head);
    w->out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    w->digest = EVP_MD_CTX_new();
    w->packer = ZSTD_createCCtx();
    w->block = px_alloc(PX_BLOCK_MAX + 1);
    w->packed_room = ZSTD_compressBound(PX_BLOCK_MAX + 1);
    w->packed = px_alloc(w->packed_room);
    if (!w->digest || !w->packer)
        px_out_of_memory();
    rc = EVP_DigestInit_ex(w->digest, EVP_sha256(), NULL) == 1
             ? write_head(w, head, err)
             : px_fail(err, PX_ERR_FAILED, N_("the hash function failed"), NULL);
    if (rc < 0) {
        abandon(w);
        return rc;
    }
    *ret_writer = w;
    return 0;
}

/* Where each dimension begins and how many rows it has, and the hash of all before this chunk. */
static int write_tail(partial_writer *w, px_error *err)
{
    unsigned char tail[PX_DIMENSION_COUNT * 16 + EVP_MAX_MD_SIZE], end[PX_PARTIAL_END_SIZE];
    px_chunk chunk = { .kind = PX_CHUNK_IS_TAIL };
    int rc;

    for (int i = 0; i < PX_DIMENSION_COUNT; i++) {
        px_put_u64(tail + 16 * i, w->offsets[i]);
        px_put_u64(tail + 16 * i + 8, w->counts[i]);
    }
    if (EVP_DigestFinal_ex(w->digest, tail + PX_DIMENSION_COUNT * 16, NULL) != 1 ||
        EVP_DigestInit_ex(w->digest, EVP_sha256(), NULL) != 1)
        return px_fail(err, PX_ERR_FAILED, N_("the hash function failed"), NULL);
    chunk.stored = chunk.unpacked = PX_DIMENSION_COUNT * 16 + PX_PARTIAL_HASH_SIZE;
    px_put_u64(end, w->at);
    memcpy(end + 8, PX_PARTIAL_END, 8);
    rc = write_chunk(w, &chunk, px_str_n((const char *)tail, chunk.stored), err);
    if (rc >= 0)
        rc = write_bytes(w, px_str_n((const char *)end, sizeof(end)), err);
    return rc < 0 ? rc : flush(w, err);
}

static int end_file(partial_writer *w, px_error *err)
{
    int rc = end_block(w, err);

    if (rc >= 0)
        rc = write_tail(w, err);
    abandon(w);
    return rc;
}

/* ---- Whole files */

static int write_all(int fd, px_builder *memory, const char *name, int level,
                     const px_partial_head *head, px_rows *rows, px_error *err)
{
    partial_writer *w;
    const px_row *row = NULL;
    int rc = begin_file(fd, memory, name, level, head, &w, err);

    if (rc < 0)
        return rc;
    do {
        rc = px_rows_next(rows, &row, err);
        if (rc >= 0 && row)
            rc = put_row(w, row, err);
    } while (rc >= 0 && row);
    if (rc < 0) {
        abandon(w);
        return rc;
    }
    return end_file(w, err);
}

typedef struct save_job {
    const char *path;
    const px_partial_head *head;
    px_rows *rows;
} save_job;

static int fill_saved(void *arg, int fd, px_error *err)
{
    const save_job *job = arg;

    return write_all(fd, NULL, job->path, LEVEL_SAVED, job->head, job->rows, err);
}

int px_partial_save(const char *path, const px_partial_head *head, px_rows *rows, px_error *err)
{
    save_job job = { path, head, rows };

    return px_file_fill(path, fill_saved, &job, 0644, err);
}

/* In memory, where no files can be made. */
static int keep_in_memory(px_rows *rows, const px_partial_head *head, const char *name,
                          px_partial **ret_partial, px_error *err)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_KEPT_IN_MEMORY_MAX);
    size_t len = 0;
    char *held;
    int rc = write_all(-1, &bytes, name, LEVEL_KEPT, head, rows, err);

    if (rc < 0)
        return rc;
    held = px_builder_detach(&bytes, &len);
    return px_partial_open_held(held, len, name, ret_partial, err);
}

int px_partial_keep(px_rows *rows, const px_partial_head *head, const char *folder,
                    const char *name, px_partial **ret_partial, px_error *err)
{
    static const char *const variables[] = { "TMPDIR", NULL };
    const char *temporary = px_environment_first(variables);
    FILE *file;
    int rc;

    if (folder == px_folder_memory)
        return keep_in_memory(rows, head, name, ret_partial, err);
    if (!folder)
        folder = temporary ? temporary : "/tmp";
    file = px_file_nameless(folder);
    if (!file)
        return px_fail_errno(err, errno, N_("cannot make a temporary file in '{path}': {reason}"),
                             "path", folder, NULL);
    rc = write_all(fileno(file), NULL, folder, LEVEL_KEPT, head, rows, err);
    if (rc < 0) {
        (void)fclose(file);
        return rc;
    }
    return px_partial_open_file(file, name, ret_partial, err);
}
