/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The papers of a meeting: agenda, documents, attendance by category, minutes. Record 0 is what is
 * being prepared; px_meeting_publish_deed makes a frozen record of all of it.
 *
 * Whoever writes an agenda or minutes says what they were made from, so that nobody's words are
 * lost: where others have written since, the deed fails with CONFLICT and changes nothing.
 *
 * Changes of what is prepared append the internal act meeting.prepared.
 */
#ifndef PX_DRAFTING_PROCESS_MEETING_PAPER_H
#define PX_DRAFTING_PROCESS_MEETING_PAPER_H

#include "base/random.h"
#include "drafting/process/meeting.h"
#include "store/digest.h"

enum {
    PX_AGENDA_ITEMS_MAX = 100,
    PX_AGENDA_TEXT_MAX = 64 * 1024,
    PX_MINUTES_MAX = 200 * 1024, /* bytes */
    PX_MEETING_DOCUMENTS_MAX = 50,
    PX_MEETING_DOCUMENT_BYTES = 20 * 1024 * 1024,
    PX_ATTENDANCE_MAX = 100000, /* people of one category */
};

typedef struct px_agenda_item {
    px_str title;
    px_str lasting_id; /* of the provision that it is about, or empty */
} px_agenda_item;

typedef struct px_agenda {
    px_str language;
    px_agenda_item *items;
    size_t count;
} px_agenda;

typedef struct px_minutes {
    px_str language, text; /* text: Markdown */
    px_time changed;
} px_minutes;

typedef struct px_attendance {
    px_str category;
    long long people;
} px_attendance;

typedef struct px_meeting_document {
    px_str id; /* public */
    px_str title, name, hash, media_type;
    uint64_t size;
    px_time added;
} px_meeting_document;

typedef struct px_meeting_papers {
    int record;
    px_agenda *agendas; /* by language */
    size_t n_agendas;
    px_minutes *minutes; /* by language */
    size_t n_minutes;
    px_attendance *attendance; /* by category */
    size_t n_attendance;
    px_meeting_document *documents; /* in the order in which they were added */
    size_t n_documents;
} px_meeting_papers;

/* All papers of a record; of one that does not exist none. */
int px_meeting_papers_read(px_db *db, px_arena *arena, const px_meeting *meeting, int record,
                           px_meeting_papers *ret_papers, px_error *err) PX_MUST_CHECK;

/* Those in the language, else in the first that there is; NULL for none. */
const px_agenda *px_meeting_papers_agenda(const px_meeting_papers *papers, px_str language);
const px_minutes *px_meeting_papers_minutes(const px_meeting_papers *papers, px_str language);

/* A document that stands in what is prepared or in a record, by its public id; ret_published: in a
 * record. NOT_FOUND. */
int px_meeting_document_find(px_db *db, px_arena *arena, const px_meeting *meeting, px_str id,
                             px_meeting_document *ret_document, bool *ret_published,
                             px_error *err) PX_MUST_CHECK;

/* ---- The agenda as text: one item a line, the lasting id of its provision at the end as
 * "#k3v7q0m2a9". Empty lines are passed over, and so are the marks "- " and "1. " at the head. */

/* INVALID with the number of the line that is wrong, TOO_LARGE. All of it lives in the arena. */
int px_agenda_parse(px_arena *arena, px_str text, px_agenda *ret_agenda,
                    px_error *err) PX_MUST_CHECK;
px_str px_agenda_print(px_arena *arena, const px_agenda *agenda); /* agenda NULL: empty */

/* SHA-256 of a text in hexadecimal, for made_from; of an empty text too. */
void px_meeting_digest(px_str text, char ret_digest[PX_DIGEST_HEX]);

/* ---- Deeds */

/* The agenda, or the minutes, in one language; an empty text takes them away. Provisions that are
 * linked must be of the code (INVALID), links lead to https, http, mailto or a provision. */
typedef struct px_meeting_write {
    px_str meeting, language, text;
    px_str made_from; /* px_meeting_digest of the text that was there */
    const char *author;
} px_meeting_write;
int px_agenda_write_deed(px_db *db, void *write, px_error *err);
int px_minutes_write_deed(px_db *db, void *write, px_error *err);

/* How many people of each category attended; replaces what was there. 0 is as not named. */
typedef struct px_attendance_set {
    px_str meeting;
    const px_attendance *rows;
    size_t count;
    const char *author;
} px_attendance_set;
int px_attendance_set_deed(px_db *db, void *set, px_error *err);

/* A document whose file px_blob_put has put. name: cleaned, as it is offered for saving. */
typedef struct px_meeting_document_add {
    px_str meeting, title, name;
    const char *hash, *media_type;
    size_t size;
    const char *author;
    char ret_id[PX_PUBLIC_ID_LEN + 1];
} px_meeting_document_add;
int px_meeting_document_add_deed(px_db *db, void *add, px_error *err);

/* Takes a document out of what is prepared. */
typedef struct px_meeting_document_remove {
    px_str meeting, document;
    const char *author;
} px_meeting_document_remove;
int px_meeting_document_remove_deed(px_db *db, void *remove, px_error *err);

/* Publishes what is prepared as a frozen record. CONFLICT before the meeting has begun, once it is
 * cancelled, without minutes, or where nothing differs from the record that there is. A further
 * record is a correction and needs a reason. All who take part in the code are told. Act
 * meeting.published with the digests of everything. */
typedef struct px_meeting_publish {
    px_str meeting, reason;
    const char *author;
    char ret_act[64];
    int ret_record;
} px_meeting_publish;
int px_meeting_publish_deed(px_db *db, void *publish, px_error *err);

#endif
