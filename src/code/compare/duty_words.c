/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/duty_words.h"

#include <pthread.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "base/map.h"
#include "base/number.h"
#include "code/compare/word_token.h"

#include "base/banned.h"

enum { COLUMNS = 5, WORDS_MAX = 10, ALTERNATIVES_MAX = 12 };

typedef struct pattern_word {
    px_str alternatives[ALTERNATIVES_MAX]; /* "*": any word */
    size_t count;
    bool optional;
} pattern_word;

/* A row of the table. */
typedef struct pattern {
    pattern_word words[WORDS_MAX];
    size_t count;
    px_duty_class word_class;
    int strength;
} pattern;

/* The patterns that may begin with a word; in the order of the table. */
typedef struct entry entry;
struct entry {
    const pattern *pattern;
    entry *next;
};

typedef struct chain {
    entry *first, *last;
} chain;

/* "en shall" gives the chain of what begins so in English, "* %" in all languages. Filled once. */
static px_map chains;
static px_arena *table_arena; /* holds all of it until the process ends */
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

const char *px_duty_class_name(px_duty_class word_class)
{
    static const char *const names[PX_DUTY_CLASS_COUNT] = {
        [PX_DUTY_PROHIBITION] = "prohibition",
        [PX_DUTY_OBLIGATION] = "obligation",
        [PX_DUTY_COMMITMENT] = "commitment",
        [PX_DUTY_RECOMMENDATION] = "recommendation",
        [PX_DUTY_PERMISSION] = "permission",
        [PX_DUTY_POSSIBILITY] = "possibility",
        [PX_DUTY_WEAKENS] = "weakens",
        [PX_DUTY_STRENGTHENS] = "strengthens",
        [PX_DUTY_EFFORT] = "effort",
        [PX_DUTY_QUALIFIER] = "qualifier",
        [PX_DUTY_LIMIT] = "limit",
        [PX_DUTY_INTERVAL] = "interval",
        [PX_DUTY_HOURS] = "hours",
        [PX_DUTY_MONTHS] = "months",
        [PX_DUTY_WORKDAYS] = "workdays",
        [PX_DUTY_NUMBER] = "number",
        [PX_DUTY_MULTIPLIER] = "multiplier",
        [PX_DUTY_PERCENT] = "percent",
        [PX_DUTY_CURRENCY] = "currency",
        [PX_DUTY_REFERENCE] = "reference",
        [PX_DUTY_FUTURE] = "future",
        [PX_DUTY_SUBJECT] = "subject",
        [PX_DUTY_NONE] = "none",
    };

    return names[word_class];
}

static px_duty_class class_of(px_str name)
{
    for (int i = 0; i < PX_DUTY_CLASS_COUNT; i++)
        if (px_str_is(name, px_duty_class_name((px_duty_class)i)))
            return (px_duty_class)i;
    return PX_DUTY_CLASS_COUNT;
}

static pattern_word pattern_word_of(px_str word)
{
    pattern_word read = { 0 };
    px_str part;

    if (px_str_ends(word, PX_STR("?"))) {
        read.optional = true;
        word.len--;
    }
    while (read.count < ALTERNATIVES_MAX && px_str_split(&word, '|', &part))
        read.alternatives[read.count++] = px_word_fold(table_arena, part);
    return read;
}

static void chain_add(px_str language, px_str word, const pattern *added)
{
    const char *key =
        px_arena_format(table_arena, "%.*s %.*s", PX_STR_ARG(language), PX_STR_ARG(word));
    chain *found = px_map_get(&chains, px_str_of(key));
    entry *link = px_arena_alloc(table_arena, sizeof(*link));

    link->pattern = added;
    if (!found) {
        found = px_arena_alloc(table_arena, sizeof(*found));
        (void)px_map_put(&chains, px_str_of(key), found);
    }
    if (found->last)
        found->last->next = link;
    else
        found->first = link;
    found->last = link;
}

/* Under each word that the pattern may begin with. */
static void pattern_add(px_str language, const pattern *added)
{
    for (size_t i = 0; i < added->count; i++) {
        for (size_t k = 0; k < added->words[i].count; k++)
            chain_add(language, added->words[i].alternatives[k], added);
        if (!added->words[i].optional)
            break;
    }
}

static void table_add(const px_str columns[COLUMNS])
{
    pattern *added = px_arena_alloc(table_arena, sizeof(*added));
    px_str word, phrase;
    long long strength;

    if (px_parse_int(columns[3], -1000000000, 1000000000, &strength, NULL) < 0)
        return;
    added->word_class = class_of(columns[2]);
    added->strength = (int)strength;
    for (phrase = columns[1]; added->count < WORDS_MAX && px_str_split(&phrase, ' ', &word);)
        added->words[added->count++] = pattern_word_of(word);
    if (added->word_class != PX_DUTY_CLASS_COUNT)
        pattern_add(columns[0], added);
}

static void table_load(void)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    table_arena = px_arena_new();
    while (px_embedded_row("duty_words.tsv", &rest, columns, COLUMNS))
        table_add(columns);
}

static bool word_fits(const pattern_word *word, px_str text)
{
    for (size_t i = 0; i < word->count; i++)
        if (px_str_eq(word->alternatives[i], text) || px_str_is(word->alternatives[i], "*"))
            return true;
    return false;
}

/* The longest way in which the pattern from its word `at` fits; SIZE_MAX: it does not. */
static size_t pattern_length(const pattern *p, size_t at, const px_str *words, size_t count)
{
    size_t longest = SIZE_MAX;

    if (at == p->count)
        return 0;
    if (count > 0 && word_fits(&p->words[at], words[0]))
        longest = pattern_length(p, at + 1, words + 1, count - 1);
    if (longest != SIZE_MAX)
        return longest + 1;
    return p->words[at].optional ? pattern_length(p, at + 1, words, count) : SIZE_MAX;
}

static void find_in(px_str language, const px_str *words, size_t count, px_duty_phrase *found)
{
    char key[80];
    int len = snprintf(key, sizeof(key), "%.*s %.*s", PX_STR_ARG(language), PX_STR_ARG(words[0]));
    const chain *start = len > 0 && (size_t)len < sizeof(key)
                             ? px_map_get(&chains, px_str_n(key, (size_t)len))
                             : NULL;

    for (const entry *link = start ? start->first : NULL; link; link = link->next) {
        size_t length = pattern_length(link->pattern, 0, words, count);

        if (length != SIZE_MAX && length > found->length)
            *found = (px_duty_phrase){ length, link->pattern->word_class, link->pattern->strength };
    }
}

px_duty_phrase px_duty_words_find(px_str language, const px_str *words, size_t count)
{
    px_duty_phrase found = { 0 };

    (void)pthread_once(&table_once, table_load);
    if (count == 0 || words[0].len == 0)
        return found;
    find_in(px_str_sub(language, 0, px_str_find_char(language, '-')), words, count, &found);
    find_in(PX_STR("*"), words, count, &found);
    return found;
}
