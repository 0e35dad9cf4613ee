/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A comment as it stands in a file, and the two tables of columns from which every format is read
 * and written: those of praxis itself (CSV, JSON, the further columns of XLSX), which lose nothing,
 * and those of forms (the ISO form, OSD), which other systems know.
 *
 * Forms have places for what a comment of this house has no field of its own for: a proposed change
 * in free words, and a place that is not found in the text. Both stand in the comment's text, at
 * its end and its head, in a form that px_comment_row_unfold takes apart again.
 */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_ROW_H
#define PX_DRAFTING_COMMENT_EXCHANGE_ROW_H

#include <stdint.h>

#include "base/arena.h"
#include "base/builder.h"
#include "base/str.h"

/* Texts are never NULL-terminated; empty where there is nothing. */
typedef struct px_comment_row {
    int64_t line;   /* where the row is in the file, from 1 */
    px_str id;      /* public id, or what the form calls it ("DE-003") */
    int64_t number; /* in the code */
    px_str code, version, process;
    int64_t round;
    px_str state, origin, source;
    px_str submitted; /* "2026-11-30T22:59:59.000Z" */
    bool late;
    px_str author, organisation, category, country;
    px_str meeting, minute;
    px_str member;                       /* MB/NC as the form has it: "DE", "**" */
    px_str line_number, clause, element; /* place in words of the form */
    px_str clause_title;                 /* heading of that provision */
    px_str lasting_id, eid, language;    /* place; language of the text that it stands in */
    bool in_heading;                     /* ... and the words in it, in code points */
    int64_t start, end;                  /* equal: the whole provision */
    px_str quoted;                       /* the words at that place */
    px_str kind, stance;                 /* names */
    px_str text, text_language;          /* Markdown */
    px_str change;                       /* proposed change in free words */
    px_str wording;                      /* proposed words in place of those at that place */
    bool deletion;                       /* those words are to go */
    px_str status, motivation, answer_language, answered; /* the published answer */
    px_str opinion, feedback;                             /* what the author says of it */
    px_str place;        /* head of the text that keeps a place in words */
    px_str stage;        /* "40.20" */
    px_str observations; /* what a form has in its last column */
    /* Of one that belongs to an account here, as an operator moves it from another system. */
    px_str account;      /* address of its author */
    px_str submitted_by; /* address of the contact point that submits it for the organisation */
    px_str display;      /* how its author is shown: name, organisation or anonymous */
    px_str file;         /* that goes with it: path from the folder of the file that names it */
} px_comment_row;

typedef enum px_column_kind { PX_COLUMN_TEXT, PX_COLUMN_NUMBER, PX_COLUMN_YES } px_column_kind;

typedef struct px_comment_column {
    const char *key;   /* in CSV and JSON: "lasting_id" */
    const char *title; /* in forms: "Clause nb"; NULL: only in our own formats */
    px_column_kind kind;
    size_t at;      /* offset in px_comment_row */
    unsigned width; /* of sheets, in characters */
    bool is_long;   /* may be longer than a cell of XLSX */
} px_comment_column;

/* Of praxis, in their order. */
extern const px_comment_column px_comment_columns[];
extern const size_t px_comment_column_count;

/* Of OSD exports, in their order; the titles are those that OSD writes. */
extern const px_comment_column px_comment_osd_columns[];
extern const size_t px_comment_osd_column_count;

/* Of accounts: read where an operator takes them in with their accounts, and never written. */
extern const px_comment_column px_comment_account_columns[];
extern const size_t px_comment_account_column_count;

/* Of the ISO form, its eight. */
enum { PX_ISO_COLUMNS = 8 };
typedef struct px_iso_column {
    const char *title, *hint; /* as printed in the form; hint: or NULL */
    unsigned width;           /* twentieths of a point */
    const char *style;        /* of its paragraphs */
} px_iso_column;
extern const px_iso_column px_iso_columns[PX_ISO_COLUMNS];

/* The value as text ("" where there is nothing), appended; and set from text: false for what is no
 * number, or neither yes nor no. The slice is borrowed. */
void px_comment_row_value(const px_comment_row *row, const px_comment_column *column,
                          px_builder *out);
bool px_comment_row_set(px_comment_row *row, const px_comment_column *column, px_str value);
/* Of a TEXT column. */
px_str px_comment_row_text(const px_comment_row *row, const px_comment_column *column);

/* The column that a header names: by key, by the title of OSD or of the ISO form, or by one of the
 * other words that people and programs use; without regard to case and white space. NULL. */
const px_comment_column *px_comment_column_find(px_str header);

/* True where nothing is said: a row that somebody left empty. */
bool px_comment_row_is_empty(const px_comment_row *row);

/* Text with the place in words before it (row->place, else what of clause, element, line_number is
 * not empty) and the proposed change behind it, as a comment's text, in the arena. */
px_str px_comment_row_fold(px_arena *arena, px_str text, const px_comment_row *place,
                           px_str change);
/* Takes a text apart: sets text, change and, where they stand in it, place, clause, element and
 * line_number. The slices are those of the text. */
void px_comment_row_unfold(px_str text, px_comment_row *row);

/* "ge", "te", "ed" of the form, and all that people type for them ("Technical", "TE ", "general");
 * the name of a px_comment_kind, empty where it is none. px_iso_kind gives the two letters. */
px_str px_comment_kind_of_words(px_str words);
const char *px_iso_kind(px_str kind);

/* The status that an observation begins with, in the order in which the words have to be looked for
 * (accepted with modifications, not accepted, partly accepted, accepted, noted); the name of a
 * px_answer_status, empty where it says none. ret_rest: what stands behind the status word. */
px_str px_comment_status_of_words(px_str words, px_str *ret_rest);
/* The words of the form for a status, and the shading of its cell ("92D050"); NULL. */
const char *px_iso_status_words(px_str status);
const char *px_iso_status_shade(px_str status);

/* The observation that a form gets for the answer of the row: "Accepted. The reason." */
px_str px_comment_row_observation(px_arena *arena, const px_comment_row *row);
/* The id of the form, "DE-003", for a row with country and number; "**" where no country is
 * known. */
px_str px_comment_row_form_id(px_arena *arena, const px_comment_row *row);

#endif
