/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/search_word.h"

#include <libstemmer.h>
#include <utf8proc.h>

#include "base/ascii.h"

#include "base/banned.h"

enum { WORD_MAX_BYTES = 256 };

typedef struct words_language {
    const char *tag, *stemmer;
    bool keeps_apostrophes;
    const char *const *elisions; /* NULL-terminated, or NULL */
    const char *stops;           /* folded, with a space on both sides of each, or NULL */
} words_language;

/* What French cuts short in front of a vowel. */
static const char *const french_elisions[] = { "l", "d",  "j",     "n",      "s",      "c", "m",
                                               "t", "qu", "jusqu", "lorsqu", "puisqu", NULL };

#define ENGLISH_STOPS                                                                              \
    " a an and are as at be been being but by for from had has have if in into is it its of on "   \
    "or "                                                                                          \
    "so such than that the their them then there these they this those to was were what when "     \
    "where which who with "
#define FRENCH_STOPS                                                                               \
    " a ai au aux avec ce ces cet cette d dans de des du elle elles en est et etre eu il ils l "   \
    "la "                                                                                          \
    "le les leur leurs lui mais ne on ou par pas pour qu que qui s sa se ses son sont sur un une " \
    "y "

static const words_language languages[] = {
    { "en", "english", true, NULL, ENGLISH_STOPS },
    { "fr", "french", true, french_elisions, FRENCH_STOPS },
};

static const words_language no_language = { "", NULL, false, NULL, NULL };

struct px_words {
    const words_language *language;
    struct sb_stemmer *stemmer; /* NULL: unstemmed */
    px_builder folded, stem, bare, form;
    bool ascii; /* the last word of px_words_terms */
};

px_words *px_words_new(const char *language)
{
    px_words *words = px_alloc_zero(1, sizeof(*words));

    words->language = &no_language;
    for (size_t i = 0; language && i < PX_COUNT(languages); i++)
        if (strcmp(language, languages[i].tag) == 0)
            words->language = &languages[i];
    if (words->language->stemmer) {
        words->stemmer = sb_stemmer_new(words->language->stemmer, "UTF_8");
        if (!words->stemmer)
            px_out_of_memory();
    }
    /* Compatibility forms can be many times as long as what they replace. */
    words->folded = PX_BUILDER_INIT(64 * WORD_MAX_BYTES);
    words->stem = PX_BUILDER_INIT(64 * WORD_MAX_BYTES);
    words->bare = PX_BUILDER_INIT(64 * WORD_MAX_BYTES);
    words->form = PX_BUILDER_INIT(64 * WORD_MAX_BYTES);
    return words;
}

void px_words_free(px_words *words)
{
    if (!words)
        return;
    if (words->stemmer)
        sb_stemmer_delete(words->stemmer);
    px_builder_free(&words->folded);
    px_builder_free(&words->stem);
    px_builder_free(&words->bare);
    px_builder_free(&words->form);
    free(words);
}

/* ---- Splitting */

typedef enum word_class { WORD_OTHER, WORD_LETTER, WORD_APOSTROPHE, WORD_INVISIBLE } word_class;

static word_class class_of(utf8proc_int32_t c)
{
    if (c == '\'' || c == 0x2019 || c == 0x02BC)
        return WORD_APOSTROPHE;
    if (utf8proc_get_property(c)->ignorable) /* soft hyphens and the like */
        return WORD_INVISIBLE;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return WORD_LETTER;
    default:
        return WORD_OTHER;
    }
}

/* The class of what stands at p, and its length; bytes that are not UTF-8 are OTHER, one by one. */
static word_class class_at(const char *p, size_t left, size_t *ret_len)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t len;

    if ((unsigned char)*p < 0x80) {
        *ret_len = 1;
        if (px_is_alnum(*p))
            return WORD_LETTER;
        return *p == '\'' ? WORD_APOSTROPHE : WORD_OTHER;
    }
    len = utf8proc_iterate((const utf8proc_uint8_t *)p, (utf8proc_ssize_t)left, &c);
    *ret_len = len > 0 ? (size_t)len : 1;
    return len > 0 ? class_of(c) : WORD_OTHER;
}

/* The end of the word that starts at the head of s: the end of its last letter before a
 * separator. Apostrophes count where a letter follows. */
static size_t word_end(const px_words *words, px_str s)
{
    size_t at = 0, end = 0, len;
    bool was_apostrophe = false;

    while (at < s.len) {
        word_class class = class_at(s.ptr + at, s.len - at, &len);

        if (class == WORD_OTHER)
            break;
        if (class == WORD_APOSTROPHE && (!words->language->keeps_apostrophes || was_apostrophe))
            break;
        was_apostrophe = class == WORD_APOSTROPHE;
        at += len;
        if (class == WORD_LETTER)
            end = at;
    }
    return end;
}

/* The length of the elision in front of the word with its apostrophe, or 0. */
static size_t elision_length(const px_words *words, px_str word)
{
    const char *const *elision = words->language->elisions;

    for (; elision && *elision; elision++) {
        px_str letters = px_str_of(*elision);
        size_t len;

        if (word.len > letters.len && px_str_eq_nocase(px_str_sub(word, 0, letters.len), letters) &&
            class_at(word.ptr + letters.len, word.len - letters.len, &len) == WORD_APOSTROPHE)
            return letters.len + len;
    }
    return 0;
}

