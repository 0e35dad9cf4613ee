/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Receipts: several proofs (ledger.h) in one text file. Lines that begin with "#" are for people;
 * two of them, in front of a proof, also say what its leaf commits to:
 *
 *   # content {"code":"gpai",...}
 *   # salt 64 hexadecimal digits
 *
 * so that the receipt proves not only that there was an act but what it said.
 */
#ifndef PX_STORE_LEDGER_RECEIPT_H
#define PX_STORE_LEDGER_RECEIPT_H

#include "store/ledger.h"

/* Appends content and salt of an act, where they are still there, and its proof. As
 * px_ledger_prove. */
int px_ledger_receipt_add(px_db *db, px_str act_id, px_builder *out, px_error *err) PX_MUST_CHECK;

/* A proof of a receipt that holds. */
typedef struct px_ledger_proof {
    px_str leaf;
    px_str content; /* to which the leaf commits; empty where the receipt does not say */
    px_checkpoint checkpoint;
} px_ledger_proof;

/* Checks every proof of a receipt, or a file that is one proof, without any house. MALFORMED, or
 * NOT_VERIFIED at the first that does not hold, with its number as argument "proof". */
int px_ledger_verify_receipt(px_str receipt, const px_note_key *key, px_arena *arena,
                             px_ledger_proof **ret_proofs, size_t *ret_count,
                             px_error *err) PX_MUST_CHECK;

#endif
