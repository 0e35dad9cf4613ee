/* SPDX-License-Identifier: EUPL-1.2 */
/* The work list of models on a page, as its query asks: ?show=, ?order=, ?q= (words in the name)
 * and ?page=; duty/overview.h tells what is in it. */
#ifndef PX_WEB_OVERVIEW_VIEW_H
#define PX_WEB_OVERVIEW_VIEW_H

#include "duty/overview.h"
#include "web/page_frame.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_duty_overview px_view_duty_overview;

enum { PX_OVERVIEW_PAGE = 100 /* models on one page */ };

typedef struct px_overview_page {
    px_overview overview;
    px_overview_choice choice;
    const px_overview_model **models; /* that are chosen */
    size_t count, counts[PX_SHOW_COUNT];
    size_t from, to; /* those of this page: from up to, without to */
} px_overview_page;

/* Of that provider (its row), or with 0 of all whose claims whoever asks may read. */
int px_overview_page_read(const px_request *request, int64_t provider, px_overview_page *ret_page,
                          px_error *err) PX_MUST_CHECK;

/* The view, for a page at that address ("/en/desk"). */
const px_view_duty_overview *px_overview_page_show(const px_request *request,
                                                   const px_overview_page *page, px_str address);

/* What the page's query says of the list, with "?": for its twin and its other languages. */
px_str px_overview_page_query(const px_request *request, const px_overview_page *page);

/* The same as the member "overview" of an object. */
void px_overview_page_json(px_json *json, const px_overview_page *page);

#endif
