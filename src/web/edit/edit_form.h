/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of an edit: the texts of a provision in all languages of its version, where it stands,
 * and what is shown of each language. */
#ifndef PX_WEB_EDIT_FORM_H
#define PX_WEB_EDIT_FORM_H

#include "drafting/comment/change.h"
#include "web/edit/comment_beside.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_edit_text px_view_edit_text;
typedef struct px_view_edit_gap px_view_edit_gap;

enum { PX_EDIT_TEXTS_MAX = 24 };

/* One language of the provision. */
typedef struct px_edit_text {
    px_edit_source source;
    const char *field, *made_from; /* names of its fields */
    px_str outline;                /* what was sent, parsed; empty: it is taken out */
    px_text preview;               /* what it would be */
} px_edit_text;

typedef struct px_edit_form {
    px_request *request;
    px_form form;
    px_edit_text *texts; /* the first leads; at most PX_EDIT_TEXTS_MAX */
    size_t n_texts;
} px_edit_form;

/* Adds the texts in the other languages of the version to that of the source, which is the first.
 */
int px_edit_form_read(px_edit_form *form, px_request *request, const px_edit_source *source,
                      px_error *err) PX_MUST_CHECK;

/* Starts the form with what stands there; `gone`: the provision does not stand there any more, and
 * has no place to be chosen. */
int px_edit_form_start(px_edit_form *form, const px_comment_beside *beside, bool gone,
                       px_error *err) PX_MUST_CHECK;

/* Parses what was sent, in the jail; what cannot be read refuses its field. */
int px_edit_form_parse(px_edit_form *form, px_error *err) PX_MUST_CHECK;

/* Fills in what the deed takes of the form. */
void px_edit_form_fill(const px_edit_form *form, px_text_edit *edit);

/* After the deed or its trial: what it would be in each language. */
void px_edit_form_previews(px_edit_form *form, const px_edit *edit);

/* What is saved next is made with the texts of others in sight. */
void px_edit_form_met_others(px_edit_form *form);

/* Each language: its text as it stands there and, where there is one, the preview with what changes
 * against the newest published version that has the provision. */
int px_edit_form_views(px_edit_form *form, bool previewed, const px_view_edit_text **ret_views,
                       size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* What has no words yet in one of the languages, within the provision. */
int px_edit_form_gaps(const px_edit_form *form, const px_view_edit_gap **ret_gaps,
                      size_t *ret_count, px_error *err) PX_MUST_CHECK;

#endif
