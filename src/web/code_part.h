/* SPDX-License-Identifier: EUPL-1.2 */
/* What a dossier says of a code, gathered: cycles, groups, where it stands. */
#ifndef PX_WEB_CODE_PART_H
#define PX_WEB_CODE_PART_H

#include "web/code_view.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_dossier_cycle px_view_dossier_cycle;
typedef struct px_view_dossier_group px_view_dossier_group;
typedef struct px_view_code_last px_view_code_last;

/* The cycles in their order, each with its draft, rounds and meetings. A round that belongs to no
 * cycle comes as one without number, before those that begin later. */
const px_view_dossier_cycle *px_code_part_cycles(const px_code_view *view, size_t *ret_count);

/* The groups with their names over time and those who led them. */
const px_view_dossier_group *px_code_part_groups(const px_code_view *view, size_t *ret_count);

/* The last step that has begun by that day, and the first that begins later; NULL: none. */
void px_code_part_around(const px_dossier *dossier, int64_t day, const px_dossier_entry **ret_last,
                         const px_dossier_entry **ret_next);

/* A step in a line, in the arena; NULL for NULL. */
const px_view_code_last *px_code_part_last(const px_code_view *view, const px_dossier_entry *entry);

#endif
