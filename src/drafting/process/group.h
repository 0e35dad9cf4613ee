/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Working groups as they are formed, renamed, given chapters and ended: deeds for px_house_write,
 * each with its logged act. Names, subjects and chapters change over time and stay readable as they
 * were (px_group_list).
 *
 * Chairs and members are grants with the scope of the group (people/person.h).
 */
#ifndef PX_DRAFTING_PROCESS_GROUP_H
#define PX_DRAFTING_PROCESS_GROUP_H

#include "drafting/process/plan.h"

/* What is done to a group. `process` is the key of a process of `code`, `key` that of the group. */
typedef struct px_group_change {
    px_str code, process, key;
    const px_plan_text *texts; /* title: the name; text: its subject */
    size_t n_texts;
    const px_str *chapters; /* lasting ids */
    size_t n_chapters;
    px_str reason;
    const char *author;
    char ret_act[64], ret_id[PX_PUBLIC_ID_LEN + 1]; /* of the act; of the group */
} px_group_change;

/* A new group with its names and chapters. EXISTS where the process has one of that key; CONFLICT
 * where another group has one of the chapters. Act group.formed. */
int px_group_form_deed(px_db *db, void *change, px_error *err);

/* Other names or subjects from now on; languages that are not given keep theirs. Act group.renamed.
 */
int px_group_rename_deed(px_db *db, void *change, px_error *err);

/* Other chapters from now on, in place of those it has. CONFLICT where another group has one of
 * them. Act group.rescoped. */
int px_group_rescope_deed(px_db *db, void *change, px_error *err);

/* The end of a group: with a reason. The grants in it end too. Act group.ended. */
int px_group_end_deed(px_db *db, void *change, px_error *err);

#endif
