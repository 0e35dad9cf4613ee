/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Taking the archive of a group over: each issue, each review with words and each remark on a line
 * of a requested change becomes a comment on the draft of its time, replies and closings become its
 * answer (docs/importing-comments.md says by what rules).
 *
 *     px_archive_codes_load(house, db, arena, ids, n, dates, &codes, err);
 *     px_archive_plan_make(arena, language, &archive, &codes, &plan, err);
 *     px_house_write(house, px_archive_import_deed, &import, err);
 */
#ifndef PX_DRAFTING_COMMENT_ARCHIVE_IMPORT_H
#define PX_DRAFTING_COMMENT_ARCHIVE_IMPORT_H

#include "drafting/comment/answer.h"
#include "drafting/comment/archive.h"
#include "drafting/comment/archive_place.h"
#include "store/house.h"

/* A code that the archive is about, with its published versions, the oldest first. */
typedef struct px_archive_code {
    px_code code;
    px_str *words; /* that name it in labels and titles, and none of the others */
    size_t n_words;
    px_archive_draft *drafts;
    size_t n_drafts;
} px_archive_code;

typedef struct px_archive_codes {
    px_archive_code *items; /* the first is the main one */
    size_t count;
} px_archive_codes;

/* Reads the codes with all their published versions. dates: "code/label=2025-04-28,..." says when
 * versions were published in truth, where the house only got them later; or empty. NOT_FOUND for a
 * code that is not there or has no published version; INVALID for a date. */
int px_archive_codes_load(px_house *house, px_db *db, px_arena *arena, const px_str *ids,
                          size_t n_ids, px_str dates, px_archive_codes *ret_codes,
                          px_error *err) PX_MUST_CHECK;

/* The code that texts are about: by their labels (one in a line), else by what they quote, else by
 * words that name it, else the main one; index. draft_time chooses the drafts. */
size_t px_archive_code_of(px_arena *arena, const px_archive_codes *codes, px_str labels,
                          px_str title, const px_archive_words *words, size_t n_words,
                          px_time draft_time);

/* The draft that was the newest at that time; the first one where there was none. */
const px_archive_draft *px_archive_draft_at(const px_archive_code *code, px_time time);
/* The first that came at or after a time; NULL. */
const px_archive_draft *px_archive_draft_after(const px_archive_code *code, px_time time);

typedef enum px_archive_kind {
    PX_ARCHIVE_FROM_ISSUE,
    PX_ARCHIVE_FROM_REMARK, /* on a line of a requested change */
    PX_ARCHIVE_FROM_REVIEW, /* the words of a whole review */
    PX_ARCHIVE_KIND_COUNT
} px_archive_kind;

/* A comment as it will be. */
typedef struct px_archive_item {
    px_archive_kind kind;
    size_t code; /* index */
    const px_archive_draft *draft;
    px_archive_found found;
    long long number; /* of the issue or request */
    px_str source;    /* what names it in the record */
    px_str byline, text, wording;
    px_str proposal; /* what it proposes, wherever that is to stand; or empty */
    bool has_wording, editorial;
    px_time created;
    size_t replies; /* remarks in the same thread that its answer holds */
    bool answered;
    px_answer_status status;
    px_str reason, answer_byline;
    bool known; /* set by the deed: the house had it already */
} px_archive_item;

typedef struct px_archive_plan {
    const px_archive_codes *codes;
    px_archive_item *items; /* issues, then remarks and reviews, by number */
    size_t count;
} px_archive_plan;

/* language: of the sentences that the import adds ("Closed by ..."). */
int px_archive_plan_make(px_arena *arena, const px_language *language, const px_archive *archive,
                         const px_archive_codes *codes, px_archive_plan *ret_plan,
                         px_error *err) PX_MUST_CHECK;

/* How many of a kind came to stand where. */
typedef struct px_archive_count {
    size_t all, words, provision, draft; /* exactly on words, on a provision, on the whole draft */
    size_t by[PX_ARCHIVE_BY_COUNT];
    size_t replies; /* that are in their answers; they stand where their comment stands */
    size_t reply_words, reply_provision, reply_draft;
    size_t wordings, answers, statuses[PX_ANSWER_STATUS_COUNT];
    size_t known;
} px_archive_count;
void px_archive_plan_count(const px_archive_plan *plan, px_archive_kind kind,
                           px_archive_count *ret_count);

/* Writes what the house does not have yet: comments, one submission for each code, their answers,
 * published. A deed for px_house_write and px_house_try. */
typedef struct px_archive_import {
    px_archive_plan *plan;
    px_str language; /* tag of the texts */
    const char *author;
    size_t ret_comments, ret_answers, ret_known;
} px_archive_import;
int px_archive_import_deed(px_db *db, void *import, px_error *err);

#endif
