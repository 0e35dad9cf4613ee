/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Zip: entries are found by the list at the end, and each is read like a file. Names are never used
 * as paths. An entry's own header only says where its bytes begin.
 *
 * Office documents and e-books are zip files, too, and each is one document: they are told by the
 * entry that stands first in them (ODF 1.3, part 2, 3.3; EPUB 3.3, 4.3; ECMA-376, part 2).
 */
#include "corpus/archive/archive_entry.h"
#include "corpus/archive/zip_list.h"
#include "corpus/bytes.h"
#include "corpus/media_type.h"

#include "base/banned.h"

enum { LOCAL_LEN = 30, NAME_SEEN = 256, FLAG_LATER = 8 };

typedef struct zip {
    px_reading *r;
    const px_random *file;
    px_look list_look, look; /* for the list, for the rest */
    uint64_t taken;          /* bytes of the entries so far */
} zip;

/* ---- Packed entries */

/* Deflated bytes with head and tail of a gzip member: so the codec checks sum and length, too. */
typedef struct gzip_frame {
    char head[10], tail[8];
} gzip_frame;

static void put_le32(char *to, uint32_t n)
{
    for (unsigned i = 0; i < 4; i++)
        to[i] = (char)(n >> (8 * i));
}

static gzip_frame frame_of(const px_zip_entry *e)
{
    gzip_frame frame = { .head = "\x1f\x8b\x08\0\0\0\0\0\0\xff" };

    put_le32(frame.tail, e->crc);
    put_le32(frame.tail + 4, (uint32_t)e->size);
    return frame;
}

static const px_codec *codec_of(unsigned method)
{
    return method == PX_ZIP_DEFLATE ? &px_codec_gzip
           : method == PX_ZIP_BZIP2 ? &px_codec_bzip2
           : method == PX_ZIP_ZSTD  ? &px_codec_zstd
           : method == PX_ZIP_XZ    ? &px_codec_xz
                                    : NULL;
}

static int read_packed(zip *z, const px_zip_entry *e, uint64_t data, const px_codec *codec,
                       px_error *err)
{
    px_reading r = *z->r;
    px_random_stream *packed = &r.tools->entries[r.depth];
    px_codec_stream *layer = &r.tools->layers[r.layer + 1];
    gzip_frame frame = frame_of(e);
    bool framed = codec == &px_codec_gzip;

    if (r.layer + 1 >= PX_LAYERS_MAX) {
        px_reading_trouble(z->r, PX_TROUBLE_NESTED, e->local);
        return 0;
    }
    px_random_stream_open(packed, z->file, data, e->packed,
                          px_str_n(frame.head, framed ? sizeof(frame.head) : 0),
                          px_str_n(frame.tail, framed ? sizeof(frame.tail) : 0));
    r.layer++;
    px_codec_stream_open(layer, codec, px_codec_pool_state(&r.tools->pools[r.layer], codec),
                         &packed->stream, false);
    layer->limit = px_entry_limit(e->packed);
    return px_entry_read(&r, &layer->stream, NULL, e->packed, e->local, err);
}

static int read_stored(zip *z, const px_zip_entry *e, uint64_t data, px_error *err)
{
    px_random_stream *stream = &z->r->tools->entries[z->r->depth];
    px_random part = px_random_part(z->file, data, e->packed);

    px_random_stream_open(stream, z->file, data, e->packed, PX_STR(""), PX_STR(""));
    return px_entry_read(z->r, &stream->stream, &part, e->packed, e->local, err);
}

/* Its size is known, if not what it is. */
static void count_unread(zip *z, const px_zip_entry *e)
{
    px_record record = { .role = PX_RECORD_DOCUMENT,
                         .kind = "file",
                         .media_type = PX_STR("application/octet-stream"),
                         .modality = PX_MODALITY_OTHER };

    record.figures[PX_FIGURE_DOCUMENTS] = 1;
    record.figures[PX_FIGURE_STORED] = record.figures[PX_FIGURE_CONTENT] = e->size;
    px_reading_trouble(z->r, PX_TROUBLE_METHOD, e->local);
    z->r->record(z->r->arg, &record);
}

