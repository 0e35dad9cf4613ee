/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of rules share. */
#ifndef PX_DUTY_CHECK_PRIV_H
#define PX_DUTY_CHECK_PRIV_H

#include "duty/check/check.h"
#include "duty/check/check_date.h"
#include "duty/check/check_word.h"

extern const px_check_rule px_check_general_rules[];  /* header and section 1 */
extern const px_check_rule px_check_source_rules[];   /* section 2 */
extern const px_check_rule px_check_crawl_rules[];    /* section 2.3 */
extern const px_check_rule px_check_process_rules[];  /* section 3 */
extern const px_check_rule px_check_document_rules[]; /* all fields, and the document */
extern const px_check_rule px_check_form_rules[];     /* the model documentation form */
extern const px_check_rule px_check_claim_rules[];    /* of both: what the house knows beside it */

/* Something that can be read stands there and is no "not applicable". */
static inline bool px_answer_given(const px_answer *answer)
{
    return answer->state == PX_ANSWER_GIVEN;
}

/* True where the form asks for the field: it has no condition, or one of them holds. ret_known (may
 * be NULL) becomes false where that depends on an answer that cannot be read or is not there. */
bool px_check_asked(const px_check_subject *subject, const px_official_field *field,
                    bool *ret_known);

/* The form asks for it, it can be read, and nothing stands there. */
bool px_check_lacks(const px_check_subject *subject, const px_answer *answer);

/* A phrase of the class (data/check_words.tsv) stands in the answer. */
bool px_check_has(const char *klass, const px_answer *answer);

/* True where a text of several words ends within a sentence; ret_end gets its last words. */
bool px_check_is_cut(const px_answer *answer, px_str *ret_end);

/* Addresses of the web in a text, "http" or "www". */
size_t px_check_links(px_str text);

/* Different names of domains in a text that are no part of an address of the web or of a mail. */
size_t px_check_domains(px_arena *arena, px_str text);

/* A row of data/check_rules.tsv. */
long long px_check_number(const char *rule);

/* An official language of the Union by its English or French name stands in the plain text: how
 * many do. */
size_t px_check_eu_languages(px_str plain);

/* The number of a size ("15 trillion tokens", "479 million images") as a double; 0 for none. */
double px_check_size(px_str plain);

#endif
