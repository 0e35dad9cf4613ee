/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a claim that is declared by a form rests on: files that go along, those of the claim before
 * that stay, a scan of a corpus.
 */
#ifndef PX_WEB_FIELD_EVIDENCE_H
#define PX_WEB_FIELD_EVIDENCE_H

#include "duty/claim.h"
#include "web/duty/field_form.h"

/* Adds the form's fields, before it is started. */
void px_field_evidence_add(px_field_form *f);

/* Offers what the claim before rests on, all of it ticked; after the start. */
void px_field_evidence_offer(px_field_form *f);

/* What was chosen and sent, as evidence of the claim: the house keeps the files. After the form was
 * read. INVALID with the argument "field" where the reader can mend it; what goes wrong with the
 * house goes up. */
int px_field_evidence_read(const px_field_form *f, px_claim *claim, px_error *err) PX_MUST_CHECK;

#endif
