/* SPDX-License-Identifier: EUPL-1.2 */
/* What the reports share; private to src/drafting/report. */
#ifndef PX_DRAFTING_REPORT_REPORT_PRIV_H
#define PX_DRAFTING_REPORT_REPORT_PRIV_H

#include "code/compare/compare_detail.h"
#include "drafting/comment/change.h"
#include "drafting/comment/comment_list.h"
#include "drafting/report/report.h"

/* A report while it is made. */
typedef struct px_reporting {
    px_db *db;
    px_arena *arena;
    const px_report_ask *ask;
    const px_language *language;
    px_str tag; /* of the language */
    px_version version, next;
    px_round round; /* row 0: all */
    px_document *document;
    px_str title, subtitle, date_words;
    int part, parts;
    px_time date; /* of the last thing that it shows */
} px_reporting;

/* ---- Words (report_words.c) */

/* A sentence in the report's language; the arguments are pairs of a name and a px_str, as px_arg.
 * In the arena. */
px_str px_reporting_words(const px_reporting *r, const char *message, const px_arg *args,
                          size_t n_args);
/* A message without arguments. */
px_str px_reporting_tr(const px_reporting *r, const char *message);
px_str px_reporting_int(const px_reporting *r, long long value);
px_str px_reporting_date(const px_reporting *r, px_time time);
/* "12 %", of a whole that is not 0; else "". */
px_str px_reporting_share(const px_reporting *r, long long part, long long whole);
/* "Draft 2" or the label of a version. */
px_str px_reporting_version(const px_reporting *r, const px_version *version);

/* ---- Runs and cells */

/* Runs as they are put together. */
typedef struct px_runs {
    px_doc_run *items;
    size_t count, room;
} px_runs;

/* Text with these marks (PX_DOC_...), and a link to a page of the house. */
void px_runs_add(const px_reporting *r, px_runs *runs, px_str text, unsigned marks);
void px_runs_link(const px_reporting *r, px_runs *runs, px_str text, px_str page);
/* Markdown, cut where it is longer than a cell should be; `page` has the whole of it. language: in
 * which it is written, or empty. */
int px_runs_markdown(const px_reporting *r, px_runs *runs, px_str markdown, px_str language,
                     px_str page, px_error *err) PX_MUST_CHECK;
/* The words of a difference as a redline; sides: 0 both, -1 only the old one, 1 only the new one.
 */
void px_runs_redline(const px_reporting *r, px_runs *runs, const px_word_diff *diff, int side);
px_doc_cell px_runs_cell(const px_runs *runs);

/* Cells of one run: words, the head of a column or row, a number in the language's writing, a share
 * ("12 %"). */
px_doc_cell px_cell_text(const px_reporting *r, px_str text);
px_doc_cell px_cell_head(const px_reporting *r, px_str text);
px_doc_cell px_cell_int(const px_reporting *r, long long value);
px_doc_cell px_cell_share(const px_reporting *r, long long part, long long whole);

/* "/comments/ID" with the site in front; empty without a site. */
px_str px_reporting_page(const px_reporting *r, const char *format, ...) PX_PRINTF(2, 3);

/* The colour of an answer. */
px_doc_tone px_reporting_tone(const px_answer *answer);

/* ---- Comments */

/* Calls for each comment of this part, or of all parts, in the order of the text. */
int px_reporting_each(px_reporting *r, px_comment_row_fn *fn, void *arg,
                      px_error *err) PX_MUST_CHECK;
int px_reporting_all(px_reporting *r, px_comment_row_fn *fn, void *arg,
                     px_error *err) PX_MUST_CHECK;
/* A copy of what reports show of a line, which lives only until the next call. */
void px_reporting_keep(const px_reporting *r, const px_comment_line *line,
                       px_comment_line *ret_line);

/* The submitted comments of this part. */
typedef struct px_kept_comments {
    px_comment_line *items;
    size_t count;
} px_kept_comments;
int px_reporting_gather(px_reporting *r, px_kept_comments *ret_kept, px_error *err) PX_MUST_CHECK;
/* The next one, from *at on, that was made on that provision (empty: on the whole draft); NULL. */
const px_comment_line *px_kept_next(const px_kept_comments *kept, px_str lasting_id, size_t *at);

/* Author and category of a comment. */
void px_reporting_author(const px_reporting *r, const px_comment_line *line, px_runs *runs);
/* Its words; of one that was withdrawn only that it was. */
int px_reporting_comment(const px_reporting *r, const px_comment_line *line, px_runs *runs,
                         px_error *err) PX_MUST_CHECK;
/* The proposed wording as a redline against those words; nothing where there is none. */
void px_reporting_proposal(const px_reporting *r, const px_comment_line *line, px_runs *runs);
/* "accepted", "not answered yet". */
px_str px_reporting_status(const px_reporting *r, const px_comment_line *line);
int px_reporting_answer(const px_reporting *r, const px_comment_line *line, px_runs *runs,
                        px_error *err) PX_MUST_CHECK;

/* ---- Names: of a category by its key, of a country by its code (empty for none), of the provision
 * of that lasting id in a version ("Article 3(1)", "The whole draft") */
px_str px_reporting_category(const px_reporting *r, px_str key);
px_str px_reporting_country(const px_reporting *r, px_str code);
px_str px_reporting_place(const px_reporting *r, const px_compare_version *version, px_str id);

/* ---- Texts */

/* The text of the version as one side. */
int px_reporting_text(px_reporting *r, const px_version *version, px_str language,
                      px_compare_version *ret_side, px_error *err) PX_MUST_CHECK;
/* Both texts compared, in a language that both have. NOT_FOUND where there is no next version. */
int px_reporting_compare(px_reporting *r, px_compare_detail *ret_detail,
                         px_error *err) PX_MUST_CHECK;

/* ---- The reports */

/* Each adds its blocks behind the title. */
int px_report_disposition(px_reporting *r, px_error *err) PX_MUST_CHECK;
int px_report_four_column(px_reporting *r, px_error *err) PX_MUST_CHECK;
int px_report_participation(px_reporting *r, px_error *err) PX_MUST_CHECK;
int px_report_strength(px_reporting *r, px_error *err) PX_MUST_CHECK;

#endif
