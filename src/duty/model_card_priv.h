/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files model_card*.c. */
#ifndef PX_DUTY_MODEL_CARD_PRIV_H
#define PX_DUTY_MODEL_CARD_PRIV_H

#include <jansson.h>

#include "duty/model_card.h"

typedef struct card_reading {
    px_str text, name;
    px_arena *arena;
    px_model_card *card;
} card_reading;

/* Adds a value, which is taken over; nothing where the field has one or the value is NULL or not
 * one of the field's. where: a slice of the text. */
void card_add(card_reading *r, const char *field, json_t *value, px_str where);

/* Names something that was not placed. */
void card_miss(card_reading *r, px_str what);

/* At most max bytes of UTF-8, cut between code points. */
px_str card_cut(px_str text, size_t max);

/* The YAML at the head, and the rest. */
int card_read_head(card_reading *r, const char *source, px_str *ret_body,
                   px_error *err) PX_MUST_CHECK;
void card_read_body(card_reading *r, px_str body);

/* The lines between the first "---" and the next; empty where the text does not begin so. ret_rest:
 * what follows. */
px_str card_head_of(px_str text, px_str *ret_rest);

/* ---- Tables: cells as slices of the text; a cell that spans rows stands in each */

enum { CARD_COLUMNS_MAX = 32, CARD_ROWS_MAX = 500 };

typedef struct card_table {
    px_str *cells; /* n_rows times n_columns */
    size_t n_rows, n_columns;
    px_str where;
} card_table;

typedef void card_table_fn(card_reading *r, const card_table *table);
void card_each_table(card_reading *r, px_str body, card_table_fn *fn);

/* The words of a cell or line, without marks of HTML and Markdown, in one line. */
px_str card_plain(px_arena *arena, px_str raw);

/* ---- Values as people write them; NULL where it is none */

json_t *card_number(px_arena *arena, px_str words);     /* "15T+", "1.46M", "2,040", "8 billion" */
json_t *card_month(px_str words);                       /* "December 2023", "2023-12" */
json_t *card_date(px_str words);                        /* "July 23, 2024", "2024-07-23" */
json_t *card_modalities(px_arena *arena, px_str words); /* "Multilingual Text and code" */
json_t *card_languages(px_arena *arena, px_str words);  /* "English, German, and Thai." */

#endif
