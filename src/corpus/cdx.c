/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/cdx.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/number.h"
#include "corpus/json_scan.h"
#include "corpus/stream.h"

#include "base/banned.h"

enum { LINE_MAX_BYTES = 1 << 20, COLUMNS_MAX = 64, HEAD = 1 << 16 };

/* The extents of one file while they are gathered; owned by the arena of the index. */
typedef struct cdx_file {
    px_str name;
    px_extent *items;
    size_t count, room;
} cdx_file;

PX_MAP_DEFINE(cdx_map, cdx_file)

struct px_cdx {
    px_arena *arena;
    cdx_map files;
};

/* Which columns hold what, by the letters of the first line. */
typedef struct cdx_columns {
    char separator;
    size_t length, offset, file; /* COLUMNS_MAX: not there */
    bool known;
} cdx_columns;

typedef struct cdx_reading {
    px_cdx *cdx;
    const char *path;
    size_t line;
    cdx_columns columns;
    cdx_file *last; /* lines of one file often follow each other */
} cdx_reading;

static px_str last_part(px_str path)
{
    size_t at = path.len;

    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return px_str_sub(path, at, path.len);
}

static int malformed(const cdx_reading *r, px_error *err)
{
    char line[24];

    (void)snprintf(line, sizeof(line), "%zu", r->line);
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("'{path}', line {line}: this is no line of an index of a web archive (CDX)"),
                   "path", r->path, "line", line, NULL);
}

/* ---- Extents */

static cdx_file *file_of(cdx_reading *r, px_str name)
{
    cdx_file *file = r->last;

    if (file && px_str_eq(file->name, name))
        return file;
    file = cdx_map_get(&r->cdx->files, name);
    if (!file) {
        file = px_arena_alloc(r->cdx->arena, sizeof(*file));
        file->name = px_arena_str(r->cdx->arena, name);
        (void)cdx_map_put(&r->cdx->files, file->name, file);
    }
    r->last = file;
    return file;
}

/* Numbers are written as such or as texts. A record without a length, or of no file, gives none. */
static int add_extent(cdx_reading *r, px_str file, px_str offset, px_str length, px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    long long at, len;
    cdx_file *of;

    file = last_part(file);
    if (file.len == 0 || length.len == 0 || px_str_is(length, "-"))
        return 0;
    if (px_parse_int(offset, 0, INT64_MAX, &at, &ignored) < 0 ||
        px_parse_int(length, 0, INT64_MAX, &len, &ignored) < 0)
        return malformed(r, err);
    of = file_of(r, file);
    of->items = px_arena_grow(r->cdx->arena, of->items, of->count, &of->room, sizeof(*of->items));
    of->items[of->count++] = (px_extent){ (uint64_t)at, (uint64_t)len };
    return 0;
}

/* ---- Lines */

static bool columns_of(px_str line, cdx_columns *ret_columns)
{
    cdx_columns c = { .length = COLUMNS_MAX, .offset = COLUMNS_MAX, .file = COLUMNS_MAX };
    px_str rest, letter;

    if (line.len < 5 || memcmp(line.ptr + 1, "CDX", 3) != 0)
        return false;
    c.separator = line.ptr[0];
    rest = px_str_sub(line, 5, line.len);
    for (size_t i = 0; i < COLUMNS_MAX && px_str_split(&rest, c.separator, &letter); i++) {
        c.length = px_str_is(letter, "S") ? i : c.length;
        c.offset = px_str_is(letter, "V") ? i : c.offset;
        c.file = px_str_is(letter, "g") ? i : c.file;
    }
    c.known = true;
    *ret_columns = c;
    return true;
}

static int column_line(cdx_reading *r, px_str line, px_error *err)
{
    px_str columns[COLUMNS_MAX + 1];
    size_t count = 0;
    const cdx_columns *c = &r->columns;

    while (count < COLUMNS_MAX && px_str_split(&line, c->separator, &columns[count]))
        count++;
    while (count <= COLUMNS_MAX)
        columns[count++] = PX_STR("");
    return add_extent(r, columns[c->file], columns[c->offset], columns[c->length], err);
}

/* A number, or a text of digits. */
static px_str digits_of(const px_json_value *value)
{
    return value->kind == PX_JSON_STRING   ? value->text.raw
           : value->kind == PX_JSON_NUMBER ? value->raw
                                           : PX_STR("");
}

