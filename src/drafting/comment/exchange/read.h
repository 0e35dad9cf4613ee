/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading files with comments: the ISO form as DOCX, tables as XLSX and CSV, and JSON of our own
 * (docs/format-comment-json.md). Tolerant of what people type; rows go one by one to a sink, in
 * bounded memory. Nothing here knows a house: what a row means there is import.h's.
 *
 * Foreign bytes of the web are read in the jail (px_comment_parsers), which sends rows back in a
 * plain form.
 */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_READ_H
#define PX_DRAFTING_COMMENT_EXCHANGE_READ_H

#include <stdio.h>

#include "base/jail.h"
#include "drafting/comment/exchange/row.h"

typedef enum px_comment_format {
    PX_COMMENT_ISO, /* DOCX */
    PX_COMMENT_OSD, /* XLSX */
    PX_COMMENT_CSV,
    PX_COMMENT_JSON,
    PX_COMMENT_ANNOTATION, /* W3C Web Annotations as JSON-LD; only out */
    PX_COMMENT_FORMAT_COUNT
} px_comment_format;

/* "iso", "osd", "csv", "json", "annotation"; endings without dot; media types; message ids. */
const char *px_comment_format_name(px_comment_format format);
const char *px_comment_format_title(px_comment_format format);
const char *px_comment_format_extension(px_comment_format format);
const char *px_comment_format_media_type(px_comment_format format);
bool px_comment_format_find(px_str name, px_comment_format *ret_format);
/* By the bytes at the head of the file, never by its name. */
px_comment_format px_comment_format_of(px_str head);

enum {
    PX_COMMENT_FILE_MAX = 20 * 1024 * 1024, /* bytes of a file that comes from the web */
    PX_COMMENT_ROWS_MAX = 1000000
};

/* A row that could not be read has `fault` set: why, as a message id with the arguments of err;
 * nothing else of it counts. The row and its texts live until the sink returns. */
typedef int px_comment_sink(const px_comment_row *row, const px_error *fault, void *arg,
                            px_error *err);

/* A file in memory, or where bytes.ptr is NULL the file of that name. */
typedef struct px_comment_file {
    px_str bytes;
    const char *path;
} px_comment_file;

/* Calls the sink for every row. MALFORMED, TOO_LARGE, UNSUPPORTED (macros, encrypted files) with a
 * sentence for the reader; what the sink returns. */
int px_comment_read(const px_comment_file *file, px_comment_format format, px_comment_sink *sink,
                    void *arg, px_error *err) PX_MUST_CHECK;

/* ---- In the jail */

/* Appends the rows of a file in the plain form; options: the name of the format. */
int px_comment_parse(px_str bytes, px_str options, px_builder *out, px_error *err) PX_MUST_CHECK;
/* Reads that form again, a row at a time, checking everything: PARSER for what px_comment_parse
 * does not write. */
int px_comment_read_plain(FILE *plain, px_comment_sink *sink, void *arg,
                          px_error *err) PX_MUST_CHECK;

/* The parser "comments", for the table of px_jail_start. */
extern const px_jail_parser px_comment_parser;

#endif
