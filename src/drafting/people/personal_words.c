/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/personal_words.h"

#include "base/json_read.h"
#include "code/code.h"
#include "drafting/comment/answer.h"
#include "drafting/comment/change.h"
#include "drafting/comment/comment.h"
#include "drafting/mail/mail_queue.h"
#include "drafting/people/application.h"
#include "drafting/people/consent.h"
#include "drafting/people/country.h"
#include "drafting/people/person_session.h"
#include "store/act.h"

#include "base/banned.h"

px_str px_personal_word(const px_personal_speaker *speaker, const px_personal_field *field,
                        const px_personal_value *value)
{
    px_str word = field->word && !value->none ? field->word(speaker, value) : PX_STR_NONE;

    return word.len ? word : value->text;
}

/* A message id in words; nothing for none. */
static px_str say(const px_personal_speaker *speaker, const char *message)
{
    return message ? px_str_of(px_tr(speaker->language, message)) : PX_STR_NONE;
}

typedef struct word_row {
    const char *key, *word; /* word: message id */
} word_row;

static px_str say_row(const px_personal_speaker *speaker, const word_row *rows, size_t n,
                      px_str key)
{
    for (size_t i = 0; i < n; i++)
        if (px_str_is(key, rows[i].key))
            return say(speaker, rows[i].word);
    return PX_STR_NONE;
}

static px_str tag_of(const px_personal_speaker *speaker)
{
    return px_str_of(px_language_tag(speaker->language));
}

/* ---- Lists of this room that stand nowhere else in words */

static const word_row person_states[] = {
    { "active", N_("active") },
    { "suspended", N_("suspended") },
    { "erased", N_("erased") },
};

static const word_row displays[] = {
    { "name", N_("with your name") },
    { "organisation", N_("with your organisation only") },
    { "anonymous", N_("without either") },
};

static const word_row digests[] = {
    { "each", N_("each at once") },
    { "daily", N_("together, once a day") },
    { "weekly", N_("together, once a week") },
    { "none", N_("none") },
};

static const word_row scope_kinds[] = {
    { "house", N_("everywhere in this house") },
    { "code", N_("a code") },
    { "group", N_("a working group") },
    { "organisation", N_("an organisation") },
    { "provider", N_("a provider") },
};

static const word_row link_purposes[] = {
    { "sign-in", N_("to sign in") },
    { "password", N_("to set a password") },
    { "mail", N_("to confirm a new mail address") },
};

static const word_row answer_states[] = {
    { "draft", N_("draft answer") },
    { "published", N_("published answer") },
};

#define WORD_OF_ROWS(function, rows)                                                               \
    px_str function(const px_personal_speaker *speaker, const px_personal_value *value)            \
    {                                                                                              \
        return say_row(speaker, rows, PX_COUNT(rows), value->text);                                \
    }
WORD_OF_ROWS(px_word_person_state, person_states)
WORD_OF_ROWS(px_word_display, displays)
WORD_OF_ROWS(px_word_digest, digests)
WORD_OF_ROWS(px_word_scope_kind, scope_kinds)
WORD_OF_ROWS(px_word_link, link_purposes)
WORD_OF_ROWS(px_word_answer_state, answer_states)

/* ---- Those of other files: a key is found, its number has a title */

#define WORD_OF_TITLE(function, type, find, title)                                                 \
    px_str function(const px_personal_speaker *speaker, const px_personal_value *value)            \
    {                                                                                              \
        type found;                                                                                \
                                                                                                   \
        return find(value->text, &found) ? say(speaker, title(found)) : PX_STR_NONE;               \
    }
WORD_OF_TITLE(px_word_role, px_role, px_role_find, px_role_title)
WORD_OF_TITLE(px_word_comment_state, px_comment_state, px_comment_state_find,
              px_comment_state_title)
WORD_OF_TITLE(px_word_comment_kind, px_comment_kind, px_comment_kind_find, px_comment_kind_title)
WORD_OF_TITLE(px_word_comment_stance, px_comment_stance, px_comment_stance_find,
              px_comment_stance_title)
WORD_OF_TITLE(px_word_comment_origin, px_comment_origin, px_comment_origin_find,
              px_comment_origin_title)
