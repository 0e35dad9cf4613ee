/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The fields of dossiers as tables, from which reading, checking and writing of JSON are made:
 * docs/format-dossier.md in C. Private to src/drafting.
 */
#ifndef PX_DRAFTING_DOSSIER_FIELD_H
#define PX_DRAFTING_DOSSIER_FIELD_H

#include "drafting/dossier.h"

/* What a field holds, and where it goes. */
typedef enum px_dossier_type {
    PX_DOSSIER_TYPE_KIND,   /* px_dossier_kind: its name */
    PX_DOSSIER_TYPE_TEXT,   /* px_dossier_text: an object by language */
    PX_DOSSIER_TYPE_TEXTS,  /* array of px_dossier_text, all that there are, and its length */
    PX_DOSSIER_TYPE_WORD,   /* const px_dossier_word *: one of `words` */
    PX_DOSSIER_TYPE_SIDE,   /* bool: true for the second of `words` */
    PX_DOSSIER_TYPE_DATE,   /* px_dossier_date */
    PX_DOSSIER_TYPE_TIME,   /* int: minute of the day */
    PX_DOSSIER_TYPE_FLAG,   /* bool */
    PX_DOSSIER_TYPE_INT,    /* int from min to max */
    PX_DOSSIER_TYPE_VALUE,  /* long long from min to max */
    PX_DOSSIER_TYPE_STRING, /* px_str of a form */
    PX_DOSSIER_TYPE_SOURCE, /* px_dossier_source: the key of a source of the part */
    PX_DOSSIER_TYPE_LIST,   /* array and, at `count`, its length: from min to max items */
    PX_DOSSIER_TYPE_COUNT
} px_dossier_type;

/* The forms of strings. */
typedef enum px_dossier_form {
    PX_DOSSIER_FORM_LINE,       /* up to 200 bytes without control characters */
    PX_DOSSIER_FORM_KEY,        /* [a-z0-9-], up to 64 */
    PX_DOSSIER_FORM_REFERENCE,  /* the same: the key of an entry of the kind `refers` */
    PX_DOSSIER_FORM_LABEL,      /* of a version */
    PX_DOSSIER_FORM_LASTING_ID, /* of a provision */
    PX_DOSSIER_FORM_ZONE,       /* "Europe/Brussels" */
    PX_DOSSIER_FORM_ADDRESS,    /* http or https */
    PX_DOSSIER_FORM_DAY,        /* 2024-11-14 */
    PX_DOSSIER_FORM_COUNT
} px_dossier_form;

typedef struct px_dossier_field px_dossier_field;
struct px_dossier_field {
    const char *name; /* NULL ends a table */
    px_dossier_type type;
    bool required;
    size_t offset; /* in the struct that it belongs to */
    long long min, max;
    const px_dossier_word *words; /* ended by a name that is NULL */
    px_dossier_form form;
    px_dossier_kind refers;
    /* Of lists: where the length goes; fields and size of its items, which without fields are
     * strings of the form. */
    size_t count;
    const px_dossier_field *fields;
    size_t size;
};

/* Every text is at most so long, in bytes. */
enum { PX_DOSSIER_MAX_TEXT = 16 * 1024 };

/* The fields that every entry has, and those of a kind. */
extern const px_dossier_field px_dossier_entry_fields[];
const px_dossier_field *px_dossier_kind_fields(px_dossier_kind kind);

/* Those of a source of the file. */
extern const px_dossier_field px_dossier_source_fields[];

/* The field of that name, or NULL. */
const px_dossier_field *px_dossier_field_find(const px_dossier_field *fields, const char *name);

/* ---- Closed lists of words (dossier_words.c) */

extern const px_dossier_word px_dossier_steps[], px_dossier_roles[], px_dossier_states[],
    px_dossier_confidences[], px_dossier_figure_whats[], px_dossier_figure_relations[],
    px_dossier_term_types[], px_dossier_term_units[], px_dossier_term_relations[],
    px_dossier_sides[];
extern const px_dossier_word px_dossier_confidence_house;

/* The word of that name, or NULL. */
const px_dossier_word *px_dossier_word_find(const px_dossier_word *words, px_str name);

/* ---- Dates (dossier_when.c) */

/* "2024-11-14", "2024-W47", "2025-02", "2024"; false for anything else, and for days and weeks that
 * there are not. */
bool px_dossier_date_parse(px_str text, px_dossier_date *ret_date);

/* Appends the same again. */
void px_dossier_date_print(px_builder *out, const px_dossier_date *date);

#endif
