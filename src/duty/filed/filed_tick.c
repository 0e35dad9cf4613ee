/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filed/filed_tick.h"

#include <pthread.h>
#include <stdint.h>

#include "base/ascii.h"
#include "base/embedded.h"
#include "base/number.h"
#include "duty/check/check_word.h"

#include "base/banned.h"

enum {
    COLUMNS = 3,
    SIGNS_MAX = 128,
    TOKENS_MAX = 400,
    SYMBOLS_FROM = 0x2000, /* letters of alphabets stand below */
    SYMBOL_BYTES = 3       /* of UTF-8, at least */
};

typedef struct sign {
    unsigned code;
    px_tick tick;
} sign;

static sign signs[SIGNS_MAX];
static size_t n_signs;
static pthread_once_t signs_once = PTHREAD_ONCE_INIT;

static px_tick tick_of(px_str word)
{
    static const char *const names[] = { "none", "empty", "ticked", "cross", "unreadable" };

    for (size_t i = 1; i < PX_COUNT(names); i++)
        if (px_str_is(word, names[i]))
            return (px_tick)i;
    return PX_TICK_NONE;
}

static bool read_code(px_str s, unsigned *ret_code)
{
    unsigned code = 0;

    for (size_t i = 0; i < s.len; i++) {
        const int digit = px_hex_value(s.ptr[i]);

        if (digit < 0 || code > 0x10FFFF)
            return false;
        code = code * 16 + (unsigned)digit;
    }
    *ret_code = code;
    return s.len > 0;
}

static void signs_read(void)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    while (n_signs < SIGNS_MAX && px_embedded_row("check_ticks.tsv", &rest, columns, COLUMNS)) {
        sign *s = &signs[n_signs];

        s->tick = tick_of(columns[1]);
        if (s->tick != PX_TICK_NONE && read_code(columns[0], &s->code))
            n_signs++;
    }
}

px_tick px_filed_tick_at(px_str text, size_t *ret_len)
{
    unsigned c;
    size_t n;

    *ret_len = 0;
    if (!text.len)
        return PX_TICK_NONE;
    (void)pthread_once(&signs_once, signs_read);
    c = px_utf8_decode(text, &n);
    for (size_t i = 0; i < n_signs; i++)
        if (signs[i].code == c &&
            (c >= SYMBOLS_FROM || (n < text.len && px_is_space(text.ptr[n])))) {
            *ret_len = n;
            return signs[i].tick;
        }
    if ((c == 'X' || c == 'x') && text.len > 1 && px_is_space(text.ptr[1])) {
        *ret_len = 1;
        return PX_TICK_TICKED;
    }
    return PX_TICK_NONE;
}

/* ---- Signs and words in their order */

typedef struct token {
    px_tick tick; /* of a sign; NONE for a word */
    px_str word;  /* plain, without the spaces around it */
    size_t at, end;
} token;

typedef struct tokens {
    token list[TOKENS_MAX];
    size_t count;
    bool signs; /* there is one */
} tokens;

static void add_token(tokens *t, token one)
{
    if (t->count < TOKENS_MAX)
        t->list[t->count++] = one;
    t->signs |= one.tick != PX_TICK_NONE;
}

static size_t word_end(px_str text, size_t at)
{
    while (at < text.len && !px_is_space(text.ptr[at])) {
        size_t n;

        if (px_filed_tick_at(px_str_sub(text, at, text.len), &n) != PX_TICK_NONE &&
            n >= SYMBOL_BYTES)
            break;
        (void)px_utf8_decode(px_str_sub(text, at, text.len), &n);
        at += n;
    }
    return at;
}

