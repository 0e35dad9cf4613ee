/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything that the house keeps of one person, for the person's own copy of it (Regulation (EU)
 * 2018/1725, Articles 17 and 22; GDPR, Articles 15 and 20). A constant table names each place where
 * it stands: the table and the column that leads to the person, what it is, and how it is read. A
 * test reads the schema and fails where a column that refers to persons is in no row of the table.
 *
 * Secrets are told of, and not given: a copy must not be a key to the account.
 */
#ifndef PX_DRAFTING_PEOPLE_PERSONAL_DATA_H
#define PX_DRAFTING_PEOPLE_PERSONAL_DATA_H

#include "base/json_write.h"
#include "drafting/people/person.h"

enum { PX_PERSONAL_FIELDS_MAX = 24 };

typedef enum px_personal_form {
    PX_PERSONAL_TEXT,
    PX_PERSONAL_TIME, /* NULL where there is none */
    PX_PERSONAL_NUMBER,
    PX_PERSONAL_YES /* or no */
} px_personal_form;

typedef struct px_personal_value {
    bool none;      /* nothing is kept there */
    px_str text;    /* TEXT */
    int64_t number; /* the other forms; TIME: in ms since 1970, UTC */
} px_personal_value;

/* What a text that is a key says in words, where the person reads it (people/personal_words.h);
 * value[-1] is that of the field before. Empty where there are no words for it. */
typedef struct px_personal_speaker px_personal_speaker;
typedef px_str px_personal_word_fn(const px_personal_speaker *speaker,
                                   const px_personal_value *value);

typedef struct px_personal_field {
    const char *name;  /* key in the copy; NULL after the last */
    const char *label; /* message id */
    px_personal_form form;
    px_personal_word_fn *word; /* or NULL: the text is what it says */
} px_personal_field;

typedef struct px_personal_source {
    const char *name;           /* key in the copy, one of its own */
    const char *table, *column; /* column: that refers to the person, or NULL */
    const char *title, *why;    /* message ids: what it is, what it is for */
    const char *sql;            /* by the person's row (?1): the fields in their order */
    px_personal_field fields[PX_PERSONAL_FIELDS_MAX];
} px_personal_source;

/* The name is NULL after the last. */
extern const px_personal_source px_personal_sources[];

/* What one source has; n_fields values a row. */
typedef struct px_personal_part {
    const px_personal_source *source;
    size_t n_fields, n_rows;
    px_personal_value *values;
} px_personal_part;

/* One part for each source, in the order of the table, also the empty ones; in the arena. */
int px_personal_data(px_db *db, px_arena *arena, const px_person *person,
                     px_personal_part **ret_parts, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* The members "person" (the public id) and "data" of an open object: an array of rows for each
 * source. */
void px_personal_data_json(px_json *json, const px_person *person, const px_personal_part *parts,
                           size_t count);

#endif
