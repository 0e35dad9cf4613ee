/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One mail as the bytes that go over the wire: RFC 5322 with MIME (RFC 2045), plain text in UTF-8,
 * lines ended by CRLF and no longer than 78 characters but for what cannot be broken.
 *
 * Whatever stands in names, subject and text, no header can be added by it: control characters
 * become spaces, what is not ASCII is encoded (RFC 2047), addresses are checked.
 */
#ifndef PX_DRAFTING_MAIL_MAIL_MESSAGE_H
#define PX_DRAFTING_MAIL_MAIL_MESSAGE_H

#include "base/builder.h"
#include "base/civil.h"

typedef struct px_mail_message {
    px_str from_name, from; /* the name may be empty */
    px_str to_name, to;
    px_str reply_to; /* address, or empty */
    px_str subject;
    px_str body;        /* paragraphs of one line each, set apart by an empty line; LF */
    px_str language;    /* tag, or empty */
    px_str id;          /* the same whenever this mail is sent again: letters and digits */
    px_str unsubscribe; /* address that takes RFC 8058's POST, or empty */
    px_time date;
} px_mail_message;

/* Appends the message. INVALID for an address that cannot stand in a mail, TOO_LARGE. */
int px_mail_message_print(const px_mail_message *message, px_builder *out,
                          px_error *err) PX_MUST_CHECK;

#endif
