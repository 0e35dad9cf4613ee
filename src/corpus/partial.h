/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A partial: the result of a scan, or of a part of one, in one file. Sorted rows in compressed and
 * checksummed blocks behind a head that says what was counted and how. The same inputs and options
 * give the same bytes; partials merge into the partial of the whole. The format stands in
 * docs/format-partial.md.
 *
 * Files come from anywhere: the reader checks all that it is told before it believes it, and its
 * memory is bounded whatever the file says.
 */
#ifndef PX_CORPUS_PARTIAL_H
#define PX_CORPUS_PARTIAL_H

#include "base/arena.h"
#include "corpus/rows.h"

/* The first bytes of each. */
#define PX_PARTIAL_MAGIC "\x89PXP\r\n\x1a\n"

enum {
    PX_PARTIAL_VERSION = 1,
    PX_SETTINGS_MAX = 64,
    PX_PARTS_MAX = 64,      /* plans of which some ranks are there */
    PX_PLAN_OF_MAX = 100000 /* ranks of a plan */
};

/* One option that changes the result, or its environment: name and value as text. */
typedef struct px_setting {
    const char *name, *value;
} px_setting;

/* The ranks of a plan that a partial holds; with all of them it is no part any more. */
typedef struct px_part {
    const char *plan; /* SHA-256 of the inputs and their sizes, in hexadecimal digits */
    unsigned of;
    unsigned *ranks; /* ascending */
    size_t n_ranks, ranks_room;
} px_part;

typedef struct px_partial_head {
    px_setting settings[PX_SETTINGS_MAX]; /* by name */
    size_t n_settings;
    px_part parts[PX_PARTS_MAX]; /* by plan */
    size_t n_parts;
} px_partial_head;

/* The value of a setting, or "". */
const char *px_partial_setting(const px_partial_head *head, const char *name);

/* Whether both are of the same part of the same scan. */
bool px_partial_head_same(const px_partial_head *a, const px_partial_head *b);

/* Adds the parts of another to the head; those that are whole now go. CONFLICT where the two do not
 * fit, with the reason; EXISTS where both hold the same rank. What is added lives in the arena. */
int px_partial_head_add(px_arena *arena, px_partial_head *head, const char *head_name,
                        const px_partial_head *other, const char *other_name,
                        px_error *err) PX_MUST_CHECK;

/* ---- Writing */

/* Writes all rows of the stream, which stays the caller's, into a new file, in one step: under
 * another name, onto the disk, then its name. */
int px_partial_save(const char *path, const px_partial_head *head, px_rows *rows,
                    px_error *err) PX_MUST_CHECK;

/* ---- Reading */

typedef struct px_partial px_partial;

/* Opens a partial and checks head and tail. MALFORMED where it is none, UNSUPPORTED where another
 * version made it, DAMAGED where its bytes are not those that were written. */
int px_partial_open(const char *path, px_partial **ret_partial, px_error *err) PX_MUST_CHECK;
/* The same of an open file, which is taken over, also on failure. */
int px_partial_open_file(FILE *file, const char *name, px_partial **ret_partial,
                         px_error *err) PX_MUST_CHECK;
/* The same of bytes that stay the caller's. */
int px_partial_open_memory(px_str bytes, const char *name, px_partial **ret_partial,
                           px_error *err) PX_MUST_CHECK;
/* The same of bytes from malloc, which are taken over, also on failure. */
int px_partial_open_held(char *bytes, size_t len, const char *name, px_partial **ret_partial,
                         px_error *err) PX_MUST_CHECK;
void px_partial_close(px_partial *partial); /* NULL is fine */

/* In place of a folder of temporary files, here and where rows are spilled (corpus/pile.h): they
 * are held in memory, at most PX_KEPT_IN_MEMORY_MAX bytes each. For protected processes, which can
 * make no files. Known by its address. */
extern const char px_folder_memory[];
#define PX_KEPT_IN_MEMORY_MAX ((size_t)512 << 20)

/* Writes the rows into a temporary file without a name in the folder (NULL: TMPDIR, or /tmp),
 * packed faster than well, and opens that. */
int px_partial_keep(px_rows *rows, const px_partial_head *head, const char *folder,
                    const char *name, px_partial **ret_partial, px_error *err) PX_MUST_CHECK;

/* Reads the whole file and compares it with its SHA-256. */
int px_partial_verify(const px_partial *partial, px_error *err) PX_MUST_CHECK;

/* What it says of itself. */
const px_partial_head *px_partial_head_of(const px_partial *partial);
/* As it was opened. */
const char *px_partial_name(const px_partial *partial);
/* Rows of the dimension. */
uint64_t px_partial_count(const px_partial *partial, px_dimension dimension);

/* The rows of one dimension, or with PX_DIMENSION_COUNT all; the partial must outlive them. Several
 * streams may be open at once. Each block is checked as it is read; they must come in order. */
px_rows *px_partial_rows(const px_partial *partial, px_dimension dimension) PX_MUST_CHECK;

#endif
