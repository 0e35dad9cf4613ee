/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signed notes and checkpoints, after the C2SP specifications signed-note and tlog-checkpoint.
 * A note is text ended by a newline, an empty line, then signature lines
 * "— NAME BASE64(key hash, 4 bytes || signature)". The key hash of an Ed25519 key is the first
 * four bytes of SHA-256(name || 0x0A || 0x01 || public key). A verifier key is written
 * "NAME+HASH+BASE64(0x01 || public key)" with the hash as eight hexadecimal digits.
 */
#ifndef PX_STORE_NOTE_H
#define PX_STORE_NOTE_H

#include "base/builder.h"
#include "store/merkle.h"

typedef struct px_note_key {
    char name[256];
    unsigned char seed[32]; /* zero in a verifier */
    unsigned char public_key[32];
    unsigned char hash[4];
} px_note_key;

/* A checkpoint: origin, size, root. origin is a slice of the text it was read from. */
typedef struct px_checkpoint {
    px_str origin;
    uint64_t size;
    px_hash root;
} px_checkpoint;

/* Fills name, public key and key hash from a seed; INVALID when the name is empty or contains
 * white space or a plus sign. */
int px_note_key_from_seed(px_note_key *ret_key, px_str name, const unsigned char seed[32],
                          px_error *err) PX_MUST_CHECK;

/* The verifier key as text, for those who check (see above). MALFORMED when it is none. */
void px_note_verifier_print(const px_note_key *key, px_builder *out);
int px_note_verifier_parse(px_str text, px_note_key *ret_key, px_error *err) PX_MUST_CHECK;

/* Appends the signed note of text (which must end with a newline). */
int px_note_sign(px_str text, const px_note_key *key, px_builder *out, px_error *err) PX_MUST_CHECK;

/* True when a signature line names the key; the signature itself is not looked at. */
bool px_note_names_key(px_str note, const px_note_key *key);

/* Checks that the note carries a valid signature of the key; other signatures are passed over.
 * ret_text gets the signed text, a slice of note. MALFORMED or NOT_VERIFIED. At most 1 MiB and 64
 * signatures. A second line of the same key must hold as well. */
int px_note_verify(px_str note, const px_note_key *key, px_str *ret_text,
                   px_error *err) PX_MUST_CHECK;

/* Appends the text of a checkpoint, unsigned: origin, size and root, a line each. */
void px_checkpoint_print(const px_checkpoint *checkpoint, px_builder *out);

/* Strict: decimal size without leading zeros, canonical base64; extension lines are passed over. */
int px_checkpoint_parse(px_str text, px_checkpoint *ret_checkpoint, px_error *err) PX_MUST_CHECK;

/* A decimal number as these formats write it: digits only, no leading zeros, below 2^63. */
bool px_note_number_parse(px_str digits, uint64_t *ret_number);

#endif
