/* SPDX-License-Identifier: EUPL-1.2 */
/* The comments that stand on a provision, for whoever edits it. */
#ifndef PX_WEB_COMMENT_BESIDE_H
#define PX_WEB_COMMENT_BESIDE_H

#include "drafting/comment/comment_list.h"
#include "web/form_field.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_comment_beside px_view_comment_beside;

enum { PX_COMMENT_BESIDE_MAX = 50 };

typedef struct px_comment_beside {
    px_comment_page page; /* of the newest published version of the code, at most so many */
    px_str version;       /* its label; empty: none is published */
} px_comment_beside;

/* Those that stand on the provision or on what stands in it, in the newest published version. */
int px_comment_beside_read(const px_request *request, const px_code *code, px_str lasting_id,
                           px_comment_beside *ret_beside, px_error *err) PX_MUST_CHECK;

/* As options to tick: "Comment 12, Anna Example". */
const px_form_choice *px_comment_beside_choices(const px_request *request,
                                                const px_comment_beside *beside);

/* With texts, proposed wordings and answers, drafts of answers among them for those who answer. */
int px_comment_beside_view(const px_request *request, const px_comment_beside *beside,
                           const px_view_comment_beside **ret_views, size_t *ret_count,
                           px_error *err) PX_MUST_CHECK;

#endif