/* ---- Entries */

/* Where the entry's bytes begin. *ret_same: its own header says what the list says. */
static bool find_data(zip *z, const px_zip_entry *e, uint64_t *ret_data, bool *ret_same)
{
    char name[NAME_SEEN];
    size_t seen = PX_MIN(e->name.len, sizeof(name));
    px_str head;

    memcpy(name, e->name.ptr, seen);
    if (!px_look_all(&z->look, e->local, LOCAL_LEN, &head) ||
        !px_str_starts(head, PX_STR("PK\x03\x04")))
        return false;
    *ret_same = px_le16(head.ptr + 8) == e->method && px_le16(head.ptr + 26) == e->name.len;
    if (!(px_le16(head.ptr + 6) & FLAG_LATER))
        *ret_same = *ret_same && px_le32(head.ptr + 14) == e->crc;
    *ret_data = e->local + LOCAL_LEN + px_le16(head.ptr + 26) + px_le16(head.ptr + 28);
    head = px_look_at(&z->look, e->local + LOCAL_LEN, seen);
    *ret_same = *ret_same && px_str_eq(head, px_str_n(name, seen));
    return true;
}

static int read_entry(zip *z, const px_zip_entry *e, px_error *err)
{
    const px_codec *codec = codec_of(e->method);
    uint64_t data;
    bool same;

    if (e->encrypted) {
        px_reading_trouble(z->r, PX_TROUBLE_ENCRYPTED, e->local);
        return 0;
    }
    if (!find_data(z, e, &data, &same)) {
        px_reading_trouble(z->r, PX_TROUBLE_HEADER, e->local);
        return 0;
    }
    if (!same)
        px_reading_trouble(z->r, PX_TROUBLE_MISMATCH, e->local);
    if (data > z->file->size || e->packed > z->file->size - data) {
        px_reading_trouble(z->r, PX_TROUBLE_CUT_RECORD, e->local);
        return 0;
    }
    if (e->method == PX_ZIP_STORED)
        return read_stored(z, e, data, err);
    if (codec)
        return read_packed(z, e, data, codec, err);
    count_unread(z, e);
    return 0;
}

/* Every stretch goes through the whole list, so that all agree where entries begin to overlap; only
 * that which begins at 0 says so. */
static int read_list(zip *z, px_zip_list *list, uint64_t from, uint64_t to, px_error *err)
{
    px_zip_entry e;
    int more, rc = 0;

    while (rc >= 0 && (more = px_zip_list_next(list, &e)) != 0) {
        if (more > 0)
            z->taken = PX_MIN(z->taken, UINT64_MAX - e.packed - LOCAL_LEN) + e.packed + LOCAL_LEN;
        if (more < 0 || z->taken > z->file->size) {
            if (from == 0)
                px_reading_trouble(z->r, more < 0 ? PX_TROUBLE_HEADER : PX_TROUBLE_OVERLAP,
                                   list->at);
            break;
        }
        if (e.is_file && e.local >= from && e.local < to)
            rc = read_entry(z, &e, err);
    }
    return rc < 0 ? rc : z->list_look.rc < 0 ? z->list_look.rc : z->look.rc;
}

static int zip_read_at(px_reading *r, const px_random *file, uint64_t from, uint64_t to,
                       px_error *err)
{
    PX_AUTO_FREE char *room = px_alloc((size_t)2 * PX_LOOK_MAX);
    zip z = { .r = r,
              .file = file,
              .list_look = px_look_open(file, room, 0, err),
              .look = px_look_open(file, room + PX_LOOK_MAX, 0, err) };
    px_zip_list list;

    if (px_zip_list_find(&z.list_look, &list))
        return read_list(&z, &list, from, to, err);
    if (z.list_look.rc >= 0 && from == 0)
        px_reading_trouble(r, PX_TROUBLE_CUT_OFF, file->size);
    return z.list_look.rc;
}

