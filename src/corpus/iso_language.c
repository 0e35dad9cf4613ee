/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/iso_language.h"

#include <pthread.h>

#include "base/ascii.h"
#include "base/embedded.h"
#include "base/error.h"

#include "base/banned.h"

enum { CODE, SHORT, OTHERS, SCRIPT, WHOLE, OFFICIAL, ENGLISH, FRENCH, COLUMNS };
enum { LANGUAGES_MAX = 1024, WORDS_MAX = 4096, WORD_MAX = 40 };

typedef struct language_word {
    px_str word; /* as in the table */
    unsigned short language;
} language_word;

static px_iso_language languages[LANGUAGES_MAX];
static language_word words[WORDS_MAX];
static size_t n_languages, n_words;

/* ---- The table */

static void add_word(px_str word)
{
    if (word.len == 0 || word.len > WORD_MAX)
        return;
    if (n_words == WORDS_MAX)
        abort(); /* the table is a part of the program */
    words[n_words++] = (language_word){ word, (unsigned short)n_languages };
}

static int compare_nocase(px_str a, px_str b)
{
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        unsigned char x = (unsigned char)px_lower(a.ptr[i]), y = (unsigned char)px_lower(b.ptr[i]);

        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static int compare_words(const void *a, const void *b)
{
    return compare_nocase(((const language_word *)a)->word, ((const language_word *)b)->word);
}

static void read_table(void)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS], other;

    while (px_embedded_row("languages.tsv", &rest, columns, COLUMNS)) {
        if (n_languages == LANGUAGES_MAX)
            abort();
        add_word(columns[CODE]);
        add_word(columns[SHORT]);
        if (columns[ENGLISH].len > 3) /* "Ga" is not "ga" */
            add_word(columns[ENGLISH]);
        while (columns[OTHERS].len && px_str_split(&columns[OTHERS], ' ', &other))
            add_word(other);
        languages[n_languages++] = (px_iso_language){
            .code = columns[CODE],
            .script = columns[SCRIPT],
            .whole = columns[WHOLE],
            .official = px_str_is(columns[OFFICIAL], "yes"),
            .english = columns[ENGLISH],
            .french = columns[FRENCH],
        };
    }
    qsort(words, n_words, sizeof(*words), compare_words);
}

static void need_table(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)pthread_once(&once, read_table);
}

const px_iso_language *px_iso_languages(size_t *ret_count)
{
    need_table();
    *ret_count = n_languages;
    return languages;
}

const px_iso_language *px_iso_language_find(px_str word)
{
    size_t low = 0, high;

    need_table();
    high = n_words;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_nocase(word, words[middle].word);

        if (order == 0)
            return &languages[words[middle].language];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ---- Names */

static bool all_letters(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!px_is_letter(s.ptr[i]))
            return false;
    return s.len > 0;
}

static px_str make_name(px_str code, px_str script, char room[PX_LANGUAGE_NAME_MAX + 1])
{
    size_t n = 0;

    for (; n < code.len && n < 3; n++)
        room[n] = px_lower(code.ptr[n]);
    if (script.len == 4) {
        room[n++] = '-';
        for (size_t i = 0; i < 4; i++)
            room[n++] = i ? px_lower(script.ptr[i]) : (char)(px_lower(script.ptr[0]) - 'a' + 'A');
    }
    room[n] = '\0';
    return px_str_n(room, n);
}

px_str px_iso_language_name(const px_iso_language *language, px_str script,
                            char room[PX_LANGUAGE_NAME_MAX + 1])
{
    return make_name(language->code, script.len ? script : language->script, room);
}

/* A tag (RFC 5646), also with underscores, taken apart. */
typedef struct tag_parts {
    px_str code, script, region;
} tag_parts;

