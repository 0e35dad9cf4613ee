/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words for search, of any bytes: each stands in the text, behind the one before, and its terms
 * are UTF-8 without letters that a query could not have.
 */
#include <stdint.h>

#include "store/search_word.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_words(const char *language, px_str text)
{
    PX_AUTO_WORDS px_words *words = px_words_new(language);
    px_str word, folded, stem, rest = text;
    const char *end = text.ptr;

    while (px_words_next(words, &rest, &word)) {
        demand(word.len > 0 && word.len <= 256);
        demand(word.ptr >= end && word.ptr + word.len <= rest.ptr);
        end = word.ptr + word.len;
        px_words_terms(words, word, &folded, &stem);
        demand(px_utf8_valid(folded, NULL) && px_utf8_valid(stem, NULL));
        demand(px_str_find_char(folded, '\'') == folded.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_str s = px_str_n((const char *)data, size);

    check_words("en", s);
    check_words("fr", s);
    check_words(NULL, s);
    return 0;
}
