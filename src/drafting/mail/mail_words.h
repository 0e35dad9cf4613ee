/* SPDX-License-Identifier: EUPL-1.2 */
/* From a text of message ids to the words of one mail, and from the text to JSON and back. */
#ifndef PX_DRAFTING_MAIL_MAIL_WORDS_H
#define PX_DRAFTING_MAIL_MAIL_WORDS_H

#include "drafting/mail/mail.h"

enum {
    PX_MAIL_SUBJECT_MAX = 500,     /* bytes */
    PX_MAIL_BODY_MAX = 128 * 1024, /* bytes */
    PX_MAIL_ARGS_MAX = 32,
    PX_MAIL_AUDIENCES_BYTES = 32 * 1024 /* of the JSON of PX_AUDIENCES_MAX */
};

/* Subject and body in the language, in the arena. Of an argument "title" the one named "title_fr"
 * goes before it for readers of French: for what the house holds in several languages. The link
 * becomes absolute with `site` ("https://code.example.eu") and stands at the end, in a paragraph
 * of its own. INVALID for a subject with control characters and for what is not UTF-8, TOO_LARGE
 * beyond the bounds above. */
int px_mail_words(px_arena *arena, const px_language *language, px_str site,
                  const px_mail_text *text, px_str *ret_subject, px_str *ret_body,
                  px_error *err) PX_MUST_CHECK;

/* The text as JSON in the arena, and back; DAMAGED for what the first did not write. */
int px_mail_text_print(px_arena *arena, const px_mail_text *text, px_str *ret_json,
                       px_error *err) PX_MUST_CHECK;
int px_mail_text_read(px_arena *arena, px_str json, px_mail_text *ret_text,
                      px_error *err) PX_MUST_CHECK;

#endif
