/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>

#include "base/ascii.h"
#include "base/map.h"
#include "code/compare/match_priv.h"

#include "base/banned.h"

/* ---- Words of a text */

/* Scripts without spaces: each character is a word. */
static bool is_ideograph(unsigned c)
{
    return (c >= 0x3040 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) ||
           (c >= 0x20000 && c < 0x40000);
}

static bool is_separator(unsigned c)
{
    return (c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7 ||
           (c >= 0x2000 && c < 0x2070) || (c >= 0x2E00 && c < 0x2E80) ||
           (c >= 0x3000 && c < 0x3040) || (c >= 0xFE30 && c < 0xFE70) || c == 0xFEFF;
}

typedef enum letter { LETTER_NONE, LETTER_PART, LETTER_ALONE } letter;

/* What the character at the head of the text is to a word, and its bytes. */
static letter letter_at(px_str text, size_t at, size_t *ret_len)
{
    unsigned char byte = (unsigned char)text.ptr[at];
    unsigned c;

    *ret_len = 1;
    if (byte < 0x80)
        return px_is_alnum(byte) ? LETTER_PART : LETTER_NONE;
    c = px_utf8_decode(px_str_n(text.ptr + at, text.len - at), ret_len);
    if (is_ideograph(c))
        return LETTER_ALONE;
    return is_separator(c) ? LETTER_NONE : LETTER_PART;
}

/* Cuts the next word off; false when there is none any more. */
static bool next_word(px_str *rest, px_str *ret_word)
{
    size_t start = 0, end, len = 0;
    letter first = LETTER_NONE;

    while (start < rest->len && (first = letter_at(*rest, start, &len)) == LETTER_NONE)
        start += len;
    if (start >= rest->len)
        return false;
    end = start + len;
    while (first == LETTER_PART && end < rest->len && letter_at(*rest, end, &len) == LETTER_PART)
        end += len;
    *ret_word = px_str_sub(*rest, start, end);
    *rest = px_str_sub(*rest, end, rest->len);
    return true;
}

/* ---- Words as numbers */

typedef struct lexicon {
    px_arena *arena;
    px_map numbers; /* word -> its number */
} lexicon;

#define LONGEST_WORD 256 /* bytes by which words are told apart */

static px_match_word number_of(lexicon *l, px_str word)
{
    char lower[LONGEST_WORD];
    px_str key = px_str_n(lower, PX_MIN(word.len, sizeof(lower)));
    void *value;

    for (size_t i = 0; i < key.len; i++)
        lower[i] = px_lower(word.ptr[i]);
    value = px_map_get(&l->numbers, key);
    if (!value) {
        value = (void *)(uintptr_t)(px_map_count(&l->numbers) + 1);
        (void)px_map_put(&l->numbers, px_arena_str(l->arena, key), value);
    }
    return (px_match_word)(uintptr_t)value;
}

/* Text without a letter or digit ("...") is one word. */
static size_t read_words(lexicon *l, px_str text, px_match_word *ret_words, size_t max)
{
    px_str rest = text, word;
    size_t count = 0;

    while (count < max && next_word(&rest, &word))
        ret_words[count++] = number_of(l, word);
    if (!count && max && text.len)
        ret_words[count++] = number_of(l, text);
    return count;
}

static px_match_words words_of(lexicon *l, px_str heading, px_str text)
{
    /* A word takes at least two bytes with what parts it from the next, or three alone. */
    size_t most = PX_MIN(heading.len / 2 + text.len / 2 + 2, PX_MATCH_MAX_WORDS);
    px_match_word *words = px_arena_array(l->arena, most, sizeof(*words));
    size_t count = read_words(l, heading, words, most);

    count += read_words(l, text, words + count, most - count);
    return (px_match_words){ words, count };
}

#define LONGEST_NUMBER 64

/* What of a number counts: "1." and "(1)" are the same, "(A)" and "(a)" are not. */
static size_t number_key(px_str number, char ret_key[LONGEST_NUMBER])
{
    size_t len = 0;

    for (size_t i = 0; i < number.len && len < LONGEST_NUMBER; i++) {
        unsigned char c = (unsigned char)number.ptr[i];

        if (px_is_alnum(c) || c >= 0x80 || c == '-' || (c == '.' && i + 1 < number.len))
            ret_key[len++] = (char)c;
    }
    return len;
}

bool px_match_same_number(px_str a, px_str b)
{
    char x[LONGEST_NUMBER], y[LONGEST_NUMBER];

    return px_str_eq(px_str_n(x, number_key(a, x)), px_str_n(y, number_key(b, y)));
}

static uint32_t number_class(lexicon *l, px_str number)
{
    char key[LONGEST_NUMBER];
    size_t len = number_key(number, key);
    void *value = len ? px_map_get(&l->numbers, px_str_n(key, len)) : NULL;

    if (len && !value) {
        value = (void *)(uintptr_t)(px_map_count(&l->numbers) + 1);
        (void)px_map_put(&l->numbers, px_arena_str(l->arena, px_str_n(key, len)), value);
    }
    return (uint32_t)(uintptr_t)value;
}

static uint32_t equal_class(px_map *classes, const px_match_node *node)
{
    px_str key = px_str_n((const char *)node->hash, PX_TEXT_HASH_LEN);
    void *value;

    if (!node->heading.len && !node->text.len)
        return 0;
    value = px_map_get(classes, key);
    if (!value) {
        value = (void *)(uintptr_t)(px_map_count(classes) + 1);
        (void)px_map_put(classes, key, value);
    }
    return (uint32_t)(uintptr_t)value;
}

/* A word is the rarer the fewer nodes of both sides have it. */
static void weigh_words(px_matcher *m)
{
    uint32_t *last = px_arena_array(m->arena, m->vocabulary, sizeof(*last));
    uint32_t *nodes = px_arena_array(m->arena, m->vocabulary, sizeof(*nodes));
    uint32_t stamp = 0;

    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < m->sides[side].count; i++) {
            px_match_words w = m->sides[side].words[i];

            stamp++;
            for (size_t k = 0; k < w.count; k++) {
                nodes[w.words[k]] += last[w.words[k]] != stamp;
                last[w.words[k]] = stamp;
            }
        }
    }
    m->rarity = px_arena_array(m->arena, m->vocabulary, sizeof(*m->rarity));
    for (size_t w = 0; w < m->vocabulary; w++)
        m->rarity[w] = (float)(0.1 + log(((double)stamp + 1) / (nodes[w] + 1.0)));
}

