/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Filled forms as documents (document/document.h): sections, fields and boxes to tick in the order
 * of the official form, in our own words. A field without a value says that it is missing; below
 * each answer stands where it comes from.
 */
#ifndef PX_DUTY_FILLED_DOCUMENT_H
#define PX_DUTY_FILLED_DOCUMENT_H

#include "base/message.h"
#include "document/document.h"
#include "duty/check/check.h"
#include "duty/filled.h"

typedef struct px_filled_print {
    const px_language *language;
    px_str house;                /* its name */
    px_str address;              /* of the document, or empty */
    px_str domains_link;         /* of the full list of domains, or empty */
    const px_str *changed;       /* ids of fields that changed since the version before, */
    size_t n_changed;            /* or none */
    bool first;                  /* there was no version before */
    const px_findings *findings; /* of the checker, each said at its field; NULL: none, as in every
                                  * document that leaves the house */
} px_filled_print;

/* The document lives in the arena; form and print must outlive it. Its date is that of the form. */
int px_filled_document(px_arena *arena, const px_filled_form *filled, const px_filled_print *print,
                       px_document **ret_document, px_error *err) PX_MUST_CHECK;

#endif
