/* SPDX-License-Identifier: EUPL-1.2 */
/* The way out: what sending needs of the settings, and one mail as the letter that goes it. */
#ifndef PX_DRAFTING_MAIL_MAIL_WAY_H
#define PX_DRAFTING_MAIL_MAIL_WAY_H

#include "base/courier.h"
#include "drafting/mail/mail_queue.h"

typedef struct px_mail_way {
    px_mail_server server;
    px_str from, from_name, reply_to;
    px_str site; /* "https://code.example.eu" */
} px_mail_way;

/* Reads it into the arena; NOT_FOUND where mail.server or mail.from is not set, with the name of
 * the setting as argument "name". */
int px_mail_way_read(const px_house *house, px_db *db, px_arena *arena, px_mail_way *ret_way,
                     px_error *err) PX_MUST_CHECK;

/* The mail with head and foot, in the arena. INVALID, TOO_LARGE. */
int px_mail_letter_make(px_arena *arena, const px_house *house, const px_mail_way *way,
                        const px_mail_row *mail, px_mail_letter *ret_letter,
                        px_error *err) PX_MUST_CHECK;

#endif