WORD_OF_TITLE(px_word_comment_display, px_display, px_display_find, px_display_title)
WORD_OF_TITLE(px_word_status, px_answer_status, px_answer_status_find, px_answer_status_title)
WORD_OF_TITLE(px_word_opinion, px_opinion, px_opinion_find, px_opinion_title)
WORD_OF_TITLE(px_word_change_way, px_change_way, px_change_way_find, px_change_way_title)
WORD_OF_TITLE(px_word_mail_state, px_mail_state, px_mail_state_find, px_mail_state_title)
WORD_OF_TITLE(px_word_way, px_sign_in_way, px_sign_in_way_find, px_sign_in_way_title)

px_str px_word_mail_kind(const px_personal_speaker *speaker, const px_personal_value *value)
{
    px_mail_kind kind;

    return px_mail_kind_find(value->text, &kind) ? say(speaker, px_mail_kind_at(kind)->title)
                                                 : PX_STR_NONE;
}

px_str px_word_application_state(const px_personal_speaker *speaker, const px_personal_value *value)
{
    return say(speaker, px_application_state_title(value->text));
}

px_str px_word_function(const px_personal_speaker *speaker, const px_personal_value *value)
{
    return say(speaker, px_application_function_title(value->text));
}

/* A message that is kept in English, to be read in every language. */
px_str px_word_message(const px_personal_speaker *speaker, const px_personal_value *value)
{
    return say(speaker, px_arena_cstr(speaker->arena, value->text));
}

px_str px_word_consent(const px_personal_speaker *speaker, const px_personal_value *value)
{
    return say(speaker, px_consent_title(value->text));
}

px_str px_word_act(const px_personal_speaker *speaker, const px_personal_value *value)
{
    const px_act_kind *kind = px_act_kind_find(value->text);

    return kind ? say(speaker, kind->summary) : PX_STR_NONE;
}

px_str px_word_language(const px_personal_speaker *speaker, const px_personal_value *value)
{
    const px_language *language = px_language_find(value->text);

    (void)speaker;
    return language ? px_str_of(px_language_name(language)) : PX_STR_NONE;
}

px_str px_word_country(const px_personal_speaker *speaker, const px_personal_value *value)
{
    return px_country_title(value->text, tag_of(speaker));
}

px_str px_word_category(const px_personal_speaker *speaker, const px_personal_value *value)
{
    return px_category_is(value->text) ? px_category_title(value->text, tag_of(speaker))
                                       : PX_STR_NONE;
}

/* ---- Names that stand in the house */

px_str px_word_code(const px_personal_speaker *speaker, const px_personal_value *value)
{
    px_code code;

    if (px_code_find(speaker->db, speaker->arena, value->text, tag_of(speaker), &code, NULL) < 0)
        return PX_STR_NONE;
    return code.title;
}

/* The newest name of the newest group of that key. */
static px_str group_name(const px_personal_speaker *speaker, px_str key)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    if (px_query_start(speaker->db,
                       "SELECT n.name FROM working_group AS g JOIN working_group_name AS n "
                       "ON n.working_group = g.id WHERE g.key = ? "
                       "ORDER BY g.id DESC, n.language <> ?, n.since DESC LIMIT 1",
                       &query, NULL) < 0)
        return PX_STR_NONE;
    px_query_str(&query, key);
    px_query_str(&query, tag_of(speaker));
    return px_query_step(&query, NULL) > 0 ? px_query_next_text(&query, speaker->arena)
                                           : PX_STR_NONE;
}

px_str px_word_group(const px_personal_speaker *speaker, const px_personal_value *value)
{
    return group_name(speaker, value->text);
}

/* A JSON array of keys, as applications have it. */
px_str px_word_groups(const px_personal_speaker *speaker, const px_personal_value *value)
{
    PX_AUTO_BUILDER px_builder names = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_JSON json_t *keys = NULL;

    if (px_json_parse(value->text, "groups", 64 * 1024, &keys, NULL) < 0 || !json_is_array(keys))
        return PX_STR_NONE;
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const char *text = json_string_value(json_array_get(keys, i));
        px_str key = px_str_of(text ? text : ""), name = group_name(speaker, key);

        px_builder_add(&names, i ? "; " : "");
        px_builder_str(&names, name.len ? name : key);
    }
    if (!json_array_size(keys))
        return say(speaker, N_("none"));
    return px_arena_str(speaker->arena, px_builder_view(&names));
}

/* Of the kind that the field before it names. */
px_str px_word_scope(const px_personal_speaker *speaker, const px_personal_value *value)
{
    if (px_str_is(value[-1].text, "group"))
        return px_word_group(speaker, value);
    return px_str_is(value[-1].text, "code") ? px_word_code(speaker, value) : PX_STR_NONE;
}
