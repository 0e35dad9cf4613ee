/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The dossier of a code: what is known of it beside its text. Entries of constant kinds, each with
 * a date as precise as is known, with sources and how sure they are; docs/format-dossier.md.
 *
 * What is read lives in the arena of the caller. Texts are in the language asked for, or else in
 * another one, which `language` of the text tells.
 */
#ifndef PX_DRAFTING_DOSSIER_H
#define PX_DRAFTING_DOSSIER_H

#include "base/message.h"
#include "code/code.h"
#include "store/house.h"

typedef enum px_dossier_kind {
    PX_DOSSIER_STEP,
    PX_DOSSIER_ROUND,
    PX_DOSSIER_GROUP,
    PX_DOSSIER_APPOINTMENT,
    PX_DOSSIER_CATEGORY,
    PX_DOSSIER_CRITICISM,
    PX_DOSSIER_SIGNATORY,
    PX_DOSSIER_FACT,
    PX_DOSSIER_ADDRESSEE,
    PX_DOSSIER_RISK,
    PX_DOSSIER_DUTY,
    PX_DOSSIER_SUMMARY,
    PX_DOSSIER_NOTICE,
    PX_DOSSIER_KIND_COUNT
} px_dossier_kind;

/* A word of a closed list, like "kick-off-plenary", "vice-chair", "primary", "within". The name is
 * never translated; the title is a message id. */
typedef struct px_dossier_word {
    const char *name, *title;
} px_dossier_word;

typedef struct px_dossier_text {
    px_str value;    /* plain; ptr NULL: there is none */
    px_str language; /* the one found; empty where it is the one asked for */
} px_dossier_text;

typedef enum px_dossier_precision {
    PX_DOSSIER_NO_DATE,
    PX_DOSSIER_YEAR,
    PX_DOSSIER_MONTH,
    PX_DOSSIER_WEEK,
    PX_DOSSIER_DAY
} px_dossier_precision;

/* first and last are the days it spans, counted from 1970-01-01 (px_date_from_days). */
typedef struct px_dossier_date {
    px_dossier_precision precision;
    int64_t first, last;
} px_dossier_date;

typedef struct px_dossier_when {
    px_dossier_date date, until; /* until: PX_DOSSIER_NO_DATE where there is none */
    bool about;
    int minute;  /* of the day, civil time of zone; -1: none */
    px_str zone; /* empty where there is no time */
} px_dossier_when;

typedef struct px_dossier_source {
    px_str key;
    px_dossier_text title, note;
    px_str address; /* http or https, or empty */
    const px_dossier_word *confidence;
} px_dossier_source;

typedef struct px_dossier_figure {
    const px_dossier_word *what, *relation;
    long long value;
    px_dossier_source source;
} px_dossier_figure;

typedef struct px_dossier_name {
    px_dossier_when when;
    px_dossier_text name;
    px_dossier_source *sources;
    size_t n_sources;
} px_dossier_name;

typedef struct px_dossier_article {
    px_str act, article; /* "ai-act", "53(1)(a)" */
} px_dossier_article;

typedef struct px_dossier_term {
    const px_dossier_word *type, *unit, *relation;
    long long value;
    px_dossier_text what, from, unless;
    bool before; /* the time stands before `from`, not after it */
} px_dossier_term;

/* One entry; what its kind does not have is empty, 0 or NULL. */
typedef struct px_dossier_entry {
    px_dossier_kind kind;
    px_str key, part;
    px_str process, process_title; /* of what a process of the house did; else empty */
    px_time begins_at,
        ends_at;  /* with `process`: the instants; ends_at is PX_TIME_NONE without an end */
    size_t place; /* in its part, from 1 */
    px_dossier_when when;
    px_dossier_source *sources; /* at least one */
    size_t n_sources;
    px_dossier_figure *figures;
    size_t n_figures;

    px_dossier_text title, text, by, answer, subject;
    const px_dossier_word *word; /* which step, role or state it is */
    int cycle, number;           /* 0: none */
    px_str version, round, group, person, party, provision;
    px_str *chapters, *addressees; /* lasting ids; keys */
    size_t n_chapters, n_addressees;
    px_dossier_name *names;
    size_t n_names;
    px_dossier_article *articles;
    size_t n_articles;
    px_dossier_term *terms;
    size_t n_terms;
} px_dossier_entry;

