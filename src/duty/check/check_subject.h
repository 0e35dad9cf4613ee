/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the checks read: the answers of one form, wherever they come from, a filled form of ours or
 * a document that others filed. What could not be read is told apart from what is not there, and
 * neither is ever taken for "no".
 */
#ifndef PX_DUTY_CHECK_SUBJECT_H
#define PX_DUTY_CHECK_SUBJECT_H

#include <jansson.h>

#include "base/arena.h"
#include "duty/official_form.h"

typedef enum px_answer_state {
    PX_ANSWER_MISSING, /* the field is not there, or nothing stands in it */
    PX_ANSWER_GIVEN,
    PX_ANSWER_NOT_APPLICABLE, /* "N/A", "None" */
    PX_ANSWER_NOT_AVAILABLE,  /* said to be missing, with a reason */
    PX_ANSWER_UNREADABLE      /* something stands there that cannot be told from the file */
} px_answer_state;

typedef enum px_yes_no {
    PX_YES_NO_NONE, /* neither, or not a question */
    PX_YES_NO_YES,
    PX_YES_NO_NO,
    PX_YES_NO_BOTH,
    PX_YES_NO_OTHER /* a box that the form does not have */
} px_yes_no;

typedef enum px_check_modality {
    PX_CHECK_MODALITY_TEXT,
    PX_CHECK_MODALITY_IMAGE,
    PX_CHECK_MODALITY_AUDIO,
    PX_CHECK_MODALITY_VIDEO,
    PX_CHECK_MODALITY_OTHER,
    PX_CHECK_MODALITY_COUNT
} px_check_modality;

typedef struct px_answer {
    const px_official_field *field;
    px_answer_state state;
    bool labelled; /* the field stands in the document, even where it is empty */
    px_str text;   /* the words of the answer, one line for each line; without the form's own */
    px_str plain;  /* px_check_plain(text) */
    px_yes_no yes_no;
    unsigned modalities; /* 1u << px_check_modality */
    px_str remark;       /* words beside ticks */
    unsigned page;       /* from 1; 0: no pages */
    const json_t *value; /* of a filled form, or NULL */
} px_answer;

/* A row of the table of modalities, fields 1.3.a to 1.3.c. */
typedef struct px_check_row {
    bool named; /* the row stands in the document */
    bool ticked;
    unsigned ranges; /* 1u << index of the range within the modality, as ticked or named */
    px_str size;     /* other words on the size */
    px_str size_plain;
    px_str content, content_plain;
    unsigned page;
} px_check_row;

typedef struct px_check_subject_note {
    px_str section, words;
    unsigned page;
} px_check_subject_note;

typedef struct px_check_subject_notes {
    px_check_subject_note *notes;
    size_t count, room;
} px_check_subject_notes;

typedef struct px_check_subject {
    px_arena *arena; /* in which all of it lives */
    const px_official_form *form;
    px_answer *answers; /* one for each field of the form, in its order */
    px_check_row modalities[PX_CHECK_MODALITY_COUNT];
    bool filed;      /* read from a document of others, not from claims or our JSON */
    px_str language; /* "en", "fr" */
    px_str words;    /* of the whole document, plain; empty for filled forms */
    px_check_subject_notes numbers;  /* own numbering */
    px_check_subject_notes extras;   /* fields that the form does not have */
    px_check_subject_notes foreign;  /* questions of other laws */
    px_check_subject_notes doubled;  /* headings that stand twice with other numbers */
    px_check_subject_notes headings; /* sections whose headings stand there */
    px_check_subject_notes unread;   /* what could not be read */
    px_str earlier; /* version of an earlier form that it was recognised as, or empty */
    px_str earlier_words;
    size_t labels;      /* of the form that were found */
    bool has_recipient; /* recipient is set: the document is for that one only */
    px_recipient recipient;
} px_check_subject;

/* An empty subject for the form. */
px_check_subject *px_check_subject_new(px_arena *arena, const px_official_form *form);

/* The answer to a field; never NULL for an id of the form, which must be one. */
px_answer *px_check_subject_answer(const px_check_subject *subject, const char *id);

/* "missing", "given", "not-applicable", "not-available", "unreadable" */
const char *px_answer_state_name(px_answer_state state);
/* What was read, in a word: "yes", "missing"; a message id. */
const char *px_answer_title(const px_answer *answer);

/* Adds one note; section and words are borrowed. */
void px_check_subject_note_add(px_check_subject *subject, px_check_subject_notes *notes,
                               px_str section, px_str words, unsigned page);

/* Words parted by single spaces, with one in front and behind: letters and digits without case and
 * marks, everything else parts. " " for none. */
px_str px_check_plain(px_arena *arena, px_str text);

/* Takes a value of a filled form as the answer (docs/forms.md); the value must outlive the subject.
 */
void px_check_subject_value(px_check_subject *subject, px_answer *answer, const json_t *value);

/* The text without line feeds, and without spaces at its ends. */
px_str px_check_one_line(px_arena *arena, px_str text);

/* "text" ... "other" */
const char *px_check_modality_name(px_check_modality modality);
bool px_check_modality_find(px_str name, px_check_modality *ret_modality);

/* Sets what follows from text: plain, and a state where it says that the field does not apply. */
void px_answer_settle(px_check_subject *subject, px_answer *answer);

#endif
