/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/claim_words.h"

#include "base/json_read.h"
#include "duty/claim.h"
#include "duty/fact.h"
#include "duty/official_value.h"

#include "base/banned.h"

typedef struct writing {
    px_arena *arena;
    px_str words, language;
    const px_official_field *field;
} writing;

static json_t *string_new(px_str text)
{
    return json_stringn(text.ptr, text.len);
}

static json_t *text_new(const writing *w)
{
    json_t *text = json_object();

    json_object_set_new(text, px_arena_cstr(w->arena, w->language), string_new(w->words));
    return text;
}

static json_t *yes_no_new(const writing *w)
{
    if (px_str_is(w->words, "yes"))
        return json_true();
    return px_str_is(w->words, "no") ? json_false() : NULL;
}

static json_t *set_new(const writing *w)
{
    json_t *set = json_array();
    px_str rest = w->words, word;

    while (px_str_split(&rest, ',', &word))
        json_array_append_new(set, string_new(px_str_trim(word)));
    return set;
}

static json_t *period_new(const writing *w)
{
    size_t slash = px_str_find_char(w->words, '/');
    json_t *period = json_object();

    json_object_set_new(period, "from", string_new(px_str_sub(w->words, 0, slash)));
    json_object_set_new(period, "to", string_new(px_str_sub(w->words, slash + 1, w->words.len)));
    return period;
}

/* NULL where the type has no words of its own. */
static json_t *value_new(const writing *w)
{
    switch (w->field->type) {
    case PX_FIELD_TEXT:
        return text_new(w);
    case PX_FIELD_YES_NO:
        return yes_no_new(w);
    case PX_FIELD_DATE:
    case PX_FIELD_MONTH:
    case PX_FIELD_NUMBER:
    case PX_FIELD_RANGE:
        return string_new(w->words);
    case PX_FIELD_MODALITIES:
    case PX_FIELD_CHOICES:
        return set_new(w);
    case PX_FIELD_PERIOD:
        return period_new(w);
    default:
        return NULL;
    }
}

/* JSON of an array, an object, a string, a truth or null: what begins otherwise are words. */
static bool is_json(px_str words)
{
    px_error ignored = PX_ERROR_INIT;
    PX_AUTO_JSON json_t *value = NULL;

    if (px_str_is(words, "null") || px_str_is(words, "true") || px_str_is(words, "false"))
        return true;
    return (px_str_starts(words, PX_STR("{")) || px_str_starts(words, PX_STR("[")) ||
            px_str_starts(words, PX_STR("\""))) &&
           px_json_parse(words, "value", PX_CLAIM_VALUE_MAX, &value, &ignored) >= 0;
}

int px_claim_words_read(px_arena *arena, px_str field, px_str words, px_str language,
                        px_str *ret_value, px_error *err)
{
    const px_official_field *official = px_official_field_by_name(field);
    const px_fact *fact = official ? NULL : px_fact_by_name(field);
    writing w = { arena, px_str_trim(words), language, official };
    PX_AUTO_JSON json_t *value = NULL;
    char excerpt[PX_EXCERPT_SIZE];

    if (is_json(w.words)) {
        *ret_value = w.words;
        return 0;
    }
    if (!official && !fact)
        return px_claim_value_check(field, json_null(), err); /* says that there is none */
    if (fact)
        w.field = &fact->field;
    value = fact && fact->is_name ? string_new(w.words) : value_new(&w);
    if (!value)
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{field}' is of the type {type}: write its value as JSON "
                          "(docs/forms.md)"),
                       "field", px_str_excerpt(field, excerpt), "type",
                       px_field_type_name(w.field->type), NULL);
    return px_claim_value_text(arena, value, ret_value, err);
}

px_str px_claim_words(px_arena *arena, px_str value, px_str language, size_t max)
{
    px_error ignored = PX_ERROR_INIT;
    PX_AUTO_JSON json_t *json = NULL;
    px_str text = value;
    char *line;

    if (px_json_parse(value, "value", PX_CLAIM_VALUE_MAX, &json, &ignored) >= 0 &&
        px_value_text(json, language, NULL).len)
        text = px_value_text(json, language, NULL);
    if (text.len > max) {
        size_t end = max > 3 ? max - 3 : 0;

        while (end > 0 && ((unsigned char)text.ptr[end] & 0xc0) == 0x80)
            end--;
        line = px_arena_format(arena, "%.*s...", (int)end, text.ptr);
    } else {
        line = px_arena_cstr(arena, text);
    }
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < ' ')
            *c = ' ';
    return px_str_of(line);
}