bool px_words_next(const px_words *words, px_str *rest, px_str *ret_word)
{
    px_str word;
    size_t at = 0, len, end, elision;

    while (at < rest->len && class_at(rest->ptr + at, rest->len - at, &len) != WORD_LETTER)
        at += len;
    if (at >= rest->len)
        return false;
    word = px_str_sub(*rest, at, rest->len);
    end = word_end(words, word);
    *rest = px_str_sub(word, end, word.len);
    word.len = end;
    while ((elision = elision_length(words, word)) > 0)
        word = px_str_sub(word, elision, word.len);
    *ret_word = px_utf8_head(word, WORD_MAX_BYTES);
    return true;
}

/* ---- Terms */

/* Appends the text mapped by utf8proc; what it refuses is dropped. */
static void map_text(px_builder *out, px_str s, utf8proc_option_t options)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, &mapped, options);

    if (len > 0)
        px_builder_str(out, px_str_n((const char *)mapped, (size_t)len));
    free(mapped);
}

/* Folds case and compatibility forms, and composes, as the stemmers want it. True when the word
 * is ASCII. */
static bool fold_case(px_builder *out, px_str word)
{
    bool ascii = true;

    px_builder_clear(out);
    for (size_t i = 0; i < word.len; i++)
        ascii = ascii && (unsigned char)word.ptr[i] < 0x80;
    if (!ascii) {
        map_text(out, word,
                 UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                     UTF8PROC_IGNORE);
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];

        px_builder_char(out, px_lower(c));
    }
    return true;
}

/* False is certain: what is not ASCII may be one. */
static bool has_apostrophe(px_str term)
{
    for (size_t i = 0; i < term.len; i++)
        if (term.ptr[i] == '\'' || (unsigned char)term.ptr[i] >= 0x80)
            return true;
    return false;
}

/* Writes every form of the apostrophe as `by`, which has one character or none. */
static void replace_apostrophes(px_builder *term, const char *by)
{
    size_t from = 0, to = 0, len;

    if (!has_apostrophe(px_builder_view(term)))
        return;
    while (from < term->len) {
        if (class_at(term->ptr + from, term->len - from, &len) != WORD_APOSTROPHE) {
            memmove(term->ptr + to, term->ptr + from, len);
            to += len;
        } else if (*by) {
            term->ptr[to++] = *by;
        }
        from += len;
    }
    term->len = to;
}

/* Removes accents. */
static void drop_accents(px_builder *term)
{
    PX_AUTO_BUILDER px_builder bare = PX_BUILDER_INIT(term->cap);

    map_text(&bare, px_builder_view(term),
             UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK);
    px_builder_clear(term);
    px_builder_str(term, px_builder_view(&bare));
}

/* Appends the stem of a folded word, whose apostrophes must be '. */
static void stem_word(px_words *words, px_str folded, px_builder *out)
{
    const sb_symbol *stem;

    stem = sb_stemmer_stem(words->stemmer, (const sb_symbol *)folded.ptr, (int)folded.len);
    if (!stem)
        px_out_of_memory();
    px_builder_str(out, px_str_n((const char *)stem, (size_t)sb_stemmer_length(words->stemmer)));
}

px_str px_words_fold(px_words *words, px_str word)
{
    bool ascii = fold_case(&words->folded, word);

    replace_apostrophes(&words->folded, "");
    if (!ascii)
        drop_accents(&words->folded);
    return px_builder_view(&words->folded);
}

void px_words_terms(px_words *words, px_str word, px_str *ret_folded, px_str *ret_stem)
{
    bool ascii = fold_case(&words->folded, word);

    px_builder_clear(&words->stem);
    px_builder_clear(&words->form);
    replace_apostrophes(&words->folded, "'");
    if (words->stemmer)
        stem_word(words, px_builder_view(&words->folded), &words->stem);
    if (!ascii)
        px_builder_str(&words->form, px_builder_view(&words->folded));
    replace_apostrophes(&words->folded, "");
    replace_apostrophes(&words->stem, "");
    if (!ascii) {
        drop_accents(&words->folded);
        drop_accents(&words->stem);
    }
    words->ascii = ascii;
    *ret_folded = px_builder_view(&words->folded);
    *ret_stem = words->stemmer ? px_builder_view(&words->stem) : *ret_folded;
}

px_str px_words_bare_stem(px_words *words)
{
    px_builder_clear(&words->bare);
    if (words->ascii || !words->stemmer || !words->folded.len)
        return PX_STR("");
    stem_word(words, px_builder_view(&words->folded), &words->bare);
    if (px_str_eq(px_builder_view(&words->bare), px_builder_view(&words->stem)))
        return PX_STR("");
    return px_builder_view(&words->bare);
}

px_str px_words_form(const px_words *words)
{
    return px_builder_view(words->ascii ? &words->folded : &words->form);
}

px_str px_words_match(px_arena *arena, px_str text, size_t max)
{
    PX_AUTO_BUILDER px_builder match = PX_BUILDER_INIT((text.len + 1) * 8);
    PX_AUTO_WORDS px_words *words = px_words_new(NULL);
    px_str word;

    for (size_t n = 0; n < max && px_words_next(words, &text, &word); n++)
        px_builder_format(&match, "%s\"%.*s\"*", n ? " " : "", PX_STR_ARG(word));
    return px_arena_str(arena, px_builder_view(&match));
}

bool px_words_is_stop(const px_words *words, px_str folded)
{
    const char *stops = words->language->stops;
    char spaced[16];

    if (!stops || folded.len + 3 > sizeof(spaced))
        return false;
    (void)snprintf(spaced, sizeof(spaced), " %.*s ", PX_STR_ARG(folded));
    return strstr(stops, spaced) != NULL;
}
