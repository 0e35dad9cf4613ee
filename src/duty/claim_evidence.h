/* SPDX-License-Identifier: EUPL-1.2 */
/* Files that claims rest on. */
#ifndef PX_DUTY_CLAIM_EVIDENCE_H
#define PX_DUTY_CLAIM_EVIDENCE_H

#include "duty/claim.h"
#include "store/house.h"

/* The largest file that is kept in the house as evidence, in bytes. */
#define PX_EVIDENCE_KEPT_MAX ((size_t)256 << 20)

/* A file that stays where it is: its name without folders, size and SHA-256. */
int px_evidence_note(px_arena *arena, const char *path, px_evidence *ret_evidence,
                     px_error *err) PX_MUST_CHECK;

/* A file, or bytes under a name, that the house keeps (NULL: it is only hashed, for previews).
 * Before the deed that makes the claim: the deed refers to it. TOO_LARGE. */
int px_evidence_keep(px_house *house, px_arena *arena, const char *path, px_evidence *ret_evidence,
                     px_error *err) PX_MUST_CHECK;
/* The same where it has at most that many bytes; larger ones stay where they are. */
int px_evidence_keep_small(px_house *house, px_arena *arena, const char *path, size_t max,
                           px_evidence *ret_evidence, px_error *err) PX_MUST_CHECK;
int px_evidence_keep_bytes(px_house *house, px_arena *arena, px_str name, px_str bytes,
                           px_evidence *ret_evidence, px_error *err) PX_MUST_CHECK;

#endif
