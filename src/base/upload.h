/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files that people hand over, with a form or on the command line. What a file is, is told by its
 * bytes alone: neither its name nor the type that the browser claims count. Nothing is unpacked or
 * parsed here; that is for the jail.
 */
#ifndef PX_BASE_UPLOAD_H
#define PX_BASE_UPLOAD_H

#include "base/arena.h"
#include "base/builder.h"

enum {
    PX_UPLOAD_MAX_BODY = 20 * 1024 * 1024,   /* of a request with files, all together */
    PX_UPLOAD_LARGE_BODY = 64 * 1024 * 1024, /* of one with results of measurements */
    PX_UPLOAD_MAX_FILES = 20,
    PX_UPLOAD_MAX_NAME = 120 /* bytes */
};

/* Bits, so that a field can take several kinds. */
typedef enum px_upload_kind {
    PX_UPLOAD_UNKNOWN = 0,
    PX_UPLOAD_PDF = 1,
    PX_UPLOAD_DOCX = 2,
    PX_UPLOAD_ODT = 4,
    PX_UPLOAD_TEXT = 8, /* UTF-8 without control characters: plain text, Markdown, CSV */
    PX_UPLOAD_PPTX = 16,
    PX_UPLOAD_XLSX = 32
} px_upload_kind;

typedef struct px_upload {
    px_str field; /* name of the form's field */
    px_str name;  /* cleaned */
    px_str bytes; /* as they came, never empty; live as long as the request */
    px_upload_kind kind;
} px_upload;

typedef struct px_uploads {
    px_upload *items;
    size_t count;
} px_uploads;

/* What the bytes are: PDF by its mark within the first 1,024 bytes, DOCX, PPTX, XLSX and ODT by
 * the names in the directory of the ZIP archive, text by its characters. Documents with macros are
 * UNKNOWN. */
px_upload_kind px_upload_kind_of(px_str bytes);

/* A name fit to be kept and shown, in the arena: the last part of a path, without control and
 * bidirectional characters, without dots and spaces at its ends, at most PX_UPLOAD_MAX_NAME bytes,
 * its ending kept. What leaves nothing is called "file". */
px_str px_upload_clean_name(px_arena *arena, px_str name);

/* "application/pdf" for the answer that gives the file back; "application/octet-stream" for
 * UNKNOWN. A constant. */
const char *px_upload_media_type(px_upload_kind kind);

/* Appends the kinds as endings for the attribute "accept": ".pdf,.docx". */
void px_upload_accept(px_builder *out, unsigned kinds);

#endif
