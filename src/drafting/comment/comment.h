/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comments: what people say on the words of a version, on a provision of it or on the whole of it;
 * typed in the margin, filled in in a form, said in a meeting, or taken over from another record.
 * Each is owed an answer (answer.h).
 *
 * A comment stays on the words that it was made on; place.h says where it is in later versions.
 * Everybody may read what was submitted, from that moment on; before that only its author, and once
 * it is ready the contact point of the organisation. Of a comment that was withdrawn or disowned
 * its place, number and times stay, and no word of it.
 *
 * What is read lives in the caller's arena. Writing: write.h, submit.h.
 */
#ifndef PX_DRAFTING_COMMENT_COMMENT_H
#define PX_DRAFTING_COMMENT_COMMENT_H

#include "code/anchor.h"
#include "code/code.h"
#include "drafting/people/person.h"
#include "drafting/process/process.h"

enum {
    PX_COMMENT_TEXT_MAX = 1024 * 1024,   /* bytes of Markdown */
    PX_COMMENT_WORDING_MAX = 256 * 1024, /* bytes of Markdown */
    PX_COMMENT_ATTACHMENTS_MAX = 10,
    PX_COMMENT_ATTACHMENT_BYTES = 20 * 1024 * 1024,
    PX_COMMENT_DRAFTS_MAX = 10000, /* of one author */
    PX_COMMENT_PAGE_MAX = 500
};

typedef enum px_comment_state {
    PX_COMMENT_DRAFT,
    PX_COMMENT_READY, /* handed to the contact point, who submits it */
    PX_COMMENT_SUBMITTED,
    PX_COMMENT_WITHDRAWN, /* by its author */
    PX_COMMENT_DISOWNED,  /* whoever was named as author never made it */
    PX_COMMENT_STATE_COUNT
} px_comment_state;

/* Codex types; ge, te, ed of the ISO form. */
typedef enum px_comment_kind {
    PX_COMMENT_GENERAL,
    PX_COMMENT_TECHNICAL,
    PX_COMMENT_EDITORIAL,
    PX_COMMENT_TRANSLATION,
    PX_COMMENT_KIND_COUNT
} px_comment_kind;

typedef enum px_comment_stance {
    PX_STANCE_NONE,
    PX_STANCE_SUPPORT,
    PX_STANCE_LIVE_WITH,
    PX_STANCE_OBJECT,
    PX_STANCE_COUNT
} px_comment_stance;

typedef enum px_comment_origin {
    PX_ORIGIN_WRITTEN,
    PX_ORIGIN_FORM,
    PX_ORIGIN_ORAL,
    PX_ORIGIN_IMPORTED,
    PX_ORIGIN_COUNT
} px_comment_origin;

/* Names as in tables, twins and files ("live-with"), never translated; titles are message ids. The
 * finders are for forms and files. */
const char *px_comment_state_name(px_comment_state state);
const char *px_comment_state_title(px_comment_state state);
bool px_comment_state_find(px_str name, px_comment_state *ret_state);
const char *px_comment_kind_name(px_comment_kind kind);
const char *px_comment_kind_title(px_comment_kind kind);
bool px_comment_kind_find(px_str name, px_comment_kind *ret_kind);
const char *px_comment_stance_name(px_comment_stance stance); /* "" for none */
const char *px_comment_stance_title(px_comment_stance stance);
bool px_comment_stance_find(px_str name, px_comment_stance *ret_stance);
const char *px_comment_origin_name(px_comment_origin origin);
const char *px_comment_origin_title(px_comment_origin origin);
bool px_comment_origin_find(px_str name, px_comment_origin *ret_origin);

typedef struct px_comment_attachment {
    px_str id, hash, name, media_type;
    uint64_t size;
} px_comment_attachment;

typedef struct px_comment {
    int64_t row, code, round, version, submission, meeting, working_group; /* rows, 0: none */
    px_str id;                                                             /* public */
    int64_t number; /* in the code; 0 before it is submitted */
    px_str code_id, version_label;
    int round_number;   /* 0: in none */
    px_str process_key; /* of the round */
    px_comment_state state;
    px_comment_origin origin;
    px_str source;
    int64_t author, recorder, organisation; /* rows, 0: none */
    px_str byline;                          /* where there is no account */
    px_str category, country;               /* keys */
    px_display display;
    px_str meeting_id, minute; /* of an oral one: public id, and when in the meeting */
    px_str language;           /* of the text that it is anchored in */
    px_str chapter;            /* lasting id of the highest provision around it, or empty */
    px_anchor anchor;          /* id empty: the whole draft */
    px_comment_kind kind;
    px_comment_stance stance;
    px_str text, text_language;
    bool has_wording;
    px_str wording; /* empty with has_wording: delete the words */
    px_str note;    /* of the contact point who gave it back */
    bool late;
    int revision;
    px_str answer;  /* name of the status of its newest published answer, or empty */
    bool objection; /* an objection to that is open */
    px_time created, changed, submitted, withdrawn; /* PX_TIME_NONE where it was not */
    px_str reason;                                  /* why withdrawn or disowned */
    px_str act, end_act;
    px_str record; /* of an imported one: what else its record says, as JSON; for exchange/ */
    px_comment_attachment *attachments;
    size_t n_attachments;
} px_comment;

/* One by its public id or its row; NOT_FOUND. */
int px_comment_find(px_db *db, px_arena *arena, px_str id, px_comment *ret_comment,
                    px_error *err) PX_MUST_CHECK;
int px_comment_get(px_db *db, px_arena *arena, int64_t row, px_comment *ret_comment,
                   px_error *err) PX_MUST_CHECK;
/* By the number in its code. */
int px_comment_find_number(px_db *db, px_arena *arena, const px_code *code, int64_t number,
                           px_comment *ret_comment, px_error *err) PX_MUST_CHECK;

/* The one scope of a comment: the working group of its chapter, else its code. */
px_scope px_comment_scope(const px_comment *comment);

/* Whether whoever asks may read it: see above. */
bool px_comment_may_read(const px_who *who, const px_comment *comment);
/* Whether it is theirs to change: its author's while it is a draft, its contact point's while it is
 * ready; of an oral or imported one its recorder's. */
bool px_comment_may_write(const px_who *who, const px_comment *comment);
/* Whether it is theirs: as author, or as recorder of one whose author has no account. */
bool px_comment_is_own(const px_who *who, const px_comment *comment);
/* Whether they submit for the organisation (its row): as its contact point. */
bool px_comment_may_submit_for(const px_who *who, int64_t organisation);

/* Where words stand in the order of a version: by the position of the provision (0: the whole
 * draft), the provision itself before its heading, this before its text. */
int64_t px_comment_place_key(int64_t position, bool in_heading, size_t start, size_t end);

/* By what words its author is shown, in the language: as the author wishes (px_display_of), the
 * byline of one without account, a category for oral ones without byline. Of a comment that was
 * withdrawn or disowned nobody is named. */
int px_comment_author(px_db *db, px_arena *arena, const px_comment *comment,
                      const px_language *language, px_str *ret_words, px_error *err) PX_MUST_CHECK;

/* Inside a deed that drafts or publishes an answer, takes a draft away or changes what is said of
 * one: keeps with the comment (its row) the status of its newest published answer, what its author
 * says of it and whether an objection is open, how long the first one took, and whether one is
 * drafted. Lists filter and pages count by that. */
int px_comment_answer_keep(px_db *db, int64_t comment, px_error *err) PX_MUST_CHECK;

#endif
