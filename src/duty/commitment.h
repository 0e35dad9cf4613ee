/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * That a view is one of a certain whole form, proved without the house. docs/forms.md fixes the
 * bytes for ever:
 *
 *   part        canonical JSON (RFC 8785): of the head its form, version, provider, model ...; of
 *               each field of the form, in its order, {"field", "value"}, null where it is missing
 *   commitment  SHA-256("praxis/form/field/1" NUL salt part), the salt being 32 bytes
 *   leaf        as in RFC 9162 of the commitment; leaf 0 is the head's, leaf i + 1 that of field i
 *   root        of the tree of these leaves (RFC 9162, section 2.1.1)
 *
 * A view carries all leaves, and the salts of those parts alone that its recipient may have: what
 * is held back stays behind its salt, also that it is missing. A salt is made from a secret of the
 * house, what the document is, and the part itself, so that the same document has the same root.
 */
#ifndef PX_DUTY_COMMITMENT_H
#define PX_DUTY_COMMITMENT_H

#include "duty/filled.h"

#define PX_COMMITMENT_SCHEME "praxis/form/field/1"

/* Gives a whole form its salts and leaves. context: what the document is, such as the public id of
 * its model. */
int px_commitment_make(px_filled_form *whole, const unsigned char secret[32], px_str context,
                       px_error *err) PX_MUST_CHECK;

/* Gives a view the leaves of the whole form, and the salts of what it shows. */
int px_commitment_open(const px_filled_form *whole, px_filled_form *view,
                       px_error *err) PX_MUST_CHECK;

/* The root of its leaves; the form has some. */
void px_commitment_root(const px_filled_form *filled, unsigned char ret_root[32]);

/* Checks what the form shows against its leaves: NOT_VERIFIED, with the argument "field", for a
 * value that is not the one committed to, or has no salt, and where there is no commitment at all.
 * ret_shown (may be NULL): how many fields were checked. */
int px_commitment_verify(const px_filled_form *filled, size_t *ret_shown,
                         px_error *err) PX_MUST_CHECK;

#endif
