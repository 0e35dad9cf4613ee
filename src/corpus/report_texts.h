/* SPDX-License-Identifier: EUPL-1.2 */
/* What a report says of languages, claims of languages, tokens and duplicates. */
#ifndef PX_CORPUS_REPORT_TEXTS_H
#define PX_CORPUS_REPORT_TEXTS_H

#include "corpus/report_text_priv.h"

/* Adds the pairs "texts", "languages", "claims", "tokens" and "duplicates". */
int px_report_texts_json(px_json *json, const px_report *report, px_error *err) PX_MUST_CHECK;

/* The same as text for people. */
int px_report_texts(const px_text_report *t, px_error *err) PX_MUST_CHECK;

#endif
