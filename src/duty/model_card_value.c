/* SPDX-License-Identifier: EUPL-1.2 */
/* Values as model cards write them. */
#include "base/ascii.h"
#include "base/builder.h"
#include "base/civil.h"
#include "base/number.h"
#include "corpus/iso_language.h"
#include "duty/model_card_priv.h"

#include "base/banned.h"

enum { NUMBER_MAX = 30, LANGUAGES_MAX = 300 };

/* ---- Words without marks */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

px_str card_plain(px_arena *arena, px_str raw)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(raw.len + 1);
    bool gap = false;

    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];

        if (c == '<') { /* a tag parts words */
            size_t end = px_str_find_char(px_str_sub(raw, i, raw.len), '>');

            i = PX_MIN(i + end, raw.len - 1);
            gap = true;
        } else if (is_space(c)) {
            gap = true;
        } else if (c != '*' && c != '`' && (unsigned char)c >= ' ') {
            if (gap && out.len)
                px_builder_char(&out, ' ');
            gap = false;
            px_builder_char(&out, c);
        }
    }
    return px_arena_str(arena, px_builder_view(&out));
}

/* ---- Numbers */

/* What stands behind a number, as a power of ten; false for what is no unit known here. */
static bool unit_power(px_str unit, int *ret_power)
{
    static const struct {
        const char *word;
        int power;
    } units[] = {
        { "", 0 },          { "k", 3 },      { "thousand", 3 }, { "m", 6 },
        { "million", 6 },   { "b", 9 },      { "billion", 9 },  { "t", 12 },
        { "trillion", 12 }, { "tokens", 0 }, { "w", 0 },        { "hours", 0 },
    };

    for (size_t i = 0; i < PX_COUNT(units); i++)
        if (px_str_eq_nocase(unit, px_str_of(units[i].word))) {
            *ret_power = units[i].power;
            return true;
        }
    return false;
}

/* The digits at the head, without commas that group them by three; "" where there are none. */
static px_str digits_at_head(px_arena *arena, px_str *rest)
{
    PX_AUTO_BUILDER px_builder digits = PX_BUILDER_INIT(NUMBER_MAX + 1);
    bool point = false;
    size_t i = 0;

    for (; i < rest->len; i++) {
        char c = rest->ptr[i];

        if (c == '.' && !point && digits.len)
            point = true;
        else if (c == ',' && digits.len && !point && i + 3 < rest->len &&
                 px_is_digit(rest->ptr[i + 1]) && px_is_digit(rest->ptr[i + 2]) &&
                 px_is_digit(rest->ptr[i + 3]))
            continue;
        else if (!px_is_digit(c))
            break;
        px_builder_char(&digits, c);
    }
    *rest = px_str_sub(*rest, i, rest->len);
    if (px_builder_check(&digits, NULL) < 0 || px_str_ends(px_builder_view(&digits), PX_STR(".")))
        return PX_STR("");
    return px_arena_str(arena, px_builder_view(&digits));
}

json_t *card_number(px_arena *arena, px_str words)
{
    px_str rest = px_str_trim(words), digits, unit;
    int power;

    while (rest.len && (rest.ptr[0] == '~' || rest.ptr[0] == '>' || rest.ptr[0] == ' '))
        rest = px_str_sub(rest, 1, rest.len);
    digits = digits_at_head(arena, &rest);
    unit = px_str_trim(rest);
    if (px_str_ends(unit, PX_STR("+")))
        unit = px_str_trim(px_str_sub(unit, 0, unit.len - 1));
    unit = px_str_sub(unit, 0, px_str_find_char(unit, ' '));
    if (!digits.len || !unit_power(unit, &power))
        return NULL;
    return json_string(power ? px_arena_format(arena, "%.*se%d", PX_STR_ARG(digits), power)
                             : digits.ptr);
}

/* ---- Dates */

static int month_of(px_str word)
{
    static const char *const months[] = { "january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december" };

    for (int i = 0; word.len >= 3 && i < 12; i++)
        if (px_str_eq_nocase(word, px_str_sub(px_str_of(months[i]), 0, word.len)))
            return i + 1;
    return 0;
}