typedef struct px_dossier {
    px_dossier_entry *entries; /* by date, then as in their parts */
    size_t count;
    px_str as_of; /* the latest day of its parts, "2026-11-24", or empty */
} px_dossier;

/* "step", ...; the title is a message id. */
const char *px_dossier_kind_name(px_dossier_kind kind);
const char *px_dossier_kind_title(px_dossier_kind kind);
bool px_dossier_kind_find(px_str name, px_dossier_kind *ret_kind);

/* Everything that is known of the code; without any part an empty dossier. */
int px_dossier_load(px_db *db, px_arena *arena, const px_code *code, px_str language,
                    px_dossier *ret_dossier, px_error *err) PX_MUST_CHECK;

/* Only the entries about provisions (duties, risks), and the addressees. */
int px_dossier_load_provisions(px_db *db, px_arena *arena, const px_code *code, px_str language,
                               px_dossier *ret_dossier, px_error *err) PX_MUST_CHECK;

/* Only the entries that name the provision as theirs (duties, risks), and the addressees that these
 * name. */
int px_dossier_load_provision(px_db *db, px_arena *arena, const px_code *code, px_str lasting_id,
                              px_str language, px_dossier *ret_dossier,
                              px_error *err) PX_MUST_CHECK;

/* The entry of that kind and key, or NULL. */
const px_dossier_entry *px_dossier_find(const px_dossier *dossier, px_dossier_kind kind,
                                        px_str key);

/* "14 November 2024", "week of 18 November 2024", "February 2025", "11 to 30 March 2025",
 * "about 10 September 2024", "25 August 2024, 18:00", in the language. */
void px_dossier_when_words(px_builder *out, const px_language *language,
                           const px_dossier_when *when);

/* "almost 1,000 participants". */
void px_dossier_figure_words(px_builder *out, const px_language *language,
                             const px_dossier_figure *figure);

/* "within 5 business days after confirmation", "at least 10 years", "at least 5 samples": relation,
 * value, unit, and for times what they count from. */
void px_dossier_term_words(px_builder *out, const px_language *language,
                           const px_dossier_term *term);

/* "Article 53(1)(a) of the AI Act", "Annex XI, section 1 of the AI Act", as the language cites law.
 * An act or a form of place that is not known stays as it is written. */
void px_dossier_article_words(px_builder *out, const px_language *language,
                              const px_dossier_article *article);

/* Takes one part from the bytes of a file, and replaces the part of that name: a deed for
 * px_house_write. MALFORMED for what is no JSON, INVALID with the entry's place and key for what
 * breaks docs/format-dossier.md; TOO_LARGE above 4 MiB or 5,000 entries. Appends the logged act
 * dossier.published. */
typedef struct px_dossier_import {
    px_str bytes;
    const char *source; /* names the file in messages */
    const char *author;
    const char *hash; /* of px_blob_put: keeps the file; NULL: it is not kept */
    char ret_code[65], ret_part[65];
    char ret_act[64]; /* public id of the act; empty where the part was the same before */
    long long ret_entries;
    bool ret_code_made;
} px_dossier_import;
int px_dossier_import_deed(px_db *db, void *import, px_error *err);

/* The same in a house, with the file kept as it was received. */
int px_dossier_import_into_house(px_house *house, px_dossier_import *import,
                                 px_error *err) PX_MUST_CHECK;

/* The file of a part, byte for byte; the caller frees. NOT_FOUND where there is no such part, or
 * where its file was not kept. */
int px_dossier_file_get(px_house *house, px_db *db, const px_code *code, px_str part,
                        char **ret_data, size_t *ret_len, px_error *err) PX_MUST_CHECK;

#endif