static void split(px_arena *arena, px_str text, tokens *ret_tokens)
{
    size_t at = 0;
    bool check = false;

    ret_tokens->count = 0;
    ret_tokens->signs = false;
    while (at < text.len) {
        size_t n;
        const px_tick tick = px_filed_tick_at(px_str_sub(text, at, text.len), &n);

        if (px_is_space(text.ptr[at])) {
            at++;
        } else if (tick != PX_TICK_NONE) {
            add_token(ret_tokens, (token){ .tick = tick, .at = at, .end = at + n });
            check |= tick == PX_TICK_TICKED;
            at += n;
        } else {
            const size_t end = word_end(text, at);

            add_token(ret_tokens, (token){ .word = px_str_trim(
                                               px_check_plain(arena, px_str_sub(text, at, end))),
                                           .at = at,
                                           .end = end });
            at = end;
        }
    }
    for (size_t i = 0; i < ret_tokens->count; i++)
        if (ret_tokens->list[i].tick == PX_TICK_CROSS)
            ret_tokens->list[i].tick = check ? PX_TICK_EMPTY : PX_TICK_TICKED;
}

/* The sign of an option: before it, or behind it where the text ends with a sign. */
static px_tick sign_of(const tokens *t, size_t at)
{
    const bool behind = t->count > 0 && t->list[0].tick == PX_TICK_NONE &&
                        t->list[t->count - 1].tick != PX_TICK_NONE;

    if (behind)
        return at + 1 < t->count ? t->list[at + 1].tick : PX_TICK_NONE;
    return at > 0 ? t->list[at - 1].tick : PX_TICK_NONE;
}

static bool is_one_of(px_str word, const char *const *list)
{
    for (; *list; list++)
        if (px_str_is(word, *list))
            return true;
    return false;
}

static bool is_yes(px_str word)
{
    static const char *const words[] = { "yes", "oui", NULL };

    return is_one_of(word, words);
}

static bool is_no(px_str word)
{
    static const char *const words[] = { "no", "non", NULL };

    return is_one_of(word, words);
}

/* What the boxes of a question say. */
typedef struct boxes {
    bool yes, no; /* the options stand there */
    px_tick yes_tick, no_tick;
    bool third; /* another option is ticked */
    bool unreadable;
    size_t end; /* behind the last option */
} boxes;

/* A word of a remark is no option: beside boxes an option has one, without them it comes first. */
static bool is_option(const tokens *t, size_t at, const boxes *before)
{
    const px_str word = t->list[at].word;

    if (!is_yes(word) && !is_no(word))
        return false;
    if (t->signs)
        return sign_of(t, at) != PX_TICK_NONE;
    return at == 0 || (at == 1 && (before->yes || before->no));
}

/* A tick in front of something else. */
static bool is_third(const tokens *t, size_t at)
{
    return t->list[at].tick == PX_TICK_TICKED && at + 1 < t->count && t->list[at + 1].word.len &&
           !is_yes(t->list[at + 1].word) && !is_no(t->list[at + 1].word);
}

static boxes read_boxes(const tokens *t)
{
    boxes b = { 0 };

    for (size_t i = 0; i < t->count; i++) {
        b.unreadable |= t->list[i].tick == PX_TICK_UNREADABLE;
        b.third |= is_third(t, i);
        if (!is_option(t, i, &b))
            continue;
        if (is_yes(t->list[i].word)) {
            b.yes = true;
            b.yes_tick = sign_of(t, i);
        } else {
            b.no = true;
            b.no_tick = sign_of(t, i);
        }
        b.end = t->list[i].end;
    }
    return b;
}

static px_yes_no decide(const boxes *b)
{
    const bool yes = b->yes && b->yes_tick == PX_TICK_TICKED;
    const bool no = b->no && b->no_tick == PX_TICK_TICKED;

    if (yes || no)
        return yes && no ? PX_YES_NO_BOTH : (yes ? PX_YES_NO_YES : PX_YES_NO_NO);
    if (b->third)
        return PX_YES_NO_OTHER;
    if (b->yes != b->no && (b->yes ? b->yes_tick : b->no_tick) == PX_TICK_NONE)
        return b->yes ? PX_YES_NO_YES : PX_YES_NO_NO;
    return PX_YES_NO_NONE;
}

