/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/dossier_read.h"

#include "base/ascii.h"
#include "code/language_code.h"

#include "base/banned.h"

typedef int read_fn(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                    void *object, px_error *err);

static int fail_at(px_dossier_reader *r, const px_dossier_field *field, const char *reason,
                   px_error *err)
{
    return px_dossier_fail(r, field->name, reason, PX_STR_NONE, err);
}

static int fail_value(px_dossier_reader *r, const px_dossier_field *field, const char *reason,
                      px_str value, px_error *err)
{
    return px_dossier_fail(r, field->name, reason, value, err);
}

static int read_str(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                    px_str *ret_value, px_error *err)
{
    if (!json_is_string(value))
        return fail_at(r, field, N_("has to be a text"), err);
    *ret_value = px_json_text(value);
    return 0;
}

/* ---- Texts by language */

/* The one to take among those that there are: that of the language, else of its first part, else
 * English, else the first in the order of tags. */
static int rank(px_str tag, px_str wanted)
{
    px_str rest = wanted, primary = wanted;

    if (px_str_eq(tag, wanted))
        return 0;
    (void)(wanted.ptr && px_str_split(&rest, '-', &primary));
    if (px_str_eq(tag, primary))
        return 1;
    return px_str_is(tag, "en") ? 2 : 3;
}

static bool is_tag(px_str tag)
{
    px_error ignored;

    return px_language_tag_check(tag, &ignored) == 0;
}

static int check_text(px_dossier_reader *r, const px_dossier_field *field, const char *tag,
                      const json_t *value, px_error *err)
{
    px_str text;

    if (!is_tag(px_str_of(tag)))
        return fail_value(r, field, N_("has what is no tag of a language"), px_str_of(tag), err);
    if (!json_is_string(value))
        return fail_value(r, field, N_("has to be a text in each language"), px_str_of(tag), err);
    text = px_json_text(value);
    if (!px_str_trim(text).len)
        return fail_value(r, field, N_("is empty in a language"), px_str_of(tag), err);
    if (text.len > PX_DOSSIER_MAX_TEXT)
        return fail_value(r, field, N_("is longer than 16 KiB in a language"), px_str_of(tag), err);
    if (px_str_has_control(text))
        return fail_value(r, field, N_("has to be one paragraph, without line ends or tabs"),
                          px_str_of(tag), err);
    return 0;
}

static int read_text(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    px_dossier_text *into = (px_dossier_text *)((char *)object + field->offset);
    px_str best = PX_STR_NONE;
    const char *tag;
    json_t *text;

    if (!json_is_object(value) || !json_object_size(value))
        return fail_at(r, field, N_("has to be an object of language and text"), err);
    json_object_foreach((json_t *)value, tag, text)
    {
        int rc = check_text(r, field, tag, text, err), order;

        if (rc < 0)
            return rc;
        order = best.ptr ? rank(px_str_of(tag), r->language) - rank(best, r->language) : -1;
        if (order < 0 || (order == 0 && px_str_cmp(px_str_of(tag), best) < 0)) {
            best = px_str_of(tag);
            into->value = px_json_text(text);
        }
    }
    into->value = px_arena_str(r->arena, into->value);
    into->language = rank(best, r->language) <= 1 ? PX_STR("") : px_arena_str(r->arena, best);
    return 0;
}

/* All of them, for the title of a code. */
static int read_texts(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                      void *object, px_error *err)
{
    size_t count = 0;
    px_dossier_text *texts =
        px_arena_array(r->arena, PX_MAX(json_object_size(value), 1), sizeof(*texts));
    const char *tag;
    json_t *text;

    if (!json_is_object(value) || !json_object_size(value))
        return fail_at(r, field, N_("has to be an object of language and text"), err);
    json_object_foreach((json_t *)value, tag, text)
    {
        int rc = check_text(r, field, tag, text, err);

        if (rc < 0)
            return rc;
        texts[count].language = px_arena_str(r->arena, px_str_of(tag));
        texts[count++].value = px_arena_str(r->arena, px_json_text(text));
    }
    *(px_dossier_text **)((char *)object + field->offset) = texts;
    *(size_t *)((char *)object + field->count) = count;
    return 0;
}

/* ---- Other values */

static int read_kind(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    px_str name;
    int rc = read_str(r, field, value, &name, err);

    if (rc < 0)
        return rc;
    if (!px_dossier_kind_find(name, (px_dossier_kind *)((char *)object + field->offset)))
        return fail_value(r, field, N_("is no kind of entry"), name, err);
    return 0;
}

