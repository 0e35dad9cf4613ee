/* SPDX-License-Identifier: EUPL-1.2 */
/* What the deeds of comments share. Private to src/drafting/comment. */
#ifndef PX_DRAFTING_COMMENT_COMMENT_PRIV_H
#define PX_DRAFTING_COMMENT_COMMENT_PRIV_H

#include "code/provision.h"
#include "drafting/comment/write.h"
#include "store/digest.h"

/* A place that was looked up. */
typedef struct comment_spot {
    px_code code;
    px_version version;
    px_str language; /* of the text */
    px_anchor anchor;
    px_str *around; /* lasting ids of what it stands in, the highest first, itself last */
    size_t n_around;
    int64_t place;
} comment_spot;
int comment_spot_find(px_db *db, px_arena *arena, const px_comment_where *where,
                      comment_spot *ret_spot, px_error *err) PX_MUST_CHECK;

/* What was written, checked, in normal form and trimmed. INVALID, TOO_LARGE or MALFORMED with the
 * argument "field". */
int comment_words_check(px_db *db, px_arena *arena, const px_code *code,
                        const px_comment_words *words, px_comment_words *ret_words,
                        px_error *err) PX_MUST_CHECK;

/* One line of text of at most max code points. INVALID with the argument "field". */
int comment_line_check(px_arena *arena, const char *field, px_str text, size_t max,
                       px_str *ret_line, px_error *err) PX_MUST_CHECK;

/* The comment, which the person (row; 0: the operator, who may all) may change as it stands.
 * NOT_FOUND where they may not read it, FORBIDDEN where they may not change it, CONFLICT where it
 * was submitted already. */
int comment_open(px_db *db, px_arena *arena, px_str id, int64_t person, px_comment *ret_comment,
                 px_error *err) PX_MUST_CHECK;

/* What a withdrawn or disowned comment keeps of its source, so that it does not come in again: a
 * digest, which says nothing of who or what it was. Empty for none. */
enum { COMMENT_SOURCE_SIZE = 48 };
void comment_source_ended(px_str source, char ret_ended[COMMENT_SOURCE_SIZE]);

/* Takes the files of the comment away. */
int comment_files_drop(px_db *db, const px_comment *comment, px_error *err) PX_MUST_CHECK;

/* Puts the words of a submitted comment into the indexes by which it is found, takes them out. The
 * latter before the words go. */
int comment_index_add(px_db *db, px_arena *arena, const px_comment *comment,
                      px_error *err) PX_MUST_CHECK;
int comment_index_drop(px_db *db, const px_comment *comment, px_error *err) PX_MUST_CHECK;

/* The round that is open on a version (its row), else the newest one on it; 0 for none. */
int comment_round_on(px_db *db, int64_t version, int64_t *ret_round, px_error *err) PX_MUST_CHECK;

/* SHA-256 over what the comment says, in hexadecimal (docs/format-comment.md). */
int comment_digest(const px_comment *comment, char ret_digest[PX_DIGEST_HEX],
                   px_error *err) PX_MUST_CHECK;

/* Runs a statement with a number and then a row, or, where number is negative, the row alone. */
int comment_run(px_db *db, const char *sql, int64_t number, int64_t row,
                px_error *err) PX_MUST_CHECK;

#endif