static bool zip_recognise(px_str head)
{
    return px_str_starts(head, PX_STR("PK\x03\x04")) || px_str_starts(head, PX_STR("PK\x05\x06"));
}

const px_format px_format_zip = {
    .name = "zip",
    .recognise = zip_recognise,
    .archive = true,
    .read_at = zip_read_at,
};

/* ---- Documents that are zip files */

/* The name of the first entry, by its own header. */
static px_str first_name(px_str head)
{
    if (head.len < LOCAL_LEN || !px_str_starts(head, PX_STR("PK\x03\x04")))
        return PX_STR("");
    return px_str_sub(head, LOCAL_LEN, (size_t)LOCAL_LEN + px_le16(head.ptr + 26));
}

static bool package_recognise(px_str head)
{
    px_str name = first_name(head);

    return px_str_is(name, "mimetype") || px_str_is(name, "[Content_Types].xml") ||
           px_str_is(name, "_rels/.rels") || px_str_starts(name, PX_STR("META-INF/"));
}

/* What the entry "mimetype" holds; it is stored. */
static px_str stated_type(px_look *l, char room[PX_MEDIA_TYPE_MAX + 1])
{
    px_str head = px_look_at(l, 0, LOCAL_LEN + 8 + 256);
    size_t from, len;

    if (!px_str_is(first_name(head), "mimetype") || px_le16(head.ptr + 8) != PX_ZIP_STORED)
        return PX_STR("");
    from = LOCAL_LEN + 8U + px_le16(head.ptr + 28);
    len = px_le32(head.ptr + 18);
    return px_media_type(px_str_sub(head, from, from + len), room);
}

/* By the folder in which a document of Office keeps its text. */
static const char *office_type(px_look *l)
{
    static const struct {
        px_str folder;
        const char *type;
    } kinds[] = {
        { PX_STR_INIT("word/"),
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { PX_STR_INIT("xl/"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { PX_STR_INIT("ppt/"),
          "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { PX_STR_INIT("META-INF/MANIFEST.MF"), "application/java-archive" },
    };
    px_zip_list list;
    px_zip_entry e;

    if (!px_zip_list_find(l, &list))
        return NULL;
    while (px_zip_list_next(&list, &e) > 0)
        for (size_t i = 0; i < PX_COUNT(kinds); i++)
            if (px_str_starts(e.name, kinds[i].folder))
                return kinds[i].type;
    return "application/zip";
}

static int package_read_at(px_reading *r, const px_random *file, uint64_t from, uint64_t to,
                           px_error *err)
{
    px_look look = px_look_open(file, px_tools_room(r->tools), 0, err);
    char room[PX_MEDIA_TYPE_MAX + 1];
    px_record record = { .role = PX_RECORD_DOCUMENT, .kind = "file" };

    (void)to;
    if (from > 0)
        return 0;
    record.media_type = stated_type(&look, room);
    if (record.media_type.len <= 1)
        record.media_type = px_str_of(office_type(&look));
    if (look.rc < 0)
        return look.rc;
    if (record.media_type.len == 0) {
        px_reading_trouble(r, PX_TROUBLE_CUT_OFF, file->size);
        return 0;
    }
    record.modality = px_media_modality(record.media_type);
    record.figures[PX_FIGURE_DOCUMENTS] = 1;
    record.figures[PX_FIGURE_STORED] = record.figures[PX_FIGURE_CONTENT] = file->size;
    r->record(r->arg, &record);
    return 0;
}

const px_format px_format_package = {
    .name = "file",
    .recognise = package_recognise,
    .loose = true,
    .read_at = package_read_at,
};
