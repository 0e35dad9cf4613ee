/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the files of the page of a document. */
#ifndef PX_WEB_PAGE_DOCUMENT_PRIV_H
#define PX_WEB_PAGE_DOCUMENT_PRIV_H

#include "duty/check/checked.h"
#include "duty/filled.h"
#include "duty/register.h"
#include "web/duty/duty_view.h"

typedef struct document_page {
    px_request *request;
    px_provider provider;
    px_model_entry model;
    px_model_version of; /* where the document is of a version of the model alone: ?of=NAME */
    px_claim_subject subject;
    const px_official_form *form;
    px_recipient recipient;
    bool draft;
    bool inside;            /* whoever asks may read all of the provider's */
    px_published published; /* where it is no draft */
    bool gone;              /* its provider took it back: whoever asks may know that alone */
    px_published *versions; /* those that whoever asks may read, or know that they were public */
    size_t n_versions;
    px_filled_form whole, view;
    px_filled_form before_whole, before; /* the version before and the view of it, or empty */
    px_str refused;
    px_checked checked; /* of a draft: what the checker says of the whole form */
    bool asked;         /* whether to publish in spite of its errors */
} document_page;

/* The model of the address, and its version where ?of= names one. */
int document_page_find(document_page *p, px_error *err) PX_MUST_CHECK;

/* A form as it was published, by its number: of the model documentation the view of ?recipient=,
 * for the people of the provider, and for everybody where it is public; where it was taken back,
 * `published` alone says when it was. Or a form as it would be published now. document_page_free in
 * any case. */
int document_page_published(document_page *p, const char *form, px_error *err) PX_MUST_CHECK;
int document_page_draft(document_page *p, px_error *err) PX_MUST_CHECK;
void document_page_free(document_page *p);

/* Whether whoever asks may read the recipient's view of that version. */
bool document_page_reads(const document_page *p, const px_published *published);

/* An address with the query that such an address needs: the version of the model, the recipient
 * unless everybody is, and one pair more where name is not NULL. */
px_str document_page_with_query(const document_page *p, px_str address, const char *name,
                                px_str value);

/* Of the model, with what follows; of its published form by number; of this page itself. */
px_str document_page_model_link(const document_page *p, const char *end);
px_str document_page_feed_link(const document_page *p); /* of the model, or of that version of it */
px_str document_page_number_link(const document_page *p, int number, const char *end);
px_str document_page_link(const document_page *p);

#endif
