/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <zstd.h>

#include "base/file.h"
#include "corpus/bytes.h"
#include "corpus/domain.h"
#include "corpus/manifest_note.h"
#include "corpus/partial_row.h"
#include "corpus/random_file.h"

#include "base/banned.h"

enum { VERIFY_CHUNK = 1 << 20 };

struct px_partial {
    px_arena *arena;
    char *name;
    FILE *file; /* owned; NULL: memory */
    px_random bytes;
    px_partial_head head;
    px_partial_names names;
    uint64_t rows_at, tail_at; /* of the chunks */
    uint64_t offsets[PX_DIMENSION_COUNT],
        counts[PX_DIMENSION_COUNT]; /* by this program's numbers */
    unsigned char hash[PX_PARTIAL_HASH_SIZE];
};

static int fail_damaged(const px_partial *p, px_error *err)
{
    return px_fail(err, PX_ERR_DAMAGED,
                   N_("'{path}' is damaged: its bytes are not those that were written"), "path",
                   p->name, NULL);
}

static int fail_foreign(const px_partial *p, px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, N_("'{path}' is not a partial of praxis"), "path",
                   p->name, NULL);
}

/* ---- Bytes and chunks */

static int read_bytes(const px_partial *p, uint64_t at, void *to, size_t len, px_error *err)
{
    size_t got;
    int rc = px_random_read(&p->bytes, at, to, len, &got, err);

    if (rc >= 0 && got < len)
        return fail_damaged(p, err);
    return rc;
}

/* Reads the head of the chunk at this place; one of another kind, or of more bytes than max, is
 * damage. */
static int read_chunk_head(const px_partial *p, uint64_t at, uint32_t kind, size_t max,
                           unsigned char head[PX_CHUNK_HEAD], px_chunk *ret_chunk, px_error *err)
{
    int rc = read_bytes(p, at, head, PX_CHUNK_HEAD, err);

    if (rc < 0)
        return rc;
    *ret_chunk = px_chunk_read(head);
    if (ret_chunk->kind != kind || ret_chunk->stored > max ||
        at + PX_CHUNK_HEAD + ret_chunk->stored > p->bytes.size)
        return fail_damaged(p, err);
    return 0;
}

static int read_chunk_bytes(const px_partial *p, uint64_t at,
                            const unsigned char head[PX_CHUNK_HEAD], const px_chunk *chunk,
                            char *room, px_error *err)
{
    int rc = read_bytes(p, at + PX_CHUNK_HEAD, room, chunk->stored, err);

    if (rc >= 0 && !px_chunk_is_sound(head, px_str_n(room, chunk->stored)))
        return fail_damaged(p, err);
    return rc;
}

/* ---- Opening */

static int read_head(px_partial *p, px_error *err)
{
    PX_AUTO_FREE char *json = NULL;
    unsigned char head[PX_CHUNK_HEAD];
    px_chunk chunk;
    int rc =
        read_chunk_head(p, PX_PARTIAL_MAGIC_SIZE, PX_CHUNK_IS_HEAD, PX_HEAD_MAX, head, &chunk, err);

    if (rc < 0)
        return rc;
    json = px_alloc(chunk.stored + 1);
    rc = read_chunk_bytes(p, PX_PARTIAL_MAGIC_SIZE, head, &chunk, json, err);
    if (rc < 0)
        return rc;
    p->rows_at = PX_PARTIAL_MAGIC_SIZE + PX_CHUNK_HEAD + chunk.stored;
    rc = px_partial_head_read(p->arena, px_str_n(json, chunk.stored), p->name, &p->head, &p->names,
                              err);
    if (rc < 0)
        px_error_add(err, "path", p->name);
    return rc;
}

/* Dimensions begin one behind the other. */
static int read_index(px_partial *p, const unsigned char *tail, px_error *err)
{
    uint64_t before = p->rows_at - 1;

    for (size_t i = 0; i < p->names.n_dimensions; i++) {
        uint64_t offset = px_le64(tail + 16 * i), count = px_le64(tail + 16 * i + 8);

        if (count > 0 && (offset <= before || offset >= p->tail_at))
            return fail_damaged(p, err);
        if (count > 0)
            before = offset;
        p->offsets[p->names.dimensions[i]] = offset;
        p->counts[p->names.dimensions[i]] = count;
    }
    return 0;
}

