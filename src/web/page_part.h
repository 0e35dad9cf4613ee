/* SPDX-License-Identifier: EUPL-1.2 */
/* What several pages show: points in time, states, names of languages, acts, versions. */
#ifndef PX_WEB_PAGE_PART_H
#define PX_WEB_PAGE_PART_H

#include "code/code.h"
#include "store/act.h"
#include "web/reply.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_moment px_view_moment;
typedef struct px_view_act_entry px_view_act_entry;

/* Date and time in words, in the house's zone, in the arena; NULL for PX_TIME_NONE. */
const px_view_moment *px_part_moment(const px_request *request, px_time time);

/* The text with a capital at its head; with `stop` a full stop at its end. Errors and kinds of acts
 * are worded in lower case, for the command line; on a page they stand alone. */
px_str px_part_sentence(const px_request *request, px_str text, bool stop);

/* What is wrong, as such a sentence with its full stop. */
px_str px_part_error(const px_request *request, const px_error *err);

/* "head: text", with the space before the colon that the reader's language wants. */
px_str px_part_headed(const px_request *request, px_str head, px_str text);

/* "published" in the reader's language. */
px_str px_part_state(const px_request *request, px_version_state state);

/* "measure" in the reader's language, in the arena; for groups with their extra. */
px_str px_part_kind(const px_request *request, px_provision_kind kind, px_str extra);

/* The name of a language for a reader ("French", "français"), and its own name ("Français"). An
 * unknown tag stands for itself. */
px_str px_part_language(const px_request *request, px_str tag);
px_str px_part_own_language(px_str tag);

/* The tags of the languages that have names here, in order; NULL behind the last. */
const char *px_part_language_at(size_t index);

/* The tag of the request's language as a slice. */
px_str px_part_tag(const px_request *request);

/* Where to go after a form: a page of this site as asked, else that one (without language). */
px_str px_part_back(const px_request *request, px_str asked, const char *otherwise);

/* The language that a text of the version has for this reader: the reader's, or its first. Empty
 * where that is the reader's own, so that no lang attribute is needed. */
px_str px_part_other_language(const px_request *request, const px_version *version);

/* What an act was, in a sentence ("Version published"), and what it was about. */
px_str px_part_act_summary(const px_request *request, px_str kind);
px_view_act_entry px_part_act(const px_request *request, const px_act_row *row);
px_view_act_entry *px_part_acts(const px_request *request, const px_act_row *rows, size_t count);

/* The code and version of an address; NOT_FOUND also for a working version that the reader may
 * not see. */
int px_part_version_find(const px_request *request, px_str code_id, px_str label, px_code *ret_code,
                         px_version *ret_version, px_error *err) PX_MUST_CHECK;

/* JSON of an act in a list, and of a version without its text. */
void px_part_act_json(px_json *json, const px_act_row *row);
void px_part_version_json(px_json *json, const px_version *version);

#endif
