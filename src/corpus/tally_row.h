/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A row of figures for each (dimension, modality, key): the one thing that is counted, spilled,
 * stored and merged. A record adds its figures to one row of each dimension; a result is the sorted
 * rows. Rows name what they stand for, never by a number that depends on what else is counted, so
 * it does not matter who counted what, nor in which order.
 *
 * Two kinds of rows carry a note: those of troubles the first places, those of files what was found
 * in them.
 */
#ifndef PX_CORPUS_TALLY_ROW_H
#define PX_CORPUS_TALLY_ROW_H

#include "base/builder.h"
#include "corpus/record.h"
#include "corpus/trouble.h"

typedef enum px_dimension {
    PX_BY_INPUT,     /* key: the name of the input, or the path that a loose file was found under */
    PX_BY_FORMAT,    /* "WARC" */
    PX_BY_KIND,      /* format and kind of record, all roles: "WARC response" */
    PX_BY_MEDIA,     /* media type; "" not known */
    PX_BY_DAY,       /* "2024-05-18"; "" no date, "?" unreadable */
    PX_BY_DOMAIN,    /* registrable domain, in ASCII; or one of the buckets of corpus/domain.h */
    PX_BY_HOST,      /* on wish */
    PX_BY_TROUBLE,   /* stable name, space, name of the file; documents: how often */
    PX_BY_FILE,      /* each file of the scan: documents 1, stored its size; px_file_note */
    PX_BY_CRAWLER,   /* "user-agent NAME" (corpus/crawler.h); documents: records that say so */
    PX_BY_TEXT,      /* one row, "": documents whose text was read; what a sample stands for */
    PX_BY_CLAIM,     /* "http eng-Latn en-US": source, normal name, as it is written */
    PX_BY_LANGUAGE,  /* "eng-Latn +.-": normal name, what the claims are worth (corpus/sample.h) */
    PX_BY_SAMPLE,    /* px_sample_key: texts of the sample; partials hold the first ones alone */
    PX_BY_DUPLICATE, /* 16 bytes of the SHA-256 of a text; documents: that have it */
    PX_BY_SOURCE,    /* name of the source that a manifest gives the input; "" where none does */
    PX_BY_DECLARED,  /* name of a source; no figures, but a note (corpus/manifest_note.h) */
    PX_BY_CRAWLED_DOMAIN, /* as PX_BY_DOMAIN, of sources that were crawled by or for the provider */
    PX_BY_PAYLOAD,        /* a digest that archives state; documents: that have it */
    PX_DIMENSION_COUNT
} px_dimension;

/* "domain": stable. */
const char *px_dimension_name(px_dimension dimension);
/* Whether it may have more rows than fit into memory; others have as many as there are formats,
 * media types, days. */
bool px_dimension_is_large(px_dimension dimension);
/* "content_bytes": stable. */
const char *px_figure_name(px_figure figure);
/* "bytes of content": message id. */
const char *px_figure_title(px_figure figure);

enum { PX_ROW_KEY_MAX = 4096, PX_ROW_NOTE_MAX = 8192 };

typedef struct px_row {
    uint64_t figures[PX_FIGURE_COUNT];
    px_time first, last; /* dates; PX_TIME_NONE: none */
    unsigned short key_len, note_len;
    unsigned char dimension, modality;
    char key[]; /* key_len bytes of the key, note_len bytes of the note */
} px_row;

/* clang calls it an extension where such a room stands within a struct. */
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wgnu-variable-sized-type-not-at-end"
#endif

/* A row with room for the longest key and note. */
typedef union px_row_room {
    px_row row;
    char bytes[sizeof(px_row) + PX_ROW_KEY_MAX + PX_ROW_NOTE_MAX];
} px_row_room;

static inline px_str px_row_key(const px_row *row)
{
    return (px_str){ row->key, row->key_len };
}

static inline px_str px_row_note(const px_row *row)
{
    return (px_str){ row->key + row->key_len, row->note_len };
}

static inline size_t px_row_size(const px_row *row)
{
    return sizeof(*row) + row->key_len + row->note_len;
}

/* Order of dimension, key, modality. */
int px_row_cmp(const px_row *a, const px_row *b);

/* The first bytes of what rows are ordered by: where those differ, rows need not be looked at,
 * which are spread over memory. */
typedef struct px_row_prefix {
    uint64_t high, low;
} px_row_prefix;

/* The prefix of the row. */
px_row_prefix px_row_prefix_of(const px_row *row);

/* px_row_cmp of two rows with their prefixes. */
static inline int px_row_cmp_by(const px_row_prefix *x, const px_row *a, const px_row_prefix *y,
                                const px_row *b)
{
    if (x->high != y->high)
        return x->high < y->high ? -1 : 1;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return px_row_cmp(a, b);
}

/* Adds the record's figures and date as its role wants. */
void px_row_add(px_row *row, const px_record *record);

/* Adds a row of the same key; room for the places of both must be behind the key. */
void px_row_add_row(px_row *row, const px_row *other);

/* ---- Troubles. The first PX_PLACES_MAX places of each kind in each file are kept, as bytes whose
 * order is theirs: it does not matter in which order they were met. */

enum { PX_PLACES_MAX = 5, PX_PLACE_SIZE = 9, PX_PLACES_SIZE = PX_PLACES_MAX * PX_PLACE_SIZE };

typedef struct px_place {
    uint64_t offset; /* in the file, or in what it holds when unpacked (`inside`) */
    bool inside;
} px_place;

/* The key of the row, written to room. */
px_str px_trouble_key(px_trouble_kind kind, px_str file, char room[PX_ROW_KEY_MAX]);
void px_row_add_place(px_row *row, const px_place *place);

/* What a row of troubles says; false where it is none. */
bool px_row_trouble(const px_row *row, px_trouble_kind *ret_kind, px_str *ret_file);
size_t px_row_places(const px_row *row, px_place ret_places[PX_PLACES_MAX]);

/* ---- Files */

typedef struct px_file_note {
    px_str format;  /* "WARC"; "": not read */
    px_str packing; /* "gzip"; "": none */
    px_str schema;  /* of fields: "FineWeb"; "": none that is known */
    px_str row;     /* the key under which it was counted; "": its name */
    px_str sha256;  /* in hexadecimal digits; "": not asked for */
} px_file_note;

/* Appends the note; what makes it longer than a row takes is left out. */
void px_file_note_write(const px_file_note *note, px_builder *out);
/* False where the bytes are none; the slices are those of the bytes. */
bool px_file_note_read(px_str bytes, px_file_note *ret_note);

#endif