static int find_word(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     const px_dossier_word **ret_word, px_error *err)
{
    px_str name;
    int rc = read_str(r, field, value, &name, err);

    if (rc < 0)
        return rc;
    *ret_word = px_dossier_word_find(field->words, name);
    return *ret_word ? 0 : fail_value(r, field, N_("is none of the words for it"), name, err);
}

static int read_word(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    return find_word(r, field, value, (const px_dossier_word **)((char *)object + field->offset),
                     err);
}

static int read_side(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    const px_dossier_word *word;
    int rc = find_word(r, field, value, &word, err);

    if (rc >= 0)
        *(bool *)((char *)object + field->offset) = word != field->words;
    return rc;
}

static int read_date(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    px_str text;
    int rc = read_str(r, field, value, &text, err);

    if (rc < 0)
        return rc;
    if (!px_dossier_date_parse(text, (px_dossier_date *)((char *)object + field->offset)))
        return fail_value(r, field, N_("is no date"), text, err);
    return 0;
}

static int read_time(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    px_str text;
    int hour, minute, rc = read_str(r, field, value, &text, err);

    if (rc < 0)
        return rc;
    if (text.len != 5 || text.ptr[2] != ':' || !px_is_digit(text.ptr[0]) ||
        !px_is_digit(text.ptr[1]) || !px_is_digit(text.ptr[3]) || !px_is_digit(text.ptr[4]))
        return fail_value(r, field, N_("is no time of day; write one like 18:00"), text, err);
    hour = (text.ptr[0] - '0') * 10 + text.ptr[1] - '0';
    minute = (text.ptr[3] - '0') * 10 + text.ptr[4] - '0';
    if (hour > 23 || minute > 59)
        return fail_value(r, field, N_("is no time of day; write one like 18:00"), text, err);
    *(int *)((char *)object + field->offset) = hour * 60 + minute;
    return 0;
}

static int read_flag(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    if (!json_is_boolean(value))
        return fail_at(r, field, N_("has to be true or false"), err);
    *(bool *)((char *)object + field->offset) = json_is_true(value);
    return 0;
}

static int read_whole(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                      long long *ret_value, px_error *err)
{
    char text[24];

    if (!json_is_integer(value))
        return fail_at(r, field, N_("has to be a whole number"), err);
    *ret_value = json_integer_value(value);
    if (*ret_value >= field->min && *ret_value <= field->max)
        return 0;
    (void)snprintf(text, sizeof(text), "%lld", *ret_value);
    return fail_value(r, field, N_("is a number out of bounds"), px_str_of(text), err);
}

static int read_int(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                    void *object, px_error *err)
{
    long long number;
    int rc = read_whole(r, field, value, &number, err);

    if (rc >= 0)
        *(int *)((char *)object + field->offset) = (int)number;
    return rc;
}

static int read_value(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                      void *object, px_error *err)
{
    return read_whole(r, field, value, (long long *)((char *)object + field->offset), err);
}

static int read_string(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                       void *object, px_error *err)
{
    px_str text;
    int rc = read_str(r, field, value, &text, err);

    if (rc >= 0)
        rc = px_dossier_form_check(r, field->name, field->form, text, err);
    if (rc >= 0)
        *(px_str *)((char *)object + field->offset) = px_arena_str(r->arena, text);
    return rc;
}

static int read_source(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                       void *object, px_error *err)
{
    px_dossier_source *into = (px_dossier_source *)((char *)object + field->offset);
    px_str key;
    int rc = read_str(r, field, value, &key, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < r->n_sources; i++) {
        if (!px_str_eq(r->sources[i].key, key))
            continue;
        into->key = r->sources[i].key;
        into->title = r->sources[i].title;
        into->address = r->sources[i].address;
        return 0;
    }
    return fail_value(r, field, N_("names no source of this part"), key, err);
}

/* ---- Any value */

static read_fn *const readers[PX_DOSSIER_TYPE_COUNT] = {
    [PX_DOSSIER_TYPE_KIND] = read_kind,     [PX_DOSSIER_TYPE_TEXT] = read_text,
    [PX_DOSSIER_TYPE_TEXTS] = read_texts,   [PX_DOSSIER_TYPE_WORD] = read_word,
    [PX_DOSSIER_TYPE_SIDE] = read_side,     [PX_DOSSIER_TYPE_DATE] = read_date,
    [PX_DOSSIER_TYPE_TIME] = read_time,     [PX_DOSSIER_TYPE_FLAG] = read_flag,
    [PX_DOSSIER_TYPE_INT] = read_int,       [PX_DOSSIER_TYPE_VALUE] = read_value,
    [PX_DOSSIER_TYPE_STRING] = read_string, [PX_DOSSIER_TYPE_SOURCE] = read_source,
};

int px_dossier_read_value(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                          void *object, px_error *err)
{
    return readers[field->type](r, field, value, object, err);
}