void px_match_read_words(px_matcher *m)
{
    lexicon l = { .arena = m->arena }, numbers = { .arena = m->arena };
    px_map classes = PX_MAP_INIT;

    for (int side = 0; side < 2; side++) {
        px_match_half *half = &m->sides[side];

        for (size_t i = 0; i < half->count; i++) {
            const px_match_node *node = &half->nodes[i];

            half->words[i] = words_of(&l, node->heading, node->text);
            half->number[i] = number_class(&numbers, node->number);
            half->equal[i] = equal_class(&classes, node);
        }
    }
    m->vocabulary = px_map_count(&l.numbers) + 1;
    m->n_equal = px_map_count(&classes) + 1;
    px_map_free(&l.numbers);
    px_map_free(&numbers.numbers);
    px_map_free(&classes);
    weigh_words(m);
    m->tally = px_arena_array(m->arena, m->vocabulary, sizeof(*m->tally));
    m->lcs.slot = px_arena_array(m->arena, m->vocabulary, sizeof(*m->lcs.slot));
}

/* ---- Longest common subsequence */

uint64_t *px_match_room(px_arena *arena, uint64_t *now, size_t *room, size_t wanted)
{
    if (wanted <= *room)
        return now;
    *room = PX_MAX(wanted, 2 * *room);
    return px_arena_array(arena, *room, sizeof(uint64_t));
}

