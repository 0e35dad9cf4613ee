/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Forms on pages. A form is a constant table of fields; from it come what is read and checked of a
 * request, and the view that templates/form.html shows: labels and hints, what was typed, the error
 * at its field and all of them in a summary at the head. docs/templates.md shows a page with one.
 *
 *     static const px_form_field fields[] = {
 *         { "name", PX_FORM_TEXT, N_("Your name"), .required = true, .autocomplete = "name" },
 *         { "text", PX_FORM_LONG, N_("Why you apply"), .max = 4000 },
 *     };
 *
 * A form belongs to its request: everything in it lives in the request's arena.
 */
#ifndef PX_WEB_FORM_FIELD_H
#define PX_WEB_FORM_FIELD_H

#include "web/reply.h"
#include "web/request.h"

enum { PX_FORM_MAX_ENTRIES = 256 };

typedef enum px_form_kind {
    PX_FORM_TEXT,      /* one line; NFC, trimmed. max: characters, 200 where it is 0 */
    PX_FORM_MAIL,      /* an address of mail */
    PX_FORM_WEB,       /* an address of the web: https or http */
    PX_FORM_LONG,      /* several lines; max: characters, 4,000 where it is 0 */
    PX_FORM_SELECT,    /* one of the options, as a list that opens */
    PX_FORM_RADIO,     /* one of the options, all in sight */
    PX_FORM_SEVERAL,   /* any of the options; max: how many, 0: all */
    PX_FORM_CHECK,     /* a box to tick; required: it must be ticked */
    PX_FORM_DATE,      /* "2026-11-30" */
    PX_FORM_DATE_TIME, /* "2026-11-30T23:59", seconds may follow; civil, in no zone */
    PX_FORM_NUMBER,    /* an integer from min to max */
    PX_FORM_PASSWORD,  /* as it is, never shown again; max: characters, 200 where it is 0 */
    PX_FORM_FILE,      /* a file of `kinds`; max: bytes, 0: as much as the request takes */
    PX_FORM_HIDDEN,    /* sent back as it is */
    PX_FORM_PART       /* no field: a heading (label) with a text (hint) over what follows */
} px_form_kind;

/* One of several. Of a constant table: message ids. */
typedef struct px_form_option {
    const char *value, *title;
    const char *note; /* or NULL */
} px_form_option;

/* The same with words that only the program knows. */
typedef struct px_form_choice {
    px_str value, title;
    px_str note; /* or empty */
} px_form_choice;

typedef struct px_form_entry px_form_entry;
typedef struct px_form px_form;

/* A check of what was typed, called only where the field is filled and has its form. Fails with a
 * sentence that says what is wrong and what to do. */
typedef int px_form_check_fn(const px_form *form, const px_form_entry *entry, px_error *err);

typedef struct px_form_field {
    const char *name; /* also of the id: letters, digits, "-" and "_" */
    px_form_kind kind;
    const char *label, *hint; /* message ids; hint: or NULL */
    long long min, max;
    const char *autocomplete; /* token of the HTML standard ("name", "email"), or NULL */
    const char *language;     /* of what is written there ("fr"), or NULL: that of the page */
    unsigned kinds;           /* FILE: bits px_upload_kind */
    bool required;
    bool many;   /* FILE: several at once; all of them are in request->uploads */
    bool preset; /* SELECT: one is chosen from the start, and none cannot be */
    const px_form_option *options;
    size_t n_options;
    px_form_check_fn *check; /* or NULL */
} px_form_field;

/* A field with what is in it. */
struct px_form_entry {
    const px_form_field *field;
    px_str label, hint; /* in words, for fields whose words px_form_label has set; else empty */
    const px_form_choice *choices;
    size_t n_choices;
    px_str text;     /* as typed: what is shown again; empty: nothing */
    px_str *several; /* SEVERAL: the values of the options that are ticked */
    size_t n_several;
    bool checked;            /* CHECK */
    long long number;        /* NUMBER */
    px_civil civil;          /* DATE, DATE_TIME */
    const px_upload *upload; /* FILE; or NULL */
    const px_error *error;   /* or NULL */
};

struct px_form {
    px_request *request;
    px_form_entry *entries;
    size_t n_entries;
    size_t n_errors;
    const char *id;         /* before the ids of its fields: "f"; give another to a second form */
    const px_error *common; /* what is wrong with the whole rather than with a field, or NULL */
};

/* An empty form. The table is borrowed; its names differ. */
void px_form_start(px_form *form, px_request *request, const px_form_field *fields, size_t n);

/* Before it is read or shown: options that are no constants, words with arguments, what a field
 * holds at first. The slices are borrowed. Values are as they would be typed; a CHECK takes "1", a
 * SEVERAL one value a call. */
void px_form_offer(px_form *form, const char *name, const px_form_choice *choices, size_t n);
void px_form_label(px_form *form, const char *name, px_str label, px_str hint);
void px_form_set(px_form *form, const char *name, px_str value);

/* Reads all fields from request->form and request->uploads and checks them. True when all is well;
 * ask for more checks that need the house, then px_form_is_valid. */
bool px_form_read(px_form *form);
bool px_form_is_valid(const px_form *form);

/* Refuses a field; name NULL: the form as a whole. The first refusal stays. px_form_fail takes
 * pairs as px_fail does. px_form_refuse takes over an error whose kind is one that the reader can
 * mend (INVALID, EXISTS, CONFLICT, NOT_FOUND, TOO_LARGE, MALFORMED, UNSUPPORTED, PARSER): true;
 * false where it is none and must go up. */
void px_form_fail(px_form *form, const char *name, const char *message, ...) PX_SENTINEL;
bool px_form_refuse(px_form *form, const char *name, const px_error *err);

/* What is in a field, after reading: text without white space at its ends, "" where nothing is. An
 * unknown name is a fault of the program. */
px_str px_form_text(const px_form *form, const char *name);
bool px_form_checked(const px_form *form, const char *name);
long long px_form_number(const px_form *form, const char *name);
const px_form_entry *px_form_entry_of(const px_form *form, const char *name);
bool px_form_has(const px_form *form, const char *name); /* filled */

/* ---- Showing (form_view.c) */

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_form px_view_form;
typedef struct px_view_form_field px_view_form_field;

/* The view of the form, for {{> form form}}: gives the visitor a token, keeps the page out of every
 * cache, and makes the status 422 where there are errors. button: what stands on it, message id. */
const px_view_form *px_form_show(px_form *form, px_reply *reply, px_str action, const char *button);

/* The page's title, with "Error:" before it where there are errors. */
px_str px_form_title(const px_form *form, px_str title);

#endif
