/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The people of a working group, with what may be shown of them: those with write access are public
 * with the interests that they declared; the others are shown as they wish (the display of their
 * account), and in full to those who keep the people of the house.
 */
#ifndef PX_DRAFTING_PROCESS_GROUP_PEOPLE_H
#define PX_DRAFTING_PROCESS_GROUP_PEOPLE_H

#include "drafting/process/process.h"

enum { PX_GROUP_PEOPLE_MAX = 2000 };

typedef struct px_group_person {
    px_role role;
    px_str title;        /* what the function is called ("co-chair"), or empty */
    bool leads;          /* chair or vice-chair */
    px_str id, name;     /* empty where they may not be shown */
    px_str organisation; /* the same */
    px_str category;     /* key, or empty */
    px_time since;
    bool generated;    /* made for a demonstration */
    px_str *interests; /* of those with write access, the newest first */
    size_t n_interests;
} px_group_person;

/* Those who hold a role in the group itself: chairs first, then vice-chairs, editors, members,
 * observers; within a role by name. all: names are shown whatever people wish. */
int px_group_people(px_db *db, px_arena *arena, const px_group *group, bool all,
                    px_group_person **ret_people, size_t *ret_count, px_error *err) PX_MUST_CHECK;

#endif
