/* SPDX-License-Identifier: EUPL-1.2 */
/* Working groups as pages show them. */
#ifndef PX_WEB_GROUP_VIEW_H
#define PX_WEB_GROUP_VIEW_H

#include "drafting/process/group_people.h"
#include "web/process/process_view.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_process_group px_view_process_group;
typedef struct px_view_process_leader px_view_process_leader;

/* "Chair", "co-chair": what the person is in the group, in the reader's language. */
px_str px_group_view_role(const px_request *request, const px_group_person *person);

/* Those who lead it; the view was read with the text. */
const px_view_process_leader *px_group_view_leaders(const px_request *request,
                                                    const px_group_person *people, size_t count,
                                                    size_t *ret_count);

/* All groups that the process has or had, as cards. */
int px_group_view_cards(const px_process_view *view, const px_view_process_group **ret_cards,
                        size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* For programs: the groups with their chapters and those who lead them. */
int px_group_view_json(px_json *json, const px_process_view *view, px_error *err) PX_MUST_CHECK;

#endif
