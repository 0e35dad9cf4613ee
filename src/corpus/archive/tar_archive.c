/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tar: ustar and pax (IEEE Std 1003.1, pax, "ustar Interchange Format"), GNU (long names, sizes in
 * base 256) and what came before them. Regular files are read as entries; directories, links and
 * devices hold nothing. Only bytes of entries count, never those of the archive.
 *
 * WebDataset (webdataset.github.io) puts the parts of a sample behind each other under one key: the
 * path up to the first dot of its last part. Samples are counted by their kind.
 */
#include "base/ascii.h"
#include "corpus/archive/archive_entry.h"
#include "corpus/archive/tar_header.h"
#include "corpus/archive/tar_sparse.h"

#include "base/banned.h"

enum {
    BLOCK = PX_TAR_BLOCK,
    META_MAX = 1 << 20, /* bytes of a long name or of pax records */
    NAME_MAX_LEN = 4096,
    AT_SPARSE_MORE = 482 /* GNU: another block of the map follows */
};

typedef struct tar_name {
    char text[NAME_MAX_LEN];
    size_t len;
} tar_name;

typedef struct tar {
    px_reading *r;
    px_stream *s;
    /* What records before an entry say of it. */
    tar_name name;
    uint64_t size;
    bool has_name, has_size;
    bool pending; /* a record about the next entry has been read */
    px_tar_sparse sparse;
    tar_name key; /* of the last sample */
    bool ended;   /* the mark of the end was seen */
} tar;

typedef struct tar_header {
    char type;
    uint64_t size;
    bool more; /* of a sparse map */
} tar_header;

/* ---- Headers */

static bool tar_recognise(px_str head)
{
    return head.len >= BLOCK &&
           (px_tar_is_header(head.ptr) ||
            (px_str_is(px_str_sub(head, PX_TAR_MAGIC, PX_TAR_MAGIC + 5), "ustar") &&
             px_tar_has_sum(head.ptr)));
}

static px_str field(const char *block, size_t at, size_t len)
{
    px_str whole = px_str_n(block + at, len);

    return px_str_sub(whole, 0, px_str_find_char(whole, '\0'));
}

static void set_name(tar_name *name, px_str text)
{
    name->len = PX_MIN(text.len, sizeof(name->text));
    memcpy(name->text, text.ptr, name->len);
}

static void add_name(tar_name *name, px_str text)
{
    size_t len = PX_MIN(text.len, sizeof(name->text) - name->len);

    memcpy(name->text + name->len, text.ptr, len);
    name->len += len;
}

/* The name that stands in the header itself. */
static void read_name(tar *t, const char *block)
{
    px_str prefix = field(block, PX_TAR_PREFIX, PX_TAR_PREFIX_LEN);

    t->name.len = 0;
    if (prefix.len && memcmp(block + PX_TAR_MAGIC, "ustar\0", 6) == 0) {
        set_name(&t->name, prefix);
        add_name(&t->name, PX_STR("/"));
    }
    add_name(&t->name, field(block, PX_TAR_NAME, PX_TAR_NAME_LEN));
}

static bool read_header(tar *t, const char *block, tar_header *ret)
{
    if (!px_tar_has_sum(block) ||
        !px_tar_number(block + PX_TAR_SIZE, PX_TAR_NUMBER_LEN, &ret->size))
        return false;
    ret->type = block[PX_TAR_TYPE];
    ret->more = ret->type == 'S' && block[AT_SPARSE_MORE];
    if (!t->has_name)
        read_name(t, block);
    if (t->has_size && !px_tar_is_meta(ret->type))
        ret->size = t->size;
    if (ret->type == 'S')
        px_tar_sparse_header(&t->sparse, block);
    if (ret->type == '\0' && t->name.len && t->name.text[t->name.len - 1] == '/')
        ret->type = '5';
    return ret->size < (uint64_t)1 << 62;
}

/* ---- Records before an entry */

static uint64_t decimal(px_str digits)
{
    uint64_t n = 0;

    for (size_t i = 0; i < digits.len && i < 18 && px_is_digit(digits.ptr[i]); i++)
        n = 10 * n + (uint64_t)(digits.ptr[i] - '0');
    return n;
}

static void take_pax(tar *t, px_str name, px_str value)
{
    if (px_tar_sparse_pax(&t->sparse, name, value))
        return;
    if (px_str_is(name, "GNU.sparse.name") || (px_str_is(name, "path") && !t->sparse.is_sparse)) {
        set_name(&t->name, value);
        t->has_name = true;
    } else if (px_str_is(name, "size")) {
        t->size = decimal(value);
        t->has_size = true;
    }
}

