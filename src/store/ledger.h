/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The ledger: the log of acts with its signed checkpoints, proofs that anybody can check offline,
 * and the check of the whole house's log against its rows.
 *
 * A proof is one text file, in the form of C2SP tlog-proof: the leaf, its index, the inclusion
 * proof and the signed checkpoint; docs/format-log.md describes it line by line.
 */
#ifndef PX_STORE_LEDGER_H
#define PX_STORE_LEDGER_H

#include "store/act.h"
#include "store/merkle.h"
#include "store/note.h"

/* Makes the log say under which key it goes on, inside the running transaction: the empty log gets
 * its first act, 'house.made', any other one 'log.rekeyed' (after a restore without the old key).
 * The new head is signed with the key. */
int px_ledger_adopt_key(px_db *db, const px_note_key *key, px_error *err) PX_MUST_CHECK;

/* Signs the present head and stores it, when the log has grown since the last one; inside the
 * running transaction. Called by px_house_write before it commits. CONFIG when the key is not the
 * one that signed the last head. */
int px_ledger_checkpoint(px_db *db, const px_note_key *key, px_error *err) PX_MUST_CHECK;

/* The newest signed checkpoint, as text in the arena; NOT_FOUND before the first. */
int px_ledger_head(px_db *db, px_arena *arena, px_str *ret_note, px_checkpoint *ret_checkpoint,
                   px_error *err) PX_MUST_CHECK;

/* Appends the proof of an act to out: NOT_FOUND, or INVALID for an act that is not logged. */
int px_ledger_prove(px_db *db, px_str act_id, px_builder *out, px_error *err) PX_MUST_CHECK;

/* Checks a proof file against a verifier key, without any house. ret_leaf gets the act's leaf, a
 * slice of proof or memory of the arena. MALFORMED with the line, or NOT_VERIFIED. */
int px_ledger_verify_proof(px_str proof, const px_note_key *key, px_arena *arena, px_str *ret_leaf,
                           px_checkpoint *ret_checkpoint, px_error *err) PX_MUST_CHECK;

/* Checks that the log has only grown since a checkpoint that somebody kept: the note's signature
 * by key, and the consistency of its tree with the newest head (RFC 9162, section 2.1.4).
 * ret_then gets the old checkpoint (slices of note), ret_now the newest. NOT_VERIFIED, or
 * MALFORMED for a note that is none. */
int px_ledger_verify_since(px_db *db, px_str note, const px_note_key *key, px_arena *arena,
                           px_checkpoint *ret_then, px_checkpoint *ret_now,
                           px_error *err) PX_MUST_CHECK;

/* What px_ledger_verify_house found. */
typedef struct px_ledger_report {
    uint64_t acts, leaves, checkpoints;
    uint64_t erased; /* logged acts whose content or author can no longer be opened */
} px_ledger_report;

/* Recomputes everything in one pass and one snapshot: each leaf from its row and salts, the whole
 * tree from the leaves, each checkpoint's root and its signature by the key that the log itself
 * had named by then; the last of them must be `key`. DAMAGED at the first thing that does not
 * fit, with the arguments act (public id) and leaf (index). */
int px_ledger_verify_house(px_db *db, const px_note_key *key, px_ledger_report *ret_report,
                           px_error *err) PX_MUST_CHECK;

#endif
