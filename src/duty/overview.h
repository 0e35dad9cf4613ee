/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The work list of a provider: of each model what is missing, what cannot both hold, what was
 * published last, when its next version is due, what changed since, and what to do next.
 *
 * What has to be counted from claims is kept for each model (duty/model_state.h). A model whose
 * claims changed meanwhile is counted as it is read, at most PX_OVERVIEW_COUNT_MAX of them; of
 * others the last figures are given, marked as such, until the job has counted them.
 *
 * What is read lives in the caller's arena.
 */
#ifndef PX_DUTY_OVERVIEW_H
#define PX_DUTY_OVERVIEW_H

#include "drafting/right.h"
#include "duty/model_entry.h"
#include "duty/official_form.h"
#include "store/house.h"

enum { PX_OVERVIEW_FORMS = 2, PX_OVERVIEW_COUNT_MAX = 100 };

/* When the next version of a document is due. */
typedef enum px_due {
    PX_DUE_NONE,  /* by no clock, or nothing was published yet */
    PX_DUE_LATER, /* by next_update */
    PX_DUE_SOON,  /* in the days of the rule summary-reminder */
    PX_DUE_OVERDUE,
    PX_DUE_COUNT
} px_due;

/* "none", "later", "soon", "overdue". */
const char *px_due_name(px_due due);

/* One form of a model. */
typedef struct px_overview_form {
    const px_official_form *form;
    int asked, missing; /* fields that are asked for, and those of them without a value */
    int changed;        /* fields that differ from the last published document */
    int number;         /* of the last published document; 0: none */
    px_str version;     /* of the model that it is about, or empty: the model itself */
    px_str day, next_update;
    int64_t document, of; /* rows of that document and of that version, or 0 */
    px_due due;
} px_overview_form;

/* What to do next, the most urgent first. */
typedef enum px_next_step {
    PX_NEXT_UPDATE_OVERDUE, /* publish the next version of the form: it was due */
    PX_NEXT_LOOK,           /* what is claimed does not fit the forms, so that nothing is counted */
    PX_NEXT_RESOLVE,        /* contradictions */
    PX_NEXT_FILL,           /* the form's missing fields, before it is published the first time */
    PX_NEXT_PUBLISH,        /* the form's first version */
    PX_NEXT_UPDATE,         /* publish the next version: answers changed since the last one */
    PX_NEXT_UPDATE_SOON,    /* publish the next version: it is due soon */
    PX_NEXT_FILL_MORE,      /* fields that a published form leaves empty */
    PX_NEXT_NOTHING,
    PX_NEXT_COUNT
} px_next_step;

/* "update-overdue" ...; what to do as message ids, with the arguments {count} and {day} where they
 * apply; ret_many: that for several, or NULL where it always is one thing. */
const char *px_next_step_name(px_next_step step);
const char *px_next_step_title(px_next_step step, const char **ret_many);

typedef struct px_overview_model {
    px_model_entry model; /* row, provider, id, slugs, names and family alone */
    bool counted;         /* the figures are those of what is claimed now */
    bool unreadable;      /* there are none: a claim does not fit its form any more */
    int contradictions;
    px_overview_form forms[PX_OVERVIEW_FORMS];
    px_due due;     /* the most urgent of its forms */
    px_str due_day; /* of that form, or empty */
    px_next_step next;
    size_t next_form; /* which form it is about */
} px_overview_model;

typedef struct px_overview {
    px_overview_model *models; /* by provider and name */
    size_t count;
    bool several; /* of several providers */
} px_overview;

/* The models of that provider, or, with provider 0, of all whose claims that person may read;
 * today: "2026-11-30". A provider that was named is not checked for rights. */
int px_overview_read(px_house *house, px_db *db, px_arena *arena, const px_who *who,
                     int64_t provider, px_str today, px_overview *ret_overview,
                     px_error *err) PX_MUST_CHECK;

/* ---- Choosing */

/* What is shown of it. */
typedef enum px_overview_show {
    PX_SHOW_ALL,
    PX_SHOW_OVERDUE,
    PX_SHOW_SOON,
    PX_SHOW_CONTRADICTIONS,
    PX_SHOW_UNPUBLISHED, /* a form of it was never published */
    PX_SHOW_CHANGED,     /* since it was published */
    PX_SHOW_MISSING,     /* fields */
    PX_SHOW_COUNT
} px_overview_show;

typedef enum px_overview_order {
    PX_ORDER_NEXT, /* what to do next, the most urgent first; then what is due first */
    PX_ORDER_DUE,  /* what is due first */
    PX_ORDER_NAME,
    PX_ORDER_MISSING,
    PX_ORDER_CONTRADICTIONS,
    PX_ORDER_CHANGED,
    PX_ORDER_PUBLISHED, /* what was published longest ago first; never before ever */
    PX_ORDER_COUNT
} px_overview_order;

/* Names for addresses, which never change, and titles as message ids. */
const char *px_overview_show_name(px_overview_show show);
const char *px_overview_show_title(px_overview_show show);
const char *px_overview_order_name(px_overview_order order);
const char *px_overview_order_title(px_overview_order order);
/* What is not known is everything, by PX_ORDER_NEXT. */
px_overview_show px_overview_show_find(px_str name);
px_overview_order px_overview_order_find(px_str name);

typedef struct px_overview_choice {
    px_overview_show show;
    px_overview_order order;
    px_str words; /* what the name of model, family or provider has in it, or empty */
} px_overview_choice;

/* The models that are chosen, in order: pointers into the overview. ret_counts: how many each way
 * of showing has, among those with the words. */
void px_overview_choose(px_arena *arena, const px_overview *overview,
                        const px_overview_choice *choice, const px_overview_model ***ret_models,
                        size_t *ret_count, size_t ret_counts[PX_SHOW_COUNT]);

#endif
