/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The official forms as data: the public summary of training content ("summary") and the model
 * documentation form ("model"), each a file of data/forms that data/schemas/form.json describes. A
 * field's full name, as claims have it, is "FORM.ID": "summary.2.3.h", "model.p.size".
 *
 * They are read once and last as long as the program; any thread may use them. What the words of a
 * field say is ours, never the official sentence.
 */
#ifndef PX_DUTY_OFFICIAL_FORM_H
#define PX_DUTY_OFFICIAL_FORM_H

#include <stdbool.h>

#include "base/str.h"

/* docs/forms.md gives the JSON of each type's values. */
typedef enum px_field_type {
    PX_FIELD_TEXT,
    PX_FIELD_YES_NO,
    PX_FIELD_DATE,
    PX_FIELD_MONTH,
    PX_FIELD_PERIOD,
    PX_FIELD_MODALITIES,
    PX_FIELD_NUMBER,
    PX_FIELD_NUMBERS,   /* several, each by the key of a part */
    PX_FIELD_MAGNITUDE, /* a power of ten */
    PX_FIELD_SIZE,      /* by modality */
    PX_FIELD_RANGE,
    PX_FIELD_LIST,
    PX_FIELD_TEXT_BY_MODALITY,
    PX_FIELD_CHOICES,
    PX_FIELD_DOMAINS,
    PX_FIELD_TYPE_COUNT
} px_field_type;

/* Of the cells of a list. */
typedef enum px_column_type {
    PX_COLUMN_NAME, /* words that are the same in every language */
    PX_COLUMN_TEXT,
    PX_COLUMN_LINK,
    PX_COLUMN_DATE,
    PX_COLUMN_MONTH,
    PX_COLUMN_PERIOD,
    PX_COLUMN_NUMBER,
    PX_COLUMN_MODALITY,
    PX_COLUMN_CHOICE,
    PX_COLUMN_TYPE_COUNT
} px_column_type;

/* Who may have a field; bits of `recipients`. */
typedef enum px_recipient {
    PX_RECIPIENT_PUBLIC,
    PX_RECIPIENT_AI_OFFICE,
    PX_RECIPIENT_AUTHORITY,  /* national competent authorities, through the AI Office */
    PX_RECIPIENT_DOWNSTREAM, /* downstream providers */
    PX_RECIPIENT_COUNT
} px_recipient;

/* What a field is about, and who therefore claims it. */
typedef enum px_field_level {
    PX_FIELD_OF_PROVIDER,
    PX_FIELD_OF_MODEL,
    PX_FIELD_OF_DOCUMENT, /* of the document itself: never claimed */
    PX_FIELD_LEVEL_COUNT
} px_field_level;

typedef enum px_field_derivation {
    PX_DERIVED_NOT,
    PX_DERIVED_RANGE,     /* the range that the number of another field lies in */
    PX_DERIVED_MAGNITUDE, /* its power of ten */
    PX_DERIVED_COUNT
} px_field_derivation;

/* Words in both languages. */
typedef struct px_bilingual {
    px_str en, fr;
} px_bilingual;

/* Those of a language's tag: English for all but French. */
px_str px_bilingual_in(const px_bilingual *words, px_str language);

typedef struct px_form_part {
    px_str key; /* of choices: the id */
    px_bilingual label;
    px_str unit; /* or empty */
} px_form_part;

/* Numbers in decimal digits; empty: no bound. Whether a bound itself belongs to the range is not
 * said by either form. */
typedef struct px_form_range {
    px_str modality; /* or empty */
    px_str id;
    px_bilingual label;
    px_str unit, lower, upper;
    px_str upper_from, upper_to; /* the upper bound may be taken as anything between, or empty */
} px_form_range;

typedef struct px_form_column {
    px_str key;
    px_bilingual label;
    px_column_type type;
    bool required;
    px_str unit;
    const px_form_part *options; /* of a choice */
    size_t n_options;
} px_form_column;

/* Another field of the form has that answer. */
typedef struct px_form_condition {
    px_str field; /* id */
    bool is;
} px_form_condition;