void px_filed_yes_no_read(px_arena *arena, px_str text, px_answer *answer)
{
    tokens *t = px_arena_alloc(arena, sizeof(*t));
    boxes b;

    split(arena, text, t);
    b = read_boxes(t);
    answer->yes_no = decide(&b);
    answer->remark = px_str_trim(px_str_sub(text, b.end, text.len));
    answer->state = t->count ? PX_ANSWER_GIVEN : PX_ANSWER_MISSING;
    if (answer->yes_no != PX_YES_NO_NONE)
        return;
    if (b.unreadable || (b.yes && b.no && b.yes_tick == PX_TICK_NONE) ||
        (b.yes != b.no && (b.yes ? b.yes_tick : b.no_tick) == PX_TICK_EMPTY))
        /* Two options without boxes, a sign without a meaning, or the only option that is left
         * beside an empty box: what was meant cannot be told. */
        answer->state = PX_ANSWER_UNREADABLE;
    else if (b.yes && b.no && answer->remark.len == 0)
        answer->state = PX_ANSWER_MISSING; /* two empty boxes */
}

/* ---- Modalities */

bool px_filed_modality_word(px_str word, px_check_modality *ret_modality)
{
    static const struct {
        const char *word;
        px_check_modality modality;
    } words[] = {
        { "text", PX_CHECK_MODALITY_TEXT },    { "texte", PX_CHECK_MODALITY_TEXT },
        { "texts", PX_CHECK_MODALITY_TEXT },   { "textes", PX_CHECK_MODALITY_TEXT },
        { "image", PX_CHECK_MODALITY_IMAGE },  { "images", PX_CHECK_MODALITY_IMAGE },
        { "audio", PX_CHECK_MODALITY_AUDIO },  { "video", PX_CHECK_MODALITY_VIDEO },
        { "videos", PX_CHECK_MODALITY_VIDEO }, { "other", PX_CHECK_MODALITY_OTHER },
        { "autre", PX_CHECK_MODALITY_OTHER },  { "autres", PX_CHECK_MODALITY_OTHER },
    };

    for (size_t i = 0; i < PX_COUNT(words); i++)
        if (px_str_is(word, words[i].word)) {
            *ret_modality = words[i].modality;
            return true;
        }
    return false;
}

enum { LISTED_WORDS = 12 }; /* a list of modalities without boxes is not longer */

void px_filed_modalities_read(px_arena *arena, px_str text, px_answer *answer)
{
    tokens *t = px_arena_alloc(arena, sizeof(*t));
    size_t end = 0, options = 0;
    bool unreadable = false;

    split(arena, text, t);
    answer->modalities = 0;
    for (size_t i = 0; i < t->count; i++) {
        px_check_modality modality;

        unreadable |= t->list[i].tick == PX_TICK_UNREADABLE;
        if (!px_filed_modality_word(t->list[i].word, &modality))
            continue;
        if (t->signs ? sign_of(t, i) == PX_TICK_NONE : t->count > LISTED_WORDS)
            continue;
        options++;
        end = t->list[i].end;
        if (!t->signs || sign_of(t, i) == PX_TICK_TICKED)
            answer->modalities |= 1u << modality;
    }
    answer->remark = px_str_trim(px_str_sub(text, end, text.len));
    answer->state = t->count ? PX_ANSWER_GIVEN : PX_ANSWER_MISSING;
    if (!t->signs && options == PX_CHECK_MODALITY_COUNT) {
        /* The five names of the form without any box: which are meant cannot be told. */
        answer->modalities = 0;
        answer->state = PX_ANSWER_UNREADABLE;
    } else if (!answer->modalities && unreadable) {
        answer->state = PX_ANSWER_UNREADABLE;
    } else if (!answer->modalities && options && !answer->remark.len) {
        answer->state = PX_ANSWER_MISSING; /* empty boxes */
    }
}