static int read_tail(px_partial *p, px_error *err)
{
    unsigned char end[PX_PARTIAL_END_SIZE], head[PX_CHUNK_HEAD],
        tail[64 * 16 + PX_PARTIAL_HASH_SIZE];
    size_t size = p->names.n_dimensions * 16 + PX_PARTIAL_HASH_SIZE;
    px_chunk chunk;
    int rc = read_bytes(p, p->bytes.size - sizeof(end), end, sizeof(end), err);

    if (rc < 0)
        return rc;
    p->tail_at = px_le64(end);
    if (memcmp(end + 8, PX_PARTIAL_END, 8) != 0 || p->tail_at < p->rows_at ||
        p->tail_at > p->bytes.size ||
        p->bytes.size - p->tail_at != PX_CHUNK_HEAD + size + sizeof(end))
        return fail_damaged(p, err);
    rc = read_chunk_head(p, p->tail_at, PX_CHUNK_IS_TAIL, size, head, &chunk, err);
    if (rc < 0)
        return rc;
    if (chunk.stored != size)
        return fail_damaged(p, err);
    rc = read_chunk_bytes(p, p->tail_at, head, &chunk, (char *)tail, err);
    if (rc < 0)
        return rc;
    memcpy(p->hash, tail + size - PX_PARTIAL_HASH_SIZE, PX_PARTIAL_HASH_SIZE);
    return read_index(p, tail, err);
}

static int open_bytes(px_partial *p, px_error *err)
{
    char magic[PX_PARTIAL_MAGIC_SIZE];
    size_t got;
    int rc = px_random_read(&p->bytes, 0, magic, sizeof(magic), &got, err);

    if (rc < 0)
        return rc;
    if (got < sizeof(magic) || memcmp(magic, PX_PARTIAL_MAGIC, sizeof(magic)) != 0)
        return fail_foreign(p, err);
    rc = read_head(p, err);
    return rc < 0 ? rc : read_tail(p, err);
}

static px_partial *new_partial(const char *name)
{
    px_partial *p = px_alloc_zero(1, sizeof(*p));

    p->arena = px_arena_new();
    p->name = px_arena_cstr(p->arena, px_str_of(name));
    return p;
}

static int finish_open(px_partial *p, px_partial **ret_partial, px_error *err)
{
    int rc = open_bytes(p, err);

    if (rc < 0) {
        px_partial_close(p);
        return rc;
    }
    *ret_partial = p;
    return 0;
}

int px_partial_open_memory(px_str bytes, const char *name, px_partial **ret_partial, px_error *err)
{
    px_partial *p = new_partial(name);

    p->bytes = px_random_memory(bytes, p->name);
    return finish_open(p, ret_partial, err);
}

int px_partial_open_held(char *bytes, size_t len, const char *name, px_partial **ret_partial,
                         px_error *err)
{
    px_partial *p = new_partial(name);

    p->bytes = px_random_memory(px_str_n(bytes, len), p->name);
    p->bytes.held = bytes;
    return finish_open(p, ret_partial, err);
}

int px_partial_open_file(FILE *file, const char *name, px_partial **ret_partial, px_error *err)
{
    px_partial *p = new_partial(name);
    int rc;

    p->file = file;
    rc = px_random_open(&p->bytes, fileno(file), p->name, err);
    if (rc < 0) {
        px_partial_close(p);
        return rc;
    }
    return finish_open(p, ret_partial, err);
}

int px_partial_open(const char *path, px_partial **ret_partial, px_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "r");

    if (!file) {
        int reason = errno;

        if (fd >= 0)
            (void)close(fd);
        return px_fail_errno(err, reason, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    }
    return px_partial_open_file(file, path, ret_partial, err);
}

void px_partial_close(px_partial *p)
{
    if (!p)
        return;
    px_random_close(&p->bytes);
    if (p->file)
        (void)fclose(p->file);
    px_arena_free(p->arena);
    free(p);
}

const px_partial_head *px_partial_head_of(const px_partial *p)
{
    return &p->head;
}

const char *px_partial_name(const px_partial *p)
{
    return p->name;
}

uint64_t px_partial_count(const px_partial *p, px_dimension dimension)
{
    return p->counts[dimension];
}

/* ---- The whole */

static void free_digest(EVP_MD_CTX **digest)
{
    EVP_MD_CTX_free(*digest);
}

int px_partial_verify(const px_partial *p, px_error *err)
{
    PX_CLEANUP(free_digest) EVP_MD_CTX *digest = EVP_MD_CTX_new();
    PX_AUTO_FREE char *chunk = px_alloc(VERIFY_CHUNK);
    unsigned char hash[EVP_MAX_MD_SIZE];
    bool fine = digest && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1;

    for (uint64_t at = 0; fine && at < p->tail_at;) {
        size_t len = (size_t)PX_MIN(p->tail_at - at, (uint64_t)VERIFY_CHUNK);
        int rc = read_bytes(p, at, chunk, len, err);

        if (rc < 0)
            return rc;
        fine = EVP_DigestUpdate(digest, chunk, len) == 1;
        at += len;
    }
    if (!fine || EVP_DigestFinal_ex(digest, hash, NULL) != 1)
        return px_fail(err, PX_ERR_FAILED, N_("the hash function failed"), NULL);
    return memcmp(hash, p->hash, sizeof(p->hash)) == 0 ? 0 : fail_damaged(p, err);
}

/* ---- Rows */