/* The next word of letters and digits; false at the end. */
static bool date_word(px_str *rest, px_str *ret_word)
{
    size_t from = 0, to;

    while (from < rest->len && !px_is_digit(rest->ptr[from]) && !px_is_lower(rest->ptr[from]) &&
           !px_is_upper(rest->ptr[from]))
        from++;
    for (to = from; to < rest->len && (px_is_digit(rest->ptr[to]) || px_is_lower(rest->ptr[to]) ||
                                       px_is_upper(rest->ptr[to]));)
        to++;
    *ret_word = px_str_sub(*rest, from, to);
    *rest = px_str_sub(*rest, to, rest->len);
    return ret_word->len > 0;
}

/* A year, a month, and a day (0: none) out of words and numbers in any order but all-numeric ones,
 * which are ambiguous. */
static bool date_of(px_str words, px_civil *ret_date)
{
    px_civil date = { .day = 0 };
    px_str word;

    while (date_word(&words, &word)) {
        long long number;

        if (!date.month && month_of(word))
            date.month = month_of(word);
        else if (px_parse_int(word, 1, 9999, &number, NULL) < 0)
            break; /* a sentence goes on behind the date */
        else if (word.len == 4 && !date.year)
            date.year = (int)number;
        else if (word.len <= 2 && !date.day)
            date.day = (int)number;
        else
            return false;
    }
    *ret_date = date;
    if (!date.day)
        date.day = 1;
    return date.year >= 1990 && date.month && px_civil_valid(&date);
}

json_t *card_month(px_str words)
{
    px_civil date;
    char text[16];

    words = px_str_trim(words);
    if (px_date_parse(words, &date, NULL) < 0 && !date_of(words, &date)) {
        char whole[16];

        (void)snprintf(whole, sizeof(whole), "%.*s-01", (int)PX_MIN(words.len, (size_t)7),
                       words.ptr ? words.ptr : "");
        if (words.len != 7 || px_date_parse(px_str_of(whole), &date, NULL) < 0)
            return NULL;
    }
    (void)snprintf(text, sizeof(text), "%04d-%02d", date.year, date.month);
    return json_string(text);
}

json_t *card_date(px_str words)
{
    px_civil date;
    char text[16];

    words = px_str_trim(words);
    if (px_date_parse(words, &date, NULL) < 0 && (!date_of(words, &date) || !date.day))
        return NULL;
    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d", date.year, date.month, date.day);
    return json_string(text);
}

/* ---- Words */

json_t *card_modalities(px_arena *arena, px_str words)
{
    static const struct {
        const char *word, *modality;
    } known[] = {
        { "text", "text" },   { "code", "text" },    { "image", "image" },
        { "audio", "audio" }, { "speech", "audio" }, { "video", "video" },
    };
    px_str lower = px_arena_lower(arena, words);
    json_t *list = json_array();
    const char *last = "";

    for (size_t i = 0; i < PX_COUNT(known); i++)
        if (px_str_find(lower, px_str_of(known[i].word)) < lower.len &&
            strcmp(last, known[i].modality) != 0) {
            last = known[i].modality;
            json_array_append_new(list, json_string(last));
        }
    if (json_array_size(list))
        return list;
    json_decref(list);
    return NULL;
}

json_t *card_languages(px_arena *arena, px_str words)
{
    json_t *list = json_array();
    px_str rest = words, word;

    (void)arena;
    while (json_array_size(list) < LANGUAGES_MAX && px_str_split(&rest, ',', &word)) {
        json_t *row;

        word = px_str_trim(word);
        if (px_str_starts(word, PX_STR("and ")))
            word = px_str_sub(word, 4, word.len);
        while (px_str_ends(word, PX_STR(".")))
            word = px_str_sub(word, 0, word.len - 1);
        if (!px_iso_language_find(word))
            continue;
        row = json_object();
        json_object_set_new(row, "language", json_stringn(word.ptr, word.len));
        json_array_append_new(list, row);
    }
    if (json_array_size(list))
        return list;
    json_decref(list);
    return NULL;
}
