/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HTTP responses as archives hold them: the head is read, the body measured as it was sent and once
 * its chunks and encodings are undone. Archives often undo them and leave the head as it was: a
 * body that is not what its head says is measured as it is.
 */
#ifndef PX_CORPUS_HTTP_BODY_H
#define PX_CORPUS_HTTP_BODY_H

#include "corpus/media_type.h"
#include "corpus/reader.h"

enum { PX_HTTP_ENCODINGS = 2 };

/* More than this may not come out of one body: a bomb. */
#define PX_HTTP_CONTENT_MAX ((uint64_t)4 << 30)

typedef struct px_http_head {
    size_t len; /* of the head; 0: the bytes are no response of HTTP, all are body */
    unsigned status;
    px_str media_type;
    bool chunked;
    px_str encodings[PX_HTTP_ENCODINGS]; /* as they were applied: the last is undone first */
    size_t n_encodings;
    bool too_many;            /* more than that */
    px_str charset, language; /* as the head names them, cut off; ptr NULL: not */
    char media_room[PX_MEDIA_TYPE_MAX + 1], charset_room[40], language_room[PX_LANGUAGE_CLAIM_MAX];
} px_http_head;

/* Reads the head at the beginning of the bytes; `last` says that nothing follows them. False where
 * the head does not end in them. The slices lie in the bytes and in *ret_head. */
bool px_http_head_read(px_str bytes, bool last, px_http_head *ret_head);

typedef struct px_http_size {
    uint64_t stored, content;
    bool has_text;                 /* r->tools->text is its text */
    uint64_t pixels, milliseconds; /* of an image, of sound or video */
} px_http_size;

/* Puts sizes, types, text and claims of languages into the record, whose role is set. */
void px_http_describe(px_reading *r, const px_http_head *head, const px_http_size *size,
                      px_record *record);

/* Reads the rest of the stream, a document of this kind, into r->tools->text; label is its
 * character set. *ret_has is false where it is too long, which is reported. */
int px_read_text(px_reading *r, px_stream *s, px_text_form kind, px_str label, uint64_t at,
                 bool *ret_has, px_error *err) PX_MUST_CHECK;

/* Puts the text that was read into the record. */
void px_describe_text(px_reading *r, px_record *record);

/* Measures the response that the part holds. `at` is the place for troubles; of the head, what lay
 * in the bytes (encodings) is no longer valid. */
int px_http_measure(px_reading *r, px_part_stream *part, uint64_t at, px_http_head *ret_head,
                    px_http_size *ret_size, px_error *err) PX_MUST_CHECK;

#endif