void px_match_lcs_set(px_matcher *m, px_match_words pattern)
{
    px_match_lcs *lcs = &m->lcs;
    size_t blocks = (pattern.count + 63) / 64, distinct = 0;

    for (size_t i = 0; i < lcs->pattern.count; i++)
        lcs->slot[lcs->pattern.words[i]] = 0;
    for (size_t i = 0; i < pattern.count; i++)
        if (!lcs->slot[pattern.words[i]])
            lcs->slot[pattern.words[i]] = (uint32_t)++distinct;
    lcs->masks = px_match_room(m->arena, lcs->masks, &lcs->mask_room, distinct * blocks);
    lcs->row = px_match_room(m->arena, lcs->row, &lcs->row_room, blocks);
    if (blocks)
        memset(lcs->masks, 0, distinct * blocks * sizeof(*lcs->masks));
    for (size_t i = 0; i < pattern.count; i++)
        lcs->masks[(lcs->slot[pattern.words[i]] - 1) * blocks + i / 64] |= 1ULL << (i % 64);
    lcs->blocks = blocks;
    lcs->pattern = pattern;
}

void px_match_lcs_start(px_match_lcs *lcs)
{
    for (size_t k = 0; k < lcs->blocks; k++)
        lcs->row[k] = ~0ULL;
}

void px_match_lcs_run(px_match_lcs *lcs, px_match_words text)
{
    for (size_t i = 0; i < text.count; i++) {
        uint32_t slot = lcs->slot[text.words[i]];
        const uint64_t *mask;
        unsigned carry = 0;

        if (!slot)
            continue;
        mask = lcs->masks + (slot - 1) * lcs->blocks;
        for (size_t k = 0; k < lcs->blocks; k++) {
            uint64_t v = lcs->row[k], u = v & mask[k], sum = v + u + carry;

            carry = sum < v || (carry && sum == v);
            lcs->row[k] = sum | (v & ~mask[k]);
        }
    }
}

size_t px_match_lcs_length(const px_match_lcs *lcs)
{
    size_t length = 0;

    for (size_t k = 0; k < lcs->blocks; k++) {
        uint64_t zeros = ~lcs->row[k];

        if (k + 1 == lcs->blocks && lcs->pattern.count % 64)
            zeros &= (1ULL << (lcs->pattern.count % 64)) - 1;
        length += (size_t)__builtin_popcountll(zeros);
    }
    return length;
}

/* ---- Similarity */

double px_match_rare(px_matcher *m, px_match_words a, px_match_words b)
{
    double common = 0, all = 0;

    for (size_t i = 0; i < a.count; i++) {
        m->tally[a.words[i]]++;
        all += (double)m->rarity[a.words[i]];
    }
    for (size_t i = 0; i < b.count; i++) {
        all += (double)m->rarity[b.words[i]];
        if (m->tally[b.words[i]]) {
            m->tally[b.words[i]]--;
            common += (double)m->rarity[b.words[i]];
        }
    }
    for (size_t i = 0; i < a.count; i++)
        m->tally[a.words[i]] = 0;
    return all > 0 ? 2 * common / all : 1;
}

double px_match_similarity(px_arena *arena, px_str a, px_str b)
{
    lexicon l = { .arena = arena };
    px_matcher m = { .arena = arena };
    px_match_words x = words_of(&l, PX_STR_NONE, a), y = words_of(&l, PX_STR_NONE, b);

    m.lcs.slot = px_arena_array(arena, px_map_count(&l.numbers) + 1, sizeof(*m.lcs.slot));
    px_map_free(&l.numbers);
    px_match_lcs_set(&m, x);
    px_match_lcs_start(&m.lcs);
    px_match_lcs_run(&m.lcs, y);
    return px_match_dice(px_match_lcs_length(&m.lcs), x.count, y.count);
}