/* "27 path=some/where/else.txt\n", one after the other: each begins with its own length. */
static bool read_pax(tar *t, px_str rest)
{
    while (rest.len) {
        size_t space = px_str_find_char(rest, ' '), equals;
        uint64_t len = space < 10 ? decimal(px_str_sub(rest, 0, space)) : 0;
        px_str record;

        if (len <= space + 1 || len > rest.len || rest.ptr[len - 1] != '\n')
            return false;
        record = px_str_sub(rest, space + 1, (size_t)len - 1);
        rest = px_str_sub(rest, (size_t)len, rest.len);
        equals = px_str_find_char(record, '=');
        take_pax(t, px_str_sub(record, 0, equals),
                 px_str_sub(record, PX_MIN(equals + 1, record.len), record.len));
    }
    return true;
}

static int read_meta(tar *t, const tar_header *h, uint64_t at, px_error *err)
{
    uint64_t padded = px_tar_padded(h->size), skipped;
    px_str bytes;
    int rc;

    t->pending = t->pending || h->type != 'g';
    if (h->size > META_MAX) {
        px_reading_trouble(t->r, PX_TROUBLE_TOO_LARGE, at);
        return px_stream_skip(t->s, padded, &skipped, err);
    }
    rc = px_stream_want(t->s, (size_t)padded, err);
    if (rc < 0)
        return rc;
    bytes = px_str_n(t->s->ptr, PX_MIN(t->s->len, (size_t)h->size));
    if (bytes.len < h->size || (h->type == 'x' && !read_pax(t, bytes)))
        px_reading_trouble(t->r, PX_TROUBLE_HEADER, at);
    if (h->type == 'L' && bytes.len == h->size) {
        set_name(&t->name, px_str_sub(bytes, 0, px_str_find_char(bytes, '\0')));
        t->has_name = true;
    }
    px_stream_take(t->s, PX_MIN(t->s->len, (size_t)padded));
    return 0;
}

/* ---- Entries */

/* The key of a name, for WebDataset; empty where it has none. */
static px_str key_of(px_str name)
{
    size_t base = name.len, dot;

    while (base > 0 && name.ptr[base - 1] != '/')
        base--;
    dot = base + px_str_find_char(px_str_sub(name, base, name.len), '.');
    return dot > base && dot < name.len ? px_str_sub(name, 0, dot) : PX_STR("");
}

/* The first one of a stretch may have begun in the one before: who has both counts it. */
static void note_sample(tar *t)
{
    px_record sample = { .role = PX_RECORD_OTHER, .kind = "sample" };
    px_str key = key_of(px_str_n(t->name.text, t->name.len));
    bool first = t->key.len == 0;

    if (key.len == 0 || px_str_eq(key, px_str_n(t->key.text, t->key.len)))
        return;
    set_name(&t->key, key);
    t->r->keys.last = px_str_hash(key) | 1;
    if (first)
        t->r->keys.first = t->r->keys.last;
    if (!first || !t->r->goes_on)
        t->r->record(t->r->arg, &sample);
}

/* GNU's map of a sparse file may go on in blocks before the data. */
static int read_map_blocks(tar *t, px_error *err)
{
    bool more = true;
    int rc = 0;

    while (more) {
        rc = px_stream_want(t->s, BLOCK, err);
        if (rc < 0 || t->s->len < BLOCK)
            break;
        more = px_tar_sparse_block(&t->sparse, t->s->ptr);
        px_stream_take(t->s, BLOCK);
    }
    return rc;
}

/* The file as it was, with its zeros; its bytes count, as they would where the archive is unpacked.
 */
static int read_sparse(tar *t, px_part_stream *part, uint64_t stored, uint64_t at, px_error *err)
{
    px_reading r = *t->r;
    px_codec_stream *layer;

    if (r.layer + 1 >= PX_LAYERS_MAX || !px_tar_sparse_fits(&t->sparse, stored)) {
        px_reading_trouble(t->r, PX_TROUBLE_SPARSE, at);
        return 0;
    }
    note_sample(t);
    layer = &r.tools->layers[++r.layer];
    px_tar_sparse_open(&t->sparse, layer, &part->stream);
    layer->limit = px_entry_limit(stored);
    return px_entry_read(&r, &layer->stream, NULL, stored, at, err);
}

static int read_sparse_data(tar *t, const tar_header *h, uint64_t at, px_error *err)
{
    uint64_t map = 0;
    px_part_stream part;
    bool whole;
    int rc = 0;

    if (h->more)
        rc = read_map_blocks(t, err);
    if (rc >= 0 && t->sparse.in_data)
        rc = px_tar_sparse_read(&t->sparse, t->s, h->size, &map, err);
    if (rc < 0)
        return rc;
    px_part_stream_open(&part, t->s, h->size - map);
    part.cut = PX_TROUBLE_CUT_RECORD;
    rc = read_sparse(t, &part, h->size - map, at, err);
    return rc < 0 ? rc : px_part_stream_finish(&part, &whole, err);
}

