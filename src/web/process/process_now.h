/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a process stands, in a sentence or two. */
#ifndef PX_WEB_PROCESS_NOW_H
#define PX_WEB_PROCESS_NOW_H

#include "web/process/process_view.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_code_process px_view_code_process;

/* What happens now, or else happened last; what comes next, empty for one that has ended. */
px_str px_process_now(const px_process_view *view);
px_str px_process_next(const px_process_view *view);

/* The processes of a code in short, the newest first; what is told holds until reply->until. */
int px_process_now_list(const px_code_view *code, px_reply *reply,
                        const px_view_code_process **ret_rows, size_t *ret_count,
                        px_error *err) PX_MUST_CHECK;

/* For programs: the pair "processes". */
int px_process_now_json(px_json *json, const px_code_view *code, px_error *err) PX_MUST_CHECK;

#endif
