/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/mail/mail_words.h"

#include "base/json_read.h"
#include "base/json_write.h"

#include "base/banned.h"

/* Whether the argument is the one for readers of the language: "title_fr" of "title". */
static bool words_is_for(const px_arg *arg, px_str name, const char *tag)
{
    const char *full = arg->name;

    return px_str_starts(px_str_of(full), name) && full[name.len] == '_' &&
           strcmp(full + name.len + 1, tag) == 0;
}

/* The arguments as the reader of a language gets them. */
static px_arg *words_choose(px_arena *arena, const px_mail_text *text, const char *tag)
{
    px_arg *args = px_arena_array(arena, text->n_args + 1, sizeof(*args));

    for (size_t i = 0; i < text->n_args; i++) {
        args[i] = text->args[i];
        for (size_t j = 0; j < text->n_args; j++)
            if (words_is_for(&text->args[j], px_str_of(text->args[i].name), tag))
                args[i].value = text->args[j].value;
    }
    return args;
}

static int words_check(px_str subject, px_str body, px_error *err)
{
    if (!px_utf8_valid(subject, NULL) || !px_utf8_valid(body, NULL))
        return px_fail(err, PX_ERR_INVALID, N_("a mail holds text that is not UTF-8"), NULL);
    if (!subject.len || px_str_has_control(subject))
        return px_fail(err, PX_ERR_INVALID,
                       N_("the subject of a mail is empty or holds control characters"), "field",
                       "subject", NULL);
    return 0;
}

int px_mail_words(px_arena *arena, const px_language *language, px_str site,
                  const px_mail_text *text, px_str *ret_subject, px_str *ret_body, px_error *err)
{
    PX_AUTO_BUILDER px_builder subject = PX_BUILDER_INIT(PX_MAIL_SUBJECT_MAX);
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_MAIL_BODY_MAX);
    const char *tag = px_language_tag(language);
    const px_arg *args = words_choose(arena, text, tag);
    int rc;

    px_message(&subject, language, text->subject, args, text->n_args);
    px_message(&body, language, text->body, args, text->n_args);
    if (text->link)
        px_builder_format(&body, "\n\n%.*s/%s%s", PX_STR_ARG(site), tag, text->link);
    rc = px_builder_check(&subject, err);
    if (rc >= 0)
        rc = px_builder_check(&body, err);
    if (rc >= 0)
        rc = words_check(px_builder_view(&subject), px_builder_view(&body), err);
    if (rc < 0)
        return rc;
    *ret_subject = px_arena_str(arena, px_builder_view(&subject));
    *ret_body = px_arena_str(arena, px_builder_view(&body));
    return 0;
}

/* ---- As JSON */

int px_mail_text_print(px_arena *arena, const px_mail_text *text, px_str *ret_json, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_MAIL_BODY_MAX);
    px_json j;
    int rc;

    px_json_start(&j, &out, PX_JSON_COMPACT);
    px_json_object(&j);
    px_json_pair_cstr(&j, "subject", text->subject);
    px_json_pair_cstr(&j, "body", text->body);
    px_json_pair_cstr(&j, "link", text->link ? text->link : "");
    px_json_key(&j, "args");
    px_json_array(&j);
    for (size_t i = 0; i < text->n_args; i++) {
        px_json_array(&j);
        px_json_cstr(&j, text->args[i].name);
        px_json_str(&j, text->args[i].value.ptr ? text->args[i].value : PX_STR(""));
        px_json_array_end(&j);
    }
    px_json_array_end(&j);
    px_json_object_end(&j);
    rc = px_json_finish(&j, err);
    if (rc < 0)
        return rc;
    *ret_json = px_arena_str(arena, px_builder_view(&out));
    return 0;
}

static int words_fail_stored(px_error *err)
{
    return px_fail(err, PX_ERR_DAMAGED, N_("the text of a notice cannot be read"), NULL);
}

static int words_read_args(px_arena *arena, const json_t *array, px_mail_text *text, px_error *err)
{
    size_t count = json_array_size(array);
    px_arg *args = px_arena_array(arena, count + 1, sizeof(*args));

    if (count > PX_MAIL_ARGS_MAX)
        return words_fail_stored(err);
    for (size_t i = 0; i < count; i++) {
        const json_t *pair = json_array_get(array, i);
        const json_t *name = json_array_get(pair, 0), *value = json_array_get(pair, 1);

        if (!json_is_string(name) || !json_is_string(value))
            return words_fail_stored(err);
        args[i].name = px_arena_cstr(arena, px_str_of(json_string_value(name)));
        args[i].value = px_arena_str(arena, px_json_text(value));
    }
    text->args = args;
    text->n_args = count;
    return 0;
}

int px_mail_text_read(px_arena *arena, px_str json, px_mail_text *ret_text, px_error *err)
{
    PX_AUTO_JSON json_t *value = NULL;
    px_mail_text text = { 0 };
    px_str subject, body, link;
    json_t *args;
    int rc;

    if (px_json_parse(json, "notice", 2 * (size_t)PX_MAIL_BODY_MAX, &value, NULL) < 0 ||
        px_json_get_str(value, "subject", &subject, NULL) < 0 ||
        px_json_get_str(value, "body", &body, NULL) < 0 ||
        px_json_get_str(value, "link", &link, NULL) < 0 ||
        px_json_get_array(value, "args", &args, NULL) < 0)
        return words_fail_stored(err);
    rc = words_read_args(arena, args, &text, err);
    if (rc < 0)
        return rc;
    text.subject = px_arena_cstr(arena, subject);
    text.body = px_arena_cstr(arena, body);
    text.link = link.len ? px_arena_cstr(arena, link) : NULL;
    *ret_text = text;
    return 0;
}
