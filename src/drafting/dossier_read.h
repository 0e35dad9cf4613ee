/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading dossiers from JSON by the tables of dossier_field.h; everything is checked but what needs
 * other entries. Private to src/drafting, its fuzz target and its tests.
 */
#ifndef PX_DRAFTING_DOSSIER_READ_H
#define PX_DRAFTING_DOSSIER_READ_H

#include "base/json_read.h"
#include "drafting/dossier_field.h"

enum {
    PX_DOSSIER_MAX_BYTES = 4 * 1024 * 1024,
    PX_DOSSIER_MAX_ENTRIES = 5000,
    PX_DOSSIER_MAX_SOURCES = 500,
};

/* What reading needs, and where it is, for messages. */
typedef struct px_dossier_reader {
    px_arena *arena;
    px_str language;            /* that texts are wanted in */
    const char *file;           /* names the file, or the part */
    px_dossier_source *sources; /* of the part: key, title, address */
    size_t n_sources;
    size_t place;    /* of the entry in its part, from 1; 0: outside of entries */
    px_str key;      /* of the entry, where it is known */
    px_builder path; /* of the field: "names[1].date" */
} px_dossier_reader;

/* One file: a part of a dossier. */
typedef struct px_dossier_file {
    json_t *json; /* owned: px_dossier_file_free */
    int version;  /* of the format */
    px_str code, part, as_of;
    px_dossier_text *titles; /* of the code; language: that of each */
    size_t n_titles;
    px_dossier_reader reader; /* with the sources of the part */
    px_dossier_entry *entries;
    size_t count;
} px_dossier_file;

/* Reads a whole file; its slices live in the arena. MALFORMED, INVALID and TOO_LARGE as for
 * px_dossier_import_deed. The file is to be freed whatever is returned. */
int px_dossier_file_read(px_str bytes, const char *name, px_arena *arena, px_str language,
                         px_dossier_file *ret_file, px_error *err) PX_MUST_CHECK;
void px_dossier_file_free(px_dossier_file *file);
#define PX_AUTO_DOSSIER_FILE PX_CLEANUP(px_dossier_file_free)

/* Adds a source of the part, by its key, to the reader's. */
int px_dossier_read_source(px_dossier_reader *reader, px_str key, const json_t *value,
                           px_error *err) PX_MUST_CHECK;

/* Reads an entry; the reader tells place and part. */
int px_dossier_read_entry(px_dossier_reader *reader, const json_t *value,
                          px_dossier_entry *ret_entry, px_error *err) PX_MUST_CHECK;

/* Checks a string, and INVALID with the name of the field (dossier_form.c). */
int px_dossier_form_check(px_dossier_reader *reader, const char *name, px_dossier_form form,
                          px_str value, px_error *err) PX_MUST_CHECK;

/* Reads a value of any type but a list into the field's place in the object (dossier_value.c). */
int px_dossier_read_value(px_dossier_reader *reader, const px_dossier_field *field,
                          const json_t *value, void *object, px_error *err) PX_MUST_CHECK;

/* Reads the object's fields by the table; those of `more` (or NULL) may stand there too. */
int px_dossier_read_object(px_dossier_reader *reader, const px_dossier_field *fields,
                           const px_dossier_field *more, const json_t *value, void *object,
                           px_error *err) PX_MUST_CHECK;

/* INVALID for a field of the entry (or of the file) that the reader is at: `reason` is a message id
 * of the predicate ("is no date"), value what stands there, or none. Always less than 0, which is
 * said to the compilers. */
int px_dossier_fail(px_dossier_reader *reader, const char *field, const char *reason, px_str value,
                    px_error *err);
#define px_dossier_fail(...) PX_NEGATIVE(px_dossier_fail(__VA_ARGS__))

#endif
