/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An official form that has been filled in: of each field its value, or that there is none, with
 * what it rests on. It is made from claims (duty/filled_claims.h) or from our JSON, and becomes
 * JSON (data/schemas/filled-form.json) or a document (duty/filled_document.h).
 *
 * Whole, it holds every field; a view of it holds those that its recipient may have, and of these
 * nothing that tells more than the recipient may know.
 */
#ifndef PX_DUTY_FILLED_H
#define PX_DUTY_FILLED_H

#include <jansson.h>

#include "base/arena.h"
#include "base/builder.h"
#include "base/error.h"
#include "duty/claim.h"
#include "duty/official_form.h"

enum { PX_FILLED_MAX_BYTES = 16 * 1024 * 1024, PX_FILLED_MAX_VERSIONS = 1000 };

/* The recipient of what is not yet a view: nobody, it has everything. */
#define PX_RECIPIENT_NOBODY PX_RECIPIENT_COUNT

typedef struct px_filled_field {
    const px_official_field *field;
    const json_t *value; /* NULL: missing. Borrowed from the form */
    bool has_basis;      /* whether it is known where the value comes from: */
    px_basis basis;
    px_str method, program, claim; /* or empty */
    const px_evidence *evidence;
    size_t n_evidence;
    bool unreadable; /* there may be an answer that could not be read: then value is NULL */
    bool border;     /* derived from a number on the border of two ranges */
    bool opened;     /* its salt is known (duty/commitment.h) */
} px_filled_field;

typedef struct px_filled_version {
    px_str version; /* "1" */
    px_str date;    /* "2026-05-31" */
    px_str link;    /* or empty */
} px_filled_version;

typedef struct px_filled_head {
    px_str provider, model;
    const px_str *versions; /* of the model, that are covered */
    size_t n_versions;
    px_str version; /* of the document; "draft" before it is published */
    px_str date;
    px_recipient recipient;
    px_str request; /* id of the request that it answers, or empty */
    const px_filled_version *earlier;
    size_t n_earlier;
    px_str next_update; /* day by which the next version is due, or empty */
    px_str feed;        /* address of the feed of the model's documents, or empty */
} px_filled_head;

typedef struct px_filled_form {
    px_arena *arena; /* borrowed */
    const px_official_form *form;
    px_filled_head head;
    px_filled_field *fields;     /* as many as the form has, in its order */
    json_t *kept;                /* the values; owned */
    unsigned char (*salts)[32];  /* of the commitment: the head's, then each field's; or NULL */
    unsigned char (*leaves)[32]; /* of a view: the leaves of the whole form, or NULL */
} px_filled_form;

/* An empty form in the arena, which must outlive it. */
void px_filled_start(px_arena *arena, const px_official_form *form, px_filled_form *ret_filled);
void px_filled_free(px_filled_form *filled);
#define PX_AUTO_FILLED PX_CLEANUP(px_filled_free)

/* The field of that id, or NULL. */
px_filled_field *px_filled_of(const px_filled_form *filled, px_str id);

/* Gives the field a value, which the form owns from now on. It is not checked. */
void px_filled_set(px_filled_form *filled, px_filled_field *field, json_t *value);

/* Whether its recipient may have the field; nobody's form has them all. */
bool px_filled_shows(const px_filled_form *filled, const px_official_field *field);

/* Whether the form asks for the field, by the answers that its conditions name. */
typedef enum px_filled_asked {
    PX_ASKED,
    PX_NOT_ASKED,
    PX_ASKED_PERHAPS /* the answers are missing */
} px_filled_asked;
px_filled_asked px_filled_is_asked(const px_filled_form *filled, const px_official_field *field);

/* Whether an answer is owed and there is none. Fields of the document itself are filled in when it
 * is published, optional ones are never missing. */
bool px_filled_is_missing(const px_filled_form *filled, const px_filled_field *field);

/* ---- Our JSON */

/* INVALID, with the argument "field" where it is about one, for what the schema or the form does
 * not allow; TOO_LARGE. What is read lives in the arena and in the form. */
int px_filled_read(px_arena *arena, px_str json, const char *source, px_filled_form *ret_filled,
                   px_error *err) PX_MUST_CHECK;

/* Appends it, the same bytes for the same form, with a line feed at the end. */
int px_filled_write(const px_filled_form *filled, px_builder *out, px_error *err) PX_MUST_CHECK;

/* ---- What follows from the values */

/* Fills what is derived from other fields of the form (ranges, orders of magnitude), the fields of
 * the document itself from the head, and "not applicable" where a condition does not hold. What was
 * claimed of a derived field gives way to what its number says. */
int px_filled_derive(px_filled_form *filled, px_error *err) PX_MUST_CHECK;

/* The range of the field that a number lies in; NULL where there is none. ret_border: it lies on
 * the border of two, or where the form does not tell them apart. */
const px_form_range *px_form_range_of(const px_official_field *field, px_str modality,
                                      px_str number, bool *ret_border);

/* The range that the size of a modality ({"value", "unit"} or {"range"}) lies in; NULL for what is
 * measured in another unit than the ranges, which the form allows for texts. */
const px_form_range *px_form_range_of_size(const px_official_field *field, px_str modality,
                                           const json_t *size, bool *ret_border);

/* ---- Views */

/* The view of a recipient, in the arena; the whole form must outlive it. Of national authorities
 * and downstream providers it does not say by which files and commands a value was found, since
 * their sizes and arguments can tell what was held back. */
int px_filled_view(px_arena *arena, const px_filled_form *whole, px_recipient recipient,
                   px_filled_form *ret_view, px_error *err) PX_MUST_CHECK;

/* A text of the view that tells a number which its recipient may not have, in digits or rounded
 * with a word or letter for the power of ten ("7.2 billion", "7,2 milliards", "7.2B", "2.3 ×
 * 10^25"): the field it stands in, or NULL. whole: what it is a view of. */
const px_official_field *px_filled_leak(const px_filled_form *whole, const px_filled_form *view);

#endif