static int json_line(cdx_reading *r, px_str object, px_error *err)
{
    static const char *const names[] = { "filename", "offset", "length" };
    px_json_path paths[PX_COUNT(names)];
    px_json_value found[PX_COUNT(names)];
    const char *p = object.ptr;

    for (size_t i = 0; i < PX_COUNT(names); i++)
        (void)px_json_path_parse(px_str_of(names[i]), &paths[i]);
    if (px_json_scan(&p, object.ptr + object.len, paths, PX_COUNT(paths), found) != PX_JSON_WHOLE)
        return malformed(r, err);
    return add_extent(r, digits_of(&found[0]), digits_of(&found[1]), digits_of(&found[2]), err);
}

static int index_line(cdx_reading *r, px_str line, px_error *err)
{
    size_t brace;

    r->line++;
    if (r->line == 1 && columns_of(line, &r->columns))
        return 0;
    if (px_str_trim(line).len == 0 || line.ptr[0] == '!') /* pywb's own notes */
        return 0;
    if (r->columns.known)
        return column_line(r, line, err);
    brace = px_str_find_char(line, '{');
    return brace < line.len ? json_line(r, px_str_sub(line, brace, line.len), err)
                            : malformed(r, err);
}

/* ---- Files */

static int read_lines(cdx_reading *r, px_stream *s, px_error *err)
{
    for (size_t want = HEAD;;) {
        const char *lf;
        size_t len;
        int rc = px_stream_want(s, want, err);

        if (rc < 0 || s->len == 0)
            return rc;
        lf = memchr(s->ptr, '\n', s->len);
        if (!lf && !s->end && want < LINE_MAX_BYTES) {
            want = LINE_MAX_BYTES;
            continue;
        }
        len = lf ? (size_t)(lf - s->ptr) : s->len;
        if (!lf && !s->end)
            return malformed(r, err);
        rc = index_line(r, px_str_n(s->ptr, len), err);
        if (rc < 0)
            return rc;
        px_stream_take(s, len + (lf != NULL));
        want = HEAD;
    }
}

static int read_stream(cdx_reading *r, px_file_stream *f, px_error *err)
{
    px_codec_stream unpacked = { 0 };
    const px_codec *codec;
    void *state;
    int rc = px_stream_want(&f->stream, HEAD, err);

    if (rc < 0)
        return rc;
    codec = px_codec_of_head(px_str_n(f->stream.ptr, f->stream.len));
    if (!codec)
        return read_lines(r, &f->stream, err);
    state = codec->open();
    px_codec_stream_open(&unpacked, codec, state, &f->stream, false);
    rc = read_lines(r, &unpacked.stream, err);
    if (rc >= 0 && unpacked.stream.trouble != PX_TROUBLE_NONE)
        rc = px_fail(err, PX_ERR_DAMAGED, N_("'{path}' cannot be unpacked to its end"), "path",
                     r->path, NULL);
    px_codec_stream_close(&unpacked);
    codec->close(state);
    return rc;
}

static int read_file(px_cdx *cdx, const char *path, px_error *err)
{
    cdx_reading r = { .cdx = cdx, .path = path };
    px_file_stream f = { 0 };
    PX_AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    int rc;

    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    px_file_stream_open(&f, fd, path, true, 0);
    rc = read_stream(&r, &f, err);
    px_file_stream_close(&f);
    return rc;
}

static int by_offset(const void *a, const void *b)
{
    const px_extent *x = a, *y = b;

    return (x->offset > y->offset) - (x->offset < y->offset);
}

int px_cdx_read(const char *const *paths, size_t count, px_cdx **ret_cdx, px_error *err)
{
    px_cdx *cdx = px_alloc_zero(1, sizeof(*cdx));
    size_t position = 0;
    cdx_file *file;
    px_str name;
    int rc = 0;

    cdx->arena = px_arena_new();
    cdx->files = (cdx_map){ PX_MAP_INIT };
    for (size_t i = 0; i < count && rc >= 0; i++)
        rc = read_file(cdx, paths[i], err);
    if (rc < 0) {
        px_cdx_free(cdx);
        return rc;
    }
    while (cdx_map_next(&cdx->files, &position, &name, &file))
        qsort(file->items, file->count, sizeof(*file->items), by_offset);
    *ret_cdx = cdx;
    return 0;
}

void px_cdx_free(px_cdx *cdx)
{
    if (!cdx)
        return;
    cdx_map_free(&cdx->files);
    px_arena_free(cdx->arena);
    free(cdx);
}

px_extents px_cdx_of(const px_cdx *cdx, px_str path)
{
    const cdx_file *file = cdx ? cdx_map_get(&cdx->files, last_part(path)) : NULL;

    return file ? (px_extents){ file->items, file->count } : (px_extents){ NULL, 0 };
}

uint64_t px_extents_length(px_extents extents, uint64_t offset)
{
    size_t low = 0, high = extents.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (extents.items[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < extents.count && extents.items[low].offset == offset ? extents.items[low].length
                                                                      : 0;
}
