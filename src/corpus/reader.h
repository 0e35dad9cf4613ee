/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Readers. A format is one row of one table: how it is recognised by its first bytes, where a
 * record may begin, and a function that reads records from a stream (corpus/stream.h) and hands
 * each to the sink. Whether the stream is a file, a member of a packed file or an entry of an
 * archive is none of its business.
 *
 * What a reader promises:
 *   - it hands over whole records only; what is cut off, damaged or not of its format becomes a
 *     trouble with its place, and it goes on with the next record that it finds;
 *   - it reads the records that begin before `stop` and leaves the stream where the next begins;
 *   - it allocates nothing for a record: what it needs stands in the tools of its thread;
 *   - the same bytes give the same records wherever they were cut into stretches.
 *
 * A format with its list of contents at its end (Parquet, zip) has read_at instead, and the whole
 * file before it. Its units (row groups, entries) stand for themselves: each is read by the stretch
 * in which it begins, whatever the others did. What is wrong with the file as a whole is reported
 * by the stretch that begins at 0 alone.
 *
 * To add a format: a file NAME.c with its px_format, one line in reader.c, tests, a fuzz target.
 */
#ifndef PX_CORPUS_READER_H
#define PX_CORPUS_READER_H

#include "corpus/cdx.h"
#include "corpus/document_text.h"
#include "corpus/json_fields.h"
#include "corpus/random_file.h"
#include "corpus/record.h"
#include "corpus/stream.h"
#include "corpus/trouble.h"

/* What a thread reads with; made once for each thread. */
enum { PX_TOOLS_DEPTH = 8 };
typedef struct px_tools {
    px_codec_pool pools[PX_TOOLS_DEPTH]; /* 0: files; then layers of encoding within a body */
    px_codec_stream layers[PX_TOOLS_DEPTH];
    px_text_reader texts;
    px_document_text text;                    /* of the record that is read */
    struct px_members *members;               /* corpus/member.h; made when first needed */
    struct px_parquet *parquet;               /* corpus/parquet/parquet.h; likewise */
    px_random_stream entries[PX_TOOLS_DEPTH]; /* of archives, by their depth */
    char *room;                               /* px_tools_room; made when first needed */
} px_tools;

/* Frees what they hold; they can be used again. */
void px_tools_free(px_tools *tools);

/* Bytes for looks into a file (corpus/media/look.h). */
#define PX_TOOLS_ROOM ((size_t)1 << 16)
char *px_tools_room(px_tools *tools) PX_MUST_CHECK;

/* Hashes of the keys of the first and the last sample that was read; 0: there was none. */
typedef struct px_sample_keys {
    uint64_t first, last;
} px_sample_keys;

typedef struct px_reading px_reading;
typedef void px_record_fn(void *arg, const px_record *record);
/* times: how often it came at this place. */
typedef void px_trouble_fn(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                           uint64_t times);

typedef struct px_format {
    const char *name; /* "WARC" */
    bool (*recognise)(px_str head);
    bool in_members; /* a gzip member holds whole records, as a rule */
    /* A file of it is one document of its own: what is counted stands under the root of the input,
     * so that a folder of a million pictures is one row. */
    bool loose;
    bool archive; /* holds files of any format (corpus/archive/archive_entry.h) */
    /* Moves a stream that was opened one byte before a cut to the first place where a record may
     * begin, or to its end. NULL: the format cannot be cut. */
    int (*find)(px_stream *s, px_error *err);
    /* The same of a format that is read with any place of its file at hand: the first place in
     * [from, to) where a unit begins, UINT64_MAX where none does. It may err: what was taken for a
     * beginning and is none costs time alone. */
    int (*find_at)(px_tools *tools, const px_random *file, uint64_t from, uint64_t to,
                   uint64_t *ret_at, px_error *err);
    int (*read)(px_reading *r, px_stream *s, px_error *err);
    /* Reads the units that begin in [from, to) of the file; NULL: the format is read as a stream. A
     * unit that seems to begin behind the end of the file is in its last stretch. */
    int (*read_at)(px_reading *r, const px_random *file, uint64_t from, uint64_t to, px_error *err);
    /* Hands over the record of a member that unpacks to `whole` bytes by its head alone; false
     * where that takes more than the head. NULL: never. */
    bool (*peek)(px_reading *r, px_str head, uint64_t whole);
} px_format;

struct px_reading {
    const px_format *format;
    const px_json_fields *fields; /* of JSONL */
    px_extents extents;           /* of gzip members, by an index; may be none */
    const char *const *assigned;  /* "url=PATH" ..., ended by NULL; may be NULL */
    bool sizes_only;              /* no characters; sizes by heads alone where that is exact */
    bool pages;                   /* the text of pages is measured */
    bool with_text;               /* records carry their text; so do pages */
    uint64_t stop;                /* in the stream; UINT64_MAX: to its end */
    px_tools *tools;
    px_record_fn *record;
    px_trouble_fn *trouble;
    void *arg; /* of both */
    /* Where troubles are said to be: in the stream, or where `fixed` at this place of the file. */
    bool fixed, inside;
    uint64_t place;
    unsigned layer;        /* of tools: the highest in use; 0 is that of the file */
    unsigned depth;        /* archives around what is read */
    const px_random *file; /* what the stream shows, where any place of it can be read; or NULL */
    bool goes_on;          /* from the middle of the file: what was before is not known */
    px_sample_keys keys;   /* set by readers of archives; with goes_on the first is not counted */
    const char *schema;    /* set by readers that choose fields themselves: "FineWeb"; a constant */
};

/* Reports a trouble at this place of the stream that is read. */
void px_reading_trouble(px_reading *r, px_trouble_kind kind, uint64_t at);
/* The same, so many times. */
void px_reading_troubles(px_reading *r, px_trouble_kind kind, uint64_t at, uint64_t times);

/* The format of a file or member with this head (what it unpacks to), or NULL. */
const px_format *px_format_of_head(px_str head);

extern const px_format px_format_warc, px_format_arc, px_format_jsonl, px_format_media,
    px_format_text, px_format_other, px_format_tar, px_format_zip, px_format_package,
    px_format_parquet;

#endif