typedef struct partial_rows {
    px_rows rows;
    const px_partial *partial;
    ZSTD_DCtx *unpacker; /* owned */
    unsigned dimension, last;
    uint64_t at, left; /* the next block; rows of the dimension that are not read yet */
    char *packed, *block;
    uint32_t block_left; /* rows */
    px_str rest;         /* of the block */
    bool begun;          /* a row of the dimension has been read */
    px_row_room room, before;
} partial_rows;

static int unpack_block(partial_rows *r, const px_chunk *chunk, px_error *err)
{
    const px_partial *p = r->partial;
    size_t len =
        ZSTD_decompressDCtx(r->unpacker, r->block, PX_BLOCK_MAX + 1, r->packed, chunk->stored);

    if (ZSTD_isError(len) || len != chunk->unpacked || len == 0 || chunk->rows == 0 ||
        chunk->rows > r->left || (unsigned char)r->block[0] >= p->names.n_dimensions ||
        p->names.dimensions[(unsigned char)r->block[0]] != r->dimension)
        return fail_damaged(p, err);
    r->rest = px_str_n(r->block + 1, len - 1);
    r->block_left = chunk->rows;
    r->left -= chunk->rows;
    r->room.row.dimension = (unsigned char)r->dimension;
    r->room.row.key_len = 0;
    return 0;
}

static int read_block(partial_rows *r, px_error *err)
{
    const px_partial *p = r->partial;
    unsigned char head[PX_CHUNK_HEAD];
    px_chunk chunk;
    int rc = read_chunk_head(p, r->at, PX_CHUNK_IS_ROWS, ZSTD_compressBound(PX_BLOCK_MAX + 1), head,
                             &chunk, err);

    if (rc >= 0)
        rc = read_chunk_bytes(p, r->at, head, &chunk, r->packed, err);
    if (rc < 0)
        return rc;
    r->at += PX_CHUNK_HEAD + chunk.stored;
    return unpack_block(r, &chunk, err);
}

/* What holds of each row of its dimension, whoever wrote it. */
static bool is_plausible(const px_row *row)
{
    px_trouble_kind kind;
    px_file_note note;
    px_source source;
    px_str file;

    if (row->dimension == PX_BY_TROUBLE)
        return row->note_len % PX_PLACE_SIZE == 0 && row->note_len <= PX_PLACES_SIZE &&
               px_row_trouble(row, &kind, &file);
    if (row->dimension == PX_BY_FILE)
        return px_file_note_read(px_row_note(row), &note);
    if (row->dimension == PX_BY_DECLARED)
        return px_manifest_note_read(row, &source);
    if ((row->dimension == PX_BY_DOMAIN || row->dimension == PX_BY_HOST ||
         row->dimension == PX_BY_CRAWLED_DOMAIN) &&
        row->key_len > PX_HOST_MAX)
        return false;
    return row->note_len == 0;
}

static int next_of_partial(px_rows *rows, const px_row **ret_row, px_error *err)
{
    partial_rows *r = (partial_rows *)rows;
    px_row *row = &r->room.row;
    int rc = 0;

    *ret_row = NULL;
    while (r->block_left == 0) {
        if (r->left > 0) {
            rc = read_block(r, err);
        } else if (r->dimension == r->last) {
            return 0;
        } else {
            r->dimension++;
            r->begun = false;
            r->left = r->partial->counts[r->dimension];
            r->at = r->partial->offsets[r->dimension];
        }
        if (rc < 0)
            return rc;
    }
    if (!px_row_decode(&r->rest, &r->partial->names, &r->room) || !is_plausible(row) ||
        (r->begun && px_row_cmp(&r->before.row, row) >= 0) ||
        (--r->block_left == 0 && r->rest.len > 0))
        return fail_damaged(r->partial, err);
    memcpy(&r->before.row, row, sizeof(*row) + row->key_len);
    r->begun = true;
    *ret_row = row;
    return 0;
}

static void close_partial_rows(px_rows *rows)
{
    partial_rows *r = (partial_rows *)rows;

    (void)ZSTD_freeDCtx(r->unpacker);
    free(r->packed);
    free(r->block);
    free(r);
}

px_rows *px_partial_rows(const px_partial *partial, px_dimension dimension)
{
    partial_rows *r = px_alloc_zero(1, sizeof(*r));

    r->rows = (px_rows){ next_of_partial, close_partial_rows, partial->name };
    r->partial = partial;
    r->unpacker = ZSTD_createDCtx();
    if (!r->unpacker)
        px_out_of_memory();
    r->packed = px_alloc(ZSTD_compressBound(PX_BLOCK_MAX + 1));
    r->block = px_alloc(PX_BLOCK_MAX + 1);
    r->dimension = dimension == PX_DIMENSION_COUNT ? 0 : dimension;
    r->last = dimension == PX_DIMENSION_COUNT ? PX_DIMENSION_COUNT - 1 : dimension;
    r->left = partial->counts[r->dimension];
    r->at = partial->offsets[r->dimension];
    return &r->rows;
}
