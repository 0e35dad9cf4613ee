/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writing comments: draft, save, hand over, take back. Nothing here is public; submit.h makes it
 * so. Deeds are for px_house_write and can be called within other deeds.
 */
#ifndef PX_DRAFTING_COMMENT_WRITE_H
#define PX_DRAFTING_COMMENT_WRITE_H

#include "base/random.h"
#include "base/upload.h"
#include "drafting/comment/comment.h"

/* What is written, in a form, a file or a meeting. */
typedef struct px_comment_words {
    px_comment_kind kind;
    px_comment_stance stance;
    px_str text, text_language; /* Markdown; text is required */
    bool has_wording;
    px_str wording;
    px_display display;
} px_comment_words;

/* Where it is made: a published version and words of it. start == end: on the whole provision;
 * lasting_id empty: on the whole draft. The exact words, where given, must be those at that place
 * (CONFLICT otherwise); INVALID for a place that is not there. */
typedef struct px_comment_where {
    px_str code, version, language;
    px_str lasting_id;
    bool in_heading;
    size_t start, end; /* code points */
    px_str exact;      /* or empty */
} px_comment_where;

/* A new draft. An author with an account brings category, country and organisation along. The round
 * is that which is open on the version, else the newest one on it; none is fine (INVALID only at
 * submission). Oral ones name meeting, minute, category and byline and have author 0; recorder is
 * who enters them. */
typedef struct px_comment_new {
    px_comment_where where;
    px_comment_words words;
    px_comment_origin origin;
    int64_t author, recorder, organisation;
    px_str byline, category, country;
    px_str meeting, minute; /* public id */
    px_str source;          /* or empty; EXISTS where the code has a comment of it */
    px_time made;           /* of an imported one: when it was made in its record; 0: now */
    px_str id;              /* of an imported one: its public id there, kept where nobody has it */
    px_str record;          /* of an imported one: what else is kept of its record, or empty */
    char ret_id[PX_PUBLIC_ID_LEN + 1];
    int64_t ret_row;
} px_comment_new;

/* The public id of the code's comment of that source, in the arena, also where it was withdrawn or
 * disowned since; empty where there is none. */
int px_comment_of_source(px_db *db, px_arena *arena, int64_t code, px_str source, px_str *ret_id,
                         px_error *err) PX_MUST_CHECK;
int px_comment_new_deed(px_db *db, void *comment, px_error *err);

/* Changes a draft, or what is ready. revision: that which was read; CONFLICT where it rose since.
 */
typedef struct px_comment_save {
    px_str id;
    int revision;
    px_comment_words words;
    const px_comment_where *where; /* NULL: where it is */
    int64_t person;
    int ret_revision;
} px_comment_save;
int px_comment_save_deed(px_db *db, void *save, px_error *err);

/* A draft that nobody else has seen goes, with its files. CONFLICT once it was submitted. */
typedef struct px_comment_discard {
    px_str id;
    int64_t person;
} px_comment_discard;
int px_comment_discard_deed(px_db *db, void *discard, px_error *err);

/* A delegate hands drafts to the contact point (ready: true) or takes them back; the contact point
 * gives them back with a note. */
typedef struct px_comment_hand {
    px_str id;
    bool ready;
    px_str note;
    int64_t person;
} px_comment_hand;
int px_comment_hand_deed(px_db *db, void *hand, px_error *err);

/* What files may go with a comment: PDF, DOCX and ODT (bits of px_upload_kind). The media type of
 * the bytes; UNSUPPORTED for other kinds, TOO_LARGE. Before px_blob_put. */
#define PX_COMMENT_FILE_KINDS (PX_UPLOAD_PDF | PX_UPLOAD_DOCX | PX_UPLOAD_ODT)
int px_comment_file_check(px_str bytes, const char **ret_media_type, px_error *err) PX_MUST_CHECK;

/* A file whose bytes px_blob_put has put, of a media type of px_comment_file_check. */
typedef struct px_comment_attach {
    px_str id, name;
    const char *hash, *media_type;
    size_t size;
    int64_t person;
    char ret_id[PX_PUBLIC_ID_LEN + 1];
} px_comment_attach;
int px_comment_attach_deed(px_db *db, void *attach, px_error *err);
typedef struct px_comment_detach {
    px_str id, attachment;
    int64_t person;
} px_comment_detach;
int px_comment_detach_deed(px_db *db, void *detach, px_error *err);

#endif
