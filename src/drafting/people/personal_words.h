/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words for what stands in the house as keys ("civil-society", "live-with"), where a person reads
 * the own data. The copy itself (people/personal_data.h) keeps the keys.
 */
#ifndef PX_DRAFTING_PEOPLE_PERSONAL_WORDS_H
#define PX_DRAFTING_PEOPLE_PERSONAL_WORDS_H

#include "drafting/people/personal_data.h"

/* In which language, and where names of groups and codes are read. */
struct px_personal_speaker {
    px_db *db;
    px_arena *arena;
    const px_language *language;
};

/* The text of a value of a field in words: the text itself where the field has none, or the key is
 * unknown (of a newer program). In the arena. */
px_str px_personal_word(const px_personal_speaker *speaker, const px_personal_field *field,
                        const px_personal_value *value);

/* For the table of fields. */
px_personal_word_fn px_word_act, px_word_answer_state, px_word_category, px_word_code,
    px_word_comment_display, px_word_comment_kind, px_word_comment_origin, px_word_comment_stance,
    px_word_comment_state, px_word_consent, px_word_country, px_word_digest, px_word_display,
    px_word_function, px_word_group, px_word_groups, px_word_language, px_word_link,
    px_word_message, px_word_mail_kind, px_word_mail_state, px_word_application_state,
    px_word_opinion, px_word_person_state, px_word_role, px_word_scope, px_word_scope_kind,
    px_word_status, px_word_way, px_word_change_way;

#endif
