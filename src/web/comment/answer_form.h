/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of an answer in forms: status, reason, language; by choice those of a template. */
#ifndef PX_WEB_ANSWER_FORM_H
#define PX_WEB_ANSWER_FORM_H

#include "drafting/comment/answer.h"
#include "web/form_field.h"

/* Characters of a reason in a form; the house takes PX_ANSWER_REASON_MAX bytes. */
enum { PX_ANSWER_FORM_REASON = 20000 };

/* The fields "status", "reason" and "language" of a table. */
#define PX_ANSWER_FORM_WORDS                                                                       \
    { "status", PX_FORM_SELECT, N_("Status"), NULL },                                              \
        { "reason", PX_FORM_LONG, N_("Reason"),                                                    \
          N_("Say why, in Markdown, so that the author understands it. A provision is linked by "  \
             "its lasting id, like [Measure 1.1](#k3v7q0m2a9)."),                                  \
          .max = PX_ANSWER_FORM_REASON },                                                          \
    {                                                                                              \
        "language", PX_FORM_SELECT, N_("Language of the reason"), NULL                             \
    }
/* The field "template" in front of them. */
#define PX_ANSWER_FORM_TEMPLATE                                                                    \
    { "template", PX_FORM_SELECT, N_("Template"),                                                  \
      N_("Its status and its reason are taken where the reason below is empty.") }

/* Offers what can be chosen, and sets the reader's language. */
void px_answer_form_offer(px_form *form);
/* The templates that are offered, in the field "template". */
int px_answer_form_templates(px_form *form, const px_code *code, px_error *err) PX_MUST_CHECK;

/* After reading: whether there is a template, or status, reason and language; refuses the fields
 * that are missing. What is taken of it goes into the deed. */
bool px_answer_form_take(px_form *form, bool with_template, px_answer_write *write);

#endif
