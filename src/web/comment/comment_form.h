/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of a comment: what it asks, and what was said in it. */
#ifndef PX_WEB_COMMENT_FORM_H
#define PX_WEB_COMMENT_FORM_H

#include "code/provision.h"
#include "drafting/comment/write.h"
#include "web/form_field.h"

/* What is commented on: words of a provision, a provision, the whole draft. */
typedef struct px_comment_target {
    px_code code;
    px_version version;
    px_str language;        /* of the text */
    px_provision_spot spot; /* id empty: the whole draft */
    bool in_heading;
    size_t start, end;            /* code points; both 0: all of it */
    px_str exact, before, after;  /* the words, and what stands around them */
    bool more_before, more_after; /* and the text goes on */
    px_str source; /* Markdown of what a proposed wording stands in place of; empty: none can */
    px_str shown;  /* the source as the form showed it, before words were found */
} px_comment_target;

/* The kinds of a comment, for the fields of forms that ask for one. */
enum { PX_COMMENT_FORM_KINDS = 4 };
extern const px_form_option px_comment_form_kinds[PX_COMMENT_FORM_KINDS];

/* Reads it: a published version, the language in which it is read. INVALID where the words are not
 * there. */
int px_comment_target_read(const px_request *request, const px_comment_where *where,
                           px_comment_target *ret_target, px_error *err) PX_MUST_CHECK;

/* The place by query ("on", "heading", "start", "end"), or of a comment. */
int px_comment_where_asked(const px_request *request, px_comment_where *ret_where,
                           px_error *err) PX_MUST_CHECK;
px_comment_where px_comment_where_of(const px_comment *comment);

/* The words typed into the field "words", found in the provision: sets start and end. Fails at the
 * field where they are not there, or more than once. */
void px_comment_form_find(px_form *form, px_comment_target *target);

/* After that, the wording stands in place of these words alone. Fails at the field where it was
 * written for the whole provision. */
void px_comment_form_narrow(px_form *form, px_comment_target *target);

/* Sets the form up for the target, with what is in the comment (NULL: a new one). */
void px_comment_form_start(px_form *form, px_request *request, const px_comment_target *target,
                           const px_comment *comment);

/* The languages that a comment can be written in, in the field "text_language"; that one is chosen,
 * where it is empty that of the page. Which one was chosen. */
void px_comment_form_languages(px_form *form, px_str chosen);
px_str px_comment_form_language(const px_form *form);

/* What was typed. */
px_comment_words px_comment_form_words(const px_form *form, const px_comment_target *target);

/* Checks the files that came with the form, before anything is saved: refuses the form where one is
 * not taken. */
void px_comment_form_files(px_form *form, size_t already);

#endif
