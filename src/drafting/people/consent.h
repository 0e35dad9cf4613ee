/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Consents. A text has a purpose and a version, and stands in every language of the interface. The
 * usual texts are data (data/consents); the house keeps those that were shown (table consent_text),
 * also texts of the secretariat's own. A newer version than the one that somebody agreed to asks
 * again at the next sign-in.
 */
#ifndef PX_DRAFTING_PEOPLE_CONSENT_H
#define PX_DRAFTING_PEOPLE_CONSENT_H

#include "drafting/people/person.h"

/* The usual text of that version; empty where the data have none. Lives for ever. */
px_str px_consent_usual(const char *purpose, int version, px_str language);

/* The newest version of the usual texts; 0: none. */
int px_consent_usual_newest(const char *purpose);

/* What a purpose is, as a message id; NULL for one that this program does not know. */
const char *px_consent_title(px_str purpose);

/* What somebody agreed to last, for one purpose. Texts are in the language asked for, or another
 * one. */
typedef struct px_consent {
    px_str purpose;
    int version, newest;      /* newest: that the house has */
    px_time given, withdrawn; /* withdrawn: PX_TIME_NONE while it holds */
    px_str text, newest_text;
} px_consent;

/* One for each purpose, sorted by it; in the arena. */
int px_consent_list(px_db *db, px_arena *arena, int64_t person, px_str language,
                    px_consent **ret_consents, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Whether a consent that holds is to a version that is not the newest. */
bool px_consent_asks(const px_consent *consent);

/* Inside a deed: agrees to the newest version. CONFLICT where it is another one by now. */
int px_consent_give(px_db *db, int64_t person, px_str purpose, int version,
                    px_error *err) PX_MUST_CHECK;

/* Inside a deed: withdraws a consent. The roles that came with it and do not write end; those that
 * write are public functions and end by themselves or by the secretariat. NOT_FOUND where none
 * holds. */
int px_consent_withdraw(px_db *db, px_arena *arena, const px_person *person, px_str purpose,
                        const char *author, px_error *err) PX_MUST_CHECK;

#endif
