/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/check/check_word.h"

#include <pthread.h>

#include "base/ascii.h"
#include "base/builder.h"
#include "base/embedded.h"
#include "duty/check/check_subject.h"

#include "base/banned.h"

enum { COLUMNS = 4, PHRASES_MAX = 1500, LIST_MAX = 400 };

static px_check_phrase phrases[PHRASES_MAX];
static size_t n_phrases;
static px_arena *phrases_arena; /* lives as long as the program */
static pthread_once_t phrases_once = PTHREAD_ONCE_INIT;

static void phrases_read(void)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    phrases_arena = px_arena_new();
    while (n_phrases < PHRASES_MAX && px_embedded_row("check_words.tsv", &rest, columns, COLUMNS))
        phrases[n_phrases++] = (px_check_phrase){
            .language = columns[0],
            .klass = columns[1],
            .phrase = columns[2],
            .plain = px_check_plain(phrases_arena, columns[2]),
            .value = columns[3],
        };
}

const px_check_phrase *px_check_phrase_at(size_t index)
{
    (void)pthread_once(&phrases_once, phrases_read);
    return index < n_phrases ? &phrases[index] : NULL;
}

/* "May 2025" and "1 May" are dates, "may contain" is vague. */
static bool is_month(px_str plain, size_t at, size_t len)
{
    const bool before = at >= 1 && px_is_digit(plain.ptr[at - 1]);
    const bool behind = at + len < plain.len && px_is_digit(plain.ptr[at + len]);

    return before || behind;
}

/* Where the phrase stands in plain from `from` on, or plain.len. */
static size_t phrase_at(const px_check_phrase *phrase, px_str plain, size_t from)
{
    while (from < plain.len) {
        const size_t at = from + px_str_find(px_str_sub(plain, from, plain.len), phrase->plain);

        if (at >= plain.len)
            break;
        if (!px_str_is(phrase->plain, " may ") || !is_month(plain, at, phrase->plain.len))
            return at;
        from = at + 1;
    }
    return plain.len;
}

const px_check_phrase *px_check_phrase_find(const char *klass, px_str plain, size_t *ret_at)
{
    const px_check_phrase *found = NULL, *phrase;
    size_t first = plain.len;

    for (size_t i = 0; (phrase = px_check_phrase_at(i)); i++) {
        size_t at;

        if (!px_str_is(phrase->klass, klass))
            continue;
        at = phrase_at(phrase, plain, 0);
        if (at < first ||
            (found && at == first && at < plain.len && phrase->plain.len > found->plain.len)) {
            first = at;
            found = phrase;
        }
    }
    if (found && ret_at)
        *ret_at = first;
    return found;
}

bool px_check_phrase_is(const char *klass, px_str plain)
{
    const px_check_phrase *phrase;

    for (size_t i = 0; (phrase = px_check_phrase_at(i)); i++)
        if (px_str_is(phrase->klass, klass) && px_str_eq(phrase->plain, plain))
            return true;
    return false;
}

bool px_check_phrase_leads(const char *klass, px_str plain)
{
    const px_check_phrase *phrase;

    for (size_t i = 0; (phrase = px_check_phrase_at(i)); i++)
        if (px_str_is(phrase->klass, klass) && px_str_starts(plain, phrase->plain))
            return true;
    return false;
}

px_str px_check_phrases(px_arena *arena, const char *klass, px_str plain, size_t most)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(LIST_MAX);
    const px_check_phrase *phrase;

    for (size_t i = 0; most > 0 && (phrase = px_check_phrase_at(i)); i++) {
        if (!px_str_is(phrase->klass, klass) || phrase_at(phrase, plain, 0) >= plain.len ||
            px_str_find(px_builder_view(&out), phrase->phrase) < out.len)
            continue;
        if (out.len)
            px_builder_add(&out, ", ");
        px_builder_str(&out, phrase->phrase);
        most--;
    }
    return px_arena_str(arena, px_builder_view(&out));
}

size_t px_check_words(px_str plain)
{
    size_t spaces = 0;

    for (size_t i = 0; i < plain.len; i++)
        spaces += plain.ptr[i] == ' ' ? 1 : 0;
    return spaces > 0 && plain.len > 1 ? spaces - 1 : 0;
}