typedef struct px_form_derived {
    px_field_derivation how;
    px_str from;   /* id of the field */
    px_str column; /* of a list: the column with the numbers, or empty */
    px_str part;   /* of numbers: the key, or empty */
} px_form_derived;

/* How sure what we say is: "primary", "secondary", "unverified". */
typedef struct px_form_confidence {
    px_str text, recipients;
} px_form_confidence;

typedef struct px_official_field {
    px_str form, id;
    px_str name; /* "FORM.ID" */
    px_str section;
    px_bilingual label, guidance;
    px_field_type type;
    px_str unit;
    long long significant;    /* figures that a number has at least; 0: not said */
    const px_str *modalities; /* in the order of the form */
    size_t n_modalities;      /* 0: not of modalities */
    const px_form_range *ranges;
    size_t n_ranges;
    const px_form_column *columns;
    size_t n_columns;
    const px_form_part *options; /* of choices */
    size_t n_options;
    bool one;                  /* of choices: only one can hold */
    bool whole;                /* of a number: it has no fraction */
    const px_form_part *parts; /* of numbers */
    size_t n_parts;
    unsigned recipients;                 /* 1u << px_recipient */
    bool header;                         /* stands in every document, whoever receives it */
    const px_form_condition *conditions; /* the field is asked for where one of them holds */
    size_t n_conditions;                 /* 0: always */
    px_form_derived derived;
    long long words; /* advice on the length; 0: none */
    px_field_level level;
    bool not_applicable; /* "does not apply" is an answer */
    bool optional;
    bool with_words; /* a month may have words beside it */
    bool by_name;    /* a period may be one for each of several names (crawlers) */
    px_str source, date;
    px_form_confidence confidence;
} px_official_field;

typedef struct px_form_section {
    px_str id;
    px_bilingual title;
    px_str above; /* id of the section that it stands in, or empty */
} px_form_section;

/* How an earlier form that is no longer valid can be told: any of the words stand in it. */
typedef struct px_form_mark {
    px_str id;
    px_bilingual label;
    const px_str *words;
    size_t n_words;
} px_form_mark;

typedef struct px_earlier_form {
    px_str version;
    px_bilingual title;
    px_str source, date, confidence;
    const px_form_mark *marks;
    size_t n_marks;
} px_earlier_form;

/* A field of a draft of the form that the final one does not have. */
typedef struct px_gone_field {
    px_str section;
    px_bilingual label, became;
    px_str in; /* "draft-3" */
} px_gone_field;

typedef struct px_official_form {
    px_str name, version;
    px_bilingual title;
    px_str source, date, confidence;
    px_bilingual not_asked; /* stands in a field whose condition does not hold */
    const px_form_section *sections;
    size_t n_sections;
    const px_official_field *fields; /* in the order of the form */
    size_t n_fields;
    const px_earlier_form *earlier;
    size_t n_earlier;
    const px_gone_field *gone;
    size_t n_gone;
} px_official_form;

#define PX_FORM_SUMMARY "summary"
#define PX_FORM_MODEL "model"

/* By name, or NULL; and all of them, NULL after the last. */
const px_official_form *px_official_form_by_name(px_str name);
const px_official_form *px_official_form_at(size_t index);

/* By id ("2.3.h"), and by full name ("summary.2.3.h"); NULL where there is none. */
const px_official_field *px_official_field_by_id(const px_official_form *form, px_str id);
const px_official_field *px_official_field_by_name(px_str name);
const px_form_section *px_official_section(const px_official_form *form, px_str id);

/* Whether that recipient may have the field. */
bool px_official_field_is_for(const px_official_field *field, px_recipient recipient);

/* "public", "ai-office", "authority", "downstream", and titles (message ids). */
const char *px_recipient_name(px_recipient recipient);
const char *px_recipient_title(px_recipient recipient);
bool px_recipient_find(px_str name, px_recipient *ret_recipient);

/* "text", "yes_no" ... */
const char *px_field_type_name(px_field_type type);

/* The names of modalities in their languages: "text" ... "other"; NULL for no such. */
const char *px_form_modality_title(px_str modality); /* message id */

#endif
