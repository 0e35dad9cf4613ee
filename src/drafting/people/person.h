/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Persons, organisations and grants. What is read lives in the caller's arena. Deeds are for
 * px_house_write; what the public may check appends its act.
 *
 * Mail addresses are compared in one form: NFC, trimmed, lower case (px_mail_address_key).
 */
#ifndef PX_DRAFTING_PEOPLE_PERSON_H
#define PX_DRAFTING_PEOPLE_PERSON_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/message.h"
#include "drafting/right.h"
#include "store/db.h"

enum { PX_PERSON_NAME_MAX = 200, PX_MAIL_ADDRESS_MAX = 254 };

typedef enum px_display {
    PX_DISPLAY_NAME,
    PX_DISPLAY_ORGANISATION,
    PX_DISPLAY_ANONYMOUS
} px_display;

typedef struct px_person {
    int64_t row;
    px_str id; /* public */
    px_str name, mail;
    int64_t organisation; /* row, or 0 */
    px_str organisation_name;
    px_str category, country, language, zone;
    px_str display, digest, state; /* as in the table person */
    bool generated;
    int standing;                        /* as in the table person */
    px_time created, seen, retain_until; /* PX_TIME_NONE where there is none */
} px_person;

/* The address in the form that tells two apart; INVALID for what is no address that mail can be
 * sent to, or holds control characters. */
int px_mail_address_key(px_arena *arena, px_str address, px_str *ret_key,
                        px_error *err) PX_MUST_CHECK;

/* By public id, address or row; NOT_FOUND. */
int px_person_find(px_db *db, px_arena *arena, px_str id, px_person *ret_person,
                   px_error *err) PX_MUST_CHECK;
int px_person_find_mail(px_db *db, px_arena *arena, px_str mail, px_person *ret_person,
                        px_error *err) PX_MUST_CHECK;
int px_person_get(px_db *db, px_arena *arena, int64_t row, px_person *ret_person,
                  px_error *err) PX_MUST_CHECK;

/* By address where the text has an "@", else by public id. */
int px_person_find_any(px_db *db, px_arena *arena, px_str text, px_person *ret_person,
                       px_error *err) PX_MUST_CHECK;

/* Who the person is to the rights: the grants that hold at `now`. A person who is suspended or
 * erased has none, and is nobody. */
int px_who_read(px_db *db, px_arena *arena, int64_t person, px_time now, px_who *ret_who,
                px_error *err) PX_MUST_CHECK;

/* Inside a deed: a new person; fills row and id. CONFLICT where the address is taken, INVALID with
 * the field's name as argument "field". */
int px_person_add(px_db *db, px_arena *arena, px_person *person, px_error *err) PX_MUST_CHECK;

/* Inside a deed: changes all but id, row and state. */
int px_person_change(px_db *db, const px_person *person, px_error *err) PX_MUST_CHECK;

/* Inside a deed: gives a role. title: "" or what the function is called ("co-chair"). Nothing
 * happens where it holds already. Roles with write access (editor, vice-chair, chair, secretariat)
 * append the logged act person.appointed; others the internal act person.granted. INVALID for the
 * roles that need no grant (public, reader), for others than delegates and contact points in the
 * scope of an organisation, and for a scope that is not there. Held under another title, the old
 * grant ends and the new one begins. */
int px_grant_give(px_db *db, const px_person *person, const px_grant *grant, px_str title,
                  const char *author, px_error *err) PX_MUST_CHECK;

/* Inside a deed: ends it (person.dismissed, person.ungranted). NOT_FOUND where it does not hold. */
int px_grant_end(px_db *db, const px_person *person, const px_grant *grant, const char *author,
                 px_error *err) PX_MUST_CHECK;

/* Inside a deed: stops the person's rights without ending the grants, and gives them back. CONFLICT
 * where the state is the same already, or the person is erased. Appends the internal act
 * person.suspended or person.resumed. */
int px_person_suspend(px_db *db, const px_person *person, bool suspended, const char *author,
                      px_error *err) PX_MUST_CHECK;

/* Inside a deed: makes the words by which the list finds the person, and the key that it sorts by,
 * anew from the row; an erased person has neither. For whoever changes the name by other ways than
 * px_person_add and px_person_change. */
int px_person_index(px_db *db, px_arena *arena, int64_t person, px_error *err) PX_MUST_CHECK;

/* A grant as the record keeps it, with the name of its scope ("gpai", a group's or an
 * organisation's public id, empty for the house). */
typedef struct px_grant_row {
    px_grant grant;
    px_str title; /* "co-chair", or empty */
    px_str scope_id;
    px_time since, ended; /* ended: PX_TIME_NONE while it holds */
    px_str act;           /* public id */
} px_grant_row;

/* All grants of the person, also ended ones, the newest first. */
int px_grant_list(px_db *db, px_arena *arena, int64_t person, px_grant_row **ret_grants,
                  size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Whether the role writes: its holders are public, with the interests that they declared. */
bool px_role_writes(px_role role);

/* A category of participants from data/categories.tsv, which also says where it is from. */
typedef struct px_category {
    const char *key; /* "civil-society" */
    px_str title;    /* in the language asked for */
    px_str one;      /* how one of its people is called who signs with neither name nor
                        organisation: "A member of civil society" */
    bool observer;   /* its people observe and are granted that role */
    bool provider;   /* its people are invited to provider workshops */
} px_category;
int px_category_list(px_arena *arena, px_str language, px_category **ret_categories,
                     size_t *ret_count, px_error *err) PX_MUST_CHECK;
bool px_category_is(px_str key);

/* The title in English or French; the key itself where there is none. Static. */
px_str px_category_title(px_str key, px_str language);

/* What a person's display, or that of one contribution, says: "name", "organisation", "anonymous";
 * titles are message ids. */
const char *px_display_name(px_display display);
const char *px_display_title(px_display display);
bool px_display_find(px_str name, px_display *ret_display);

/* The words by which somebody is shown who wishes to be shown in that way, in the language: "Anna
 * Example, Great & Co"; the organisation alone, or for somebody without one as for the anonymous;
 * one of the category; of an erased person that the data were erased. In the arena. */
px_str px_display_of(px_arena *arena, const px_person *person, px_display wish,
                     const px_language *language) PX_MUST_CHECK;

#endif
