/* SPDX-License-Identifier: EUPL-1.2 */
/* From words to the comments that shaped them: in the text, on the page of a provision, behind a
 * comparison. Changes of working versions only for those who may read these. */
#ifndef PX_WEB_SHAPED_H
#define PX_WEB_SHAPED_H

#include "base/json_write.h"
#include "code/compare/compare_html.h"
#include "drafting/comment/change.h"
#include "web/page_text.h"
#include "web/request.h"

/* The changes of a code, for looking up provisions. */
typedef struct px_shaped {
    px_str code;
    const px_comment_change *changes; /* newest first */
    size_t count;
} px_shaped;

/* Those that a version has: made for it, or for one before it. */
int px_shaped_read(const px_request *request, const px_code *code, const px_version *version,
                   px_shaped *ret_shaped, px_error *err) PX_MUST_CHECK;

/* Appends a link to what shaped the provision; nothing where no change is noted. shaped may be
 * NULL. */
void px_shaped_mark(const px_request *request, px_builder *out, const px_shaped *shaped,
                    const px_node *node);

/* Appends the section of the page of a provision: its changes, and the answered comments that stand
 * on it in the newest published version. Nothing where there are none. */
int px_shaped_provision(const px_request *request, const px_code *code, px_str lasting_id,
                        px_builder *out, px_error *err) PX_MUST_CHECK;

/* Writes "shaped_by" of its twin: the changes. */
int px_shaped_provision_json(const px_request *request, const px_code *code, px_str lasting_id,
                             px_json *json, px_error *err) PX_MUST_CHECK;

/* Writes "shaped_by" of the twin of a comparison: the changes between the versions. */
int px_shaped_comparison_json(const px_request *request, const px_code *code,
                              const px_version *from, const px_version *to, px_json *json,
                              px_error *err) PX_MUST_CHECK;

/* Why a comparison shows what it does: a note for each provision that comments changed, and the
 * section with all of them, and how many have none on record. In the request's arena. */
typedef struct px_shaped_why {
    const px_compare_note *notes;
    size_t n_notes;
    px_str section; /* HTML; empty where nothing changed */
} px_shaped_why;
int px_shaped_comparison(const px_request *request, const px_code *code, const px_version *from,
                         const px_version *to, const px_compare_detail *detail,
                         px_shaped_why *ret_why, px_error *err) PX_MUST_CHECK;

#endif
