/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a new password is good enough. What is refused is what lists of guesses begin with. */
#include <pthread.h>

#include "base/ascii.h"
#include "base/builder.h"
#include "base/embedded.h"
#include "base/map.h"
#include "drafting/people/password.h"

#include "base/banned.h"

enum {
    COMMON_AT_MOST = 3, /* a password of no more than that many common words is none */
    COMMON_LONGEST = 24,
    OWN_SHORTEST = 3,
    LEFT_AT_LEAST = 8, /* characters beside words of one's own */
    DISTINCT_AT_LEAST = 5
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static px_map common;

static void check_load(void)
{
    static char known;

    for (const px_embedded *file = px_embedded_tables; file->name; file++) {
        px_str text = px_embedded_str(file), line;

        while (strcmp(file->name, "passwords.txt") == 0 && px_str_line(&text, &line))
            if (line.len && line.ptr[0] != '#')
                (void)px_map_put(&common, line, &known);
    }
}

/* What a digit or sign is often written for. */
static char check_letter(char c)
{
    static const char written[] = "0134578@$!", meant[] = "oleastbasi";
    const char *at = c ? strchr(written, c) : NULL;

    return at ? meant[at - written] : c;
}

static bool check_is_letter(char c)
{
    return px_is_letter(c) || (unsigned char)c >= 0x80;
}

/* The letters alone; with `read` also those that digits between them stand for. */
static px_str check_letters(px_arena *arena, px_str lower, bool read)
{
    char *letters = px_arena_alloc(arena, lower.len + 1);
    size_t n = 0;

    while (lower.len && !check_is_letter(lower.ptr[lower.len - 1]))
        lower.len--;
    for (size_t i = 0; i < lower.len; i++) {
        char c = read ? check_letter(lower.ptr[i]) : lower.ptr[i];

        if (check_is_letter(c))
            letters[n++] = c;
    }
    return px_str_n(letters, n);
}

/* Whether it is nothing but a few common words; nothing at all is. */
static bool check_is_common(px_arena *arena, px_str letters)
{
    unsigned *fewest = px_arena_array(arena, letters.len + 1, sizeof(*fewest));

    for (size_t end = 1; end <= letters.len; end++) {
        fewest[end] = COMMON_AT_MOST + 1;
        for (size_t len = 1; len <= PX_MIN(end, (size_t)COMMON_LONGEST); len++)
            if (fewest[end - len] + 1 < fewest[end] &&
                px_map_get(&common, px_str_sub(letters, end - len, end)))
                fewest[end] = fewest[end - len] + 1;
    }
    return fewest[letters.len] <= COMMON_AT_MOST;
}

/* Rows of the alphabet or of digits, and repetitions of one character. */
static bool check_is_row(px_str s)
{
    bool met[256] = { false };
    size_t steps = 0, distinct = 0;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        distinct += !met[c];
        met[c] = true;
        if (i && s.ptr[i] - s.ptr[i - 1] >= -1 && s.ptr[i] - s.ptr[i - 1] <= 1)
            steps++;
    }
    return distinct < DISTINCT_AT_LEAST || 3 * steps >= 2 * (s.len - 1);
}

/* How much is left without one's own words. */
static size_t check_left(px_arena *arena, px_str lower, const px_str *words, size_t n_words)
{
    px_str left = lower;

    for (size_t i = 0; i < n_words; i++) {
        px_str word = px_arena_lower(arena, words[i]);
        size_t at;

        while (word.len >= OWN_SHORTEST && (at = px_str_find(left, word)) < left.len)
            left =
                px_str_of(px_arena_format(arena, "%.*s%.*s", (int)at, left.ptr,
                                          PX_STR_ARG(px_str_sub(left, at + word.len, left.len))));
    }
    return left.len;
}

static int check_fail(const char *message, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", "password", NULL);
}

int px_password_check(px_str password, const px_str *words, size_t n_words, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str lower;

    (void)pthread_once(&once, check_load);
    if (password.len > PX_PASSWORD_MAX)
        return check_fail(N_("the password is too long; use at most 1,024 bytes"), err);
    if (!px_utf8_valid(password, NULL) || px_utf8_count(password) < PX_PASSWORD_MIN)
        return check_fail(N_("the password is too short; use at least 12 characters, a few words "
                             "that do not belong together for instance"),
                          err);
    lower = px_arena_lower(arena, password);
    if (check_is_row(lower) || check_is_common(arena, check_letters(arena, lower, false)) ||
        check_is_common(arena, check_letters(arena, lower, true)))
        return check_fail(N_("this password is one of the first that would be tried; use words "
                             "that do not belong together"),
                          err);
    if (check_left(arena, lower, words, n_words) < LEFT_AT_LEAST)
        return check_fail(N_("this password is made of your name, your address or the name of the "
                             "site; use other words"),
                          err);
    return 0;
}