static int read_data(tar *t, const tar_header *h, uint64_t at, px_error *err)
{
    const px_random *file = t->r->file;
    uint64_t begin = t->s->at, skipped;
    px_part_stream part;
    px_random own;
    bool whole;
    int rc;

    if (file && begin + h->size > file->size) {
        px_reading_trouble(t->r, PX_TROUBLE_CUT_RECORD, at);
        return px_stream_skip(t->s, UINT64_MAX, &skipped, err);
    }
    if (t->sparse.is_sparse)
        return read_sparse_data(t, h, at, err);
    note_sample(t);
    px_part_stream_open(&part, t->s, h->size);
    part.cut = PX_TROUBLE_CUT_RECORD;
    if (file)
        own = px_random_part(file, begin, h->size);
    rc = px_entry_read(t->r, &part.stream, file ? &own : NULL, h->size, at, err);
    return rc < 0 ? rc : px_part_stream_finish(&part, &whole, err);
}

static void end_entry(tar *t)
{
    t->has_name = t->has_size = t->pending = false;
    px_tar_sparse_reset(&t->sparse);
}

static int read_entry(tar *t, const tar_header *h, uint64_t at, px_error *err)
{
    uint64_t skipped, padding = px_tar_padded(h->size) - h->size;
    int rc = 0;

    if (px_tar_is_meta(h->type))
        return read_meta(t, h, at, err);
    if (px_tar_is_bare(h->type)) { /* nothing follows */
        rc = 0;
    } else if (h->type == '\0' || h->type == '0' || h->type == '7' || h->type == 'S') {
        rc = read_data(t, h, at, err);
        if (rc >= 0)
            rc = px_stream_skip(t->s, padding, &skipped, err);
    } else { /* lists of names, parts of other volumes, what is not known */
        px_reading_trouble(t->r, PX_TROUBLE_ENTRY_KIND, at);
        rc = px_stream_skip(t->s, h->size + padding, &skipped, err);
    }
    end_entry(t);
    return rc;
}

/* Moves to the next block that is a header, or one of zeros. */
static int find_header(tar *t, px_error *err)
{
    for (;;) {
        int rc;

        px_stream_take(t->s, BLOCK);
        rc = px_stream_want(t->s, BLOCK, err);
        if (rc < 0 || t->s->len < BLOCK || px_tar_is_zero(t->s->ptr) || px_tar_is_header(t->s->ptr))
            return rc;
    }
}

static int read_block(tar *t, px_error *err)
{
    uint64_t at = t->s->at;
    tar_header h;

    if (px_tar_is_zero(t->s->ptr)) {
        px_stream_take(t->s, BLOCK);
        t->ended = true;
        return 0;
    }
    if (!read_header(t, t->s->ptr, &h)) {
        px_reading_trouble(t->r, t->ended ? PX_TROUBLE_STRAY : PX_TROUBLE_HEADER, at);
        end_entry(t);
        return find_header(t, err);
    }
    t->ended = false;
    px_stream_take(t->s, BLOCK);
    return read_entry(t, &h, at, err);
}

/* Stretches begin and end where headers are that are not about another. */
static bool is_stop(const tar *t)
{
    return t->s->at >= t->r->stop && !t->pending && px_tar_is_header(t->s->ptr);
}

static int read_blocks(tar *t, bool *ret_stopped, px_error *err)
{
    px_stream *s = t->s;

    *ret_stopped = false;
    for (;;) {
        int rc = px_stream_want(s, BLOCK, err);

        if (rc < 0 || s->len < BLOCK)
            return rc;
        *ret_stopped = is_stop(t);
        if (*ret_stopped)
            return 0;
        rc = read_block(t, err);
        if (rc < 0)
            return rc;
    }
}

static int tar_read(px_reading *r, px_stream *s, px_error *err)
{
    tar t = { .r = r, .s = s };
    bool stopped;
    int rc = read_blocks(&t, &stopped, err);

    px_tar_sparse_free(&t.sparse);
    if (rc < 0 || stopped)
        return rc;
    if (s->len && !s->trouble && !t.ended)
        px_reading_trouble(r, PX_TROUBLE_CUT_RECORD, s->at);
    px_stream_take(s, s->len);
    if (s->trouble)
        px_reading_trouble(r, s->trouble, s->at);
    return 0;
}

static int tar_find(px_tools *tools, const px_random *file, uint64_t from, uint64_t to,
                    uint64_t *ret_at, px_error *err)
{
    return px_tar_find(file, px_tools_room(tools), from, to, ret_at, err);
}

const px_format px_format_tar = {
    .name = "tar",
    .recognise = tar_recognise,
    .archive = true,
    .find_at = tar_find,
    .read = tar_read,
};