static tag_parts take_apart(px_str tag)
{
    tag_parts parts = { 0 };
    bool first = true;

    while (tag.len > 0) {
        size_t n = 0;
        px_str part;

        while (n < tag.len && tag.ptr[n] != '-' && tag.ptr[n] != '_')
            n++;
        part = px_str_sub(tag, 0, n);
        tag = px_str_sub(tag, n + 1, tag.len);
        if (first)
            parts.code = part;
        else if (part.len == 4 && all_letters(part) && parts.script.len == 0)
            parts.script = part;
        else if (part.len == 2 && parts.region.len == 0)
            parts.region = part;
        first = false;
    }
    return parts;
}

/* The script that a claim names: by itself or, of Chinese, by the place. */
static px_str claimed_script(const tag_parts *parts, const px_iso_language *language)
{
    static const char *const traditional[] = { "TW", "HK", "MO" };

    if (parts->script.len || !px_str_is(language->code, "zho"))
        return parts->script;
    for (size_t i = 0; i < PX_COUNT(traditional); i++)
        if (px_str_eq_nocase(parts->region, px_str_of(traditional[i])))
            return PX_STR("Hant");
    return parts->script;
}

/* Words that say that there is no one language. */
static bool is_none(px_str code)
{
    static const char *const none[] = { "und", "mul", "mis", "zxx", "unk" };

    for (size_t i = 0; i < PX_COUNT(none); i++)
        if (px_str_eq_nocase(code, px_str_of(none[i])))
            return true;
    return false;
}

static px_str normal_tag(px_str tag, char room[PX_LANGUAGE_NAME_MAX + 1])
{
    tag_parts parts = take_apart(tag);
    const px_iso_language *language = px_iso_language_find(parts.code);

    if (language)
        return px_iso_language_name(language, claimed_script(&parts, language), room);
    if (parts.code.len == 3 && all_letters(parts.code) && !is_none(parts.code))
        return make_name(parts.code, parts.script, room);
    return make_name(PX_STR(PX_LANGUAGE_UNKNOWN), PX_STR(""), room);
}

/* Cuts the next language off a list. */
static bool next_tag(px_str *rest, px_str *ret_tag)
{
    while (rest->len > 0) {
        size_t n = 0;

        while (n < rest->len && !strchr(",; \t\r\n|/", rest->ptr[n]))
            n++;
        *ret_tag = px_str_sub(*rest, 0, n);
        *rest = px_str_sub(*rest, n + 1, rest->len);
        if (ret_tag->len > 0 && !px_str_starts(*ret_tag, PX_STR("q=")))
            return true;
    }
    return false;
}

px_str px_language_normal(px_str written, char room[PX_LANGUAGE_NAME_MAX + 1])
{
    const px_iso_language *language = px_iso_language_find(px_str_trim(written));
    px_str tag;

    if (language) /* also a name of several words */
        return px_iso_language_name(language, PX_STR(""), room);
    if (!next_tag(&written, &tag))
        tag = PX_STR("");
    return normal_tag(tag, room);
}

static px_str whole_of(px_str code)
{
    const px_iso_language *language = px_iso_language_find(code);

    return language ? language->whole : PX_STR("");
}

static bool same_code(px_str a, px_str b)
{
    return px_str_eq(a, b) || px_str_eq(whole_of(a), b) || px_str_eq(whole_of(b), a);
}

static bool tag_agrees(px_str tag, px_str name)
{
    char room[PX_LANGUAGE_NAME_MAX + 1];
    px_str claimed = normal_tag(tag, room);
    tag_parts parts = take_apart(tag);
    bool names_script = parts.script.len > 0 || px_str_is(px_str_sub(claimed, 4, 8), "Hant");

    if (!same_code(px_str_sub(claimed, 0, 3), px_str_sub(name, 0, 3)))
        return false;
    return !names_script || px_str_eq(px_str_sub(claimed, 4, 8), px_str_sub(name, 4, 8));
}

bool px_language_agrees(px_str written, px_str name)
{
    char room[PX_LANGUAGE_NAME_MAX + 1];
    px_str tag, whole = px_str_trim(written);

    if (px_iso_language_find(whole))
        return tag_agrees(px_str_sub(px_language_normal(whole, room), 0, 3), name);
    while (next_tag(&written, &tag))
        if (tag_agrees(tag, name))
            return true;
    return false;
}
