/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The text of a document of text: decoded from its character set and, of HTML, without markup. The
 * set is the one that a byte order mark, the header, or a <meta> names, in this order; where none
 * does, UTF-8 if the bytes are well-formed, windows-1252 else.
 */
#ifndef PX_CORPUS_DOCUMENT_TEXT_H
#define PX_CORPUS_DOCUMENT_TEXT_H

#include "corpus/charset.h"
#include "corpus/stream.h"

/* What documents of this media type are read as. */
typedef enum px_text_form {
    PX_TEXT_NONE, /* not here: no text, or text within a format of its own */
    PX_TEXT_PLAIN,
    PX_TEXT_HTML
} px_text_form;
px_text_form px_text_form_of(px_str media_type);
/* The same of a document without a type, by its first bytes: HTML where they say so. */
px_text_form px_text_form_of_head(px_str head);

enum { PX_LANGUAGE_CLAIM_MAX = 64 };

typedef struct px_document_text {
    px_str text;             /* UTF-8; valid until the next document */
    px_str language;         /* the attribute lang of <html>; ptr NULL: none */
    px_trouble_kind trouble; /* TEXT: some bytes were not of the set; CHARSET: a set not known */
    char language_room[PX_LANGUAGE_CLAIM_MAX];
} px_document_text;

/* One for each thread; zero at first. Keeps its memory from document to document. */
typedef struct px_text_reader {
    px_converter converter;
    char *room; /* owned */
    size_t size;
} px_text_reader;

/* Reads the whole document; label is what the header names ("" where nothing does). */
void px_document_text_read(px_text_reader *reader, px_text_form kind, px_str bytes, px_str label,
                           px_document_text *ret_text);

/* Makes the rest of the stream ready, bit by bit, so that no more memory is taken than there are
 * bytes; *ret_whole is false where it is longer than PX_STREAM_MAX. */
int px_stream_whole(px_stream *s, bool *ret_whole, px_error *err) PX_MUST_CHECK;

/* Room for a text of len bytes, in place of that of the document read last. */
char *px_text_reader_room(px_text_reader *reader, size_t len);

/* It can be used again. */
void px_text_reader_free(px_text_reader *reader);

#endif
