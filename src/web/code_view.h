/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of a code, its feed and its calendar read and show alike: the code, its versions,
 * its dossier; words, sources, figures, the picture of the timeline. */
#ifndef PX_WEB_CODE_VIEW_H
#define PX_WEB_CODE_VIEW_H

#include "drafting/dossier_json.h"
#include "web/reply.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_dossier_source px_view_dossier_source;
typedef struct px_view_dossier_sources px_view_dossier_sources;
typedef struct px_view_dossier_figure px_view_dossier_figure;
typedef struct px_view_dossier_entry px_view_dossier_entry;
typedef struct px_view_group_chapter px_view_group_chapter;

typedef struct px_code_view {
    const px_request *request;
    px_code code;
    px_version *versions; /* that the reader may see, newest first */
    size_t n_versions;
    px_dossier dossier; /* with what processes of the house did and plan; as_of is today then */
    px_time until;      /* when that is no longer so, for shared answers; 0: never */
    px_text text;       /* of the newest version, for the names of provisions; may be empty */
} px_code_view;

/* The code of the address; NOT_FOUND. The text is read only where it is asked for. */
int px_code_view_read(const px_request *request, bool with_text, px_code_view *ret_view,
                      px_error *err) PX_MUST_CHECK;

/* Its title for people: where the code has none, its id. */
px_str px_code_view_title(const px_code_view *view);

/* True for what happened at a time: steps and rounds. */
bool px_code_view_is_step(const px_dossier_entry *entry);

/* What sort of step it is, in the reader's language; the same for programs ("plenary", "round"). */
px_str px_code_view_kind(const px_code_view *view, const px_dossier_entry *entry);
px_str px_code_view_kind_name(const px_dossier_entry *entry);

/* When it was, in words. */
px_str px_code_view_when(const px_code_view *view, const px_dossier_when *when);

/* The last day of what has a time: that of its end, or else of its date. */
int64_t px_code_view_last_day(const px_dossier_when *when);

/* A day like "2026-11-24" in words, and counted from 1970-01-01; the text itself, and 0, where it
 * is none. */
px_str px_code_view_day(const px_code_view *view, px_str day);
int64_t px_code_view_days(px_str day);

/* Address of the row of a step on the page of the history; "step-KEY" in it. */
px_str px_code_view_step_link(const px_code_view *view, const px_dossier_entry *entry);

/* The version of that label that the reader may see, or NULL. */
const px_version *px_code_view_version(const px_code_view *view, px_str label);

/* The place in the list of the version to read first: the newest that is adopted, else the newest
 * that its dossier says was handed over as the final text, else the newest published one, else the
 * newest. */
size_t px_code_view_prime(const px_code_view *view);

/* Address of a version; that of comparing two. */
px_str px_code_view_version_link(const px_code_view *view, const px_version *version);
px_str px_code_view_compare_link(const px_code_view *view, const px_version *older,
                                 const px_version *newer);

/* Rows for the templates, in the arena. */
const px_view_dossier_source *px_code_view_sources(const px_code_view *view,
                                                   const px_dossier_source *sources, size_t count);
const px_view_dossier_sources *px_code_view_source_list(const px_code_view *view,
                                                        const px_dossier_entry *entry);
const px_view_dossier_figure *px_code_view_figures(const px_code_view *view,
                                                   const px_dossier_entry *entry);
/* Those of the chapters that the text has. */
const px_view_group_chapter *px_code_view_chapters(const px_code_view *view, const px_str *ids,
                                                   size_t count, size_t *ret_count);

/* All entries of a kind as such rows, in the order of their parts. */
const px_view_dossier_entry *px_code_view_entries(const px_code_view *view, px_dossier_kind kind,
                                                  size_t *ret_count);

/* The entries of a kind in the order of their parts; in the arena. */
const px_dossier_entry **px_code_view_of_kind(const px_code_view *view, px_dossier_kind kind,
                                              size_t *ret_count);

/* The first entry of a kind by date, or NULL. */
const px_dossier_entry *px_code_view_first(const px_dossier *dossier, px_dossier_kind kind);

/* The picture of all steps and rounds as HTML; its marks lead to "#step-KEY" on the page at that
 * address, empty for the page itself. Empty where there are none. */
px_str px_code_view_timeline(const px_code_view *view, px_str page);

#endif
