/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of persons and of organisations: filtered, sorted, page by page. A page begins behind the
 * last row of another one (keyset), however deep it lies.
 *
 * Two views: `all` shows every person, for those who may read everything kept about persons. The
 * other one shows the public what each person chose: those who take part and sign with their name,
 * and everybody with write access. A person who signs as an organisation is counted there; one who
 * is anonymous counts in the category alone.
 */
#ifndef PX_DRAFTING_PEOPLE_PEOPLE_LIST_H
#define PX_DRAFTING_PEOPLE_PEOPLE_LIST_H

#include "drafting/people/organisation.h"
#include "drafting/people/person.h"

enum { PX_PEOPLE_PAGE_MAX = 500, PX_PEOPLE_WORDS_MAX = 3 };

typedef enum px_people_sort {
    PX_PEOPLE_BY_NAME,
    PX_PEOPLE_BY_CATEGORY,
    PX_PEOPLE_BY_COUNTRY,
    PX_PEOPLE_NEWEST, /* only where all is shown */
    PX_PEOPLE_SORT_COUNT
} px_people_sort;

/* Empty texts and zeros filter nothing. */
typedef struct px_people_filter {
    bool all;
    px_str text;              /* beginnings of words of name and organisation, all of the first
                                 PX_PEOPLE_WORDS_MAX; with all also the beginning of an address */
    px_str category, country; /* as in the rows */
    px_str state;             /* with all: "active" where it is empty, "suspended", "erased" */
    px_str role;              /* name of a role that is held now */
    px_scope scope;           /* with `scoped`: where a role is held */
    bool scoped;
    int64_t organisation; /* row */
    px_people_sort sort;
    px_str after, before; /* public id of a row that the page lies behind, or before */
    size_t max;           /* rows of a page, at most PX_PEOPLE_PAGE_MAX */
} px_people_filter;

typedef struct px_people_page {
    px_person *rows;
    size_t count;
    bool more_after, more_before; /* whether there are rows on these sides */
} px_people_page;

/* "name", "category", "country", "newest". */
const char *px_people_sort_name(px_people_sort sort);
bool px_people_sort_find(px_str name, px_people_sort *ret_sort);

/* A page of persons, in the arena. An id in after or before that is not in the view is passed
 * over. */
int px_people_list(px_db *db, px_arena *arena, const px_people_filter *filter,
                   px_people_page *ret_page, px_error *err) PX_MUST_CHECK;

/* How many people take part, by category, in the order of data/categories.tsv; those without a
 * category under an empty key, last. Erased and suspended ones do not count. */
typedef struct px_people_count {
    px_str category;
    int64_t people;
} px_people_count;
int px_people_counts(px_db *db, px_arena *arena, px_people_count **ret_counts, size_t *ret_count,
                     px_error *err) PX_MUST_CHECK;

/* An organisation with the number of its people that the view may tell. */
typedef struct px_people_organisation {
    px_organisation organisation;
    int64_t people;
} px_people_organisation;

typedef struct px_people_organisations {
    px_people_organisation *rows;
    size_t count;
    bool more_after, more_before;
} px_people_organisations;

/* A page of organisations by name, by text, category and country of the filter. */
int px_people_organisation_list(px_db *db, px_arena *arena, const px_people_filter *filter,
                                px_people_organisations *ret_page, px_error *err) PX_MUST_CHECK;

#endif
