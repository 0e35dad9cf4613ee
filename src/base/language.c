/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/message.h"

#include <pthread.h>

#include "base/embedded.h"
#include "base/environment.h"
#include "base/message_priv.h"

#include "base/banned.h"

#define NARROW_SPACE "\xE2\x80\xAF" /* U+202F, no break */

/* The official languages of the European Union, by tag: name in the language itself, and what
 * groups digits (a comma where English usage holds, a space elsewhere, as ISO 80000-1 has it). */
static const struct {
    const char *tag, *name, *group;
} known[] = {
    { "bg", "Български", NARROW_SPACE },
    { "cs", "Čeština", NARROW_SPACE },
    { "da", "Dansk", NARROW_SPACE },
    { "de", "Deutsch", NARROW_SPACE },
    { "el", "Ελληνικά", NARROW_SPACE },
    { "en", "English", "," },
    { "es", "Español", NARROW_SPACE },
    { "et", "Eesti", NARROW_SPACE },
    { "fi", "Suomi", NARROW_SPACE },
    { "fr", "Français", NARROW_SPACE },
    { "ga", "Gaeilge", "," },
    { "hr", "Hrvatski", NARROW_SPACE },
    { "hu", "Magyar", NARROW_SPACE },
    { "it", "Italiano", NARROW_SPACE },
    { "lt", "Lietuvių", NARROW_SPACE },
    { "lv", "Latviešu", NARROW_SPACE },
    { "mt", "Malti", "," },
    { "nl", "Nederlands", NARROW_SPACE },
    { "pl", "Polski", NARROW_SPACE },
    { "pt", "Português", NARROW_SPACE },
    { "ro", "Română", NARROW_SPACE },
    { "sk", "Slovenčina", NARROW_SPACE },
    { "sl", "Slovenščina", NARROW_SPACE },
    { "sv", "Svenska", NARROW_SPACE },
};

static const px_language english = { .tag = "en", .name = "English", .group = "," };

/* English and every language with a sound catalogue, by tag; filled once. */
static const px_language *languages[PX_COUNT(known)];
static size_t n_languages;
static pthread_once_t languages_once = PTHREAD_ONCE_INIT;

int px_language_parse(const char *tag, const char *name, px_str mo, px_language **ret_language,
                      px_error *err)
{
    PX_AUTO_FREE px_language *language = px_alloc_zero(1, sizeof(*language));
    int rc = px_catalogue_parse(mo, &language->catalogue, err);

    if (rc < 0) {
        px_error_add(err, "language", tag);
        return rc;
    }
    language->tag = tag;
    language->name = name;
    language->group = NARROW_SPACE;
    for (size_t i = 0; i < PX_COUNT(known); i++)
        if (strcmp(known[i].tag, tag) == 0)
            language->group = known[i].group;
    *ret_language = PX_TAKE(language);
    return 0;
}

void px_language_free(px_language *language)
{
    if (!language)
        return;
    px_catalogue_free(&language->catalogue);
    free(language);
}

static const px_embedded *catalogue_file(const char *tag)
{
    for (const px_embedded *file = px_embedded_catalogues; file->name; file++) {
        px_str stem = px_str_of(file->name);

        if (px_str_ends(stem, PX_STR(".mo")) && px_str_is(px_str_sub(stem, 0, stem.len - 3), tag))
            return file;
    }
    return NULL;
}

/* A catalogue that does not pass its checks is left out: its readers get English. The tests of
 * praxis parse each, so that this can only befall a binary that was tampered with. */
static void languages_load(void)
{
    for (size_t i = 0; i < PX_COUNT(known); i++) {
        const px_embedded *file = catalogue_file(known[i].tag);
        px_language *language;

        if (strcmp(known[i].tag, english.tag) == 0)
            languages[n_languages++] = &english;
        else if (file && px_language_parse(known[i].tag, known[i].name, px_embedded_str(file),
                                           &language, NULL) == 0)
            languages[n_languages++] = language;
    }
}

const px_language *px_language_english(void)
{
    return &english;
}

const px_language *px_language_at(size_t index)
{
    (void)pthread_once(&languages_once, languages_load);
    return index < n_languages ? languages[index] : NULL;
}

/* The primary part of a tag: of "fr-BE" and of the system's "fr_BE.UTF-8" it is "fr". */
static px_str primary_part(px_str tag)
{
    size_t n = 0;

    while (n < tag.len && !memchr("-_.@", tag.ptr[n], 4))
        n++;
    return px_str_sub(tag, 0, n);
}

const px_language *px_language_find(px_str tag)
{
    px_str primary = primary_part(tag);
    const px_language *language;

    for (size_t i = 0; (language = px_language_at(i)); i++)
        if (px_str_eq_nocase(primary, px_str_of(language->tag)))
            return language;
    return NULL;
}

const char *px_language_tag(const px_language *language)
{
    return language->tag;
}

const char *px_language_name(const px_language *language)
{
    return language->name;
}

/* "C", "POSIX" and their variants, like "C.UTF-8", ask for the language of the messages. */
static bool is_untranslated(px_str locale)
{
    px_str primary = primary_part(locale);

    return px_str_is(primary, "C") || px_str_is(primary, "POSIX");
}

/* The first of a list "fr:en" that is there. */
static const px_language *environment_list(px_str list)
{
    px_str part;

    while (px_str_split(&list, ':', &part)) {
        const px_language *language = is_untranslated(part) ? &english : px_language_find(part);

        if (language)
            return language;
    }
    return &english;
}

const px_language *px_language_environment(void)
{
    static const char *const locale_names[] = { "LC_ALL", "LC_MESSAGES", "LANG", NULL };
    static const char *const list_names[] = { "LANGUAGE", NULL };
    const char *locale = px_environment_first(locale_names);
    const char *list = px_environment_first(list_names);
    const px_language *language;

    if (locale && is_untranslated(px_str_of(locale)))
        return &english;
    if (list)
        return environment_list(px_str_of(list));
    language = locale ? px_language_find(px_str_of(locale)) : NULL;
    return language ? language : &english;
}
