/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of comments read and show alike: the comment of the address, addresses, words,
 * rows, Markdown, redlines. */
#ifndef PX_WEB_COMMENT_VIEW_H
#define PX_WEB_COMMENT_VIEW_H

#include "drafting/comment/comment_list.h"
#include "drafting/comment/receipt.h"
#include "web/reply.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_process_head px_view_process_head;
typedef struct px_view_comment_row px_view_comment_row;
typedef struct px_view_comment_file px_view_comment_file;
typedef struct px_view_receipts px_view_receipts;

typedef struct px_comment_view {
    const px_request *request;
    px_code code;
    px_comment comment;
    px_str author; /* words */
    bool own;      /* the reader wrote it */
    bool writes;   /* the reader may change it */
    bool ends;     /* the reader may withdraw it */
    bool disowns;  /* the reader may say that it was falsely attributed */
} px_comment_view;

/* The comment of the address (its first parameter); NOT_FOUND, too for whoever may not read it. */
int px_comment_view_read(const px_request *request, px_comment_view *ret_view,
                         px_error *err) PX_MUST_CHECK;

/* ---- Addresses */

/* Of a comment, or below it: px_comment_view_link(r, c, "/edit"). */
px_str px_comment_view_link(const px_request *request, const px_comment *comment, const char *rest);

/* Of the version that it was made on, at its provision; the version in that language. */
px_str px_comment_view_place_link(const px_request *request, const px_comment *comment);

/* ---- Words */

/* "Comment 12"; "A draft" before it has a number. */
px_str px_comment_view_name(const px_request *request, const px_comment *comment);

/* What something hangs on in a version (its row), in words: "Measure 2.1 Governance", "The whole
 * draft"; in the reader's language, else in that one. Each is read once for a page. */
typedef struct px_comment_places px_comment_places;
px_comment_places *px_comment_places_new(const px_request *request);
px_str px_comment_place_words(px_comment_places *places, const px_code *code, int64_t version,
                              px_str language, px_str lasting_id);

/* The Markdown of the provision that the comment hangs on; empty for none. */
px_str px_comment_view_provision(const px_request *request, const px_code *code,
                                 const px_comment *comment);

/* A message with one text in it, and a message id of another room as a sentence begins. */
px_str px_comment_view_message(const px_request *request, const char *message, const char *name,
                               px_str value);
px_str px_comment_view_title(const px_request *request, const char *title);

/* "Technical, objects"; the status of its published answer, or "not answered yet". */
px_str px_comment_view_kind(const px_request *request, const px_comment *comment);
px_str px_comment_view_status(const px_request *request, const px_comment *comment);
/* How a withdrawn or disowned one is told of; empty for others. */
px_str px_comment_view_gone(const px_request *request, const px_comment *comment);

/* The first words of plain text, at most `max` code points, with "…" where there are more. */
px_str px_comment_view_head(const px_request *request, px_str text, size_t max);

/* What stands around words is kept in so many code points, which may begin and end within a word:
 * whole words, and a sign where the text goes on. */
px_str px_comment_view_before(const px_request *request, px_str words, bool more);
px_str px_comment_view_after(const px_request *request, px_str words, bool more);

/* The first words of Markdown, for a line of a list; no-break spaces stay. */
px_str px_comment_view_line(const px_request *request, px_str markdown, size_t max);

/* ---- Rows and parts, in the arena */

/* A row of a list. */
px_view_comment_row px_comment_view_row(const px_request *request, px_comment_places *places,
                                        const px_code *code, const px_comment_line *line);

/* Markdown that people wrote, as HTML whose highest heading is of that level; references lead to
 * the provisions of the code. What the renderer refuses is shown as it was typed. */
px_str px_comment_view_html(const px_request *request, const px_code *code, px_str markdown,
                            unsigned heading);

/* The plain form of Markdown. */
px_str px_comment_view_plain(const px_request *request, px_str markdown);

/* What is put in place of what: words that go and words that come, marked. Both are Markdown. */
px_str px_comment_view_redline(const px_request *request, px_str before, px_str after);

/* The files of a comment. */
const px_view_comment_file *px_comment_view_files(const px_request *request,
                                                  const px_comment *comment);

/* The receipts of submissions, for templates/receipts.html; NULL where there are none. */
const px_view_receipts *px_comment_view_receipts(const px_request *request,
                                                 const px_submission *submissions, size_t n);

/* Crumbs: the code and its comments. */
const px_view_process_head *px_comment_view_crumbs(const px_request *request, const px_code *code);

#endif
